import Foundation
import Glibc
import Testing

@testable import TocsinCLI

/// An incomplete output never counts as written.
@Suite struct FullDiskTests {
    @Test(arguments: ["status", "--help", "--version"])
    func `a command whose output can't be handed on ends with 74`(_ command: String) throws {
        let desk = try Desk.opened()
        let streams = Streams(input: nil)
        var world = Program.world(
            streams, Program.environment(desk.environment(as: "lee")))
        world.flush = { ENOSPC }
        let arguments = command.split(separator: " ").map(String.init)
        let status = Tocsin.run(arguments, in: world)
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
        for answer in try ReadingCommands.answers.get() {
            #expect(answer.status == 74, "\(answer.typed): \(answer.errors)")
            #expect(answer.errors.contains("No space left on device"), "\(answer.typed)")
        }
    }

    @Test(arguments: [
        "--help", "--version", "help message", "message draft --help-hidden", "message", "manual",
        "--generate-completion-script bash", "--generate-completion-script zsh",
        "--generate-completion-script fish", "--experimental-dump-help",
        "scenario run dallas-2016 --stop-after 3",
        "note log Hello", "message draft update --text Hello --json", "use",
        "init --home HOME --name Riverton --zone America/Chicago",
        "playbook new ice-storm", "log export", "log checkpoint", "guard list --json",
        "---completion status -- positional@0 2 0 tocsin status x",
    ])
    func `every other output ends with 74 on a full disk`(_ command: String) throws {
        let desk = try Desk.opened()
        let arguments = command.replacing("HOME", with: desk.folder + "/new").split(separator: " ")
        let result = try spawn(arguments.map(String.init), desk.environment(as: "lee"))
        #expect(result.status == 74, "\(result.errors)")
    }

    @Test func `the help of every noun ends with 74 on a full disk`() throws {
        for (words, _) in CommandPath.all where words.count == 1 {
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
