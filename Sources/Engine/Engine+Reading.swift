internal import EventLog
public import Incident
public import IncidentEvents
internal import Synchronization

extension Engine {
    /// An incident's records and its state.
    public struct Loaded: Sendable {
        public var state: IncidentState
        public var records: [IncidentRecord]
    }

    /// Reads a whole incident.
    ///
    /// - Parameters:
    ///   - last: The revision of the last entry to read; nil for all entries.
    ///   - progress: Called after every thousand entries with their number so far.
    /// - Throws: ``EngineError/unknownIncident(_:known:)``,
    ///   ``EngineError/unreadableRecord(position:why:)`` or `EventLogError`.
    public func load(
        _ stream: String, through last: UInt64? = nil,
        progress: (Int) throws -> Void = { _ in }
    ) throws -> Loaded {
        try withClockJumps { jumps in
            // The cached fold is reused if it goes no further than `last`.
            let known = folds.withLock { $0[stream] } ?? Fold()
            var fold = last.map { known.next <= $0 &+ 1 } ?? true ? known : Fold()
            var records: [IncidentRecord] = []
            try forEachRecord(in: stream, through: last, jumps) { record in
                if record.revision >= fold.next { fold.apply(record) }
                records.append(record)
                if records.count % 1000 == 0 { try progress(records.count) }
            }
            guard !records.isEmpty else {
                throw EngineError.unknownIncident(stream, known: try incidents())
            }
            return Loaded(state: try withHomePauses(fold.state), records: records)
        }
    }

    /// An incident's state, without its records.
    public func state(of stream: String) throws -> IncidentState {
        let fold = try fold(stream)
        guard fold.next > 0 else {
            throw EngineError.unknownIncident(stream, known: try incidents())
        }
        return try withHomePauses(fold.state)
    }

    /// The state as of `limit`, in incident time.
    ///
    /// - Parameter last: The revision of the last entry to read; nil for all entries.
    public func state(
        of stream: String, asOf limit: Instant, through last: UInt64? = nil
    ) throws -> IncidentState {
        try withClockJumps { jumps in
            var state = IncidentState()
            try forEachRecord(in: stream, through: last, jumps) { record in
                if record.incidentTime <= limit { state.evolve(with: record) }
            }
            return try withHomePauses(state, asOf: limit)
        }
    }

    /// A state and the revision it has reached.
    struct Fold {
        var state = IncidentState()
        var next: UInt64 = 0

        mutating func apply(_ record: IncidentRecord) {
            state.evolve(with: record)
            next = record.revision + 1
        }
    }

    func fold(_ stream: String) throws -> Fold {
        let fold = try withClockJumps { jumps in
            var fold = folds.withLock { $0[stream] } ?? Fold()
            try forEachRecord(in: stream, from: fold.next, jumps) { fold.apply($0) }
            return fold
        }
        keep(fold, of: stream)
        return fold
    }

    /// Folds the records before `first`, and later ones for as long as `isIncluded` returns true.
    func fold(
        _ stream: String, through first: UInt64,
        while isIncluded: (StoredRecord, IncidentRecord) throws -> Bool
    ) throws -> Fold {
        struct Enough: Error {}
        let fold = try withClockJumps { jumps in
            let known = folds.withLock { $0[stream] } ?? Fold()
            var fold = known.next <= first ? known : Fold()
            do {
                try log.forEachRecord(in: stream, from: fold.next) { stored in
                    let record = try IncidentRecord(stored, jumps)
                    if stored.revision >= first, try !isIncluded(stored, record) { throw Enough() }
                    fold.apply(record)
                }
            } catch is Enough {}
            return fold
        }
        keep(fold, of: stream)
        return fold
    }

    /// Folds incidents on two threads. Reading each of them afterward takes no time.
    public func readAhead(_ streams: some Collection<String>) throws {
        _ = try onTwoThreads(Array(streams)) { try self.fold($0).next }
    }

    /// Frees what is kept of incidents. A home may have thousands.
    public func forget(_ streams: some Collection<String>) {
        folds.withLock { folds in
            for stream in streams { folds[stream] = nil }
        }
    }

    /// Folds an incident from its first record, for example after a text was removed from it.
    func refold(_ stream: String) throws -> Fold {
        keep(Fold(), of: stream)
        return try fold(stream)
    }

    private func keep(_ fold: Fold, of stream: String) {
        folds.withLock { $0[stream] = fold }
    }

    // MARK: Records

    /// Below this number, decoding ends before a second thread could start.
    private static let fewRecords: UInt64 = 2000
    /// The number of records that two threads share at a time: some megabytes when decoded.
    private static let stretch: UInt64 = 16384

    /// Calls `body` with an incident's records in order; a second thread helps to decode many
    /// records.
    ///
    /// - Parameter last: The revision of the last record to read; nil for all records.
    func forEachRecord(
        in stream: String, from first: UInt64 = 0, through last: UInt64? = nil,
        _ jumps: ClockJumps, _ body: (IncidentRecord) throws -> Void
    ) throws {
        var decoder = RecordDecoder(jumps)
        var next = first
        while let newest = try log.read({ try $0.lastRevision(of: stream) }) {
            let end = min(newest, last ?? newest) &+ 1
            guard next < end else { return }
            if end - next < Self.fewRecords {
                try log.forEachView(in: stream, from: next, to: end) {
                    try body(try decoder.record($0))
                }
                next = end
            } else {
                let end = min(end, next + Self.stretch)
                try forEachRecord(of: RecordBatches(log, stream, next..<end), jumps, body)
                next = end
            }
        }
    }

    private func forEachRecord(
        of batches: RecordBatches, _ jumps: ClockJumps, _ body: (IncidentRecord) throws -> Void
    ) throws {
        var decoder = RecordDecoder(jumps)
        var own: [Int: RecordBatches.Batch] = [:]
        var wanted = 0
        func passOn() throws {
            while true {
                if let batch = own.removeValue(forKey: wanted) {
                    for record in try batch.get() { try body(record) }
                } else if let batch = batches.take(wanted) {
                    for record in try batch.get() { try body(record) }
                    batches.giveBack(batch)
                } else {
                    return
                }
                wanted += 1
            }
        }
        try alongside {
            var decoder = RecordDecoder(jumps)
            while let number = batches.claim() {
                batches.put(batches.decode(number, with: &decoder), as: number)
            }
        } _: {
            // Stops the other thread when `body` needs no more records.
            defer { batches.end() }
            while let number = batches.claim() {
                own[number] = batches.decode(number, with: &decoder)
                try passOn()
            }
        }
        try passOn()
    }
}

/// A stretch of a stream in pieces. Each piece is decoded by the thread that claims it first.
private final class RecordBatches: Sendable {
    /// A read error is kept as the result, so that the first of several errors is the one reported.
    typealias Batch = Result<[IncidentRecord], any Error>

    private static let size: UInt64 = 256

    private struct Shares {
        var unclaimed: Range<Int>
        /// Decoded by the second thread.
        var decoded: [Int: Batch] = [:]
        var used: [Batch] = []
    }

    private let log: EventLog
    private let stream: String
    private let revisions: Range<UInt64>
    private let shares: Mutex<Shares>

    init(_ log: EventLog, _ stream: String, _ revisions: Range<UInt64>) {
        self.log = log
        self.stream = stream
        self.revisions = revisions
        let count = (revisions.upperBound - revisions.lowerBound + Self.size - 1) / Self.size
        shares = Mutex(Shares(unclaimed: 0..<Int(count)))
    }

    /// The next batch in order; nil when none is left.
    func claim() -> Int? {
        shares.withLock { $0.unclaimed.popFirst() }
    }

    func end() {
        shares.withLock { $0.unclaimed = 0..<0 }
    }

    func decode(_ number: Int, with decoder: inout RecordDecoder) -> Batch {
        let start = revisions.lowerBound + UInt64(number) * Self.size
        let end = min(start + Self.size, revisions.upperBound)
        let batch = Batch {
            var records: [IncidentRecord] = []
            records.reserveCapacity(Int(Self.size))
            try log.forEachView(in: stream, from: start, to: end) {
                records.append(try decoder.record($0))
            }
            return records
        }
        if case .failure = batch { self.end() }
        return batch
    }

    /// Leaves a batch to the thread that passes records on, and frees the batches it has returned:
    /// two threads that free each other's memory wait for each other.
    func put(_ batch: Batch, as number: Int) {
        _ = shares.withLock { shares in
            shares.decoded[number] = batch
            defer { shares.used = [] }
            return shares.used
        }
    }

    func take(_ number: Int) -> Batch? {
        shares.withLock { $0.decoded.removeValue(forKey: number) }
    }

    func giveBack(_ batch: Batch) {
        shares.withLock { $0.used.append(batch) }
    }
}
