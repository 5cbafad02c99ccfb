internal import IncidentEvents
internal import SwiftProtobuf

extension IncidentState {
    mutating func apply(_ event: StatementObserved, _ stamp: Stamp) {
        guard let id = StatementID(event.statement) else { return }
        statements.add(
            ObservedStatement(
                id: id, speaker: event.speaker, carrier: event.carrier.nonEmpty,
                address: event.address.nonEmpty,
                text: event.text, facts: event.facts.compactMap { FactID($0) },
                corrects: event.corrects.compactMap { RumorID($0) }, stamp: stamp),
            as: id)
    }

    mutating func apply(_ event: TrendObserved, _ stamp: Stamp) {
        guard let id = TrendID(event.trend) else { return }
        trends.add(stamp, as: id)
    }

    mutating func apply(_ event: NoteLogged, _ stamp: Stamp) {
        guard let id = NoteID(event.note) else { return }
        notes.add(Note(id: id, text: event.text, stamp: stamp), as: id)
    }

    mutating func apply(_ event: EntryCorrected, _ stamp: Stamp) {
        corrections[event.position, default: []].append(
            EntryCorrection(
                right: event.right,
                occurredAt: event.hasOccurredAt ? Instant(event.occurredAt) : nil,
                certainty: event.certainty, stamp: stamp))
        guard event.hasOccurredAt, let message = message(deliveredAt: event.position) else {
            return
        }
        let (time, certainty) = (Instant(event.occurredAt), event.certainty)
        // Figures and projections go by the right time of a delivery.
        messages.change(message.id) { message in
            for index in message.deliveries.indices
            where message.deliveries[index].stamp.position == event.position {
                message.deliveries[index].stamp = message.deliveries[index].stamp
                    .corrected(to: time, certainty)
            }
        }
    }

    mutating func apply(_ event: EntryRedacted, _ stamp: Stamp) {
        redactions[event.position] = Redaction(
            order: event.order, exemption: event.exemption, stamp: stamp)
    }

    mutating func apply(_ event: RetentionExpired, _ stamp: Stamp) {
        for position in event.positions {
            redactions[position] = Redaction(
                order: "the policy's period for \(event.recordClass)", exemption: event.policy,
                stamp: stamp)
        }
    }

    mutating func apply(_ event: VisibilityChanged, _ stamp: Stamp) {
        visibilities[event.position] = event.visibility
    }
}

extension IncidentState {
    /// The message of which the entry at a position reports a delivery.
    func message(deliveredAt position: UInt64) -> Message? {
        messages.all.first { $0.deliveries.contains { $0.stamp.position == position } }
    }
}
