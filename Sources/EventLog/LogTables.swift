internal import Basics
internal import LMDB

/// The databases of a log, and how to read them in a transaction.
struct LogTables: Sendable {
    static let formatVersion: UInt32 = 1

    enum Name {
        static let meta = "meta"
        static let records = "records"
        static let ids = "ids"
        static let streams = "streams"
        static let revisions = "revisions"
        static let nodes = "nodes"
    }

    enum MetaKey {
        static let format = Array("format".utf8)
        static let logID = Array("log-id".utf8)
        /// Present while unused pages may still contain removed texts.
        static let wipe = Array("wipe".utf8)
    }

    /// The most bytes of records in one batch, not counting its first record.
    static let batchBytes = 8 << 20

    let meta: Database
    /// Position to record.
    let records: Database
    /// Event id to position.
    let ids: Database
    /// Stream name to ``StreamEntry``.
    let streams: Database
    /// Stream number and revision to position.
    let revisions: Database
    /// Position to the nodes of the Merkle tree that the record there completes.
    let nodes: Database

    private init(_ open: (String) throws -> Database) throws {
        meta = try open(Name.meta)
        records = try open(Name.records)
        ids = try open(Name.ids)
        streams = try open(Name.streams)
        revisions = try open(Name.revisions)
        nodes = try open(Name.nodes)
    }

    /// The tables of an existing log.
    init(existingIn transaction: borrowing some Transaction & ~Copyable, path: String) throws {
        // The format first, because a newer log may have other databases.
        let format: [UInt8]?
        do {
            format = try transaction.database(named: Name.meta)
                .flatMap { try transaction.value(forKey: MetaKey.format, in: $0) }
        } catch let error as LMDBError where error.isWrongKind {
            format = nil
        }
        guard let format else {
            throw EventLogError.notALog(path: path, why: "it has another program's LMDB data")
        }
        try Self.check(format: format)
        try self.init { name in
            guard let database = try transaction.database(named: name) else {
                throw EventLogError.damaged(position: nil, why: "its database \(name) is missing")
            }
            return database
        }
    }

    /// Creates the tables of an empty log.
    init(creatingIn transaction: borrowing WriteTransaction, logID: [UInt8]) throws {
        try self.init { try transaction.createDatabase(named: $0) }
        let format = withUnsafeBytes(of: Self.formatVersion.bigEndian, Array.init)
        try transaction.put(format, forKey: MetaKey.format, in: meta, .inserting)
        try transaction.put(logID, forKey: MetaKey.logID, in: meta, .inserting)
    }

    private static func check(format: [UInt8]) throws(EventLogError) {
        guard format.count == 4 else {
            throw .damaged(position: nil, why: "its format version has \(format.count) bytes")
        }
        let version = format.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        if version > formatVersion { throw .newerFormat(found: version, supported: formatVersion) }
        if version != formatVersion {
            throw .damaged(position: nil, why: "its format version is \(version)")
        }
    }

    func put(
        _ entry: StreamEntry, of stream: String, _ transaction: borrowing WriteTransaction
    ) throws {
        try withKey(stream) { name in
            try transaction.put(
                reserving: StreamEntry.length, forKey: name, in: streams
            ) { entry.write(to: $0) }
        }
    }

    /// Another process may have raised the format since this one opened the log.
    func checkFormat(_ transaction: borrowing some Transaction & ~Copyable) throws {
        guard let format = try transaction.value(forKey: MetaKey.format, in: meta) else {
            throw EventLogError.damaged(position: nil, why: "its format version is missing")
        }
        try Self.check(format: format)
    }

    /// 16 random bytes that distinguish this log from all others, as lowercase hexadecimal digits.
    func logID(_ transaction: borrowing some Transaction & ~Copyable) throws -> String {
        guard let id = try transaction.value(forKey: MetaKey.logID, in: meta), id.count == 16
        else { throw EventLogError.damaged(position: nil, why: "its log id is missing") }
        return id.hexadecimal
    }
}

/// The log's entry for each stream.
struct StreamEntry {
    /// Assigned in order from 0, so that index keys stay short.
    let number: UInt64
    var count: UInt64
    /// The simulated time of the last record with one.
    var simulatedAt: Int64?

    static let length = 25

    init(number: UInt64) {
        self.number = number
        count = 0
    }

    init(_ bytes: UnsafeRawBufferPointer, stream: some Collection<UInt8>) throws(EventLogError) {
        let isSimulated = bytes.count == Self.length ? bytes[16] : 2
        guard isSimulated < 2 else {
            let name = String(decoding: stream, as: UTF8.self)
            throw .damaged(position: nil, why: "the entry of the stream \(name) is invalid")
        }
        number = bytes.integer(at: 0, UInt64.self)
        count = bytes.integer(at: 8, UInt64.self)
        if count == 0 {
            let name = String(decoding: stream, as: UTF8.self)
            throw .damaged(position: nil, why: "the stream \(name) is empty")
        }
        simulatedAt = isSimulated == 1 ? bytes.integer(at: 17, Int64.self) : nil
    }

    func write(to target: UnsafeMutableRawBufferPointer) {
        target.store(number, at: 0)
        target.store(count, at: 8)
        target[16] = simulatedAt == nil ? 0 : 1
        target.store(simulatedAt ?? 0, at: 17)
    }
}

func withKey<Value>(
    _ number: UInt64, _ body: (UnsafeRawBufferPointer) throws -> Value
) rethrows -> Value {
    try withUnsafeBytes(of: number.bigEndian, body)
}

func withKey<Value>(
    _ high: UInt64, _ low: UInt64, _ body: (UnsafeRawBufferPointer) throws -> Value
) rethrows -> Value {
    try withUnsafeBytes(of: (high.bigEndian, low.bigEndian), body)
}

func withKey<Value>(
    _ name: String, _ body: (UnsafeRawBufferPointer) throws -> Value
) rethrows -> Value {
    var name = name
    return try name.withUTF8 { try body(UnsafeRawBufferPointer($0)) }
}
