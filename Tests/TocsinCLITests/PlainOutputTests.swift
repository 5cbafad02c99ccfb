import Foundation
import Testing
import TocsinCLI

/// Escape sequences in output.
@Suite struct PlainOutputTests {
    /// A command's output on a terminal or a pipe.
    private func output(
        _ arguments: [String], _ settings: [String: String], isTerminal: Bool
    ) throws -> String {
        let desk = try DallasTests.demo.get()
        var environment = desk.environment(as: "controller")
        environment["TOCSIN_INCIDENT"] = "dallas-2016"
        environment.merge(settings) { $1 }
        let streams = Streams(input: nil)
        var world = Program.world(streams, environment)
        world.terminal.hasOutput = isTerminal
        world.terminal.hasErrors = isTerminal
        let status = Tocsin.run(arguments, in: world)
        #expect(status == 0, "\(arguments): \(streams.errors)")
        return streams.output + streams.errors
    }

    @Test func `no command that reads prints an escape on a dumb terminal`() throws {
        for answer in try ReadingCommands.answers.get() {
            #expect(!(answer.output + answer.errors).contains("\u{1B}"), "\(answer.typed)")
        }
    }

    @Test(arguments: ["status", "timeline", "due", "review", "message show M5", "help message"])
    func `without color or in a pipe there is no escape`(_ command: String) throws {
        let typed = command.split(separator: " ").map(String.init)
        for (settings, isTerminal) in [
            (["TERM": "xterm", "NO_COLOR": "1"], true), (["TERM": "xterm"], false),
        ] {
            let text = try output(typed, settings, isTerminal: isTerminal)
            #expect(!text.contains("\u{1B}"), "\(settings)")
        }
    }

    @Test func `a terminal with color gets it`() throws {
        #expect(try output(["status"], ["TERM": "xterm"], isTerminal: true).contains("\u{1B}[1m"))
    }
}
