internal import EventLog
public import Incident
public import IncidentEvents
internal import Synchronization

extension Engine {
    /// What an incident's log holds and what it comes to.
    public struct Loaded: Sendable {
        public var state: IncidentState
        public var records: [IncidentRecord]
    }

    /// Reads an incident whole.
    ///
    /// - Parameters:
    ///   - last: The revision of the last entry to read; nil for all that there are.
    ///   - progress: Called after every thousand entries with their number so far.
    /// - Throws: ``EngineError/unknownIncident(_:known:)``,
    ///   ``EngineError/unreadableRecord(position:why:)`` or `EventLogError`.
    public func load(
        _ stream: String, through last: UInt64? = nil,
        progress: (Int) throws -> Void = { _ in }
    ) throws -> Loaded {
        var state = IncidentState()
        var records: [IncidentRecord] = []
        try forEachRecord(in: stream, through: last) { record in
            state.evolve(with: record)
            records.append(record)
            if records.count % 1000 == 0 { try progress(records.count) }
        }
        guard !records.isEmpty else {
            throw EngineError.unknownIncident(stream, known: try incidents())
        }
        return Loaded(state: state, records: records)
    }

    /// What an incident's log comes to, without its records.
    public func state(of stream: String) throws -> IncidentState {
        let fold = try fold(stream)
        guard fold.next > 0 else {
            throw EngineError.unknownIncident(stream, known: try incidents())
        }
        return fold.state
    }

    /// What had come to be by `limit`, in incident time.
    ///
    /// - Parameter last: The revision of the last entry to read; nil for all that there are.
    public func state(
        of stream: String, asOf limit: Instant, through last: UInt64? = nil
    ) throws -> IncidentState {
        var state = IncidentState()
        try forEachRecord(in: stream, through: last) { record in
            if record.incidentTime <= limit { state.evolve(with: record) }
        }
        return state
    }

    /// A state and how far in the stream it goes.
    struct Fold {
        var state = IncidentState()
        var next: UInt64 = 0

        mutating func apply(_ record: IncidentRecord) {
            state.evolve(with: record)
            next = record.revision + 1
        }
    }

    func fold(_ stream: String) throws -> Fold {
        var fold = folds.withLock { $0[stream] } ?? Fold()
        try forEachRecord(in: stream, from: fold.next) { fold.apply($0) }
        keep(fold, of: stream)
        return fold
    }

    /// Folds the records before `first`, and those from it on for as long as `isIncluded` says so.
    func fold(
        _ stream: String, through first: UInt64, while isIncluded: (StoredRecord) throws -> Bool
    ) throws -> Fold {
        struct Enough: Error {}
        let known = folds.withLock { $0[stream] } ?? Fold()
        var fold = known.next <= first ? known : Fold()
        do {
            try log.forEachRecord(in: stream, from: fold.next) { stored in
                if stored.revision >= first, try !isIncluded(stored) { throw Enough() }
                fold.apply(try IncidentRecord(stored))
            }
        } catch is Enough {}
        keep(fold, of: stream)
        return fold
    }

    /// Folds an incident from its first record on, as after a text was removed from it.
    func refold(_ stream: String) throws -> Fold {
        keep(Fold(), of: stream)
        return try fold(stream)
    }

    private func keep(_ fold: Fold, of stream: String) {
        folds.withLock { $0[stream] = fold }
    }

    // MARK: Records

    /// Fewer are decoded sooner than a second thread has started.
    private static let fewRecords: UInt64 = 2000
    /// What a second thread decodes before it is wanted: some megabytes.
    private static let mostAhead: UInt64 = 8192

    /// Calls `body` with an incident's records in order; of many, a second thread decodes the
    /// greater part, since it has nothing else to do with them.
    ///
    /// - Parameter last: The revision of the last record to read; nil for all that there are.
    private func forEachRecord(
        in stream: String, from first: UInt64 = 0, through last: UInt64? = nil,
        _ body: (IncidentRecord) throws -> Void
    ) throws {
        let log = log
        var decoder = RecordDecoder()
        var next = first
        while let newest = try log.read({ try $0.lastRevision(of: stream) }) {
            let end = min(newest, last ?? newest) &+ 1
            guard next < end else { return }
            let count = end - next
            guard count >= Self.fewRecords else {
                try log.forEachView(in: stream, from: next, to: end) {
                    try body(try decoder.record($0))
                }
                next = end
                continue
            }
            let ahead = min(count / 5 * 3, Self.mostAhead)
            let middle = next + ahead / 3 * 2
            let second = try alongside {
                var decoder = RecordDecoder()
                var records: [IncidentRecord] = []
                records.reserveCapacity(Int(ahead))
                try log.forEachView(in: stream, from: middle, to: middle + ahead) {
                    records.append(try decoder.record($0))
                }
                return records
            } _: {
                try log.forEachView(in: stream, from: next, to: middle) {
                    try body(try decoder.record($0))
                }
            }
            for record in second { try body(record) }
            next = middle + ahead
        }
    }
}
