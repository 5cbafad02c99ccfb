internal import LMDB

extension EventLog {
    /// Calls `body` with the records of the log from `position` on, and with those that this and
    /// other processes append later, until `wait` says so.
    ///
    /// - Parameters:
    ///   - stream: Leaves out the records of all others.
    ///   - wait: Called whenever nothing new is there. It waits as long as the caller sees fit,
    ///     10 ms or so, and returns false to end.
    /// - Throws: What `body` and `wait` throw, or ``EventLogError``.
    public func follow(
        from position: UInt64 = 0, in stream: String? = nil, waiting wait: () throws -> Bool,
        _ body: (StoredRecord) throws -> Void
    ) throws {
        var next = position
        while true {
            // Looked up before the records, so that no commit falls between.
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

    /// The data file and the number of its last commit: what changes with every commit.
    private func lastCommit() throws -> (session: Session, number: Int) {
        try mappingErrors {
            let session = try current()
            return (session, try session.environment.lastTransaction())
        }
    }

    /// How much of its byte budget the log uses.
    public struct StorageUse: Sendable, Hashable {
        public let usedBytes: Int
        /// Commits since the data file was made or last rewritten.
        public let commits: Int
        /// Nil where there is no limit but the disk.
        public let budget: Int?

        /// One sentence for people from 80 % on, another from 95 % on; nil before.
        public var warning: String? {
            guard let budget, budget > 0 else { return nil }
            let percent = Int(Double(usedBytes) / Double(budget) * 100)
            if percent < 80 { return nil }
            let state = "The log uses \(percent) % of the \(budget) bytes that it may have."
            return percent < 95
                ? "\(state) Raise its budget soon." : "\(state) Raise its budget now, or it stops."
        }
    }

    public func storageUse() throws -> StorageUse {
        try mappingErrors {
            let environment = try current().environment
            return StorageUse(
                usedBytes: try environment.usedBytes(),
                commits: try environment.lastTransaction(), budget: options.byteBudget)
        }
    }
}
