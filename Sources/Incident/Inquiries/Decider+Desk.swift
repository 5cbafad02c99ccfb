internal import Channels
internal import IncidentEvents
internal import SwiftProtobuf

extension Decider {
    static func decide(_ command: DeskCommand, in state: IncidentState) throws(Rejection)
        -> Ruling
    {
        switch command {
        case .observe(let speaker, let words, let carrier, let address, let facts, let corrects):
            let speaker = try text(speaker, "speaker")
            let words = try text(words, "statement")
            for fact in facts { _ = try Decider.fact(fact, in: state) }
            for rumor in corrects { _ = try Decider.rumor(rumor, in: state) }
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
        case .receiveInquiry(let question, let from, let origin, let channel, let deadline):
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
        case .assignInquiry(let id, let person):
            let inquiry = try inquiry(id, in: state)
            guard isID(person) else {
                throw Rejection(
                    .invalid, "\"\(person)\" is no actor id.", remedy: "Give a work id.")
            }
            if inquiry.assignedTo == person { return Ruling() }
            return Ruling([
                .inquiryAssigned(
                    .with {
                        $0.inquiry = id.description
                        $0.person = person
                    })
            ])
        case .answerInquiry(let id, let answer, let message):
            let inquiry = try inquiry(id, in: state)
            if inquiry.answer?.text == answer { return Ruling() }
            let answer = try text(answer, "answer")
            if let message { _ = try Decider.message(message, in: state) }
            return Ruling([
                .inquiryAnswered(
                    .with {
                        $0.inquiry = id.description
                        $0.answer = answer
                        if let message { $0.message = message.description }
                    })
            ])
        case .declineInquiry(let id, let reason):
            let inquiry = try inquiry(id, in: state)
            guard inquiry.isOpen else {
                throw Rejection(
                    .notNow, "\(id) is settled already.", remedy: "See: tocsin inquiry list")
            }
            let reason = try text(reason, "reason")
            return Ruling([
                .inquiryDeclined(
                    .with {
                        $0.inquiry = id.description
                        $0.reason = reason
                    })
            ])
        case .note(let words):
            let words = try text(words, "note")
            return Ruling([
                .noteLogged(
                    .with {
                        $0.note = state.notes.next.description
                        $0.text = words
                    })
            ])
        case .correctEntry(let position, let right, let occurredAt, let certainty):
            let right = try text(right, "correction")
            try requireEntry(position, in: state)
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
        case .changeVisibility(let position, let visibility, let reason):
            let reason = try text(reason, "reason")
            try requireEntry(position, in: state)
            if state.visibilities[position] == visibility { return Ruling() }
            return Ruling([
                .visibilityChanged(
                    .with {
                        $0.position = position
                        $0.visibility = visibility
                        $0.reason = reason
                    })
            ])
        case .redactEntry(let position, let order, let exemption):
            let order = try text(order, "order")
            let exemption = try text(exemption, "exemption")
            try requireEntry(position, in: state)
            if state.redactions[position] != nil { return Ruling() }
            guard !state.foundations.contains(position) else {
                throw Rejection(
                    .notNow,
                    "Entry \(position) is what the incident runs by, or says what was removed;"
                        + " without it nothing else could be read.",
                    remedy: "Keep the whole log from whoever must not see it.")
            }
            return Ruling([
                .entryRedacted(
                    .with {
                        $0.position = position
                        $0.order = order
                        $0.exemption = exemption
                    })
            ])
        case .scheduleBriefing(let at, let place):
            return Ruling([
                .briefingScheduled(
                    .with {
                        $0.briefing = state.briefings.next.description
                        $0.at = at.timestamp
                        $0.place = place
                    })
            ])
        case .holdBriefing(let id, let speaker, let interpreter, let captions):
            guard let briefing = state.briefings[id] else {
                throw Rejection(
                    .unknownThing, "There is no briefing \(id).",
                    remedy: "Schedule it: tocsin briefing schedule --at TIME --place PLACE")
            }
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
        case .recordConsent(let whom, let scope, let expires):
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
        case .withdrawConsent(let id):
            guard let consent = state.consents[id] else {
                throw Rejection(
                    .unknownThing, "There is no consent \(id).", remedy: "Check the id.")
            }
            if consent.withdrawn != nil { return Ruling() }
            return Ruling([.consentWithdrawn(.with { $0.consent = id.description })])
        }
    }

    private static func inquiry(_ id: InquiryID, in state: IncidentState) throws(Rejection)
        -> Inquiry
    {
        guard let inquiry = state.inquiries[id] else {
            throw Rejection(
                .unknownThing, "There is no inquiry \(id) in this incident.",
                remedy: "See them: tocsin inquiry list")
        }
        return inquiry
    }

    private static func requireEntry(_ position: UInt64, in state: IncidentState) throws(Rejection)
    {
        guard state.holds(position) else {
            throw Rejection(
                .unknownThing, "Position \(position) is no entry of this incident.",
                remedy: "Positions stand in: tocsin replay")
        }
    }
}
