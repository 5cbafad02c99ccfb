internal import Documents
internal import ArgumentParser
internal import Engine
internal import Incident
internal import IncidentEvents
internal import ReadModels

/// `tocsin` alone: what is due and the next command.
struct Due: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "due", abstract: "What is due and the next command; also tocsin alone.",
        discussion: "Example: tocsin due --json")

    @OptionGroup var reading: ReadingOptions

    func run() throws {
        let session: Session
        do {
            session = try Session(reading.place, .reading)
        } catch let error as EngineError {
            guard case .noHome = error else { throw error }
            return try nothingYet()
        }
        guard let stream = try session.incidentIfClear(nil) else {
            let every = try EveryIncident(session)
            guard !every.incidents.isEmpty else { return try nothingYet() }
            if reading.place.json { return try printJSON(every) }
            let known = every.ids.joined(separator: ", ")
            print("It is not clear which incident is meant: \(known).")
            for action in every.overdueActions { print(action.words) }
            return print("Next: tocsin use ID")
        }
        let view = try IncidentView(session, stream, asOf: reading.asOf)
        if reading.place.json {
            return try printJSON(Enveloped(envelope: view.envelope, content: view.due))
        }
        let due = view.due
        for line in view.heading { print(line) }
        let title = TerminalText.safe(view.state.opening?.title ?? "")
        let phase = view.state.phase.map { ", phase \($0)" } ?? ""
        print(
            "\(view.mode.marking) \(stream)\(view.state.isOpen ? "" : ", \(view.state.condition)"): \(title)\(phase)"
        )
        print(view.renderer.due(due.items, asOf: view.asOf))
        if let next = due.items.first {
            print("Next: \(TerminalText.safe(next.next.typed.description))")
        } else if view.state.isOpen {
            print("Next: tocsin fact record STATEMENT --source SOURCE")
        }
    }

    private func nothingYet() throws {
        if reading.place.json { return try printJSON(EveryIncident()) }
        print("No incident is open.")
        print("Next: tocsin open attack-on-officers --place \"Main and Lamar\"")
        print("To look around first: tocsin demo; tocsin playbook list; tocsin --help")
    }
}

extension IncidentState {
    /// A moment before the opening can be asked for, too.
    var condition: String {
        opening == nil ? "not opened yet" : isOpen ? "open" : "closed"
    }
}
