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
    let folds = Mutex<[String: Fold]>([:])

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

    /// The playbook that an incident runs by, from the bytes in its log; nil before its opening.
    public func playbook(of state: IncidentState) throws -> Playbook? {
        try adopted.playbook(of: state)
    }

    /// The department that an incident was opened by, from the bytes in its log.
    public func department(of state: IncidentState) throws -> Department? {
        try adopted.department(of: state)
    }
}
