internal import Documents
internal import ArgumentParser
internal import Engine
internal import EventLog
internal import Glibc
internal import Incident
internal import IncidentEvents
internal import ReadModels

/// `tocsin` alone: the due items and the next command.
struct Due: Command {
    static let configuration = CommandConfiguration(
        commandName: "due",
        abstract: "Show what is due. Same as tocsin.",
        discussion: """
            Shows your items by the roles that you hold, and those that nobody on duty can settle. \
            Our public errors, the alerts in force and late updates come first, for everyone. It \
            fits on one screen; the rest is counted.
            With more than one incident open, or with --all-incidents, it lists the items of all \
            open incidents and campaigns.
            Example: tocsin due --all-incidents --exit-code
            """)

    @Flag(help: "The items of all open incidents and campaigns.") var allIncidents = false
    @Flag(help: "Exit with 1 if something is overdue.") var exitCode = false
    @Flag(help: "Show it again whenever something is recorded, and every minute.")
    var watch = false
    @OptionGroup var options: DueOptions
    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if allIncidents, reading.asOf != nil || global.incident != nil {
            throw ValidationError(
                "--all-incidents shows all incidents as they are now. Drop --as-of and --incident.")
        }
        if watch, exitCode || reading.asOf != nil {
            throw ValidationError("--watch runs until you interrupt it. Use it alone.")
        }
    }

    func run(in world: World) throws {
        let session: Session
        do {
            session = try Session(global, .reading, world)
        } catch let error as EngineError {
            guard case .noHome = error else { throw error }
            return try nothingYet(world)
        }
        if watch { return try watch(session) }
        let isOverdue = try show(session)
        if exitCode, isOverdue { throw ExitCode(ExitStatus.failed.rawValue) }
    }

    /// - Returns: Whether something that is shown is overdue.
    private func show(_ session: Session) throws -> Bool {
        let world = session.world
        let clear = try session.incidentIfClear(nil, leavesClosed: true)
        guard !allIncidents, let stream = clear else {
            let everywhere = try DueEverywhere(
                session, everyone: options.everyone,
                most: global.json || options.all ? nil : DueScreen.height)
            if everywhere.every.incidents.isEmpty {
                try nothingYet(world)
                return false
            }
            if global.json {
                try world.printJSON(everywhere)
            } else {
                show(everywhere, isAsked: allIncidents, world)
            }
            return everywhere.isOverdue || !everywhere.every.overdueActions.isEmpty
        }
        let view = try IncidentView(session, stream, asOf: reading.asOf)
        let screen = try DueScreen(view, options, isWhole: global.json)
        let shown = options.everyone ? screen.list.items : screen.list.shown
        if global.json {
            try world.printJSON(
                Enveloped(envelope: view.envelope, content: screen.list), for: screen.incident)
        } else {
            if let way = try session.wayToOpenOnes(from: stream) { world.print(way) }
            for line in screen.lines(of: "due") { world.print(line) }
        }
        return shown.contains(where: \.isOverdue)
    }

    private func show(_ everywhere: DueEverywhere, isAsked: Bool, _ world: World) {
        if !isAsked {
            world.print(
                "More than one incident is possible: \(IncidentLine.marked(everywhere.every.incidents))."
            )
        }
        for line in everywhere.lines(all: options.all) { world.print(line) }
        if !isAsked { world.print("Next: tocsin use ID") }
    }

    /// How often the log is looked at, and how many looks make a minute.
    private static let pause: UInt32 = 200_000
    private static let looks = 300

    /// Shows the screen again whenever the log has grown, and every minute for what becomes due.
    private func watch(_ session: Session) throws {
        var head: UInt64?
        var looks = 0
        while true {
            let now = try session.engine.log.read { try $0.head }
            if now != head || looks >= Self.looks {
                if !global.json { clearScreen(session.world) }
                _ = try show(session)
                guard session.world.flush() == 0 else { return }
                (head, looks) = (now, 0)
            }
            usleep(Self.pause)
            looks += 1
        }
    }

    private func clearScreen(_ world: World) {
        guard world.terminal.hasOutput, world.environment["TERM"] != "dumb" else { return }
        world.print("\u{1B}[H\u{1B}[2J", terminator: "")
    }

    private func nothingYet(_ world: World) throws {
        if global.json { return try world.printJSON(EveryIncident()) }
        world.print("No incident is open.")
        world.print("Next: tocsin open attack-on-officers --place \"Main and Lamar\"")
        world.print("To explore first: tocsin demo; tocsin playbook list; tocsin --help")
    }
}

extension IncidentState {
    /// The requested moment may be before the opening.
    var condition: String {
        opening == nil ? "not opened yet" : isOpen ? "open" : "closed"
    }
}
