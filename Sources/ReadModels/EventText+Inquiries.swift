internal import Basics
internal import IncidentEvents
internal import SwiftProtobuf

extension EventText {
    init(_ event: InquiryReceived, _ context: Timeline.Context) {
        let deadline =
            event.hasDeadline
            ? " (answer by \(context.zone.dated(Instant(event.deadline))))" : ""
        let asks =
            switch event.kind {
            case .embargo: "asks for an embargo"
            case .interview: "asks for an interview"
            case .question, .unspecified, .UNRECOGNIZED: "asks"
            }
        self.init(
            "\(event.inquiry), \(event.from) \(asks): \(event.question)\(deadline)",
            public: "Question \(event.inquiry): \(event.question)", about: event.inquiry)
    }

    init(_ event: InquiryAssigned) {
        self.init("\(event.inquiry) assigned to \(event.person).", about: event.inquiry)
    }

    init(_ event: InquiryAnswered) {
        self.init(
            "\(event.inquiry) answered\(bracketed(answerSources(event))): \(event.answer)",
            public: "Answer to \(event.inquiry): \(event.answer)", about: event.inquiry)
    }

    init(_ event: InquiryDeclined) {
        self.init(
            "\(event.inquiry) declined\(reason(event.reason)).", about: event.inquiry)
    }

    init(_ event: InquiryJoined) {
        self.init("\(event.inquiry) asks the same as \(event.into).", about: event.inquiry)
    }

    init(_ event: InquirySeparated) {
        self.init(
            "\(event.inquiry) asks something else, and is open\(reason(event.reason)).",
            about: event.inquiry)
    }

    init(_ event: InquiryReferred, _ context: Timeline.Context) {
        let by = event.hasBy ? ", which must reply by \(context.zone.day(Instant(event.by)))" : ""
        self.init(
            "\(event.inquiry) referred to \(event.to)\(by)\(reason(event.reason)).",
            about: event.inquiry)
    }

    init(_ event: InquiryPromised, _ context: Timeline.Context) {
        self.init(
            "\(event.inquiry): \(event.person) will come back to it by "
                + "\(context.zone.dated(Instant(event.by))).", about: event.inquiry)
    }

    init(_ event: InquiryReopened) {
        self.init("\(event.inquiry) reopened\(reason(event.reason)).", about: event.inquiry)
    }

    /// Without the contact: a timeline is read aloud and printed.
    init(_ event: InquiryContactRecorded) {
        self.init("Contact of who asked \(event.inquiry) recorded.", about: event.inquiry)
    }

    init(_ event: InquiriesImported) {
        let refused = event.refused > 0 ? ", \(event.refused) refused" : ""
        let known = event.known > 0 ? ", \(event.known) already known" : ""
        self.init(
            "Questions imported (\(event.format)): \(event.rows) rows\(refused)\(known).")
    }

    init(_ event: TipReceived) {
        self.init("Tip \(event.tip): \(event.text)", about: event.tip)
    }

    init(_ event: TipHandedOver) {
        self.init("\(event.tip) handed over to \(event.to).", about: event.tip)
    }

    init(_ event: TrendObserved) {
        let mentions = event.hasMentions ? ", \(event.mentions) mentions" : ""
        self.init(
            "Trend on \(event.carrier): \(event.topic)\(mentions).", about: event.trend)
    }

    init(_ event: BriefingScheduled, _ context: Timeline.Context) {
        let time = event.hasAt ? " for \(context.zone.dated(Instant(event.at)))" : ""
        let text = "Briefing \(event.briefing) scheduled\(time) at \(event.place)."
        self.init(text, public: text, about: event.briefing)
    }

    init(_ event: BriefingHeld) {
        var access: [String] = []
        if event.hasInterpreter {
            access.append(event.interpreter ? "with interpreter" : "without interpreter")
        }
        if event.hasCaptions {
            access.append(event.captions ? "with captions" : "without captions")
        }
        self.init(
            "Briefing \(event.briefing) held by \(event.speaker)"
                + list(access, before: ", ") + ".",
            public: "Briefing \(event.briefing) held" + list(access, before: ", ") + ".",
            about: event.briefing)
    }

    init(_ event: BriefingCanceled) {
        self.init(
            "Briefing \(event.briefing) canceled\(reason(event.reason)).",
            public: "Briefing \(event.briefing) canceled.", about: event.briefing)
    }

    init(_ event: ConsentRecorded) {
        self.init(
            "\(event.consent): \(event.whom) consents"
                + list(
                    event.uses.map(\.word) + [event.scope].filter { !$0.isEmpty }, before: " to ")
                + list(event.channels, before: " on ") + ".", about: event.consent)
    }

    init(_ event: ConsentWithdrawn) {
        self.init("Consent \(event.consent) withdrawn.", about: event.consent)
    }

    init(_ event: RetentionExpired) {
        self.init(
            "\(event.positions.count.counted("text")) removed by the retention policy for \(event.recordClass) (\(event.policy))."
        )
    }

    init(_ event: NoteLogged) {
        self.init(event.text, public: event.text, about: event.note)
    }

    init(_ event: EntryCorrected) {
        let text = "Entry \(event.position) corrected: \(event.right)"
        self.init(text, public: text, isTurningPoint: true)
    }

    init(_ event: EntryRedacted) {
        self.init(
            "Entry \(event.position) removed by order \(event.order)"
                + bracketed(event.exemption) + ".",
            public: "Entry \(event.position) removed by order.")
    }

    init(_ event: VisibilityChanged) {
        self.init(
            "Entry \(event.position) is now \(event.visibility.word)"
                + "\(reason(event.reason)).")
    }

    init(_ event: RatingGiven) {
        self.init(
            event.subject + bracketed(event.capability, prefix: "a task of ")
                + " rated \(event.rating.word)\(reason(event.reason)).")
    }

    init(_ event: LessonRecorded) {
        self.init(
            "\(event.isStrength ? "Strength" : "Area for improvement") \(event.lesson): "
                + event.text + bracketed(event.capability), about: event.lesson)
    }

    init(_ event: CorrectiveActionAssigned, _ context: Timeline.Context) {
        let due = event.hasDue ? ", due \(context.zone.day(Instant(event.due)))" : ""
        self.init(
            "\(event.action) assigned to \(event.owner)" + bracketed(event.organization)
                + "\(due): \(event.text)"
                + bracketed(event.lesson, prefix: "from "), about: event.action)
    }

    init(_ event: CorrectiveActionCompleted) {
        self.init("\(event.action) done\(reason(event.note)).", about: event.action)
    }

}

/// The message and the facts behind an answer.
private func answerSources(_ event: InquiryAnswered) -> String {
    ([event.message].filter { !$0.isEmpty } + event.cites).joined(separator: ", ")
}
