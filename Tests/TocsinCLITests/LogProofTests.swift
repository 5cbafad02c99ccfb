import Foundation
import Testing

@Suite struct LogProofTests {
    /// The position of the command's entry.
    private func position(_ result: Program.Result) throws -> Int {
        #expect(result.status == 0, "\(result.errors)")
        let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
        return try #require((object as? [String: Any])?["position"] as? Int)
    }

    private func key(of desk: Desk) throws -> String {
        let result = try desk.run("log", "key")
        #expect(result.status == 0, "\(result.errors)")
        return result.output.trimmingCharacters(in: .newlines)
    }

    private func root(of desk: Desk, home: String? = nil) throws -> String {
        var arguments = ["log", "verify", "--json"]
        if let home { arguments += ["--home", home] }
        let result = try Program.run(arguments, environment: desk.environment(as: "lee"))
        #expect(result.status == 0, "\(result.errors)")
        let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
        return try #require((object as? [String: Any])?["root"] as? String)
    }

    @Test func `the version command and a verification name the same program`() throws {
        let desk = try Desk.opened()
        let program = try Program.run(["--version"])
        #expect(program.status == 0)
        #expect(
            program.output.wholeMatch(
                of:
                    /tocsin \d+\.\d+\.\d+ \(commit \S+\)\nLMDB \S+, event contract \S+, log format \d+\n/
            ) != nil, "\(program.output)")
        let verified = try desk.run("log", "verify")
        #expect(verified.status == 0, "\(verified.errors)")
        #expect(verified.output.contains("records in 1 streams are unchanged"))
        #expect(verified.output.hasSuffix("Verified by \(program.output)"), "\(verified.output)")
    }

    // MARK: Proofs

    @Test func `a proof is checked with the key alone, and shows the event only where asked`()
        throws
    {
        let desk = try Desk.opened()
        let noted = try position(desk.run("note", "log", "Roads are closed.", "--json"))
        let bare = desk.folder + "/bare.proof"
        let full = desk.folder + "/full.proof"
        #expect(try desk.run("log", "prove", "\(noted)", "--output", bare).status == 0)
        #expect(
            try desk.run("log", "prove", "\(noted)", "--with-event", "--output", full).status == 0)
        let key = try key(of: desk)
        // Another machine: no home, and no known people.
        let check = try Program.run(["log", "verify-proof", "--key", key, bare, full])
        #expect(check.status == 0, "\(check.errors)")
        let lines = check.output.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[0].contains("Position \(noted) of tocsin-log/"))
        #expect(lines[0].contains("note-logged in riverton"))
        #expect(!lines[0].contains("Roads are closed."))
        #expect(lines[1].contains("Roads are closed."))
        #expect(lines[2].contains("It doesn't prove that the record is true"))
    }

    @Test func `a proof that was tampered with, or another's key, is refused`() throws {
        let desk = try Desk.opened()
        let proof = try desk.run("log", "prove", "0", "--with-event").output
        let key = try key(of: desk)
        let lines = proof.split(separator: "\n", omittingEmptySubsequences: false)
        for number in lines.indices where !lines[number].isEmpty {
            var changed = lines.map(String.init)
            let middle = changed[number].index(
                changed[number].startIndex, offsetBy: changed[number].count / 2)
            let other = changed[number][middle] == "A" ? "B" : "A"
            changed[number].replaceSubrange(middle...middle, with: other)
            let path = try desk.write(changed.joined(separator: "\n"), to: "changed.proof")
            let check = try Program.run(["log", "verify-proof", "--key", key, path])
            #expect(check.status == 65, "line \(number)")
            #expect(check.errors.contains("changed.proof: "), "\(check.errors)")
        }
        let path = try desk.write(proof, to: "good.proof")
        let foreign = try self.key(of: try Desk.opened())
        let check = try Program.run(["log", "verify-proof", "--key", foreign, path])
        #expect(check.status == 65)
        #expect(try Program.run(["log", "verify-proof", "--key", key, path]).status == 0)
    }

    @Test func `the key is made once and is its owner's alone`() throws {
        let desk = try Desk.opened()
        let first = try key(of: desk)
        #expect(try key(of: desk) == first)
        let file = desk.home + "/keys/checkpoint.key"
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
        let refused = try desk.run("log", "checkpoint")
        #expect(refused.status == 74)
        #expect(refused.errors.contains("chmod 600"))
    }

    // MARK: Verifying

    @Test func `a log goes on from its checkpoint, and another's does not`() throws {
        let desk = try Desk.opened()
        let file = desk.folder + "/old.checkpoint"
        #expect(try desk.run("log", "checkpoint", "--output", file).status == 0)
        #expect(try desk.run("note", "log", "Later.").status == 0)
        let passed = try desk.run("log", "verify", "--against", file)
        #expect(passed.status == 0, "\(passed.errors)")
        #expect(passed.output.contains("continues from the checkpoint"))
        #expect(passed.output.contains("doesn't prove"))
        let other = try Desk.openedAnew()
        let foreign = try other.run("log", "verify", "--against", file)
        #expect(foreign.status == 65)
        let named = try other.run("log", "verify", "--against", file, "--key", key(of: desk))
        #expect(named.status == 65)
        #expect(named.errors.contains("but this log is"))
    }

    @Test func `a flipped byte is found and its position named`() throws {
        let desk = try Desk.opened()
        let text = "A text that stands nowhere else."
        let noted = try position(desk.run("note", "log", text, "--json"))
        var bytes = try desk.bytes()
        // Older pages may contain it, too.
        while let range = bytes.firstRange(of: Data(text.utf8)) {
            bytes[range.lowerBound + 3] ^= 1
        }
        try bytes.write(to: URL(fileURLWithPath: desk.dataFile))
        let result = try desk.spawn("log", "verify")
        #expect(result.status == 74)
        #expect(result.errors.contains("at position \(noted):"), "\(result.errors)")
        #expect(!result.output.contains("are unchanged"))
    }

    @Test func `a file that would crash its reader is told as damage`() throws {
        let desk = try Desk.opened()
        for number in 0..<30 {
            #expect(try desk.run("note", "log", "Note \(number)").status == 0)
        }
        let good = try desk.bytes()
        var faults = 0
        // Pages after the two meta pages: each one's table of offsets, which LMDB trusts.
        for page in stride(from: 8192, to: good.count, by: 4096) {
            var bytes = good
            for offset in 16..<64 { bytes[page + offset] = 0xFF }
            try bytes.write(to: URL(fileURLWithPath: desk.dataFile))
            let result = try desk.spawn("log", "verify")
            // Zero for unused pages; an overwritten format reads as a newer one.
            let isFormat = result.status == 65 && result.errors.contains("format version")
            #expect([0, 74].contains(result.status) || isFormat, "\(page): \(result.errors)")
            if result.errors.contains("The log is damaged") { faults += 1 }
        }
        #expect(faults > 0)
    }
}
