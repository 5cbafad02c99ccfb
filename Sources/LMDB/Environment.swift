internal import CLMDB
internal import Glibc
internal import Synchronization

/// The data files that this process has open.
private let openFiles = Mutex<Set<FileIdentity>>([])

/// An LMDB environment: a folder with `data.mdb` and `lock.mdb`.
///
/// A process can open a data file only once, even under different names; several processes can open
/// it at the same time. No option weakens durability: a commit returns after the sync. The
/// environment closes when its last reference is released.
public final class Environment: Sendable {
    /// The defaults suit a log: one machine, a few processes, a file that grows.
    public struct Options: Sendable {
        /// Address space reserved for the file, which grows as needed. It must be the same in
        /// every process.
        public var mapSizeInBytes = 1 << 40
        /// Named databases; LMDB reserves a slot for each in every transaction.
        public var maximumDatabases: UInt32 = 32
        /// Concurrent read transactions across all processes. The first process that opens the
        /// environment sets it for all.
        public var maximumReaders: UInt32 = 1022
        /// Whether to open without write access to the data file; writing then fails.
        public var isReadOnly = false
        /// Whether to create the data file if it is missing. The folder must exist; the caller
        /// syncs it afterward.
        public var createsDataFile = true
        /// Whether to open even on a network file system; safe only if a single machine uses it.
        public var forcesNetworkFileSystem = false
        /// Called when a lock that another process holds takes longer than two seconds.
        public var reportsWait: WaitReport?

        /// A map of 1 TiB, 32 databases and 1022 readers.
        public init() {}
    }

    /// The version of the linked liblmdb, such as `0.9.31`, not of the headers.
    public static var libraryVersion: String {
        var (major, minor, patch): (CInt, CInt, CInt) = (0, 0, 0)
        _ = mdb_version(&major, &minor, &patch)
        return "\(major).\(minor).\(patch)"
    }

    /// The path as it was given.
    public let folder: String
    /// The number of readers that died without ending their transaction and were cleared at
    /// opening.
    public let staleReadersCleared: Int
    private let identity: FileIdentity
    // LMDB's environment can be used from any thread; only transactions are bound to one.
    nonisolated(unsafe) let handle: OpaquePointer
    private let turn: WriterTurn
    /// The thread that holds the write lock, or 0.
    private let writingThread = Atomic<UInt>(0)

    /// Opens the environment in `folder`.
    ///
    /// - Throws: ``EnvironmentError`` if the file can't be used safely, otherwise ``LMDBError``.
    public init(folder: String, options: Options = Options()) throws {
        self.folder = folder
        (handle, turn, identity, staleReadersCleared) = try FileSystem.withLock(
            on: folder, reportingTo: options.reportsWait
        ) {
            try Self.open(folder: folder, options: options)
        }
    }

    deinit {
        // In a child process, the environment belongs to the parent.
        guard identity.process == getpid() else { return }
        // In one step: when a removed file is closed, a new file can get its inode.
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
        StagingFolder.removeAbandoned(in: folder)
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
                let turn = try WriterTurn(of: handle, at: path, reportingTo: options.reportsWait)
                return (handle, turn, identity, Int(dead))
            } catch {
                mdb_env_close(handle)
                throw error
            }
        } catch {
            openFiles.withLock { _ = $0.remove(identity) }
            throw error
        }
    }

    /// The size that LMDB gives the lock file for the default number of readers.
    private static let lockFileSize: off_t = 65_536

    /// Allocates the lock file's pages: on full storage, writing to the map of an unallocated file
    /// kills the process.
    ///
    /// Closing the file releases this process's locks on it, so this does nothing while another
    /// environment is open here, whose lock file it may be.
    private static func makeRoomForLocks(in folder: String) throws(LMDBError) {
        guard openFiles.withLock({ $0.count == 1 }) else { return }
        let path = folder + "/lock.mdb"
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        // LMDB reports the fault, or works without a lock file on read-only storage.
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
            // LMDB requires closing the handle after a failed open, too.
            mdb_env_close(handle)
            throw error
        }
        return handle
    }

    /// Calls `body` with a snapshot that later commits don't change.
    ///
    /// Keep it short: pages freed since the oldest snapshot can't be reused, so the file grows.
    ///
    /// - Throws: Any error of `body`, ``LMDBError``, or ``EnvironmentError/usedAfterFork(path:)``.
    public func read<Value>(
        _ body: (borrowing ReadTransaction) throws -> Value
    ) throws -> Value {
        let transaction = try beginRead()
        let value = try body(transaction)
        try transaction.finish()
        return value
    }

    /// Commits the writes of `body` when it returns; aborts when it throws.
    ///
    /// One writer at a time across all processes; others wait. `body` can't suspend: LMDB binds a
    /// write transaction to its thread.
    ///
    /// - Throws: Any error of `body`, ``LMDBError``, or ``EnvironmentError/nestedWrite(path:)``.
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

    /// Begins a write transaction, which must end on this thread.
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

    /// Commits a write transaction. If that fails at the meta page, the page becomes what it was.
    ///
    /// LMDB itself then leaves the new trees under the old number, which looks as if a commit were
    /// missing.
    func commit(_ pointer: OpaquePointer) -> CInt {
        let slot = MetaSlot(of: mdb_txn_id(pointer), in: handle)
        let code = mdb_txn_commit(pointer)
        if code != MDB_SUCCESS { slot?.putBack() }
        return code
    }

    /// Calls `end`, which ends the transaction, and releases the write lock.
    func endWriting(_ end: () -> CInt) -> CInt {
        // Before the lock is released; afterward, this could clear the next writer's mark.
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
            // Some readers may be dead.
            var dead: CInt = 0
            try LMDBError.check(mdb_reader_check(handle, &dead), during: "clear dead readers")
            if dead > 0 { code = mdb_txn_begin(handle, nil, flags, &pointer) }
        }
        try LMDBError.check(code, during: operation)
        guard let pointer else { throw LMDBError(code: ENOMEM, operation: operation) }
        return pointer
    }

    /// Writes a consistent copy of the data file to the file `path`, over anything that it held,
    /// and syncs it.
    ///
    /// Others can read and write meanwhile. The folder isn't synced.
    ///
    /// - Parameter compacting: Copies only the pages in use, and of those only the bytes in use.
    ///   Unlike a plain copy it takes no write lock, so it can be called inside a write; it then
    ///   copies the last commit.
    public func copy(to path: String, compacting: Bool) throws(LMDBError) {
        let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        if descriptor < 0 { throw .system("create \(path)") }
        defer { close(descriptor) }
        try LMDBError.check(
            mdb_env_copyfd2(handle, descriptor, compacting ? UInt32(MDB_CP_COMPACT) : 0),
            during: "copy the log to \(path)")
        let length = lseek(descriptor, 0, SEEK_CUR)
        if length < 0 || ftruncate(descriptor, length) != 0 { throw .system("end \(path)") }
        // mdb_env_copyfd2 leaves the copy in the system's cache.
        if fsync(descriptor) != 0 { throw .system("sync \(path)") }
    }

    /// Whether this thread holds the write lock.
    package var isWritingHere: Bool {
        writingThread.load(ordering: .relaxed) == UInt(pthread_self())
    }

    /// The number of the last commit, by any process, that a new transaction would see.
    ///
    /// LMDB's `mdb_env_info` reads the meta page, which is written a moment before readers are
    /// directed to it. A caller that took that number as already seen would then wait for a commit
    /// that has already happened.
    public func lastTransaction() throws -> Int { try read { $0.id } }

    /// Whether another file, or none, has the data file's name by now. Anything written here would
    /// then be lost.
    package func isReplaced() throws(LMDBError) -> Bool {
        var descriptor: CInt = -1
        try LMDBError.check(mdb_env_get_fd(handle, &descriptor), during: "find the data file")
        var (opened, named) = (stat(), stat())
        if fstat(descriptor, &opened) != 0 { throw .system("look at the data file") }
        let path = folder + "/data.mdb"
        if lstat(path, &named) != 0 {
            if errno == ENOENT || errno == ENOTDIR { return true }
            throw .system("look at \(path)")
        }
        return opened.st_ino != named.st_ino || opened.st_dev != named.st_dev
    }

    /// Bytes of the data file up to the last page in use, including free pages before it.
    public func usedBytes() throws(LMDBError) -> Int {
        var info = MDB_envinfo()
        try LMDBError.check(mdb_env_info(handle, &info), during: "ask for the size")
        var statistics = MDB_stat()
        try LMDBError.check(mdb_env_stat(handle, &statistics), during: "ask for the size")
        return (info.me_last_pgno + 1) * Int(statistics.ms_psize)
    }

    /// Whether `error` means that the storage is full.
    ///
    /// A full tmpfs reports EIO, as a broken disk does, so EIO counts only if no space is left.
    public func meansFull(_ error: LMDBError) -> Bool {
        guard error.code == EIO else { return error.isFull }
        var descriptor: CInt = -1
        return mdb_env_get_fd(handle, &descriptor) == MDB_SUCCESS
            && FileSystem.isFull(descriptor: descriptor)
    }
}
