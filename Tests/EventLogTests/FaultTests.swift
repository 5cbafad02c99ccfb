import EventLog
import Foundation
import LMDB
import Testing

/// Each runs in its own process, because limits and forks affect a whole process.
@Suite struct FaultTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A file size limit cuts a write short, which LMDB reports as EIO while space is left.
    @Test func `after a commit of unknown outcome nothing is written until the log is reopened`()
        async throws
    {
        let path = folder.log
        await #expect(processExitsWith: .success) { [path = path as String] in
            let log = try EventLog.open(at: path)
            let kept = NewEvent.some("kept")
            try log.append([kept], to: "s", expecting: .any)
            signal(SIGXFSZ, SIG_IGN)
            let limitKind = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
            var limit = rlimit()
            try #require(getrlimit(limitKind, &limit) == 0)
            limit.rlim_cur = 100_000
            try #require(setrlimit(limitKind, &limit) == 0)

            let lost = NewEvent.some(String(repeating: "x", count: 500_000))
            let first = #expect(throws: EventLogError.self) {
                try log.append([lost], to: "s", expecting: .any)
            }
            #expect(first == .commitUnknown(why: "Could not commit: Input/output error"))
            #expect(
                first?.description == "Tocsin can't tell whether the events were stored: Could not"
                    + " commit: Input/output error. Start again and repeat the command with the same"
                    + " request id.")
            limit.rlim_cur = limit.rlim_max
            try #require(setrlimit(limitKind, &limit) == 0)
            let second = #expect(throws: EventLogError.self) {
                try log.append([.some()], to: "s", expecting: .any)
            }
            guard case .fenced? = second else {
                Issue.record("\(String(describing: second))")
                return
            }
            #expect(try log.all.map(\.id) == [kept.id], "reading goes on")
        }
        let log = try EventLog.open(at: folder.log)
        #expect(try log.all.count == 1)
        try log.append([.some()], to: "s", expecting: .revision(0))
    }

    @Test func `a log past its byte budget is full, still reads, and takes more when allowed to`()
        throws
    {
        var options = EventLog.Options()
        options.byteBudget = 300_000
        let event = NewEvent.some(String(repeating: "x", count: 200_000))
        do {
            let log = try EventLog.open(at: folder.log, options: options)
            try log.append([event], to: "s", expecting: .any)
            let error = #expect(throws: EventLogError.self) {
                for _ in 0..<3 {
                    try log.append(
                        [.some(String(repeating: "y", count: 200_000))], to: "s", expecting: .any)
                }
            }
            guard case .storageFull(folder.log, _)? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            let count = try log.all.count
            #expect(try log.append([event], to: "s", expecting: .any).isRepeat)
            #expect(try log.all.count == count)
        }
        options.byteBudget = nil
        let log = try EventLog.open(at: folder.log, options: options)
        let count = try log.all.count
        try log.append([.some()], to: "s", expecting: .any)
        #expect(try log.all.map(\.position) == Array(0...UInt64(count)))
    }

    @Test func `a child process can't use its parent's log`() async throws {
        let path = folder.log
        await #expect(processExitsWith: .success) { [path = path as String] in
            let log = try EventLog.open(at: path)
            let fork = try #require(dlsym(nil, "fork"))
            let child = unsafeBitCast(fork, to: (@convention(c) () -> pid_t).self)()
            if child == 0 {
                do {
                    _ = try log.read { try $0.head }
                    _exit(1)
                } catch EventLogError.misuse {
                    _exit(42)
                } catch {
                    _exit(2)
                }
            }
            var status: CInt = 0
            try #require(waitpid(child, &status, 0) == child)
            #expect(status >> 8 == 42)
            #expect(try log.read { try $0.head } == 0)
        }
    }

    @Test func `a log that grew a newer format meanwhile takes no more from this process`()
        async throws
    {
        let path = folder.log
        let log = try EventLog.open(at: path)
        try log.append([.some()], to: "s", expecting: .any)
        await #expect(processExitsWith: .success) { [path = path as String] in
            try Environment(folder: path).write { transaction in
                let meta = try #require(try transaction.database(named: "meta"))
                try transaction.put([0, 0, 0, 9], forKey: Array("format".utf8), in: meta)
            }
        }
        #expect(throws: EventLogError.newerFormat(found: 9, supported: 1)) {
            try log.append([.some()], to: "s", expecting: .any)
        }
        #expect(try log.all.count == 1)
    }

    @Test(.timeLimit(.minutes(10)))
    func `processes that create one log at the same time all end up in it`() async throws {
        let path = folder.log
        await withTaskGroup { group in
            for _ in 0..<4 {
                group.addTask {
                    await #expect(processExitsWith: .success) { [path = path as String] in
                        let log = try EventLog.open(at: path)
                        for _ in 0..<5 { try log.append([.some()], to: "s", expecting: .any) }
                    }
                }
            }
        }
        let log = try EventLog.open(at: path)
        #expect(try log.records(in: "s").map(\.revision) == Array(0..<20))
    }
}
