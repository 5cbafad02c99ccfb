internal import Channels
internal import Foundation
public import IncidentEvents
internal import SwiftProtobuf

/// An incident's records, reduced to their public parts.
///
/// A record is kept if its visibility is public and its event has a public form. Only that form of
/// the event is kept: no person, reason, source or evidence, no text for staff, partners or
/// call-takers, and no id of a thing that is not public itself. Times stay as claimed. Anything
/// computed from these records is therefore public too.
public struct PublicRecords: Sendable {
    /// The entries that the public may see, in the log's order.
    public private(set) var records: [IncidentRecord] = []

    private let limits: [UInt64: Visibility]
    private var visibilities: [UInt64: Visibility] = [:]
    private var redacted: Set<UInt64> = []
    /// The drafts of messages, which are not public themselves.
    private var drafts: [String: MessageDrafted] = [:]
    private var known = EventKind.PublicThings()

    /// - Parameter limits: The widest audience of entries, as decided after `records` end.
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
                // A published message is known to exist, so its draft is known as far as it shows
                // in the message.
                self.records.append(record.stripped(to: .messageDrafted(draft(of: release))))
            }
            let open = IncidentEvent.with { $0.kind = event }
            if let form = event.eventKind.row.publicForm?(open, known) {
                self.records.append(record.stripped(to: form))
            }
        }
    }

    private func isPublic(_ record: IncidentRecord) -> Bool {
        !redacted.contains(record.position)
            && (visibilities[record.position] ?? record.metadata.visibility) == .public
            && limits[record.position]?.isOpen(to: .public) ?? true
    }

    /// An event without texts that were handed out and not published; nil if nothing remains.
    package static func forPublicChannels(
        _ event: IncidentEvent.OneOf_Kind
    ) -> IncidentEvent.OneOf_Kind? {
        switch event.eventKind.row.reach {
        case .anywhere: return event
        case .texts:
            guard case .messageReleased(var event) = event else { return nil }
            event.texts.removeAll { !ChannelID(rawValue: $0.channel).isPublic }
            return event.texts.isEmpty ? nil : .messageReleased(event)
        case .carrier(let carrier):
            let isPublic = carrier(IncidentEvent.with { $0.kind = event }).isPublicCarrier
            return isPublic ? event : nil
        }
    }

    private mutating func note(_ record: IncidentRecord) {
        guard case .event(let event) = record.content else { return }
        if case .factRecorded(let event) = event { known.facts.insert(event.fact) }
        if case .rumorReported(let event) = event { known.rumors.insert(event.rumor) }
        if case .messageReleased(let event) = event,
            event.texts.contains(where: { ChannelID(rawValue: $0.channel).isPublic })
        {
            known.messages.insert(event.message)
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
            $0.corrects = (draft?.corrects ?? []).filter(known.rumors.contains)
            let retracts = draft.map(\.retracts).flatMap { known.messages.contains($0) ? $0 : nil }
            $0.retracts = retracts.recorded
            for cited in draft?.cites ?? [] where known.facts.contains(cited.fact) {
                $0.cites.append(.with { $0.fact = cited.fact })
            }
            $0.channels = release.texts.map(\.channel)
            $0.languages = release.texts.map(\.language)
            // The published text contains the guidance, so its words are not repeated.
            if draft?.elements.guidance.isEmpty == false { $0.elements.guidance = "stated" }
        }
    }
}

extension String {
    /// Whether it names a public carrier.
    var isPublicCarrier: Bool { ChannelID(rawValue: String(prefix { $0 != ":" })).isPublic }
}

extension IncidentRecord {
    /// The same position and times with another event and no person, source or request.
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
