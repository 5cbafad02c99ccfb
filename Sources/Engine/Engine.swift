public import EventLog
public import Incident
public import IncidentEvents
public import Playbooks
internal import Synchronization

/// Carries out commands: folds the incident, has the domain decide, and stores the decided events.
///
/// The log is the only state. Several engines, in the same or different processes, may use one
/// home; a process opens each home once.
public final class Engine: Sendable {
    public let home: Home
    public let log: EventLog
    let clock: @Sendable () -> Int64
    var adopted: AdoptedFiles { .shared }
    /// The last fold of each incident. A log only grows, so a fold needs only newer records.
    let folds = Mutex<[String: Fold]>([:])
    /// The entries under a clock that was ahead, as far as one was looked for.
    let clockJumps = Mutex<ClockJumps?>(nil)

    init(home: Home, log: EventLog, clock: @escaping @Sendable () -> Int64) {
        self.home = home
        self.log = log
        self.clock = clock
    }

    /// Opens the home's log.
    ///
    /// - Parameter options: The clock, the randomness and the log's options.
    /// - Throws: ``EngineError`` for a folder that is not a home, `EventLogError` for its log.
    public static func open(
        _ home: Home, options: EventLog.Options = EventLog.Options()
    ) throws -> Engine {
        try home.prepare(creating: options.createIfMissing && !options.isReadOnly)
        let log = try EventLog.open(at: home.logPath, options: options)
        return Engine(home: home, log: log, clock: options.clock)
    }

    /// The present time, by the log's clock.
    public var now: Instant { Instant(microseconds: clock()) }

    /// The ids of all incidents, by name; campaigns are among them.
    public func incidents() throws -> [String] {
        try incidentStreams().map(\.name)
    }

    /// The streams that are the home's and no incident's. No incident can have such an id.
    static let homeStreams: Set<String> = [routineStream, listeningStream]

    /// Each incident's id and the number of its records, by name. It leaves out the home's own
    /// streams.
    public func incidentStreams() throws -> [StreamInfo] {
        try log.read { try $0.streams() }.filter { !Self.homeStreams.contains($0.name) }
    }

    /// The playbook of an incident, from the bytes in its log; nil before its opening.
    public func playbook(of state: IncidentState) throws -> Playbook? {
        try adopted.playbook(of: state)
    }

    /// The department of an incident, from the bytes in its log; nil before its opening.
    public func department(of state: IncidentState) throws -> Department? {
        try adopted.department(of: state)
    }
}
