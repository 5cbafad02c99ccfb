internal import ArgumentParser
internal import Foundation

/// What the help and the manual say about one command, from its declaration.
struct CommandPage {
    /// The words that call it, without the program's name; empty for the program alone.
    let words: [String]
    let command: any ParsableCommand.Type
    let options: [Entry]
    let positionals: [Entry]

    /// An option or an argument.
    struct Entry {
        /// As typed: `--on ON …`, `MESSAGE`.
        var typed: String
        /// Its main name alone: `--on`.
        var name: String
        var help: String
        /// Whether `--help` only names it.
        var isRare: Bool
        var isOptional: Bool
    }

    init(_ words: [String], _ command: any ParsableCommand.Type) throws {
        self.words = words
        self.command = command
        // A group has no options of its own, and its description holds those of all its commands.
        guard command.configuration.subcommands.isEmpty else {
            options = []
            positionals = []
            return
        }
        let dump = try JSONDecoder().decode(Dump.self, from: Data(command._dumpHelp().utf8))
        let arguments = (dump.command.arguments ?? []).filter { !$0.isBuiltIn }
        options = arguments.filter { $0.kind != "positional" }.map(\.entry)
        positionals = arguments.filter { $0.kind == "positional" }.map(\.entry)
    }

    /// Every command that help shows, the program first.
    static func all() throws -> [CommandPage] {
        let shown = CommandPath.all.filter { $0.command.configuration.shouldDisplay }
        return try [CommandPage([], TocsinCommand.self)]
            + shown.map { try CommandPage($0.words, $0.command) }
    }

    var name: String { (["tocsin"] + words).joined(separator: " ") }
    var abstract: String { command.configuration.abstract }

    /// The paragraphs below the abstract, without the examples.
    var paragraphs: [String] { lines.filter { !Self.isExample($0) } }

    /// The commands to learn from: its own, else those of its first subcommand.
    var examples: [String] {
        let own = lines.filter(Self.isExample).map { String($0.dropFirst(Self.example.count)) }
        guard own.isEmpty, let first = command.configuration.subcommands.first else { return own }
        return Self.lines(of: first).filter(Self.isExample)
            .map { String($0.dropFirst(Self.example.count)) }
    }

    /// `tocsin message draft KIND [OPTIONS]`.
    var usage: String {
        if !command.configuration.subcommands.isEmpty {
            let isOptional = command.configuration.defaultSubcommand != nil
            return "\(name) \(isOptional ? "[COMMAND]" : "COMMAND") …"
        }
        let needed = options.filter { !$0.isOptional }.map(\.typed)
        let words = positionals.map { $0.isOptional ? "[\($0.typed)]" : $0.typed }
        return ([name] + words + needed + ["[OPTIONS]"]).joined(separator: " ")
    }

    private var lines: [String] { Self.lines(of: command) }

    private static func lines(of command: any ParsableCommand.Type) -> [String] {
        command.configuration.discussion.split(separator: "\n").map(String.init)
    }

    private static let example = "Example: "

    private static func isExample(_ line: String) -> Bool { line.hasPrefix(example) }
}

/// The parser's own description of a command, as far as pages need it.
private struct Dump: Decodable {
    var command: Command

    struct Command: Decodable { var arguments: [Argument]? }

    struct Name: Decodable {
        var kind: String
        var name: String

        var typed: String { kind == "long" ? "--\(name)" : "-\(name)" }
    }

    struct Argument: Decodable {
        var kind: String
        var abstract: String?
        var names: [Name]?
        var preferredName: Name?
        var valueName: String?
        var isOptional: Bool
        var isRepeating: Bool
        var shouldDisplay: Bool

        /// The parser's own options, which every command has.
        var isBuiltIn: Bool { ["help", "version"].contains(preferredName?.name) }

        var entry: CommandPage.Entry {
            let value = (valueName ?? "value").uppercased() + (isRepeating ? " …" : "")
            let name = preferredName?.typed ?? value
            let others = (names ?? []).filter { $0.name != preferredName?.name }.map(\.typed)
            let typed =
                switch kind {
                case "positional": value
                case "flag": ([name] + others).joined(separator: "/")
                default: "\(([name] + others).joined(separator: "/")) \(value)"
                }
            return CommandPage.Entry(
                typed: typed, name: name, help: abstract ?? "", isRare: !shouldDisplay,
                isOptional: isOptional)
        }
    }
}
