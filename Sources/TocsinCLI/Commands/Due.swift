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
        discussion: "Example: tocsin due --json")

    @OptionGroup var reading: ReadingOptions

    func run(in world: World) throws {
        let session: Session
        do {
            session = try Session(reading.place, .reading, world)
        } catch let error as EngineError {
            guard case .noHome = error else { throw error }
            return try nothingYet(world)
        }
        guard let stream = try session.incidentIfClear(nil) else {
            let every = try EveryIncident(session)
            guard !every.incidents.isEmpty else { return try nothingYet(world) }
            if reading.place.json { return try world.printJSON(every) }
            let known = every.ids.joined(separator: ", ")
            world.print("More than one incident is possible: \(known).")
            for action in every.overdueActions { world.print(action.words) }
            return world.print("Next: tocsin use ID")
        }
        let view = try IncidentView(session, stream, asOf: reading.asOf)
        if reading.place.json {
            return try world.printJSON(Enveloped(envelope: view.envelope, content: view.due))
        }
        let due = view.due
        for line in view.heading { world.print(line) }
        let title = TerminalText.safe(view.state.opening?.title ?? "")
        let phase = view.state.phase.map { ", phase \($0)" } ?? ""
        world.print(
            "\(view.mode.marking) \(stream)\(view.state.isOpen ? "" : ", \(view.state.condition)"): \(title)\(phase)"
        )
        world.print(view.renderer.due(due.items, asOf: view.asOf))
        for line in view.renderer.ready(due.ready) { world.print(line) }
        if let next = due.items.first {
            world.print("Next: \(TerminalText.safe(next.next.typed.description))")
            if let then = next.then {
                world.print("Then: \(TerminalText.safe(then.typed.description))")
            }
        } else if view.state.isOpen {
            world.print("Next: tocsin fact record STATEMENT --source SOURCE")
        }
    }

    private func nothingYet(_ world: World) throws {
        if reading.place.json { return try world.printJSON(EveryIncident()) }
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
