internal import Glibc

/// SQLite through its C interface, loaded at run time so that a build doesn't need it: write-ahead
/// log, a sync at every commit, one insert a transaction.
final class SQLiteStore {
    private typealias Open =
        @convention(c) (
            UnsafePointer<CChar>, UnsafeMutablePointer<OpaquePointer?>
        ) -> CInt
    private typealias Execute =
        @convention(c) (
            OpaquePointer?, UnsafePointer<CChar>, UnsafeRawPointer?, UnsafeRawPointer?,
            UnsafeRawPointer?
        ) -> CInt
    private typealias Prepare =
        @convention(c) (
            OpaquePointer?, UnsafePointer<CChar>, CInt, UnsafeMutablePointer<OpaquePointer?>,
            UnsafeRawPointer?
        ) -> CInt
    private typealias BindBlob =
        @convention(c) (OpaquePointer?, CInt, UnsafeRawPointer?, CInt, Int) -> CInt
    private typealias BindInteger = @convention(c) (OpaquePointer?, CInt, Int64) -> CInt
    private typealias OnHandle = @convention(c) (OpaquePointer?) -> CInt

    private static let ok: CInt = 0
    private static let done: CInt = 101
    /// SQLITE_TRANSIENT: SQLite copies the bytes.
    private static let transient = -1

    private let database: OpaquePointer
    private let statement: OpaquePointer
    private let bindBlob: BindBlob
    private let bindInteger: BindInteger
    private let step: OnHandle
    private let reset: OnHandle
    private let finalize: OnHandle
    private let close: OnHandle
    private var position: Int64 = 0

    /// The library; nil if this machine doesn't have it.
    static func library() -> UnsafeMutableRawPointer? { dlopen("libsqlite3.so.0", RTLD_NOW) }

    init(at path: String, library: UnsafeMutableRawPointer) throws {
        func function<Function>(_ name: String, as type: Function.Type) throws -> Function {
            guard let symbol = dlsym(library, name) else {
                throw BenchError("SQLite's library has no \(name).")
            }
            return unsafeBitCast(symbol, to: type)
        }
        let execute = try function("sqlite3_exec", as: Execute.self)
        bindBlob = try function("sqlite3_bind_blob", as: BindBlob.self)
        bindInteger = try function("sqlite3_bind_int64", as: BindInteger.self)
        step = try function("sqlite3_step", as: OnHandle.self)
        reset = try function("sqlite3_reset", as: OnHandle.self)
        finalize = try function("sqlite3_finalize", as: OnHandle.self)
        close = try function("sqlite3_close", as: OnHandle.self)
        var opened: OpaquePointer?
        let open = try function("sqlite3_open", as: Open.self)
        guard open(path, &opened) == Self.ok, let opened else {
            throw BenchError("SQLite can't open \(path).")
        }
        database = opened
        // The log's tables: record by position, and the two indexes.
        for text in [
            "PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL",
            """
            CREATE TABLE records (
                position INTEGER PRIMARY KEY, id BLOB UNIQUE NOT NULL, stream INTEGER NOT NULL,
                revision INTEGER NOT NULL, record BLOB NOT NULL, UNIQUE (stream, revision))
            """,
        ] {
            guard execute(opened, text, nil, nil, nil) == Self.ok else {
                throw BenchError("SQLite refuses: \(text)")
            }
        }
        var prepared: OpaquePointer?
        let prepare = try function("sqlite3_prepare_v2", as: Prepare.self)
        let insert = "INSERT INTO records VALUES (?1, ?2, 0, ?1, ?3)"
        guard prepare(opened, insert, -1, &prepared, nil) == Self.ok, let prepared else {
            throw BenchError("SQLite refuses: \(insert)")
        }
        statement = prepared
    }

    deinit {
        _ = finalize(statement)
        _ = close(database)
    }

    /// Inserts one record as a transaction of its own; returns when it is durable.
    func append(_ item: RawStore.Item) throws {
        _ = bindInteger(statement, 1, position)
        item.id.withUnsafeBytes {
            _ = bindBlob(statement, 2, $0.baseAddress, CInt($0.count), Self.transient)
        }
        item.record.withUnsafeBytes {
            _ = bindBlob(statement, 3, $0.baseAddress, CInt($0.count), Self.transient)
        }
        guard step(statement) == Self.done else { throw BenchError("SQLite did not insert.") }
        _ = reset(statement)
        position += 1
    }
}
