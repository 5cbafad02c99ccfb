import EventLog
import Foundation
import LMDB
import Testing

@Suite struct RedactionTests {
    let folder: TemporaryFolder
    let secret = "Zq7-the-words-that-a-court-ordered-removed-9xK"

    init() throws { folder = try TemporaryFolder() }

    private func open() throws -> EventLog { try EventLog.open(at: folder.log) }

    /// Whether any eight bytes in a row of the secret are in the data file.
    private func fileHoldsSecret() throws -> Bool {
        let file = try Data(contentsOf: URL(fileURLWithPath: folder.dataFile))
        let bytes = Data(secret.utf8)
        return (0...bytes.count - 8).contains { start in
            file.firstRange(of: bytes[start..<start + 8]) != nil
        }
    }

    @Test(arguments: [0, 5000])
    func `a removed text is in no byte of the file, and every proof still holds`(_ padding: Int)
        throws
    {
        let log = try open()
        // Long records have their own pages, short ones share theirs.
        let text = secret + String(repeating: ".", count: padding)
        for number in 0..<40 { try log.append([.some("\(number)")], to: "s", expecting: .any) }
        let event = NewEvent.some(text, metadata: "said by \(secret)")
        let position = try log.append([event], to: "s", expecting: .any).firstPosition
        for number in 0..<300 {
            try log.append([.some("after \(number)")], to: "t", expecting: .any)
        }
        #expect(try fileHoldsSecret())
        let key = try SigningKey.loadOrMake(in: folder.path + "/keys", for: log.origin)
        let checkpoint = try log.checkpoint(signedBy: key)
        let proof = try log.proof(of: position, showingData: false, under: checkpoint)
        let before = try log.all

        let order = NewEvent.some("order 12", type: "redacted")
        let result = try log.redact(position, recording: [order], to: "s", expecting: .any)

        #expect(try !fileHoldsSecret())
        #expect(result.firstPosition == 341)
        let after = try log.all
        #expect(after.count == 342)
        #expect(after[Int(position)].body == nil)
        #expect(after.map(\.header).prefix(341).elementsEqual(before.map(\.header)))
        #expect(after.prefix(341).filter { $0 != before[Int($0.position)] }.count == 1)
        try log.check(against: checkpoint)
        let report = try LogVerifier(log, against: checkpoint).verify()
        #expect(report.isPassed)
        #expect(report.redactions == 1)
        #expect(report.description.contains("1 of them with text removed by order"))
        #expect(
            try RecordProof.verify(Array(proof.utf8), with: key.verifier).record.header
                == before[Int(position)].header)
        let later = try log.proof(of: position, showingData: true, under: checkpoint)
        #expect(try RecordProof.verify(Array(later.utf8), with: key.verifier).data == nil)
        // Repeats find the stored events, including the removed one.
        #expect(
            try log.redact(position, recording: [order], to: "s", expecting: .any).isRepeat)
        #expect(try log.append([event], to: "s", expecting: .any).isRepeat)
        #expect(try log.all.count == 342)
    }

    @Test func `a file without a removed text is not rewritten`() throws {
        let log = try open()
        try log.append([.some(secret)], to: "s", expecting: .any)
        func file() throws -> UInt64 {
            var status = stat()
            try #require(stat(folder.dataFile, &status) == 0)
            return UInt64(status.st_ino)
        }
        let first = try file()
        try log.finishRedaction(in: log.reserveRemovalRoom())
        #expect(try file() == first)
        // An open file keeps its inode number, so no other file gets it.
        let held = try FileHandle(forReadingFrom: URL(fileURLWithPath: folder.dataFile))
        try log.redact(0, recording: [.some(type: "redacted")], to: "s", expecting: .any)
        let second = try file()
        #expect(second != first)
        let heldToo = try FileHandle(forReadingFrom: URL(fileURLWithPath: folder.dataFile))
        try log.finishRedaction(in: log.reserveRemovalRoom())
        #expect(try file() == second)
        try held.close()
        try heldToo.close()
    }

    @Test func `a refused order removes nothing`() throws {
        let log = try open()
        try log.append([.some(secret)], to: "s", expecting: .any)
        #expect(throws: EventLogError.self) {
            try log.redact(0, recording: [.some()], to: "s", expecting: .noStream)
        }
        #expect(throws: ProofError.beyondEnd(asked: 2, size: 2)) {
            try log.redact(2, recording: [.some()], to: "s", expecting: .any)
        }
        #expect(try log.all.count == 1)
        #expect(try log.all.first?.body != nil)
    }

    @Test func `another process goes on with the new file, reading and writing`() async throws {
        let path = folder.log
        let log = try open()
        try log.append([.some(secret), .some()], to: "s", expecting: .any)
        #expect(try log.all.count == 2)
        await #expect(processExitsWith: .success) { [path = path as String] in
            try EventLog.open(at: path).redact(
                0, recording: [.some("order")], to: "s", expecting: .revision(1))
        }
        // This process had the old file open; none of its reads or writes may be lost.
        #expect(try log.read { try $0.head } == 3)
        try log.append([.some("mine")], to: "s", expecting: .revision(2))
        await #expect(processExitsWith: .success) { [path = path as String] in
            let records = try EventLog.open(at: path).all
            #expect(records.count == 4)
            #expect(records[0].body == nil)
        }
        #expect(try !fileHoldsSecret())
        #expect(try LogVerifier(log).verify().isPassed)
    }

    @Test func `a text whose wiping was cut short is wiped at the next opening`() throws {
        do {
            let log = try open()
            try log.append([.some(secret)], to: "s", expecting: .any)
            try log.write { writer in
                let (first, second) = (try writer.redact(0), try writer.redact(0))
                #expect(first)
                #expect(!second)
            }
        }
        #expect(try fileHoldsSecret())
        let log = try open()
        #expect(try !fileHoldsSecret())
        #expect(try LogVerifier(log).verify().redactions == 1)
    }

    /// The states that a kill between the steps of a replacement leaves.
    @Test(arguments: [true, false])
    func `a replacement that was cut short is undone or finished`(_ isDone: Bool) throws {
        do { try open().append([.some("a")], to: "s", expecting: .any) }
        let staging = folder.log + "/.replacing"
        let files = FileManager.default
        try files.createDirectory(atPath: staging, withIntermediateDirectories: false)
        try files.moveItem(atPath: folder.log + "/lock.mdb", toPath: staging + "/old-lock.mdb")
        if !isDone { try Data("half".utf8).write(to: URL(fileURLWithPath: staging + "/data.mdb")) }
        let log = try open()
        #expect(try log.all.count == 1)
        try log.append([.some("b")], to: "s", expecting: .revision(0))
        #expect(!files.fileExists(atPath: staging))
        #expect(try LogVerifier(log).verify().isPassed)
    }
}
