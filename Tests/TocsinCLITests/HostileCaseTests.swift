import Foundation
import Glibc
import TestData
import Testing

/// Scripts of a hostile trial that test the built program: they print what happens.
@Suite struct HostileCaseTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let script: String
        var arguments: [String] = []
        /// Whether the script's commands get the options that they now need.
        var isAdapted = true
        var contains: [String] = []
        /// On a busy machine the delayed command may still come first: then it says this.
        var otherwise: [String]?
        var lacks: [String] = []

        var testDescription: String { ([script] + arguments).joined(separator: " ") }
    }

    private static let folder = SharedFolder.url("cases")
    private static let exists = FileManager.default.fileExists(atPath: folder.path + "/hostile")
    private static let hasTools = ["/usr/bin/strace", "/usr/bin/python3", "/usr/bin/unshare"]
        .allSatisfy(FileManager.default.fileExists)

    static let cases =
        // Which flock(2) call waits.
        ["6", "8", "9"].map { call in
            Case(
                script: "hostile/import_overwrites.sh", arguments: [call],
                contains: ["note: rc=0", "ACKNOWLEDGED found: 1", "are unchanged"],
                otherwise: ["first: rc=65", "import: rc=0", "are unchanged"])
        }
        + ["1", "2", "5"].map { call in
            Case(
                script: "hostile/restore_overwrites_open.sh", arguments: [call],
                contains: ["Opened live1", "was not overwritten", "LIVE live1"],
                otherwise: ["Opened live1", "restore: rc=0", "LIVE live1"])
        }
        + [
            Case(script: "hostile/restore_selfdeadlock.sh", contains: ["no hang:"]),
            Case(script: "hostile/two_restores.py", arguments: ["10"], contains: ["'hang': 0"]),
            Case(
                script: "hostile/natural_loss.py", arguments: ["6"], contains: ["{'ok': 6}"],
                lacks: ["LOST", "HANG"]),
            Case(
                script: "hostile/restore_fifo_blocks.sh",
                contains: ["note rc=0", "status rc=0"]),
            Case(
                script: "hostile/redact_no_room.sh",
                contains: ["Nothing was stored.", "rc=74", "from now on", "rc=0"],
                lacks: ["removed by order"]),
            Case(
                script: "hostile/redact_effects.sh", isAdapted: false,
                contains: ["no question asked: rc=77"], lacks: ["no question asked: rc=0"]),
            Case(
                script: "hostile/truncated_export.sh", isAdapted: false,
                contains: ["The export has no end"], lacks: ["Imported"]),
            Case(
                script: "hostile/verify_false_alarm.sh",
                contains: ["verify rc=0", "are unchanged"],
                lacks: ["damaged"]),
            Case(
                script: "hostile/no_proc.sh", isAdapted: false,
                contains: [
                    "note log important: rc=0", "log redact 43 --order o --exemption e: rc=77",
                    "nonsense --x: rc=64", "rc=0 Backed up and verified", "note-logged  lee",
                ]),
            Case(
                script: "hostile/init_killed.sh",
                contains: ["department.yaml.", ".partial", "Created the home", "rc=0"],
                lacks: ["isn't a Tocsin home"]),
            Case(
                script: "hostile/devfull.sh", contains: ["status >/dev/full: rc=74"],
                lacks: ["rc=0"]),
            Case(
                script: "hostile/force_over_log.sh",
                contains: ["is part of the home", "rc=65", "LIVE inc", "rc=0"]),
            Case(
                script: "hostile/expires_after_approval.sh",
                contains: ["Filled in at release:", "M2 was not released.", "unapproved"]),
            Case(script: "log/01-verify-then-write.py", contains: ["0 of 40 flips"]),
            Case(
                script: "log/02-no-number.sh",
                contains: ["ok    facts can still be listed as JSON"], lacks: ["FAIL"]),
        ]

    /// A program that adds what the scripts' commands need by now: the consent to a removal, the
    /// commander's authority, and the leave to import exports that have no end.
    private func adapted(in folder: String) throws -> String {
        let path = folder + "/tocsin"
        let text = """
            #!/bin/sh
            case "$1 $2" in
            "log redact") exec "\(Program.path)" "$@" --yes --as kim ;;
            "log import") exec "\(Program.path)" "$@" --earlier-version ;;
            *) exec "\(Program.path)" "$@" ;;
            esac

            """
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
        return path
    }

    @Test(
        .enabled(
            if: exists && hasTools && getuid() == 0,
            "the folder shared/cases is next to the checkout, for root with strace"),
        .timeLimit(.minutes(10)), arguments: cases)
    func `a hostile case loses nothing and blocks nobody`(_ test: Case) throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "hostile-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = Self.folder.appending(path: test.script).path
        // A mount point has to be there.
        let text = try String(contentsOfFile: path, encoding: .utf8)
            .replacing("M=$S/mnt;", with: "M=$S/mnt; mkdir $M;")
        let command =
            path.hasSuffix(".py")
            ? ["python3", path] : ["bash", "-c", text, path]
        let result = try Program.run(
            "/usr/bin/env", ["unshare", "-m"] + command + test.arguments,
            environment: [
                "TOCSIN": test.isAdapted ? adapted(in: folder) : Program.path, "TMPDIR": folder,
                "RUNS": "40", "TOCSIN_ROLE": "",
                // A script's commands in a shell of their own need it, too.
                "S": folder,
            ])
        let output = result.output + result.errors
        let isOther = test.otherwise?.allSatisfy(output.contains) ?? false
        for words in test.contains where !isOther {
            #expect(output.contains(words), "\(words):\n\(output)")
        }
        for words in test.lacks { #expect(!output.contains(words), "\(words):\n\(output)") }
    }
}
