import ChildProcess
import EventLog
import Foundation
import LMDB
import Testing

@Suite struct FollowTests {
    let folder: TemporaryFolder
    let log: EventLog

    init() throws {
        folder = try TemporaryFolder()
        log = try EventLog.open(at: folder.log)
    }

    @Test func `following gives each record once, those appended meanwhile too`() throws {
        try log.append([.some("0"), .some("1")], to: "a", expecting: .any)
        var seen: [UInt64] = []
        var waits = 0
        try log.follow(waiting: {
            waits += 1
            if waits % 2 == 1 {
                try log.append([.some(), .some()], to: waits % 4 == 1 ? "a" : "b", expecting: .any)
            }
            return waits < 6
        }) { seen.append($0.position) }
        #expect(seen == Array(0..<8))
        var ofStream: [UInt64] = []
        try log.follow(from: 1, in: "b", waiting: { false }) { ofStream.append($0.position) }
        #expect(ofStream == [4, 5])
    }

    @Test(.timeLimit(.minutes(10)))
    func `following sees other processes' appends, their deaths and a replaced file`() async throws
    {
        let path = folder.log
        let log = log
        let seen = Shared<[UInt64]>([])
        async let follower: Void = onThread {
            try log.follow(waiting: {
                usleep(1000)
                return seen.value.count < 8
            }) { record in
                seen.change { $0.append(record.position) }
            }
        }
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let log = try EventLog.open(at: path)
            for _ in 0..<3 { try log.append([.some()], to: "s", expecting: .any) }
            // Dies with the write lock held.
            try log.write { writer in
                try writer.append([.some("never")], to: "s", expecting: .any)
                kill(getpid(), SIGKILL)
            }
        }
        await #expect(processExitsWith: .success) { [path = path as String] in
            let log = try EventLog.open(at: path)
            try log.append([.some()], to: "s", expecting: .revision(2))
            try log.redact(1, recording: [.some()], to: "s", expecting: .any)
            for _ in 0..<3 { try log.append([.some()], to: "s", expecting: .any) }
        }
        try await follower
        #expect(seen.value == Array(0..<8))
    }

    /// Otherwise a follower would treat an unread commit as read, and wait for the next one.
    @Test(.timeLimit(.minutes(10)))
    func `no commit is told of before a reader sees it`() async throws {
        let path = folder.path + "/another"
        let wrong = try await onThread {
            let child = try Probe.start(["append", path, "s", "500"])
            _ = child.read(until: "\n")
            let environment = try Environment(folder: path)
            var wrong = 0
            while child.isRunning {
                let told = try environment.lastTransaction()
                if try environment.read({ $0.id }) < told { wrong += 1 }
            }
            return wrong
        }
        #expect(wrong == 0)
    }

    @Test func `the budget is warned of at 80 and at 95 percent`() throws {
        func use(_ used: Int, of budget: Int) throws -> String? {
            var options = EventLog.Options()
            options.byteBudget = budget
            let path = folder.path + "/budget"
            let log = try EventLog.open(at: path, options: options)
            #expect(try log.storageUse().usedBytes == used)
            return try log.storageUse().warning
        }
        let path = folder.path + "/budget"
        let used = try EventLog.open(at: path).storageUse().usedBytes
        #expect(used > 0)
        #expect(try EventLog.open(at: path).storageUse().warning == nil)
        #expect(try use(used, of: used * 100 / 79) == nil)
        #expect(try use(used, of: used * 100 / 80)?.contains(" 80 %") == true)
        #expect(try use(used, of: used * 100 / 81)?.hasSuffix("Raise its limit soon.") == true)
        #expect(try use(used, of: used * 100 / 94)?.hasSuffix("Raise its limit soon.") == true)
        #expect(try use(used, of: used * 100 / 96)?.hasSuffix("or it will stop.") == true)
    }
}

@Suite struct GroupCommitTests {
    let folder: TemporaryFolder
    let log: EventLog

    init() throws {
        folder = try TemporaryFolder()
        log = try EventLog.open(at: folder.log)
    }

    @Test(.timeLimit(.minutes(10)))
    func `appends of many threads all get their own answer`() async throws {
        let log = log
        let threads = 16
        let each = 20
        let results = Shared<[(AppendResult, EventID)]>([])
        let conflicts = Shared(0)
        try await withThrowingTaskGroup { group in
            for thread in 0..<threads {
                group.addTask {
                    try await onThread {
                        for number in 0..<each {
                            do {
                                // One event for each thread, and one that only the first can win.
                                let event = NewEvent.some("\(thread)")
                                let result = try log.append(
                                    [event], to: "t\(thread)",
                                    expecting: number == 0
                                        ? .noStream : .revision(UInt64(number - 1)))
                                results.change { $0.append((result, event.id)) }
                                try log.append(
                                    [.some()], to: "race-\(number)", expecting: .noStream)
                            } catch EventLogError.conflict {
                                conflicts.change { $0 += 1 }
                            } catch {
                                Issue.record(error)
                            }
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(results.value.count == threads * each)
        #expect(conflicts.value == (threads - 1) * each)
        for (result, id) in results.value {
            #expect(try log.read { try $0.record(at: result.firstPosition) }?.id == id)
        }
        #expect(try LogVerifier(log).verify().records == UInt64(threads * each + each))
    }

    @Test(.timeLimit(.minutes(10)))
    func `threads that wait while another holds the lock share commits`() throws {
        let log = log
        let started = DispatchSemaphore(value: 0)
        let finished = DispatchSemaphore(value: 0)
        let threads = 8
        let each = 25
        let before = try log.storageUse().commits
        try log.write { writer in
            for number in 0..<threads {
                Thread { @Sendable in
                    started.signal()
                    do {
                        for _ in 0..<each {
                            try log.append([.some()], to: "t\(number)", expecting: .any)
                        }
                    } catch {
                        Issue.record(error)
                    }
                    finished.signal()
                }.start()
            }
            for _ in 0..<threads { started.wait() }
            try writer.append([.some()], to: "first", expecting: .noStream)
        }
        for _ in 0..<threads { finished.wait() }
        #expect(try log.read { try $0.head } == UInt64(threads * each + 1))
        // How many share one is up to the machine.
        #expect(try log.storageUse().commits - before < threads * each)
    }

    @Test func `a thread that holds the write lock is refused instead of waiting for itself`()
        throws
    {
        try log.write { _ in
            let error = #expect(throws: EventLogError.self) {
                try log.append([.some()], to: "s", expecting: .any)
            }
            guard case .misuse? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }
}
