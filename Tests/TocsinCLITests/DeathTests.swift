import EventLog
import Foundation
import Testing

/// A command that replaces the data file is killed at one system call after another.
@Suite struct DeathTests {
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

    @Test(.timeLimit(.minutes(30)), .enabled(if: Deaths.canTrace, "strace works here"))
    func `a restore that dies leaves the old log or the new one`() throws {
        let source = try Desk.opened()
        let (old, new) = (source.folder + "/old.mdb", source.folder + "/new.mdb")
        #expect(try source.run("log", "backup", old).status == 0)
        #expect(try source.run("note", "log", "The newer one.").status == 0)
        #expect(try source.run("log", "backup", new).status == 0)
        let count = try EventLog.open(at: source.home + "/log").read { try $0.head }
        let deaths = try Deaths.sweep(["log", "restore", new]) {
            let desk = try Desk.staffed()
            try EventLog.restore(from: old, to: desk.home + "/log")
            return desk
        } _: { desk, place in
            let records = UInt64(try expectWhole(desk, place).count) - 1
            #expect([count - 1, count].contains(records), "\(place)")
            if place.hasSuffix("status 0") { #expect(records == count, "\(place)") }
        }
        #expect(deaths > 5)
    }

    @Test(.timeLimit(.minutes(30)), .enabled(if: Deaths.canTrace, "strace works here"))
    func `a removal that dies has removed and recorded, or neither`() throws {
        let source = try Desk.opened()
        #expect(try source.run("note", "log", "Qz8 was said.").status == 0)
        let noted = try EventLog.open(at: source.home + "/log").read { try $0.head } - 1
        let deaths = try Deaths.sweep([
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
        #expect(deaths > 5)
    }
}
