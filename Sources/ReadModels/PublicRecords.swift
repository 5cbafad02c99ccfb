internal import Channels
internal import Foundation
public import IncidentEvents
internal import SwiftProtobuf

/// The records of an incident as far as the public may know of them.
///
/// A record stays where its visibility is public and its event has a public form, and of the event
/// only what that form holds: no person, reason, source or evidence, no text for staff, partners or
/// call-takers, and no id of a thing that is not public itself. Times stay as claimed. A fold of these records can therefore show nothing
/// else, whatever is made of it.
public struct PublicRecords: Sendable {
    public private(set) var records: [IncidentRecord] = []

    private let limits: [UInt64: Visibility]
    private var visibilities: [UInt64: Visibility] = [:]
    private var redacted: Set<UInt64> = []
    /// What messages are, from their drafts, which are not public themselves.
    private var drafts: [String: MessageDrafted] = [:]
    private var facts: Set<String> = []
    private var rumors: Set<String> = []
    private var messages: Set<String> = []

    /// - Parameter limits: What entries may be seen by at the most, as decided later than `records`
    ///   reach.
    public init(of records: [IncidentRecord], limits: [UInt64: Visibility] = [:]) {
        self.limits = limits
        for record in records {
            guard case .event(let event) = record.content else { continue }
            if case .visibilityChanged(let event) = event {
                visibilities[event.position] = event.visibility
            }
            if case .entryRedacted(let event) = event { redacted.insert(event.position) }
        }
        for record in records where isPublic(record) { note(record) }
        for record in records {
            if case .event(.messageDrafted(let event)) = record.content {
                drafts[event.message] = event
            }
            if case .event(.messageRevised(let event)) = record.content { revise(event) }
            guard isPublic(record), case .event(let whole) = record.content,
                let event = Self.forPublicChannels(whole)
            else { continue }
            if case .messageReleased(let release) = event {
                // What is out is known to exist, so its draft is known as far as it shows there.
                self.records.append(record.stripped(to: .messageDrafted(draft(of: release))))
            }
            if let event = publicForm(of: event) {
                self.records.append(record.stripped(to: event))
            }
        }
    }

    private func isPublic(_ record: IncidentRecord) -> Bool {
        !redacted.contains(record.position)
            && (visibilities[record.position] ?? record.metadata.visibility) == .public
            && limits[record.position]?.isOpen(to: .public) ?? true
    }

    /// An event without what was handed out and not published; nil where nothing is left of it.
    package static func forPublicChannels(
        _ event: IncidentEvent.OneOf_Kind
    ) -> IncidentEvent.OneOf_Kind? {
        switch event {
        case .messageReleased(var event):
            event.texts.removeAll { !ChannelID(rawValue: $0.channel).isPublic }
            return event.texts.isEmpty ? nil : .messageReleased(event)
        case .deliveryRecorded(let delivery): return delivery.carrier.isPublicCarrier ? event : nil
        case .messageWithdrawn(let withdrawal):
            return withdrawal.carrier.isPublicCarrier ? event : nil
        case .rumorSighted(let sighting): return sighting.carrier.isPublicCarrier ? event : nil
        case .statementCorrected(let correction):
            return correction.carrier.isPublicCarrier ? event : nil
        default: return event
        }
    }

    private mutating func note(_ record: IncidentRecord) {
        guard case .event(let event) = record.content else { return }
        if case .factRecorded(let event) = event { facts.insert(event.fact) }
        if case .rumorReported(let event) = event { rumors.insert(event.rumor) }
        if case .messageReleased(let event) = event,
            event.texts.contains(where: { ChannelID(rawValue: $0.channel).isPublic })
        {
            messages.insert(event.message)
        }
    }

    private mutating func revise(_ event: MessageRevised) {
        if event.replacesCites { drafts[event.message]?.cites = event.cites }
        if event.replacesCorrects { drafts[event.message]?.corrects = event.corrects }
        if !event.elements.guidance.isEmpty {
            drafts[event.message]?.elements.guidance = event.elements.guidance
        }
    }

    private func draft(of release: MessageReleased) -> MessageDrafted {
        let draft = drafts[release.message]
        return .with {
            $0.message = release.message
            $0.kind = draft?.kind ?? .unspecified
            $0.corrects = (draft?.corrects ?? []).filter(rumors.contains)
            $0.retracts = draft.map(\.retracts).flatMap { messages.contains($0) ? $0 : nil } ?? ""
            for cited in draft?.cites ?? [] where facts.contains(cited.fact) {
                $0.cites.append(.with { $0.fact = cited.fact })
            }
            $0.channels = release.texts.map(\.channel)
            $0.languages = release.texts.map(\.language)
            // That it asks something of the public stands in its text; the words are not repeated.
            if draft?.elements.guidance.isEmpty == false { $0.elements.guidance = "stated" }
        }
    }

    /// Nil where an event says nothing to the public.
    private func publicForm(of event: IncidentEvent.OneOf_Kind) -> IncidentEvent.OneOf_Kind? {
        switch event {
        case .incidentOpened(var event):
            event.leadAgency = ""
            return .incidentOpened(event)
        case .phaseChanged(let event): return .phaseChanged(.with { $0.phase = event.phase })
        case .incidentClosed: return .incidentClosed(IncidentClosed())
        case .incidentReopened: return .incidentReopened(IncidentReopened())
        case .onsetCorrected(var event):
            event.reason = ""
            return .onsetCorrected(event)
        case .factRecorded(var event):
            (event.source, event.topic) = ("", "")
            return .factRecorded(event)
        case .factVerified(let event): return .factVerified(.with { $0.fact = event.fact })
        case .factCleared, .factSuperseded: return event
        case .factRefuted(let event):
            return .factRefuted(.with { ($0.fact, $0.by) = (event.fact, event.by) })
        case .messageReleased(var event):
            event.contentSha256 = Data()
            return .messageReleased(event)
        case .deliveryRecorded(var event):
            guard event.outcome == .posted else { return nil }
            event.reason = ""
            return .deliveryRecorded(event)
        case .messageWithdrawn(var event):
            event.reason = ""
            return .messageWithdrawn(event)
        case .rumorReported(var event):
            event.messages = event.messages.filter(messages.contains)
            event.related = event.related.filter(rumors.contains)
            if !facts.contains(event.fact) { event.fact = "" }
            return .rumorReported(event)
        case .rumorSighted(let event):
            return .rumorSighted(.with { ($0.rumor, $0.carrier) = (event.rumor, event.carrier) })
        case .rumorAssessed(let event):
            return .rumorAssessed(.with { ($0.rumor, $0.finding) = (event.rumor, event.finding) })
        case .statementObserved(var event):
            (event.address, event.facts) = ("", [])
            event.corrects = event.corrects.filter(rumors.contains)
            return .statementObserved(event)
        case .statementCorrected(let event):
            return .statementCorrected(
                .with { ($0.rumor, $0.carrier) = (event.rumor, event.carrier) })
        case .inquiryReceived(let event):
            return .inquiryReceived(
                .with { ($0.inquiry, $0.question) = (event.inquiry, event.question) })
        case .inquiryAnswered(let event):
            return .inquiryAnswered(
                .with { ($0.inquiry, $0.answer) = (event.inquiry, event.answer) })
        case .operationalPeriodBegan, .roleAssigned, .roleRelieved, .factHeld, .messageDrafted,
            .messageRevised, .variantEdited, .messageSubmitted, .messageApproved, .messageRatified,
            .messageReturned, .messageDiscarded, .messageTranslated, .translationConfirmed,
            .mediaAttached, .mediaDetached, .guardFlagged, .guardOverridden, .rumorAssigned,
            .rumorWatched, .coverageWaived, .outletContacted, .rumorClosed, .rumorResurfaced,
            .playbookAdopted, .policyAdopted, .stepCompleted, .stepSkipped, .stepReopened,
            .inquiryAssigned, .inquiryDeclined, .tipReceived, .tipHandedOver, .trendObserved,
            .briefingScheduled, .briefingHeld, .consentRecorded, .consentWithdrawn, .noteLogged,
            .entryCorrected, .entryRedacted, .visibilityChanged, .ratingGiven, .lessonRecorded,
            .correctiveActionAssigned, .correctiveActionCompleted:
            return nil
        }
    }
}

extension String {
    /// Whether it names a carrier on which the public reads.
    var isPublicCarrier: Bool { ChannelID(rawValue: String(prefix { $0 != ":" })).isPublic }
}

extension IncidentRecord {
    /// The same place and times with another event and no person, source or request.
    fileprivate func stripped(to event: IncidentEvent.OneOf_Kind) -> IncidentRecord {
        var record = self
        record.metadata = .with {
            $0.visibility = .public
            $0.certainty = metadata.certainty
            if metadata.hasOccurredAt { $0.occurredAt = metadata.occurredAt }
        }
        record.content = .event(event)
        return record
    }
}
