public import Incident
public import IncidentEvents
internal import SwiftProtobuf

/// The log of an incident as people read it: every entry, in log order, in plain words.
public struct Timeline: Sendable {
    private var entries: [Kept] = []
    private var context = Context()

    public init() {}

    public init(folding records: some Sequence<IncidentRecord>) {
        for record in records { apply(record) }
    }

    /// An empty timeline that knows what has been said so far, for entries that come later than
    /// `state` or are its last.
    public init(continuing state: IncidentState) {
        context.zone = state.zone
        for message in state.messages.all {
            context.kinds[message.id.description] = message.kind
            if !message.corrects.isEmpty { context.corrections.insert(message.id.description) }
            if !message.postings.isEmpty { context.deliveredKinds.insert(message.kind) }
        }
    }

    public var count: Int { entries.count }

    /// What later entries need from earlier ones to be put in words.
    struct Context: Sendable {
        var zone = Zone.utc
        var kinds: [String: MessageKind] = [:]
        var corrections: Set<String> = []
        var deliveredKinds: Set<MessageKind> = []
        /// The texts let go last, by message and channel.
        var releases: [ReleaseKey: [Release]] = [:]

        struct ReleaseKey: Hashable, Sendable {
            var message: String
            var channel: String
        }

        struct Release: Sendable {
            var language: String
            var text: String
            var position: UInt64
        }
    }

    /// An entry with everything that any view may show of it.
    fileprivate struct Kept: Sendable {
        var entry: TimelineEntry
        var publicText: String?
        /// Positions of the releases whose texts the entry shows.
        var textPositions: [UInt64]
        var visibility: Visibility
        var corrections: [TimelineEntry.Correction] = []
        /// The position of the entry that this one corrects.
        var corrected: UInt64?
    }

    /// Adds the entry of `record`, which comes after all others in the log.
    public mutating func apply(_ record: IncidentRecord) {
        let isRedacted: Bool
        let wording: Wording
        switch record.content {
        case .event(let event):
            if case .incidentOpened(let opening) = event {
                context.zone = Zone(opening.zone) ?? .utc
            }
            wording = Wording(event, context: context)
            isRedacted = false
            learn(event, at: record.position)
        case .unknown(let type):
            wording = Wording("Entry of a newer version (\(type)), not understood.")
            isRedacted = false
        case .redacted:
            wording = Wording("Removed by order.")
            isRedacted = true
        }
        let metadata = record.metadata
        let texts = wording.releases
        entries.append(
            Kept(
                entry: TimelineEntry(
                    moment: Moment(record), revision: record.revision,
                    recordedAt: record.recordedAt, kind: record.content.kindName,
                    subject: wording.subject, carrier: wording.carrier, text: wording.text,
                    exactTexts: texts.map(\.text), visibility: "",
                    author: isRedacted || metadata.actor.isEmpty
                        ? nil
                        : TimelineEntry.Author(
                            actor: metadata.actor, role: metadata.role, agency: metadata.agency),
                    provenance: metadata.hasProvenance ? .init(metadata.provenance) : nil,
                    isTurningPoint: wording.isTurningPoint, clockWasBehind: record.clockWasBehind,
                    corrections: []),
                publicText: wording.publicText, textPositions: texts.map(\.position),
                visibility: metadata.visibility))
        amend(with: record)
    }

    /// Where the entry at `position` stands among the entries, which are in log order.
    private func index(of position: UInt64) -> Int? {
        var range = entries.indices
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            let found = entries[middle].entry.moment.position
            if found == position { return middle }
            range = found < position ? middle + 1..<range.upperBound : range.lowerBound..<middle
        }
        return nil
    }

    /// Carries what an entry says about an earlier one over to that one.
    private mutating func amend(with record: IncidentRecord) {
        guard case .event(let event) = record.content else { return }
        if case .entryCorrected(let event) = event {
            entries[entries.count - 1].corrected = event.position
            guard let index = index(of: event.position) else { return }
            entries[index].corrections.append(
                TimelineEntry.Correction(
                    position: record.position, right: event.right,
                    happenedAt: event.hasOccurredAt ? Instant(event.occurredAt) : nil,
                    certainty: event.certainty.plainWord))
        }
        if case .visibilityChanged(let event) = event, let index = index(of: event.position) {
            entries[index].visibility = event.visibility
        }
        if case .entryRedacted(let event) = event { redact(event) }
    }

    private mutating func redact(_ event: EntryRedacted) {
        guard let index = index(of: event.position) else { return }
        entries[index].redact(exemption: event.exemption)
        for key in context.releases.keys {
            context.releases[key]?.removeAll { $0.position == event.position }
        }
        for other in entries.indices where entries[other].textPositions.contains(event.position) {
            entries[other].dropText(of: event.position)
        }
    }

    private mutating func learn(_ event: IncidentEvent.OneOf_Kind, at position: UInt64) {
        if case .messageDrafted(let event) = event {
            context.kinds[event.message] = event.kind
            if !event.corrects.isEmpty { context.corrections.insert(event.message) }
        }
        if case .messageRevised(let event) = event, !event.corrects.isEmpty {
            context.corrections.insert(event.message)
        }
        if case .messageReleased(let event) = event {
            for text in event.texts {
                let key = Context.ReleaseKey(message: event.message, channel: text.channel)
                context.releases[key, default: []].removeAll { $0.language == text.language }
                context.releases[key, default: []].append(
                    Context.Release(
                        language: text.language, text: text.text, position: position))
            }
        }
        if case .deliveryRecorded(let event) = event, event.outcome == .posted,
            let kind = context.kinds[event.message]
        {
            context.deliveredKinds.insert(kind)
        }
    }

    /// The entries that an audience may see, each with what that audience may see of it.
    ///
    /// The public view holds public entries that have a public form, without authors, reasons,
    /// sources or provenance. The internal view holds all but restricted entries.
    ///
    /// - Parameter audience: `.public`, `.internal` or `.restricted`.
    public func view(_ audience: Visibility) -> [TimelineEntry] {
        entries.compactMap { shown($0, to: audience) }
    }

    /// The entry of the record at `index`, counted from 0, as an audience may see it; nil where it
    /// may not.
    public func entry(_ index: Int, to audience: Visibility) -> TimelineEntry? {
        shown(entries[index], to: audience)
    }

    private func shown(_ kept: Kept, to audience: Visibility) -> TimelineEntry? {
        let visibility = effectiveVisibility(of: kept)
        guard visibility.isOpen(to: audience) else { return nil }
        var entry = kept.entry
        entry.visibility = visibility.plainWord
        entry.corrections = kept.corrections.filter { item in
            guard let index = index(of: item.position) else { return false }
            return effectiveVisibility(of: entries[index]).isOpen(to: audience)
        }
        let mayShowTexts = kept.textPositions.allSatisfy { position in
            index(of: position).map {
                effectiveVisibility(of: entries[$0]).isOpen(to: audience)
            } ?? false
        }
        if !mayShowTexts { entry.exactTexts = [] }
        if audience == .public {
            guard let text = kept.publicText else { return nil }
            entry.text = text
            entry.author = nil
            entry.provenance = nil
        }
        return entry
    }

    /// A correction repeats what it corrects, so it is never seen by more people than that entry.
    private func effectiveVisibility(of kept: Kept) -> Visibility {
        guard let corrected = kept.corrected, let index = index(of: corrected),
            corrected < kept.entry.moment.position
        else { return kept.visibility }
        let target = effectiveVisibility(of: entries[index])
        return target.rank > kept.visibility.rank ? target : kept.visibility
    }
}

extension Timeline.Kept {
    fileprivate mutating func redact(exemption: String) {
        entry.text = exemption.isEmpty ? "Removed by order." : "Removed by order: \(exemption)."
        entry.exactTexts = []
        entry.author = nil
        entry.provenance = nil
        textPositions = []
        publicText = publicText.map { _ in "Removed by order." }
        corrections = []
    }

    fileprivate mutating func dropText(of position: UInt64) {
        entry.exactTexts = []
        textPositions = textPositions.filter { $0 != position }
        entry.text = "\(entry.text) (text removed by order)"
        publicText = publicText.map { _ in "Text removed by order." }
    }
}

extension Visibility {
    /// What says nothing about its visibility counts as internal.
    fileprivate var rank: Int {
        switch self {
        case .public: 0
        case .internal, .unspecified, .UNRECOGNIZED: 1
        case .restricted: 2
        }
    }

    fileprivate func isOpen(to audience: Visibility) -> Bool { rank <= audience.rank }
}

extension IncidentRecord.Content {
    /// The event's name in the log; `redacted` where the body is gone.
    public var kindName: String {
        switch self {
        case .event(let event): event.name
        case .unknown(let type): type
        case .redacted: "redacted"
        }
    }
}

extension TimelineEntry.Source {
    init(_ provenance: Provenance) {
        reference = provenance.reference
        sources = provenance.sources
        confidence = provenance.confidence.plainWord
    }
}
