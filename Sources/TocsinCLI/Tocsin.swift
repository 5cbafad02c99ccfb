internal import ArgumentParser
internal import Glibc

/// A command that acts: it gets the world that it acts in.
protocol Command: ParsableCommand {
    func run(in world: World) throws
}

/// The program as a function.
public enum Tocsin {
    /// Runs one command.
    ///
    /// - Parameters:
    ///   - arguments: The arguments from the operating system, without the program's name; UTF-8.
    ///   - world: The destination of the command's answers and the source of its input.
    /// - Returns: The exit code, by BSD's sysexits.
    public static func run(_ arguments: [[UInt8]], in world: World) -> Int32 {
        do {
            return run(try ArgumentBytes.checked(arguments), in: world)
        } catch {
            var world = world
            world.arguments = arguments.map { String(decoding: $0, as: UTF8.self) }
            return report(Failure(error), in: world)
        }
    }

    /// The same with arguments that are already text.
    public static func run(_ arguments: [String], in world: World) -> Int32 {
        var world = world
        world.arguments = ArgumentOrder.spansLast(ArgumentOrder.commandFirst(arguments))
        let command: any ParsableCommand
        do {
            command = try CompletionDesk.$world.withValue(world) {
                try TocsinCommand.parseAsRoot(world.arguments)
            }
        } catch {
            return explain(error, in: world)
        }
        do {
            guard let command = command as? any Command else {
                // A request for help, or a noun without a verb.
                let request =
                    HelpRequest(world.arguments) ?? HelpRequest(about: type(of: command))
                return help(request, in: world)
            }
            try PlaceholderArgument.check(world.arguments)
            try EmptyValue.check(world.arguments)
            try command.run(in: world)
            return flushed(.done, in: world)
        } catch let error as ExitCode {
            return flushed(ExitStatus(rawValue: error.rawValue) ?? .failed, in: world)
        } catch {
            return report(Failure(error), in: world)
        }
    }

    /// Prints what was asked of the parser itself, such as help, on standard output, and a usage
    /// error on standard error.
    private static func explain(_ error: any Error, in world: World) -> Int32 {
        guard TocsinCommand.exitCode(for: error) != .success else {
            guard let request = HelpRequest(world.arguments) else {
                world.print(TocsinCommand.fullMessage(for: error))
                return flushed(.done, in: world)
            }
            return help(request, in: world)
        }
        if world.arguments.first == "help", let request = HelpRequest(world.arguments) {
            return help(request, in: world)
        }
        if let unknown = UnknownCommand(world.arguments) {
            return report(unknown.failure, in: world)
        }
        if let failure = UnusableOption.unknown(in: world.arguments) {
            return report(failure, in: world)
        }
        let message = TocsinCommand.message(for: error)
        if let failure = UnusableOption.argument(in: message, of: world.arguments) {
            return report(failure, in: world)
        }
        if world.answersInJSON {
            return report(Failure(unusable: error, world.arguments), in: world)
        }
        var lines = TocsinCommand.fullMessage(for: error)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if let help = UnusableOption.help(in: message, of: world.arguments) {
            lines.insert("Help:  \(help)", at: 1)
        }
        world.error(lines.joined(separator: "\n"))
        return ExitStatus.usage.rawValue
    }

    private static func help(_ request: HelpRequest, in world: World) -> Int32 {
        if let unknown = request.unknown { return report(unknown.failure, in: world) }
        do {
            world.print(try request.screen(width: world.helpWidth).text)
            return flushed(.done, in: world)
        } catch {
            return report(Failure(error), in: world)
        }
    }

    private static func report(_ failure: Failure, in world: World) -> Int32 {
        _ = world.flush()
        world.complain(failure)
        return failure.status.rawValue
    }

    /// The output must have been written before the run counts as done.
    private static func flushed(_ status: ExitStatus, in world: World) -> Int32 {
        let code = world.flush()
        guard code == 0 else {
            let why = String(cString: strerror(code))
            return report(
                Failure(.inputOutput, "The output could not be written: \(why)."), in: world)
        }
        return status.rawValue
    }
}

enum ArgumentBytes {
    /// The arguments as text.
    ///
    /// - Throws: A ``Failure`` if one is not UTF-8: a repaired argument would differ from the
    ///   intended one.
    static func checked(_ arguments: [[UInt8]]) throws(Failure) -> [String] {
        var texts: [String] = []
        for (index, bytes) in arguments.enumerated() {
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw Failure(
                    .badData,
                    "Argument \(index + 1) isn't valid UTF-8. Nothing was recorded. Set the terminal to"
                        + " UTF-8, or give the text with --text-file PATH.")
            }
            texts.append(text)
        }
        return texts
    }
}

/// Allows global options before the command: `tocsin --home DIR fact list`.
enum ArgumentOrder {
    private static let globals: Set<String> = [
        "--home", "--incident", "--as", "--role", "--request", "--expecting", "--as-of",
        "--playbooks",
    ]

    static func commandFirst(_ arguments: [String]) -> [String] {
        var leading: [String] = []
        var rest = arguments[...]
        while let first = rest.first, first.hasPrefix("--") {
            let name = String(first.prefix { $0 != "=" })
            if globals.contains(name) {
                let count = name.utf8.count < first.utf8.count ? 1 : 2
                leading += rest.prefix(count)
                rest = rest.dropFirst(count)
            } else if first == "--json" || first == "--yes" {
                leading.append(first)
                rest = rest.dropFirst()
            } else {
                return arguments
            }
        }
        guard !rest.isEmpty else { return arguments }
        // Nouns and verbs come first; an option among them would end their search, also that for a
        // word that was mistyped.
        let words = rest.prefix { !$0.hasPrefix("-") }
        return Array(words) + leading + Array(rest.dropFirst(words.count))
    }
}

extension ArgumentOrder {
    /// `-5m` is a time, not an option: unless it is an option's value, it goes after `--`.
    static func spansLast(_ arguments: [String]) -> [String] {
        var kept: [String] = []
        var spans: [String] = []
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            if argument == "--" { return kept + ["--"] + spans + rest }
            let isSpan =
                argument.utf8.first == UInt8(ascii: "-")
                && argument.utf8.dropFirst().first.map { (0x30...0x39).contains($0) } == true
            if isSpan, kept.last?.hasPrefix("-") != true {
                spans.append(argument)
            } else {
                kept.append(argument)
            }
        }
        return spans.isEmpty ? kept : kept + ["--"] + spans
    }
}

/// Finds commands by the words that name them.
enum CommandPath {
    /// The number of leading words that name a command.
    static func length(of words: [String]) -> Int { walk(words).count }

    /// The command that all of the words name.
    static func command(at words: [String]) -> (any ParsableCommand.Type)? {
        let commands = walk(words)
        return commands.count == words.count ? commands.last : nil
    }

    private static func walk(_ words: [String]) -> [any ParsableCommand.Type] {
        var found: [any ParsableCommand.Type] = []
        var commands = TocsinCommand.configuration.subcommands
        for word in words {
            guard
                let next = commands.first(where: {
                    $0._commandName == word || $0.configuration.aliases.contains(word)
                })
            else { break }
            found.append(next)
            commands = next.configuration.subcommands
        }
        return found
    }
}

extension CommandPath {
    /// A text whose commands about an incident all name one: "tocsin fact list" becomes "tocsin fact
    /// list --incident drill".
    static func naming(_ incident: String, in text: String) -> String {
        let name = TypedCommand(["--incident", .value(incident)]).words.map(\.description)
            .joined(separator: " ")
        let stretches = text.split(separator: "tocsin ", omittingEmptySubsequences: false)
            .map(String.init)
        return stretches.dropFirst().reduce(stretches[0]) { whole, stretch in
            let line = stretch.prefix { $0 != "\n" }
            let words = line.split(separator: " ", omittingEmptySubsequences: false)
            let path = words.map { $0.filter { !".,;:)".contains($0) } }
            let count = length(of: path)
            let found = command(at: Array(path.prefix(count)))
            guard found is any IncidentCommand.Type || found is any ReadingCommand.Type,
                !line.contains("--incident")
            else { return whole + "tocsin " + stretch }
            let typed = words.prefix(count).joined(separator: " ")
            let end = typed.reversed().prefix { ".,;:)".contains($0) }.count
            return whole + "tocsin " + typed.dropLast(end) + " " + name + typed.suffix(end)
                + stretch.dropFirst(typed.count)
        }
    }

    /// Every command that can be typed, with its words, in the order of the help.
    static var all: [(words: [String], command: any ParsableCommand.Type)] {
        func below(_ words: [String], _ command: any ParsableCommand.Type)
            -> [(words: [String], command: any ParsableCommand.Type)]
        {
            command.configuration.subcommands.flatMap { next in
                let path = words + [next._commandName]
                return [(words: path, command: next)] + below(path, next)
            }
        }
        return below([], TocsinCommand.self)
    }
}
