internal import Basics
internal import IncidentEvents
internal import SwiftProtobuf

/// An event in one line of plain words, and in a line for the public.
struct EventText {
    var text: String
    /// The text for the public; nil if the event has no public form. Never contains a person, a
    /// reason or a source.
    var publicText: String?
    var subject: String?
    var carrier: String?
    /// The texts that the event released or put on a carrier.
    var releases: [Timeline.Release] = []
    var isTurningPoint = false

    init(
        _ text: String, public publicText: String? = nil, about subject: String? = nil,
        on carrier: String? = nil, texts releases: [Timeline.Release] = [],
        isTurningPoint: Bool = false
    ) {
        self.text = text
        self.publicText = publicText
        self.subject = subject
        self.carrier = carrier
        self.releases = releases
        self.isTurningPoint = isTurningPoint
    }

    init(_ event: IncidentEvent.OneOf_Kind, context: Timeline.Context) {
        switch event {
        case .incidentOpened(let event): self = .opened(event, context)
        case .phaseChanged(let event):
            self.init(
                "Phase \(event.phase)\(reason(event.reason)).", public: "Phase: \(event.phase).",
                isTurningPoint: true)
        case .operationalPeriodBegan(let event):
            self.init(
                "Operational period \(event.period) began"
                    + list(event.objectives, before: ": ") + ".", about: event.period)
        case .roleAssigned(let event):
            self.init(
                "\(event.person) is now \(Role(rawValue: event.role).title)"
                    + bracketed(event.agency) + ".")
        case .roleRelieved(let event):
            self.init(
                "\(event.person) is no longer \(Role(rawValue: event.role).title)"
                    + "\(reason(event.reason)).")
        case .incidentClosed(let event):
            let ended = context.isCampaign ? "Campaign ended" : "Incident closed"
            self.init(
                "\(ended)\(reason(event.reason)).", public: "\(ended).", isTurningPoint: true)
        case .incidentReopened(let event):
            self.init(
                "Incident reopened\(reason(event.reason)).", public: "Incident reopened.",
                isTurningPoint: true)
        case .onsetCorrected(let event): self = .onset(event, context)

        case .factRecorded(let event): self = .fact(event)
        case .factVerified(let event): self = .verified(event)
        case .factCleared(let event):
            let told =
                event.familyToldBy.isEmpty ? "" : " \(event.familyToldBy) told the family."
            let lifted = event.reason.isEmpty ? "" : " The hold was lifted: \(event.reason)."
            self.init(
                "\(event.fact) cleared for release.\(lifted)\(told)",
                public: "\(event.fact) confirmed.",
                about: event.fact)
        case .factHeld(let event):
            self.init("\(event.fact) held\(reason(event.reason)).", about: event.fact)
        case .factRefuted(let event): self = .refuted(event)
        case .factSuperseded(let event):
            let text = "\(event.fact) has changed; \(event.by) replaces it."
            self.init(text, public: text, about: event.fact)

        case .messageDrafted(let event): self = .drafted(event)
        case .messageRevised(let event): self.init(event)
        case .variantEdited(let event): self.init(event)
        case .messageSubmitted(let event): self.init(event)
        case .messageApproved(let event): self = .approved(event)
        case .messageRatified(let event): self.init(event)
        case .messageReturned(let event): self.init(event)
        case .messageReleased(let event): self = .released(event, context)
        case .deliveryRecorded(let event): self = .delivered(event, context)
        case .messageWithdrawn(let event): self.init(event)
        case .messageDiscarded(let event): self.init(event)
        case .messageRecalled(let event): self.init(event)
        case .deliveryVoided(let event): self.init(event)
        case .messageTranslated(let event): self.init(event)
        case .translationConfirmed(let event): self.init(event)
        case .mediaAttached(let event): self.init(event)
        case .mediaDetached(let event): self.init(event)

        case .guardFlagged(let event):
            self.init(
                "Guard \(event.guard) would have stopped \(event.subject)"
                    + list(event.channels, before: " on ") + ": \(event.finding)",
                about: event.subject, isTurningPoint: true)
        case .guardOverridden(let event):
            self.init(
                "Guard \(event.guard) overridden for \(event.subject)\(reason(event.reason)). "
                    + "Finding: \(event.finding)", about: event.subject, isTurningPoint: true)

        case .rumorReported(let event): self.init(event)
        case .rumorSighted(let event): self.init(event)
        case .rumorAssigned(let event): self.init(event)
        case .rumorAssessed(let event): self.init(event)
        case .rumorWatched(let event): self.init(event, context)
        case .coverageWaived(let event): self.init(event)
        case .outletContacted(let event): self.init(event)
        case .rumorClosed(let event): self.init(event)
        case .rumorResurfaced(let event): self.init(event)
        case .statementObserved(let event): self.init(event)
        case .statementCorrected(let event): self.init(event)

        case .playbookAdopted(let event):
            self.init(
                (["Playbook \(event.playbook) \(event.version) adopted."] + event.changes)
                    .joined(separator: " "))
        case .policyAdopted(let event): self.init("Policy \(event.policy) adopted.")
        case .stepCompleted(let event):
            self.init("Step \(event.step) done\(reason(event.note)).", about: event.step)
        case .stepSkipped(let event):
            self.init("Step \(event.step) skipped\(reason(event.reason)).", about: event.step)
        case .stepReopened(let event):
            self.init("Step \(event.step) reopened\(reason(event.reason)).", about: event.step)

        case .inquiryReceived(let event): self.init(event, context)
        case .inquiryAssigned(let event): self.init(event)
        case .inquiryAnswered(let event): self.init(event)
        case .inquiryDeclined(let event): self.init(event)
        case .inquiryJoined(let event): self.init(event)
        case .inquirySeparated(let event): self.init(event)
        case .inquiryReferred(let event): self.init(event, context)
        case .inquiryPromised(let event): self.init(event, context)
        case .inquiryReopened(let event): self.init(event)
        case .inquiryContactRecorded(let event): self.init(event)
        case .inquiriesImported(let event): self.init(event)
        case .tipReceived(let event): self.init(event)
        case .tipHandedOver(let event): self.init(event)
        case .tipTaken, .tipSealed, .tipPassedOn, .tipAcknowledged: self.init("A tip.")
        case .retentionExpired(let event): self.init(event)
        case .briefingScheduled(let event): self.init(event, context)
        case .briefingHeld(let event): self.init(event)
        case .briefingCanceled(let event): self.init(event)
        case .consentRecorded(let event): self.init(event)
        case .consentWithdrawn(let event): self.init(event)
        case .commentHidden(let event): self.init(event)
        case .commentRestored(let event): self.init(event)
        case .commentAppealed(let event): self.init(event)
        case .commentUpheld(let event): self.init(event)
        case .noteLogged(let event): self.init(event)
        case .entryCorrected(let event): self.init(event)
        case .entryRedacted(let event): self.init(event)
        case .visibilityChanged(let event): self.init(event)
        case .ratingGiven(let event): self.init(event)
        case .lessonRecorded(let event): self.init(event)
        case .correctiveActionAssigned(let event): self.init(event, context)
        case .correctiveActionCompleted(let event): self.init(event)
        case .trendObserved(let event): self.init(event)
        case .campaignPlanned(let event): self.init(event)
        case .scheduleAdded(let event): self.init(event)
        case .scheduleRemoved(let event): self.init(event)
        case .occurrencePrepared(let event): self.init(event)
        case .occurrenceSkipped(let event): self.init(event)
        case .occurrenceMoved(let event): self.init(event, context)
        case .campaignPaused(let event): self.init(event)
        case .itemResumed(let event): self.init(event)
        case .routineBegan: self.init("Routine work began in this home.")
        case .routinePaused(let event):
            self.init("All routine work paused\(reason(event.reason)).")
        case .routinePauseEnded(let event):
            self.init("New routine work isn't paused any more\(reason(event.reason)).")
        case .reachReported(let event): self.init(event)
        case .measureTaken(let event): self.init(event)
        case .watchSet(let event): self.init(event, context)
        case .watchEnded(let event):
            self.init("Watch \(event.watch) ended\(reason(event.reason)).", about: event.watch)
        case .observationsImported(let event): self.init(event)
        case .observationWindows(let event):
            self.init("\(event.windows.count.counted("window")) of \(event.importID) counted.")
        case .samplesKept(let event):
            self.init("\(event.samples.count.counted("sample")) of \(event.importID) kept.")
        case .listeningQueried(let event):
            self.init(
                "\(event.query.capitalizedFirst) of \(event.topic.isEmpty ? "all topics" : event.topic) read."
            )
        }
    }

    private static func onset(_ event: OnsetCorrected, _ context: Timeline.Context) -> EventText {
        let about = event.certainty == .approximate ? "about " : ""
        let time = "\(about)\(context.zone.dated(Instant(event.onset), seconds: true))"
        return EventText(
            "Onset set to \(time)\(reason(event.reason)).", public: "Onset set to \(time).")
    }

    private static func verified(_ event: FactVerified) -> EventText {
        EventText(
            "\(event.fact) verified with \(event.source)"
                + (event.relays.isEmpty ? "" : ", which relays \(event.relays)") + ".",
            public: "\(event.fact) verified.", about: event.fact)
    }

    private static func refuted(_ event: FactRefuted) -> EventText {
        let by = event.by.isEmpty ? "" : "; \(event.by) replaces it"
        return EventText(
            "\(event.fact) was wrong\(reason(event.reason))\(by)"
                + bracketed(event.source, prefix: "source: ") + ".",
            public: "\(event.fact) was wrong\(by).", about: event.fact, isTurningPoint: true)
    }

    private static func opened(
        _ event: IncidentOpened, _ context: Timeline.Context
    ) -> EventText {
        let mode = event.mode == .live ? "" : " (\(event.mode.word))"
        // A title often ends with the place.
        let place = event.title.contains(event.place) ? "" : ", \(event.place)"
        let text = "Incident opened\(mode): \(event.title)\(place)."
        var onset = ""
        if event.hasOnset {
            let about = event.onsetCertainty == .approximate ? "about " : ""
            onset = " Onset \(about)\(context.zone.dated(Instant(event.onset), seconds: true))."
        }
        return EventText(text + onset, public: text + onset, isTurningPoint: true)
    }

    private static func fact(_ event: FactRecorded) -> EventText {
        var details: [String] = []
        if event.hasNumber { details.append(plain(event.number)) }
        if !event.scope.isEmpty { details.append(event.scope) }
        let figure = details.isEmpty ? "" : " (\(details.joined(separator: ", ")))"
        return EventText(
            "\(event.fact) recorded: \(event.statement)\(figure)"
                + bracketed(event.source, prefix: "from "),
            public: "\(event.fact): \(event.statement)\(figure)", about: event.fact)
    }
}

/// `: why` without its last period, since the sentence has its own; or nothing.
func reason(_ text: String) -> String {
    let text = text.hasSuffix(".") && !text.hasSuffix("..") ? text.dropLast() : text[...]
    return text.isEmpty ? "" : ": \(text)"
}

func bracketed(_ text: String, prefix: String? = nil) -> String {
    text.isEmpty ? "" : " (\(prefix.recorded)\(text))"
}

func list(_ items: [String], before: String) -> String {
    items.isEmpty ? "" : before + items.joined(separator: ", ")
}

/// A number without a needless fraction.
func plain(_ number: Double) -> String {
    Int64(exactly: number).map(String.init) ?? String(number)
}
