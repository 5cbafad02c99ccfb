import EventLog
import Foundation
import Testing

/// Checks that this version reads the files of an earlier one, whose SHA-256 and Ed25519 came from
/// another library: a log of synthetic events with one text removed, two checkpoints, the key, two
/// proofs.
@Suite struct EarlierVersionTests {
    let folder: TemporaryFolder
    let log: EventLog
    let key: VerifierKey

    private static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Fixtures/Earlier")

    init() throws {
        folder = try TemporaryFolder()
        try FileManager.default.createDirectory(
            atPath: folder.log, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            at: Self.fixtures.appendingPathComponent("data.mdb"),
            to: URL(fileURLWithPath: folder.dataFile))
        log = try EventLog.open(at: folder.log)
        let line = String(decoding: try Self.file("key"), as: UTF8.self)
        key = try VerifierKey(line.trimmingCharacters(in: .newlines))
    }

    private static func file(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: fixtures.appendingPathComponent(name)))
    }

    @Test(arguments: [("earlier.checkpoint", 7 as UInt64), ("checkpoint", 12)])
    func `the log verifies and goes on from its checkpoints`(
        _ name: String, _ size: UInt64
    ) throws {
        let checkpoint = try Checkpoint(verifying: Self.file(name), with: key)
        #expect(checkpoint.size == size)
        try log.check(against: checkpoint)
        let found = try LogVerifier(log, against: checkpoint).verify()
        #expect(found.isPassed, "\(found)")
        #expect(found.records == 12)
        #expect(found.redactions == 1)
    }

    @Test(arguments: [("shown.proof", 5 as UInt64), ("removed.proof", 4)])
    func `a proof holds offline`(_ name: String, _ position: UInt64) throws {
        let proven = try RecordProof.verify(Self.file(name), with: key)
        #expect(proven.record.header == (try log.all[Int(position)].header))
        #expect((proven.data == nil) == (name == "removed.proof"))
        #expect(proven.checkpoint.size == 12)
    }

    @Test func `the log takes more, and proves the old under the new root`() throws {
        try log.append([.some("later")], to: "2026-11-28-attack-on-officers", expecting: .exists)
        let old = try Checkpoint(verifying: Self.file("checkpoint"), with: key)
        #expect(try LogVerifier(log, against: old).verify().isPassed)
        let (root, proof) = try log.read {
            (try $0.root(), try $0.consistencyProof(from: 12, to: 13))
        }
        #expect(
            TreeProof.verifiesConsistency(
                from: 12, root: old.root, to: 13, root: root, proof: proof))
    }
}
