internal import Channels
internal import Foundation
internal import IncidentEvents
internal import Playbooks
internal import SwiftProtobuf
internal import TextChecks

extension Decider {
    static func decide(
        _ command: InquiryCommand, in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        switch command {
        case .receive(let question, let from, let origin, let channel, let deadline, let details):
            return try receiveInquiry(
                question, from: from, origin, channel: channel, deadline: deadline, details,
                in: state)
        case .keepContact(let id, let contact):
            return try keepContact(contact, of: id, in: state)
        case .assign(let id, let person, let isUnlisted):
            if !isUnlisted { try context.requireListed(person, in: state) }
            return try assignInquiry(id, to: person, in: state)
        case .answer(let id, let answer, let message, let cites, let isLive):
            return try answerInquiry(
                id, answer, message: message, cites: cites, isLive: isLive, in: state, context)
        case .decline(let id, let reason):
            return try declineInquiry(id, reason, in: state)
        case .join(let id, let other): return try joinInquiry(id, to: other, in: state)
        case .separate(let id, let reason): return try separateInquiry(id, reason, in: state)
        case .refer(let id, let unit, let by, let reason):
            return try referInquiry(id, to: unit, by: by, reason, in: state)
        case .promise(let id, let person, let by, let isUnlisted):
            if !isUnlisted { try context.requireListed(person, in: state) }
            return try promiseAnswer(to: id, by: person, at: by, in: state)
        case .reopen(let id, let reason): return try reopenInquiry(id, reason, in: state)
        case .noteFile(let format, let sha256, let rows, let refused, let known):
            return noteFile(format, sha256, rows: rows, refused: refused, known: known)
        case .scheduleBriefing(let at, let place):
            return try scheduleBriefing(at: at, place: place, in: state)
        case .cancelBriefing(let id, let reason):
            return try cancelBriefing(id, reason, in: state)
        case .holdBriefing(let id, let speaker, let interpreter, let captions):
            return try holdBriefing(
                id, speaker: speaker, interpreter: interpreter, captions: captions, in: state)
        case .recordConsent(let terms, let earlier):
            return try recordConsent(terms, from: earlier, in: state, context)
        case .withdrawConsent(let id):
            return try withdrawConsent(id, in: state)
        }
    }

    private static func receiveInquiry(
        _ question: String, from: String, _ origin: InquiryOrigin, channel: String?,
        deadline: Instant?, _ details: Inquiry.Details, in state: IncidentState
    ) throws(Rejection) -> Ruling {
        let question = try text(question, "question")
        if let briefing = details.briefing { _ = try state.require(briefing: briefing) }
        return Ruling([
            .inquiryReceived(
                .with {
                    $0.inquiry = state.inquiries.next.description
                    $0.origin = origin
                    $0.from = from
                    $0.question = question
                    $0.channel = channel.recorded
                    if let deadline { $0.deadline = deadline.timestamp }
                    $0.language = details.language.recorded
                    $0.kind = details.kind
                    $0.external = details.external.recorded
                    $0.briefing = (details.briefing?.description).recorded
                    $0.live = details.isLive
                    if let votes = details.votes { $0.votes = votes }
                    if let asked = details.asked { $0.asked = asked.timestamp }
                })
        ])
    }

    private static func assignInquiry(_ id: InquiryID, to person: String, in state: IncidentState)
        throws(Rejection) -> Ruling
    {
        let inquiry = try state.require(inquiry: id)
        guard isID(person) else {
            throw Rejection(
                .invalid, "\"\(person)\" isn't a valid actor id.",
                remedy: "Give the person's work id.")
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
        _ id: InquiryID, _ answer: String?, message: MessageID?, cites: [FactID], isLive: Bool,
        in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        let inquiry = try state.require(inquiry: id)
        let cited = try state.requireSayable(cites, answering: id)
        let statements = cited.map(\.statement).joined(separator: " ").nonEmpty
        let answer = try text(answer ?? statements, "answer")
        if inquiry.answer?.text == answer, state.changedFacts(behind: inquiry).isEmpty {
            return Ruling()
        }
        if isLive { try state.requireLive(answering: inquiry, context) }
        if let message { _ = try state.require(message: message) }
        // "Yes" says what the question says.
        let said = Affirmation.begins(answer) ? "\(inquiry.question) \(answer)" : answer
        if state.mode != .reenactment, let fact = state.unsayableFacts(in: [WordText(said)]).first {
            throw Rejection(
                .refused, "The answer says what \(fact.id) says, \(fact.whyUnsaid).",
                remedy: fact.remedy(
                    citing: .draftMessage(.init(kind: .update)), rewording: .answerInquiry(id)))
        }
        let isOurs = message.flatMap { state.messages[$0] }?.releases.isEmpty == false
        try requireAnswerable(answer, to: id, with: isOurs, in: state, context)
        return Ruling([
            .inquiryAnswered(
                .with {
                    $0.inquiry = id.description
                    $0.answer = answer
                    if let message { $0.message = message.description }
                    $0.cites = state.facts(behind: answer, message: message, citing: cites)
                        .map(\.description)
                    $0.live = isLive
                })
        ])
    }

    /// Words that aren't in a released text state nothing, and come with a released message or from a
    /// person who may approve what the public is told.
    private static func requireAnswerable(
        _ answer: String, to id: InquiryID, with hasMessage: Bool, in state: IncidentState,
        _ context: DecisionContext
    ) throws(Rejection) {
        guard state.mode != .reenactment, !state.hasReleased(answer) else { return }
        let drafting = Suggestion.draftMessage(.init(kind: .update, answers: id))
        let language = context.playbook.languages.first ?? "en"
        let known =
            state.sayableFacts.map(\.statement) + context.familiarNames(in: state)
            + context.publishedContacts
        if let claim = StatedClaims(besides: known, in: language).first(
            in: answer, language: language)
        {
            throw Rejection(
                .refused, "The answer says \"\(claim)\", but it isn't a released message.",
                remedy: "Draft it as one, with its fact: \(do: drafting)")
        }
        let approvers = context.playbook.approvers(of: .update)
        guard hasMessage || state.roles(of: context.actor).contains(where: approvers.contains)
        else {
            throw Rejection(
                .refused,
                "An answer is a message, and \(approvers.list(" or ")) must approve it.",
                remedy: "Draft it for approval: \(do: drafting)")
        }
    }

    private static func declineInquiry(_ id: InquiryID, _ reason: String, in state: IncidentState)
        throws(Rejection) -> Ruling
    {
        let inquiry = try state.require(inquiry: id)
        guard inquiry.isOpen else {
            throw Rejection(
                .notNow, "\(id) was already answered or declined.",
                remedy: "See: \(do: .listInquiries)")
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
        if let canceled = briefing.canceled {
            throw Rejection(
                .notNow, "\(id) was canceled at \(state.zone.dated(canceled.happenedAt)).",
                remedy: "Schedule another: \(do: .scheduleBriefing)")
        }
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

    private static func cancelBriefing(
        _ id: BriefingID, _ reason: String, in state: IncidentState
    ) throws(Rejection) -> Ruling {
        let briefing = try state.require(briefing: id)
        if briefing.canceled != nil { return Ruling() }
        let reason = try text(reason, "reason")
        guard briefing.held == nil else {
            throw Rejection(.notNow, "\(id) was held, so it can't be canceled.")
        }
        return Ruling([
            .briefingCanceled(
                .with {
                    $0.briefing = id.description
                    $0.reason = reason
                })
        ])
    }

    private static func recordConsent(
        _ terms: Consent.Terms, from earlier: Consent.Earlier?, in state: IncidentState,
        _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        let whom = try line(terms.whom, "person")
        guard !terms.uses.isEmpty else {
            throw Rejection(
                .invalid, "A consent must say what of the person may be shown.",
                remedy: "Name it: \(option: .what) name photo voice quote")
        }
        guard let expires = terms.expires, expires > context.now else {
            throw Rejection(
                .invalid, "A consent needs a last day to come, so that somebody asks again.",
                remedy: "Give it: \(option: .until) DATE")
        }
        guard terms.copySHA256.count == 32 else {
            throw Rejection(
                .invalid, "A consent is recorded only with its signed copy.",
                remedy: "Give the file: \(option: .copy) FILE")
        }
        if terms.isMinor, terms.guardian == nil {
            throw Rejection(
                .invalid, "A minor's consent needs that of a guardian.",
                remedy: "Say who, by relation: \(option: .guardian) \"the mother\"")
        }
        let kept = try line(terms.copyKept, "place of the signed copy")
        let withdrawal = try line(terms.withdrawal, "way to withdraw")
        return Ruling([
            .consentRecorded(
                .with {
                    $0.consent = state.consents.next.description
                    $0.whom = whom
                    $0.scope = terms.scope.recorded
                    $0.expires = expires.timestamp
                    $0.uses = terms.uses
                    $0.channels = terms.channels.map(\.rawValue)
                    $0.minor = terms.isMinor
                    $0.guardian = terms.guardian.recorded
                    $0.language = terms.language.recorded
                    $0.copyKept = kept
                    $0.copySha256 = Data(terms.copySHA256)
                    $0.withdrawal = withdrawal
                    $0.thisCampaignOnly = terms.isForThisCampaignOnly
                    $0.earlierCampaign = (earlier?.incident).recorded
                    $0.earlierConsent = (earlier?.consent.description).recorded
                })
        ])
    }

    private static func withdrawConsent(_ id: ConsentID, in state: IncidentState) throws(Rejection)
        -> Ruling
    {
        let consent = try state.require(consent: id)
        if consent.withdrawn != nil { return Ruling() }
        return Ruling([.withdrawal(of: id)])
    }
}

extension IncidentState {
    /// Whether each sentence is one of a text that we released to the public.
    fileprivate func hasReleased(_ words: String) -> Bool {
        let released = Set(
            messages.all.flatMap(\.releases).flatMap(\.texts)
                .filter { ChannelID(rawValue: $0.channel).isPublic }
                .flatMap { WordText($0.asPosted).sentenceKeys })
        let sentences = WordText(words).sentenceKeys
        return !sentences.isEmpty && sentences.allSatisfy(released.contains)
    }
}
