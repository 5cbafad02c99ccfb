internal import ArgumentParser
internal import IncidentEvents
internal import Playbooks
internal import SwiftProtobuf

extension Scenario.CommandLine {
    /// `fact record`
    var name: String { words.joined(separator: " ") }

    /// The command that is meant, and its arguments as a person would type them after its name,
    /// for the same parser. No shell is involved.
    ///
    /// - Throws: A ``Failure`` with the place in `file` for what is no command of a scenario.
    func typed(file: String) throws -> (command: any ParsableCommand.Type, arguments: [String]) {
        let positionals: [String]
        let command = CommandPath.command(at: words)
        switch command {
        case let type as any IncidentCommand.Type: positionals = type.positionals
        case is OpenCommand.Type: positionals = OpenCommand.positionals
        case nil: throw fault("there is no such command", in: file)
        default: throw fault("it writes nothing, so an inject can't give it", in: file)
        }
        guard let command else { throw fault("there is no such command", in: file) }
        var arguments: [String] = []
        for option in options where !positionals.contains(option.name) {
            if Self.foreign.contains(option.name) {
                throw fault("\"\(option.name)\" can't be given by a scenario", in: file)
            }
            if option.values.isEmpty { arguments.append("--\(option.name)") }
            arguments += option.values.map { "--\(option.name)=\($0)" }
        }
        // After the terminator a text may begin with a dash.
        arguments.append("--")
        for positional in positionals { arguments += values(positional) ?? [] }
        for value in options.flatMap(\.values) {
            if let label = Self.label(in: value) {
                throw fault("\"\(label)\" names nothing: its command created nothing", in: file)
            }
        }
        return (command, arguments)
    }

    /// What belongs to whoever runs the scenario, and not to the scenario.
    private static let foreign: Set<String> = [
        "home", "incident", "request", "expecting", "text-file", "json", "yes", "playbooks",
    ]

    /// Reads the arguments with the command line's own parser.
    func parse(
        _ arguments: [String], as command: any ParsableCommand.Type, file: String
    ) throws -> any ParsableCommand {
        do {
            return try command.parseAsRoot(arguments)
        } catch {
            throw fault(command.message(for: error), in: file)
        }
    }

    func fault(_ text: String, in file: String) -> Failure {
        Failure(.badData, "\(file):\(line):\(column): error: \(name): \(text)")
    }
}

extension Scenario.Inject {
    /// When it is played.
    ///
    /// - Throws: A ``Failure`` for a time that the loader let pass and that is none.
    func time(file: String) throws -> Instant { try Self.instant(at, line, file) }

    func occurredAt(file: String) throws -> Instant? {
        try occurred.map { try Self.instant($0, line, file) }
    }

    private static func instant(_ text: String, _ line: Int, _ file: String) throws -> Instant {
        guard let instant = Instant(rfc3339: text) else {
            throw Failure(.badData, "\(file):\(line): error: \"\(text)\" is no time.")
        }
        return instant
    }

    var provenance: Provenance {
        .with {
            $0.reference = reference ?? number
            $0.sources = sources
            $0.confidence =
                switch confidence {
                case .high: .high
                case .medium: .medium
                case .low: .low
                case nil: .unspecified
                }
        }
    }

    var timeCertainty: TimeCertainty {
        switch certainty {
        case .exact: .exact
        case .approximate: .approximate
        case .placeholder: .placeholder
        }
    }

    var recordVisibility: IncidentEvents.Visibility? {
        switch visibility {
        case .public: .public
        case .internal: .internal
        case .restricted: .restricted
        case nil: nil
        }
    }
}
