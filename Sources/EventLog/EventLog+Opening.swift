internal import Glibc
internal import LMDB

extension EventLog {
    /// Opens the log in `folder`: `data.mdb` and `lock.mdb`, in a folder of mode 0700.
    ///
    /// - Throws: ``EventLogError``: ``EventLogError/notALog(path:why:)`` for a folder that holds
    ///   something else, ``EventLogError/noLog(path:)`` where there is none to open,
    ///   ``EventLogError/newerFormat(found:supported:)``, or why the file can't be used safely.
    public static func open(
        at folder: String, options: Options = Options()
    ) throws -> EventLog {
        do {
            let creates = options.createIfMissing && !options.isReadOnly
            try prepare(folder, creating: creates)
            var settings = Environment.Options()
            settings.isReadOnly = options.isReadOnly
            settings.createsDataFile = creates
            settings.forcesNetworkFileSystem = options.forceNetworkFileSystem
            let environment = try Environment(folder: folder, options: settings)
            let tables = try tables(of: environment, at: folder, options, creating: creates)
            let logID = try environment.read { try tables.logID($0) }
            return EventLog(
                path: folder, options: options, environment: environment, tables: tables,
                logID: logID)
        } catch let error as LMDBError {
            throw EventLogError(error)
        } catch let error as EnvironmentError {
            throw EventLogError(error)
        }
    }

    private static func tables(
        of environment: Environment, at folder: String, _ options: Options, creating: Bool
    ) throws -> LogTables {
        if let tables = try environment.read({ try LogTables(existingIn: $0, path: folder) }) {
            return tables
        }
        guard creating else { throw EventLogError.noLog(path: folder) }
        return try environment.write { transaction in
            // Another process may have been faster.
            try LogTables(existingIn: transaction, path: folder)
                ?? LogTables(creatingIn: transaction, logID: options.random())
        }
    }

    /// Makes the folder, or checks that what is in it may be a log.
    private static func prepare(_ folder: String, creating: Bool) throws {
        if creating {
            if mkdir(folder, 0o700) == 0 { return }
            if errno != EEXIST {
                throw LMDBError(code: errno, operation: "make the folder \(folder)")
            }
        }
        guard let directory = opendir(folder) else {
            switch errno {
            case ENOENT: throw EventLogError.noLog(path: folder)
            case ENOTDIR: throw EventLogError.notALog(path: folder, why: "it is not a folder")
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
        names.remove("lock.mdb")
        guard names.isEmpty else {
            throw EventLogError.notALog(path: folder, why: "it holds other files")
        }
        guard creating else { throw EventLogError.noLog(path: folder) }
        if chmod(folder, 0o700) != 0 {
            throw LMDBError(code: errno, operation: "set the permissions of \(folder)")
        }
    }
}

extension EventLogError {
    init(_ error: LMDBError) {
        self =
            error.isDamage ? .damaged(position: nil, why: error.description) : .lmdb(error)
    }

    init(_ error: EnvironmentError) {
        self =
            switch error {
            case .alreadyOpen(let path): .alreadyOpen(path: path)
            case .hardLinked(let path, _): .unsafeFile(path: path, why: error.description)
            case .truncated: .damaged(position: nil, why: error.description)
            case .notAnEnvironment(let path, let why): .notALog(path: path, why: why)
            case .networkFileSystem(let path, let kind): .networkFileSystem(path: path, kind: kind)
            case .missing(let path): .noLog(path: path)
            case .usedAfterFork, .nestedWrite: .misuse(why: error.description)
            }
    }
}
