import Foundation
import Glibc
import Testing

@testable import TocsinCLI

/// An incomplete output never counts as written.
@Suite struct FullDiskTests {
    private static let desk = Result { try Desk.opened() }

    @Test(arguments: ["status", "timeline", "guard list", "--help", "--version"])
    func `a command whose output can't be handed on ends with 74`(_ command: String) throws {
        let desk = try Desk.opened()
        let streams = Streams(input: nil)
        var world = Program.world(
            streams, Program.environment(desk.environment(as: "lee")))
        world.flush = { ENOSPC }
        let arguments = command.split(separator: " ").map(String.init)
        let status = HomeTurns.take(desk.home, arguments) { Tocsin.run(arguments, in: world) }
        #expect(status == 74, "\(streams.errors)")
        #expect(streams.errors.contains("No space left on device"), "\(streams.errors)")
    }

    /// Runs the program with a full disk as its output.
    private func spawn(_ arguments: [String], _ environment: [String: String]) throws
        -> Program.Result
    {
        try Program.run(
            "/bin/sh", ["-c", "exec \"$0\" \"$@\" >/dev/full", Program.path] + arguments,
            environment: environment)
    }

    @Test func `every command that reads ends with 74 on a full disk`() throws {
        let desk = try DallasTests.demo.get()
        var environment = desk.environment(as: "controller")
        environment["TOCSIN_INCIDENT"] = "dallas-2016"
        for command in try ReadingCommands.all()
        where !ReadingCommands.prepared.contains(command.name) {
            let arguments = ReadingCommands.arguments[command.name]?.first ?? []
            let typed = command.name.split(separator: " ").map(String.init) + arguments
            let result = try HomeTurns.take(desk.home, typed) {
                Result { try spawn(typed, environment) }
            }.get()
            #expect(result.status == 74, "\(typed): \(result.errors)")
            #expect(result.errors.contains("No space left on device"), "\(typed)")
        }
    }

    @Test(arguments: [
        "--help", "--version", "help message", "message draft --help-hidden", "message", "manual",
        "--generate-completion-script bash", "--generate-completion-script zsh",
        "--generate-completion-script fish", "--experimental-dump-help", "demo",
        "note log Hello", "message draft update --text Hello --json", "use",
        "init --home HOME --name Riverton --zone America/Chicago",
        "playbook new ice-storm", "log export", "log checkpoint", "guard list --json",
        "---completion status -- positional@0 2 0 tocsin status x",
    ])
    func `every other output ends with 74 on a full disk`(_ command: String) throws {
        let desk = try Self.desk.get()
        let arguments = command.replacing("HOME", with: desk.folder + "/new").split(separator: " ")
        let result = try HomeTurns.take(desk.home, []) {
            Result { try spawn(arguments.map(String.init), desk.environment(as: "lee")) }
        }.get()
        #expect(result.status == 74, "\(result.errors)")
    }

    @Test func `the help of every command ends with 74 on a full disk`() throws {
        for (words, _) in CommandPath.all {
            let streams = Streams(input: nil)
            var world = Program.world(streams, Program.environment([:]))
            world.flush = { ENOSPC }
            #expect(Tocsin.run(words + ["--help"], in: world) == 74, "\(words)")
        }
    }

    @Test func `a sheet longer than any buffer ends with 74 on a full disk`() throws {
        let desk = try Desk.opened()
        for command in ["log tail", "guard list", "help message"] {
            let result = try Program.run(
                "/bin/sh", ["-c", "exec \"$0\" \(command) >/dev/full", Program.path],
                environment: desk.environment(as: "lee"))
            #expect(result.status == 74, "\(command): \(result.errors)")
        }
        // A text of more than the buffer's 64 KiB fails while it is written, and later writes must
        // not hide that.
        let file = try desk.write(String(repeating: "Stay in. ", count: 7000), to: "long.txt")
        for _ in 0..<3 {
            #expect(try desk.run("note", "log", "--text-file", file).status == 0)
        }
        let long = try Program.run(
            "/bin/sh", ["-c", "exec \"$0\" note list >/dev/full", Program.path],
            environment: desk.environment(as: "lee"))
        #expect(long.status == 74, "\(long.errors)")
    }
}
