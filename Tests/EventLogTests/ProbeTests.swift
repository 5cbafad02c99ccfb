import ChildProcess
import EventLog
import Foundation
import Glibc
import SeededRandom
import Testing

/// Runs of the helper program `LogProbe`, which is built with the tests.
enum Probe {
    static let path = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent().appendingPathComponent("LogProbe").path

    static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Fixtures")

    static var isSoaking: Bool { ProcessInfo.processInfo.environment["TOCSIN_SOAK"] == "1" }

    static func start(
        _ arguments: [String], _ settings: [String: String] = [:], of program: String = path,
        input: Child.Stream = .nothing
    ) throws -> Child {
        var environment = ProcessInfo.processInfo.environment
        // A backtrace for each expected crash would take seconds.
        environment["SWIFT_BACKTRACE"] = "enable=no"
        return try Child(
            program, arguments, environment: environment.merging(settings) { $1 }, input: input,
            output: .pipe)
    }

    struct Finished: Sendable {
        let lines: [String]
        let end: Child.End

        var diedBySignal: Bool {
            if case .killed = end { true } else { false }
        }
    }

    static func run(
        _ arguments: [String], _ settings: [String: String] = [:], of program: String = path
    ) async throws -> Finished {
        try await onThread {
            let child = try start(arguments, settings, of: program)
            return Finished(lines: try lines(child.readToEnd()), end: try child.wait())
        }
    }

    static func lines(_ data: Data) throws -> [String] {
        String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}

/// A child that verifies folder after folder, and is restarted when it dies.
final class VerifyingChild {
    private var child: Child?
    private(set) var deaths = 0

    enum Answer: Equatable {
        case pass(records: Int, root: String)
        case fault(String)
        case died
    }

    func verify(_ path: String) throws -> Answer {
        let child = try child ?? Probe.start(["verify"], input: .pipe)
        self.child = child
        try child.write(path + "\n")
        var line = Data()
        while line.last != UInt8(ascii: "\n") {
            let more = child.readSome()
            if more.isEmpty {
                try child.wait()
                self.child = nil
                deaths += 1
                return .died
            }
            line += more
        }
        let words = String(decoding: line.dropLast(), as: UTF8.self)
            .split(separator: " ", maxSplits: 2).map(String.init)
        if words.count == 3, words[0] == "pass", let records = Int(words[1]) {
            return .pass(records: records, root: words[2])
        }
        return .fault(words.dropFirst().joined(separator: " "))
    }

    func stop() throws {
        try child?.closeInput()
        try child?.wait()
        child = nil
    }
}

@Suite struct ProbeTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    // MARK: Faults

    struct Fault: Sendable, CustomTestStringConvertible {
        let call: String
        let kind: String
        var testDescription: String { "\(call) \(kind)" }
    }

    /// LMDB 0.9.24 on Linux writes one dirty page run with pwrite, several with writev and the meta
    /// page with pwrite, and syncs with fdatasync. It never makes the other calls on an open log.
    static let faults: [Fault] =
        ["pwrite", "writev"].flatMap { call in
            ["EIO", "ENOSPC", "EINTR", "SHORT"].map { Fault(call: call, kind: $0) }
        } + ["EIO", "ENOSPC", "EINTR"].map { Fault(call: "fdatasync", kind: $0) }

    /// A copy is written with write, and synced with our own fsync; opening sizes the lock file
    /// with ftruncate.
    static let copyFaults: [Fault] =
        ["EIO", "ENOSPC", "EINTR", "SHORT"].map { Fault(call: "write", kind: $0) }
        + ["fsync", "ftruncate"].flatMap { call in
            ["EIO", "ENOSPC", "EINTR"].map { Fault(call: call, kind: $0) }
        }

    private func shim() async throws -> String {
        let library = folder.path + "/shim.so"
        let source = Probe.fixtures.appendingPathComponent("fault_shim.c").path
        let built = try await Probe.run(
            ["-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], of: "/usr/bin/cc")
        try #require(built.end == .exited(0), "the C compiler could not build the shim")
        return library
    }

    @Test(.timeLimit(.minutes(5)), arguments: faults)
    func `a failed write or sync acknowledges nothing false, and the log goes on`(_ fault: Fault)
        async throws
    {
        let library = try await shim()
        let report = folder.path + "/report"
        var fired = 0
        for place in Probe.isSoaking ? Array(1...40) : [1, 2, 7, 12] {
            let log = folder.path + "/log-\(place)"
            // Made without faults: this tests appending.
            let prepared = try await Probe.run(["append", log, "before", "3"])
            try #require(prepared.lines.count == 3)
            let run = try await Probe.run(
                ["append", log, "s", "12"],
                [
                    "LD_PRELOAD": library, "FAULT_CALL": fault.call, "FAULT_KIND": fault.kind,
                    "FAULT_AT": "\(place)", "FAULT_REPORT": report,
                ])
            #expect(!run.diedBySignal)
            #expect(run.lines.count == 12, "\(run.lines)")
            let told = try String(contentsOfFile: report, encoding: .utf8)
            fired += told.contains("fired 1") ? 1 : 0
            let errors = run.lines.filter { $0.hasPrefix("no ") }
            #expect(
                errors.allSatisfy { ["no full", "no unknown", "no fenced"].contains($0) },
                "\(errors)")
            if let first = run.lines.firstIndex(of: "no unknown") {
                #expect(run.lines[(first + 1)...].allSatisfy { $0 == "no fenced" })
            }
            try expect(log, toHold: prepared.lines + run.lines)
            let after = try await Probe.run(["append", log, "after", "2"])
            #expect(after.lines.allSatisfy { $0.hasPrefix("ok ") })
            try expect(log, toHold: prepared.lines + run.lines + after.lines)
        }
        #expect(fired > 0, "the fault never fired")
    }

    /// The lost write is that of a meta page: the commit seems done, but nobody can read it.
    @Test(.timeLimit(.minutes(5)))
    func `what can't be read back is not acknowledged, and nothing more is written`() async throws {
        let library = try await shim()
        let report = folder.path + "/report"
        for place in [1, 2, 7] {
            let log = folder.path + "/log-\(place)"
            let prepared = try await Probe.run(["append", log, "before", "3"])
            let run = try await Probe.run(
                ["append", log, "s", "12"],
                [
                    "LD_PRELOAD": library, "FAULT_CALL": "pwrite", "FAULT_KIND": "LOST",
                    "FAULT_AT": "\(place)", "FAULT_REPORT": report,
                ])
            #expect(try String(contentsOfFile: report, encoding: .utf8).contains("fired 1"))
            let stored = run.lines.prefix { $0.hasPrefix("ok ") }
            #expect(stored.count < 12)
            #expect(run.lines.dropFirst(stored.count).first == "no unread", "\(run.lines)")
            #expect(run.lines.dropFirst(stored.count + 1).allSatisfy { $0 == "no fenced" })
            try expect(log, toHold: prepared.lines + stored)
        }
    }

    @Test(.timeLimit(.minutes(5)), arguments: copyFaults)
    func `a backup that meets a fault is whole or absent, and the log is as it was`(_ fault: Fault)
        async throws
    {
        let library = try await shim()
        let report = folder.path + "/report"
        let log = folder.log
        let prepared = try await Probe.run(["append", log, "s", "30"])
        var fired = 0
        for place in Probe.isSoaking ? Array(1...20) : [1, 2] {
            let file = "\(folder.path)/backup-\(place)"
            // Every other opener sizes the lock file that the previous one left.
            unlink(log + "/lock.mdb")
            let run = try await Probe.run(
                ["backup", log, file],
                [
                    "LD_PRELOAD": library, "FAULT_CALL": fault.call, "FAULT_KIND": fault.kind,
                    "FAULT_AT": "\(place)", "FAULT_REPORT": report, "FAULT_FILES": "mdb",
                ])
            #expect(!run.diedBySignal)
            fired += try String(contentsOfFile: report, encoding: .utf8).contains("fired 1") ? 1 : 0
            if run.lines == ["ok"] {
                try EventLog.restore(from: file, to: "\(folder.path)/restored-\(place)")
                try expect("\(folder.path)/restored-\(place)", toHold: prepared.lines)
            } else {
                #expect(run.lines.first?.hasPrefix("no ") == true, "\(run.lines)")
                #expect(!FileManager.default.fileExists(atPath: file))
            }
            let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(left.allSatisfy { !$0.hasPrefix(".") }, "\(left)")
            try expect(log, toHold: prepared.lines)
        }
        #expect(fired > 0, "the fault never fired")
    }

    /// Mounting needs a privilege that some machines don't grant.
    private static let canMount =
        geteuid() == 0
        && (try? Child.run("unshare", ["-m", "true"]))?.end == .exited(0)

    @Test(
        .timeLimit(.minutes(5)), .enabled(if: canMount, "a small file system can be mounted here"))
    func `a full disk is told as such, reading goes on, and appends resume with space`()
        async throws
    {
        let disk = folder.path + "/disk"
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
        // In its own mount namespace, so it leaves nothing behind.
        let script = """
            mount -t tmpfs -o size=1m tmpfs \(disk) && head -c 700000 /dev/zero > \(disk)/other
            "$0" append \(disk)/log s 1500; echo then
            "$0" verify <<< \(disk)/log; rm \(disk)/other
            "$0" append \(disk)/log s 1
            """
        let run = try await Probe.run(
            ["-m", "bash", "-c", script, Probe.path], of: "/usr/bin/unshare")
        let parts = run.lines.split(separator: "then")
        try #require(parts.count == 2, "\(run.lines)")
        let stored = parts[0].prefix { $0.hasPrefix("ok ") }
        #expect(stored.count > 3)
        #expect(parts[0].dropFirst(stored.count).contains("no full"))
        #expect(parts[0].allSatisfy { $0.hasPrefix("ok ") || $0 == "no full" }, "\(parts[0])")
        let count = parts[0].count { $0.hasPrefix("ok ") }
        #expect(parts[1].first?.hasPrefix("pass \(count) ") == true, "\(parts[1])")
        #expect(parts[1].last?.hasPrefix("ok ") == true, "\(parts[1])")
    }

    // MARK: Races

    @Test(.timeLimit(.minutes(5)))
    func `of eight writers in two processes that expect one revision exactly one wins`()
        async throws
    {
        let log = folder.log
        let rounds = 40
        async let other = Probe.run(["race", log, "\(rounds)", "4"])
        let mine = try await Probe.run(["race", log, "\(rounds)", "4"])
        let lines = mine.lines + (try await other).lines
        #expect(lines.filter { $0.hasPrefix("no ") } == [])
        let won = lines.compactMap { $0.hasPrefix("won ") ? Int($0.dropFirst(4)) : nil }
        #expect(won.sorted() == Array(0..<rounds))
        #expect(lines.count { $0.hasPrefix("lost ") } == 7 * rounds)
        let records = try EventLog.open(at: log).records(in: "race")
        #expect(records.map(\.revision) == Array(0..<UInt64(rounds)))
    }

    /// Every acknowledged event is at its reported position; any further records are complete.
    private func expect(_ path: String, toHold lines: [String]) throws {
        let log = try EventLog.open(at: path)
        #expect(try LogVerifier(log).verify().fault == nil)
        let records = try log.all
        for line in lines where line.hasPrefix("ok ") {
            let words = line.split(separator: " ")
            let position = try #require(Int(words[2]))
            try #require(position < records.count, "\(line)")
            #expect(records[position].id.description == words[1])
        }
    }

    // MARK: Deaths

    /// Lets writers to the same log run for a random time, and kills them one after another.
    private static func kill(_ writers: Int, in log: String) throws -> [String] {
        var random = SystemRandomNumberGenerator()
        let children = try (0..<writers).map { number in
            try Probe.start(["append", log, "s\(number)", "1000000"])
        }
        return try children.flatMap { child in
            let limit = Int.random(in: 0..<25, using: &random)
            var data = Data()
            while data.count(where: { $0 == UInt8(ascii: "\n") }) < limit {
                let more = child.readSome()
                if more.isEmpty { break }
                data += more
            }
            // This waits for nothing: it only varies the moment of the kill.
            usleep(UInt32.random(in: 0..<2000, using: &random))
            child.send(SIGKILL)
            data += try child.readToEnd()
            #expect(try child.wait() == .killed(signal: SIGKILL))
            let whole = data.prefix((data.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1)
            return try Probe.lines(whole).filter { $0.hasPrefix("ok ") }
        }
    }

    @Test(.timeLimit(.minutes(60)))
    func `a killed writer loses nothing that was acknowledged, and nothing is torn`() async throws {
        let log = folder.log
        var acknowledged: [String] = []
        for _ in 0..<(Probe.isSoaking ? 1000 : 60) {
            acknowledged += try await onThread { try Self.kill(5, in: log) }
        }
        #expect(acknowledged.count > 100)
        try expect(log, toHold: acknowledged)
    }

    // MARK: Damage

    /// A closed log of `count` records, short and long; returns the result of verifying it.
    private static func makeLog(_ path: String, _ count: Int) throws -> Verification {
        let log = try EventLog.open(at: path)
        for number in 0..<count {
            let text = String(repeating: "x", count: number % 20 == 0 ? 5000 : 50)
            try log.append([.some(text)], to: "s\(number % 5)", expecting: .any)
        }
        return try LogVerifier(log).verify()
    }

    /// The place to flip a bit: every third one is in the meta pages' fields, where it does most
    /// harm.
    private static func place(in count: Int, using random: inout SeededGenerator) -> Int {
        Int.random(in: 0..<3, using: &random) == 0
            ? Int.random(in: 0..<2, using: &random) * 4096 + Int.random(in: 0..<152, using: &random)
            : Int.random(in: 0..<count, using: &random)
    }

    private static func flipBits(_ flips: Int, seed: UInt64, in folder: TemporaryFolder) throws
        -> [String: Int]
    {
        let path = folder.path
        let whole = try makeLog(path + "/log", 60)
        let root = try #require(whole.root)
        let original = try Data(contentsOf: URL(fileURLWithPath: path + "/log/data.mdb"))
        let copy = path + "/copy"
        try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
        let child = VerifyingChild()
        var random = SeededGenerator(seed: seed)
        var counts: [String: Int] = [:]
        for _ in 0..<flips {
            var bytes = original
            let place = place(in: bytes.count, using: &random)
            bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            try bytes.write(to: URL(fileURLWithPath: copy + "/data.mdb"))
            switch try child.verify(copy) {
            case .pass(let records, let found):
                #expect(records == 60, "byte \(place)")
                #expect(found == root.description, "byte \(place)")
                counts["unused", default: 0] += 1
            case .fault: counts["fault", default: 0] += 1
            case .died: counts["died", default: 0] += 1
            }
        }
        try child.stop()
        return counts
    }

    @Test(.timeLimit(.minutes(30)))
    func `no flipped bit ends in a pass with fewer records or another content`() async throws {
        let seed =
            ProcessInfo.processInfo.environment["TOCSIN_SEED"].flatMap(UInt64.init)
            ?? .random(in: 0 ... .max)
        // Two readers work, each on its own log; the second has the next seed.
        let flips = Probe.isSoaking ? 10_000 : 1000
        async let second = onThread {
            try Self.flipBits(flips, seed: seed &+ 1, in: TemporaryFolder(in: "/dev/shm"))
        }
        let first = try await onThread {
            try Self.flipBits(flips, seed: seed, in: TemporaryFolder(in: "/dev/shm"))
        }
        let counts = first.merging(try await second, uniquingKeysWith: +)
        print("TOCSIN_SEED=\(seed) flips: \(counts)")
        #expect(counts["fault", default: 0] > 0)
    }

    private static func cutShort(in path: String) throws {
        _ = try makeLog(path + "/log", 60)
        let original = try Data(contentsOf: URL(fileURLWithPath: path + "/log/data.mdb"))
        let copy = path + "/copy"
        try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
        let child = VerifyingChild()
        for length in stride(from: 0, to: original.count, by: original.count / 60 | 1) {
            try original.prefix(length).write(to: URL(fileURLWithPath: copy + "/data.mdb"))
            guard case .fault = try child.verify(copy) else {
                Issue.record("cut at \(length)")
                continue
            }
        }
        try child.stop()
        #expect(child.deaths == 0)
    }

    @Test(.timeLimit(.minutes(5)))
    func `a file cut at any length is an error and kills no process`() async throws {
        let path = folder.path
        try await onThread { try Self.cutShort(in: path) }
    }

    // MARK: Another reader

    static let python = ProcessInfo.processInfo.environment["TOCSIN_PYTHON"] ?? "/usr/bin/python3"

    private static let hasPackages =
        (try? Child.run(python, ["-c", "import lmdb, cryptography"]))?.end == .exited(0)

    @Test(
        .enabled(
            if: hasPackages, "TOCSIN_PYTHON names a Python with the packages lmdb and cryptography")
    )
    func `a reader written from the page alone arrives at the same root`() async throws {
        let log = folder.log
        let made = try await Probe.run(["sample", log, "100"])
        let root = try #require(made.lines.first)
        let read = try await Probe.run(
            [
                Probe.fixtures.appendingPathComponent("read_log.py").path, log,
                log + ".checkpoint", log + ".vkey",
            ], of: Self.python)
        #expect(read.end == .exited(0))
        #expect(read.lines.contains("root \(root)"))
        #expect(read.lines.last == "goes on from the signed checkpoint over 100 records")
        #expect(read.lines.first?.hasSuffix("101 records, 1 removed") == true)
    }
}
