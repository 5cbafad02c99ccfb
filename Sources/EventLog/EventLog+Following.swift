internal import LMDB

extension EventLog {
    /// Calls `body` with the records of the log from `position`, and with those that this and other
    /// processes append later, until `wait` returns false.
    ///
    /// - Parameters:
    ///   - stream: Omits the records of all other streams; nil follows them all.
    ///   - wait: Called whenever there is nothing new. It should wait about 10 ms; it returns false
    ///     to end.
    /// - Throws: Any error of `body` or `wait`, or ``EventLogError``.
    public func follow(
        from position: UInt64 = 0, in stream: String? = nil, waiting wait: () throws -> Bool,
        _ body: (StoredRecord) throws -> Void
    ) throws {
        var next = position
        while true {
            // Looked up before the records, so that no commit is missed in between.
            let seen = try lastCommit()
            try forEachRecord(from: next) { record in
                next = record.position + 1
                if let stream, !stream.utf8.elementsEqual(record.stream.utf8) { return }
                try body(record)
            }
            while true {
                if try !wait() { return }
                let now = try lastCommit()
                if now.session !== seen.session || now.number != seen.number { break }
            }
        }
    }

    /// The data file and the number of its last commit; every commit changes them.
    private func lastCommit() throws -> (session: Session, number: Int) {
        try mappingErrors {
            let session = try current()
            return (session, try session.environment.lastTransaction())
        }
    }

    /// The used part of the log's byte budget.
    public struct StorageUse: Sendable, Hashable {
        /// The data file up to the last page in use, including free pages before it.
        public let usedBytes: Int
        /// Commits since the data file was made or last rewritten.
        public let commits: Int
        /// ``EventLog/Options/byteBudget``; nil if only the disk limits the log.
        public let budget: Int?

        /// A sentence for people at 80 % or more, another at 95 % or more; nil below or without a
        /// budget.
        public var warning: String? {
            guard let budget, budget > 0 else { return nil }
            let percent = Int(Double(usedBytes) / Double(budget) * 100)
            if percent < 80 { return nil }
            let state = "The log uses \(percent) % of its \(budget) bytes."
            return percent < 95
                ? "\(state) Raise its limit soon."
                : "\(state) Raise its limit now, or it will stop."
        }
    }

    /// - Throws: ``EventLogError``.
    public func storageUse() throws -> StorageUse {
        try mappingErrors {
            let environment = try current().environment
            return StorageUse(
                usedBytes: try environment.usedBytes(),
                commits: try environment.lastTransaction(), budget: options.byteBudget)
        }
    }
}
