internal import LMDB

/// Reads a log in one consistent state.
///
/// All methods copy what they return; ``EventLog/forEachView(in:from:to:batch:_:)`` doesn't. They
/// throw ``EventLogError/damaged(position:why:)`` if the log breaks its format.
public protocol LogReading: ~Copyable {
    /// The number of records in the log, which is the next record's position.
    var head: UInt64 { get throws }
    /// The time at which the last record was stored, in microseconds since 1970; nil in an empty
    /// log.
    var lastRecordedAt: Int64? { get throws }
    /// At most `limit` records of `stream`, from `revision`; none for an unknown stream.
    func records(in stream: String, from revision: UInt64, limit: Int) throws -> [StoredRecord]
    /// At most `limit` records of the log, from `position`.
    func records(from position: UInt64, limit: Int) throws -> [StoredRecord]
    /// The record with that event id; nil if there is none.
    func record(id: EventID) throws -> StoredRecord?
    /// The record at `position`; nil at or after ``head``.
    func record(at position: UInt64) throws -> StoredRecord?
    /// All streams, sorted by name.
    func streams() throws -> [StreamInfo]
    /// The revision of the stream's last record; nil for an unknown stream.
    func lastRevision(of stream: String) throws -> UInt64?
}

/// The log at one moment, regardless of later appends.
public struct LogSnapshot: ~Copyable, LogReading {
    let transaction: ReadTransaction
    let tables: LogTables

    /// The number of records when the snapshot was taken.
    public var head: UInt64 { get throws { try tables.head(transaction) } }

    public var lastRecordedAt: Int64? { get throws { try tables.lastRecordedAt(transaction) } }

    public func records(
        in stream: String, from revision: UInt64, limit: Int
    ) throws -> [StoredRecord] {
        try tables.records(in: stream, from: revision, limit: limit, transaction)
    }

    /// At most `limit` records in the order of their positions; none at or after ``head``.
    public func records(from position: UInt64, limit: Int) throws -> [StoredRecord] {
        try tables.records(from: position, limit: limit, transaction)
    }

    /// The record with that event id; nil if it wasn't stored when the snapshot was taken.
    public func record(id: EventID) throws -> StoredRecord? {
        try tables.record(id: id, transaction)
    }

    /// The record at `position`; nil at or after ``head``.
    public func record(at position: UInt64) throws -> StoredRecord? {
        try tables.record(at: position, transaction)
    }

    /// All streams, sorted by name; streams that began later are missing.
    public func streams() throws -> [StreamInfo] { try tables.allStreams(transaction) }

    /// The stream's last revision; nil if it had no records when the snapshot was taken.
    public func lastRevision(of stream: String) throws -> UInt64? {
        try tables.lastRevision(of: stream, transaction)
    }

    /// The root of the Merkle tree over all records, in O(log n) time.
    public func root() throws -> TreeHash { try tables.root(of: head, transaction) }

    /// The root over the first `size` records, in O(log n) time.
    ///
    /// - Throws: ``ProofError/beyondEnd(asked:size:)`` if the log is shorter.
    public func root(of size: UInt64) throws -> TreeHash {
        try check(size)
        return try tables.root(of: size, transaction)
    }

    /// Proves that the record at `position` is in the tree over the first `size` records, for
    /// ``TreeProof/verifiesInclusion(of:at:in:root:proof:)``.
    ///
    /// - Throws: ``ProofError/beyondEnd(asked:size:)`` unless `position` < `size` ≤ ``head``.
    public func inclusionProof(of position: UInt64, in size: UInt64) throws -> [TreeHash] {
        try check(size)
        guard position < size else { throw ProofError.beyondEnd(asked: position, size: size) }
        return try tables.inclusionProof(of: position, in: size, transaction)
    }

    /// Proves that the tree over the first `new` records extends the tree over the first `old`, for
    /// ``TreeProof/verifiesConsistency(from:root:to:root:proof:)``.
    ///
    /// - Throws: ``ProofError/beyondEnd(asked:size:)`` unless `old` ≤ `new` ≤ ``head``.
    public func consistencyProof(from old: UInt64, to new: UInt64) throws -> [TreeHash] {
        try check(new)
        guard old <= new else { throw ProofError.beyondEnd(asked: old, size: new) }
        return try tables.consistencyProof(from: old, to: new, transaction)
    }

    private func check(_ size: UInt64) throws {
        let head = try head
        if size > head { throw ProofError.beyondEnd(asked: size, size: head) }
    }

    consuming func finish() throws { try transaction.finish() }
}

extension LogWriter: LogReading {
    /// The number of records, including those of this write.
    public var head: UInt64 { get throws { try tables.head(transaction) } }

    /// The time of the last record, including those of this write.
    public var lastRecordedAt: Int64? { get throws { try tables.lastRecordedAt(transaction) } }

    public func records(
        in stream: String, from revision: UInt64, limit: Int
    ) throws -> [StoredRecord] {
        try tables.records(in: stream, from: revision, limit: limit, transaction)
    }

    public func records(from position: UInt64, limit: Int) throws -> [StoredRecord] {
        try tables.records(from: position, limit: limit, transaction)
    }

    /// The record with that event id, including those of this write.
    public func record(id: EventID) throws -> StoredRecord? {
        try tables.record(id: id, transaction)
    }

    public func record(at position: UInt64) throws -> StoredRecord? {
        try tables.record(at: position, transaction)
    }

    public func streams() throws -> [StreamInfo] { try tables.allStreams(transaction) }

    /// The stream's last revision, including the records of this write.
    public func lastRevision(of stream: String) throws -> UInt64? {
        try tables.lastRevision(of: stream, transaction)
    }
}
