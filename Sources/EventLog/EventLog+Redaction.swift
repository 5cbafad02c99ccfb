internal import LMDB

extension LogWriter {
    /// Removes the body of the record at `position`, including its salts. The header stays, and
    /// every proof still holds. In the same write, append who ordered it; afterward call
    /// ``EventLog/finishRedaction(in:)``. Until then the text is still in unused pages.
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
    /// Room on the disk for removing a text: for the write, and for the data file without the text.
    ///
    /// It is given back with the value.
    public struct RemovalRoom: ~Copyable {
        let staging: StagingFolder

        /// Frees the part for the write, which must follow.
        public func freeForWrite() { staging.releaseSpare() }
    }

    /// The room for a write that removes a text: its changed pages and some long entries.
    private static let roomForWrite = 1 << 18

    /// Reserves the room that removing a text takes, before anything is removed.
    ///
    /// - Throws: ``EventLogError/storageFull(path:why:)`` if there isn't enough.
    public func reserveRemovalRoom() throws -> RemovalRoom {
        if options.isReadOnly { throw EventLogError.readOnly(path: path) }
        return try mappingErrors {
            let staging = try StagingFolder(in: path)
            let used = try current().environment.usedBytes()
            try staging.reserve(used + Self.roomForWrite, spare: Self.roomForWrite)
            return RemovalRoom(staging: staging)
        }
    }

    /// Removes the body of the record at `position`, appends `events`, which should say who
    /// ordered it, and erases the text from the data file.
    ///
    /// Repeating it with the same events is safe. Other processes that have the log open continue
    /// with the new data file.
    ///
    /// - Throws: The errors of ``reserveRemovalRoom()``, ``append(_:to:expecting:)`` and
    ///   ``finishRedaction(in:)``.
    @discardableResult
    public func redact(
        _ position: UInt64, recording events: [NewEvent], to stream: String,
        expecting expected: ExpectedRevision
    ) throws -> AppendResult {
        let room = try reserveRemovalRoom()
        let result = try write { writer in
            room.freeForWrite()
            let result = try writer.append(events, to: stream, expecting: expected)
            _ = try writer.redact(position)
            return result
        }
        try finishRedaction(in: room)
        return result
    }

    /// Rewrites the data file without the bytes of removed bodies, if it still has any.
    ///
    /// Others read and write meanwhile, unless they write so much that several copies were out of
    /// date when they were finished; then they wait for the last one. It can't reach backups, or
    /// blocks of the old file that the file system or the disk keeps.
    ///
    /// - Throws: ``EventLogError``; the old file then stays in place. If only room is missing, it is
    ///   ``EventLogError/wipePostponed(path:)``: the log no longer shows the text, but the file
    ///   contains it until a later opening finds room.
    public func finishRedaction(in room: borrowing RemovalRoom) throws {
        do {
            try wipe(in: room.staging)
        } catch EventLogError.storageFull(let path, _) {
            throw EventLogError.wipePostponed(path: path)
        }
    }

    /// Erases the text whose remover died or had no room, unless another process is at it.
    ///
    /// Without room for it, this does nothing: nobody has to wait for an unfinished removal.
    func finishAbandonedRedaction() throws {
        if try !isWipeDue() || StagingFolder.removeAbandoned(in: path) { return }
        do {
            let room = try reserveRemovalRoom()
            room.freeForWrite()
            try wipe(in: room.staging)
        } catch EventLogError.storageFull {
            return
        }
    }

    private func isWipeDue() throws -> Bool {
        try read { try $0.tables.isWipeDue($0.transaction) }
    }

    /// The copies that are made without keeping writers away.
    private static let unlockedCopies = 3

    private func wipe(in staging: borrowing StagingFolder) throws {
        try mappingErrors {
            var copies = 0
            while try isWipeDue() {
                let session = try current()
                let seen = try session.environment.lastTransaction()
                let isLocked = copies >= Self.unlockedCopies
                if !isLocked { try Self.copy(session, to: staging, options) }
                copies += 1
                let lock = try session.environment.beginWrite()
                if try session.environment.isReplaced() { continue }
                // Another process was faster.
                if try !session.tables.isWipeDue(lock) { return }
                if isLocked {
                    try Self.copy(session, to: staging, options)
                } else if lock.id != seen + 1 {
                    // A write transaction has the number of the commit that it would make, so
                    // the copy may lack one.
                    continue
                }
                _ = try Replacement.install(
                    staging, in: path, isFirst: false, reportingTo: options.reportsWait)
                return
            }
        }
    }

    /// Copies the last commit, without unused bytes and without the mark that there are some.
    private static func copy(
        _ session: Session, to staging: borrowing StagingFolder, _ options: Options
    ) throws {
        try session.environment.copy(to: staging.dataFile, compacting: true)
        let copy = try Self.session(in: staging.log, options)
        try copy.environment.write { transaction in
            let head = try copy.tables.head(transaction)
            let root = try session.environment.read { try session.tables.root(of: head, $0) }
            guard try copy.tables.root(of: head, transaction) == root else {
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
