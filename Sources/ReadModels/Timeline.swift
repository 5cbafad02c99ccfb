internal import Basics
public import Incident
public import IncidentEvents
internal import SwiftProtobuf

/// The log of an incident: every entry, in log order, with later entries about it.
///
/// It keeps values and makes words only when a view is requested.
public struct Timeline: Sendable {
    private(set) var entries = EntryStore<Kept>()
    private(set) var zone = Zone.utc
    private(set) var isCampaign = false
    private var messages = Messages()

    public init() {}

    /// - Parameter limits: The widest audience of entries, by position, including decisions made
    ///   after `records` end.
    public init(
        folding records: some Sequence<IncidentRecord>, limits: [UInt64: Visibility] = [:]
    ) {
        for record in records { apply(record) }
        for (position, limit) in limits {
            guard let index = index(of: position) else { continue }
            entries[index].visibility = entries[index].visibility.narrower(limit)
        }
    }

    /// An empty timeline that knows the earlier messages, for entries that come after `state` or
    /// are its last.
    public init(continuing state: IncidentState) {
        zone = state.zone
        isCampaign = state.mode == .routine
        messages = Messages(state)
    }

    /// The number of entries.
    public var count: Int { entries.count }

    /// An entry with all parts that any view may show.
    struct Kept: Sendable {
        let content: IncidentRecord.Content
        let stamp: Stamp
        let revision: UInt64
        let recordedAt: Instant
        let clockWasBehind: Bool
        let message: MessageContext?
        var visibility: Visibility
        var corrections: [TimelineEntry.Correction] = []
        /// The position of the entry that this one corrects.
        var corrected: UInt64?
        /// The exemption by which it was removed; nil if it was not.
        var removal: String?
        /// Whether it reports a delivery that turned out to be a slip.
        var isSlip = false

        init(_ record: consuming IncidentRecord, _ message: MessageContext?) {
            self.message = message
            stamp = record.stamp
            revision = record.revision
            recordedAt = record.recordedAt
            clockWasBehind = record.clockWasBehind
            visibility = record.metadata.visibility
            // Moved, not copied.
            content = record.takeContent()
        }
    }

    /// Adds the entry of `record`, which comes after all others in the log.
    public mutating func apply(_ record: consuming IncidentRecord) {
        let position = record.position
        let message = messages.context(of: record.content)
        messages.learn(record.content, at: position)
        entries.append(Kept(record, message))
        amend(at: position)
    }

    /// The index of the entry at `position`; entries are in log order.
    func index(of position: UInt64) -> Int? {
        entries.indices.index(of: position) { entries[$0].stamp.position }
    }

    /// Applies the last entry to the earlier entries that it is about.
    private mutating func amend(at position: UInt64) {
        let last = entries.count - 1
        switch entries[last].content {
        case .event(.entryCorrected(let event)):
            entries[last].corrected = event.position
            guard let index = index(of: event.position) else { return }
            entries[index].corrections.append(
                TimelineEntry.Correction(
                    position: position, right: event.right,
                    happenedAt: event.hasOccurredAt ? Instant(event.occurredAt) : nil,
                    certainty: event.certainty))
        case .event(.visibilityChanged(let event)):
            guard let index = index(of: event.position) else { return }
            entries[index].visibility = event.visibility
        case .event(.entryRedacted(let event)):
            guard let index = index(of: event.position) else { return }
            entries[index].removal = event.exemption
            entries[index].corrections = []
        case .event(.retentionExpired(let event)):
            for index in event.positions.compactMap({ index(of: $0) }) {
                entries[index].removal = event.policy
                entries[index].corrections = []
            }
        case .event(.deliveryVoided(let event)):
            guard
                let index = entries.indices.last(where: { entries[$0].content.isVoided(by: event) })
            else { return }
            entries[index].isSlip = true
        case .event(.incidentOpened(let event)):
            zone = Zone(event.zone) ?? .utc
            isCampaign = event.mode == .routine
        case .event, .unknown, .redacted: break
        }
    }
}
