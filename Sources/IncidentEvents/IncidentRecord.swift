internal import Foundation

/// A decoded event with its place in the log and all that the log keeps beside it.
public struct IncidentRecord: Sendable {
    public enum Content: Sendable {
        // Half a kilobyte, moved a dozen times on its way from the log to a timeline.
        indirect case event(IncidentEvent.OneOf_Kind)
        /// A newer writer's event. It is shown and counted, and the incident can't be written to.
        case unknown(type: String)
        /// The body was removed by order; the header still stands, with the event's name.
        case redacted(type: String)
    }

    /// Place in the log, from 0.
    public var position: UInt64
    /// Place in the incident's stream, from 0.
    public var revision: UInt64
    private var id: Identity
    /// Assigned by the log; never goes back.
    public var recordedAt: Instant
    /// The machine's clock, where it differed from `recordedAt`.
    public var rawClock: Instant?
    /// The simulated clock's time, in an exercise or reenactment.
    public var simulatedAt: Instant?
    /// What was recorded beside the event, but for the request, which only the stored record holds.
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

    /// Few readers ask for an event's id, so its text is made when they do.
    private enum Identity: Sendable {
        case text(String)
        case bits(high: UInt64, low: UInt64)
    }

    /// The event's UUIDv7 in lower case.
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

    /// Moves the content out of a record that nobody needs any more; it looks redacted then.
    package mutating func takeContent() -> Content {
        var content = Content.redacted(type: "")
        swap(&content, &self.content)
        return content
    }

    /// What `--as-of`, deadlines and reviews go by.
    public var incidentTime: Instant { simulatedAt ?? recordedAt }

    /// The machine's clock stood more than 5 s behind when this was recorded.
    public var clockWasBehind: Bool {
        guard let rawClock else { return false }
        return recordedAt.since(rawClock) > .seconds(5)
    }

    /// When it was recorded, by whom, in which role and where in the log.
    public var stamp: Stamp { Stamp(position: position, at: incidentTime, shared: shared) }
}
