import ChildProcess
import Foundation
import Glibc
import TocsinCLI
import Testing

@Suite struct LogTransferTests {
    private func answer(_ result: Program.Result) throws -> [String: Any] {
        #expect(result.status == 0, "\(result.errors)")
        let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
        return try #require(object as? [String: Any])
    }

    private func root(of home: String, _ desk: Desk) throws -> String {
        let result = try desk.run("log", "verify", "--json", "--home", home)
        return try #require(try answer(result)["root"] as? String)
    }

    // MARK: Removing a text

    @Test func `a removed text is in no byte of the file, and old proofs still hold`() throws {
        let desk = try Desk.opened()
        let text = "Qz8-words-that-a-court-ordered-removed-7Ky"
        let noted = try #require(
            try answer(desk.run("note", "log", text, "--json"))["position"] as? Int)
        let checkpoint = desk.folder + "/before.checkpoint"
        #expect(try desk.run("log", "checkpoint", "--output", checkpoint).status == 0)
        let proof = desk.folder + "/before.proof"
        #expect(try desk.run("log", "prove", "\(noted)", "--output", proof).status == 0)
        #expect(try desk.bytes().firstRange(of: Data(text.utf8)) != nil)

        let unasked = "log redact \(noted) --order 2016-CV-118 --exemption 552.108"
        let asked = try desk.type(unasked, as: "kim")
        #expect(asked.status == 77)
        #expect(asked.errors.contains("Add --yes to remove it without being asked."))
        #expect(try desk.bytes().firstRange(of: Data(text.utf8)) != nil)
        let command = unasked + " --yes"
        // Neither a stranger nor a PIO has the authority.
        for person in ["sam", "lee"] {
            let denied = try desk.type(command, as: person)
            #expect(denied.status == 77, "\(person): \(denied.output)")
        }
        #expect(try desk.bytes().firstRange(of: Data(text.utf8)) != nil)
        let done = try desk.type(command, as: "kim")
        #expect(done.status == 0, "\(done.errors)")
        #expect(done.output.contains("Earlier backups"))

        let bytes = try desk.bytes()
        let words = Array(text.utf8)
        for start in 0...words.count - 8 {
            #expect(bytes.firstRange(of: Data(words[start..<start + 8])) == nil)
        }
        let verified = try desk.run("log", "verify", "--against", checkpoint)
        #expect(verified.status == 0, "\(verified.errors)")
        #expect(verified.output.contains("1 of them with text removed by order"))
        let key = try desk.run("log", "key").output.trimmingCharacters(in: .newlines)
        #expect(try Program.run(["log", "verify-proof", "--key", key, proof]).status == 0)

        let timeline = try desk.run("timeline").output
        #expect(timeline.contains("Removed by order: 552.108."))
        #expect(timeline.contains("removed by order 2016-CV-118"))
        let review = try desk.run("review").output
        #expect(review.contains("1 entry was removed by order: "), "\(review.prefix(3000))")
        #expect(review.contains("(note-logged, N1). No figure needs it."))
        #expect(try desk.run("status", "--all").output.contains("1 entry by order, not counted"))
        #expect(try desk.json("status")["removedEntries"] as? Int == 1)
        // Other entries may refer to N1, so the next note gets another id.
        let next = try answer(desk.run("note", "log", "Next.", "--json"))
        #expect(next["ids"] as? [String] == ["N2"])
        let again = try desk.type(command, as: "kim")
        #expect(again.status == 0)
        #expect(again.output.contains("No change"))
    }

    @Test(arguments: ["live", "exercise"])
    func `a removal asks in every mode, with the entry's first words`(_ mode: String) throws {
        let desk = try Desk.opened(mode: mode)
        let noted = try #require(
            try answer(desk.run("note", "log", "Qz8 was said.", "--json"))["position"] as? Int)
        func remove(answering text: String) throws -> Program.Result {
            try Program.run(
                ["log", "redact", "\(noted)", "--order", "1", "--exemption", "552.108"],
                environment: desk.environment(as: "kim"), input: Data(text.utf8)
            ) { world in
                world.terminal.hasInput = true
                world.terminal.hasOutput = true
            }
        }
        let refused = try remove(answering: "yes\n")
        #expect(refused.status == 77)
        #expect(
            refused.output.contains(
                "The text of entry \(noted) (note-logged) will be removed for good"))
        #expect(refused.output.contains("Qz8 was said."))
        #expect(refused.output.contains("figures will no longer count what it says about N1."))
        #expect(refused.errors.contains("Nothing was recorded."))
        #expect(try desk.bytes().firstRange(of: Data("Qz8".utf8)) != nil)
        let done = try remove(answering: "\(noted)\n")
        #expect(done.status == 0, "\(done.errors)")
        #expect(try desk.bytes().firstRange(of: Data("Qz8".utf8)) == nil)
    }

    /// In mount namespaces of its own, so that nothing is left behind.
    private func unshared(_ script: String, _ desk: Desk) throws -> Program.Result {
        try Program.run(
            "/usr/bin/unshare", ["-m", "bash", "-c", script, Program.path],
            environment: desk.environment(as: "kim"))
    }

    private static let canMount =
        (try? Child.run("/usr/bin/unshare", ["-m", "true"]))?.end == .exited(0)

    @Test(.enabled(if: canMount, "this account may mount file systems"))
    func `a removal without room removes and records nothing, and others go on writing`() throws {
        let desk = try Desk.opened()
        let noted = try #require(
            try answer(desk.run("note", "log", "Qz8 was said.", "--json"))["position"] as? Int)
        let disk = desk.folder + "/disk"
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
        // 400 KiB stay free: room for a note, but not for another data file.
        let result = try unshared(
            """
            mount -t tmpfs -o size=8m tmpfs \(disk) && cp -r \(desk.home) \(disk)/home || exit 1
            export TOCSIN_HOME=\(disk)/home
            free=$(($(stat -f -c '%a * %S' \(disk)) / 1024 - 400))
            head -c ${free}K /dev/zero > \(disk)/other
            "$0" log redact \(noted) --order 1 --exemption 2 --yes; echo "removed: $?"
            "$0" note log "Later."; echo "written: $?"
            rm \(disk)/other
            "$0" log verify; "$0" timeline
            ls -A \(disk)/home/log
            "$0" log redact \(noted) --order 1 --exemption 2 --yes; echo "then removed: $?"
            """, desk)
        #expect(result.output.contains("removed: 74"), "\(result.output) \(result.errors)")
        #expect(result.errors.contains("Nothing was stored."), "\(result.errors)")
        #expect(result.output.contains("written: 0"), "\(result.output) \(result.errors)")
        #expect(result.output.contains("0 of them with text removed by order"))
        #expect(result.output.contains("Qz8 was said."))
        // Only by the last command.
        #expect(result.output.split(separator: "removed by order 1").count == 2)
        #expect(!result.output.contains(".incoming"))
        #expect(result.output.contains("then removed: 0"))
    }

    @Test(.enabled(if: canMount, "this account may mount file systems"))
    func `a read-only home is exported, and no key is made for it`() throws {
        let desk = try Desk.opened()
        let result = try unshared(
            """
            mount --bind \(desk.home) \(desk.home) && mount -o remount,bind,ro \(desk.home) || exit 1
            "$0" log export --with-private
            """, desk)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("tocsin.export-end"))
        #expect(!FileManager.default.fileExists(atPath: desk.home + "/keys"))
        let file = try desk.write(result.output, to: "all.jsonl")
        let imported = try desk.run("log", "import", file, "--home", desk.folder + "/copy")
        #expect(imported.status == 0, "\(imported.errors)")
    }

    @Test(.timeLimit(.minutes(5)))
    func `nobody waits for an import that waits for its lines`() throws {
        let desk = try Desk.opened()
        let pipe = desk.folder + "/pipe"
        try #require(mkfifo(pipe, 0o600) == 0)
        let child = try Program.start(
            ["log", "import", pipe], environment: desk.environment(as: "lee"))
        // It opens as soon as the import has opened its end.
        let end = open(pipe, O_WRONLY | O_CLOEXEC)
        try #require(end >= 0)
        #expect(try desk.spawn("note", "log", "Meanwhile.").status == 0)
        #expect(child.isRunning)
        close(end)
        #expect(try child.wait() == .exited(65))
        #expect(try desk.run("timeline").output.contains("Meanwhile."))
    }

    @Test func `an export that was cut at a line's end is not imported as a whole log`() throws {
        let desk = try Desk.opened()
        #expect(try desk.run("note", "log", "The last one.").status == 0)
        #expect(try desk.run("log", "key").status == 0)
        let export = try desk.run("log", "export", "--with-private").output
        let lines = export.split(separator: "\n")
        #expect(lines.last?.contains("tocsincheckpoint") == true)
        for count in [lines.count - 1, 2] {
            let cut = lines.prefix(count).joined(separator: "\n") + "\n"
            let file = try desk.write(cut, to: "cut-\(count).jsonl")
            let copy = "\(desk.folder)/copy-\(count)"
            let refused = try desk.run("log", "import", file, "--home", copy)
            #expect(refused.status == 65)
            #expect(refused.errors.contains("The export has no end"), "\(refused.errors)")
            let accepted = try desk.run(
                "log", "import", file, "--home", copy, "--earlier-version")
            #expect(accepted.status == 0, "\(accepted.errors)")
            #expect(accepted.errors.contains("it isn't proven that it was complete"))
        }
    }

    @Test func `what the incident runs by can't be removed`() throws {
        let desk = try Desk.opened()
        let before = try desk.bytes()
        for position in [0, 1] {
            let result = try desk.type(
                "log redact \(position) --order 1 --exemption 552.108", as: "kim")
            #expect(result.status == 65, "\(result.output)")
        }
        #expect(try desk.bytes() == before)
    }

    // MARK: Export and import

    @Test func `an export with private text becomes the same log elsewhere`() throws {
        let desk = try Desk.opened()
        #expect(try desk.run("note", "log", "Only for us.").status == 0)
        let file = desk.folder + "/all.jsonl"
        let exported = try desk.run("log", "export", "--with-private", "--output", file)
        #expect(exported.status == 0, "\(exported.errors)")
        let copy = desk.folder + "/copy"
        let imported = try desk.run("log", "import", file, "--home", copy)
        #expect(imported.status == 0, "\(imported.errors)")
        #expect(try root(of: copy, desk) == root(of: desk.home, desk))
        #expect(
            try desk.run("log", "show", "--json", "--home", copy).output
                == desk.run("log", "show", "--json").output)
        let again = try desk.run("log", "import", file, "--home", copy)
        #expect(again.status == 65)
        #expect(again.errors.contains("Import into an empty log"))
    }

    @Test func `an export shows private text and authors only where asked`() throws {
        let desk = try Desk.opened()
        #expect(try desk.run("note", "log", "Only for us.").status == 0)
        let open = try desk.run("log", "export").output
        let objects = try open.split(separator: "\n").map { line in
            try #require(
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
        #expect(objects.allSatisfy { $0["specversion"] as? String == "1.0" })
        #expect(objects.last?["type"] as? String == "tocsin.export-end")
        #expect(objects.last?["tocsincheckpoint"] == nil, "the home has no key")
        let lines = objects.dropLast()
        #expect(lines.allSatisfy { $0["tocsinheader"] is String })
        #expect(lines.allSatisfy { $0["tocsinmetadata"] == nil })
        #expect(lines.first?["data"] is [String: Any])
        #expect(lines.last?["type"] as? String == "note-logged")
        #expect(lines.last?["data"] == nil && lines.last?["tocsindata"] == nil)
        #expect(!open.contains("Only for us."))
        let all = try desk.run("log", "export", "--with-private").output
        #expect(all.contains("Only for us."))
        let partial = try desk.write(open, to: "open.jsonl")
        let refused = try desk.run(
            "log", "import", partial, "--home", desk.folder + "/other")
        #expect(refused.status == 65)
        #expect(refused.errors.contains("Nothing was imported"))
    }

    /// A rewritten export has a right root and a right checkpoint, signed by somebody else.
    @Test func `a rewritten export is refused by the log's key, and else told as unchecked`() throws
    {
        let desk = try Desk.opened()
        let key = try desk.run("log", "key").output.trimmingCharacters(in: .newlines)
        let honest = desk.folder + "/honest.jsonl"
        let forged = desk.folder + "/forged.jsonl"
        #expect(try desk.run("log", "export", "--with-private", "--output", honest).status == 0)
        let forger = desk.folder + "/forger"
        #expect(try desk.type("log import \(honest) --home \(forger)").status == 0)
        #expect(try desk.type("note log \"Never said.\" --home \(forger)").status == 0)
        #expect(try desk.type("log key --home \(forger)").output != key + "\n")
        #expect(
            try desk.type("log export --with-private --output \(forged) --home \(forger)").status
                == 0)

        let refused = try desk.type("log import \(forged) --home \(desk.folder)/a --key \(key)")
        #expect(refused.status == 65)
        #expect(refused.errors.contains("its checkpoint can't be trusted"), "\(refused.errors)")
        #expect(!FileManager.default.fileExists(atPath: desk.folder + "/a/log/data.mdb"))
        let told = try desk.type("log import \(forged) --home \(desk.folder)/b --json")
        #expect(try answer(told)["isSignatureChecked"] as? Bool == false)
        #expect(told.errors.contains("was not checked, because no key was given"))
        let checked = try desk.type("log import \(honest) --home \(desk.folder)/c --key \(key)")
        #expect(checked.status == 0 && checked.errors.isEmpty, "\(checked.errors)")
        #expect(checked.output.contains("is signed by the key \(key)"))

        // A home that lost its log but not its key needs no other.
        try FileManager.default.removeItem(atPath: desk.home + "/log")
        #expect(try desk.type("log import \(forged)").status == 65)
        let own = try desk.type("log import \(honest) --json")
        #expect(try answer(own)["isSignatureChecked"] as? Bool == true)
        // Another log's key says nothing about it.
        let other = try Desk.openedAnew()
        #expect(try other.run("log", "key").status == 0)
        try FileManager.default.removeItem(atPath: other.home + "/log")
        #expect(try other.type("log import \(honest)").errors.contains("was not checked"))
    }

    @Test func `a key finds an export without a signature, or with a changed one`() throws {
        let desk = try Desk.opened()
        let unsigned = try desk.run("log", "export", "--with-private").output
        let key = try desk.run("log", "key").output.trimmingCharacters(in: .newlines)
        let signed = try desk.run("log", "export", "--with-private").output
        // The last characters of the signature are padding.
        let place = signed.index(try #require(signed.lastIndex(of: "\\")), offsetBy: -10)
        var changed = signed
        changed.replaceSubrange(place...place, with: signed[place] == "A" ? "B" : "A")
        for (name, text, words) in [
            ("unsigned", unsigned, "has no checkpoint that the key could check"),
            ("changed", changed, "doesn't match the text"),
        ] {
            let file = try desk.write(text, to: name + ".jsonl")
            let home = desk.folder + "/" + name
            let refused = try desk.type("log import \(file) --home \(home) --key \(key)")
            #expect(refused.status == 65, "\(name)")
            #expect(refused.errors.contains(words), "\(refused.errors)")
            let told = try desk.type("log import \(file) --home \(home)")
            #expect(told.status == 0 && told.errors.contains("may have rewritten"), "\(name)")
        }
    }

    // MARK: Backup and restore

    @Test func `a backup is restored, but never over what is newer or another log`() throws {
        let desk = try Desk.opened()
        let file = desk.folder + "/backup.mdb"
        #expect(try desk.run("log", "backup", file).status == 0)
        let taken = try desk.run("log", "backup", file)
        #expect(taken.status == 65)
        let before = try root(of: desk.home, desk)
        let other = desk.folder + "/other"
        let restored = try desk.run("log", "restore", file, "--home", other)
        #expect(restored.status == 0, "\(restored.errors)")
        #expect(try root(of: other, desk) == before)

        #expect(try desk.run("note", "log", "Later.").status == 0)
        let newer = try root(of: desk.home, desk)
        let refused = try desk.run("log", "restore", file)
        #expect(refused.status == 77)
        #expect(refused.errors.contains("was not overwritten"))
        #expect(try root(of: desk.home, desk) == newer)
        let foreign = try Desk.openedAnew()
        #expect(try foreign.run("log", "restore", file).status == 77)
    }

    // MARK: Following

    @Test func `a restore that was killed leaves nothing in the way of the next`() throws {
        let desk = try Desk.opened()
        let file = desk.folder + "/backup.mdb"
        #expect(try desk.run("log", "backup", file).status == 0)
        let other = desk.folder + "/other"
        let leftover = other + "/log/.replacing"
        try FileManager.default.createDirectory(
            atPath: leftover, withIntermediateDirectories: true)
        try Data("half".utf8).write(to: URL(fileURLWithPath: leftover + "/data.mdb"))
        let restored = try desk.run("log", "restore", file, "--home", other)
        #expect(restored.status == 0, "\(restored.errors)")
        #expect(try root(of: other, desk) == root(of: desk.home, desk))
        #expect(!FileManager.default.fileExists(atPath: leftover))
    }

    @Test func `a data file that is a symbolic link is refused`() throws {
        let desk = try Desk.opened()
        let other = desk.folder + "/other"
        try FileManager.default.createDirectory(
            atPath: other + "/log", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: other + "/log/data.mdb", withDestinationPath: desk.home + "/log/data.mdb")
        let before = try desk.bytes()
        for (command, status) in [("note log x", 65), ("log tail", 65), ("log verify", 74)] {
            let result = try desk.type("\(command) --home \(other)")
            #expect(result.status == Int32(status), "\(command): \(result.errors)")
            #expect(result.errors.contains("symbolic link"), "\(command): \(result.errors)")
        }
        #expect(try desk.bytes() == before)
    }

    @Test func `a body that is not the one it was is neither exported nor proven`() throws {
        let desk = try Desk.opened()
        let noted = try #require(
            try answer(desk.run("note", "log", "Qz8 as it was", "--json"))["position"] as? Int)
        let file = desk.home + "/log/data.mdb"
        var bytes = try desk.bytes()
        let place = try #require(bytes.firstRange(of: Data("Qz8 as it was".utf8)))
        bytes[place.lowerBound] = UInt8(ascii: "X")
        try bytes.write(to: URL(fileURLWithPath: file))
        let output = desk.folder + "/out"
        for command in [
            "log export --with-private --output \(output)",
            "log prove \(noted) --with-event --output \(output)",
        ] {
            let result = try desk.type(command)
            #expect(result.status == 74, "\(command): \(result.errors)")
            #expect(!FileManager.default.fileExists(atPath: output))
        }
    }

    /// As liblmdb does when a damaged file misleads it.
    @Test func `a fault of memory in reading the log is told in words`() throws {
        let desk = try Desk.opened()
        let (source, library) = (desk.folder + "/fault.c", desk.folder + "/fault.so")
        let fault = "int mdb_cursor_get(void) { *(volatile int *)0 = 1; return 0; }\n"
        try fault.write(toFile: source, atomically: true, encoding: .utf8)
        let compiled = try Program.run(
            "/usr/bin/cc", ["-shared", "-fPIC", "-o", library, source],
            environment: ["PATH": "/usr/bin:/bin"])
        try #require(compiled.status == 0, "\(compiled.errors)")
        let environment = desk.environment(as: "lee").merging(["LD_PRELOAD": library]) { $1 }
        for (command, words) in [
            ("status", "Tocsin stopped"), ("log tail", "Tocsin stopped"),
            ("log verify", "structure"),
        ] {
            let result = try Program.spawn(
                command.split(separator: " ").map(String.init), environment: environment)
            #expect(result.status == 74, "\(command): \(result.errors)")
            #expect(result.errors.contains(words), "\(command): \(result.errors)")
        }
    }

    @Test func `where standard error takes nothing the exit code still tells`() throws {
        let desk = try Desk.opened()
        for redirection in ["2>/dev/full", "2>&-"] {
            let result = try Program.run(
                "/bin/sh",
                ["-c", "\"$0\" fact verify F99 --source x \(redirection)", Program.path],
                environment: desk.environment(as: "lee"))
            #expect(result.status == 65, "\(redirection)")
        }
    }

    @Test func `tail with follow prints what another process appends, and survives its death`()
        throws
    {
        let desk = try Desk.opened()
        let child = try Program.start(
            ["log", "tail", "--follow", "--limit", "1", "--json"],
            environment: desk.environment(as: "lee"), output: .pipe)
        // Its last record so far: it is following.
        _ = child.read(until: "\n")
        let writer = try Program.start(
            ["scenario", "run", "dallas-2016"], environment: desk.environment(as: "lee"))
        #expect(child.read(until: "dallas-2016").contains("dallas-2016"))
        writer.send(SIGKILL)
        try writer.wait()
        #expect(
            try desk.run("note", "log", "Seen from afar.", "--incident", "riverton").status == 0)
        #expect(child.read(until: "Seen from afar.").contains("Seen from afar."))
        #expect(child.isRunning)
    }
}
