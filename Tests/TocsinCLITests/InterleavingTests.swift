import ChildProcess
import EventLog
import Foundation
import Glibc
import SeededRandom
import Testing

/// Commands of several processes on one home at the same time, started together in random order, and
/// now and then one of them killed.
///
/// `TOCSIN_INTERLEAVINGS` sets how many rounds there are, `TOCSIN_SEED` the first seed.
@Suite struct InterleavingTests {
    /// Logs to transfer. `old` is an earlier state of `new`.
    private struct Files {
        let desk: Desk
        let old: String
        let new: String
        let export: String
        let otherExport: String
        /// A note in all states of the log.
        let notePosition: UInt64
        let logID: String
        let otherID: String

        init() throws {
            desk = try Desk.openedAnew(mode: "live")
            let other = try Desk.staffed()
            (old, new) = (desk.folder + "/old.mdb", desk.folder + "/new.mdb")
            (export, otherExport) = (desk.folder + "/log.jsonl", desk.folder + "/other.jsonl")
            try Self.expect(desk.run("note", "log", "The first note."))
            notePosition = try desk.log { try $0.head } - 1
            try Self.expect(desk.run("log", "backup", old))
            try Self.expect(desk.run("note", "log", "The second note."))
            try Self.expect(desk.run("log", "backup", new))
            try Self.expect(desk.run("log", "export", "--with-private", "--output", export))
            try Self.expect(
                other.run("open", "attack-on-officers", "--place", "Elm", "--id", "elsewhere"))
            try Self.expect(
                other.run("log", "export", "--with-private", "--output", otherExport))
            logID = try EventLog.open(at: desk.home + "/log").logID
            otherID = try EventLog.open(at: other.home + "/log").logID
        }

        private static func expect(_ result: Program.Result) throws {
            guard result.status == 0 else { throw Desk.Unexpected(text: result.errors) }
        }
    }

    private enum Action {
        case open(String)
        case note(String)
        case restore(new: Bool)
        case importing(other: Bool)
        case redact
        case backup(String)

        func arguments(_ files: Files) -> [String] {
            switch self {
            case .open(let id):
                ["open", "attack-on-officers", "--place", "Main", "--id", id]
            case .note(let text): ["note", "log", text, "--incident", "riverton"]
            case .restore(let isNew): ["log", "restore", isNew ? files.new : files.old]
            case .importing(let isOther):
                ["log", "import", isOther ? files.otherExport : files.export]
            case .redact:
                [
                    "log", "redact", "\(files.notePosition)", "--order", "1", "--exemption", "2",
                    "--incident", "riverton", "--yes", "--as", "kim",
                ]
            case .backup(let file): ["log", "backup", file]
            }
        }
    }

    private struct Running {
        let action: Action
        let child: Child
        let errors: String
        var wasKilled = false
    }

    private static func actions(
        _ round: Int, in folder: String, onEmptyHome isEmpty: Bool,
        using random: inout SeededGenerator
    ) -> [Action] {
        (0..<Int.random(in: 2...6, using: &random)).map { number in
            switch Int.random(in: 0..<(isEmpty ? 7 : 9), using: &random) {
            case 0, 1: .restore(new: Bool.random(using: &random))
            case 2, 3: .importing(other: Bool.random(using: &random))
            case 4, 5: .open("live-\(number)")
            case 6: .backup("\(folder)/backup-\(round)-\(number).mdb")
            case 7: .note("Note \(round)-\(number).")
            default: .redact
            }
        }
    }

    private static func run(_ round: Int, seed: UInt64, _ files: Files) throws -> [Bool] {
        var random = SeededGenerator(seed: seed)
        let desk = try Desk.staffed()
        let isEmpty = Bool.random(using: &random)
        if !isEmpty { try EventLog.restore(from: files.old, to: desk.home + "/log") }
        let actions = actions(round, in: desk.folder, onEmptyHome: isEmpty, using: &random)
        var running = try actions.enumerated().map { number, action in
            let errors = "\(desk.folder)/errors-\(number)"
            return Running(
                action: action,
                child: try Program.start(
                    action.arguments(files), environment: desk.environment(as: "lee"),
                    errors: .file(errors)), errors: errors)
        }
        if Int.random(in: 0..<4, using: &random) == 0 {
            let victim = Int.random(in: running.indices, using: &random)
            let other = Int.random(in: running.indices, using: &random)
            if other != victim { try running[other].child.wait(atMost: .seconds(120)) }
            running[victim].child.send(SIGKILL)
            running[victim].wasKilled = true
        }
        var acknowledged: [Action] = []
        for command in running {
            let end = try command.child.wait(atMost: .seconds(120))
            if end == .exited(0) { acknowledged.append(command.action) }
            if case .killed(let signal) = end, !command.wasKilled {
                let errors = try String(contentsOfFile: command.errors, encoding: .utf8)
                Issue.record("seed \(seed): \(command.action) died of \(signal): \(errors)")
            }
        }
        try check(acknowledged, in: desk, files, seed)
        return acknowledged.map { _ in true }
            + Array(repeating: false, count: running.count - acknowledged.count)
    }

    /// Every acknowledged command has its effect in the log.
    private static func check(
        _ acknowledged: [Action], in desk: Desk, _ files: Files, _ seed: UInt64
    ) throws {
        if acknowledged.isEmpty { return }
        let log = try EventLog.open(at: desk.home + "/log")
        let report = try LogVerifier(log).verify()
        #expect(report.isPassed, "seed \(seed): \(report)")
        let names = try FileManager.default.contentsOfDirectory(atPath: desk.home + "/log")
        #expect(names.sorted() == ["data.mdb", "lock.mdb"], "seed \(seed)")
        let (records, streams) = try log.read { snapshot in
            (try snapshot.records(from: 0, limit: .max), try snapshot.streams().map(\.name))
        }
        for action in acknowledged {
            let hasEffect =
                switch action {
                case .open(let id): streams.contains(id)
                case .note(let text):
                    records.contains { record in
                        record.body.map { Data($0.data).firstRange(of: Data(text.utf8)) != nil }
                            ?? false
                    }
                case .restore(let isNew):
                    log.logID == files.logID
                        && records.count > Int(files.notePosition) + (isNew ? 1 : 0)
                case .importing(let isOther):
                    log.logID == (isOther ? files.otherID : files.logID)
                case .redact:
                    records.count > Int(files.notePosition)
                        && records[Int(files.notePosition)].body == nil
                case .backup(let file): FileManager.default.fileExists(atPath: file)
                }
            #expect(hasEffect, "seed \(seed): \(action) was acknowledged, among \(acknowledged)")
        }
    }

    @Test(.timeLimit(.minutes(240)))
    func `no acknowledged command is without its effect, and none hangs`() async throws {
        let settings = ProcessInfo.processInfo.environment
        let rounds = settings["TOCSIN_INTERLEAVINGS"].flatMap { Int($0) } ?? 10
        let first = settings["TOCSIN_SEED"].flatMap(UInt64.init) ?? .random(in: 0 ... .max / 2)
        let files = try Files()
        var (done, refused) = (0, 0)
        for round in 0..<rounds {
            for isDone in try Self.run(round, seed: first + UInt64(round), files) {
                if isDone { done += 1 } else { refused += 1 }
            }
            // A long run that is cut short still says how far it came.
            if (round + 1) % 250 == 0 || round + 1 == rounds {
                print(
                    "figures: \(round + 1) interleavings from TOCSIN_SEED=\(first), \(done)"
                        + " commands acknowledged, \(refused) refused or killed")
                fflush(nil)
            }
        }
        #expect(done > 0)
    }
}

extension Desk {
    fileprivate func log<Value>(_ body: (borrowing LogSnapshot) throws -> Value) throws -> Value {
        try EventLog.open(at: home + "/log").read(body)
    }
}
