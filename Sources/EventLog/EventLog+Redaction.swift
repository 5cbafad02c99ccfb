internal import LMDB

extension LogWriter {
    /// Removes the body of the record at `position`, including its salts. The header stays, and
    /// every proof still holds. In the same write, append who ordered it; afterward call
    /// ``EventLog/finishRedaction()``. Until then the text is still in unused pages.
    ///
    /// - Returns: False if it was already removed.
    /// - Throws: ``ProofError/beyondEnd(asked:size:)``, or ``EventLogError``.
    public func redact(_ position: UInt64) throws -> Bool {
        let size = try head
        guard position < size else { throw ProofError.beyondEnd(asked: position, size: size) }
        let header = try tables.withRecord(at: position, transaction) { view in
            view.isRemoved ? nil : Array(view.header)
        }
        guard let header else { return false }
        do {
            try header.withUnsafeBytes { header in
                try withKey(position) { key in
                    try transaction.put(
                        reserving: header.count + 1, forKey: key, in: tables.records
                    ) { target in
                        target.copy(header, at: 0)
                        target[header.count] = RecordLayout.Body.isRemoved
                    }
                }
            }
            try transaction.put([1], forKey: LogTables.MetaKey.wipe, in: tables.meta)
        } catch {
            progress.failure = error
            throw error
        }
        progress.redacted += 1
        return true
    }
}

extension EventLog {
    /// Removes the body of the record at `position`, appends `events`, which should say who
    /// ordered it, and erases the text from the data file.
    ///
    /// Repeating it with the same events is safe. Other processes that have the log open continue
    /// with the new data file.
    ///
    /// - Throws: The errors of ``append(_:to:expecting:)`` and ``finishRedaction()``. If only the
    ///   erasing failed, the log no longer shows the text, but the file contains it until the log
    ///   is opened again.
    @discardableResult
    public func redact(
        _ position: UInt64, recording events: [NewEvent], to stream: String,
        expecting expected: ExpectedRevision
    ) throws -> AppendResult {
        let result = try write { writer in
            let result = try writer.append(events, to: stream, expecting: expected)
            _ = try writer.redact(position)
            return result
        }
        do {
            try finishRedaction()
        } catch EventLogError.storageFull(let path, _) {
            throw EventLogError.wipePostponed(path: path)
        }
        return result
    }

    /// Rewrites the data file without the bytes of removed bodies, if it still has any.
    ///
    /// Writers and openers wait meanwhile. It takes about as long as copying the file, and the
    /// same space again. It can't reach backups, or blocks of the old file that the file system or
    /// the disk keeps.
    ///
    /// - Throws: ``EventLogError``; the old file then stays in place.
    public func finishRedaction() throws {
        let isDue = try read { snapshot in
            try snapshot.tables.isWipeDue(snapshot.transaction)
        }
        if !isDue { return }
        if options.isReadOnly { throw EventLogError.readOnly(path: path) }
        try mappingErrors {
            let session = try current()
            let lock = try session.environment.beginWrite()
            // Another process was faster if it replaced the file or nothing is due.
            if try !session.environment.isReplaced(), try session.tables.isWipeDue(lock) {
                let head = try session.tables.head(lock)
                let root = try session.tables.root(of: head, lock)
                try Replacement.run(in: path) { staging in
                    try session.environment.copy(to: staging + "/data.mdb", compacting: true)
                    try Self.finish(staging, options, head: head, root: root)
                }
            }
        }
    }

    private static func finish(
        _ staging: String, _ options: Options, head: UInt64, root: TreeHash
    ) throws {
        let (copy, _) = try session(in: staging, options)
        try copy.environment.write { transaction in
            guard try copy.tables.head(transaction) == head,
                try copy.tables.root(of: head, transaction) == root
            else {
                throw EventLogError.damaged(position: nil, why: "a copy of it differs")
            }
            try transaction.remove(LogTables.MetaKey.wipe, from: copy.tables.meta)
        }
    }
}

extension LogTables {
    func isWipeDue(_ transaction: borrowing some Transaction & ~Copyable) throws -> Bool {
        try transaction.value(forKey: MetaKey.wipe, in: meta) != nil
    }
}
