public import IncidentEvents
internal import SwiftProtobuf

extension IncidentState {
    /// Folds records from the first one on.
    public init(folding records: some Sequence<IncidentRecord>) {
        self.init()
        for record in records { evolve(with: record) }
    }

    /// Applies a record. It can't fail: an entry that makes no sense in the current state (from a
    /// foreign log) changes nothing.
    public mutating func evolve(with record: IncidentRecord) {
        revision = record.revision
        position = record.position
        positions.insert(record.position)
        lastIncidentTime = record.incidentTime
        simulatedTime = record.simulatedAt ?? simulatedTime
        switch record.content {
        case .event(let event):
            let trigger = triggerEvent(of: event)
            apply(event, record.stamp)
            if let trigger { mark(trigger, of: event, with: record.stamp) }
        case .unknown:
            unknownEntries += 1
            newerVersion = record.metadata.programVersion.nonEmpty ?? newerVersion
        case .redacted(let type):
            removedEntries.append(
                RemovedEntry(
                    position: record.position, type: type, subject: skippedID(of: type)))
        }
    }

    /// Keeps the id of a removed event, because other entries still refer to it.
    ///
    /// - Parameter type: The only remaining part of the event. A kind of a newer version may have
    ///   assigned any id, or closed the incident.
    /// - Returns: The id; nil if the event assigned none.
    private mutating func skippedID(of type: String) -> String? {
        guard let kind = EventKind(rawValue: type) else {
            unknownEntries += 1
            return nil
        }
        guard kind.row.createsSubject else { return nil }
        switch kind.row.subject {
        case .fact: return facts.skip()
        case .message: return messages.skip()
        case .rumor: return rumors.skip()
        case .statement: return statements.skip()
        case .inquiry: return inquiries.skip()
        case .tip: return tips.skip()
        case .trend: return trends.skip()
        case .period: return periods.skip()
        case .briefing: return briefings.skip()
        case .consent: return consents.skip()
        case .note: return notes.skip()
        case .comment: return comments.skip()
        case .lesson: return lessons.skip()
        case .action: return actions.skip()
        // These have no short ids.
        case .incident, .role, .step, .entry, .rating, .anything: return nil
        }
    }

    private mutating func apply(_ event: IncidentEvent.OneOf_Kind, _ stamp: Stamp) {
        switch event {
        case .incidentOpened(let event): apply(event, stamp)
        case .phaseChanged(let event): apply(event, stamp)
        case .operationalPeriodBegan(let event): apply(event, stamp)
        case .roleAssigned(let event): apply(event, stamp)
        case .roleRelieved(let event): apply(event, stamp)
        case .incidentClosed(let event): apply(event, stamp)
        case .incidentReopened(let event): apply(event, stamp)
        case .onsetCorrected(let event): apply(event, stamp)
        case .factRecorded(let event): apply(event, stamp)
        case .factVerified(let event): apply(event, stamp)
        case .factCleared(let event): apply(event, stamp)
        case .factHeld(let event): apply(event, stamp)
        case .factRefuted(let event): apply(event, stamp)
        case .factSuperseded(let event): apply(event, stamp)
        case .messageDrafted(let event): apply(event, stamp)
        case .messageRevised(let event): apply(event, stamp)
        case .variantEdited(let event): apply(event, stamp)
        case .messageSubmitted(let event): apply(event, stamp)
        case .messageApproved(let event): apply(event, stamp)
        case .messageRatified(let event): apply(event, stamp)
        case .messageReturned(let event): apply(event, stamp)
        case .messageReleased(let event): apply(event, stamp)
        case .deliveryRecorded(let event): apply(event, stamp)
        case .messageWithdrawn(let event): apply(event, stamp)
        case .messageDiscarded(let event): apply(event, stamp)
        case .messageRecalled(let event): apply(event, stamp)
        case .deliveryVoided(let event): apply(event, stamp)
        case .messageTranslated(let event): apply(event, stamp)
        case .translationConfirmed(let event): apply(event, stamp)
        case .mediaAttached(let event): apply(event, stamp)
        case .mediaDetached(let event): apply(event, stamp)
        case .guardFlagged(let event): apply(event, stamp)
        case .guardOverridden(let event): apply(event, stamp)
        case .rumorReported(let event): apply(event, stamp)
        case .rumorSighted(let event): apply(event, stamp)
        case .rumorAssigned(let event): apply(event, stamp)
        case .rumorAssessed(let event): apply(event, stamp)
        case .rumorWatched(let event): apply(event, stamp)
        case .coverageWaived(let event): apply(event, stamp)
        case .outletContacted(let event): apply(event, stamp)
        case .rumorClosed(let event): apply(event, stamp)
        case .rumorResurfaced(let event): apply(event, stamp)
        case .statementObserved(let event): apply(event, stamp)
        case .statementCorrected(let event): apply(event, stamp)
        case .playbookAdopted(let event): apply(event, stamp)
        case .policyAdopted(let event): apply(event, stamp)
        case .stepCompleted(let event): apply(event, stamp)
        case .stepSkipped(let event): apply(event, stamp)
        case .stepReopened(let event): apply(event, stamp)
        case .inquiryReceived, .inquiryAssigned, .inquiryAnswered, .inquiryDeclined,
            .inquiryJoined, .inquirySeparated, .inquiryReferred, .inquiryPromised,
            .inquiryReopened, .inquiryContactRecorded, .inquiriesImported, .briefingScheduled,
            .briefingHeld, .briefingCanceled, .tipReceived, .tipHandedOver, .consentRecorded,
            .consentWithdrawn:
            applyToInquiries(event, stamp)
        case .trendObserved(let event): apply(event, stamp)
        case .campaignPlanned, .scheduleAdded, .scheduleRemoved, .occurrencePrepared,
            .occurrenceSkipped, .occurrenceMoved, .campaignPaused, .itemResumed, .routineBegan,
            .routinePaused, .routinePauseEnded, .commentHidden, .commentRestored,
            .commentAppealed, .commentUpheld, .reachReported, .measureTaken:
            applyToEverydayWork(event, stamp)
        case .retentionExpired(let event): apply(event, stamp)
        case .noteLogged(let event): apply(event, stamp)
        case .entryCorrected(let event): apply(event, stamp)
        case .entryRedacted(let event): apply(event, stamp)
        case .visibilityChanged(let event): apply(event, stamp)
        case .ratingGiven(let event): apply(event, stamp)
        case .lessonRecorded(let event): apply(event, stamp)
        case .correctiveActionAssigned(let event): apply(event, stamp)
        case .correctiveActionCompleted(let event): apply(event, stamp)
        // Sealed tips are in a log of their own, which ``TipRegister`` folds, and what listening
        // counts is in the stream `listening`, which ``ListeningState`` folds.
        case .tipTaken, .tipSealed, .tipPassedOn, .tipAcknowledged, .watchSet, .watchEnded,
            .observationsImported, .observationWindows, .samplesKept, .listeningQueried:
            break
        }
    }

    /// Campaigns and comments. The switch that calls it names each kind, so that the compiler finds a
    /// new one that neither applies.
    private mutating func applyToEverydayWork(_ event: IncidentEvent.OneOf_Kind, _ stamp: Stamp) {
        if case .campaignPlanned(let event) = event { apply(event, stamp) }
        if case .scheduleAdded(let event) = event { apply(event, stamp) }
        if case .scheduleRemoved(let event) = event { apply(event, stamp) }
        if case .occurrencePrepared(let event) = event { apply(event, stamp) }
        if case .occurrenceSkipped(let event) = event { apply(event, stamp) }
        if case .occurrenceMoved(let event) = event { apply(event, stamp) }
        if case .campaignPaused(let event) = event { apply(event, stamp) }
        if case .itemResumed(let event) = event { apply(event, stamp) }
        if case .reachReported(let event) = event { apply(event) }
        if case .measureTaken(let event) = event { apply(event) }
        applyToHome(event, stamp)
        if case .commentHidden(let event) = event { apply(event, stamp) }
        if case .commentRestored(let event) = event { apply(event, stamp) }
        if case .commentAppealed(let event) = event { apply(event, stamp) }
        if case .commentUpheld(let event) = event { apply(event, stamp) }
    }
}
