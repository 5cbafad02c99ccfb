internal import Channels
internal import Incident
internal import IncidentEvents

extension DueSubjects {
    /// The due items of claims: to assess, to correct, to ask an outlet, to withdraw.
    var rumors: [DueItem] {
        let rumors = state.rumors.all
        return rumors.indices.flatMap { items(for: rumors[$0]) }
    }

    private func items(for rumor: Rumor) -> [DueItem] {
        // A finding of "unsubstantiated" settles nothing.
        if [nil, .unsubstantiated].contains(rumor.assessment?.finding) {
            guard !rumor.isClosed else { return [] }
            return [unsettled(rumor)]
        }
        let open = index.openCells(of: rumor)
        guard !open.isEmpty else { return [] }
        // Before the first correction, the task is to write one, for any carrier.
        guard index.corrections(of: rumor).contains(where: { $0.message != nil }) else {
            return [firstCorrection(of: rumor, cells: open)]
        }
        return open.map { cell in
            cell.isOwn
                ? own(cell, of: rumor)
                : item(
                    .coverage, rumor.id.description,
                    "\(rumor.id) is uncorrected on \(cell.carrier)."
                        + (cell.contacted == nil ? "" : " We asked them to correct it."),
                    cell.contacted == nil
                        ? .contactOutlet(rumor.id, cell.carrier)
                        : .markOutletCorrected(rumor.id, cell.carrier))
        }
    }

    private func unsettled(_ rumor: Rumor) -> DueItem {
        let next = Suggestion.assessRumor(rumor.id)
        if let watch = rumor.watches.last {
            return item(
                .watch, rumor.id.description, "\(rumor.id) is on watch: \(watch.reason)", next,
                due: watch.until)
        }
        return item(
            .assessment, rumor.id.description,
            rumor.assessment == nil
                ? "\(rumor.id) needs an assessment: \(rumor.claim)"
                : "\(rumor.id) is unsubstantiated, which settles nothing: \(rumor.claim)",
            next)
    }

    private func firstCorrection(of rumor: Rumor, cells: [CoverageCell]) -> DueItem {
        let carriers = cells.map(\.carrier.description).joined(separator: ", ")
        return item(
            .correction, rumor.id.description,
            "\(rumor.id) is \(rumor.findingWord) and uncorrected on \(carriers).",
            next(for: rumor, on: nil))
    }

    private func own(_ cell: CoverageCell, of rumor: Rumor) -> DueItem {
        let silent = cell.uncorrectedLanguages
        let isPartly = !silent.isEmpty && silent.count < cell.wrongLanguages.count
        let where_ = isPartly ? " in \(silent.map(\.languageName).joined(separator: ", "))" : ""
        return item(
            .coverage, rumor.id.description,
            "\(rumor.id) is uncorrected\(where_) on our own \(cell.carrier).",
            isPartly
                ? translating(rumor, into: silent[0], on: cell.carrier)
                    ?? next(for: rumor, on: cell.carrier) : next(for: rumor, on: cell.carrier))
    }

    /// The way of a correction that was posted there in another language; nil if there is none.
    private func translating(
        _ rumor: Rumor, into language: String, on carrier: Carrier
    ) -> Suggestion? {
        let posted = index.messages(concerning: rumor).last { message in
            message.corrects.contains(rumor.id)
                && message.postings.contains { $0.carrier == carrier }
        }
        return posted.map { message in
            let key = Message.VariantKey(channel: carrier.channel, language: language)
            let words = department.map { department in
                let composer = MessageComposer(
                    state: state, playbook: playbook, department: department)
                return Suggestion.Words(
                    missingIn: language, of: composer.compose(message).variants)
            }
            return message.releasedTexts[key] == nil
                ? .translateMessage(message.id, into: language, words)
                : .showText(message.id, carrier.channel, in: language)
        }
    }

    /// The next step of the most advanced correction, or to draft one.
    private func next(for rumor: Rumor, on carrier: Carrier?) -> Suggestion {
        let claimants = index.claimants(of: rumor).map(\.id)
        let corrections = index.messages(concerning: rumor).filter {
            $0.status != .discarded && !state.isInReserve($0)
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
            return .draftMessage(
                .init(kind: .correction, corrects: rumor.id, on: carrier.map { [$0.channel] } ?? [])
            )
        }
        switch message.status {
        case .draft: return .submitMessage(message.id)
        case .submitted: return .approveMessage(message.id, thenRelease: true)
        case .approved: return .releaseMessage(message.id)
        case .released, .discarded:
            return .markPosted(message.id, carrier.map { .carrier($0) } ?? .anyAddress)
        }
    }
}

extension Rumor {
    var findingWord: String { (assessment?.finding ?? .unspecified).word }
}
