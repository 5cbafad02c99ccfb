internal import IncidentEvents

extension IncidentEvent.OneOf_Kind {
    /// The fields that the public may read where the entry is public: none that names a member of
    /// staff, a source or an inner reason, and no text that was never released.
    ///
    /// A field that is not listed is withheld, so that one added to the contract begins withheld.
    var disclosedFields: Set<String> {
        switch self {
        case .incidentOpened:
            [
                "title", "hazard", "mode", "zone", "place", "lead_agency", "onset",
                "onset_certainty", "phase",
            ]
        case .phaseChanged: ["phase"]
        case .operationalPeriodBegan: ["period", "from", "to", "objectives"]
        case .roleAssigned: ["role", "agency"]
        case .roleRelieved: ["role"]
        case .incidentClosed, .incidentReopened: []
        case .onsetCorrected: ["onset", "certainty"]
        case .factRecorded: ["fact", "topic", "statement", "number", "scope"]
        case .factVerified, .factCleared: ["fact"]
        case .factHeld: ["fact", "until"]
        case .factRefuted, .factSuperseded: ["fact", "by"]
        case .messageDrafted:
            [
                "message", "kind", "template", "name", "cites", "corrects", "identifies_nobody",
                "languages", "channels", "audience", "retracts", "armed", "answers",
            ]
        case .messageRevised:
            [
                "message", "cites", "replaces_cites", "corrects", "replaces_corrects",
                "identifies_nobody", "replaces_identifications", "channels",
            ]
        case .variantEdited: ["message", "reverted"]
        case .messageSubmitted: ["message", "content_sha256", "cites"]
        case .messageApproved: ["message", "content_sha256", "manner", "role", "via", "expires"]
        case .messageRatified: ["message", "content_sha256"]
        case .messageReturned, .messageDiscarded: ["message"]
        case .messageTranslated: ["message", "language", "machine", "source_sha256"]
        case .translationConfirmed: ["message", "language", "content_sha256"]
        // Whom a picture shows stands in it with the proof.
        case .mediaAttached: ["message"]
        case .mediaDetached: ["message", "sha256"]
        case .messageReleased:
            ["message", "texts", "content_sha256", "next_update_by"]
        case .deliveryRecorded: ["message", "carrier", "outcome", "address"]
        case .messageWithdrawn: ["message", "carrier", "manner"]
        case .guardFlagged: ["guard", "subject", "channels"]
        case .guardOverridden: ["guard", "subject"]
        case .rumorReported: ["rumor", "claim", "origin", "messages", "related", "fact"]
        case .rumorSighted: ["rumor", "carrier", "reach"]
        case .rumorAssigned, .rumorClosed, .rumorResurfaced: ["rumor"]
        case .rumorAssessed: ["rumor", "finding", "facts"]
        case .rumorWatched: ["rumor", "until"]
        case .coverageWaived, .outletContacted: ["rumor", "carrier"]
        case .statementObserved:
            ["statement", "speaker", "carrier", "address", "text", "facts", "corrects"]
        case .statementCorrected: ["rumor", "carrier", "address", "statement"]
        case .playbookAdopted: ["playbook", "version", "sha256"]
        case .policyAdopted: ["policy", "sha256"]
        case .stepCompleted, .stepSkipped, .stepReopened: ["step"]
        case .inquiryReceived: ["inquiry", "origin", "question", "channel", "deadline"]
        case .inquiryAssigned, .inquiryDeclined: ["inquiry"]
        case .inquiryAnswered: ["inquiry", "answer", "message"]
        case .tipReceived, .tipHandedOver: ["tip"]
        case .trendObserved:
            ["trend", "topic", "carrier", "mentions", "window_from", "window_to"]
        case .briefingScheduled: ["briefing", "at", "place"]
        case .briefingHeld: ["briefing", "interpreter", "captions"]
        case .consentRecorded, .consentWithdrawn: ["consent"]
        case .noteLogged: ["note", "text"]
        case .entryCorrected: ["position", "right", "occurred_at", "certainty"]
        case .entryRedacted: ["position", "order", "exemption"]
        case .visibilityChanged: ["position", "visibility"]
        case .ratingGiven: ["subject", "capability", "rating"]
        case .lessonRecorded: ["lesson", "text", "is_strength", "capability"]
        case .correctiveActionAssigned: ["action", "text", "due", "lesson"]
        case .correctiveActionCompleted: ["action"]
        }
    }
}
