import Foundation
import Glibc
import Testing
import TocsinCLI

/// An incomplete output never counts as written.
@Suite struct FullDiskTests {
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
