internal import ArgumentParser
internal import Basics
internal import Documents
internal import Engine
internal import Incident
internal import IncidentEvents
internal import Playbooks
internal import ReadModels

struct PauseCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "Pause all routine work, or see what is paused.",
        discussion: """
            Any PIO can pause everything, without an incident: after a tragedy elsewhere, no \
            cheerful post goes out. A LIVE incident does it by itself. --over lets new work \
            through; what is paused waits until a person resumes it, one by one.
            Example: tocsin pause --all --because "the shooting in Springfield"
            """)

    @Flag(help: "Pause every schedule and message of all campaigns.") var all = false
    @Flag(help: "The reason is over. Items wait until they are resumed.") var over = false
    @Option(help: "Why.") var because: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if all, over { throw ValidationError("--all and --over exclude each other. Give one.") }
        if all || over, because.nonEmpty == nil {
            throw ValidationError("--because is missing. Say why.")
        }
        if !all, !over, because != nil {
            throw ValidationError("Add --all to pause all routine work.")
        }
    }

    func run(in world: World) throws {
        let reader = InputReader(world)
        guard all || over else {
            let session = try Session(global, .reading, world)
            return try show(session, said: [])
        }
        let file = try DepartmentFile.ofHome(world.home(global), reader)
        let session = try Session(global, .creating, world)
        try refuseInDrill(session)
        let request = try session.request(
            writing, in: nil, asking: Asked(self, [], earlier: []))
        let result: (pauses: [WorkPause], isNew: Bool)
        do {
            result = try session.engine.performRoutine(request, file?.department) { state in
                all
                    ? try Decider.pauseAll(because ?? "", in: state)
                    : try Decider.endPauseOfAll(because ?? "", in: state)
            }
        } catch {
            throw Failure(error, request: request.id, for: nil)
        }
        try show(session, said: said(result))
    }

    private func said(_ result: (pauses: [WorkPause], isNew: Bool)) -> [String] {
        let incidents = result.pauses.filter { $0.ended == nil }.compactMap(\.incident)
        let rest = incidents.map { "The pause for \($0) ends when \($0) is closed." }
        if all {
            return [
                result.isNew
                    ? "All routine work is paused." : "No change: this is already recorded."
            ]
        }
        guard result.isNew else { return ["Nobody has paused all routine work."] + rest }
        return incidents.isEmpty ? ["New routine work isn't paused any more."] : rest
    }

    /// Somebody who practices must not stop real work.
    private func refuseInDrill(_ session: Session) throws {
        guard let stream = try session.incidentIfClear(nil),
            try session.engine.incidents().contains(stream)
        else { return }
        let mode = try session.engine.state(of: stream).mode
        guard mode.isDrill else { return }
        throw Failure(
            .refused,
            "Your incident is \(mode.marking) \(stream), and a drill pauses nothing real.",
            remedy: "If you mean all real routine work, first type: tocsin use none")
    }

    private func show(_ session: Session, said: [String]) throws {
        let answer = try PauseAnswer(session)
        if global.json { return try session.world.printJSON(answer) }
        for line in said + answer.lines { session.world.print(TerminalText.safe(line)) }
    }
}

/// The pauses that hold, and what waits.
///
/// JSON: `pauses` with `began`, `incident`, `reason`, and `items` with `incident`, `item`, `reason`,
/// `since`, `command`.
struct PauseAnswer: Encodable {
    struct Pause: Encodable {
        var began: Instant
        /// The LIVE incident that is the cause; absent for a person's decision.
        var incident: String?
        var reason: String
    }

    struct Item: Encodable {
        var incident: String
        var item: String
        var reason: String
        var since: Instant
        /// The command that resumes it.
        var command: String
    }

    var pauses: [Pause]
    var items: [Item]
    let lines: [String]

    init(_ session: Session) throws {
        let engine = session.engine
        let file = try DepartmentFile.ofHome(engine.home, InputReader(session.world))
        let zone =
            file.flatMap { Zone($0.department.zone) } ?? Zone(session.world.zone) ?? .utc
        pauses = try engine.routinePauses().filter { $0.ended == nil }.map {
            Pause(began: $0.began.at, incident: $0.incident, reason: $0.reason)
        }
        items = try session.pausedWork().map { stream, paused in
            Item(
                incident: stream, item: paused.item, reason: paused.pause.reason,
                since: paused.pause.began.at,
                command: paused.resuming.typed.about(stream).description)
        }
        let heads = pauses.map { "Paused since \(zone.dated($0.began)): \($0.reason)." }
        let waiting = items.map { "\($0.incident) \($0.item) waits. To resume it: \($0.command)" }
        let open =
            pauses.contains { $0.incident == nil }
            ? ["When the reason is over: \(Suggestion.endPause.typed)"] : []
        lines =
            heads.isEmpty && waiting.isEmpty
            ? ["No routine work is paused."] : heads + waiting + open
    }
}

extension Session {
    /// What waits in the open campaigns.
    fileprivate func pausedWork() throws -> [(campaign: String, paused: PausedItem)] {
        try engine.incidents().flatMap { stream -> [(campaign: String, paused: PausedItem)] in
            let state = try engine.state(of: stream)
            guard state.mode == .routine, state.isOpen else { return [] }
            return try routine(state)?.pausedItems.map { (stream, $0) } ?? []
        }
    }

    /// What the opening of a LIVE incident holds back; nil for nothing.
    func pausedNote(for stream: String) throws -> Remedy? {
        let held = try pausedWork().filter { $0.paused.pause.incident == stream }
        guard !held.isEmpty else { return nil }
        let campaigns = held.map(\.campaign).uniqued().joined(separator: ", ")
        return
            "Routine work waits while it is open: \(held.count.counted("item")) of \(campaigns). See them: \(do: .showPauses)"
    }
}
