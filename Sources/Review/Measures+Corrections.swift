internal import Channels
internal import Incident
internal import IncidentEvents

extension MeasureFinder {
    /// The times until a false claim was corrected: by us, by others, and on the same carrier.
    func corrections(of rumor: Rumor) -> [Measure] {
        let corrections = index.corrections(of: rumor)
        guard rumor.needsCorrection || corrections.contains(where: { $0.message != nil }) else {
            return []
        }
        let cells = index.coverage(of: rumor)
        let appearances = cells.flatMap(\.appearances).sorted(by: Stamp.happensBefore)
        // If no carrier was recorded, the report is the first record of the claim.
        let first = appearances.first ?? rumor.reported
        let note =
            appearances.isEmpty ? "measured from the report because no appearance is recorded" : nil
        let ours = corrections.filter { $0.message != nil && $0.stamp.isNotBefore(first) }
        let own = ours.first
        var measures = [
            Measure(
                .timeToCorrection, subject: rumor.id.description,
                carrier: own?.carrier.description, from: Measure.End(first),
                to: (own?.stamp).map(Measure.End.init), bound: ours.map(\.stamp).firstSure,
                note: note)
        ]
        if let others = firstByOthers(of: rumor, corrections, after: first) {
            measures.append(
                Measure(
                    .timeToCorrectionByOthers, subject: rumor.id.description,
                    carrier: others.carrier, from: Measure.End(first),
                    to: Measure.End(others.stamp), note: note))
        }
        return measures + cells.compactMap { sameCarrier($0, rumor, corrections) }
    }

    /// From the finding that a claim is wrong to the first correction by us.
    func errorSaid(_ rumor: Rumor) -> Measure? {
        guard rumor.needsCorrection, let found = rumor.firstFoundWrong else { return nil }
        let ours = index.corrections(of: rumor).filter { $0.message != nil }
        return Measure(
            .knownFalseToSaid, subject: rumor.id.description,
            carrier: ours.first?.carrier.description, from: Measure.End(found),
            to: (ours.first?.stamp).map(Measure.End.init), bound: ours.map(\.stamp).firstSure)
    }

    /// The first statement by others that contradicts the claim, including an outlet's own
    /// correction.
    private func firstByOthers(
        of rumor: Rumor, _ corrections: [IncidentState.CorrectionDelivered], after first: Stamp
    ) -> (carrier: String?, stamp: Stamp)? {
        let statements = index.contradictions(of: rumor).map {
            (carrier: $0.carrier, stamp: $0.stamp)
        }
        let outlets = corrections.filter { $0.message == nil }.map {
            (carrier: String?($0.carrier.description), stamp: $0.stamp)
        }
        return (statements + outlets).filter { $0.stamp.isNotBefore(first) }
            .min { Stamp.happensBefore($0.stamp, $1.stamp) }
    }

    private func sameCarrier(
        _ cell: CoverageCell, _ rumor: Rumor,
        _ corrections: [IncidentState.CorrectionDelivered]
    ) -> Measure? {
        guard let first = cell.appearances.first else { return nil }
        let there = corrections.filter {
            $0.carrier == cell.carrier && $0.stamp.isNotBefore(first)
        }
        let correction = there.first
        var notes: [String] = []
        if let correction, correction.message == nil { notes.append("by the outlet") }
        if correction != nil, cell.corrected == nil { notes.append("appeared again later") }
        if cell.waived != nil { notes.append("waived") }
        return Measure(
            .timeToCorrectionSameCarrier, subject: rumor.id.description,
            carrier: cell.carrier.description, from: Measure.End(first),
            to: (correction?.stamp).map(Measure.End.init), bound: there.map(\.stamp).firstSure,
            note: notes.joined(separator: "; ").nonEmpty)
    }
}

extension Stamp {
    func isNotBefore(_ other: Stamp) -> Bool { !Stamp.happensBefore(self, other) }
}
