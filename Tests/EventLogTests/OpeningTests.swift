import EventLog
import Foundation
import LMDB
import Testing

@Suite struct OpeningTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func permissions(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? Int)
    }

    private func create(_ events: [NewEvent] = [.some()]) throws {
        try EventLog.open(at: folder.log).append(events, to: "s", expecting: .any)
    }

    /// Changes the log without its knowledge.
    private func tamper(_ change: (borrowing WriteTransaction) throws -> Void) throws {
        try Environment(folder: folder.log).write(change)
    }

    @Test func `a new log lies in a folder of its owner's, with nothing else in it`() throws {
        try create()
        #expect(try permissions(folder.log) == 0o700)
        #expect(try permissions(folder.dataFile) == 0o600)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.log)
        #expect(names.sorted() == ["data.mdb", "lock.mdb"])
    }

    @Test func `an empty folder becomes the owner's alone`() throws {
        try FileManager.default.createDirectory(
            atPath: folder.log, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o755])
        try create()
        #expect(try permissions(folder.log) == 0o700)
    }

    @Test func `a log opened again holds what it held, and goes on from there`() throws {
        let clock = TestClock(500)
        let event = NewEvent.some(simulatedAt: 40)
        var log: EventLog? = try EventLog.open(at: folder.log, options: .init(clock: clock))
        try log?.append([event], to: "s", expecting: .noStream)
        let before = try log?.all
        let id = log?.logID
        log = nil
        clock.now = 100

        let again = try EventLog.open(at: folder.log, options: .init(clock: clock))
        #expect(try again.all == before)
        #expect(again.logID == id)
        #expect(EventLog.formatVersion == 1)
        let result = try again.append([event], to: "s", expecting: .noStream)
        #expect(result == AppendResult(0...0, revisions: 0...0, isRepeat: true))
        #expect(throws: EventLogError.simulatedClockWentBack(stream: "s", last: 40, given: 39)) {
            try again.append([.some(simulatedAt: 39)], to: "s", expecting: .any)
        }
        try again.append([.some()], to: "s", expecting: .revision(0))
        #expect(try again.all.map(\.recordedAt) == [500, 500])
    }

    @Test func `two logs have two ids`() throws {
        let first = try EventLog.open(at: folder.log)
        let second = try EventLog.open(at: folder.path + "/other")
        #expect(first.logID != second.logID)
        #expect(first.logID.count == 32)
    }

    @Test func `a folder with something else in it is no log, and is left alone`() throws {
        let file = URL(fileURLWithPath: folder.path + "/letter.txt")
        try Data("hello".utf8).write(to: file)
        let error = #expect(throws: EventLogError.self) { try EventLog.open(at: folder.path) }
        #expect(error == .notALog(path: folder.path, why: "it has other files"))
        #expect(throws: EventLogError.notALog(path: file.path, why: "it isn't a folder")) {
            try EventLog.open(at: file.path)
        }
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["letter.txt"])
    }

    @Test func `another program's data file is no log`() throws {
        try FileManager.default.createDirectory(
            atPath: folder.log, withIntermediateDirectories: false)
        try Environment(folder: folder.log).write { _ = try $0.createDatabase(named: "records") }
        let error = #expect(throws: EventLogError.self) { try EventLog.open(at: folder.log) }
        #expect(
            error == .notALog(path: folder.log, why: "it has another program's LMDB data"))

        try Data(repeating: 0x20, count: 9000).write(to: URL(fileURLWithPath: folder.dataFile))
        let other = #expect(throws: EventLogError.self) { try EventLog.open(at: folder.log) }
        guard case .notALog(folder.dataFile, _)? = other else {
            Issue.record("\(String(describing: other))")
            return
        }
    }

    @Test func `a missing log is created only when asked for`() throws {
        var options = EventLog.Options()
        options.createIfMissing = false
        #expect(throws: EventLogError.noLog(path: folder.log)) {
            try EventLog.open(at: folder.log, options: options)
        }
        #expect(!FileManager.default.fileExists(atPath: folder.log))
        #expect(throws: EventLogError.noLog(path: folder.path)) {
            try EventLog.open(at: folder.path, options: options)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test func `what a killed creation left behind is no hindrance`() throws {
        let staging = folder.log + "/.creating"
        try FileManager.default.createDirectory(
            atPath: staging, withIntermediateDirectories: true)
        try Data([1, 2, 3]).write(to: URL(fileURLWithPath: staging + "/data.mdb"))
        try Data([4]).write(to: URL(fileURLWithPath: staging + "/lock.mdb"))
        try create()
        #expect(!FileManager.default.fileExists(atPath: staging))
    }

    @Test func `a newer format is refused with the version that is needed`() throws {
        try create()
        try tamper { transaction in
            let meta = try #require(try transaction.database(named: "meta"))
            try transaction.put([0, 0, 0, 2], forKey: Array("format".utf8), in: meta)
        }
        let before = try Data(contentsOf: URL(fileURLWithPath: folder.dataFile))
        let error = #expect(throws: EventLogError.self) { try EventLog.open(at: folder.log) }
        #expect(error == .newerFormat(found: 2, supported: 1))
        #expect(
            error?.description
                == "The log has format version 2, but this program reads only up to 1."
                + " Use a program that reads version 2.")
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.dataFile)) == before)
    }

    @Test func `a data file cut short is an error, an emptied one too`() throws {
        try create([.some(String(repeating: "x", count: 50_000))])
        let file = URL(fileURLWithPath: folder.dataFile)
        let whole = try Data(contentsOf: file)
        for length in [0, 100, 5000, whole.count / 2, whole.count - 1] {
            try whole.prefix(length).write(to: file)
            let error = #expect(throws: EventLogError.self) { try EventLog.open(at: folder.log) }
            guard case .damaged(nil, let why)? = error else {
                Issue.record("\(length): \(String(describing: error))")
                continue
            }
            #expect(why.contains("cut short"))
            #expect(error?.description.hasSuffix(". Restore it from a backup.") == true)
        }
    }

    @Test func `a hard-linked data file is refused`() throws {
        try create()
        try FileManager.default.linkItem(
            atPath: folder.dataFile, toPath: folder.path + "/copy.mdb")
        let error = #expect(throws: EventLogError.self) { try EventLog.open(at: folder.log) }
        guard case .unsafeFile(folder.dataFile, _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func `a log is open once in a process, whatever it is called`() throws {
        let log = try EventLog.open(at: folder.log)
        let link = folder.path + "/link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder.log)
        for path in [folder.log, link, folder.path + "/./log", folder.log + "/../log"] {
            #expect(throws: EventLogError.alreadyOpen(path: path + "/data.mdb")) {
                try EventLog.open(at: path)
            }
        }
        try log.append([.some()], to: "s", expecting: .noStream)
    }

    @Test func `a log opened for reading is read and not written`() throws {
        try create()
        var options = EventLog.Options()
        options.isReadOnly = true
        let log = try EventLog.open(at: folder.log, options: options)
        #expect(try log.all.count == 1)
        #expect(throws: EventLogError.readOnly(path: folder.log)) {
            try log.append([.some()], to: "s", expecting: .any)
        }
        #expect(throws: EventLogError.noLog(path: folder.path + "/none")) {
            try EventLog.open(at: folder.path + "/none", options: options)
        }
    }

    @Test func `a record that breaks the format is named`() throws {
        try create([.some("a"), .some("b"), .some("c")])
        let key: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 1]
        func damage(_ change: (inout [UInt8]) -> Void) throws -> EventLogError? {
            try tamper { transaction in
                let records = try #require(try transaction.database(named: "records"))
                let whole = try #require(try transaction.value(forKey: key, in: records))
                var broken = whole
                change(&broken)
                try transaction.put(broken, forKey: key, in: records)
                // A copy of the whole record, to be put back.
                let meta = try #require(try transaction.database(named: "meta"))
                try transaction.put(whole, forKey: [0], in: meta)
            }
            let log = try EventLog.open(at: folder.log)
            #expect(try log.read { try $0.records(from: 0, limit: 1) }.count == 1)
            return #expect(throws: EventLogError.self) { try log.all }
        }
        func restore() throws {
            try tamper { transaction in
                let records = try #require(try transaction.database(named: "records"))
                let meta = try #require(try transaction.database(named: "meta"))
                let whole = try #require(try transaction.value(forKey: [0], in: meta))
                try transaction.put(whole, forKey: key, in: records)
            }
        }
        let changes: [(String, (inout [UInt8]) -> Void)] = [
            ("cut short", { $0.removeLast($0.count - 50) }),
            ("its body's length is invalid", { $0.removeLast() }),
            ("another position", { $0[11] = 7 }),
            ("header's length", { $0[3] &+= 1 }),
            ("flags", { $0[1] = 2 }),
            ("isn't a UUID of version 7", { $0[26] = 0x40 }),
            ("name of its stream or type", { $0[126] = 0x20 }),
            ("its type isn't UTF-8", { $0[127] = 0xFF }),
            ("its body's state is 9", { $0[126 + 1 + 5] = 9 }),
            ("after a removed body", { $0[126 + 1 + 5] = 0 }),
            ("its format version is 0", { $0[0] = 0 }),
        ]
        for (words, change) in changes {
            guard case .damaged(1, let why)? = try damage(change) else {
                Issue.record("no error for: \(words)")
                continue
            }
            #expect(why.contains(words))
            try restore()
        }
        #expect(try damage { $0[0] = 2 } == .newerFormat(found: 2, supported: 1))
    }
}
