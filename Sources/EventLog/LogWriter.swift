internal import LMDB

/// The log under its only write lock: nobody else can append until the write ends.
public struct LogWriter: ~Copyable {
    let transaction: WriteTransaction
    let tables: LogTables
    let options: EventLog.Options
    let progress = Progress()

    /// The transaction's progress, in a class because the writer is borrowed.
    final class Progress {
        var appended = 0
        var redacted = 0
        /// What was appended, to be read back after the commit.
        var stored: [Stored] = []
        /// The single reading of the clock for all appends of this write.
        var clock: Int64?
        /// A store that failed half-way: from then on the transaction can only be aborted.
        var failure: (any Error)?
    }

    /// An appended record, as the log must hold it after the commit.
    struct Stored {
        let position: UInt64
        let id: EventID
        let leaf: TreeHash
        let streamNumber: UInt64
        let revision: UInt64
    }

    /// Appends all of `events` to `stream` or none; they are durable when the write has returned.
    ///
    /// - Throws: ``EventLogError``. The write can continue after it unless storing itself failed.
    /// - Returns: The events' positions, with `isRepeat` if they were already stored.
    @discardableResult
    public func append(
        _ events: [NewEvent], to stream: String, expecting expected: ExpectedRevision
    ) throws -> AppendResult {
        try append(Batch(events, to: stream, random: options.random), expecting: expected)
    }

    /// The time of all appends in this write: the clock is read once.
    public var time: RecordTime {
        get throws {
            let clock = progress.clock ?? options.clock()
            progress.clock = clock
            return RecordTime(clock: clock, after: try lastRecordedAt)
        }
    }

    /// An append's events, after all checks that don't need the log.
    struct Batch {
        let stream: String
        let events: [PreparedEvent]

        init(_ events: [NewEvent], to stream: String, random: () -> [UInt8]) throws {
            try StreamName.check(stream)
            guard !events.isEmpty else { throw EventLogError.noEvents(stream: stream) }
            if events.count > 1 {
                var seen = Set<EventID>(minimumCapacity: events.count)
                for event in events where !seen.insert(event.id).inserted {
                    throw EventLogError.duplicateIDInCall(id: event.id)
                }
            }
            var simulated: Int64?
            for time in events.lazy.compactMap(\.simulatedAt) {
                if let last = simulated, time < last {
                    throw EventLogError.simulatedClockWentBack(
                        stream: stream, last: last, given: time)
                }
                simulated = time
            }
            self.stream = stream
            self.events = try events.map { try PreparedEvent($0, random: random) }
        }
    }

    func append(_ batch: Batch, expecting expected: ExpectedRevision) throws -> AppendResult {
        if let failure = progress.failure { throw failure }
        if let earlier = try earlierResult(of: batch) { return earlier }

        let known = try tables.streamEntry(batch.stream, transaction)
        try check(expected, of: batch.stream, against: known)
        if let last = known?.simulatedAt,
            let given = batch.events.lazy.compactMap(\.event.simulatedAt).first, given < last
        {
            throw EventLogError.simulatedClockWentBack(
                stream: batch.stream, last: last, given: given)
        }
        let entry =
            try known
            ?? StreamEntry(number: UInt64(transaction.count(of: tables.streams)))
        let time = try time
        let assignment = Assignment(
            position: try head, revision: entry.count, recordedAt: time.recordedAt,
            rawClock: time.clock)
        do {
            return try store(batch, in: entry, from: assignment)
        } catch {
            progress.failure = error
            throw error
        }
    }

    private func check(
        _ expected: ExpectedRevision, of stream: String, against entry: StreamEntry?
    ) throws(EventLogError) {
        let actual = entry.map { $0.count - 1 }
        let isMet =
            switch expected {
            case .any: true
            case .noStream: actual == nil
            case .exists: actual != nil
            case .revision(let revision): actual == revision
            }
        if !isMet { throw .conflict(stream: stream, expected: expected, actual: actual) }
    }

    /// The result of the append that stored the same events before; nil if all are new.
    private func earlierResult(of batch: Batch) throws -> AppendResult? {
        // New ids mostly come after all others, because they are ordered by time: one look-up
        // instead of many.
        if batch.events.count > 2, let smallest = batch.events.lazy.map(\.event.id).min(),
            try tables.isBeyondAllIDs(smallest, transaction)
        {
            return nil
        }
        var positions: [UInt64] = []
        for prepared in batch.events {
            guard let position = try tables.position(of: prepared.event.id, transaction) else {
                continue
            }
            positions.append(position)
            let isSame = try tables.withRecord(at: position, transaction) { view in
                view.holds(prepared.event, in: batch.stream)
            }
            guard isSame else {
                throw EventLogError.sameIDOtherContent(id: prepared.event.id, position: position)
            }
        }
        guard let first = positions.first else { return nil }
        // Fewer positions than events, or positions with gaps, can't come from one append.
        let count = UInt64(batch.events.count)
        let isRun = positions.enumerated().allSatisfy { $1 == first &+ UInt64($0) }
        guard isRun, positions.count == batch.events.count else {
            throw EventLogError.partialOverlap(
                stream: batch.stream, present: positions.count, of: batch.events.count)
        }
        let revision = try tables.withRecord(at: first, transaction) { $0.revision }
        return AppendResult(
            firstPosition: first, lastPosition: first &+ (count &- 1), firstRevision: revision,
            lastRevision: revision &+ (count &- 1), isRepeat: true)
    }

    private func store(
        _ batch: Batch, in entry: StreamEntry, from first: Assignment
    ) throws -> AppendResult {
        var entry = entry
        var place = first
        // The newest stream's keys come after all others in the index. A damaged entry can contain
        // any number, so nothing here may overflow.
        let isNewest = try entry.number &+ 1 >= transaction.count(of: tables.streams)
        let streamLength = batch.stream.utf8.count
        var edge = TreeEdge()
        for prepared in batch.events {
            let event = prepared.event
            let headerLength = prepared.headerLength(inStreamOfLength: streamLength)
            var leaf = TreeHash.empty
            try withKey(place.position) { position in
                try transaction.put(
                    reserving: prepared.recordLength(inStreamOfLength: streamLength),
                    forKey: position, in: tables.records, .appending
                ) { target in
                    prepared.write(to: target, stream: batch.stream, place)
                    leaf = .leaf(UnsafeRawBufferPointer(rebasing: target[..<headerLength]))
                }
                try withKey(event.id.high, event.id.low) {
                    try transaction.put(position, forKey: $0, in: tables.ids, .inserting)
                }
                try withKey(entry.number, place.revision) {
                    try transaction.put(
                        position, forKey: $0, in: tables.revisions,
                        isNewest ? .appending : .inserting)
                }
                try edge.add(leaf, at: place.position) {
                    try tables.node($0, $1, transaction)
                }
                try tables.put(edge.complete, forKey: position, transaction)
            }
            progress.stored.append(
                Stored(
                    position: place.position, id: event.id, leaf: leaf,
                    streamNumber: entry.number, revision: place.revision))
            entry.simulatedAt = event.simulatedAt ?? entry.simulatedAt
            place.position &+= 1
            place.revision &+= 1
        }
        entry.count = place.revision
        try tables.put(entry, of: batch.stream, transaction)
        progress.appended += batch.events.count
        return AppendResult(
            firstPosition: first.position, lastPosition: place.position &- 1,
            firstRevision: first.revision, lastRevision: place.revision &- 1, isRepeat: false)
    }

    consuming func commit() throws(LMDBError) { try transaction.commit() }
}

/// The time at which a record is stored: by the machine's clock, but never before the log's last
/// record.
public struct RecordTime: Hashable, Sendable {
    /// The machine's clock, in microseconds since 1970.
    public let clock: Int64
    /// The recorded time, in microseconds since 1970.
    public let recordedAt: Int64

    /// - Parameter last: The time of the log's last record; nil if there isn't one.
    public init(clock: Int64, after last: Int64?) {
        self.clock = clock
        recordedAt = max(last ?? clock, clock)
    }

    /// Whether the log's last record is later than the machine's clock.
    public var isAhead: Bool { recordedAt != clock }
}
