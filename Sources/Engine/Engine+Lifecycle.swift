internal import EventLog
public import Incident
public import IncidentEvents

// A home may have thousands of incidents, of which a command is about one. These answers about the
// others are the fold's, from the few entries that decide them.
extension Engine {
    private static let opening = EventTypes([EventKind.incidentOpened.rawValue])
    private static let closures = EventTypes(
        [EventKind.incidentClosed, .incidentReopened].map(\.rawValue))

    /// An incident's opening: mostly its first entry. Nil before it.
    public func opening(of stream: String) throws -> IncidentState.Opening? {
        struct Enough: Error {}
        return try withClockJumps { jumps in
            var state = IncidentState()
            var decoder = RecordDecoder(jumps)
            do {
                try log.forEachView(in: stream) { view in
                    guard view.isOf(Self.opening) else { return }
                    state.evolve(with: try decoder.record(view))
                    if state.opening != nil { throw Enough() }
                }
            } catch is Enough {}
            return state.opening
        }
    }

    /// Whether an incident is opened and not closed since. It reads the newest entries first, up to
    /// the last closing or reopening, so a closed incident is quick to judge.
    public func isOpen(_ stream: String) throws -> Bool {
        var state = IncidentState()
        var decoder = RecordDecoder()
        try log.forEachViewBackward(in: stream) { view in
            guard view.isOf(Self.closures) else { return true }
            // One whose body was removed decides nothing.
            state.evolve(with: try decoder.record(view))
            return state.closures.isEmpty
        }
        return try !state.isClosed && opening(of: stream) != nil
    }

    /// The state folded from entries of some kinds alone: all that these decide, and nothing else.
    public func state(of stream: String, from kinds: Set<EventKind>) throws -> IncidentState {
        let types = EventTypes(kinds.map(\.rawValue))
        return try withClockJumps { jumps in
            var state = IncidentState()
            var decoder = RecordDecoder(jumps)
            try log.forEachView(in: stream) { view in
                if view.isOf(types) { state.evolve(with: try decoder.record(view)) }
            }
            return state
        }
    }

    /// The same for several incidents, on two threads.
    public func states(
        of streams: [String], from kinds: Set<EventKind>
    ) throws -> [IncidentState] {
        try onTwoThreads(streams) { try self.state(of: $0, from: kinds) }
    }

    /// The values of incidents in the order given: one half on a thread of its own.
    func onTwoThreads<Value: Sendable>(
        _ streams: [String], _ value: @escaping @Sendable (String) throws -> Value
    ) throws -> [Value] {
        let half = streams.count / 2
        var others: [Value] = []
        let values = try alongside {
            try streams[..<half].map(value)
        } _: {
            others = try streams[half...].map(value)
        }
        return values + others
    }

    /// - Throws: ``EngineError/unknownIncident(_:known:)`` if the home has no such incident.
    public func requireIncident(_ stream: String) throws {
        if try Self.homeStreams.contains(stream)
            || log.read({ try $0.lastRevision(of: stream) }) == nil
        {
            throw EngineError.unknownIncident(stream, known: try incidents())
        }
    }
}
