public import IncidentEvents

extension Suggestion {
    /// The kind of event that the command records; nil for a command that only shows something.
    ///
    /// The authority that its reader needs follows from it, as for a typed command.
    public var eventKind: EventKind? {
        switch self {
        case .showStatus, .showDue, .showEntries, .listRoles, .listSteps, .listScenarios,
            .showPlaybook, .listGuards, .listChannels, .listFacts, .listMessages, .showDrafts,
            .showMessage, .checkMessage, .showText, .listRumors, .listStatements, .listInquiries,
            .listActions, .listConsents, .listComments, .listCampaigns, .showCampaign,
            .listSchedules, .showPauses:
            nil
        case .openIncident: .incidentOpened
        case .reopenIncident: .incidentReopened
        case .closeAnyway: .incidentClosed
        case .assignRole: .roleAssigned
        case .haveNoAccount: .policyAdopted
        case .enterPhase: .phaseChanged
        case .beginPeriod: .operationalPeriodBegan
        case .completeStep: .stepCompleted
        case .skipStep: .stepSkipped

        case .recordFact: .factRecorded
        case .verifyFact: .factVerified
        case .clearFact, .liftHold: .factCleared
        case .refuteFact: .factRefuted
        case .supersedeFact: .factSuperseded

        case .draftMessage: .messageDrafted
        case .reviseMessage: .messageRevised
        case .editText: .variantEdited
        case .submitMessage: .messageSubmitted
        case .approveMessage: .messageApproved
        case .ratifyMessage: .messageRatified
        case .releaseMessage, .overrideGuards: .messageReleased
        case .markPosted: .deliveryRecorded
        case .voidPosting: .deliveryVoided
        case .recallMessage: .messageRecalled
        case .withdrawMessage: .messageWithdrawn
        case .retractMessage: .messageReleased
        case .discardMessage: .messageDiscarded
        case .translateMessage: .messageTranslated
        case .confirmTranslation: .translationConfirmed
        case .attachPicture, .describePicture: .mediaAttached

        case .reportRumor: .rumorReported
        case .sightRumor: .rumorSighted
        case .assessRumor: .rumorAssessed
        case .waiveCoverage: .coverageWaived
        case .contactOutlet: .outletContacted
        case .markOutletCorrected: .statementCorrected
        case .observeStatement: .statementObserved

        case .receiveInquiry: .inquiryReceived
        case .answerInquiry: .inquiryAnswered
        case .joinInquiry: .inquiryJoined
        case .reopenInquiry: .inquiryReopened
        case .scheduleBriefing: .briefingScheduled
        case .holdBriefing: .briefingHeld

        case .upholdComment: .commentUpheld
        case .endCampaign: .incidentClosed
        case .renewCampaign: .incidentOpened
        case .prepareOccurrence: .occurrencePrepared
        case .skipOccurrence: .occurrenceSkipped
        case .moveOccurrence: .occurrenceMoved
        case .resumeItem, .resumeCampaign: .itemResumed
        case .endPause: .routinePauseEnded

        case .recordLesson: .lessonRecorded
        case .completeAction: .correctiveActionCompleted
        }
    }
}
