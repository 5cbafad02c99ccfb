internal import Channels
internal import IncidentEvents
internal import SwiftProtobuf

extension Decider {
    static func decide(_ command: LogCommand, in state: IncidentState) throws(Rejection)
        -> Ruling
    {
        switch command {
        case .observe(let speaker, let words, let carrier, let address, let facts, let corrects):
            return try observe(
                speaker, words, on: carrier, at: address, facts: facts, corrects: corrects,
                in: state)
        case .note(let words):
            return try note(words, in: state)
        case .correctEntry(let position, let right, let occurredAt, let certainty):
            return try correctEntry(position, right, occurredAt: occurredAt, certainty, in: state)
        case .changeVisibility(let position, let visibility, let reason):
            return try changeVisibility(position, to: visibility, reason, in: state)
        case .redactEntry(let position, let order, let exemption):
            return try redactEntry(position, order, exemption, in: state)
        }
    }

    private static func observe(
        _ speaker: String, _ words: String, on carrier: Carrier, at address: String?,
        facts: [FactID], corrects: [RumorID], in state: IncidentState
    ) throws(Rejection) -> Ruling {
        let speaker = try text(speaker, "speaker")
        let words = try text(words, "statement")
        for fact in facts { _ = try state.require(fact: fact) }
        for rumor in corrects { _ = try state.require(rumor: rumor) }
        // The same words at one address, such as an alert's own id, are recorded once.
        let isKnown = state.statements.all.contains { known in
            address != nil && known.address == address
                && known.carrier == carrier.description
                && known.text == words && known.speaker == speaker
                && facts.allSatisfy(known.facts.contains)
                && corrects.allSatisfy(known.corrects.contains)
        }
        if isKnown { return Ruling() }
        return Ruling([
            .statementObserved(
                .with {
                    $0.statement = state.statements.next.description
                    $0.speaker = speaker
                    $0.carrier = carrier.description
                    $0.address = address.recorded
                    $0.text = words
                    $0.facts = facts.map(\.description)
                    $0.corrects = corrects.map(\.description)
                })
        ])
    }

    private static func note(_ words: String, in state: IncidentState) throws(Rejection) -> Ruling {
        let words = try text(words, "note")
        return Ruling([
            .noteLogged(
                .with {
                    $0.note = state.notes.next.description
                    $0.text = words
                })
        ])
    }

    private static func correctEntry(
        _ position: UInt64, _ right: String, occurredAt: Instant?, _ certainty: TimeCertainty,
        in state: IncidentState
    ) throws(Rejection) -> Ruling {
        let right = try text(right, "correction")
        try state.require(entry: position)
        if let occurredAt, let message = state.message(deliveredAt: position),
            let delivery = message.deliveries.first(where: { $0.stamp.position == position })
        {
            try requireLaterThanRelease(message, delivery.carrier, occurredAt, in: state)
        }
        return Ruling([
            .entryCorrected(
                .with {
                    $0.position = position
                    $0.right = right
                    if let occurredAt {
                        $0.occurredAt = occurredAt.timestamp
                        $0.certainty = certainty
                    }
                })
        ])
    }

    private static func changeVisibility(
        _ position: UInt64, to visibility: Visibility, _ reason: String, in state: IncidentState
    ) throws(Rejection) -> Ruling {
        let reason = try text(reason, "reason")
        try state.require(entry: position)
        if state.visibilities[position] == visibility { return Ruling() }
        if visibility == .public, state.mode != .reenactment {
            if let fact = state.facts.all.first(where: { $0.recorded.position == position }),
                !fact.isSayable
            {
                throw Rejection(
                    .refused, "Entry \(position) says \(fact.id), which isn't cleared for release.",
                    remedy: "See it: \(do: .listFacts)")
            }
            if let rumor = state.rumors.all.first(where: { $0.reported.position == position }),
                rumor.isUnsettled
            {
                throw Rejection(
                    .refused, "Entry \(position) says \(rumor.id), which nobody has settled.",
                    remedy: "Assess it: \(do: .assessRumor(rumor.id))")
            }
        }
        return Ruling([
            .visibilityChanged(
                .with {
                    $0.position = position
                    $0.visibility = visibility
                    $0.reason = reason
                })
        ])
    }

    private static func redactEntry(
        _ position: UInt64, _ order: String, _ exemption: String, in state: IncidentState
    ) throws(Rejection) -> Ruling {
        let order = try text(order, "order")
        let exemption = try text(exemption, "exemption")
        try state.require(entry: position)
        if state.redactions[position] != nil { return Ruling() }
        guard !state.foundations.contains(position) else {
            throw Rejection(
                .notNow,
                "Entry \(position) can't be removed: the incident needs it, or it records an earlier"
                    + " removal.",
                remedy: "Restrict access to the whole log instead.")
        }
        return Ruling([
            .entryRedacted(
                .with {
                    $0.position = position
                    $0.order = order
                    $0.exemption = exemption
                })
        ])
    }
}
