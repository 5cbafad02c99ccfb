internal import CLMDB
internal import Glibc
internal import Synchronization

/// The data files that this process has open.
private let openFiles = Mutex<Set<FileIdentity>>([])

/// An LMDB environment: a folder with `data.mdb` and `lock.mdb`.
///
/// One process holds a data file open at most once, whatever name it is opened by; several
/// processes may hold it at the same time. No option loosens durability: a commit returns after
/// the sync. The environment closes when the last reference to it goes.
public final class Environment: Sendable {
    public struct Options: Sendable {
        /// Address space reserved for the file, which grows as needed. It must be the same in
        /// every process.
        public var mapSizeInBytes = 1 << 40
        public var maximumDatabases: UInt32 = 32
        /// Read transactions at one time over all processes. The first opener's number holds.
        public var maximumReaders: UInt32 = 1022
        public var isReadOnly = false
        /// Creates the data file where there is none. The folder must exist; syncing it afterwards is
        /// left to the caller.
        public var createsDataFile = true
        /// Opens on a network file system all the same; only for one that a single machine uses.
        public var forcesNetworkFileSystem = false

        public init() {}
    }

    /// The version of the liblmdb in use, such as `0.9.31`; not that of its headers.
    public static var libraryVersion: String {
        var (major, minor, patch): (CInt, CInt, CInt) = (0, 0, 0)
        _ = mdb_version(&major, &minor, &patch)
        return "\(major).\(minor).\(patch)"
    }

    public let folder: String
    /// Readers that had died without ending their transaction, cleared when this opened.
    public let staleReadersCleared: Int
    private let identity: FileIdentity
    // LMDB's environment may be used from any thread; only its transactions are bound to one.
    private nonisolated(unsafe) let handle: OpaquePointer
    private let turn: WriterTurn
    /// The thread that holds the write lock, or 0.
    private let writingThread = Atomic<UInt>(0)

    /// Opens the environment in `folder`.
    ///
    /// - Throws: ``EnvironmentError`` for a file that can't be used safely, else ``LMDBError``.
    public init(folder: String, options: Options = Options()) throws {
        self.folder = folder
        (handle, turn, identity, staleReadersCleared) = try FileSystem.withLock(on: folder) {
            try Self.open(folder: folder, options: options)
        }
    }

    deinit {
        // In a child process the environment is the parent's to close.
        guard identity.process == getpid() else { return }
        // As one step: a file removed meanwhile lends its inode to a new one once it is closed.
        openFiles.withLock { files in
            mdb_env_close(handle)
            files.remove(identity)
        }
    }

    private static func open(
        folder: String, options: Options
    ) throws -> (OpaquePointer, WriterTurn, FileIdentity, Int) {
        let path = folder + "/data.mdb"
        try Replacement.settle(in: folder)
        if !options.forcesNetworkFileSystem,
            let kind = try FileSystem.networkKind(at: folder)
        {
            throw EnvironmentError.networkFileSystem(path: folder, kind: kind)
        }
        let file = try DataFile(
            path: path, creating: options.createsDataFile && !options.isReadOnly,
            isReadOnly: options.isReadOnly)
        let identity = try file.identity()
        guard openFiles.withLock({ $0.insert(identity).inserted }) else {
            throw EnvironmentError.alreadyOpen(path: path)
        }
        do {
            try file.checkLength()
            if !options.isReadOnly { try makeRoomForLocks(in: folder) }
            let handle = try map(folder: folder, options: options)
            do {
                var dead: CInt = 0
                try LMDBError.check(
                    mdb_reader_check(handle, &dead), during: "clear dead readers of \(path)")
                return (handle, try WriterTurn(of: handle), identity, Int(dead))
            } catch {
                mdb_env_close(handle)
                throw error
            }
        } catch {
            openFiles.withLock { _ = $0.remove(identity) }
            throw error
        }
    }

    /// What LMDB makes of the lock file for the usual number of readers.
    private static let lockFileSize: off_t = 65_536

    /// Gives the lock file its pages: where the storage is full, writing to a map of a file that
    /// has none kills the process.
    ///
    /// Closing the file lets go of this process's locks on it, so nothing is done where another
    /// environment is open here, whose lock file it may be.
    private static func makeRoomForLocks(in folder: String) throws(LMDBError) {
        guard openFiles.withLock({ $0.count == 1 }) else { return }
        let path = folder + "/lock.mdb"
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        // LMDB says what is wrong with it, or does without on storage that is read only.
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let code = posix_fallocate(descriptor, 0, lockFileSize)
        if code == ENOSPC || code == EDQUOT {
            throw LMDBError(code: code, operation: "make room for \(path)")
        }
    }

    private static func map(
        folder: String, options: Options
    ) throws(LMDBError) -> OpaquePointer {
        var created: OpaquePointer?
        try LMDBError.check(mdb_env_create(&created), during: "prepare an environment")
        guard let handle = created else {
            throw LMDBError(code: ENOMEM, operation: "prepare an environment")
        }
        do {
            try LMDBError.check(
                mdb_env_set_mapsize(handle, options.mapSizeInBytes), during: "set the map's size")
            try LMDBError.check(
                mdb_env_set_maxdbs(handle, options.maximumDatabases),
                during: "set the number of databases")
            try LMDBError.check(
                mdb_env_set_maxreaders(handle, options.maximumReaders),
                during: "set the number of readers")
            let flags = UInt32(MDB_NOTLS) | (options.isReadOnly ? UInt32(MDB_RDONLY) : 0)
            try LMDBError.check(
                mdb_env_open(handle, folder, flags, 0o600), during: "open \(folder)/data.mdb")
        } catch {
            // LMDB wants the handle closed after a failed open, too.
            mdb_env_close(handle)
            throw error
        }
        return handle
    }

    /// Gives `body` a snapshot that later commits don't change.
    ///
    /// Keep it short: pages freed since the oldest snapshot can't be reused, so the file grows.
    ///
    /// - Throws: What `body` throws, ``LMDBError``, or ``EnvironmentError/usedAfterFork(path:)``.
    public func read<Value>(
        _ body: (borrowing ReadTransaction) throws -> Value
    ) throws -> Value {
        let transaction = try beginRead()
        let value = try body(transaction)
        try transaction.finish()
        return value
    }

    /// Commits what `body` wrote when it returns; aborts when it throws.
    ///
    /// One writer at a time over all processes; others wait. `body` can't suspend: LMDB binds a
    /// write transaction to its thread.
    ///
    /// - Throws: What `body` throws, ``LMDBError``, or ``EnvironmentError/nestedWrite(path:)``.
    public func write<Value>(
        _ body: (borrowing WriteTransaction) throws -> Value
    ) throws -> Value {
        let transaction = try beginWrite()
        let value = try body(transaction)
        try transaction.commit()
        return value
    }

    package func beginRead() throws -> ReadTransaction {
        let pointer = try begin(flags: UInt32(MDB_RDONLY), "begin reading")
        return ReadTransaction(pointer: pointer, environment: .passRetained(self))
    }

    /// The transaction must end on this thread.
    package func beginWrite() throws -> WriteTransaction {
        let thread = UInt(pthread_self())
        if isWritingHere {
            throw EnvironmentError.nestedWrite(path: folder + "/data.mdb")
        }
        try checkNotForked()
        try turn.take()
        let pointer: OpaquePointer
        do {
            pointer = try begin(flags: 0, "begin writing")
        } catch {
            turn.giveBack()
            throw error
        }
        writingThread.store(thread, ordering: .relaxed)
        return WriteTransaction(pointer: pointer, environment: .passRetained(self))
    }

    /// Gives the write lock back by `end`, which ends the transaction.
    func endWriting(_ end: () -> CInt) -> CInt {
        // Before the lock is let go, else it could wipe the mark of the next writer.
        writingThread.store(0, ordering: .relaxed)
        defer { turn.giveBack() }
        return end()
    }

    private func checkNotForked() throws {
        guard identity.process == getpid() else {
            throw EnvironmentError.usedAfterFork(path: folder + "/data.mdb")
        }
    }

    private func begin(flags: UInt32, _ operation: String) throws -> OpaquePointer {
        try checkNotForked()
        var pointer: OpaquePointer?
        var code = mdb_txn_begin(handle, nil, flags, &pointer)
        if code == MDB_READERS_FULL {
            // Some may be dead.
            var dead: CInt = 0
            try LMDBError.check(mdb_reader_check(handle, &dead), during: "clear dead readers")
            if dead > 0 { code = mdb_txn_begin(handle, nil, flags, &pointer) }
        }
        try LMDBError.check(code, during: operation)
        guard let pointer else { throw LMDBError(code: ENOMEM, operation: operation) }
        return pointer
    }

    /// Writes a copy of the data file to `path`, which must not be there, and syncs it.
    ///
    /// Others may read and write meanwhile; the copy is of one moment. The folder is not synced.
    ///
    /// - Parameter compacting: Copies the pages in use only, and of them the bytes in use. Unlike
    ///   a plain copy it takes no write lock, so it may be called inside a write; it then has
    ///   what was committed before.
    public func copy(to path: String, compacting: Bool) throws(LMDBError) {
        let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor < 0 { throw .system("create \(path)") }
        defer { close(descriptor) }
        try LMDBError.check(
            mdb_env_copyfd2(handle, descriptor, compacting ? UInt32(MDB_CP_COMPACT) : 0),
            during: "copy the log to \(path)")
        // mdb_env_copyfd2 leaves the copy in the system's cache.
        if fsync(descriptor) != 0 { throw .system("sync \(path)") }
    }

    /// Whether this thread holds the write lock.
    package var isWritingHere: Bool {
        writingThread.load(ordering: .relaxed) == UInt(pthread_self())
    }

    /// The number of the last commit, by any process, that a transaction begun now would see.
    ///
    /// LMDB's own `mdb_env_info` reads the meta page, which is written a moment before readers are
    /// led to it: whoever took its number for seen would wait for a commit that is past.
    public func lastTransaction() throws -> Int { try read { $0.id } }

    /// Whether the data file has lost its name: another file has been put in its place, and what
    /// is written here would be lost.
    package func isReplaced() throws(LMDBError) -> Bool {
        var descriptor: CInt = -1
        try LMDBError.check(mdb_env_get_fd(handle, &descriptor), during: "find the data file")
        var status = stat()
        if fstat(descriptor, &status) != 0 { throw .system("look at the data file") }
        return status.st_nlink == 0
    }

    /// Bytes of the data file that hold pages in use, free pages inside it included.
    public func usedBytes() throws(LMDBError) -> Int {
        var info = MDB_envinfo()
        try LMDBError.check(mdb_env_info(handle, &info), during: "ask for the size")
        var statistics = MDB_stat()
        try LMDBError.check(mdb_env_stat(handle, &statistics), during: "ask for the size")
        return (info.me_last_pgno + 1) * Int(statistics.ms_psize)
    }

    /// Whether `error` means that the storage is full.
    ///
    /// A full tmpfs gives EIO, as a broken disk does; so EIO counts only when no space is left.
    public func meansFull(_ error: LMDBError) -> Bool {
        guard error.code == EIO else { return error.isFull }
        var descriptor: CInt = -1
        return mdb_env_get_fd(handle, &descriptor) == MDB_SUCCESS
            && FileSystem.isFull(descriptor: descriptor)
    }
}
