internal import IncidentEvents
internal import SwiftProtobuf

extension Wording {
    /// The wording of an event about a rumor or about others' words.
    static func rumor(_ event: IncidentEvent.OneOf_Kind, _ context: Timeline.Context) -> Wording {
        if case .rumorReported(let event) = event {
            let claim =
                event.origin == .ownMessage
                ? "\(event.rumor), said by ourselves" + list(event.messages, before: " in ")
                : "\(event.rumor) reported"
            return Wording(
                "\(claim): \(event.claim)", public: "\(event.rumor), a claim: \(event.claim)",
                about: event.rumor, isTurningPoint: true)
        }
        if case .rumorSighted(let event) = event {
            let reach = event.hasReach ? ", reach \(event.reach)" : ""
            return Wording(
                "\(event.rumor) seen on \(event.carrier)\(bracketed(event.address))\(reach).",
                public: "\(event.rumor) seen on \(event.carrier).", about: event.rumor,
                on: event.carrier)
        }
        if case .rumorAssigned(let event) = event {
            return Wording("\(event.rumor) given to \(event.person).", about: event.rumor)
        }
        if case .rumorAssessed(let event) = event {
            return Wording(
                "\(event.rumor) found \(event.finding.word): \(event.evidence)"
                    + bracketed(event.facts.joined(separator: ", ")),
                public: "\(event.rumor) is \(event.finding.word).", about: event.rumor,
                isTurningPoint: true)
        }
        if case .rumorWatched(let event) = event {
            let until = event.hasUntil ? " until \(context.zone.dated(Instant(event.until)))" : ""
            return Wording(
                "\(event.rumor) watched\(until), not answered yet\(reason(event.reason)).",
                about: event.rumor)
        }
        if case .coverageWaived(let event) = event {
            return Wording(
                "\(event.rumor): no correction needed on \(event.carrier)\(reason(event.reason)).",
                about: event.rumor, on: event.carrier)
        }
        if case .outletContacted(let event) = event {
            return Wording(
                "\(event.rumor): \(event.carrier) asked to correct\(reason(event.how)).",
                about: event.rumor, on: event.carrier)
        }
        if case .rumorClosed(let event) = event {
            return Wording("\(event.rumor) closed\(reason(event.reason)).", about: event.rumor)
        }
        if case .rumorResurfaced(let event) = event {
            return Wording(
                "\(event.rumor) is about again\(reason(event.reason)).", about: event.rumor,
                isTurningPoint: true)
        }
        if case .statementObserved(let event) = event {
            let place = event.carrier.isEmpty ? "" : " on \(event.carrier)"
            let text = "\(event.speaker)\(place): \(event.text)"
            return Wording(
                text + list(event.corrects, before: " (contradicts ")
                    + (event.corrects.isEmpty ? "" : ")"),
                public: text, about: event.statement,
                on: event.carrier.isEmpty ? nil : event.carrier)
        }
        if case .statementCorrected(let event) = event {
            let text = "\(event.carrier) corrected \(event.rumor) itself"
            return Wording(
                text + bracketed(event.address) + ".", public: "\(text).", about: event.rumor,
                on: event.carrier)
        }
        return Wording(event.name)
    }
}
