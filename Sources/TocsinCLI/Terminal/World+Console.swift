internal import Documents
internal import Engine
internal import Foundation
internal import Incident
internal import IncidentEvents
internal import ReadModels

extension World {
    /// Whether a person is at both ends: a prompt that nobody sees would wait forever.
    var isInteractive: Bool { terminal.hasInput && terminal.hasOutput }

    /// Whether the terminal can show a whole screen, with a person at it.
    var isFullScreen: Bool {
        let kind = environment["TERM"].nonEmpty
        return isInteractive && takeTerminal != nil && kind != nil && kind != "dumb"
    }

    /// Whether to use color: only if a person sees it on a terminal that has it, and has not turned
    /// it off (no-color.org).
    var usesColor: Bool {
        terminal.hasOutput && environment["NO_COLOR"].nonEmpty == nil
            && environment["TERM"] != "dumb"
    }

    /// Whether the command was asked to answer in JSON, even if it can't be parsed.
    var answersInJSON: Bool { arguments.prefix { $0 != "--" }.contains("--json") }

    /// The incident that was typed on the command line: what is told to type next must name it too.
    private var typedIncident: String? {
        let typed = arguments.prefix { $0 != "--" }
        if let place = typed.firstIndex(of: "--incident"), place + 1 < typed.endIndex {
            return typed[place + 1]
        }
        return typed.first { $0.hasPrefix("--incident=") }.map { String($0.dropFirst(11)) }
    }

    /// The terminal's width in characters, within a readable range; 96 if there is none.
    var width: Int { terminal.width.map { min(max($0, 40), 120) } ?? 96 }

    /// The same for help, which has two columns if there is room.
    var helpWidth: Int { terminal.width.map { min(max($0, 40), 100) } ?? 100 }

    func print(_ text: String, terminator: String = "\n") { output(text + terminator) }

    /// Prints a value in the one JSON form.
    func printJSON(_ value: some Encodable, for incident: String? = nil) throws {
        print(try jsonText(value, for: incident))
    }

    /// Prints the banner: a drill must not look like the real thing.
    func printBanner(_ state: IncidentState, _ stream: String) {
        if let banner = banner(state.mode, stream) { print(banner) }
    }

    func error(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { TerminalText.safe(String($0)) }
        errors(lines.joined(separator: "\n") + "\n")
    }

    /// Reports a failure on standard error: for people, or as JSON to a program that asked for it.
    func complain(_ failure: Failure) {
        let failure = typedIncident.map(failure.naming) ?? failure
        do {
            guard answersInJSON else { return error("Error: \(failure.description)") }
            errors(try jsonText(FailureAnswer(failure)) + "\n")
        } catch {
            self.error("Error: \(failure.description)")
        }
    }

    /// Asks and reads one line; nil at the end of the input.
    func ask(_ question: String) -> String? {
        print(question, terminator: " ")
        _ = flush()
        var line: [UInt8] = []
        // Byte by byte: anything after the line belongs to the next question.
        while let byte = try? input(1).first {
            if byte == UInt8(ascii: "\n") { return Self.answer(line) }
            line.append(byte)
        }
        return line.isEmpty ? nil : Self.answer(line)
    }

    private static func answer(_ line: [UInt8]) -> String {
        String(decoding: line, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// `--home`, else `$TOCSIN_HOME`, else the folder that XDG gives for a program's data.
    func home(_ global: GlobalOptions) -> Home { home(at: global.home) }

    /// The same for a command without `--home`.
    func home(at path: String? = nil) -> Home {
        if let path = path.nonEmpty ?? environment["TOCSIN_HOME"].nonEmpty {
            return Home(path: path)
        }
        let data = environment["XDG_DATA_HOME"].nonEmpty ?? homeFolder + "/.local/share"
        return Home(path: data + "/tocsin")
    }
}
