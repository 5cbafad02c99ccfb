internal import LMDB

/// What can be read of a log in one consistent state.
///
/// All readings copy what they return. They throw ``EventLogError/damaged(position:why:)`` where
/// the log breaks its format.
public protocol LogReading: ~Copyable {
    /// How many records the log holds; the next one's position.
    var head: UInt64 { get throws }
    /// Microseconds since 1970 of the last record; nil in an empty log.
    var lastRecordedAt: Int64? { get throws }
    /// The records of `stream` from `revision` on, at most `limit`; none for an unknown stream.
    func records(in stream: String, from revision: UInt64, limit: Int) throws -> [StoredRecord]
    /// The records of the log from `position` on, at most `limit`.
    func records(from position: UInt64, limit: Int) throws -> [StoredRecord]
    func record(id: EventID) throws -> StoredRecord?
    func record(at position: UInt64) throws -> StoredRecord?
    /// All streams, by name.
    func streams() throws -> [StreamInfo]
    /// The revision of the stream's last record; nil for an unknown stream.
    func lastRevision(of stream: String) throws -> UInt64?
}

/// The log as it was at one moment, whatever is appended since.
public struct LogSnapshot: ~Copyable, LogReading {
    let transaction: ReadTransaction
    let tables: LogTables

    public var head: UInt64 { get throws { try tables.head(transaction) } }

    public var lastRecordedAt: Int64? { get throws { try tables.lastRecordedAt(transaction) } }

    public func records(
        in stream: String, from revision: UInt64, limit: Int
    ) throws -> [StoredRecord] {
        try tables.records(in: stream, from: revision, limit: limit, transaction)
    }

    public func records(from position: UInt64, limit: Int) throws -> [StoredRecord] {
        try tables.records(from: position, limit: limit, transaction)
    }

    public func record(id: EventID) throws -> StoredRecord? {
        try tables.record(id: id, transaction)
    }

    public func record(at position: UInt64) throws -> StoredRecord? {
        try tables.record(at: position, transaction)
    }

    public func streams() throws -> [StreamInfo] { try tables.allStreams(transaction) }

    public func lastRevision(of stream: String) throws -> UInt64? {
        try tables.lastRevision(of: stream, transaction)
    }

    consuming func finish() throws { try transaction.finish() }
}

extension LogWriter: LogReading {
    public var head: UInt64 { get throws { try tables.head(transaction) } }

    public var lastRecordedAt: Int64? { get throws { try tables.lastRecordedAt(transaction) } }

    public func records(
        in stream: String, from revision: UInt64, limit: Int
    ) throws -> [StoredRecord] {
        try tables.records(in: stream, from: revision, limit: limit, transaction)
    }

    public func records(from position: UInt64, limit: Int) throws -> [StoredRecord] {
        try tables.records(from: position, limit: limit, transaction)
    }

    public func record(id: EventID) throws -> StoredRecord? {
        try tables.record(id: id, transaction)
    }

    public func record(at position: UInt64) throws -> StoredRecord? {
        try tables.record(at: position, transaction)
    }

    public func streams() throws -> [StreamInfo] { try tables.allStreams(transaction) }

    public func lastRevision(of stream: String) throws -> UInt64? {
        try tables.lastRevision(of: stream, transaction)
    }
}
