internal import Documents
internal import ArgumentParser
internal import Engine
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
            Example: tocsin due --everyone
            """)

    @OptionGroup var options: DueOptions
    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    func run(in world: World) throws {
        let session: Session
        do {
            session = try Session(global, .reading, world)
        } catch let error as EngineError {
            guard case .noHome = error else { throw error }
            return try nothingYet(world)
        }
        guard let stream = try session.incidentIfClear(nil, leavesClosed: true) else {
            let every = try EveryIncident(session)
            guard !every.incidents.isEmpty else { return try nothingYet(world) }
            if global.json { return try world.printJSON(every) }
            world.print(
                "More than one incident is possible: \(IncidentLine.marked(every.incidents)).")
            for action in every.overdueActions { world.print(action.words) }
            return world.print("Next: tocsin use ID")
        }
        let view = try IncidentView(session, stream, asOf: reading.asOf)
        let screen = try DueScreen(view, options, isWhole: global.json)
        if global.json {
            return try world.printJSON(
                Enveloped(envelope: view.envelope, content: screen.list), for: screen.incident)
        }
        for line in screen.lines(of: "due") { world.print(line) }
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
