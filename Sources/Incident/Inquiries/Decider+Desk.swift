internal import Channels
internal import IncidentEvents
internal import SwiftProtobuf

extension Decider {
    static func decide(_ command: DeskCommand, in state: IncidentState) throws(Rejection)
        -> Ruling
    {
        switch command {
        case .observe(let speaker, let words, let carrier, let address, let facts, let corrects):
            return try observe(
                speaker, words, on: carrier, at: address, facts: facts, corrects: corrects,
                in: state)
        case .receiveInquiry(let question, let from, let origin, let channel, let deadline):
            return try receiveInquiry(
                question, from: from, origin, channel: channel, deadline: deadline, in: state)
        case .assignInquiry(let id, let person):
            return try assignInquiry(id, to: person, in: state)
        case .answerInquiry(let id, let answer, let message):
            return try answerInquiry(id, answer, message: message, in: state)
        case .declineInquiry(let id, let reason):
            return try declineInquiry(id, reason, in: state)
        case .note(let words):
            return try note(words, in: state)
        case .correctEntry(let position, let right, let occurredAt, let certainty):
            return try correctEntry(position, right, occurredAt: occurredAt, certainty, in: state)
        case .changeVisibility(let position, let visibility, let reason):
            return try changeVisibility(position, to: visibility, reason, in: state)
        case .redactEntry(let position, let order, let exemption):
            return try redactEntry(position, order, exemption, in: state)
        case .scheduleBriefing(let at, let place):
            return try scheduleBriefing(at: at, place: place, in: state)
        case .holdBriefing(let id, let speaker, let interpreter, let captions):
            return try holdBriefing(
                id, speaker: speaker, interpreter: interpreter, captions: captions, in: state)
        case .recordConsent(let whom, let scope, let expires):
            return try recordConsent(whom, scope, expires: expires, in: state)
        case .withdrawConsent(let id):
            return try withdrawConsent(id, in: state)
        }
    }

    private static func observe(
        _ speaker: String, _ words: String, on carrier: Carrier, at address: String,
        facts: [FactID], corrects: [RumorID], in state: IncidentState
    ) throws(Rejection) -> Ruling {
        let speaker = try text(speaker, "speaker")
        let words = try text(words, "statement")
        for fact in facts { _ = try state.require(fact: fact) }
        for rumor in corrects { _ = try state.require(rumor: rumor) }
        return Ruling([
            .statementObserved(
                .with {
                    $0.statement = state.statements.next.description
                    $0.speaker = speaker
                    $0.carrier = carrier.description
                    $0.address = address
                    $0.text = words
                    $0.facts = facts.map(\.description)
                    $0.corrects = corrects.map(\.description)
                })
        ])
    }

    private static func receiveInquiry(
        _ question: String, from: String, _ origin: InquiryOrigin, channel: String,
        deadline: Instant?, in state: IncidentState
    ) throws(Rejection) -> Ruling {
        let question = try text(question, "question")
        return Ruling([
            .inquiryReceived(
                .with {
                    $0.inquiry = state.inquiries.next.description
                    $0.origin = origin
                    $0.from = from
                    $0.question = question
                    $0.channel = channel
                    if let deadline { $0.deadline = deadline.timestamp }
                })
        ])
    }

    private static func assignInquiry(_ id: InquiryID, to person: String, in state: IncidentState)
        throws(Rejection) -> Ruling
    {
        let inquiry = try state.require(inquiry: id)
        guard isID(person) else {
            throw Rejection(
                .invalid, "\"\(person)\" isn't a valid actor id.", remedy: "Give a work id.")
        }
        if inquiry.assignedTo == person { return Ruling() }
        return Ruling([
            .inquiryAssigned(
                .with {
                    $0.inquiry = id.description
                    $0.person = person
                })
        ])
    }

    private static func answerInquiry(
        _ id: InquiryID, _ answer: String, message: MessageID?, in state: IncidentState
    ) throws(Rejection) -> Ruling {
        let inquiry = try state.require(inquiry: id)
        if inquiry.answer?.text == answer { return Ruling() }
        let answer = try text(answer, "answer")
        if let message { _ = try state.require(message: message) }
        return Ruling([
            .inquiryAnswered(
                .with {
                    $0.inquiry = id.description
                    $0.answer = answer
                    if let message { $0.message = message.description }
                })
        ])
    }

    private static func declineInquiry(_ id: InquiryID, _ reason: String, in state: IncidentState)
        throws(Rejection) -> Ruling
    {
        let inquiry = try state.require(inquiry: id)
        guard inquiry.isOpen else {
            throw Rejection(
                .notNow, "\(id) is settled already.", remedy: "See: \(do: .listInquiries)")
        }
        let reason = try text(reason, "reason")
        return Ruling([
            .inquiryDeclined(
                .with {
                    $0.inquiry = id.description
                    $0.reason = reason
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
                "Entry \(position) is what the incident runs by, or says what was removed;"
                    + " without it nothing else could be read.",
                remedy: "Keep the whole log from people who must not see it.")
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

    private static func scheduleBriefing(at: Instant, place: String, in state: IncidentState)
        throws(Rejection) -> Ruling
    {
        return Ruling([
            .briefingScheduled(
                .with {
                    $0.briefing = state.briefings.next.description
                    $0.at = at.timestamp
                    $0.place = place
                })
        ])
    }

    private static func holdBriefing(
        _ id: BriefingID, speaker: String, interpreter: Bool?, captions: Bool?,
        in state: IncidentState
    ) throws(Rejection) -> Ruling {
        let briefing = try state.require(briefing: id)
        if briefing.held != nil { return Ruling() }
        return Ruling([
            .briefingHeld(
                .with {
                    $0.briefing = id.description
                    $0.speaker = speaker
                    if let interpreter { $0.interpreter = interpreter }
                    if let captions { $0.captions = captions }
                })
        ])
    }

    private static func recordConsent(
        _ whom: String, _ scope: String, expires: Instant?, in state: IncidentState
    ) throws(Rejection) -> Ruling {
        let whom = try text(whom, "person")
        return Ruling([
            .consentRecorded(
                .with {
                    $0.consent = state.consents.next.description
                    $0.whom = whom
                    $0.scope = scope
                    if let expires { $0.expires = expires.timestamp }
                })
        ])
    }

    private static func withdrawConsent(_ id: ConsentID, in state: IncidentState) throws(Rejection)
        -> Ruling
    {
        let consent = try state.require(consent: id)
        if consent.withdrawn != nil { return Ruling() }
        return Ruling([.consentWithdrawn(.with { $0.consent = id.description })])
    }
}
