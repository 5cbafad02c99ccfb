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
    /// An existing log must be empty, or the same log with no records that the backup lacks: nothing
    /// that would be lost is overwritten. Processes that have it open continue with the restored
    /// log. No lock is held while the backup is copied and verified.
    ///
    /// - Throws: ``TransferError``, or ``EventLogError``.
    @discardableResult
    public static func restore(
        from file: String, to folder: String, options: Options = Options()
    ) throws -> Verification {
        try mappingErrors(of: folder) {
            try prepare(folder, creating: true)
            let staging = try StagingFolder(in: folder)
            try SmallFile.copy(file, to: staging.dataFile)
            let report = try verified(staging.log, options, name: file)
            try install(staging, in: folder, options) { (existing, lock, staging) in
                try check(existing, lock, isContainedIn: staging, of: folder, options, file: file)
            }
            return report
        }
    }

    private static func check(
        _ existing: Session, _ lock: borrowing WriteTransaction, isContainedIn staging: String,
        of folder: String, _ options: Options, file: String
    ) throws {
        let head = try existing.tables.head(lock)
        if head == 0 { return }
        var options = options
        options.isReadOnly = true
        let copy = try session(in: staging, options)
        if copy.logID != existing.logID {
            throw TransferError.wouldLose(path: folder, why: "\(file) is a backup of another log")
        }
        let root = try existing.tables.root(of: head, lock)
        try copy.environment.read { transaction in
            let size = try copy.tables.head(transaction)
            if head > size {
                throw TransferError.wouldLose(
                    path: folder, why: "it has \(head) records, but the backup has only \(size)")
            }
            if try copy.tables.root(of: head, transaction) != root {
                throw TransferError.wouldLose(
                    path: folder, why: "its records differ from the backup's")
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

    /// Calls `body` with a new folder next to `file`, after those of dead processes are removed.
    private static func withScratchFolder<Value>(
        beside file: String, _ body: (String) throws -> Value
    ) throws -> Value {
        var parent = file.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(file[..<$0]) } ?? "."
        if parent.isEmpty { parent = "/" }
        StagingFolder.removeAbandoned(in: parent)
        let staging = try StagingFolder(in: parent)
        let value = try body(staging.log)
        try FileSystem.sync(folder: parent)
        return value
    }
}
