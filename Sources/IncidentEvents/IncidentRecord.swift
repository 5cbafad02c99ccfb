internal import Foundation

/// A decoded event with its position in the log and its metadata.
public struct IncidentRecord: Sendable {
    public enum Content: Sendable {
        // Indirect: half a kilobyte is moved a dozen times between the log and a timeline.
        indirect case event(IncidentEvent.OneOf_Kind)
        /// An event from a newer version. It is shown and counted, and blocks writing to the
        /// incident.
        case unknown(type: String)
        /// An event whose body was removed by order. The header remains, with the event's name.
        case redacted(type: String)
    }

    /// The position in the log, from 0.
    public var position: UInt64
    /// The number in the incident's stream, from 0.
    public var revision: UInt64
    private var id: Identity
    /// The time that the log assigned; never goes back.
    public var recordedAt: Instant
    /// The machine's clock, if it differed from `recordedAt`.
    public var rawClock: Instant?
    /// The simulated clock's time, in an exercise or reenactment.
    public var simulatedAt: Instant?
    /// The event's metadata, except the request, which only the stored record holds.
    public var metadata: RecordMetadata {
        _read { yield shared.value }
        set { shared = SharedMetadata(newValue) }
    }
    package var shared: SharedMetadata
    public var content: Content

    public init(
        position: UInt64, revision: UInt64, eventID: String, recordedAt: Instant,
        rawClock: Instant? = nil, simulatedAt: Instant? = nil, metadata: RecordMetadata,
        content: Content
    ) {
        self.init(
            position: position, revision: revision, id: .text(eventID), recordedAt: recordedAt,
            rawClock: rawClock, simulatedAt: simulatedAt, shared: SharedMetadata(metadata),
            content: content)
    }

    /// - Parameter id: The 128 bits of the event's UUID.
    package init(
        position: UInt64, revision: UInt64, id: (high: UInt64, low: UInt64), recordedAt: Instant,
        rawClock: Instant?, simulatedAt: Instant?, metadata: SharedMetadata,
        content: consuming Content
    ) {
        self.init(
            position: position, revision: revision, id: .bits(high: id.high, low: id.low),
            recordedAt: recordedAt, rawClock: rawClock, simulatedAt: simulatedAt,
            shared: metadata, content: content)
    }

    private init(
        position: UInt64, revision: UInt64, id: Identity, recordedAt: Instant,
        rawClock: Instant?, simulatedAt: Instant?, shared: SharedMetadata,
        content: consuming Content
    ) {
        self.position = position
        self.revision = revision
        self.id = id
        self.recordedAt = recordedAt
        self.rawClock = rawClock
        self.simulatedAt = simulatedAt
        self.shared = shared
        self.content = content
    }

    /// The text is made only on request, because few readers need an event's id.
    private enum Identity: Sendable {
        case text(String)
        case bits(high: UInt64, low: UInt64)
    }

    /// The event's UUIDv7 in lowercase.
    public var eventID: String {
        get {
            switch id {
            case .text(let text): text
            case .bits(let high, let low):
                withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { bytes in
                    UUID(uuid: bytes.load(as: uuid_t.self)).uuidString.lowercased()
                }
            }
        }
        set { id = .text(newValue) }
    }

    /// Moves the content out of a record that is no longer needed; the record then looks redacted.
    package mutating func takeContent() -> Content {
        var content = Content.redacted(type: "")
        swap(&content, &self.content)
        return content
    }

    /// The time that `--as-of`, deadlines and reviews use.
    public var incidentTime: Instant { simulatedAt ?? recordedAt }

    /// Whether the machine's clock was more than 5 s behind when this was recorded.
    public var clockWasBehind: Bool {
        guard let rawClock else { return false }
        return recordedAt.since(rawClock) > .seconds(5)
    }

    /// The position, time, author and role of the entry.
    public var stamp: Stamp { Stamp(position: position, at: incidentTime, shared: shared) }
}
