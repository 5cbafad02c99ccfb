internal import CLMDB

/// A table of byte keys and values in an environment, sorted by the bytes of its keys.
public struct Database: Hashable, Sendable {
    let number: MDB_dbi
}

/// LMDB's handle of a transaction; only this module can use it.
public struct TransactionHandle {
    let pointer: OpaquePointer
}

/// Reading, for both snapshots and write transactions.
public protocol Transaction: ~Copyable {
    /// Valid until the transaction ends.
    var handle: TransactionHandle { get }
}

extension Transaction where Self: ~Copyable {
    /// Calls `body` with the value of `key`, or with nil if there isn't one.
    ///
    /// The bytes are in LMDB's memory: they are invalid after `body` returns or writes.
    public func withValue<Value>(
        forKey key: UnsafeRawBufferPointer, in database: Database,
        _ body: (UnsafeRawBufferPointer?) throws -> Value
    ) throws -> Value {
        var key = MDB_val(key)
        var value = MDB_val()
        let code = mdb_get(handle.pointer, database.number, &key, &value)
        if code == MDB_NOTFOUND { return try body(nil) }
        try LMDBError.check(code, during: "read a key")
        return try body(UnsafeRawBufferPointer(value))
    }

    /// A copy of the value of `key`; nil if there isn't one.
    public func value(forKey key: [UInt8], in database: Database) throws -> [UInt8]? {
        try key.withUnsafeBytes { key in
            try withValue(forKey: key, in: database) { $0.map(Array.init) }
        }
    }

    /// The number of the last commit that this transaction sees; in a write transaction, the number
    /// of the commit that it will make.
    public var id: Int { mdb_txn_id(handle.pointer) }

    /// The number of keys in `database`, in constant time.
    public func count(of database: Database) throws(LMDBError) -> Int {
        var statistics = MDB_stat()
        try LMDBError.check(
            mdb_stat(handle.pointer, database.number, &statistics), during: "count the keys")
        return statistics.ms_entries
    }

    /// Calls `body` with a new cursor over `database`, which closes afterward.
    public func withCursor<Value>(
        over database: Database, _ body: (borrowing Cursor) throws -> Value
    ) throws -> Value {
        var pointer: OpaquePointer?
        try LMDBError.check(
            mdb_cursor_open(handle.pointer, database.number, &pointer), during: "open a cursor")
        guard let pointer else {
            throw LMDBError(code: MDB_BAD_DBI, operation: "open a cursor")
        }
        return try body(Cursor(pointer: pointer))
    }

    /// The database with that name; nil if there isn't one.
    ///
    /// Open databases before other threads use the environment. The handle stays valid as long as
    /// the environment, unless this transaction aborts.
    public func database(named name: String) throws(LMDBError) -> Database? {
        var number: MDB_dbi = 0
        let code = mdb_dbi_open(handle.pointer, name, 0, &number)
        if code == MDB_NOTFOUND { return nil }
        try LMDBError.check(code, during: "open the database \(name)")
        return Database(number: number)
    }
}

/// A snapshot of the environment.
public struct ReadTransaction: ~Copyable, Transaction {
    let pointer: OpaquePointer
    /// Retained by this transaction: its owner may release the environment first.
    let environment: Unmanaged<Environment>

    /// Valid until the snapshot ends.
    public var handle: TransactionHandle { TransactionHandle(pointer: pointer) }

    deinit {
        mdb_txn_abort(pointer)
        environment.release()
    }

    /// Ends the snapshot and keeps the databases opened in it, which an abort would close.
    package consuming func finish() throws(LMDBError) {
        let code = mdb_txn_commit(pointer)
        environment.release()
        discard self
        try LMDBError.check(code, during: "end reading")
    }
}

/// The environment's one write transaction; it aborts unless it is committed.
public struct WriteTransaction: ~Copyable, Transaction {
    let pointer: OpaquePointer
    /// Retained by this transaction, as by a read transaction.
    let environment: Unmanaged<Environment>

    /// Valid until the transaction commits or aborts.
    public var handle: TransactionHandle { TransactionHandle(pointer: pointer) }

    deinit {
        _ = environment._withUnsafeGuaranteedRef {
            $0.endWriting {
                mdb_txn_abort(pointer)
                return MDB_SUCCESS
            }
        }
        environment.release()
    }

    package consuming func commit() throws(LMDBError) {
        let code = environment._withUnsafeGuaranteedRef { environment in
            environment.endWriting { environment.commit(pointer) }
        }
        environment.release()
        // LMDB frees the handle even if the commit fails: `deinit` must not abort it.
        discard self
        try LMDBError.check(code, during: "commit")
    }

    /// The database with that name; creates it if there isn't one.
    public borrowing func createDatabase(named name: String) throws(LMDBError) -> Database {
        var number: MDB_dbi = 0
        try LMDBError.check(
            mdb_dbi_open(pointer, name, UInt32(MDB_CREATE), &number),
            during: "create the database \(name)")
        return Database(number: number)
    }

    /// The behavior of a put if the key exists.
    public enum Placement: Sendable {
        /// Replaces an existing value.
        case replacing
        /// Fails with `MDB_KEYEXIST` if the key exists.
        case inserting
        /// Fails also unless the key comes after all others; the fastest.
        case appending

        var flags: UInt32 {
            switch self {
            case .replacing: 0
            case .inserting: UInt32(MDB_NOOVERWRITE)
            case .appending: UInt32(MDB_APPEND)
            }
        }
    }

    /// Stores `value`. After a failure the transaction can only be aborted.
    public borrowing func put(
        _ value: UnsafeRawBufferPointer, forKey key: UnsafeRawBufferPointer,
        in database: Database, _ placement: Placement = .replacing
    ) throws(LMDBError) {
        var key = MDB_val(key)
        var value = MDB_val(value)
        try LMDBError.check(
            mdb_put(pointer, database.number, &key, &value, placement.flags), during: "store a key")
    }

    /// Stores copies of `value` and `key`.
    public borrowing func put(
        _ value: [UInt8], forKey key: [UInt8], in database: Database,
        _ placement: Placement = .replacing
    ) throws {
        try key.withUnsafeBytes { key in
            try value.withUnsafeBytes { try put($0, forKey: key, in: database, placement) }
        }
    }

    /// Stores `count` bytes that `fill` writes in place. `fill` must write every one of them.
    public borrowing func put(
        reserving count: Int, forKey key: UnsafeRawBufferPointer, in database: Database,
        _ placement: Placement = .replacing, _ fill: (UnsafeMutableRawBufferPointer) -> Void
    ) throws(LMDBError) {
        var key = MDB_val(key)
        var value = MDB_val(mv_size: count, mv_data: nil)
        try LMDBError.check(
            mdb_put(
                pointer, database.number, &key, &value, placement.flags | UInt32(MDB_RESERVE)),
            during: "store a key")
        fill(UnsafeMutableRawBufferPointer(start: value.mv_data, count: value.mv_size))
    }

    /// Removes `key`; returns false if it wasn't there.
    @discardableResult
    public borrowing func remove(_ key: [UInt8], from database: Database) throws -> Bool {
        try key.withUnsafeBytes { bytes in
            var key = MDB_val(bytes)
            let code = mdb_del(pointer, database.number, &key, nil)
            if code == MDB_NOTFOUND { return false }
            try LMDBError.check(code, during: "remove a key")
            return true
        }
    }
}

extension MDB_val {
    /// LMDB never writes through the pointer of a key or value that it is given.
    init(_ bytes: UnsafeRawBufferPointer) {
        self.init(
            mv_size: bytes.count, mv_data: UnsafeMutableRawPointer(mutating: bytes.baseAddress))
    }
}

extension UnsafeRawBufferPointer {
    init(_ value: MDB_val) {
        self.init(start: value.mv_data, count: value.mv_size)
    }
}
