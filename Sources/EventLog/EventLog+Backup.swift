internal import Glibc
internal import LMDB

extension EventLog {
    /// Copies the current log to the new file `file` while others keep reading and writing.
    ///
    /// The copy is synced, opened and verified before it gets its name, so a file with that name
    /// is always a complete backup. Its folder is synced too.
    ///
    /// - Returns: The result of the verification: records and root.
    /// - Throws: ``TransferError``, or ``EventLogError``.
    @discardableResult
    public func backup(to file: String) throws -> Verification {
        if access(file, F_OK) == 0 { throw TransferError.fileExists(path: file) }
        return try mappingErrors {
            try Self.withScratchFolder(beside: file) { folder in
                try current().environment.copy(to: folder + "/data.mdb", compacting: true)
                let report = try Self.verified(folder, options, name: file)
                // A hard link would never replace a file that appeared meanwhile, but USB sticks
                // don't support hard links.
                if access(file, F_OK) == 0 { throw TransferError.fileExists(path: file) }
                if rename(folder + "/data.mdb", file) != 0 {
                    throw LMDBError.last("make \(file)")
                }
                return report
            }
        }
    }

    /// Restores the log in `folder` from the backup `file`.
    ///
    /// An existing log must be the same log, with no records that the backup lacks: nothing that
    /// would be lost is overwritten. Processes that have it open continue with the restored log.
    ///
    /// - Throws: ``TransferError``, or ``EventLogError``.
    @discardableResult
    public static func restore(
        from file: String, to folder: String, options: Options = Options()
    ) throws -> Verification {
        do {
            if mkdir(folder, 0o700) != 0, errno != EEXIST {
                throw LMDBError.last("make the folder \(folder)")
            }
            let existing = try existingLog(in: folder, options)
            // Holds its write lock, so that nothing is appended that the backup lacks.
            let lock = try existing?.current().environment.beginWrite()
            _ = lock
            var report: Verification?
            try Replacement.run(in: folder) { staging in
                try SmallFile.copy(file, to: staging + "/data.mdb")
                report = try verified(staging, options, name: file)
                if let existing { try existing.check(isContainedIn: staging, file: file) }
            }
            guard let report else { throw EventLogError.noLog(path: file) }
            return report
        } catch let error as LMDBError {
            throw EventLogError(error, path: folder)
        } catch let error as EnvironmentError {
            throw EventLogError(error)
        }
    }

    private static func existingLog(in folder: String, _ options: Options) throws -> EventLog? {
        var options = options
        options.createIfMissing = false
        options.isReadOnly = false
        do {
            return try open(at: folder, options: options)
        } catch EventLogError.noLog {
            return nil
        }
    }

    private func check(isContainedIn folder: String, file: String) throws {
        var options = options
        options.isReadOnly = true
        let (copy, id) = try Self.session(in: folder, options)
        if id != logID {
            throw TransferError.wouldLose(path: path, why: "\(file) is a backup of another log")
        }
        let (head, root) = try read { (try $0.head, try $0.root()) }
        try copy.environment.read { transaction in
            let size = try copy.tables.head(transaction)
            if head > size {
                throw TransferError.wouldLose(
                    path: path, why: "it has \(head) records, but the backup has only \(size)")
            }
            if try copy.tables.root(of: head, transaction) != root {
                throw TransferError.wouldLose(
                    path: path, why: "its records differ from the backup's")
            }
        }
    }

    /// Verifies the log in `folder`, which no other process knows of, and removes its lock file.
    static func verified(
        _ folder: String, _ options: Options, name: String
    ) throws -> Verification {
        var options = options
        options.isReadOnly = true
        options.createIfMissing = false
        let report: Verification
        do {
            report = try LogVerifier(open(at: folder, options: options)).verify()
        } catch let error as EventLogError {
            throw TransferError.notVerified(path: name, fault: error.description)
        }
        unlink(folder + "/lock.mdb")
        if let fault = report.fault {
            throw TransferError.notVerified(path: name, fault: fault.description)
        }
        return report
    }

    /// Calls `body` with a new folder next to `file`, and removes the files that LMDB leaves in it.
    private static func withScratchFolder<Value>(
        beside file: String, _ body: (String) throws -> Value
    ) throws -> Value {
        let parent = file.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(file[..<$0]) } ?? "."
        let folder = "\(file).\(getpid()).partial"
        if mkdir(folder, 0o700) != 0 { throw LMDBError.last("make the folder \(folder)") }
        defer {
            for name in ["/data.mdb", "/lock.mdb"] { unlink(folder + name) }
            rmdir(folder)
        }
        let value = try body(folder)
        try FileSystem.sync(folder: parent.isEmpty ? "/" : parent)
        return value
    }
}
