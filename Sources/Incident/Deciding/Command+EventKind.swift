public import IncidentEvents

extension Command {
    /// The kind of event that the command puts on record. Others can come with it, such as a
    /// guard's finding.
    ///
    /// Authority and the rule for closed incidents follow from it.
    public var eventKind: EventKind {
        switch self {
        case .lifecycle(let command): command.eventKind
        case .fact(let command): command.eventKind
        case .message(let command): command.eventKind
        case .rumor(let command): command.eventKind
        case .inquiry(let command): command.eventKind
        case .log(let command): command.eventKind
        case .review(let command): command.eventKind
        }
    }

    /// What the actor's role must be entitled to. Approving and rating take more: who may approve
    /// follows from the message's kind, and only evaluators rate; see the decisions.
    public var authority: Authority { eventKind.row.authority }

    /// After closing, the log still takes notes, corrections, late findings about deliveries, and
    /// the review with those who make it.
    var isAllowedWhenClosed: Bool {
        switch self {
        case .lifecycle(.assignRole(_, let role, _)), .lifecycle(.relieveRole(_, let role, _)):
            role == "evaluator" || role == "reviewer"
        case .lifecycle, .fact, .message, .rumor, .inquiry, .log, .review:
            eventKind.row.isAllowedWhenClosed
        }
    }
}

extension LifecycleCommand {
    fileprivate var eventKind: EventKind {
        switch self {
        case .open: .incidentOpened
        case .correctOnset: .onsetCorrected
        case .enterPhase: .phaseChanged
        case .beginPeriod: .operationalPeriodBegan
        case .assignRole: .roleAssigned
        case .relieveRole: .roleRelieved
        case .completeStep: .stepCompleted
        case .skipStep: .stepSkipped
        case .reopenStep: .stepReopened
        case .close: .incidentClosed
        case .reopen: .incidentReopened
        }
    }
}

extension FactCommand {
    fileprivate var eventKind: EventKind {
        switch self {
        case .record: .factRecorded
        case .verify: .factVerified
        case .clear: .factCleared
        case .hold: .factHeld
        case .refute: .factRefuted
        case .supersede: .factSuperseded
        }
    }
}

extension MessageCommand {
    fileprivate var eventKind: EventKind {
        switch self {
        case .draft: .messageDrafted
        case .revise: .messageRevised
        case .edit: .variantEdited
        case .submit: .messageSubmitted
        case .approve: .messageApproved
        case .ratify: .messageRatified
        case .return: .messageReturned
        // Retracting drafts the retraction as well where none was armed, but it takes the authority
        // to release.
        case .release, .retract: .messageReleased
        case .post, .failed: .deliveryRecorded
        case .withdraw: .messageWithdrawn
        case .discard: .messageDiscarded
        case .translate: .messageTranslated
        case .confirm: .translationConfirmed
        case .attach: .mediaAttached
        case .detach: .mediaDetached
        }
    }
}

extension RumorCommand {
    fileprivate var eventKind: EventKind {
        switch self {
        case .report: .rumorReported
        case .sight: .rumorSighted
        case .assign: .rumorAssigned
        case .assess: .rumorAssessed
        case .watch: .rumorWatched
        case .waive: .coverageWaived
        case .contact: .outletContacted
        case .outletCorrected: .statementCorrected
        case .close: .rumorClosed
        case .resurface: .rumorResurfaced
        }
    }
}

extension InquiryCommand {
    fileprivate var eventKind: EventKind {
        switch self {
        case .receive: .inquiryReceived
        case .assign: .inquiryAssigned
        case .answer: .inquiryAnswered
        case .decline: .inquiryDeclined
        case .scheduleBriefing: .briefingScheduled
        case .holdBriefing: .briefingHeld
        case .recordConsent: .consentRecorded
        case .withdrawConsent: .consentWithdrawn
        }
    }
}

extension LogCommand {
    fileprivate var eventKind: EventKind {
        switch self {
        case .observe: .statementObserved
        case .note: .noteLogged
        case .correctEntry: .entryCorrected
        case .changeVisibility: .visibilityChanged
        case .redactEntry: .entryRedacted
        }
    }
}

extension ReviewCommand {
    fileprivate var eventKind: EventKind {
        switch self {
        case .rate: .ratingGiven
        case .recordLesson: .lessonRecorded
        case .assignAction: .correctiveActionAssigned
        case .completeAction: .correctiveActionCompleted
        }
    }
}
