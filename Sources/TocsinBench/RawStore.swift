internal import CLMDB
internal import EventLog
internal import Glibc

/// LMDB through its C interface alone, with the same puts as the log: the upper limit.
///
/// Bytes are made beforehand; nothing is checked, hashed or looked up.
final class RawStore: @unchecked Sendable {
    // LMDB's environment may be used from any thread, and its own lock orders the writers; the
    // counters are accessed only under it.
    private let environment: OpaquePointer
    private var tables: [MDB_dbi] = []
    private var position: UInt64 = 0

    /// The puts for one event.
    enum Puts {
        /// Record, event id, revision, nodes of the Merkle tree, and the stream's entry at the end.
        case asTheLog
        /// The event's own bytes under the position.
        case payloadAlone
    }

    /// Names of the log's tables; the keys have the same lengths as there.
    private static let names = ["records", "ids", "revisions", "nodes", "streams"]
    private static let records = 0, ids = 1, revisions = 2, nodes = 3, streams = 4
    /// Enough for the nodes that one record can complete.
    private static let filler = [UInt8](repeating: 0x5A, count: 64 * 32)

    init(at folder: String) throws {
        if mkdir(folder, 0o700) != 0 { throw BenchError.system("make the folder \(folder)") }
        var created: OpaquePointer?
        try Self.check(mdb_env_create(&created))
        guard let created else { throw BenchError("LMDB gave no environment.") }
        environment = created
        try Self.check(mdb_env_set_mapsize(environment, 1 << 40))
        try Self.check(mdb_env_set_maxdbs(environment, 32))
        try Self.check(mdb_env_open(environment, folder, UInt32(MDB_NOTLS), 0o600))
        var transaction: OpaquePointer?
        try Self.check(mdb_txn_begin(environment, nil, 0, &transaction))
        for name in Self.names {
            var table: MDB_dbi = 0
            try Self.check(mdb_dbi_open(transaction, name, UInt32(MDB_CREATE), &table))
            tables.append(table)
        }
        try Self.check(mdb_txn_commit(transaction))
    }

    deinit { mdb_env_close(environment) }

    private static func check(_ code: CInt) throws {
        if code != MDB_SUCCESS { throw BenchError("LMDB: \(String(cString: mdb_strerror(code)))") }
    }

    /// One event's bytes, ready to put.
    struct Item: Sendable {
        var record: [UInt8]
        var payload: [UInt8]
        var id: [UInt8]

        init(_ event: NewEvent, stream: String) {
            payload = event.data + event.metadata
            // Header and salts have a fixed length, apart from the two names.
            record =
                [UInt8](
                    repeating: 0x5A, count: 126 + stream.utf8.count + event.type.utf8.count + 41)
                + payload
            id = event.id.bytes
        }
    }

    /// Puts `items` in one transaction; returns when they are durable.
    func append(_ items: some Sequence<Item>, _ puts: Puts, stream: UInt64 = 0) throws {
        var transaction: OpaquePointer?
        try Self.check(mdb_txn_begin(environment, nil, 0, &transaction))
        for item in items {
            switch puts {
            case .asTheLog: try put(item, stream: stream, in: transaction)
            case .payloadAlone:
                try put(
                    key: position, item.payload, into: Self.records, MDB_APPEND, transaction)
            }
            position += 1
        }
        if case .asTheLog = puts {
            try put(key: stream, Array(Self.filler[..<25]), into: Self.streams, 0, transaction)
        }
        try Self.check(mdb_txn_commit(transaction))
    }

    private func put(_ item: Item, stream: UInt64, in transaction: OpaquePointer?) throws {
        try put(key: position, item.record, into: Self.records, MDB_APPEND, transaction)
        try withUnsafeBytes(of: position.bigEndian) { place in
            try item.id.withUnsafeBytes {
                try put($0, place, into: Self.ids, MDB_NOOVERWRITE, transaction)
            }
            try withUnsafeBytes(of: (stream.bigEndian, position.bigEndian)) {
                try put($0, place, into: Self.revisions, MDB_NOOVERWRITE, transaction)
            }
            let complete = (~position).trailingZeroBitCount
            guard complete > 0 else { return }
            try Self.filler.withUnsafeBytes { filler in
                try put(
                    place, UnsafeRawBufferPointer(rebasing: filler[..<(complete * 32)]),
                    into: Self.nodes, MDB_APPEND, transaction)
            }
        }
    }

    private func put(
        key: UInt64, _ value: [UInt8], into table: Int, _ flags: Int32,
        _ transaction: OpaquePointer?
    ) throws {
        try withUnsafeBytes(of: key.bigEndian) { key in
            try value.withUnsafeBytes { try put(key, $0, into: table, flags, transaction) }
        }
    }

    private func put(
        _ key: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer, into table: Int,
        _ flags: Int32, _ transaction: OpaquePointer?
    ) throws {
        var key = MDB_val(
            mv_size: key.count, mv_data: UnsafeMutableRawPointer(mutating: key.baseAddress))
        var value = MDB_val(
            mv_size: value.count, mv_data: UnsafeMutableRawPointer(mutating: value.baseAddress))
        try Self.check(mdb_put(transaction, tables[table], &key, &value, UInt32(flags)))
    }
}

/// Group commit as one would write it in C: a thread that finds no commit in progress commits for
/// all waiting threads; each writer continues after the sync with its own event.
final class RawGroup: @unchecked Sendable {
    private let store: RawStore
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    // Everything below is accessed only under the mutex.
    private var waiting: [RawStore.Item] = []
    private var submitted = 0
    private var durable = 0
    private var isCommitting = false

    init(_ store: RawStore) {
        self.store = store
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(changed, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        pthread_cond_destroy(changed)
        mutex.deallocate()
        changed.deallocate()
    }

    func append(_ item: RawStore.Item) throws {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        waiting.append(item)
        submitted += 1
        let ticket = submitted
        while durable < ticket {
            if isCommitting {
                pthread_cond_wait(changed, mutex)
                continue
            }
            isCommitting = true
            let batch = waiting
            let last = submitted
            waiting.removeAll(keepingCapacity: true)
            pthread_mutex_unlock(mutex)
            let result = Result { try store.append(batch, .asTheLog) }
            pthread_mutex_lock(mutex)
            isCommitting = false
            durable = last
            pthread_cond_broadcast(changed)
            try result.get()
        }
    }
}
