internal import IncidentEvents
internal import SwiftProtobuf

extension Decider {
    static func decide(
        _ command: FactCommand, in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        switch command {
        case .record(let statement, let topic, let number, let scope, let source):
            return try record(
                statement, topic: topic, number: number, scope: scope, source: source, in: state)
        case .verify(let id, let source, let relays):
            return try verify(id, source: source, relays: relays, in: state, context)
        case .clear(let id, let lift):
            return try clear(id, lifting: lift, in: state)
        case .hold(let id, let reason, let isForFamily, let until):
            return try hold(
                id, reason: reason, isForFamily: isForFamily, until: until, in: state)
        case .refute(let id, let reason, let source, let by):
            return try refute(id, reason: reason, source: source, by: by, in: state)
        case .supersede(let id, let by):
            return try supersede(id, by: by, in: state)
        }
    }

    private static func record(
        _ statement: String, topic: String?, number: Double?, scope: String?, source: String?,
        in state: IncidentState
    ) throws(Rejection) -> Ruling {
        let statement = try text(statement, "fact")
        guard number?.isFinite ?? true else {
            throw Rejection(
                .invalid, "The fact's number isn't finite.", remedy: "Give one in digits.")
        }
        return Ruling([
            .factRecorded(
                .with {
                    $0.fact = state.facts.next.description
                    $0.topic = topic ?? "general"
                    $0.statement = statement
                    if let number { $0.number = number }
                    $0.scope = scope.recorded
                    $0.source = source.recorded
                })
        ])
    }

    /// The same person may verify a fact again from another source, which counts as another
    /// verification.
    private static func verify(
        _ id: FactID, source: String?, relays: String?, in state: IncidentState,
        _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        let fact = try standing(id, in: state)
        let source = try text(source, "source")
        let isRepeated = fact.verifications.contains {
            $0.stamp.actor == context.actor && $0.source.utf8.elementsEqual(source.utf8)
                && $0.relays.recorded.utf8.elementsEqual(relays.recorded.utf8)
        }
        if isRepeated { return Ruling() }
        return Ruling([
            .factVerified(
                .with {
                    $0.fact = id.description
                    $0.source = source
                    $0.relays = relays.recorded
                })
        ])
    }

    private static func clear(
        _ id: FactID, lifting lift: FactCommand.LiftHold?, in state: IncidentState
    ) throws(Rejection) -> Ruling {
        let fact = try standing(id, in: state)
        guard fact.isVerified else {
            throw Rejection(
                .notNow, "\(id) isn't verified. Only a verified fact can be cleared for release.",
                remedy: "Verify it first: \(do: .verifyFact(id))")
        }
        if fact.status == .cleared { return Ruling() }
        if let hold = fact.hold { try check(lift, of: hold, on: fact, in: state) }
        return Ruling([
            .factCleared(
                .with {
                    $0.fact = id.description
                    guard fact.hold != nil, let lift else { return }
                    $0.reason = lift.reason
                    $0.familyToldBy = lift.familyToldBy.recorded
                    if let told = lift.familyToldAt { $0.familyToldAt = told.timestamp }
                })
        ])
    }

    /// A past incident doesn't always record why a hold ended.
    private static func check(
        _ lift: FactCommand.LiftHold?, of hold: Fact.Hold, on fact: Fact, in state: IncidentState
    ) throws(Rejection) {
        guard state.mode != .reenactment else { return }
        let since = state.zone.dated(hold.stamp.happenedAt)
        let whose = "\(fact.id) is held by \(hold.stamp.actor) since \(since): \(hold.reason)."
        guard let lift else {
            throw Rejection(
                .refused, "\(whose) Lifting the hold needs a reason.",
                remedy:
                    "Ask \(hold.stamp.actor), then type: \(do: .liftHold(fact.id, isForFamily: fact.isHeldForFamily))"
            )
        }
        _ = try text(lift.reason, "reason for lifting the hold")
        // A clock time alone that is still to come today means yesterday's.
        if let told = lift.familyToldAt, !fact.recorded.isPlaceholder,
            told.advanced(by: .seconds(12 * 60 * 60)) < fact.recorded.happenedAt
        {
            throw Rejection(
                .invalid,
                "\(fact.id) was recorded at \(state.zone.dated(fact.recorded.happenedAt)), so the family can hardly have been told at \(state.zone.dated(told)).",
                remedy: "Give the day with the time: 2026-05-01 22:15.")
        }
        if let told = lift.familyToldAt, let onset = state.onset?.at,
            told < min(onset, fact.recorded.happenedAt)
        {
            throw Rejection(
                .invalid,
                "The incident began at \(state.zone.dated(onset)), so the family can't have been told at \(state.zone.dated(told)).",
                remedy: "Give the day with the time: 2026-05-01 22:15.")
        }
        guard fact.isHeldForFamily, lift.familyToldBy == nil || lift.familyToldAt == nil else {
            return
        }
        throw Rejection(
            .refused, "\(whose) A hold for a family is lifted only once they were told.",
            remedy: "Say who told them and when: \(do: .liftHold(fact.id, isForFamily: true))")
    }

    private static func hold(
        _ id: FactID, reason: String, isForFamily: Bool, until: Instant?, in state: IncidentState
    ) throws(Rejection) -> Ruling {
        let fact = try standing(id, in: state)
        let words = try text(reason, "reason")
        let reason = isForFamily ? Fact.Hold.reasonForFamily(words) : words
        if fact.hold?.reason == reason, fact.hold?.until == until { return Ruling() }
        return Ruling([
            .factHeld(
                .with {
                    $0.fact = id.description
                    $0.reason = reason
                    if let until { $0.until = until.timestamp }
                })
        ])
    }

    private static func refute(
        _ id: FactID, reason: String, source: String?, by: FactID?, in state: IncidentState
    ) throws(Rejection) -> Ruling {
        let fact = try state.require(fact: id)
        if fact.refutation != nil { return Ruling() }
        let reason = try text(reason, "reason")
        if let by { _ = try state.require(fact: by) }
        guard by != id else {
            throw Rejection(
                .invalid, "\(id) can't refute itself.", remedy: "Name the correct fact.")
        }
        var events: [IncidentEvent.OneOf_Kind] = [
            .factRefuted(
                .with {
                    $0.fact = id.description
                    $0.reason = reason
                    $0.source = source.recorded
                    if let by { $0.by = by.description }
                })
        ]
        events += ownRumor(of: fact, reason: reason, right: by, in: state)
        if let by { events += passedOn(fact, to: by, in: state) }
        return Ruling(events)
    }

    private static func supersede(_ id: FactID, by: FactID, in state: IncidentState)
        throws(Rejection) -> Ruling
    {
        let fact = try state.require(fact: id)
        _ = try state.require(fact: by)
        guard id != by else {
            throw Rejection(
                .invalid, "\(id) can't supersede itself.", remedy: "Name the newer fact.")
        }
        if fact.supersession?.by == by { return Ruling() }
        guard fact.refutation == nil else {
            throw Rejection(
                .notNow, "\(id) was refuted. A refuted fact can't be superseded.",
                remedy: "Record the correct fact: \(do: .recordFact())")
        }
        let superseded = IncidentEvent.OneOf_Kind.factSuperseded(
            .with {
                $0.fact = id.description
                $0.by = by.description
            })
        return Ruling([superseded] + passedOn(fact, to: by, in: state))
    }

    /// A hold outlives the wording: the fact that takes the place of a held one is held, too.
    private static func passedOn(
        _ fact: Fact, to successor: FactID, in state: IncidentState
    ) -> [IncidentEvent.OneOf_Kind] {
        guard let hold = fact.hold, state.mode != .reenactment,
            state.facts[successor]?.hold == nil
        else { return [] }
        let reason =
            fact.isHeldForFamily ? Fact.Hold.reasonForFamily(hold.reason) : hold.reason
        return [
            .factHeld(
                .with {
                    $0.fact = successor.description
                    $0.reason = "\(reason) (held as \(fact.id))"
                    if let until = hold.until { $0.until = until.timestamp }
                })
        ]
    }

    /// A wrong fact that we published becomes a rumor of our own making: every message released
    /// with it opens coverage on every carrier that carried it.
    private static func ownRumor(
        of fact: Fact, reason: String, right: FactID?, in state: IncidentState
    ) -> [IncidentEvent.OneOf_Kind] {
        let messages = state.messages.all.filter { $0.wasReleased(citing: fact.id) }
        let existing = state.rumors.all.first { $0.fact == fact.id && $0.origin == .ownMessage }
        guard existing != nil || !messages.isEmpty else { return [] }
        let id = existing?.id ?? state.rumors.next
        var events: [IncidentEvent.OneOf_Kind] = []
        if existing == nil {
            events.append(
                reported(
                    id,
                    .init(claim: fact.statement, messages: messages.map(\.id), fact: fact.id)))
        }
        events.append(assessed(id, .false, reason, facts: right.map { [$0] } ?? []))
        return events
    }

    private static func standing(_ id: FactID, in state: IncidentState) throws(Rejection) -> Fact {
        let fact = try state.require(fact: id)
        guard fact.isStanding else {
            throw Rejection(
                .notNow, "\(id) is \(fact.status.rawValue).",
                remedy: "Record the current fact: \(do: .recordFact())")
        }
        return fact
    }
}
