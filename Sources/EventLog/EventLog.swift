internal import Glibc
internal import LMDB
internal import Synchronization

/// An append-only log of events in streams, kept in an LMDB environment.
///
/// Several processes can have the same log open, but each only once. All times are microseconds
/// since 1970-01-01 UTC. Appended events are durable, and stored records are never rewritten; only
/// redaction removes their bodies.
public final class EventLog: Sendable {
    /// The defaults open a log for writing, or create it, without a size limit.
    public struct Options: Sendable {
        /// Whether to create the folder and the log if they are missing.
        public var createIfMissing = true
        /// Whether appending throws ``EventLogError/readOnly(path:)``.
        public var isReadOnly = false
        /// Whether to open even on a network file system; safe only if a single machine uses it.
        public var forceNetworkFileSystem = false
        /// Size of the data file in bytes at which the storage counts as full; nil for no limit.
        public var byteBudget: Int?
        /// Called with one sentence when a lock that another process holds takes longer than two
        /// seconds; may be called on any thread.
        public var reportsWait: (@Sendable (_ sentence: String) -> Void)?
        /// Returns the time in microseconds since 1970; tests replace it.
        public var clock: @Sendable () -> Int64 = EventLog.machineClock
        /// Returns 16 random bytes at each call, for salts and for the log's id.
        public var random: @Sendable () -> [UInt8]

        /// The machine's clock and the operating system's random bytes.
        public init() {
            let pool = SaltPool()
            random = { pool.next() }
        }
    }

    /// The folder with the log's files.
    public let path: String
    /// 16 random bytes that distinguish this log from all others, as lowercase hexadecimal digits.
    /// An import or a restore may give an empty log another one.
    public var logID: String { session.withLock { $0.logID } }
    /// The format that this program writes, and the newest that it can read.
    public static let formatVersion = LogTables.formatVersion
    /// The version of the linked liblmdb, such as `0.9.31`.
    public static var storageVersion: String { Environment.libraryVersion }
    let options: Options
    private let session: Mutex<Session>
    private let queue = CommitQueue()
    /// The reason that this process stopped writing; nil while it can.
    private let fence = Mutex<String?>(nil)

    /// The open data file. Redaction and restoring replace it.
    final class Session: Sendable {
        let environment: Environment
        let tables: LogTables
        let logID: String

        init(environment: Environment, tables: LogTables, logID: String) {
            self.environment = environment
            self.tables = tables
            self.logID = logID
        }
    }

    init(path: String, options: Options, session: Session) {
        self.path = path
        self.options = options
        self.session = Mutex(session)
    }

    /// Appends `events` to `stream`, all or none, and returns when they are durable.
    ///
    /// Event ids are looked up before the revision is checked: repeated events (same ids, stream,
    /// types, data and metadata, in the same order) return their positions. For a record whose
    /// body was removed by order, only id, stream and type are compared.
    ///
    /// Simultaneous appends by several threads are committed together and share one sync.
    ///
    /// - Throws: ``EventLogError``. Nothing has changed then, unless it is
    ///   ``EventLogError/commitUnknown(why:)``.
    @discardableResult
    public func append(
        _ events: [NewEvent], to stream: String, expecting expected: ExpectedRevision
    ) throws -> AppendResult {
        // Checked, salted and hashed before the lock, which all writers share.
        let batch = try LogWriter.Batch(events, to: stream, random: options.random)
        let environment = session.withLock { $0.environment }
        if environment.isWritingHere {
            throw EventLogError(EnvironmentError.nestedWrite(path: path + "/data.mdb"))
        }
        return try queue.append(batch, expecting: expected) { body in try write(body) }
    }

    /// Calls `body` with a snapshot. Keep it short: meanwhile the file can't reuse space.
    ///
    /// - Throws: Any error of `body`, or ``EventLogError``.
    public func read<Value>(_ body: (borrowing LogSnapshot) throws -> Value) throws -> Value {
        try mappingErrors {
            let session = try current()
            let snapshot = LogSnapshot(
                transaction: try session.environment.beginRead(), tables: session.tables)
            let value = try body(snapshot)
            try snapshot.finish()
            return value
        }
    }

    /// Calls `body` under the only write lock, and commits its appends when it returns.
    ///
    /// If `body` throws or appends nothing, nothing is written. Other writers wait meanwhile,
    /// including those of other processes.
    ///
    /// - Throws: Any error of `body`, or ``EventLogError``.
    public func write<Value>(_ body: (borrowing LogWriter) throws -> Value) throws -> Value {
        if options.isReadOnly { throw EventLogError.readOnly(path: path) }
        // The write checks under the lock whether the file was replaced, so no check is needed
        // here.
        var session = session.withLock { $0 }
        while true {
            try checkFence()
            if let value = try mappingErrors({ try write(in: session, body) }) { return value }
            session = try mappingErrors { try current() }
        }
    }

    /// The value of `body`; nil if the data file was replaced before this thread got the lock.
    private func write<Value>(
        in session: Session, _ body: (borrowing LogWriter) throws -> Value
    ) throws -> Value? {
        let writer = LogWriter(
            transaction: try session.environment.beginWrite(), tables: session.tables,
            options: options)
        // Again, because a writer that held the lock meanwhile may have failed.
        try checkFence()
        if try session.environment.isReplaced() { return nil }
        try session.tables.checkFormat(writer.transaction)
        let progress = writer.progress
        let value = try body(writer)
        if let failure = progress.failure { throw failure }
        if progress.appended > 0 || progress.redacted > 0 {
            // A court's order is carried out even if the storage is full.
            if progress.redacted == 0 { try checkBudget(session.environment) }
            try commit(writer, in: session.environment)
            try readBack(progress, in: session)
        }
        return value
    }

    /// - Throws: ``EventLogError/damaged(position:why:)`` if LMDB's two meta pages don't belong to
    ///   the last two commits, or a page of the last one is damaged.
    func checkPages() throws {
        try mappingErrors { try current().environment.checkPages() }
    }

    /// The data file that currently has the log's name. It takes the folder's lock to open a file
    /// that replaced the known one.
    func current() throws -> Session {
        let known = session.withLock { $0 }
        if try !known.environment.isReplaced() { return known }
        return try session.withLock { session in
            if session === known {
                session = try Self.session(in: path, options)
            }
            return session
        }
    }

    private func commit(_ writer: consuming LogWriter, in environment: Environment) throws {
        do throws(LMDBError) {
            try writer.commit()
        } catch {
            let isFull = environment.meansFull(error)
            // LMDB refuses all later transactions if it failed while writing the meta page. Then,
            // even on a full disk, it is unknown which of the two pages counts.
            if isFull, !Self.isPoisoned(environment) { throw error }
            let why = error.reason
            fence.withLock { $0 = $0 ?? why }
            throw EventLogError.commitUnknown(why: why)
        }
    }

    /// Reads what a commit stored, before it is acknowledged: in a damaged file, LMDB may have put
    /// it where nobody finds it.
    private func readBack(_ progress: LogWriter.Progress, in session: Session) throws {
        do {
            try session.environment.checkLength()
            try session.environment.read { transaction in
                for stored in progress.stored {
                    try session.tables.checkStored(stored, transaction)
                }
            }
        } catch {
            let why = "reading back what was stored failed: \(error)"
            fence.withLock { $0 = $0 ?? why }
            throw EventLogError.notReadBack(why: why)
        }
    }

    private static func isPoisoned(_ environment: Environment) -> Bool {
        do {
            try environment.beginRead().finish()
            return false
        } catch {
            return true
        }
    }

    private func checkFence() throws(EventLogError) {
        if let why = fence.withLock({ $0 }) { throw .fenced(why: why) }
    }

    private func checkBudget(_ environment: Environment) throws {
        guard let budget = options.byteBudget else { return }
        let used = try environment.usedBytes()
        if used >= budget {
            throw EventLogError.storageFull(
                path: path, why: "\(used) of \(budget) bytes allowed are in use")
        }
    }

    func mappingErrors<Value: ~Copyable>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as LMDBError {
            if session.withLock({ $0 }).environment.meansFull(error) {
                throw EventLogError.storageFull(path: path, why: error.reason)
            }
            if error.needsReopening { throw EventLogError.fenced(why: error.reason) }
            throw EventLogError(error, path: path)
        } catch let error as EnvironmentError {
            throw EventLogError(error)
        }
    }

    /// The wall clock, in microseconds since 1970.
    public static func machineClock() -> Int64 {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1000
    }
}
