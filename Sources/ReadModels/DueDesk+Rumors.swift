internal import Channels
internal import Incident
internal import IncidentEvents

extension DueDesk {
    /// What is due about claims: to assess, to correct, to ask an outlet, to take down.
    var rumors: [DueItem] {
        let rumors = state.rumors.all
        return rumors.indices.flatMap { items(for: rumors[$0]) }
    }

    private func items(for rumor: Rumor) -> [DueItem] {
        if rumor.assessment == nil {
            guard !rumor.isClosed else { return [] }
            return [unassessed(rumor)]
        }
        let open = index.openCells(of: rumor)
        guard !open.isEmpty else { return [] }
        // Before anything is corrected the work is to write the correction, whoever carried it.
        guard index.corrections(of: rumor).contains(where: { $0.message != nil }) else {
            return [firstCorrection(of: rumor, cells: open)]
        }
        return open.map { cell in
            cell.isOwn
                ? own(cell, of: rumor)
                : item(
                    .coverage, rumor.id.description,
                    "\(rumor.id) stands uncorrected on \(cell.carrier)"
                        + (cell.contacted == nil ? "." : ", which has been asked to correct."),
                    cell.contacted == nil
                        ? "tocsin rumor contact \(rumor.id) \(cell.carrier) --how HOW"
                        : "tocsin rumor corrected \(rumor.id) \(cell.carrier)")
        }
    }

    private func unassessed(_ rumor: Rumor) -> DueItem {
        let command = "tocsin rumor assess \(rumor.id) --finding FINDING --because TEXT"
        if let watch = rumor.watches.last {
            return item(
                .watch, rumor.id.description, "\(rumor.id) is watched: \(watch.reason)", command,
                due: watch.until)
        }
        return item(
            .assessment, rumor.id.description, "\(rumor.id) is not assessed: \(rumor.claim)",
            command)
    }

    private func firstCorrection(of rumor: Rumor, cells: [CoverageCell]) -> DueItem {
        let carriers = cells.map(\.carrier.description).joined(separator: ", ")
        return item(
            .correction, rumor.id.description,
            "\(rumor.id) is \(rumor.findingWord) and uncorrected on \(carriers).",
            nextCommand(for: rumor, channel: nil))
    }

    private func own(_ cell: CoverageCell, of rumor: Rumor) -> DueItem {
        item(
            .coverage, rumor.id.description,
            "\(rumor.id) stands uncorrected on our own \(cell.carrier).",
            nextCommand(for: rumor, channel: cell.carrier))
    }

    /// The next step of the correction that is furthest on, or to draft one.
    private func nextCommand(for rumor: Rumor, channel carrier: Carrier?) -> String {
        let claimants = index.claimants(of: rumor).map(\.id)
        let corrections = index.messages(concerning: rumor).filter {
            $0.status != .discarded
                && ($0.corrects.contains(rumor.id)
                    || ($0.retracts.map(claimants.contains) ?? false))
        }
        let fitting = corrections.filter { message in
            carrier.map { carrier in
                message.channels.contains(carrier.channel)
                    && !message.postings.contains { $0.carrier == carrier }
            } ?? true
        }
        guard let message = fitting.last else {
            return "tocsin message draft correction --corrects \(rumor.id)"
                + (carrier.map { " --on \($0.channel)" } ?? "")
        }
        switch message.status {
        case .draft: return "tocsin message submit \(message.id)"
        case .submitted: return "tocsin message approve \(message.id) --release"
        case .approved: return "tocsin message release \(message.id)"
        case .released, .discarded:
            return "tocsin message posted \(message.id) " + (carrier?.description ?? "--all")
        }
    }
}

extension Rumor {
    var findingWord: String { (assessment?.finding ?? .unspecified).word }
}
