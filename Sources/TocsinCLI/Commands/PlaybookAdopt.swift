internal import ArgumentParser
internal import Documents
internal import Engine
internal import Incident
internal import IncidentEvents
internal import Playbooks

struct PlaybookAdopt: IncidentCommand {
    static let configuration = CommandConfiguration(
        commandName: "adopt", abstract: "Go over to a newer version in an open incident.",
        discussion: """
            The log keeps the whole file and says what changes. It takes the authority adopt. It is \
            refused if a step, phase or template that the incident still needs would vanish.
            Example: tocsin playbook adopt playbooks/storm.yaml
            """)
    static let positionals = ["playbook"]

    @Argument(help: "The newer version: its id, or a path.", completion: .playbooks)
    var playbook: String
    @OptionGroup var library: LibraryOptions
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func prepare(
        _ text: CommandText, _ reader: InputReader
    ) throws -> LifecycleCommand.AdoptPlaybook {
        let world = reader.world
        let file = try library.playbook(playbook, in: world.home(global), world, reader)
        return try Engine.adoption(of: file.yaml, file: file.name)
    }

    func plan(_ decision: inout Decision, _ input: LifecycleCommand.AdoptPlaybook) throws {
        try decision.perform(.lifecycle(.adoptPlaybook(input)))
    }

    func afterword(_ outcome: Outcome, _ session: Session) throws -> Remedy? {
        let changes = outcome.records.lazy.compactMap { record -> [String]? in
            guard case .event(.playbookAdopted(let event)) = record.content else { return nil }
            return event.changes
        }.first
        guard let changes else { return nil }
        return Remedy(
            changes.isEmpty
                ? "No template, step or rule differs."
                : changes.map { "- \(TerminalText.safe($0))" }.joined(separator: "\n"))
    }
}
