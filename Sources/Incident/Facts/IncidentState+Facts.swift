internal import IncidentEvents
internal import SwiftProtobuf

extension IncidentState {
    mutating func apply(_ event: FactRecorded, _ stamp: Stamp) {
        guard let id = FactID(event.fact) else { return }
        facts.add(
            Fact(
                id: id, topic: event.topic.nonEmpty, statement: event.statement,
                number: event.hasNumber && event.number.isFinite ? event.number : nil,
                scope: event.scope.nonEmpty,
                source: event.source.nonEmpty, recorded: stamp), as: id)
    }

    mutating func apply(_ event: FactVerified, _ stamp: Stamp) {
        facts.change(FactID(event.fact)) {
            $0.verifications.append(
                Fact.Verification(source: event.source, relays: event.relays.nonEmpty, stamp: stamp)
            )
        }
    }

    mutating func apply(_ event: FactCleared, _ stamp: Stamp) {
        facts.change(FactID(event.fact)) {
            if let hold = $0.hold {
                $0.liftedHolds.append(Fact.LiftedHold(held: hold.since, lifted: stamp))
            }
            $0.cleared = stamp
            $0.hold = nil
            $0.isHeldForFamily = false
        }
    }

    mutating func apply(_ event: FactHeld, _ stamp: Stamp) {
        facts.change(FactID(event.fact)) {
            let hold = Fact.Hold(
                reason: event.reason, until: event.hasUntil ? Instant(event.until) : nil,
                stamp: stamp, since: $0.hold?.since ?? stamp)
            $0.hold = hold
            $0.isHeldForFamily = $0.isHeldForFamily || hold.isForFamily
        }
    }

    mutating func apply(_ event: FactRefuted, _ stamp: Stamp) {
        facts.change(FactID(event.fact)) {
            $0.refutation = Fact.Refutation(
                reason: event.reason, source: event.source.nonEmpty, by: FactID(event.by),
                stamp: stamp)
        }
    }

    mutating func apply(_ event: FactSuperseded, _ stamp: Stamp) {
        facts.change(FactID(event.fact)) {
            $0.supersession = Fact.Supersession(by: FactID(event.by), stamp: stamp)
        }
    }
}
