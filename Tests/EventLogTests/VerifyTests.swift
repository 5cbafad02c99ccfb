import EventLog
import Foundation
import LMDB
import Synchronization
import Testing

@Suite struct VerifyTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A log of `count` records in three streams, with a simulated clock in one of them.
    private func create(_ count: Int, batch: Int = 3) throws {
        let log = try EventLog.open(at: folder.log)
        var next = 0
        while next < count {
            let stream = ["a", "b", "drill"][next / batch % 3]
            let events = (next..<min(next + batch, count)).map { number in
                NewEvent.some(
                    "event \(number)", metadata: "who \(number)",
                    simulatedAt: stream == "drill" ? Int64(number) : nil)
            }
            try log.append(events, to: stream, expecting: .any)
            next += events.count
        }
    }

    private func verify(against checkpoint: Checkpoint? = nil) throws -> Verification {
        try LogVerifier(EventLog.open(at: folder.log), against: checkpoint).verify()
    }

    private func tamper(
        _ name: String, _ change: (borrowing WriteTransaction, Database) throws -> Void
    ) throws {
        try Environment(folder: folder.log).write { transaction in
            try change(transaction, try #require(try transaction.database(named: name)))
        }
    }

    private func key(_ number: UInt64) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian, Array.init)
    }

    @Test func `a log as it was written passes, and says what that leaves open`() throws {
        try create(50)
        let report = try verify()
        #expect(report.isPassed)
        #expect(report.records == 50)
        #expect(report.streams == 3)
        #expect(report.redactions == 0)
        #expect(
            report.description == "50 records in 3 streams are unchanged, 0 of them with"
                + " text removed by order.")
        #expect(report.limits.contains("doesn't prove that the log is complete"))
        #expect(report.limits.contains("Without a checkpoint"))
        let log = try EventLog.open(at: folder.log)
        #expect(report.root == (try log.read { try $0.root() }))
    }

    @Test func `an empty log passes`() throws {
        try create(0)
        #expect(try verify().records == 0)
        #expect(try verify().isPassed)
    }

    @Test func `a log of several runs passes while others append, with its progress told`()
        throws
    {
        try create(40_000, batch: 1000)
        let log = try EventLog.open(at: folder.log)
        let told = Mutex<[UInt64]>([])
        let report = try LogVerifier(log).verify { done, all in
            told.withLock { $0.append(done) }
            if all == 40_000, done < all {
                // Appended while the rest is checked.
                do {
                    try log.append([.some()], to: "new-\(done)", expecting: .noStream)
                } catch {
                    Issue.record(error)
                }
            }
        }
        #expect(report.fault == nil)
        #expect(report.records == 40_000)
        #expect(told.withLock { $0 }.last == 40_000)
        #expect(try LogVerifier(log).verify(threads: 1).records == 40_002)
    }

    @Test func `a log is held to its checkpoint`() throws {
        try create(20)
        let log = try EventLog.open(at: folder.log)
        let signer = try SigningKey.loadOrMake(in: folder.path + "/keys", for: log.origin)
        let checkpoint = try log.checkpoint(signedBy: signer)
        try log.append([.some()], to: "a", expecting: .any)
        let report = try LogVerifier(log, against: checkpoint).verify()
        #expect(report.checkpointSize == 20)
        #expect(report.isPassed)
        #expect(
            report.description.contains("The log continues from the checkpoint over 20 records"))
        let other = try EventLog.open(at: folder.path + "/other")
        #expect(throws: ProofError.self) { try LogVerifier(other, against: checkpoint).verify() }
    }

    /// Everything here is consistent, and only the checkpoint shows the change.
    @Test func `a log that was written anew is found by its checkpoint`() throws {
        try create(20)
        let checkpoint: Checkpoint
        do {
            let log = try EventLog.open(at: folder.log)
            let signer = try SigningKey.loadOrMake(in: folder.path + "/keys", for: log.origin)
            checkpoint = try log.checkpoint(signedBy: signer)
        }
        let id = try Environment(folder: folder.log).read { transaction in
            let meta = try #require(try transaction.database(named: "meta"))
            return try transaction.value(forKey: Array("log-id".utf8), in: meta)
        }
        try FileManager.default.removeItem(atPath: folder.log)
        try create(20)
        try tamper("meta") { transaction, meta in
            try transaction.put(try #require(id), forKey: Array("log-id".utf8), in: meta)
        }
        #expect(try verify().isPassed)
        let report = try verify(against: checkpoint)
        #expect(report.fault?.why == "the 20 records that the checkpoint covers were changed")
    }

    struct Damage: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var database = "records"
        let position: UInt64?
        let change: @Sendable (inout [UInt8]) -> Void
        var at: [UInt8] = []
    }

    static let names = 126

    @Test(arguments: [
        Damage(testDescription: "a byte of the data", position: 7) { $0[126 + 6 + 41] ^= 1 },
        Damage(testDescription: "the last byte of the metadata", position: 7) {
            $0[$0.count - 1] ^= 1
        },
        Damage(testDescription: "a salt", position: 7) { $0[126 + 6 + 3] ^= 1 },
        Damage(testDescription: "a commitment", position: 7) { $0[61] ^= 1 },
        Damage(testDescription: "the position", position: 7) { $0[11] ^= 1 },
        Damage(testDescription: "the revision", position: 7) { $0[19] ^= 1 },
        Damage(testDescription: "the event id", position: 7) { $0[35] ^= 1 },
        Damage(testDescription: "the recorded time", position: 7) { $0[43] ^= 1 },
        Damage(testDescription: "the raw clock, later", position: 7) { $0[45] ^= 1 },
        Damage(testDescription: "the simulated time", position: 7) { $0[53] ^= 0x80 },
        Damage(testDescription: "the type's name", position: 7) { $0[127 + 5] ^= 1 },
        Damage(testDescription: "the stream's name", position: 7) { $0[126] ^= 3 },
    ])
    func `a changed record is named`(_ damage: Damage) throws {
        try create(20)
        try tamper(damage.database) { transaction, database in
            var value = try #require(try transaction.value(forKey: key(7), in: database))
            damage.change(&value)
            try transaction.put(value, forKey: key(7), in: database)
        }
        let report = try verify()
        #expect(report.fault?.position == damage.position, "\(report)")
        #expect(report.description.hasPrefix("The log is damaged at position 7: "))
        #expect(report.root == nil)
    }

    /// The tree would show a fault too, but not which one.
    @Test func `a type that isn't text is named as such`() throws {
        try create(20)
        try tamper("records") { transaction, records in
            var value = try #require(try transaction.value(forKey: key(7), in: records))
            let type = Self.names + "drill".utf8.count
            value.replaceSubrange(
                type..<type + "noted".utf8.count, with: repeatElement(0xFF, count: 5))
            try transaction.put(value, forKey: key(7), in: records)
        }
        let fault = try #require(try verify().fault)
        #expect(fault.position == 7)
        #expect(fault.why == "its type isn't UTF-8")
    }

    /// A header that is well-formed and consistent with its neighbors: only the tree shows the
    /// change.
    @Test func `a raw clock changed within its rules is found by the tree`() throws {
        try create(20)
        try tamper("records") { transaction, records in
            var value = try #require(try transaction.value(forKey: key(7), in: records))
            // The second of a batch of three has the recorded time of the first, so an earlier
            // raw clock breaks no rule.
            value[51] &-= 1
            try transaction.put(value, forKey: key(7), in: records)
        }
        let fault = try #require(try verify().fault)
        #expect(fault.position == 7)
        #expect(fault.why == "a node of the Merkle tree is wrong")
    }

    @Test(arguments: ["ids", "revisions", "nodes", "records"])
    func `an entry too few is found`(_ name: String) throws {
        try create(20)
        try tamper(name) { transaction, database in
            let first = try transaction.withCursor(over: database) { cursor in
                try cursor.first().map { Array($0.key) }
            }
            try transaction.remove(try #require(first), from: database)
        }
        #expect(try verify().fault?.position != nil, "\(name)")
    }

    @Test(arguments: ["ids", "revisions", "nodes"])
    func `an entry too many is found`(_ name: String) throws {
        try create(20)
        try tamper(name) { transaction, database in
            let extra = [UInt8](
                repeating: name == "nodes" ? 0 : 0xEE, count: name == "ids" ? 16 : 8)
            try transaction.put(key(3), forKey: extra, in: database)
        }
        let why = try #require(try verify().fault?.why)
        #expect(why.contains(name), "\(why)")
    }

    @Test(arguments: [7, 15, 23] as [Int])
    func `a stream's entry that says something else is found`(_ byte: Int) throws {
        try create(20)
        try tamper("streams") { transaction, streams in
            let name = Array("drill".utf8)
            var value = try #require(try transaction.value(forKey: name, in: streams))
            value[byte] ^= 1
            try transaction.put(value, forKey: name, in: streams)
        }
        #expect(try verify().fault != nil)
    }

    @Test func `a record too many, one too few at the end, and an unknown stream are found`() throws
    {
        try create(20)
        try tamper("streams") { transaction, streams in
            let entry = try #require(try transaction.value(forKey: Array("a".utf8), in: streams))
            try transaction.put(entry, forKey: Array("ghost".utf8), in: streams)
        }
        #expect(try verify().fault?.why == "the stream ghost has no record")
        try tamper("streams") { transaction, streams in
            try transaction.remove(Array("ghost".utf8), from: streams)
        }
        #expect(try verify().isPassed)
        try tamper("records") { transaction, records in
            try transaction.remove(key(19), from: records)
        }
        #expect(try verify().fault != nil)
    }

    /// Changes each page of the log's file that contains only the index entries of two ids.
    ///
    /// In LMDB 0.9 a page's flags are at byte 10, the start of its free space is at byte 12, and
    /// from byte 16 on two bytes for each entry give its offset: a header of 8 bytes, the key.
    private func tamper(
        indexOf ids: [[UInt8]], _ change: (inout ArraySlice<UInt8>, [Int]) -> Void
    ) throws {
        let file = URL(fileURLWithPath: folder.dataFile)
        var bytes = Array(try Data(contentsOf: file))
        var changed = 0
        for start in stride(from: 0, to: bytes.count, by: 4096) {
            var page = bytes[start..<start + 4096]
            func number(at offset: Int) -> Int {
                Int(page[start + offset]) | Int(page[start + offset + 1]) << 8
            }
            guard number(at: 10) == 2, number(at: 12) == 16 + 2 * ids.count else { continue }
            let keys = ids.indices.map { start + number(at: 16 + 2 * $0) + 8 }
            guard keys.allSatisfy({ $0 + 16 <= page.endIndex }),
                zip(keys, ids).allSatisfy({ page[$0..<$0 + 16].elementsEqual($1) })
            else { continue }
            change(&page, keys)
            bytes.replaceSubrange(start..<start + 4096, with: page)
            changed += 1
        }
        try #require(changed > 0)
        try Data(bytes).write(to: file)
    }

    /// Read in order, the entries would match the records; LMDB's search misses the second.
    @Test func `an index whose entries are out of order is found`() throws {
        let ids = [EventID.random(), .random()].sorted()
        do {
            let log = try EventLog.open(at: folder.log)
            try log.append([.some(id: ids[1]), .some(id: ids[0])], to: "s", expecting: .any)
        }
        try tamper(indexOf: ids.map(\.bytes)) { page, _ in
            let first = page.startIndex + 16
            page.swapAt(first, first + 2)
            page.swapAt(first + 1, first + 3)
        }
        let fault = try #require(try verify().fault)
        #expect(fault.why.contains("aren't in order"), "\(fault.why)")
    }

    /// Everything else is consistent: the index has the id twice, and the tree covers both records.
    @Test func `an id that two records have is found`() throws {
        let ids = [EventID.random(), .random()].sorted()
        do {
            let log = try EventLog.open(at: folder.log)
            try log.append(ids.map { .some(id: $0) }, to: "s", expecting: .any)
        }
        try tamper("records") { transaction, records in
            var value = try #require(try transaction.value(forKey: key(1), in: records))
            value.replaceSubrange(20..<36, with: ids[0].bytes)
            try transaction.put(value, forKey: key(1), in: records)
        }
        let leaves = try EventLog.open(at: folder.log).all.map { TreeHash.leaf($0.header) }
        try tamper("nodes") { transaction, nodes in
            let root = TreeHash.node(leaves[0], leaves[1])
            try transaction.put(root.bytes, forKey: key(1), in: nodes)
        }
        try tamper(indexOf: ids.map(\.bytes)) { page, keys in
            page.replaceSubrange(keys[1]..<keys[1] + 16, with: ids[0].bytes)
        }
        let fault = try #require(try verify().fault)
        #expect(fault.why.contains("aren't in order"), "\(fault.why)")
    }

    @Test func `a raw clock that lies back is counted`() throws {
        let clock = TestClock()
        let log = try EventLog.open(at: folder.log, options: .init(clock: clock))
        for step in [0, -4_000_000, -2_000_000, 60_000_000, 0, -3_600_000_000, 1] as [Int64] {
            clock.now += step
            try log.append([.some()], to: "s", expecting: .any)
        }
        let report = try LogVerifier(log).verify()
        #expect(report.isPassed)
        #expect(report.lateClocks == 3)
    }

    /// Flipping bit 1 gives the numbers of two consecutive commits, in either page.
    @Test(arguments: [0, 1].flatMap { page in [0, 1, 2, 5, 6].map { (page, $0) } })
    func `a meta page with another commit's number is found`(_ place: (Int, Int)) throws {
        try create(20)
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: folder.dataFile))
        let offset = UInt64(place.0 * 4096 + 144)
        try file.seek(toOffset: offset)
        var bytes = try #require(try file.read(upToCount: 8))
        bytes[place.1 / 8] ^= 1 << UInt8(place.1 % 8)
        try file.seek(toOffset: offset)
        try file.write(contentsOf: bytes)
        try file.close()
        let why = try #require(try verify().fault?.why)
        #expect(why.contains("a commit may be missing"))
    }

    /// When a meta page couldn't be written, LMDB put only its numbers back, and earlier versions
    /// left it so. For half of the commits, one flipped bit in a commit that was acknowledged gives
    /// the same bytes.
    @Test(arguments: 4...11)
    func `what earlier versions left of a failed write is no damage, or may be none`(
        _ commits: Int
    ) throws {
        func append(_ count: Int) throws {
            let log = try EventLog.open(at: folder.log)
            for _ in 0..<count { try log.append([.some()], to: "s", expecting: .any) }
        }
        try append(commits)
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: folder.dataFile))
        func numbers(_ page: UInt64) throws -> (lastPage: UInt64, commit: UInt64, bytes: Data) {
            try file.seek(toOffset: page * 4096 + 136)
            let bytes = try #require(try file.read(upToCount: 16))
            return bytes.withUnsafeBytes {
                (
                    $0.loadUnaligned(as: UInt64.self),
                    $0.loadUnaligned(fromByteOffset: 8, as: UInt64.self), bytes
                )
            }
        }
        let pages = [try numbers(0), try numbers(1)]
        let oldest: UInt64 = pages[0].commit < pages[1].commit ? 0 : 1
        let (old, newest) = (pages[Int(oldest)], pages[Int(1 - oldest)])
        // The failed commit has written its pages and its meta page.
        try append(1)
        try file.seek(toOffset: oldest * 4096 + 136)
        try file.write(contentsOf: old.bytes)
        try file.close()

        #expect(try EventLog.open(at: folder.log).all.count == commits)
        let fault = try verify().fault
        let isClear =
            old.lastPage < newest.lastPage
            || (old.commit ^ (old.commit + 2)).nonzeroBitCount > 1
        #expect((fault == nil) == isClear)
        if let fault { #expect(fault.why.contains("then nothing is missing"), "\(fault.why)") }
        try append(1)
        let report = try verify()
        #expect(report.isPassed, "\(report)")
        #expect(report.records == UInt64(commits) + 1)
    }

    /// The last commit's main tree seems to begin where the previous one did.
    @Test func `a root that points to an earlier commit is found`() throws {
        try create(20)
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: folder.dataFile))
        func field(_ page: Int, _ offset: Int) throws -> (value: UInt64, place: UInt64) {
            let place = UInt64(page * 4096 + offset)
            try file.seek(toOffset: place)
            let bytes = try #require(try file.read(upToCount: 8))
            return (bytes.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }, place)
        }
        let newest = try field(0, 144).value > field(1, 144).value ? 0 : 1
        var earlier = try field(1 - newest, 128).value
        try file.seek(toOffset: try field(newest, 128).place)
        try file.write(contentsOf: withUnsafeBytes(of: &earlier) { Data($0) })
        try file.close()
        let why = try #require(try verify().fault?.why)
        #expect(why.contains("which was freed, is also in use, so a commit may be missing"))
    }
}
