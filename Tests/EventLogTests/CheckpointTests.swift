import EventLog
import Foundation
import LMDB
import Testing

@Suite struct CheckpointTests {
    let folder: TemporaryFolder
    let log: EventLog
    let key: SigningKey

    init() throws {
        folder = try TemporaryFolder()
        log = try EventLog.open(at: folder.log)
        for number in 0..<7 { try log.append([.some("event \(number)")], to: "s", expecting: .any) }
        key = try SigningKey.loadOrMake(in: folder.path + "/keys", for: log.origin)
    }

    private func attributes(_ path: String) throws -> Int {
        let all = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(all[.posixPermissions] as? Int)
    }

    private func read(_ text: String) throws -> Checkpoint {
        try Checkpoint(verifying: Array(text.utf8), with: key.verifier)
    }

    @Test func `a key is made on first use, kept private, and stays the same`() throws {
        let keys = folder.path + "/keys"
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: keys).first)
        #expect(try attributes(keys) == 0o700)
        #expect(try attributes(keys + "/" + name) == 0o600)
        let again = try SigningKey.loadOrMake(in: keys, for: log.origin)
        #expect(again.verifier == key.verifier)
        #expect(try VerifierKey(key.verifier.description) == key.verifier)
        let other = try EventLog.open(at: folder.path + "/other")
        #expect(throws: ProofError.self) {
            try SigningKey.loadOrMake(in: keys, for: other.origin)
        }
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o644], ofItemAtPath: keys + "/" + name)
        let error = #expect(throws: ProofError.self) {
            try SigningKey.loadOrMake(in: keys, for: log.origin)
        }
        #expect(error?.description.contains("other users can read it") == true)
    }

    /// The example in C2SP's signed-note and Go's `note` package use the same key form.
    @Test func `the public key has the note's form`() throws {
        let go = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
        #expect(try VerifierKey(go).description == go)
        #expect(try VerifierKey(go).name == "PeterNeumann")
    }

    @Test func `a note that Go's package signed for the same key is read as far as its signature`()
        throws
    {
        // The example in the documentation of golang.org/x/mod/sumdb/note: valid, but not a
        // checkpoint.
        let go = try VerifierKey(
            "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
        let note = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.

            — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=

            """
        let error = #expect(throws: ProofError.self) {
            try Checkpoint(verifying: Array(note.utf8), with: go)
        }
        guard case .malformedCheckpoint? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        let forged = #expect(throws: ProofError.self) {
            try Checkpoint(
                verifying: Array(note.replacing("problem,", with: "problem;").utf8), with: go)
        }
        guard case .unsigned? = forged else {
            Issue.record("\(String(describing: forged))")
            return
        }
    }

    @Test func `a key with one character changed is refused`() {
        let text = key.verifier.description
        for index in text.indices {
            for other in ["A", "b", "+", "=", " ", "0"] where String(text[index]) != other {
                var changed = text
                changed.replaceSubrange(index...index, with: other)
                // A changed name, hash or key no longer matches the others.
                #expect(throws: ProofError.self, "\(changed)") { try VerifierKey(changed) }
            }
        }
        #expect(throws: ProofError.self) { try VerifierKey(text.replacing("+", with: "++")) }
        #expect(throws: ProofError.self) { try VerifierKey(text + "=") }
        #expect(throws: ProofError.self) { try VerifierKey(text + "\n") }
    }

    @Test(arguments: ["", "a b", "a\tb", "a\u{1}b", "a\u{7F}b", "a\u{A0}b", "a\u{2028}b"])
    func `a key's name has no space and no control character`(_ name: String) {
        let parts = key.verifier.description.split(separator: "+", maxSplits: 1)
        let error = #expect(throws: ProofError.self) {
            try VerifierKey("\(name)+\(parts[1])")
        }
        #expect(error == .malformedKey(why: "its name is invalid"))
    }

    @Test func `a checkpoint says what the log has come to, and the log goes on from it`() throws {
        let checkpoint = try log.checkpoint(signedBy: key)
        #expect(try read(checkpoint.text) == checkpoint)
        #expect(checkpoint.size == 7)
        #expect(checkpoint.root == (try log.read { try $0.root() }))
        #expect(
            checkpoint.text.hasPrefix(
                "\(log.origin)\n7\n\(checkpoint.root)\n\n— \(log.origin) "))
        try log.append([.some(), .some()], to: "s", expecting: .any)
        try log.check(against: checkpoint)
        // Signatures of witnesses are ignored.
        let witnessed = checkpoint.text + "— witness.example Z3Vlc3M/Pz8/\n"
        #expect(try read(witnessed).root == checkpoint.root)
    }

    @Test func `an empty log has a checkpoint too`() throws {
        let empty = try EventLog.open(at: folder.path + "/empty")
        let key = try SigningKey.loadOrMake(in: folder.path + "/keys-2", for: empty.origin)
        let checkpoint = try empty.checkpoint(signedBy: key)
        #expect(checkpoint.size == 0)
        #expect(
            try Checkpoint(verifying: Array(checkpoint.text.utf8), with: key.verifier)
                == checkpoint)
        try empty.append([.some()], to: "s", expecting: .any)
        try empty.check(against: checkpoint)
    }

    @Test func `no change of one byte of a checkpoint is accepted`() throws {
        let text = Array(try log.checkpoint(signedBy: key).text.utf8)
        for place in text.indices {
            var shorter = text
            shorter.remove(at: place)
            #expect(throws: ProofError.self, "without byte \(place)") {
                try Checkpoint(verifying: shorter, with: key.verifier)
            }
            for change in [1, 2, 32, 128] as [UInt8] {
                var changed = text
                changed[place] ^= change
                #expect(throws: ProofError.self, "byte \(place) ^ \(change)") {
                    try Checkpoint(verifying: changed, with: key.verifier)
                }
            }
            for extra in Array("\n A=0\r".utf8) {
                var longer = text
                longer.insert(extra, at: place)
                #expect(throws: ProofError.self, "byte \(extra) before \(place)") {
                    try Checkpoint(verifying: longer, with: key.verifier)
                }
            }
        }
        for extra in ["\n", " ", "x", "\0"] {
            #expect(throws: ProofError.self) {
                try Checkpoint(verifying: text + Array(extra.utf8), with: key.verifier)
            }
        }
        let signature = text.suffix(text.count - (text.count - 1 - 150))
        #expect(throws: ProofError.self) {
            try Checkpoint(verifying: text + signature, with: key.verifier)
        }
    }

    @Test func `base64 has one form only, also in a signed root`() throws {
        // The last digit of a 32-byte hash has two idle bits; a lax reader ignores them.
        let text = try log.checkpoint(signedBy: key).text
        let line = try #require(text.split(separator: "\n").dropFirst(2).first)
        let digit = try #require(line.dropLast().last)
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        let place = try #require(alphabet.firstIndex(of: digit))
        let other = line.dropLast(2) + String(alphabet[place | 1]) + "="
        #expect(Data(base64Encoded: String(other)) == Data(base64Encoded: String(line)))
        #expect(throws: ProofError.self) { try read(text.replacing(line, with: other)) }
    }

    @Test func `another key's checkpoint and another log's checkpoint are refused`() throws {
        let other = try EventLog.open(at: folder.path + "/other")
        let otherKey = try SigningKey.loadOrMake(in: folder.path + "/keys-2", for: other.origin)
        let foreign = try other.checkpoint(signedBy: otherKey)
        #expect(throws: ProofError.self) { try read(foreign.text) }
        #expect(throws: ProofError.self) { try log.check(against: foreign) }
        // The same log's name, but a key that someone else made.
        let thief = try SigningKey.loadOrMake(in: folder.path + "/keys-3", for: log.origin)
        let forged = try log.checkpoint(signedBy: thief)
        #expect(throws: ProofError.self) { try read(forged.text) }
        #expect(throws: ProofError.self) { try log.checkpoint(signedBy: otherKey) }
    }

    @Test func `a log that was cut back does not go on from its checkpoint`() throws {
        let checkpoint = try log.checkpoint(signedBy: key)
        let copy = folder.path + "/copy"
        try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: folder.dataFile, toPath: copy + "/data.mdb")
        try log.append([.some()], to: "s", expecting: .any)
        let later = try log.checkpoint(signedBy: key)
        let older = try EventLog.open(at: copy)
        try older.check(against: checkpoint)
        #expect(throws: ProofError.inconsistent(size: 8, why: "the log has only 7")) {
            try older.check(against: later)
        }
        // A fork: another eighth record.
        try older.append([.some("another")], to: "s", expecting: .any)
        #expect(throws: ProofError.self) { try older.check(against: later) }
    }
}

@Suite struct RecordProofTests {
    let folder: TemporaryFolder
    let log: EventLog
    let key: SigningKey

    init() throws {
        folder = try TemporaryFolder()
        log = try EventLog.open(at: folder.log)
        for number in 0..<11 {
            try log.append(
                [.some("event \(number)", metadata: "staff-name")], to: "s", expecting: .any)
        }
        key = try SigningKey.loadOrMake(in: folder.path + "/keys", for: log.origin)
    }

    private func verify(_ text: String) throws -> RecordProof.Proven {
        try RecordProof.verify(Array(text.utf8), with: key.verifier)
    }

    @Test func `every record is proven offline, with its event and without the names of staff`()
        throws
    {
        let checkpoint = try log.checkpoint(signedBy: key)
        try log.append([.some("later")], to: "s", expecting: .any)
        for record in try log.all.prefix(11) {
            let text = try log.proof(of: record.position, showingData: true, under: checkpoint)
            let proven = try verify(text)
            #expect(proven.record.header == record.header)
            #expect(proven.record.body == nil)
            #expect(proven.data == record.body?.data)
            #expect(proven.checkpoint == checkpoint)
            let extra = try #require(text.split(separator: "\n")[1].split(separator: " ").last)
            let bytes = try #require(Data(base64Encoded: String(extra)))
            #expect(bytes.firstRange(of: Data("staff-name".utf8)) == nil)
            let hidden = try log.proof(of: record.position, showingData: false, under: checkpoint)
            #expect(try verify(hidden).data == nil)
            #expect(hidden.utf8.count < text.utf8.count)
        }
        #expect(throws: ProofError.beyondEnd(asked: 11, size: 11)) {
            try log.proof(of: 11, showingData: true, under: checkpoint)
        }
    }

    /// The tree covers the header alone, so the proof itself would hold.
    @Test(arguments: [true, false])
    func `a record whose body was changed in the file gets no proof`(_ showingData: Bool) throws {
        let path = folder.path + "/other"
        let checkpoint: Checkpoint
        do {
            let other = try EventLog.open(at: path)
            try other.append([.some(), .some()], to: "s", expecting: .any)
            let signer = try SigningKey.loadOrMake(in: folder.path + "/keys-2", for: other.origin)
            checkpoint = try other.checkpoint(signedBy: signer)
        }
        try Environment(folder: path).write { transaction in
            let records = try #require(try transaction.database(named: "records"))
            let key: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 1]
            var value = try #require(try transaction.value(forKey: key, in: records))
            value[value.count - 1] ^= 1
            try transaction.put(value, forKey: key, in: records)
        }
        let other = try EventLog.open(at: path)
        #expect(throws: Never.self) {
            try other.proof(of: 0, showingData: showingData, under: checkpoint)
        }
        let error = #expect(throws: EventLogError.self) {
            try other.proof(of: 1, showingData: showingData, under: checkpoint)
        }
        guard case .damaged(position: 1, _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func `no change of one byte of a proof is accepted`() throws {
        let checkpoint = try log.checkpoint(signedBy: key)
        let text = Array(try log.proof(of: 6, showingData: true, under: checkpoint).utf8)
        #expect(throws: Never.self) { try RecordProof.verify(text, with: key.verifier) }
        for place in text.indices {
            var shorter = text
            shorter.remove(at: place)
            #expect(throws: ProofError.self, "without byte \(place)") {
                try RecordProof.verify(shorter, with: key.verifier)
            }
            for change in [1, 2, 32, 128] as [UInt8] {
                var changed = text
                changed[place] ^= change
                #expect(throws: ProofError.self, "byte \(place) ^ \(change)") {
                    try RecordProof.verify(changed, with: key.verifier)
                }
            }
            for extra in Array("\n A=0\r".utf8) {
                var longer = text
                longer.insert(extra, at: place)
                #expect(throws: ProofError.self, "byte \(extra) before \(place)") {
                    try RecordProof.verify(longer, with: key.verifier)
                }
            }
        }
    }

    @Test func `no change of the record's bytes is accepted, bit by bit`() throws {
        let checkpoint = try log.checkpoint(signedBy: key)
        let text = try log.proof(of: 6, showingData: true, under: checkpoint)
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let extra = try #require(Data(base64Encoded: String(lines[1].dropFirst(6))))
        for bit in 0..<extra.count * 8 {
            var changed = extra
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            lines[1] = "extra " + changed.base64EncodedString()
            #expect(throws: ProofError.self, "bit \(bit)") {
                try verify(lines.joined(separator: "\n"))
            }
        }
    }
}
