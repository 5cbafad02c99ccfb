/// Every kind of event in the log.
///
/// To add one: a case here in the contract's order, a case in `eventKind`, and a row. The compiler
/// asks for all three, and tests ask for a word on each field.
public enum EventKind: String, CaseIterable, Hashable, Sendable {
    // The incident.
    case incidentOpened = "incident-opened"
    case phaseChanged = "phase-changed"
    case operationalPeriodBegan = "operational-period-began"
    case roleAssigned = "role-assigned"
    case roleRelieved = "role-relieved"
    case incidentClosed = "incident-closed"
    case incidentReopened = "incident-reopened"
    case onsetCorrected = "onset-corrected"

    // Facts.
    case factRecorded = "fact-recorded"
    case factVerified = "fact-verified"
    case factCleared = "fact-cleared"
    case factHeld = "fact-held"
    case factRefuted = "fact-refuted"
    case factSuperseded = "fact-superseded"

    // Messages.
    case messageDrafted = "message-drafted"
    case messageRevised = "message-revised"
    case variantEdited = "variant-edited"
    case messageSubmitted = "message-submitted"
    case messageApproved = "message-approved"
    case messageRatified = "message-ratified"
    case messageReturned = "message-returned"
    case messageReleased = "message-released"
    case deliveryRecorded = "delivery-recorded"
    case messageWithdrawn = "message-withdrawn"
    case messageDiscarded = "message-discarded"
    case messageTranslated = "message-translated"
    case translationConfirmed = "translation-confirmed"
    case mediaAttached = "media-attached"
    case mediaDetached = "media-detached"
    case messageRecalled = "message-recalled"
    case deliveryVoided = "delivery-voided"

    // Guards.
    case guardFlagged = "guard-flagged"
    case guardOverridden = "guard-overridden"

    // Rumors.
    case rumorReported = "rumor-reported"
    case rumorSighted = "rumor-sighted"
    case rumorAssigned = "rumor-assigned"
    case rumorAssessed = "rumor-assessed"
    case rumorWatched = "rumor-watched"
    case coverageWaived = "coverage-waived"
    case outletContacted = "outlet-contacted"
    case rumorClosed = "rumor-closed"
    case rumorResurfaced = "rumor-resurfaced"

    // Statements of others.
    case statementObserved = "statement-observed"
    case statementCorrected = "statement-corrected"

    // The playbook.
    case playbookAdopted = "playbook-adopted"
    case policyAdopted = "policy-adopted"
    case stepCompleted = "step-completed"
    case stepSkipped = "step-skipped"
    case stepReopened = "step-reopened"

    // Questions.
    case inquiryReceived = "inquiry-received"
    case inquiryAssigned = "inquiry-assigned"
    case inquiryAnswered = "inquiry-answered"
    case inquiryDeclined = "inquiry-declined"
    case tipReceived = "tip-received"
    case tipHandedOver = "tip-handed-over"
    case inquiryJoined = "inquiry-joined"
    case inquirySeparated = "inquiry-separated"
    case inquiryReferred = "inquiry-referred"
    case inquiryPromised = "inquiry-promised"
    case inquiryReopened = "inquiry-reopened"
    case inquiryContactRecorded = "inquiry-contact-recorded"
    case inquiriesImported = "inquiries-imported"

    // Listening, briefings, consent.
    case trendObserved = "trend-observed"
    case briefingScheduled = "briefing-scheduled"
    case briefingHeld = "briefing-held"
    case consentRecorded = "consent-recorded"
    case consentWithdrawn = "consent-withdrawn"
    case briefingCanceled = "briefing-canceled"

    // Routine work.
    case campaignPlanned = "campaign-planned"
    case scheduleAdded = "schedule-added"
    case scheduleRemoved = "schedule-removed"
    case occurrencePrepared = "occurrence-prepared"
    case occurrenceSkipped = "occurrence-skipped"
    case occurrenceMoved = "occurrence-moved"
    case campaignPaused = "campaign-paused"
    case itemResumed = "item-resumed"
    case routineBegan = "routine-began"
    case routinePaused = "routine-paused"
    case routinePauseEnded = "routine-pause-ended"

    // The log itself.
    case noteLogged = "note-logged"
    case entryCorrected = "entry-corrected"
    case entryRedacted = "entry-redacted"
    case visibilityChanged = "visibility-changed"

    // What a campaign reached.
    case reachReported = "reach-reported"
    case measureTaken = "measure-taken"

    // Review.
    case ratingGiven = "rating-given"
    case lessonRecorded = "lesson-recorded"
    case correctiveActionAssigned = "corrective-action-assigned"
    case correctiveActionCompleted = "corrective-action-completed"

    // Comments on our pages.
    case commentHidden = "comment-hidden"
    case commentRestored = "comment-restored"
    case commentAppealed = "comment-appealed"
    case commentUpheld = "comment-upheld"

    // Tips and retention.
    case tipTaken = "tip-taken"
    case tipSealed = "tip-sealed"
    case tipPassedOn = "tip-passed-on"
    case tipAcknowledged = "tip-acknowledged"
    case retentionExpired = "retention-expired"

    // Listening.
    case watchSet = "watch-set"
    case watchEnded = "watch-ended"
    case observationsImported = "observations-imported"
    case observationWindows = "observation-windows"
    case samplesKept = "samples-kept"
    case listeningQueried = "listening-queried"
}

extension IncidentEvent.OneOf_Kind {
    public var eventKind: EventKind {
        switch self {
        case .incidentOpened: .incidentOpened
        case .phaseChanged: .phaseChanged
        case .operationalPeriodBegan: .operationalPeriodBegan
        case .roleAssigned: .roleAssigned
        case .roleRelieved: .roleRelieved
        case .incidentClosed: .incidentClosed
        case .incidentReopened: .incidentReopened
        case .onsetCorrected: .onsetCorrected
        case .factRecorded: .factRecorded
        case .factVerified: .factVerified
        case .factCleared: .factCleared
        case .factHeld: .factHeld
        case .factRefuted: .factRefuted
        case .factSuperseded: .factSuperseded
        case .messageDrafted: .messageDrafted
        case .messageRevised: .messageRevised
        case .variantEdited: .variantEdited
        case .messageSubmitted: .messageSubmitted
        case .messageApproved: .messageApproved
        case .messageRatified: .messageRatified
        case .messageReturned: .messageReturned
        case .messageReleased: .messageReleased
        case .deliveryRecorded: .deliveryRecorded
        case .messageWithdrawn: .messageWithdrawn
        case .messageDiscarded: .messageDiscarded
        case .messageTranslated: .messageTranslated
        case .translationConfirmed: .translationConfirmed
        case .mediaAttached: .mediaAttached
        case .mediaDetached: .mediaDetached
        case .messageRecalled: .messageRecalled
        case .deliveryVoided: .deliveryVoided
        case .guardFlagged: .guardFlagged
        case .guardOverridden: .guardOverridden
        case .rumorReported: .rumorReported
        case .rumorSighted: .rumorSighted
        case .rumorAssigned: .rumorAssigned
        case .rumorAssessed: .rumorAssessed
        case .rumorWatched: .rumorWatched
        case .coverageWaived: .coverageWaived
        case .outletContacted: .outletContacted
        case .rumorClosed: .rumorClosed
        case .rumorResurfaced: .rumorResurfaced
        case .statementObserved: .statementObserved
        case .statementCorrected: .statementCorrected
        case .playbookAdopted: .playbookAdopted
        case .policyAdopted: .policyAdopted
        case .stepCompleted: .stepCompleted
        case .stepSkipped: .stepSkipped
        case .stepReopened: .stepReopened
        case .inquiryReceived: .inquiryReceived
        case .inquiryAssigned: .inquiryAssigned
        case .inquiryAnswered: .inquiryAnswered
        case .inquiryDeclined: .inquiryDeclined
        case .tipReceived: .tipReceived
        case .tipHandedOver: .tipHandedOver
        case .inquiryJoined: .inquiryJoined
        case .inquirySeparated: .inquirySeparated
        case .inquiryReferred: .inquiryReferred
        case .inquiryPromised: .inquiryPromised
        case .inquiryReopened: .inquiryReopened
        case .inquiryContactRecorded: .inquiryContactRecorded
        case .inquiriesImported: .inquiriesImported
        case .trendObserved: .trendObserved
        case .briefingScheduled: .briefingScheduled
        case .briefingHeld: .briefingHeld
        case .briefingCanceled: .briefingCanceled
        case .consentRecorded: .consentRecorded
        case .consentWithdrawn: .consentWithdrawn
        case .campaignPlanned: .campaignPlanned
        case .scheduleAdded: .scheduleAdded
        case .scheduleRemoved: .scheduleRemoved
        case .occurrencePrepared: .occurrencePrepared
        case .occurrenceSkipped: .occurrenceSkipped
        case .occurrenceMoved: .occurrenceMoved
        case .campaignPaused: .campaignPaused
        case .itemResumed: .itemResumed
        case .routineBegan: .routineBegan
        case .routinePaused: .routinePaused
        case .routinePauseEnded: .routinePauseEnded
        case .noteLogged: .noteLogged
        case .entryCorrected: .entryCorrected
        case .entryRedacted: .entryRedacted
        case .visibilityChanged: .visibilityChanged
        case .reachReported: .reachReported
        case .measureTaken: .measureTaken
        case .ratingGiven: .ratingGiven
        case .lessonRecorded: .lessonRecorded
        case .correctiveActionAssigned: .correctiveActionAssigned
        case .correctiveActionCompleted: .correctiveActionCompleted
        case .commentHidden: .commentHidden
        case .commentRestored: .commentRestored
        case .commentAppealed: .commentAppealed
        case .commentUpheld: .commentUpheld
        case .tipTaken: .tipTaken
        case .tipSealed: .tipSealed
        case .tipPassedOn: .tipPassedOn
        case .tipAcknowledged: .tipAcknowledged
        case .retentionExpired: .retentionExpired
        case .watchSet: .watchSet
        case .watchEnded: .watchEnded
        case .observationsImported: .observationsImported
        case .observationWindows: .observationWindows
        case .samplesKept: .samplesKept
        case .listeningQueried: .listeningQueried
        }
    }
}

extension EventKind {
    private static let rows = Dictionary(uniqueKeysWithValues: allCases.map { ($0, $0.ownRow) })

    /// Everything that the program needs to know about the kind.
    public var row: Row { Self.rows[self] ?? ownRow }

    private var ownRow: Row {
        switch self {
        // MARK: The incident
        case .incidentOpened:
            return Row(
                about: .incident, authority: .direct, visibility: .public,
                disclosed: [
                    "title", "hazard", "mode", "zone", "place", "lead_agency", "onset",
                    "onset_certainty", "phase",
                ],
                publicForm: keeping(
                    \.incidentOpened, \.title, \.hazard, \.mode, \.zone, \.place, \.phase,
                    \.onsetCertainty
                ) { whole, form, _ in if whole.hasOnset { form.onset = whole.onset } }
            )
        case .phaseChanged:
            return Row(
                about: .incident, authority: .direct,
                disclosed: ["phase"],
                withheld: [.deliberation: ["reason"]],
                publicForm: keeping(\.phaseChanged, \.phase)
            )
        case .operationalPeriodBegan:
            return Row(
                about: .period, \.operationalPeriodBegan.period, creates: true, authority: .direct,
                disclosed: ["period", "from", "to", "objectives"]
            )
        case .roleAssigned:
            return Row(
                about: .role, authority: .direct,
                disclosed: ["role", "agency"],
                withheld: [.staff: ["person"]]
            )
        case .roleRelieved:
            return Row(
                about: .role, authority: .direct,
                disclosed: ["role"],
                withheld: [.staff: ["person"], .deliberation: ["reason"]]
            )
        case .incidentClosed:
            return Row(
                about: .incident, authority: .direct, visibility: .public,
                disclosed: [],
                withheld: [.deliberation: ["reason"]],
                publicForm: keeping(\.incidentClosed)
            )
        case .incidentReopened:
            return Row(
                about: .incident, authority: .direct, whenClosed: true, visibility: .public,
                disclosed: [],
                withheld: [.deliberation: ["reason"]],
                publicForm: keeping(\.incidentReopened)
            )
        case .onsetCorrected:
            return Row(
                about: .incident, authority: .record,
                disclosed: ["onset", "certainty"],
                withheld: [.deliberation: ["reason"]],
                publicForm: keeping(\.onsetCorrected, \.certainty) { whole, form, _ in
                    if whole.hasOnset { form.onset = whole.onset }
                }
            )

        // MARK: Facts
        case .factRecorded:
            return Row(
                about: .fact, \.factRecorded.fact, creates: true, authority: .record,
                disclosed: ["fact", "topic", "statement", "number", "scope"],
                withheld: [.source: ["source"]],
                inReports: .withoutWordsOnCasualties,
                publicForm: keeping(\.factRecorded, \.fact, \.statement, \.scope) {
                    whole, form, _ in if whole.hasNumber { form.number = whole.number }
                }
            )
        case .factVerified:
            return Row(
                about: .fact, \.factVerified.fact, authority: .verify,
                disclosed: ["fact"],
                withheld: [.source: ["source", "relays"]],
                inReports: .withoutWordsOnCasualties,
                publicForm: keeping(\.factVerified, \.fact)
            )
        case .factCleared:
            return Row(
                about: .fact, \.factCleared.fact, authority: .clear,
                disclosed: ["fact"],
                withheld: [.deliberation: ["reason", "family_told_by", "family_told_at"]],
                inReports: .withoutWordsOnCasualties,
                publicForm: keeping(\.factCleared, \.fact)
            )
        case .factHeld:
            return Row(
                about: .fact, \.factHeld.fact, authority: .clear,
                disclosed: ["fact", "until"],
                withheld: [.deliberation: ["reason"]],
                inReports: .withoutWordsOnCasualties
            )
        case .factRefuted:
            return Row(
                about: .fact, \.factRefuted.fact, authority: .verify,
                disclosed: ["fact", "by"],
                withheld: [.source: ["source"], .deliberation: ["reason"]],
                inReports: .withoutWordsOnCasualties,
                publicForm: keeping(\.factRefuted, \.fact, \.by)
            )
        case .factSuperseded:
            return Row(
                about: .fact, \.factSuperseded.fact, authority: .verify,
                disclosed: ["fact", "by"],
                publicForm: keeping(\.factSuperseded, \.fact, \.by)
            )

        // MARK: Messages
        case .messageDrafted:
            return Row(
                about: .message, \.messageDrafted.message, creates: true, authority: .draft,
                disclosed: [
                    "message", "kind", "template", "name", "cites.fact", "cites.unconfirmed",
                    "cites.as_of", "corrects", "identifies_nobody", "languages", "channels",
                    "audience", "retracts", "armed", "answers",
                ],
                withheld: [
                    .deliberation: [
                        "elements", "identifications", "texts", "fields", "forbids_thread",
                        "rests_on_nothing",
                    ]
                ]
            )
        case .messageRevised:
            return Row(
                about: .message, \.messageRevised.message, authority: .draft,
                disclosed: [
                    "message", "cites.fact", "cites.unconfirmed", "cites.as_of", "replaces_cites",
                    "corrects", "replaces_corrects", "identifies_nobody",
                    "replaces_identifications", "channels",
                ],
                withheld: [
                    .deliberation: [
                        "elements", "identifications", "texts", "fields", "forbids_thread",
                        "rests_on_nothing",
                    ]
                ]
            )
        case .variantEdited:
            return Row(
                about: .message, \.variantEdited.message, authority: .draft,
                disclosed: ["message", "reverted"],
                withheld: [.deliberation: ["variant", "composed_sha256", "source_sha256"]],
                inReports: .withoutWords
            )
        case .messageSubmitted:
            return Row(
                about: .message, \.messageSubmitted.message, authority: .draft,
                disclosed: [
                    "message", "content_sha256", "cites.fact", "cites.unconfirmed", "cites.as_of",
                ],
                withheld: [.deliberation: ["variants", "attachments"]]
            )
        case .messageApproved:
            return Row(
                about: .message, \.messageApproved.message, authority: .record,
                disclosed: ["message", "content_sha256", "manner", "role", "via", "expires"],
                withheld: [.staff: ["approver"], .deliberation: ["reason"]]
            )
        case .messageRatified:
            return Row(
                about: .message, \.messageRatified.message, authority: .record, whenClosed: true,
                disclosed: ["message", "content_sha256"]
            )
        case .messageReturned:
            return Row(
                about: .message, \.messageReturned.message, authority: .record,
                disclosed: ["message"],
                withheld: [.deliberation: ["reason"]]
            )
        case .messageReleased:
            return Row(
                about: .message, \.messageReleased.message, authority: .release,
                visibility: .public,
                disclosed: [
                    "message", "texts.channel", "texts.language", "texts.text", "texts.units",
                    "texts.unit", "texts.limit", "texts.limits_as_of", "texts.parts",
                    "content_sha256", "next_update_by",
                ],
                withheld: [.deliberation: ["attachments"]],
                reach: .texts,
                publicForm: keeping(\.messageReleased, \.message, \.texts) { whole, form, _ in
                    if whole.hasNextUpdateBy { form.nextUpdateBy = whole.nextUpdateBy }
                }
            )
        case .deliveryRecorded:
            return Row(
                about: .message, \.deliveryRecorded.message, authority: .release,
                visibility: .public,
                disclosed: ["message", "carrier", "outcome", "address", "languages"],
                withheld: [.deliberation: ["reason"]],
                reach: .carrier(\.deliveryRecorded.carrier),
                publicForm: {
                    $0.deliveryRecorded.outcome == .posted
                        ? keeping(
                            \.deliveryRecorded, \.message, \.carrier, \.outcome, \.address,
                            \.languages)($0, $1) : nil
                }
            )
        case .messageWithdrawn:
            return Row(
                about: .message, \.messageWithdrawn.message, authority: .release, whenClosed: true,
                visibility: .public,
                disclosed: ["message", "carrier", "manner", "languages"],
                withheld: [.deliberation: ["reason"]],
                reach: .carrier(\.messageWithdrawn.carrier),
                publicForm: keeping(
                    \.messageWithdrawn, \.message, \.carrier, \.manner, \.languages)
            )
        case .messageDiscarded:
            return Row(
                about: .message, \.messageDiscarded.message, authority: .draft,
                disclosed: ["message"],
                withheld: [.deliberation: ["reason"]]
            )
        case .messageRecalled:
            return Row(
                about: .message, \.messageRecalled.message, authority: .release,
                whenClosed: true,
                disclosed: ["message"],
                withheld: [.deliberation: ["reason"]]
            )
        case .deliveryVoided:
            return Row(
                about: .message, \.deliveryVoided.message, authority: .release,
                whenClosed: true, visibility: .public,
                disclosed: ["message", "carrier", "languages"],
                withheld: [.deliberation: ["reason"]],
                reach: .carrier(\.deliveryVoided.carrier),
                publicForm: keeping(\.deliveryVoided, \.message, \.carrier, \.languages)
            )
        case .messageTranslated:
            return Row(
                about: .message, \.messageTranslated.message, authority: .draft,
                disclosed: ["message", "language", "machine", "source_sha256"],
                withheld: [.deliberation: ["values", "texts", "translator"]]
            )
        case .translationConfirmed:
            return Row(
                about: .message, \.translationConfirmed.message, authority: .draft,
                disclosed: ["message", "language", "content_sha256"]
            )
        case .mediaAttached:
            return Row(
                about: .message, \.mediaAttached.message, authority: .draft,
                disclosed: ["message"],
                withheld: [.deliberation: ["attachment"]]
            )
        case .mediaDetached:
            return Row(
                about: .message, \.mediaDetached.message, authority: .draft,
                disclosed: ["message", "sha256"]
            )

        // MARK: Guards
        case .guardFlagged:
            return Row(
                about: .anything, \.guardFlagged.subject, authority: .release,
                disclosed: ["guard", "subject", "channels"],
                withheld: [.deliberation: ["finding"]],
                inReports: .withoutWords
            )
        case .guardOverridden:
            return Row(
                about: .anything, \.guardOverridden.subject, authority: .release,
                disclosed: ["guard", "subject"],
                withheld: [.deliberation: ["reason", "finding"]],
                inReports: .withoutWords
            )

        // MARK: Rumors
        case .rumorReported:
            return Row(
                about: .rumor, \.rumorReported.rumor, creates: true, authority: .record,
                disclosed: [
                    "rumor", "claim", "origin", "messages", "related", "fact", "about_person",
                ],
                inReports: .withoutWordsOnCasualties,
                publicForm: keeping(\.rumorReported, \.rumor, \.claim, \.origin) {
                    $1.messages = $0.messages.filter($2.messages.contains)
                    $1.related = $0.related.filter($2.rumors.contains)
                    if $2.facts.contains($0.fact) { $1.fact = $0.fact }
                    $1.aboutPerson = $0.aboutPerson
                }
            )
        case .rumorSighted:
            return Row(
                about: .rumor, \.rumorSighted.rumor, authority: .record,
                disclosed: ["rumor", "carrier", "reach"],
                withheld: [.deliberation: ["address"]],
                reach: .carrier(\.rumorSighted.carrier),
                publicForm: keeping(\.rumorSighted, \.rumor, \.carrier)
            )
        case .rumorAssigned:
            return Row(
                about: .rumor, \.rumorAssigned.rumor, authority: .assess,
                disclosed: ["rumor"],
                withheld: [.staff: ["person"]]
            )
        case .rumorAssessed:
            return Row(
                about: .rumor, \.rumorAssessed.rumor, authority: .assess,
                disclosed: ["rumor", "finding", "facts"],
                withheld: [.source: ["evidence"]],
                inReports: .withoutWordsOnCasualties,
                publicForm: keeping(\.rumorAssessed, \.rumor, \.finding)
            )
        case .rumorWatched:
            return Row(
                about: .rumor, \.rumorWatched.rumor, authority: .assess,
                disclosed: ["rumor", "until"],
                withheld: [.deliberation: ["reason"]],
                inReports: .withoutWordsOnCasualties
            )
        case .coverageWaived:
            return Row(
                about: .rumor, \.coverageWaived.rumor, authority: .assess,
                disclosed: ["rumor", "carrier"],
                withheld: [.deliberation: ["reason"]],
                inReports: .withoutWordsOnCasualties
            )
        case .outletContacted:
            return Row(
                about: .rumor, \.outletContacted.rumor, authority: .record,
                disclosed: ["rumor", "carrier"],
                withheld: [.deliberation: ["how"]],
                inReports: .withoutWordsOnCasualties
            )
        case .rumorClosed:
            return Row(
                about: .rumor, \.rumorClosed.rumor, authority: .assess,
                disclosed: ["rumor"],
                withheld: [.deliberation: ["reason"]],
                inReports: .withoutWordsOnCasualties
            )
        case .rumorResurfaced:
            return Row(
                about: .rumor, \.rumorResurfaced.rumor, authority: .assess,
                disclosed: ["rumor"],
                withheld: [.deliberation: ["reason"]],
                inReports: .withoutWordsOnCasualties
            )

        // MARK: Statements of others
        case .statementObserved:
            return Row(
                about: .statement, \.statementObserved.statement, creates: true, authority: .record,
                disclosed: [
                    "statement", "speaker", "carrier", "address", "text", "facts", "corrects",
                ],
                publicForm: keeping(\.statementObserved, \.statement, \.speaker, \.carrier, \.text)
                {
                    $1.corrects = $0.corrects.filter($2.rumors.contains)
                }
            )
        case .statementCorrected:
            return Row(
                about: .rumor, \.statementCorrected.rumor, authority: .record,
                disclosed: ["rumor", "carrier", "address", "statement"],
                reach: .carrier(\.statementCorrected.carrier),
                publicForm: keeping(\.statementCorrected, \.rumor, \.carrier)
            )

        // MARK: The playbook
        case .playbookAdopted:
            return Row(
                about: .incident, authority: .adopt,
                disclosed: ["playbook", "version", "sha256"],
                withheld: [.deliberation: ["yaml", "changes"]]
            )
        case .policyAdopted:
            return Row(
                about: .incident, authority: .direct,
                disclosed: ["policy", "sha256"],
                withheld: [.deliberation: ["yaml"]]
            )
        case .stepCompleted:
            return Row(
                about: .step, \.stepCompleted.step, authority: .record,
                disclosed: ["step"],
                withheld: [.deliberation: ["note"]]
            )
        case .stepSkipped:
            return Row(
                about: .step, \.stepSkipped.step, authority: .record,
                disclosed: ["step"],
                withheld: [.deliberation: ["reason"]]
            )
        case .stepReopened:
            return Row(
                about: .step, \.stepReopened.step, authority: .record,
                disclosed: ["step"],
                withheld: [.deliberation: ["reason"]]
            )

        // MARK: Questions
        case .inquiryReceived:
            return Row(
                about: .inquiry, \.inquiryReceived.inquiry, creates: true, authority: .record,
                disclosed: [
                    "inquiry", "origin", "question", "channel", "deadline", "language", "kind",
                    "briefing", "live", "votes", "asked",
                ],
                withheld: [.requester: ["from", "external"]],
                publicForm: keeping(\.inquiryReceived, \.inquiry, \.question)
            )
        case .inquiryAssigned:
            return Row(
                about: .inquiry, \.inquiryAssigned.inquiry, authority: .record,
                disclosed: ["inquiry"],
                withheld: [.staff: ["person"]]
            )
        case .inquiryAnswered:
            return Row(
                about: .inquiry, \.inquiryAnswered.inquiry, authority: .record,
                disclosed: ["inquiry", "answer", "message", "cites", "live"],
                publicForm: keeping(\.inquiryAnswered, \.inquiry, \.answer)
            )
        case .inquiryDeclined:
            return Row(
                about: .inquiry, \.inquiryDeclined.inquiry, authority: .record,
                disclosed: ["inquiry"],
                withheld: [.deliberation: ["reason"]]
            )
        case .tipReceived:
            return Row(
                about: .tip, \.tipReceived.tip, creates: true, authority: .record,
                visibility: .restricted, exemption: .tip,
                disclosed: ["tip"],
                withheld: [.deliberation: ["text", "channel"]]
            )
        case .tipHandedOver:
            return Row(
                about: .tip, \.tipHandedOver.tip, authority: .record, visibility: .restricted,
                exemption: .tip,
                disclosed: ["tip"],
                withheld: [.deliberation: ["to"]]
            )

        case .inquiryJoined:
            return Row(
                about: .inquiry, \.inquiryJoined.inquiry, authority: .record,
                disclosed: ["inquiry", "into"]
            )
        case .inquirySeparated:
            return Row(
                about: .inquiry, \.inquirySeparated.inquiry, authority: .record,
                disclosed: ["inquiry"],
                withheld: [.deliberation: ["reason"]]
            )
        case .inquiryReferred:
            return Row(
                about: .inquiry, \.inquiryReferred.inquiry, authority: .record,
                disclosed: ["inquiry", "to", "by"],
                withheld: [.deliberation: ["reason"]]
            )
        case .inquiryPromised:
            return Row(
                about: .inquiry, \.inquiryPromised.inquiry, authority: .record,
                disclosed: ["inquiry", "by"],
                withheld: [.staff: ["person"]]
            )
        case .inquiryReopened:
            return Row(
                about: .inquiry, \.inquiryReopened.inquiry, authority: .record,
                disclosed: ["inquiry"],
                withheld: [.deliberation: ["reason"]]
            )
        case .inquiryContactRecorded:
            return Row(
                about: .inquiry, \.inquiryContactRecorded.inquiry, authority: .record,
                visibility: .restricted, exemption: .requester,
                disclosed: ["inquiry"],
                withheld: [.requester: ["contact"]], inReports: .withoutWords
            )
        case .inquiriesImported:
            return Row(
                about: .incident, authority: .record,
                disclosed: ["format", "file_sha256", "rows", "refused", "known"]
            )

        case .tipTaken:
            return Row(
                about: .incident, authority: .record, visibility: .restricted, exemption: .tip,
                disclosed: [],
                withheld: [.tip: ["tip", "danger_shown"]]
            )
        case .tipSealed:
            return Row(
                about: .incident, authority: .record, visibility: .restricted, exemption: .tip,
                disclosed: [],
                withheld: [.tip: ["tip", "part", "sealed", "recipient_sha256"]]
            )
        case .tipPassedOn:
            return Row(
                about: .incident, authority: .record, visibility: .restricted, exemption: .tip,
                disclosed: [],
                withheld: [.tip: ["tip", "unit", "summary"]]
            )
        case .tipAcknowledged:
            return Row(
                about: .incident, authority: .record, visibility: .restricted, exemption: .tip,
                disclosed: [],
                withheld: [.tip: ["tip", "unit"]]
            )
        case .retentionExpired:
            return Row(
                about: .entry, authority: .redact, whenClosed: true,
                disclosed: ["record_class", "policy", "before", "positions"]
            )

        // MARK: Listening, briefings, consent
        case .trendObserved:
            return Row(
                about: .trend, \.trendObserved.trend, creates: true, authority: .record,
                disclosed: ["trend", "topic", "carrier", "mentions", "window_from", "window_to"]
            )
        case .briefingScheduled:
            return Row(
                about: .briefing, \.briefingScheduled.briefing, creates: true, authority: .record,
                disclosed: ["briefing", "at", "place"]
            )
        case .briefingHeld:
            return Row(
                about: .briefing, \.briefingHeld.briefing, authority: .record,
                disclosed: ["briefing", "interpreter", "captions"],
                withheld: [.staff: ["speaker"]]
            )
        case .briefingCanceled:
            return Row(
                about: .briefing, \.briefingCanceled.briefing, authority: .record,
                disclosed: ["briefing"],
                withheld: [.deliberation: ["reason"]]
            )
        case .consentRecorded:
            return Row(
                about: .consent, \.consentRecorded.consent, creates: true, authority: .record,
                visibility: .restricted, exemption: .consent,
                disclosed: ["consent"],
                withheld: [
                    .consent: [
                        "whom", "scope", "expires", "uses", "channels", "minor", "guardian",
                        "language", "copy_kept", "copy_sha256", "withdrawal", "this_campaign_only",
                        "earlier_campaign", "earlier_consent",
                    ]
                ]
            )
        case .consentWithdrawn:
            return Row(
                about: .consent, \.consentWithdrawn.consent, authority: .record, whenClosed: true,
                visibility: .restricted, exemption: .consent,
                disclosed: ["consent"]
            )

        // MARK: Routine work
        case .campaignPlanned:
            return Row(
                about: .incident, authority: .direct,
                disclosed: [
                    "goal", "audience", "first_day", "last_day", "measures", "follows",
                    "targets.measure", "targets.at_least", "targets.at_most",
                ],
                withheld: [.staff: ["owner"]]
            )
        case .scheduleAdded:
            return Row(
                about: .incident, authority: .direct,
                disclosed: [
                    "schedule", "every", "first_day", "last_day", "except", "holidays", "template",
                    "language", "channels",
                ],
                withheld: [.deliberation: ["text", "fields"], .staff: ["author"]]
            )
        case .scheduleRemoved:
            return Row(
                about: .incident, authority: .direct,
                disclosed: ["schedule"],
                withheld: [.deliberation: ["reason"]]
            )
        case .occurrencePrepared:
            return Row(
                about: .incident, authority: .draft,
                disclosed: ["schedule", "date", "message"],
                withheld: [.staff: ["author"]]
            )
        case .occurrenceSkipped:
            return Row(
                about: .incident, authority: .direct,
                disclosed: ["schedule", "date"],
                withheld: [.deliberation: ["reason"]]
            )
        case .occurrenceMoved:
            return Row(
                about: .incident, authority: .direct,
                disclosed: ["schedule", "date", "to"],
                withheld: [.deliberation: ["reason"]]
            )
        case .campaignPaused:
            return Row(
                about: .incident, authority: .direct,
                disclosed: ["items", "everything"],
                withheld: [.deliberation: ["reason"]]
            )
        case .itemResumed:
            return Row(
                about: .incident, authority: .direct,
                disclosed: ["item"],
                withheld: [.deliberation: ["reason"]]
            )
        case .routineBegan:
            return Row(about: .incident, authority: .direct, disclosed: [])
        case .routinePaused:
            return Row(
                about: .incident, authority: .direct,
                disclosed: ["incident"],
                withheld: [.deliberation: ["reason"]]
            )
        case .routinePauseEnded:
            return Row(
                about: .incident, authority: .direct,
                disclosed: ["incident"],
                withheld: [.deliberation: ["reason"]]
            )

        // MARK: The log itself
        case .noteLogged:
            return Row(
                about: .note, \.noteLogged.note, creates: true, authority: .record,
                whenClosed: true,
                disclosed: ["note", "text"]
            )
        case .entryCorrected:
            return Row(
                about: .entry, authority: .record, whenClosed: true,
                disclosed: ["position", "right", "occurred_at", "certainty"]
            )
        case .entryRedacted:
            return Row(
                about: .entry, authority: .redact, whenClosed: true,
                disclosed: ["position", "order", "exemption"]
            )
        case .visibilityChanged:
            return Row(
                about: .entry, authority: .clear, whenClosed: true,
                disclosed: ["position", "visibility"],
                withheld: [.deliberation: ["reason"]]
            )

        // MARK: What a campaign reached
        case .reachReported:
            return Row(
                about: .incident, authority: .record, whenClosed: true,
                disclosed: [
                    "file_sha256", "mapping_sha256", "mapping", "figures.message",
                    "figures.channel", "figures.reach", "figures.impressions", "figures.as_of",
                    "refused",
                ]
            )
        case .measureTaken:
            return Row(
                about: .incident, authority: .record, whenClosed: true,
                disclosed: ["measure", "value", "as_of"],
                withheld: [.source: ["source"]]
            )

        // MARK: Review
        case .ratingGiven:
            return Row(
                about: .rating, authority: .review, whenClosed: true,
                disclosed: ["subject", "capability", "rating"],
                withheld: [.deliberation: ["reason"]]
            )
        case .lessonRecorded:
            return Row(
                about: .lesson, \.lessonRecorded.lesson, creates: true, authority: .review,
                whenClosed: true,
                disclosed: ["lesson", "text", "is_strength", "capability"]
            )
        case .correctiveActionAssigned:
            return Row(
                about: .action, \.correctiveActionAssigned.action, creates: true,
                authority: .review, whenClosed: true,
                disclosed: [
                    "action", "text", "due", "lesson", "start", "element", "organization",
                ],
                withheld: [.staff: ["owner"]]
            )
        case .correctiveActionCompleted:
            return Row(
                about: .action, \.correctiveActionCompleted.action, authority: .review,
                whenClosed: true,
                disclosed: ["action"],
                withheld: [.deliberation: ["note"]]
            )

        // MARK: Comments on our pages
        case .commentHidden:
            return Row(
                about: .comment, \.commentHidden.comment, creates: true, authority: .release,
                whenClosed: true,
                disclosed: [
                    "comment", "carrier", "address", "action", "rule", "rule_text", "copy_sha256",
                    "copy_kept",
                ]
            )
        case .commentRestored:
            return Row(
                about: .comment, \.commentRestored.comment, authority: .release,
                whenClosed: true,
                disclosed: ["comment"],
                withheld: [.deliberation: ["reason"]]
            )
        case .commentAppealed:
            return Row(
                about: .comment, \.commentAppealed.comment, authority: .record,
                whenClosed: true,
                disclosed: ["comment"],
                withheld: [.requester: ["text"]]
            )
        case .commentUpheld:
            return Row(
                about: .comment, \.commentUpheld.comment, authority: .release, whenClosed: true,
                disclosed: ["comment"],
                withheld: [.deliberation: ["reason"]]
            )

        // MARK: Listening
        case .watchSet:
            return Row(
                about: .incident, authority: .direct,
                disclosed: [
                    "watch", "topic", "terms", "purpose", "ends_at", "expression",
                ],
                withheld: [.staff: ["owner", "approved_by"]]
            )
        case .watchEnded:
            return Row(
                about: .incident, authority: .direct,
                disclosed: ["watch"],
                withheld: [.deliberation: ["reason"]]
            )
        case .observationsImported:
            return Row(
                about: .incident, authority: .record,
                disclosed: [
                    "import_id", "mapping", "mapping_sha256", "file_sha256", "rows", "refused",
                    "left_out", "stripped", "first", "last", "topics",
                ],
                withheld: [.source: ["source"]]
            )
        case .observationWindows:
            return Row(
                about: .incident, authority: .record,
                disclosed: [
                    "import_id", "windows.topic", "windows.channel", "windows.from",
                    "windows.count", "windows.index", "windows.labels",
                ]
            )
        case .samplesKept:
            return Row(
                about: .incident, authority: .record,
                disclosed: ["import_id"],
                withheld: [.source: ["samples"]]
            )
        case .listeningQueried:
            return Row(
                about: .incident, authority: .record,
                disclosed: ["query", "topic"]
            )
        }
    }
}
