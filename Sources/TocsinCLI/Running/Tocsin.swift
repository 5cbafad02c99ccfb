internal import ArgumentParser
internal import CTerminal
internal import Foundation
internal import Glibc

/// The program.
public enum Tocsin {
    /// Runs the command that the process was started with.
    ///
    /// - Returns: The process's exit code.
    public static func run() -> Int32 {
        openStandardFiles()
        do {
            let arguments = try ArgumentBytes.checked(argumentBytes())
            if !arguments.contains(LogVerifyHere.name) { explainCrashes() }
            return run(arguments)
        } catch {
            return report(Failure(error))
        }
    }

    /// A log that were opened as standard error would be written over by the first message.
    private static func openStandardFiles() {
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
            _ = open("/dev/null", O_RDWR)
        }
    }

    /// liblmdb reads the data file as memory, so a damaged one can be a fault of memory, in
    /// whatever command meets it first.
    private static func explainCrashes() {
        let text =
            "Error: Tocsin had to stop: the log's data file is damaged, or the storage is full. What"
            + " this command was to record may or may not be there: tocsin log tail. Check the log:"
            + " tocsin log verify\n"
        crash_explain(strdup(text), ExitStatus.inputOutput.rawValue)
    }

    private static func argumentBytes() -> [[UInt8]] {
        (1..<max(Int(CommandLine.argc), 1)).compactMap { index in
            guard let argument = CommandLine.unsafeArgv[index] else { return nil }
            return Array(UnsafeRawBufferPointer(start: argument, count: strlen(argument)))
        }
    }

    static func run(_ arguments: [String]) -> Int32 {
        let arguments = ArgumentOrder.spansLast(ArgumentOrder.commandFirst(arguments))
        var command: any ParsableCommand
        do {
            command = try TocsinCommand.parseAsRoot(arguments)
        } catch {
            return explain(error)
        }
        do {
            try Invocation.$arguments.withValue(arguments) { try command.run() }
            return flushed(.done)
        } catch let error as ExitCode {
            return flushed(ExitStatus(rawValue: error.rawValue) ?? .failed)
        } catch {
            return Failure(known: error).map(report) ?? explain(error)
        }
    }

    /// Help goes to standard output, a misuse with its usage to standard error.
    private static func explain(_ error: any Error) -> Int32 {
        let code = TocsinCommand.exitCode(for: error).rawValue
        let text = TocsinCommand.fullMessage(for: error)
        if code == 0 {
            print(text)
        } else {
            Console.error(text)
        }
        return code == 0 ? flushed(.done) : code
    }

    private static func report(_ failure: Failure) -> Int32 {
        fflush(nil)
        Console.error("Error: \(failure.description)")
        return failure.status.rawValue
    }

    /// What was printed must have arrived before the run counts as done.
    private static func flushed(_ status: ExitStatus) -> Int32 {
        if fflush(nil) != 0 {
            Console.error(
                "Error: The output could not be written: \(String(cString: strerror(errno))).")
            return ExitStatus.inputOutput.rawValue
        }
        return status.rawValue
    }
}

/// The command as it was typed, for the request's fingerprint.
enum Invocation {
    @TaskLocal static var arguments: [String] = []
}

enum ArgumentBytes {
    /// The arguments as text.
    ///
    /// - Throws: A ``Failure`` where one is not UTF-8: repaired, it would not be what was meant.
    static func checked(_ arguments: [[UInt8]]) throws(Failure) -> [String] {
        var texts: [String] = []
        for (index, bytes) in arguments.enumerated() {
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw Failure(
                    .badData,
                    "Argument \(index + 1) is not valid UTF-8, so it can't be recorded as it was"
                        + " meant; nothing was recorded. Set the terminal to UTF-8, or give the"
                        + " text with --text-file PATH.")
            }
            texts.append(text)
        }
        return texts
    }
}

/// Global options may stand before the command, too: `tocsin --home DIR fact list`.
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
        // Nouns and verbs come first; an option among them would end their search.
        let words = rest.prefix { !$0.hasPrefix("-") }.prefix(3)
        let path = CommandPath.length(of: Array(words))
        return Array(rest.prefix(path)) + leading + Array(rest.dropFirst(path))
    }
}

extension ArgumentOrder {
    /// `-5m` is a time and no option: where it is no option's value, it stands after `--`.
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
    /// How many of the leading words name a command.
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
            guard let next = commands.first(where: { $0._commandName == word }) else { break }
            found.append(next)
            commands = next.configuration.subcommands
        }
        return found
    }
}
