import EventLog
import Foundation
import Hashing
import LMDB
import Synchronization
import Testing

/// Compares the log with the bytes in `Docs/log-format.md`, which another program made from the
/// page's tables.
@Suite struct FormatTests {
    let folder: TemporaryFolder
    let page: String

    init() throws {
        folder = try TemporaryFolder()
        let source = URL(fileURLWithPath: #filePath)
        let root = source.deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        page = try String(
            contentsOf: root.appendingPathComponent("Docs/log-format.md"), encoding: .utf8)
    }

    private func example(_ name: String) throws -> [UInt8] {
        let start = try #require(page.range(of: "```hex \(name)\n")).upperBound
        let end = try #require(page.range(of: "```", range: start..<page.endIndex)).lowerBound
        return try bytes(page[start..<end].filter { !$0.isNewline })
    }

    private func bytes(_ digits: some StringProtocol) throws -> [UInt8] {
        let digits = Array(digits)
        return try stride(from: 0, to: digits.count, by: 2).map { place in
            try #require(UInt8(String(digits[place...].prefix(2)), radix: 16))
        }
    }

    private func sha256(_ bytes: [UInt8]) -> [UInt8] { SHA256.hash(bytes.span.bytes).bytes }

    /// Writes the page's example log and closes it.
    private func writeExample() throws -> [StoredRecord] {
        let clock = TestClock(1_467_946_200_000_000)
        let calls = Mutex<UInt8>(0)
        var options = EventLog.Options(clock: clock)
        options.random = {
            let first = calls.withLock { calls in
                defer { calls += 1 }
                return calls * 16
            }
            return (0..<16).map { first + $0 }
        }
        let log = try EventLog.open(at: folder.log, options: options)
        let id = try #require(EventID("0155c869-6bc0-7000-8000-000000000001"))
        try log.append(
            [NewEvent(id: id, type: "opened", data: [0x0A, 0])], to: "i-1", expecting: .noStream)
        clock.now -= 5_000_000
        let second = NewEvent.some(
            "hello", id: id.advanced(by: 1), metadata: "by:pio",
            simulatedAt: 1_467_943_200_000_000)
        try log.append([second], to: "i-1", expecting: .revision(0))
        return try log.all
    }

    private func stored(_ database: String, _ key: [UInt8]) throws -> [UInt8]? {
        try Environment(folder: folder.log).read { transaction in
            let database = try #require(try transaction.database(named: database))
            return try transaction.value(forKey: key, in: database)
        }
    }

    @Test func `records are stored as the page says`() throws {
        let records = try writeExample()
        for record in records {
            let value = try example("record-\(record.position)")
            let key = withUnsafeBytes(of: record.position.bigEndian, Array.init)
            #expect(try stored("records", key) == value)
            #expect(value.starts(with: record.header))
            #expect(
                sha256([0] + record.header)
                    == (try example("leaf-\(record.position)")))
            let body = try #require(record.body)
            #expect(sha256(body.dataSalt + body.data) == record.dataCommitment)
            #expect(
                sha256(body.metadataSalt + body.metadata)
                    == record.metadataCommitment)
        }
        let leaves = try example("leaf-0") + example("leaf-1")
        #expect(sha256([1] + leaves) == (try example("root")))
        #expect(try stored("nodes", [0, 0, 0, 0, 0, 0, 0, 1]) == (try example("root")))
        #expect(records.map(\.rawClock) == [nil, 1_467_946_195_000_000])
    }

    @Test func `the other databases hold what the page says, and nothing more`() throws {
        _ = try writeExample()
        let rows = try page.split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "|").map { $0.filter { $0 != " " && $0 != "`" } }
            guard cells.count == 3, cells[2].count >= 8, cells[2].allSatisfy(\.isHexDigit) else {
                return nil as (String, [UInt8], [UInt8])?
            }
            let isText = ["meta", "streams"].contains(cells[0])
            let key = try isText ? Array(cells[1].utf8) : bytes(cells[1])
            return (cells[0], key, try bytes(cells[2]))
        }
        #expect(rows.count == 7)
        for (database, key, value) in rows {
            #expect(try stored(database, key) == value, "\(database)")
        }
        let counts = try Environment(folder: folder.log).read { transaction in
            try ["meta", "records", "ids", "streams", "revisions", "nodes"].map { name in
                let database = try #require(try transaction.database(named: name))
                return try transaction.count(of: database)
            }
        }
        #expect(counts == [2, 2, 2, 1, 2, 1])
    }

    @Test func `a removed body leaves the header, and a repeat is still known`() throws {
        let before = try writeExample()
        try Environment(folder: folder.log).write { transaction in
            let records = try #require(try transaction.database(named: "records"))
            let key: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0]
            try transaction.put(before[0].header + [0], forKey: key, in: records)
        }
        let log = try EventLog.open(at: folder.log)
        let record = try #require(try log.all.first)
        #expect(record.body == nil)
        #expect(record.header == before[0].header)
        #expect(record.dataCommitment == before[0].dataCommitment)
        #expect(record.type == "opened")
        #expect(try log.all[1] == before[1])
        let again = NewEvent(id: record.id, type: "opened", data: [0x0A, 0])
        #expect(try log.append([again], to: "i-1", expecting: .noStream).isRepeat)
        #expect(throws: EventLogError.sameIDOtherContent(id: record.id, position: 0)) {
            try log.append([again], to: "i-2", expecting: .noStream)
        }
    }
}
