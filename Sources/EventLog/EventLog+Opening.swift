internal import Glibc
internal import LMDB

extension EventLog {
    /// Opens the log in `folder`: `data.mdb` and `lock.mdb`, in a folder of mode 0700.
    ///
    /// - Throws: ``EventLogError``: ``EventLogError/notALog(path:why:)`` for a folder that holds
    ///   something else, ``EventLogError/noLog(path:)`` if the folder holds no log,
    ///   ``EventLogError/newerFormat(found:supported:)``, or the reason that the file can't be used
    ///   safely.
    public static func open(
        at folder: String, options: Options = Options()
    ) throws -> EventLog {
        try mappingErrors(of: folder) {
            let creates = options.createIfMissing && !options.isReadOnly
            try prepare(folder, creating: creates)
            if creates { try create(in: folder, options) }
            let log = EventLog(
                path: folder, options: options, session: try session(in: folder, options))
            if !options.isReadOnly { try log.finishAbandonedRedaction() }
            return log
        }
    }

    /// Opens the data file in `folder`.
    static func session(
        in folder: String, _ options: Options
    ) throws -> Session {
        var settings = Environment.Options()
        settings.isReadOnly = options.isReadOnly
        settings.createsDataFile = false
        settings.forcesNetworkFileSystem = options.forceNetworkFileSystem
        settings.reportsWait = options.reportsWait
        let environment = try Environment(folder: folder, options: settings)
        return try environment.read { transaction in
            let tables = try LogTables(existingIn: transaction, path: folder)
            return Session(
                environment: environment, tables: tables, logID: try tables.logID(transaction))
        }
    }

    /// A new log is made here, so that it is complete when it gets its real name.
    private static let stagingName = ".creating"

    private static func create(in folder: String, _ options: Options) throws {
        try FileSystem.withLock(on: folder, reportingTo: options.reportsWait) {
            let data = folder + "/data.mdb"
            if access(data, F_OK) == 0 { return }
            let staging = folder + "/" + stagingName
            let parts = [staging + "/data.mdb", staging + "/lock.mdb"]
            // A killed process may have left these.
            for part in parts { unlink(part) }
            if mkdir(staging, 0o700) != 0, errno != EEXIST {
                throw LMDBError(code: errno, operation: "make the folder \(staging)")
            }
            try createTables(in: staging, options)
            if rename(parts[0], data) != 0 {
                throw LMDBError(code: errno, operation: "create \(data)")
            }
            unlink(parts[1])
            rmdir(staging)
            // LMDB syncs the file, but not the folders that lead to it.
            try FileSystem.sync(folder: folder)
            try FileSystem.sync(folder: folder + "/..")
        }
    }

    private static func createTables(in folder: String, _ options: Options) throws {
        var settings = Environment.Options()
        settings.forcesNetworkFileSystem = options.forceNetworkFileSystem
        let environment = try Environment(folder: folder, options: settings)
        try environment.write { transaction in
            _ = try LogTables(creatingIn: transaction, logID: options.random())
        }
    }

    /// Makes the folder, or checks that its contents can be a log.
    static func prepare(_ folder: String, creating: Bool) throws {
        if creating {
            if mkdir(folder, 0o700) == 0 { return }
            if errno != EEXIST {
                throw LMDBError(code: errno, operation: "make the folder \(folder)")
            }
        }
        guard let directory = opendir(folder) else {
            switch errno {
            case ENOENT: throw EventLogError.noLog(path: folder)
            case ENOTDIR: throw EventLogError.notALog(path: folder, why: "it isn't a folder")
            case let code: throw LMDBError(code: code, operation: "open the folder \(folder)")
            }
        }
        defer { closedir(directory) }
        var names: Set<String> = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.insert(name) }
        }
        if names.contains("data.mdb") { return }
        names.subtract(["lock.mdb", stagingName, Replacement.leftover])
        names = names.filter { !StagingFolder.isName($0) }
        guard names.isEmpty else {
            throw EventLogError.notALog(path: folder, why: "it has other files")
        }
        guard creating else { throw EventLogError.noLog(path: folder) }
        if chmod(folder, 0o700) != 0 {
            throw LMDBError(code: errno, operation: "set the permissions of \(folder)")
        }
    }
}

extension EventLogError {
    init(_ error: LMDBError, path: String) {
        self =
            if error.isDamage {
                .damaged(position: nil, why: error.reason)
            } else if error.isFull {
                .storageFull(path: path, why: error.reason)
            } else {
                .lmdb(error)
            }
    }

    init(_ error: EnvironmentError) {
        self =
            switch error {
            case .alreadyOpen(let path): .alreadyOpen(path: path)
            case .hardLinked(let path, _): .unsafeFile(path: path, why: error.description)
            case .truncated(let path, let size, let needed):
                .damaged(
                    position: nil,
                    why: "\(path) is cut short: it has \(size) bytes and needs at least \(needed)")
            case .metaPages(_, let why), .pages(_, let why): .damaged(position: nil, why: why)
            case .notAnEnvironment(let path, let why): .notALog(path: path, why: why)
            case .networkFileSystem(let path, let kind): .networkFileSystem(path: path, kind: kind)
            case .missing(let path):
                .noLog(path: path.hasSuffix("/data.mdb") ? String(path.dropLast(9)) : path)
            case .usedAfterFork, .nestedWrite: .misuse(why: error.description)
            }
    }
}
