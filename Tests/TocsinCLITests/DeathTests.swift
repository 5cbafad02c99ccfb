import ChildProcess
import EventLog
import Foundation
import Glibc
import Testing

/// A command that replaces the data file is killed at one system call after another.
@Suite struct DeathTests {
    private static let strace = "/usr/bin/strace"
    private static let canTrace =
        (try? Child.run(strace, ["-o", "/dev/null", "true"]))?.end == .exited(0)

    private static let calls = [
        "flock", "mkdir", "rename", "unlink", "rmdir", "fsync", "fdatasync", "pwrite64",
    ]
    /// Every third call, or all with `TOCSIN_SOAK=1`.
    private static let step =
        ProcessInfo.processInfo.environment["TOCSIN_SOAK"] == "1" ? 1 : 3

    /// Runs `command` on a copy of `home` again and again, killed at each call, and calls `check`
    /// after each.
    private func sweep(
        _ command: [String], on prepare: () throws -> Desk, _ check: (Desk, String) throws -> Void
    ) throws {
        var deaths = 0
        for call in Self.calls {
            var place = 1
            while true {
                let desk = try prepare()
                let child = try Program.run(
                    Self.strace,
                    [
                        "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e",
                        "inject=\(call):signal=KILL:when=\(place)", Program.path,
                    ] + command, environment: desk.environment(as: "kim"))
                try check(desk, "\(call) \(place), status \(child.status)")
                if child.status >= 0 { break }
                deaths += 1
                place += Self.step
            }
        }
        #expect(deaths > 5)
    }

    /// The log is whole and can be written, and no other file is left in its folder.
    private func expectWhole(_ desk: Desk, _ place: String) throws -> [StoredRecord] {
        #expect(try desk.run("note", "log", "Afterward.", "--incident", "riverton").status == 0)
        let log = try EventLog.open(at: desk.home + "/log")
        let report = try LogVerifier(log).verify()
        #expect(report.isPassed, "\(place): \(report)")
        let names = try FileManager.default.contentsOfDirectory(atPath: desk.home + "/log")
        #expect(names.sorted() == ["data.mdb", "lock.mdb"], "\(place)")
        return try log.read { try $0.records(from: 0, limit: .max) }
    }

    @Test(.timeLimit(.minutes(30)), .enabled(if: canTrace, "strace works here"))
    func `a restore that dies leaves the old log or the new one`() throws {
        let source = try Desk.opened()
        let (old, new) = (source.folder + "/old.mdb", source.folder + "/new.mdb")
        #expect(try source.run("log", "backup", old).status == 0)
        #expect(try source.run("note", "log", "The newer one.").status == 0)
        #expect(try source.run("log", "backup", new).status == 0)
        let count = try EventLog.open(at: source.home + "/log").read { try $0.head }
        try sweep(["log", "restore", new]) {
            let desk = try Desk.staffed()
            try EventLog.restore(from: old, to: desk.home + "/log")
            return desk
        } _: { desk, place in
            let records = UInt64(try expectWhole(desk, place).count) - 1
            #expect([count - 1, count].contains(records), "\(place)")
            if place.hasSuffix("status 0") { #expect(records == count, "\(place)") }
        }
    }

    @Test(.timeLimit(.minutes(30)), .enabled(if: canTrace, "strace works here"))
    func `a removal that dies has removed and recorded, or neither`() throws {
        let source = try Desk.opened()
        #expect(try source.run("note", "log", "Qz8 was said.").status == 0)
        let noted = try EventLog.open(at: source.home + "/log").read { try $0.head } - 1
        try sweep([
            "log", "redact", "\(noted)", "--order", "1", "--exemption", "2", "--yes",
        ]) {
            try Desk(copyOf: source)
        } _: { desk, place in
            let records = try expectWhole(desk, place)
            let isRecorded = records.contains { $0.type == "entry-redacted" }
            #expect((records[Int(noted)].body == nil) == isRecorded, "\(place)")
            if place.hasSuffix("status 0") { #expect(isRecorded, "\(place)") }
            // The note afterward was a writer that had room.
            let isErased = try desk.bytes().firstRange(of: Data("Qz8 was".utf8)) == nil
            #expect(isErased == isRecorded, "\(place)")
        }
    }
}
