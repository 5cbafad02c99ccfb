import EventLog
import Foundation
import Testing

@Suite struct ReadWriteTests {
    let folder: TemporaryFolder
    let log: EventLog

    init() throws {
        folder = try TemporaryFolder()
        log = try EventLog.open(at: folder.log, options: .init(clock: TestClock()))
    }

    struct Stop: Error {}

    @Test func `an empty log reads as empty`() throws {
        try log.read { snapshot in
            let head = try snapshot.head
            #expect(head == 0)
            #expect(try snapshot.lastRecordedAt == nil)
            #expect(try snapshot.records(from: 0, limit: 10).isEmpty)
            #expect(try snapshot.records(in: "a", from: 0, limit: 10).isEmpty)
            #expect(try snapshot.streams().isEmpty)
            #expect(try snapshot.lastRevision(of: "a") == nil)
        }
    }

    @Test func `reading starts and stops where it is told to`() throws {
        for number in 0..<10 {
            try log.append(
                [.some("\(number)")], to: number % 3 == 0 ? "thirds" : "rest", expecting: .any)
        }
        try log.read { snapshot in
            let head = try snapshot.head
            #expect(head == 10)
            #expect(try snapshot.records(from: 3, limit: 2).map(\.position) == [3, 4])
            #expect(try snapshot.records(from: 8, limit: .max).map(\.position) == [8, 9])
            #expect(try snapshot.records(from: 10, limit: 1).isEmpty)
            #expect(try snapshot.records(from: .max, limit: .max).isEmpty)
            #expect(try snapshot.records(from: 0, limit: 0).isEmpty)
            #expect(try snapshot.records(from: 0, limit: -1).isEmpty)
            let thirds = try snapshot.records(in: "thirds", from: 1, limit: 2)
            #expect(thirds.map(\.position) == [3, 6])
            #expect(thirds.map { $0.body?.data } == [Array("3".utf8), Array("6".utf8)])
            #expect(try snapshot.records(in: "thirds", from: 4, limit: 9).isEmpty)
            #expect(try snapshot.lastRevision(of: "thirds") == 3)
            let streams = try snapshot.streams()
            #expect(streams.map(\.name) == ["rest", "thirds"])
            #expect(streams.map(\.count) == [6, 4])
            #expect(streams.map(\.lastRevision) == [5, 3])
        }
    }

    @Test func `a snapshot stays as it is while others append`() throws {
        try log.append([.some()], to: "s", expecting: .any)
        try log.read { snapshot in
            try log.append([.some()], to: "s", expecting: .any)
            #expect(try snapshot.head == 1)
            #expect(try snapshot.records(in: "s", from: 0, limit: 9).count == 1)
        }
        #expect(try log.all.count == 2)
    }

    /// LMDB keeps every page that a snapshot may still read, so the snapshot's duration bounds the
    /// growth.
    @Test func `a reader that stands still makes the file grow only while it lasts`() throws {
        func growth(_ commits: Int) throws -> Int {
            let before = try log.storageUse().usedBytes
            for _ in 0..<commits { try log.append([.some()], to: "s", expecting: .any) }
            return try log.storageUse().usedBytes - before
        }
        _ = try growth(100)
        let frozen = try log.read { _ in try growth(200) }
        let afterwards = try growth(200)
        #expect(frozen > 10 * max(afterwards, 4096))
    }

    @Test func `a writer sees what it appended, and several appends commit as one`() throws {
        let event = NewEvent.some()
        let results = try log.write { writer in
            let first = try writer.append([event], to: "a", expecting: .noStream)
            #expect(try writer.records(in: "a", from: 0, limit: 9).map(\.id) == [event.id])
            #expect(try log.all.isEmpty, "nobody else sees it yet")
            let again = try writer.append([event], to: "a", expecting: .noStream)
            let second = try writer.append([.some()], to: "b", expecting: .noStream)
            #expect(try writer.head == 2)
            #expect(try writer.record(id: event.id)?.position == 0)
            return [first, again, second]
        }
        #expect(
            results == [
                AppendResult(0...0, revisions: 0...0),
                AppendResult(0...0, revisions: 0...0, isRepeat: true),
                AppendResult(1...1, revisions: 0...0),
            ])
        #expect(try log.all.map(\.stream) == ["a", "b"])
    }

    @Test func `a write that throws appends nothing`() throws {
        #expect(throws: Stop.self) {
            try log.write { writer in
                try writer.append([.some()], to: "a", expecting: .any)
                throw Stop()
            }
        }
        #expect(try log.all.isEmpty)
    }

    @Test func `a rejected append inside a write leaves the others as they are`() throws {
        try log.write { writer in
            try writer.append([.some()], to: "a", expecting: .any)
            #expect(throws: EventLogError.conflict(stream: "a", expected: .noStream, actual: 0)) {
                try writer.append([.some()], to: "a", expecting: .noStream)
            }
            try writer.append([.some()], to: "a", expecting: .revision(0))
        }
        #expect(try log.records(in: "a").count == 2)
    }

    @Test func `a write that appends nothing leaves the file as it is`() throws {
        try log.append([.some()], to: "a", expecting: .any)
        let before = try Data(contentsOf: URL(fileURLWithPath: folder.dataFile))
        #expect(try log.write { try $0.head } == 1)
        #expect(throws: EventLogError.self) {
            try log.append([.some()], to: "a", expecting: .noStream)
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.dataFile)) == before)
    }

    @Test(.timeLimit(.minutes(10))) func `a write inside a write is an error`() throws {
        try log.write { _ in
            let error = #expect(throws: EventLogError.self) {
                try log.append([.some()], to: "a", expecting: .any)
            }
            guard case .misuse? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    @Test func `walking in batches gives every record once, those appended meanwhile too`()
        throws
    {
        for number in 0..<25 {
            try log.append([.some("\(number)")], to: number % 2 == 0 ? "a" : "b", expecting: .any)
        }
        var positions: [UInt64] = []
        try log.forEachRecord(batch: 4) { record in
            positions.append(record.position)
            if record.position == 10 { try log.append([.some()], to: "a", expecting: .any) }
        }
        #expect(positions == Array(0...25))
        var revisions: [UInt64] = []
        try log.forEachRecord(in: "b", from: 3, batch: 1) { revisions.append($0.revision) }
        #expect(revisions == Array(3...11))
        #expect(throws: Stop.self) { try log.forEachRecord { _ in throw Stop() } }
    }

    @Test func `records lent in place say what the copied ones say`() throws {
        for number in 0..<25 {
            let event = NewEvent.some(
                "\(number)", type: "type-\(number % 4)", metadata: "by \(number)",
                simulatedAt: number % 3 == 0 ? Int64(number) : nil)
            // Adjacent records, then records that are apart.
            try log.append([event], to: number < 10 || number % 2 == 0 ? "a" : "b", expecting: .any)
        }
        try log.redact(7, recording: [.some()], to: "a", expecting: .any)
        let copied = try log.read { try $0.records(in: "a", from: 2, limit: .max) }
        for batch in [1, 4, 1000] {
            var place = 0
            try log.forEachView(in: "a", from: 2, batch: batch) { view in
                let record = copied[place]
                place += 1
                #expect(view.position == record.position)
                #expect(view.revision == record.revision)
                #expect(view.id == record.id)
                #expect(view.type == record.type)
                #expect(view.recordedAt == record.recordedAt)
                #expect(view.rawClock == record.rawClock ?? record.recordedAt)
                #expect(view.simulatedAt == record.simulatedAt)
                let body = view.withBody { data, metadata in
                    [data.withUnsafeBytes { Array($0) }, metadata.withUnsafeBytes { Array($0) }]
                }
                #expect(body == record.body.map { [$0.data, $0.metadata] })
            }
            #expect(place == copied.count)
        }
        #expect(copied.contains { $0.body == nil })
        #expect(throws: Stop.self) { try log.forEachView(in: "a") { _ in throw Stop() } }
    }

    @Test(arguments: [1, 2, 1000])
    func `records are lent up to the end that was asked for`(_ batch: Int) throws {
        try log.append((0..<9).map { .some("\($0)") }, to: "a", expecting: .any)
        var revisions: [UInt64] = []
        try log.forEachView(in: "a", from: 2, to: 5, batch: batch) { revisions.append($0.revision) }
        #expect(revisions == [2, 3, 4])
    }

    @Test func `large records are walked in batches by their bytes`() throws {
        let text = String(repeating: "x", count: 1 << 20 - 3)
        for _ in 0..<12 {
            try log.append([.some(text)], to: "a", expecting: .any)
        }
        var count = 0
        try log.forEachRecord { _ in count += 1 }
        try log.forEachRecord(in: "a") { _ in count += 1 }
        #expect(count == 24)
    }

    /// Threads of one process; two processes are tested with a program that can be started.
    @Test(.timeLimit(.minutes(10)))
    func `of writers that expect the same revision exactly one wins`() async throws {
        let writers = 8
        for round in 0..<10 {
            let expected: ExpectedRevision = round == 0 ? .noStream : .revision(UInt64(round - 1))
            let wins = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<writers {
                    group.addTask {
                        do {
                            try log.append([.some()], to: "race", expecting: expected)
                            return 1
                        } catch EventLogError.conflict(_, expected, let actual) {
                            #expect(actual == UInt64(round))
                            return 0
                        }
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(wins == 1)
        }
        #expect(try log.records(in: "race").map(\.revision) == Array(0..<10))
    }

    @Test(.timeLimit(.minutes(10)))
    func `concurrent writers lose nothing and leave no gap`() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<4 {
                group.addTask {
                    for _ in 0..<25 {
                        try log.append(
                            [.some(), .some()], to: "s\(writer % 2)", expecting: .any)
                        _ = try log.read { try $0.records(in: "s0", from: 0, limit: 5) }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try log.all.map(\.position) == Array(0..<200))
        for stream in ["s0", "s1"] {
            #expect(try log.records(in: stream).map(\.revision) == Array(0..<100))
        }
    }
}
