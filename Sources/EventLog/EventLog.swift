internal import Glibc
internal import LMDB
internal import Synchronization

/// An append-only log of events in streams, kept in an LMDB environment.
///
/// Several processes may have the same log open, each of them once. All times are microseconds
/// since 1970-01-01 UTC. What has been appended is durable; stored records are never rewritten.
public final class EventLog: Sendable {
    public struct Options: Sendable {
        /// Makes folder and log where there are none.
        public var createIfMissing = true
        public var isReadOnly = false
        /// Opens on a network file system all the same; only for one that a single machine uses.
        public var forceNetworkFileSystem = false
        /// The data file's size in bytes from which on the storage counts as full.
        public var byteBudget: Int?
        /// Microseconds since 1970.
        public var clock: @Sendable () -> Int64 = EventLog.machineClock
        /// 16 random bytes a call: salts, and the log's id.
        public var random: @Sendable () -> [UInt8]

        public init() {
            let pool = SaltPool()
            random = { pool.next() }
        }
    }

    /// The folder that the log lies in.
    public let path: String
    /// 16 random bytes that tell this log from every other, as lower-case hexadecimal digits.
    public let logID: String
    /// The format that this program writes, and the newest that it reads.
    public static let formatVersion = LogTables.formatVersion
    /// The version of the liblmdb in use, such as `0.9.31`.
    public static var storageVersion: String { Environment.libraryVersion }
    let options: Options
    private let session: Mutex<Session>
    private let queue = CommitQueue()
    /// Why nothing more is written in this process, once that is so.
    private let fence = Mutex<String?>(nil)

    /// The data file that is open. Another takes its place when a removed text is wiped out.
    final class Session: Sendable {
        let environment: Environment
        let tables: LogTables

        init(environment: Environment, tables: LogTables) {
            self.environment = environment
            self.tables = tables
        }
    }

    init(path: String, options: Options, session: Session, logID: String) {
        self.path = path
        self.options = options
        self.session = Mutex(session)
        self.logID = logID
    }

    /// Appends `events` to `stream`, all or none, and returns when they are durable.
    ///
    /// Event ids are looked up before the revision is checked: the same events again (ids, stream,
    /// types, data and metadata, in the same order) return where they stand. Of a record whose
    /// body was removed by order, only id, stream and type are compared.
    ///
    /// Appends that threads make at the same time are committed together, and share one sync.
    ///
    /// - Throws: ``EventLogError``; then nothing has changed, unless it is
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

    /// Gives `body` the log as it is now. Keep it short: meanwhile the file can't reuse space.
    ///
    /// - Throws: What `body` throws, or ``EventLogError``.
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

    /// Gives `body` the one write lock, and commits what it appended when it returns.
    ///
    /// If it throws, or appends nothing, nothing is written. Other writers wait meanwhile, those
    /// of other processes too.
    ///
    /// - Throws: What `body` throws, or ``EventLogError``.
    public func write<Value>(_ body: (borrowing LogWriter) throws -> Value) throws -> Value {
        if options.isReadOnly { throw EventLogError.readOnly(path: path) }
        // Whether the file was replaced is seen under the lock, so it need not be asked before.
        var session = session.withLock { $0 }
        while true {
            try checkFence()
            if let value = try mappingErrors({ try write(in: session, body) }) { return value }
            session = try current()
        }
    }

    /// Returns nil if the data file was replaced before the lock was there.
    private func write<Value>(
        in session: Session, _ body: (borrowing LogWriter) throws -> Value
    ) throws -> Value? {
        let writer = LogWriter(
            transaction: try session.environment.beginWrite(), tables: session.tables,
            options: options)
        // Once more: a writer that held the lock meanwhile may have failed.
        try checkFence()
        if try session.environment.isReplaced() { return nil }
        try session.tables.checkFormat(writer.transaction)
        let progress = writer.progress
        let value = try body(writer)
        if let failure = progress.failure { throw failure }
        if progress.appended > 0 || progress.redacted > 0 {
            // What a court orders is done however full the storage is.
            if progress.redacted == 0 { try checkBudget(session.environment) }
            try commit(writer, in: session.environment)
        }
        return value
    }

    /// - Throws: ``EventLogError/damaged(position:why:)`` where LMDB's two meta pages don't belong
    ///   to the last two commits.
    func checkMetaPages() throws {
        try mappingErrors { try current().environment.checkMetaPages() }
    }

    /// The data file that has the log's name now.
    func current() throws -> Session {
        let known = session.withLock { $0 }
        if try !known.environment.isReplaced() { return known }
        return try session.withLock { session in
            if session === known {
                session = try Self.session(in: path, options).session
            }
            return session
        }
    }

    private func commit(_ writer: consuming LogWriter, in environment: Environment) throws {
        do throws(LMDBError) {
            try writer.commit()
        } catch {
            let isFull = environment.meansFull(error)
            // LMDB refuses every later transaction if it failed while it wrote the meta page;
            // then even a full disk leaves open which of the two pages counts.
            if isFull, !Self.isPoisoned(environment) { throw error }
            let why = error.reason
            fence.withLock { $0 = $0 ?? why }
            throw EventLogError.commitUnknown(why: why)
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

    func mappingErrors<Value>(_ body: () throws -> Value) throws -> Value {
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
