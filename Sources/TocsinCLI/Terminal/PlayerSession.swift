internal import Basics
internal import Engine
internal import EventLog
internal import Incident
internal import IncidentEvents
internal import Player
internal import ReadModels

/// Plays one incident on the terminal, from the first screen to the key that ends it.
struct PlayerSession {
    let session: Session
    let stream: String
    let from: String?
    let to: String?
    let asOf: String?
    let isFollowing: Bool

    /// The interval at which the screen moves while playing, and at which new entries appear.
    private static let beat: Int32 = 100

    private struct Left: Error {}

    func run() throws {
        guard var terminal = try session.world.takeTerminal?() else { return }
        terminal.show(PlayerScreen.drawLoading(stream: stream, progress: nil, size: terminal.size))
        do {
            var state = try load(&terminal)
            try play(&state, on: &terminal)
        } catch is Left {}
    }

    // MARK: Loading

    private func load(_ terminal: inout PlayerTerminal) throws -> PlayerState {
        // Every thousand entries: a long log takes a second, and the user sees the progress.
        func report(_ progress: String) throws {
            terminal.show(
                PlayerScreen.drawLoading(stream: stream, progress: progress, size: terminal.size))
            if case .keys(let keys) = terminal.wait(0),
                keys.contains(.character("q")) || keys.contains(.control("c"))
            {
                throw Left()
            }
        }
        let view = try IncidentView(
            session, stream, asOf: asOf, withEntries: true
        ) { try report("\($0) entries read.") }
        let span = try ReplaySpan(from: from, to: to, view)
        let end = span.to ?? view.asOf
        var history = History()
        let records = try view.records()
        for record in records where record.incidentTime <= end || span.to == nil {
            history.append(record)
            if history.count % 1000 == 0 {
                try report(
                    "\(history.count) of \(records.count.counted("entry", "entries")) prepared.")
            }
        }
        guard !history.isEmpty else {
            throw Failure(
                .badData,
                "\(stream) has no entry before \(view.zone.dated(end)). Play all of it:"
                    + " tocsin replay")
        }
        return PlayerState(
            history, start: span.from, end: end, isLive: isFollowing, department: view.department)
    }

    // MARK: Playing

    private func play(_ state: inout PlayerState, on terminal: inout PlayerTerminal) throws {
        let clock = ContinuousClock()
        var last = clock.now
        while !state.isDone {
            terminal.show(PlayerScreen.draw(state, stream: stream, size: terminal.size))
            let isMoving = state.isPlaying || state.isLive
            let event = terminal.wait(isMoving ? Self.beat : -1)
            let now = clock.now
            state.advance(by: now - last)
            last = now
            if state.isLive { try grow(&state) }
            if case .keys(let keys) = event {
                for key in keys where !state.isDone { state.press(key) }
            }
        }
    }

    /// Reads the entries that this and other processes have appended since.
    private func grow(_ state: inout PlayerState) throws {
        let next = state.history.records.last.map { $0.revision + 1 } ?? 0
        var records: [IncidentRecord] = []
        try session.engine.log.forEachRecord(in: stream, from: next) {
            records.append(try session.engine.record($0))
        }
        state.append(records)
        // A simulated clock advances only with its entries.
        if !state.history.last.mode.isSimulable || state.history.records.last?.simulatedAt == nil {
            state.present(is: session.engine.now)
        }
    }
}
