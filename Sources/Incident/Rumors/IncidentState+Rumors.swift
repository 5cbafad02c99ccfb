internal import Channels
internal import IncidentEvents
internal import SwiftProtobuf

extension IncidentState {
    mutating func apply(_ event: RumorReported, _ stamp: Stamp) {
        guard let id = RumorID(event.rumor), !rumors.has(id) else { return }
        let rumor = Rumor(
            id: id, claim: event.claim, origin: event.origin, isAboutPerson: event.aboutPerson,
            messages: event.messages.compactMap { MessageID($0) },
            related: event.related.compactMap { RumorID($0) }, fact: FactID(event.fact),
            reported: stamp)
        rumors.add(rumor, as: id)
        for message in Set(rumor.messages) { claims[message, default: []].append(id) }
    }

    mutating func apply(_ event: RumorSighted, _ stamp: Stamp) {
        guard let carrier = try? Carrier(event.carrier) else { return }
        rumors.change(RumorID(event.rumor)) {
            $0.sightings.append(
                Rumor.Sighting(
                    carrier: carrier, address: event.address.nonEmpty,
                    reach: event.hasReach ? event.reach : nil, stamp: stamp))
        }
    }

    mutating func apply(_ event: RumorAssigned, _ stamp: Stamp) {
        rumors.change(RumorID(event.rumor)) { $0.assignedTo = event.person }
    }

    mutating func apply(_ event: RumorAssessed, _ stamp: Stamp) {
        rumors.change(RumorID(event.rumor)) {
            $0.assessments.append(
                Rumor.Assessment(
                    finding: event.finding, evidence: event.evidence.nonEmpty,
                    facts: event.facts.compactMap { FactID($0) }, stamp: stamp))
        }
    }

    mutating func apply(_ event: RumorWatched, _ stamp: Stamp) {
        rumors.change(RumorID(event.rumor)) {
            $0.watches.append(
                Rumor.Watch(
                    until: event.hasUntil ? Instant(event.until) : nil, reason: event.reason,
                    stamp: stamp))
        }
    }

    mutating func apply(_ event: CoverageWaived, _ stamp: Stamp) {
        guard let carrier = try? Carrier(event.carrier) else { return }
        rumors.change(RumorID(event.rumor)) {
            $0.waivers.append(
                Rumor.Waiver(carrier: carrier, reason: event.reason, stamp: stamp))
        }
    }

    mutating func apply(_ event: OutletContacted, _ stamp: Stamp) {
        guard let carrier = try? Carrier(event.carrier) else { return }
        rumors.change(RumorID(event.rumor)) {
            $0.contacts.append(
                Rumor.Contact(carrier: carrier, how: event.how, stamp: stamp))
        }
    }

    mutating func apply(_ event: StatementCorrected, _ stamp: Stamp) {
        guard let carrier = try? Carrier(event.carrier) else { return }
        rumors.change(RumorID(event.rumor)) {
            $0.outletCorrections.append(
                Rumor.OutletCorrection(
                    carrier: carrier, address: event.address.nonEmpty,
                    statement: StatementID(event.statement), stamp: stamp))
        }
    }

    mutating func apply(_ event: RumorClosed, _ stamp: Stamp) {
        rumors.change(RumorID(event.rumor)) {
            $0.closures.append(Closure(isClosure: true, reason: event.reason, stamp: stamp))
        }
    }

    mutating func apply(_ event: RumorResurfaced, _ stamp: Stamp) {
        rumors.change(RumorID(event.rumor)) {
            $0.closures.append(Closure(isClosure: false, reason: event.reason, stamp: stamp))
        }
    }
}
