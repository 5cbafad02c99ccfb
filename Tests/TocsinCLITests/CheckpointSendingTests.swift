import Foundation
import Glibc
import Testing

@testable import TocsinCLI

/// Checkpoints that leave the machine, as the built program sends them.
@Suite struct CheckpointSendingTests {
    /// A desk with an open incident whose holding statement may go out at once.
    private static let opened = Original {
        let desk = try Desk.staffed(standingApproval: true)
        let result = try desk.run(
            "open", "attack-on-officers", "--place", "Main", "--id", "riverton")
        guard result.status == 0 else { throw Desk.Unexpected(text: result.errors) }
        return desk
    }

    /// - Parameter way: The line of the department file that says how a checkpoint goes out.
    private func desk(sending way: String, after: String = "release") throws -> Desk {
        let desk = try Self.opened.get()
        let path = desk.home + "/department.yaml"
        let file = try String(contentsOfFile: path, encoding: .utf8)
        let policy = """
            checkpoints:
              to: the county's mailbox
              \(way)
              after: \(after)

            """
        try (file + policy).write(toFile: path, atomically: true, encoding: .utf8)
        return desk
    }

    private func spawn(_ command: String, in desk: Desk) throws -> Program.Result {
        try Program.spawn(Words.split(command), environment: desk.environment(as: "lee"))
    }

    private func head(of desk: Desk) throws -> Int {
        try #require(try desk.json("log", "info")["records"] as? Int)
    }

    // MARK: Sending one by hand

    @Test func `a file holds the newest checkpoint, from which the log continues`() throws {
        let desk = try Self.opened.get()
        let file = desk.folder + "/county.checkpoint"
        for _ in 0..<2 {
            #expect(try desk.run("note", "log", "Another.").status == 0)
            let sent = try spawn("log checkpoint --send \(file)", in: desk)
            #expect(sent.status == 0, "\(sent.errors)")
            #expect(sent.output.contains("to \(file)."), "\(sent.output)")
            let lines = try String(contentsOfFile: file, encoding: .utf8)
                .split(separator: "\n", omittingEmptySubsequences: false)
            let head = try head(of: desk)
            #expect(lines[1] == "\(head)")
            #expect(lines.count == 6)
            #expect(try desk.run("log", "verify", "--against", file).status == 0)
        }
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions]
        #expect(mode as? Int == 0o644, "Its holder may be another user.")
    }

    @Test func `a log whose past was changed replaces no checkpoint`() throws {
        let desk = try Self.opened.get()
        let (file, log) = (desk.folder + "/county.checkpoint", desk.home + "/log")
        try FileManager.default.copyItem(atPath: log, toPath: desk.folder + "/before")
        #expect(try desk.run("note", "log", "As it was.").status == 0)
        #expect(try spawn("log checkpoint --send \(file)", in: desk).status == 0)
        let sent = try Data(contentsOf: URL(filePath: file))

        try FileManager.default.removeItem(atPath: log)
        try FileManager.default.moveItem(atPath: desk.folder + "/before", toPath: log)
        let shorter = try desk.run("status").output
        #expect(shorter.contains("but the log has only"), "\(shorter)")
        for _ in 0..<2 { #expect(try desk.run("note", "log", "As it wasn't.").status == 0) }
        let refused = try spawn("log checkpoint --send \(file)", in: desk)
        #expect(refused.status == 74)
        #expect(refused.errors.contains("have a different root now"), "\(refused.errors)")
        #expect(try Data(contentsOf: URL(filePath: file)) == sent)
    }

    @Test func `nothing but a checkpoint of the same log is replaced`() throws {
        let desk = try Self.opened.get()
        let other = try desk.write("the only copy", to: "other.txt")
        let foreign = desk.folder + "/foreign.checkpoint"
        #expect(
            try Desk.openedAnew().run("log", "checkpoint", "--output", foreign).status == 0)
        let pipe = desk.folder + "/pipe"
        #expect(mkfifo(pipe, 0o600) == 0)
        let before = try Data(contentsOf: URL(filePath: foreign))
        for (path, words) in [
            (other, "holds no checkpoint of this log"),
            (foreign, "holds no checkpoint of this log"), (pipe, "isn't a regular file"),
            (desk.home + "/department.yaml", "is part of the home"),
            (desk.home + "/log/new", "is part of the home"),
            (desk.folder + "/missing/file", "No such file"),
        ] {
            let refused = try spawn("log checkpoint --send \(path)", in: desk)
            #expect(refused.status == 74, "\(path)")
            #expect(refused.errors.contains(words), "\(refused.errors)")
            #expect(refused.errors.contains("was not sent to \(path)"), "\(refused.errors)")
        }
        #expect(try String(contentsOfFile: other, encoding: .utf8) == "the only copy")
        #expect(try Data(contentsOf: URL(filePath: foreign)) == before)
    }

    @Test func `a command reads the checkpoint, and its failure is told with its exit code`()
        throws
    {
        let desk = try Self.opened.get()
        let file = desk.folder + "/mailbox"
        let sent = try Program.spawn(
            ["log", "checkpoint", "--send-by", "cat > '\(file)'", "--json"],
            environment: desk.environment(as: "lee"))
        #expect(sent.status == 0, "\(sent.errors)")
        let answer = try JSONSerialization.jsonObject(with: Data(sent.output.utf8))
        let text = try String(contentsOfFile: file, encoding: .utf8)
        #expect((answer as? [String: Any])?["checkpoint"] as? String == text)
        #expect(try desk.run("log", "verify", "--against", file).status == 0)

        for (command, words) in [
            ("echo first >&2; echo no route >&2; exit 3", "exited with 3 and said: no route."),
            ("exit 1", "the command exited with 1."),
            ("kill -9 $$", "was killed by signal 9"), ("no-such-command", "exited with 127"),
        ] {
            let failed = try Program.spawn(
                ["log", "checkpoint", "--send-by", command],
                environment: desk.environment(as: "lee"))
            #expect(failed.status == 74 && failed.output.isEmpty, "\(command)")
            #expect(failed.errors.contains(words), "\(failed.errors)")
        }
    }

    @Test func `a command that takes too long is killed, and all that it started`() throws {
        let desk = try Desk()
        let file = desk.folder + "/started"
        let answer = try ChildProcess.run(
            "/bin/sh", ["-c", "sleep 1000 & echo $! > '\(file)'; wait"],
            ["PATH": "/usr/bin:/bin"], input: [], within: .seconds(2))
        #expect(answer.end == nil)
        let started = try String(contentsOfFile: file, encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        // Nobody may have waited for it yet.
        let state = try? String(contentsOfFile: "/proc/\(started)/stat", encoding: .utf8)
        #expect(state?.contains(") Z ") ?? true, "\(state ?? "")")
    }

    @Test func `a command that says more than a pipe holds ends as any other`() throws {
        let answer = try ChildProcess.run(
            "/bin/sh", ["-c", "yes | head -c 300000 >&2; echo the end >&2; exit 4"],
            ["PATH": "/usr/bin:/bin"], input: Array("unread".utf8), within: .seconds(60))
        #expect(answer.end == .exited(4))
        #expect(answer.errors.hasSuffix("the end\n"))
    }

    @Test func `one way at a time, and without a policy nothing is sent by it`() throws {
        let desk = try Self.opened.get()
        #expect(try spawn("log checkpoint --send a --send-by cat", in: desk).status == 64)
        let refused = try spawn("log checkpoint --by-policy", in: desk)
        #expect(refused.status == 65)
        #expect(refused.errors.contains("doesn't say where checkpoints go"), "\(refused.errors)")
    }

    // MARK: After a release

    @Test func `each release sends one, and status says when and how many entries ago`() throws {
        let mailbox = FileManager.default.temporaryDirectory
            .appending(path: "mailbox-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: mailbox) }
        let desk = try desk(sending: "command: \"cat >> '\(mailbox)'\"")
        let none = try desk.run("status").output
        #expect(none.contains("No checkpoint was ever sent."), "\(none)")
        #expect(try spawn("note log Quiet.", in: desk).status == 0)
        #expect(!FileManager.default.fileExists(atPath: mailbox), "Only a release sends one.")

        let released = try spawn("message release holding --on x --yes --json", in: desk)
        #expect(released.status == 0 && released.errors.isEmpty, "\(released.errors)")
        let answer = try JSONSerialization.jsonObject(with: Data(released.output.utf8))
        let last = try #require((answer as? [String: Any])?["position"] as? Int)
        let text = try String(contentsOfFile: mailbox, encoding: .utf8)
        #expect(text.split(separator: "\n")[1] == "\(last + 1)", "It covers the release.")

        for note in ["One.", "Two."] {
            #expect(try desk.run("note", "log", note).status == 0)
        }
        let status = try desk.run("status").output
        #expect(
            status.contains(
                /Last checkpoint sent: \d\d:\d\d C[SD]T to the county's mailbox, 2 entries ago\./),
            "\(status)")
        #expect(try desk.run("status", "--all").output.contains("2 entries ago."))
        #expect(try desk.run("status", "--incidents").output.contains("2 entries ago."))
        let past = try desk.run("status", "--as-of", "-1m").output
        #expect(!past.contains("heckpoint"), "\(past)")
    }

    @Test func `an approval that releases and a retraction send one each, a draft sends none`()
        throws
    {
        let desk = try Desk.staffed()
        let mailbox = desk.folder + "/mailbox"
        let path = desk.home + "/department.yaml"
        let file = try String(contentsOfFile: path, encoding: .utf8)
        let policy = "{to: county, command: \"echo one >> '\(mailbox)'\", after: release}"
        try "\(file)short-name: Riverton PD\ncheckpoints: \(policy)\n".write(
            toFile: path, atomically: true, encoding: .utf8)
        func sent() -> Int {
            let text = try? String(contentsOfFile: mailbox, encoding: .utf8)
            return text?.split(separator: "\n").count ?? 0
        }
        try desk.carryOut("open false-alert --place Riverton --id false")
        try desk.carryOut(
            "message draft alert --template alert --field \"danger=missile attack\" --guidance \"Take cover now.\" --expires +1h --submit"
        )
        #expect(sent() == 0)
        let approved = try Program.spawn(
            Words.split("message approve M2 --release --yes"),
            environment: desk.environment(as: "kim"))
        #expect(approved.status == 0, "\(approved.errors)")
        #expect(sent() == 1)
        let retracted = try spawn("message retract M2 --yes", in: desk)
        #expect(retracted.status == 0, "\(retracted.errors)")
        #expect(sent() == 2)
    }

    @Test func `a failed sending fails no release, and status shows it until one is sent`() throws {
        let desk = try Desk.staffed(standingApproval: true)
        let mark = desk.folder + "/server-is-up"
        let path = desk.home + "/department.yaml"
        let file = try String(contentsOfFile: path, encoding: .utf8)
        try
            (file + """
                checkpoints:
                  to: the county's mailbox
                  command: "[ -e '\(mark)' ] || { echo no route >&2; exit 3; }"
                  after: release

                """).write(toFile: path, atomically: true, encoding: .utf8)
        try desk.carryOut("open attack-on-officers --place Main --id riverton")
        let released = try spawn("message release holding --on x --yes", in: desk)
        #expect(released.status == 0)
        #expect(
            released.errors.contains(
                "warning: The checkpoint was not sent to the county's mailbox: the command exited with 3 and said: no route. The release is recorded. Send it again: tocsin log checkpoint --by-policy"
            ), "\(released.errors)")
        let status = try desk.run("status").output
        #expect(
            status.contains("was not sent to the county's mailbox: the command exited with 3"),
            "\(status)")
        #expect(status.contains("No checkpoint was ever sent."))
        let failed = try desk.json("status")["checkpoint"] as? [String: Any]
        #expect(failed?["sent"] == nil && failed?["failed"] is [String: Any])

        try Data().write(to: URL(filePath: mark))
        let again = try spawn("log checkpoint --by-policy", in: desk)
        #expect(again.status == 0, "\(again.errors)")
        let later = try desk.run("status").output
        #expect(later.contains("to the county's mailbox, no entries since."), "\(later)")
        #expect(!later.contains("was not sent"), "\(later)")
    }

    @Test func `a release is sent to a file, and one that is refused in part, too`() throws {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "county-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: file) }
        let desk = try desk(sending: "file: \(file)")
        let released = try spawn("message release holding --on x --yes", in: desk)
        #expect(released.status == 0 && released.errors.isEmpty, "\(released.errors)")
        #expect(try desk.run("log", "verify", "--against", file).status == 0)
        #expect(try desk.run("status").output.contains("no entries since."))
    }

    @Test func `a department file with a fault keeps no release from going out`() throws {
        let desk = try desk(sending: "file: not/absolute")
        let released = try spawn("message release holding --on x --yes", in: desk)
        #expect(released.status == 0, "\(released.errors)")
        #expect(
            released.errors.contains("warning: No checkpoint was sent, because the department file")
                && released.errors.contains("isn't an absolute path"), "\(released.errors)")
        let check = try desk.run("playbook", "check", desk.home + "/department.yaml")
        #expect(check.status == 65)
        #expect(check.errors.contains(/department\.yaml:\d+:\d+: error: "not\/absolute"/))
    }

    /// A checkpoint covers the whole log and holds no text of it.
    @Test func `a drill sends one for all of its releases`() throws {
        let mailbox = FileManager.default.temporaryDirectory
            .appending(path: "mailbox-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: mailbox) }
        let desk = try desk(sending: "command: \"cat >> '\(mailbox)'\"")
        let run = try spawn("scenario run dallas-2016 --stop-after 20", in: desk)
        #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
        let lines = try String(contentsOfFile: mailbox, encoding: .utf8).split(separator: "\n")
        let head = try head(of: desk)
        #expect(lines.count == 4 && lines[1] == "\(head)", "\(lines)")
        let again = try spawn("scenario run dallas-2016 --stop-after 20", in: desk)
        #expect(again.status == 0)
        let later = try String(contentsOfFile: mailbox, encoding: .utf8)
        #expect(later.split(separator: "\n").count == 4, "Nothing new was released.")
    }

    // MARK: What the home keeps

    @Test func `a torn file is told as unknown, and the next sending replaces it`() throws {
        let desk = try Self.opened.get()
        let kept = desk.home + "/checkpoints.json"
        #expect(try desk.run("log", "checkpoint", "--send-by", "cat").status == 0)
        let whole = try Data(contentsOf: URL(filePath: kept))
        try whole.dropLast(9).write(to: URL(filePath: kept))
        let torn = try desk.run("status")
        #expect(torn.status == 0 && torn.output.contains("It isn't known when"), "\(torn.output)")
        #expect(try desk.json("status")["checkpoint"] == nil)
        #expect(try desk.run("log", "checkpoint", "--send-by", "cat").status == 0)
        #expect(try desk.run("status").output.contains("no entries since."))
    }

    @Test func `a copied home has sent what the first one sent, another log has not`() throws {
        let desk = try Self.opened.get()
        #expect(try desk.run("log", "checkpoint", "--send-by", "cat").status == 0)
        let copy = try Desk(copyOf: desk)
        #expect(try copy.run("status").output.contains("to the command cat, no entries since."))
        let other = try Desk.openedAnew()
        try FileManager.default.copyItem(
            atPath: desk.home + "/checkpoints.json", toPath: other.home + "/checkpoints.json")
        #expect(try other.run("status").output.contains("No checkpoint was ever sent."))
    }
}
