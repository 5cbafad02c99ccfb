internal import LMDB

/// What can be read of a log in one consistent state.
///
/// All readings copy what they return; ``EventLog/forEachView(in:from:to:batch:_:)`` does not. They throw ``EventLogError/damaged(position:why:)`` where
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

    /// The root of the Merkle tree over all records, in O(log n).
    public func root() throws -> TreeHash { try tables.root(of: head, transaction) }

    /// The root over the first `size` records, in O(log n).
    ///
    /// - Throws: ``ProofError/beyondEnd(asked:size:)`` where the log is shorter.
    public func root(of size: UInt64) throws -> TreeHash {
        try check(size)
        return try tables.root(of: size, transaction)
    }

    /// Proves that the record at `position` is in the tree over the first `size` records; to be
    /// checked by ``TreeProof/verifiesInclusion(of:at:in:root:proof:)``.
    ///
    /// - Throws: ``ProofError/beyondEnd(asked:size:)`` unless `position` < `size` ≤ ``head``.
    public func inclusionProof(of position: UInt64, in size: UInt64) throws -> [TreeHash] {
        try check(size)
        guard position < size else { throw ProofError.beyondEnd(asked: position, size: size) }
        return try tables.inclusionProof(of: position, in: size, transaction)
    }

    /// Proves that the tree over the first `new` records goes on from the one over `old`; to be
    /// checked by ``TreeProof/verifiesConsistency(from:root:to:root:proof:)``.
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
