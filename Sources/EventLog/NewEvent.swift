/// An event as its writer hands it to the log.
public struct NewEvent: Sendable, Hashable {
    /// Unique over the whole log.
    public var id: EventID
    /// The name of the event's kind, 1 to 255 bytes of UTF-8.
    public var type: String
    public var data: [UInt8]
    /// Who, why, from where: whatever belongs to the record and not to the event itself.
    public var metadata: [UInt8]
    /// Microseconds since 1970 on a drill's own clock; never less than before in its stream.
    public var simulatedAt: Int64?

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

/// What a writer expects of its stream; the log refuses to append where it is otherwise.
public enum ExpectedRevision: Hashable, Sendable {
    case any
    /// The stream must hold nothing yet.
    case noStream
    /// The stream must hold something.
    case exists
    /// The stream's last record must have this revision.
    case revision(UInt64)
}

/// Where an append's events stand.
public struct AppendResult: Hashable, Sendable {
    public let firstPosition: UInt64
    public let lastPosition: UInt64
    public let firstRevision: UInt64
    public let lastRevision: UInt64
    /// The same events were there already; nothing was written.
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

public struct StreamInfo: Hashable, Sendable {
    public let name: String
    /// How many records it has; revisions run from 0 to one less.
    public let count: UInt64

    public var lastRevision: UInt64 { count - 1 }
}
