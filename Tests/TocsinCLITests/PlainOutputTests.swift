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
        let status = HomeTurns.take(desk.home, arguments) { Tocsin.run(arguments, in: world) }
        #expect(status == 0, "\(arguments): \(streams.errors)")
        return streams.output + streams.errors
    }

    @Test
    func `no command that reads prints an escape on a dumb terminal, without color or in a pipe`()
        throws
    {
        for command in try ReadingCommands.all()
        where !ReadingCommands.prepared.contains(command.name) {
            for arguments in ReadingCommands.arguments[command.name] ?? [[]] {
                let typed = command.name.split(separator: " ").map(String.init) + arguments
                for (settings, isTerminal) in [
                    (["TERM": "dumb"], true), (["TERM": "xterm", "NO_COLOR": "1"], true),
                    (["TERM": "xterm"], false),
                ] {
                    let text = try output(typed, settings, isTerminal: isTerminal)
                    #expect(!text.contains("\u{1B}"), "\(typed) \(settings)")
                }
            }
        }
    }

    @Test func `a terminal with color gets it`() throws {
        #expect(try output(["status"], ["TERM": "xterm"], isTerminal: true).contains("\u{1B}[1m"))
    }
}
