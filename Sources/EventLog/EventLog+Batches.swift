extension EventLog {
    /// Calls `body` with the records of `stream` in order, including those appended meanwhile.
    ///
    /// It reads batches of at most `batch` records and about 8 MiB, each in its own short snapshot,
    /// so a long walk neither fills the memory nor makes the file grow.
    public func forEachRecord(
        in stream: String, from revision: UInt64 = 0, batch: Int = 1000,
        _ body: (StoredRecord) throws -> Void
    ) throws {
        var next = revision
        while true {
            let records = try read { snapshot in
                try snapshot.tables.records(
                    in: stream, from: next, limit: max(batch, 1), bytes: LogTables.batchBytes,
                    snapshot.transaction)
            }
            guard let last = records.last else { return }
            for record in records { try body(record) }
            next = last.revision + 1
        }
    }

    /// Lends `body` the records of `stream` in order, in place, without copying them.
    ///
    /// It reads in the same batches. `body` runs inside the snapshot, so it should be quick: the
    /// space of replaced pages can't be reused while a batch lasts.
    ///
    /// - Parameter end: The first revision that isn't read.
    public func forEachView(
        in stream: String, from revision: UInt64 = 0, to end: UInt64 = .max, batch: Int = 1000,
        _ body: (borrowing RecordView) throws -> Void
    ) throws {
        var next = revision
        while next < end {
            let limit = Int(min(UInt64(max(batch, 1)), end - next))
            let reached = try read { snapshot in
                try snapshot.tables.forEachView(
                    in: stream, from: next, limit: limit, bytes: LogTables.batchBytes,
                    snapshot.transaction, body)
            }
            if reached == next { return }
            next = reached
        }
    }

    /// Lends `body` the records of `stream`, the newest first, until it returns false.
    ///
    /// It reads in the same batches, without those appended meanwhile.
    public func forEachViewBackward(
        in stream: String, batch: Int = 1000, _ body: (borrowing RecordView) throws -> Bool
    ) throws {
        guard var end = try read({ try $0.lastRevision(of: stream) }).map({ $0 + 1 }) else {
            return
        }
        while end > 0 {
            let isDone = try read { snapshot in
                try snapshot.tables.forEachViewBackward(
                    in: stream, before: end, limit: max(batch, 1), snapshot.transaction, body)
            }
            if isDone { return }
            end -= min(end, UInt64(max(batch, 1)))
        }
    }

    /// Calls `body` with the records of the whole log, in the same batches.
    public func forEachRecord(
        from position: UInt64 = 0, batch: Int = 1000, _ body: (StoredRecord) throws -> Void
    ) throws {
        var next = position
        while true {
            let records = try read { snapshot in
                try snapshot.tables.records(
                    from: next, limit: max(batch, 1), bytes: LogTables.batchBytes,
                    snapshot.transaction)
            }
            guard let last = records.last else { return }
            for record in records { try body(record) }
            next = last.position + 1
        }
    }
}
