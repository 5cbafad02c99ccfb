internal import ArgumentParser
internal import Engine
internal import Incident
internal import IncidentEvents
internal import Playbooks

/// Gives a scenario's commands their meaning by the command line's own parser. No shell is
/// involved.
struct ScenarioDecoder {
    let file: ScenarioFile
    let library: LibraryOptions

    /// - Throws: A `ScenarioError` with the place in the file for what is no command of a
    ///   scenario.
    func decode(_ line: Scenario.CommandLine) throws -> ScenarioCommand {
        let (type, typed) = try typed(line)
        let command = try parse(typed, as: type, line)
        let arguments = [line.name] + typed
        switch command {
        case let command as any IncidentCommand:
            let input = CommandInput()
            return decoded(
                .perform(
                    plan: { try command.plan(&$0, input) }, labelled: command.labelled),
                arguments, command.writing)
        case let command as OpenCommand:
            return decoded(.open(try opening(command)), arguments, command.writing)
        default:
            throw fault("it writes nothing, so an inject can't give it", line)
        }
    }

    private func decoded(
        _ action: ScenarioCommand.Action, _ arguments: [String], _ writing: WritingOptions
    ) -> ScenarioCommand {
        ScenarioCommand(
            action, arguments: arguments, actor: writing.place.actor, role: writing.place.role,
            occurred: writing.occurred, isOccurredApproximate: writing.about)
    }

    private func opening(_ command: OpenCommand) throws -> ScenarioCommand.Opening {
        let playbook = try library.playbook(command.playbook)
        return ScenarioCommand.Opening(
            title: command.title ?? "", place: command.place,
            zone: try command.zone.map(OpenCommand.zone),
            onset: command.onset, isOnsetApproximate: command.onsetAbout,
            playbook: (playbook.playbook, playbook.yaml))
    }

    /// The command that is meant, and its arguments as a person would type them after its name.
    private func typed(
        _ line: Scenario.CommandLine
    ) throws(ScenarioError) -> (command: any ParsableCommand.Type, arguments: [String]) {
        guard let command = CommandPath.command(at: line.words) else {
            throw fault("there is no such command", line)
        }
        let positionals: [String]
        switch command {
        case let type as any IncidentCommand.Type: positionals = type.positionals
        case is OpenCommand.Type: positionals = OpenCommand.positionals
        default: throw fault("it writes nothing, so an inject can't give it", line)
        }
        var arguments: [String] = []
        for option in line.options where !positionals.contains(option.name) {
            if Self.foreign.contains(option.name) {
                throw fault("\"\(option.name)\" can't be given by a scenario", line)
            }
            if option.values.isEmpty { arguments.append("--\(option.name)") }
            arguments += option.values.map { "--\(option.name)=\($0)" }
        }
        // After the terminator a text may begin with a dash.
        arguments.append("--")
        for positional in positionals { arguments += line.values(positional) ?? [] }
        return (command, arguments)
    }

    /// Options of the person who runs the scenario, which the scenario can't set.
    private static let foreign: Set<String> = [
        "home", "incident", "request", "expecting", "text-file", "json", "yes", "playbooks",
    ]

    private func parse(
        _ arguments: [String], as command: any ParsableCommand.Type, _ line: Scenario.CommandLine
    ) throws(ScenarioError) -> any ParsableCommand {
        do {
            return try command.parseAsRoot(arguments)
        } catch {
            throw fault(command.message(for: error), line)
        }
    }

    private func fault(_ why: String, _ line: Scenario.CommandLine) -> ScenarioError {
        .invalidCommand(line, why: why, file: file.name)
    }
}

extension ScenarioRunner {
    init(_ file: ScenarioFile, _ engine: Engine, _ library: LibraryOptions) {
        self.init(
            file.scenario, file: file.name, engine: engine, osAccount: Session.account,
            host: Session.host, decode: ScenarioDecoder(file: file, library: library).decode)
    }
}
