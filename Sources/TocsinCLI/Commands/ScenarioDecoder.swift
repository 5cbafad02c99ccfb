internal import ArgumentParser
internal import Engine
internal import Incident
internal import IncidentEvents
internal import Playbooks

/// Decodes a scenario's commands with the command line's own parser. No shell is involved.
struct ScenarioDecoder {
    /// The scenario file's name, for errors.
    let file: String
    let library: LibraryOptions
    let home: Home
    let world: World

    /// - Throws: A `ScenarioError` with the place in the file for anything that isn't a scenario
    ///   command.
    func decode(_ line: Scenario.CommandLine) throws -> ScenarioCommand {
        let (type, typed) = try typed(line)
        let command = try parse(typed, as: type, line)
        let reader = InputReader(world)
        let action: ScenarioCommand.Action
        let writing: WritingOptions
        let global: GlobalOptions
        switch command {
        case let command as any IncidentCommand:
            action = try prepared(command, reader)
            (writing, global) = (command.writing, command.global)
        case let command as OpenCommand:
            action = .open(try opening(command, reader))
            (writing, global) = (command.writing, command.global)
        default:
            throw fault("it records nothing, so an inject can't use it", line)
        }
        let asked = Asked(command, reader.contents, earlier: [])
        return ScenarioCommand(
            action, fingerprint: Request.fingerprint(of: asked.command + asked.contents),
            earlierFingerprint: Request.fingerprint(
                of: ([line.name] + typed).map { Array($0.utf8) }),
            actor: global.actor, role: global.role.map(Role.init(rawValue:)),
            occurred: writing.occurred,
            isOccurredApproximate: writing.about)
    }

    private func prepared(
        _ command: some IncidentCommand, _ reader: InputReader
    ) throws -> ScenarioCommand.Action {
        let input = try command.prepare(CommandText(), reader)
        return .perform(plan: { try command.plan(&$0, input) }, labelled: command.labelled)
    }

    private func opening(
        _ command: OpenCommand, _ reader: InputReader
    ) throws -> ScenarioCommand.Opening {
        let playbook = try library.playbook(command.playbook, in: home, world, reader)
        return ScenarioCommand.Opening(
            title: command.title.nonEmpty, place: command.place,
            zone: try command.zone.map(OpenCommand.zone),
            onset: command.onset, isOnsetApproximate: command.onsetAbout,
            playbook: (playbook.playbook, playbook.yaml))
    }

    /// The command, and its arguments as a person would type them after its name.
    private func typed(
        _ line: Scenario.CommandLine
    ) throws(ScenarioError) -> (command: any ParsableCommand.Type, arguments: [String]) {
        guard let command = CommandPath.command(at: line.words) else {
            throw fault("this command doesn't exist", line)
        }
        let positionals: [String]
        switch command {
        case let type as any IncidentCommand.Type: positionals = type.positionals
        case is OpenCommand.Type: positionals = OpenCommand.positionals
        default: throw fault("it records nothing, so an inject can't use it", line)
        }
        var arguments: [String] = []
        for option in line.options where !positionals.contains(option.name) {
            if Self.foreign.contains(option.name) {
                throw fault("a scenario can't use \"\(option.name)\"", line)
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
        .invalidCommand(line, why: why, file: file)
    }
}

extension ScenarioRunner {
    init(_ file: ScenarioFile, _ session: Session, _ library: LibraryOptions) {
        let world = session.world
        self.init(
            file.scenario, file: file.name, engine: session.engine, osAccount: world.account,
            host: world.host,
            decode: ScenarioDecoder(
                file: file.name, library: library, home: session.engine.home, world: world
            ).decode)
    }
}
