import EventLog
import Foundation
import LMDB
import Testing

@Suite struct TransferTests {
    let folder: TemporaryFolder
    let log: EventLog

    init() throws {
        folder = try TemporaryFolder()
        log = try EventLog.open(at: folder.log)
    }

    private var file: String { folder.path + "/backup.mdb" }
    private var other: String { folder.path + "/other" }

    private func fill(_ count: Int) throws {
        for number in 0..<count {
            try log.append(
                [.some("event \(number)", simulatedAt: number % 3 == 0 ? Int64(number) : nil)],
                to: ["a", "b"][number % 2], expecting: .any)
        }
    }

    @Test func `a backup made while others write is a verified prefix of the log`() async throws {
        try fill(20)
        let log = log
        let isDone = Shared(false)
        async let writer: Void = onThread {
            while !isDone.value {
                try log.append([.some(), .some()], to: "busy", expecting: .any)
            }
        }
        var reports: [Verification] = []
        for number in 0..<3 {
            reports.append(try log.backup(to: "\(file).\(number)"))
        }
        isDone.change { $0 = true }
        try await writer
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(names.filter { $0.contains("backup") }.count == 3, "nothing else is left")
        for (number, report) in reports.enumerated() {
            #expect(report.isPassed)
            let target = other + "-\(number)"
            try EventLog.restore(from: "\(file).\(number)", to: target)
            let copy = try EventLog.open(at: target)
            let records = try copy.all
            #expect(records.count == Int(report.records))
            #expect(records.count >= 20)
            #expect(records == Array(try log.all.prefix(records.count)))
            #expect(copy.logID == log.logID)
        }
    }

    @Test func `a backup never overwrites a file`() throws {
        try Data("mine".utf8).write(to: URL(fileURLWithPath: file))
        #expect(throws: TransferError.fileExists(path: file)) { try log.backup(to: file) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == Data("mine".utf8))
    }

    @Test func `a log that is damaged is not backed up`() async throws {
        try fill(5)
        let path = folder.log
        await #expect(processExitsWith: .success) { [path = path as String] in
            try Environment(folder: path).write { transaction in
                let ids = try #require(try transaction.database(named: "ids"))
                try transaction.put([0], forKey: [1], in: ids)
            }
        }
        let error = #expect(throws: TransferError.self) { try log.backup(to: file) }
        guard case .notVerified? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(!FileManager.default.fileExists(atPath: file))
    }

    @Test func `a restored log goes on, for a process that has it open too`() async throws {
        try fill(7)
        let checkpoint = try log.read { try $0.root() }
        try log.backup(to: file)
        let target = other
        try EventLog.restore(from: file, to: target)
        let restored = try EventLog.open(at: target)
        #expect(try restored.read { try $0.root() } == checkpoint)
        let repeated = NewEvent.some("mine")
        try restored.append([repeated], to: "a", expecting: .any)
        try log.append([repeated], to: "a", expecting: .any)
        // An earlier state of the same log may be overwritten, also by another process.
        let newer = file + ".2"
        #expect(try restored.append([repeated], to: "a", expecting: .any).isRepeat)
        try restored.append([.some("later")], to: "a", expecting: .any)
        try restored.backup(to: newer)
        try EventLog.restore(from: newer, to: other + "-2")
        let early = try EventLog.open(at: other + "-3")
        #expect(try early.read { try $0.head } == 0)
        let path = other + "-2"
        await #expect(processExitsWith: .success) {
            [path = path as String, newer = newer as String] in
            let report = try EventLog.restore(from: newer, to: path)
            #expect(report.records == 9)
        }
    }

    @Test func `a newer log, another log and one that forked are not overwritten`() throws {
        try fill(7)
        try log.backup(to: file)
        let target = other
        try EventLog.restore(from: file, to: target)
        do {
            let copy = try EventLog.open(at: target)
            try copy.append([.some("newer")], to: "a", expecting: .any)
        }
        func restoring(_ file: String, _ words: String) {
            let error = #expect(throws: TransferError.self) {
                try EventLog.restore(from: file, to: target)
            }
            #expect(error?.description.contains(words) == true)
        }
        restoring(file, "it has 8 records, but the backup has only 7")
        try log.append([.some("fork")], to: "a", expecting: .any)
        try log.append([.some("fork")], to: "a", expecting: .any)
        try log.backup(to: file + ".2")
        restoring(file + ".2", "its records differ from the backup's")
        let foreign = try EventLog.open(at: other + "-2")
        for _ in 0..<9 { try foreign.append([.some()], to: "a", expecting: .any) }
        try foreign.backup(to: file + ".3")
        restoring(file + ".3", "is a backup of another log")
        let copy = try EventLog.open(at: target)
        #expect(try copy.all.count == 8)
        try copy.append([.some()], to: "a", expecting: .any)
        #expect(try LogVerifier(copy).verify().isPassed)
    }

    /// The old file still has a name, so only comparing files shows that it isn't the log.
    @Test func `a writer goes on with the file that took the place of one that was moved away`()
        async throws
    {
        try fill(7)
        try log.backup(to: file)
        let (path, backup) = (folder.log, file)
        let kept = folder.path + "/kept.mdb"
        try FileManager.default.moveItem(atPath: folder.dataFile, toPath: kept)
        #expect(throws: EventLogError.noLog(path: path)) {
            try log.append([.some("nowhere")], to: "a", expecting: .any)
        }
        await #expect(processExitsWith: .success) {
            [path = path as String, backup = backup as String] in
            let report = try EventLog.restore(from: backup, to: path)
            #expect(report.records == 7)
        }
        try log.append([.some("mine")], to: "a", expecting: .any)
        await #expect(processExitsWith: .success) { [path = path as String] in
            let records = try EventLog.open(at: path).all
            #expect(records.count == 8)
        }
    }

    @Test func `a log that can't be read is not overwritten, and the error says what to do`() throws
    {
        try fill(7)
        try log.backup(to: file)
        try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: true)
        let data = URL(fileURLWithPath: other + "/data.mdb")
        let bytes = Data(repeating: 0x41, count: 20_000)
        try bytes.write(to: data)
        let error = #expect(throws: TransferError.self) {
            try EventLog.restore(from: file, to: other)
        }
        #expect(error?.description.contains("To replace it, move it away first.") == true)
        #expect(try Data(contentsOf: data) == bytes)
    }

    @Test func `an empty log of another id is no obstacle to a restore`() throws {
        try fill(7)
        try log.backup(to: file)
        _ = try EventLog.open(at: other)
        #expect(try EventLog.restore(from: file, to: other).records == 7)
        #expect(try EventLog.open(at: other).logID == log.logID)
    }

    @Test func `a process whose empty log was replaced knows the id of the new one`() async throws {
        try fill(7)
        try log.backup(to: file)
        let empty = try EventLog.open(at: other)
        let (path, backup) = (other, file)
        await #expect(processExitsWith: .success) {
            [path = path as String, backup = backup as String] in
            try EventLog.restore(from: backup, to: path)
        }
        #expect(try empty.read { try $0.head } == 7)
        #expect(empty.origin == log.origin)
    }

    @Test func `a file that isn't a backup, and a damaged one, are refused`() throws {
        try Data("no log".utf8).write(to: URL(fileURLWithPath: file))
        #expect(throws: TransferError.self) { try EventLog.restore(from: file, to: other) }
        try fill(9)
        try log.backup(to: file + ".2")
        var bytes = try Data(contentsOf: URL(fileURLWithPath: file + ".2"))
        let place = try #require(bytes.firstRange(of: Data("event 8".utf8))?.lowerBound)
        bytes[place] ^= 1
        try bytes.write(to: URL(fileURLWithPath: file + ".2"))
        let error = #expect(throws: TransferError.self) {
            try EventLog.restore(from: file + ".2", to: other)
        }
        #expect(error?.description.contains("position 8") == true)
        #expect(try EventLog.open(at: other).all.isEmpty)
    }

    // MARK: Export and import

    private func export(_ disclose: (StoredRecord) -> Disclosure) throws -> [String] {
        var lines: [String] = []
        try log.export(disclosing: disclose) { lines.append($0) }
        return lines
    }

    private func importing(_ lines: [String], to path: String) throws -> Verification {
        var rest = lines[...]
        let imported = try EventLog.importLog(to: path) { rest.popFirst() }
        #expect(imported.isComplete)
        return imported.verification
    }

    @Test func `an export that shows everything gives the same log again`() throws {
        try fill(30)
        try log.redact(
            4, recording: [.some("order", type: "wei\"rd\\\u{1}é")], to: "a", expecting: .any)
        let lines = try export { _ in .everything(json: "{\"a\":1}") }
        #expect(lines.count == 32)
        let report = try importing(lines, to: other)
        let copy = try EventLog.open(at: other)
        #expect(try copy.all == log.all)
        #expect(copy.logID == log.logID)
        #expect(report.root == (try log.read { try $0.root() }))
        #expect(report.redactions == 1)
        try copy.append([.some()], to: "b", expecting: .revision(14))
        #expect(try LogVerifier(copy).verify().isPassed)
    }

    @Test func `an earlier version's export is imported only on demand, as maybe incomplete`()
        throws
    {
        try fill(12)
        let lines = try export { _ in .everything(json: "{}") }
        for count in [12, 5] {
            var rest = lines[..<count]
            let imported = try EventLog.importLog(to: "\(other)-\(count)", mayLackEnd: true) {
                rest.popFirst()
            }
            #expect(!imported.isComplete)
            #expect(imported.verification.records == UInt64(count))
        }
    }

    @Test func `an export's end has a checkpoint if there is a key`() throws {
        try fill(3)
        let key = try SigningKey.loadOrMake(in: folder.path + "/keys", for: log.origin)
        var lines: [String] = []
        try log.export(signedBy: key, disclosing: { _ in .everything(json: "{}") }) {
            lines.append($0)
        }
        let end = try #require(
            try JSONSerialization.jsonObject(with: Data(lines[3].utf8)) as? [String: Any])
        #expect(end["type"] as? String == "tocsin.export-end")
        #expect(end["tocsincount"] as? Int == 3)
        let text = try #require(end["tocsincheckpoint"] as? String)
        let checkpoint = try Checkpoint(verifying: Array(text.utf8), with: key.verifier)
        #expect(checkpoint.size == 3)
        #expect(end["tocsinroot"] as? String == "\(checkpoint.root)")
        #expect(try importing(lines, to: other).records == 3)
    }

    @Test func `a line is a CloudEvent whose time is the record's`() throws {
        let clock = TestClock(1_467_946_200_123_456)
        let log = try EventLog.open(at: other, options: .init(clock: clock))
        for time in [0, -1, 951_782_400_000_000, 1_709_164_800_000_001, 4_102_444_799_999_999] {
            clock.now = Int64(time)
            try log.append([.some("x", metadata: "name")], to: "s", expecting: .any)
        }
        var objects: [[String: Any]] = []
        try log.export(disclosing: { _ in .event(json: "{\"text\":\"x\"}") }) { line in
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
            objects.append(try #require(object as? [String: Any]))
            #expect(!line.contains(Data("name".utf8).base64EncodedString()))
        }
        #expect(
            objects.compactMap { $0["time"] as? String } == [
                "1970-01-01T00:00:00.000000Z", "1970-01-01T00:00:00.000000Z",
                "2000-02-29T00:00:00.000000Z", "2024-02-29T00:00:00.000001Z",
                "2099-12-31T23:59:59.999999Z",
            ])
        #expect(objects[0]["specversion"] as? String == "1.0")
        #expect(objects[0]["source"] as? String == log.origin)
        #expect(objects[0]["subject"] as? String == "s")
        #expect(objects[0]["data"] as? [String: String] == ["text": "x"])
        #expect(objects[0]["tocsinmetadata"] == nil)
    }

    @Test func `an export with something left out, changed or out of order imports nothing`()
        throws
    {
        try fill(12)
        let lines = try export { _ in .everything(json: "{}") }
        let partial = try export { $0.position == 7 ? .event(json: "{}") : .everything(json: "{}") }
        let cases: [([String], String)] = [
            (partial, "Line 8 of the export is invalid: it has no tocsinmetadata:"),
            (Array(lines.dropFirst()), "Line 1"),
            (Array(lines[..<5] + lines[6...]), "Line 6"),
            (lines.map { $0.replacing("tocsin-log/", with: "other/") }, "its source isn't a log"),
            (Array(lines[..<3] + ["{}"] + lines[3...]), "Line 4"),
            (Array(lines[..<3] + [lines[2]] + lines[3...]), "Line 4"),
            (Array(lines.dropLast()), "The export has no end"),
            (Array(lines[..<5]), "The export has no end"),
            (Array(lines[..<5]) + [lines[12]], "it ends 12 records, but 5 came"),
            (lines + [lines[11]], "Line 14 of the export is invalid: it follows the export's end"),
            (
                lines.dropLast() + [
                    lines[12].replacing("tocsinroot\":\"", with: "tocsinroot\":\"x")
                ],
                "its root isn't that of the records before it"
            ),
        ]
        for (text, words) in cases {
            let error = #expect(throws: TransferError.self) { try importing(text, to: other) }
            #expect(error?.description.contains(words) == true, "\(String(describing: error))")
            #expect(try EventLog.open(at: other).all.isEmpty)
        }
        let body = Data("event 5".utf8).base64EncodedString()
        let changed = lines.map {
            $0.replacing(body, with: Data("event 6".utf8).base64EncodedString())
        }
        #expect(throws: TransferError.self) { try importing(changed, to: other) }
        #expect(try importing(lines, to: other).records == 12)
        #expect(throws: TransferError.notEmpty(path: other, records: 12)) {
            try importing(lines, to: other)
        }
    }
}
