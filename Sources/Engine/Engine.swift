public import EventLog
public import Incident
public import IncidentEvents
public import Playbooks
internal import Synchronization

/// Carries out commands: folds the incident, lets the domain decide, stores what it decided.
///
/// The log is the only state. Several engines, in one process or several, may work on one home;
/// a process opens each home once.
public final class Engine: Sendable {
    public let home: Home
    public let log: EventLog
    let clock: @Sendable () -> Int64
    let adopted = AdoptedFiles()
    /// What was folded last of each incident: a log only grows, so it needs only what is newer.
    private let folds = Mutex<[String: Fold]>([:])

    init(home: Home, log: EventLog, clock: @escaping @Sendable () -> Int64) {
        self.home = home
        self.log = log
        self.clock = clock
    }

    /// Opens the home's log.
    ///
    /// - Parameter options: The clock, the randomness and how the log is opened.
    /// - Throws: ``EngineError`` for a folder that is no home, `EventLogError` for its log.
    public static func open(
        _ home: Home, options: EventLog.Options = EventLog.Options()
    ) throws -> Engine {
        try home.prepare(creating: options.createIfMissing && !options.isReadOnly)
        let log = try EventLog.open(at: home.logPath, options: options)
        return Engine(home: home, log: log, clock: options.clock)
    }

    /// The present time, by the clock that the log records.
    public var now: Instant { Instant(microseconds: clock()) }

    /// The ids of all incidents, by name.
    public func incidents() throws -> [String] {
        try log.read { try $0.streams().map(\.name) }
    }

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
        var decoder = RecordDecoder()
        try log.forEachView(in: stream) { view in
            if let last, view.revision > last { return }
            let record = try decoder.record(view)
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
        var decoder = RecordDecoder()
        try log.forEachView(in: stream) { view in
            if let last, view.revision > last { return }
            let record = try decoder.record(view)
            if record.incidentTime <= limit { state.evolve(with: record) }
        }
        return state
    }

    /// The playbook that an incident runs by, from the bytes in its log; nil before its opening.
    public func playbook(of state: IncidentState) throws -> Playbook? {
        try adopted.playbook(of: state)
    }

    /// The department that an incident was opened by, from the bytes in its log.
    public func department(of state: IncidentState) throws -> Department? {
        try adopted.department(of: state)
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
        var decoder = RecordDecoder()
        try log.forEachView(in: stream, from: fold.next) { fold.apply(try decoder.record($0)) }
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
}
