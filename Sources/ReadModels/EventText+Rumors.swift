internal import IncidentEvents
internal import SwiftProtobuf

extension EventText {
    init(_ event: RumorReported) {
        let claim =
            event.origin == .ownMessage
            ? "\(event.rumor), our own error" + list(event.messages, before: " in ")
            : "\(event.rumor) reported"
        self.init(
            "\(claim): \(event.claim)", public: "\(event.rumor), a claim: \(event.claim)",
            about: event.rumor, isTurningPoint: true)
    }

    init(_ event: RumorSighted) {
        let reach = event.hasReach ? ", reach \(event.reach)" : ""
        self.init(
            "\(event.rumor) seen on \(event.carrier)\(bracketed(event.address))\(reach).",
            public: "\(event.rumor) seen on \(event.carrier).", about: event.rumor,
            on: event.carrier)
    }

    init(_ event: RumorAssigned) {
        self.init("\(event.rumor) assigned to \(event.person).", about: event.rumor)
    }

    init(_ event: RumorAssessed) {
        self.init(
            "\(event.rumor) found \(event.finding.word): \(event.evidence)"
                + bracketed(event.facts.joined(separator: ", ")),
            public: "\(event.rumor) is \(event.finding.word).", about: event.rumor,
            isTurningPoint: true)
    }

    init(_ event: RumorWatched, _ context: Timeline.Context) {
        let until = event.hasUntil ? " until \(context.zone.dated(Instant(event.until)))" : ""
        self.init(
            "\(event.rumor) on watch\(until), no response yet\(reason(event.reason)).",
            about: event.rumor)
    }

    init(_ event: CoverageWaived) {
        self.init(
            "\(event.rumor): no correction needed on \(event.carrier)\(reason(event.reason)).",
            about: event.rumor, on: event.carrier)
    }

    init(_ event: OutletContacted) {
        self.init(
            "\(event.carrier) asked to correct \(event.rumor)\(reason(event.how)).",
            about: event.rumor, on: event.carrier)
    }

    init(_ event: RumorClosed) {
        self.init("\(event.rumor) closed\(reason(event.reason)).", about: event.rumor)
    }

    init(_ event: RumorResurfaced) {
        self.init(
            "\(event.rumor) is circulating again\(reason(event.reason)).", about: event.rumor,
            isTurningPoint: true)
    }

    init(_ event: StatementObserved) {
        let place = event.carrier.isEmpty ? "" : " on \(event.carrier)"
        let text = "\(event.speaker)\(place): \(event.text)"
        self.init(
            text + list(event.corrects, before: " (contradicts ")
                + (event.corrects.isEmpty ? "" : ")"),
            public: text, about: event.statement,
            on: event.carrier.nonEmpty)
    }

    init(_ event: StatementCorrected) {
        let text = "\(event.carrier) corrected \(event.rumor)"
        self.init(
            text + bracketed(event.address) + ".", public: "\(text).", about: event.rumor,
            on: event.carrier)
    }

}
