/// An event that is about to be appended.
public struct NewEvent: Sendable, Hashable {
    /// The event's id, unique in the whole log.
    public var id: EventID
    /// The name of the event's kind: 1 to 255 bytes of UTF-8.
    public var type: String
    /// The event itself, which the log never interprets. With ``metadata`` it has a limit: see
    /// ``EventLogError/eventTooLarge(id:bytes:limit:)``.
    public var data: [UInt8]
    /// The author, reason and origin: everything that belongs to the record and not to the event
    /// itself.
    public var metadata: [UInt8]
    /// A drill's own clock, in microseconds since 1970, which never goes back in a stream; nil
    /// outside drills.
    public var simulatedAt: Int64?

    /// Nothing is checked until the event is appended.
    public init(
        id: EventID, type: String, data: [UInt8], metadata: [UInt8] = [],
        simulatedAt: Int64? = nil
    ) {
        self.id = id
        self.type = type
        self.data = data
        self.metadata = metadata
        self.simulatedAt = simulatedAt
    }
}

/// A writer's expectation of its stream; the log refuses to append if it isn't met.
public enum ExpectedRevision: Hashable, Sendable {
    case any
    /// The stream must be empty.
    case noStream
    /// The stream must have at least one record.
    case exists
    /// The stream's last record must have this revision.
    case revision(UInt64)
}

/// The positions of appended events, which are consecutive in the log and in their stream.
public struct AppendResult: Hashable, Sendable {
    /// The first event's position in the log, from 0.
    public let firstPosition: UInt64
    /// The last event's position; equal to ``firstPosition`` for one event.
    public let lastPosition: UInt64
    /// The first event's revision in the stream, from 0.
    public let firstRevision: UInt64
    /// The last event's revision; the next append expects it as ``ExpectedRevision/revision(_:)``.
    public let lastRevision: UInt64
    /// Whether the same events were already stored, in which case nothing was written.
    public let isRepeat: Bool

    public init(
        firstPosition: UInt64, lastPosition: UInt64, firstRevision: UInt64, lastRevision: UInt64,
        isRepeat: Bool
    ) {
        self.firstPosition = firstPosition
        self.lastPosition = lastPosition
        self.firstRevision = firstRevision
        self.lastRevision = lastRevision
        self.isRepeat = isRepeat
    }
}

/// A stream that has at least one record.
public struct StreamInfo: Hashable, Sendable {
    /// Lower-case letters, digits, `.`, `_` and `-`, with a letter or digit first.
    public let name: String
    /// The number of its records; revisions run from 0 to one less.
    public let count: UInt64

    /// The revision to expect when appending to the stream as it is now.
    public var lastRevision: UInt64 { count - 1 }
}
