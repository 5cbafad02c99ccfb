import EventLog
import Foundation
import SeededRandom
import Testing

/// The rules of appending, implemented a second time over plain arrays.
private struct Model {
    struct Stored: Equatable {
        let event: NewEvent
        let stream: String
        let revision: UInt64
        let recordedAt: Int64
        let rawClock: Int64
        var isRemoved = false
    }

    var log: [Stored] = []

    func stream(_ name: String) -> [Stored] { log.filter { $0.stream == name } }

    mutating func append(
        _ events: [NewEvent], to stream: String, expecting expected: ExpectedRevision, at now: Int64
    ) throws(EventLogError) -> AppendResult {
        var seen: [EventID] = []
        for event in events {
            if seen.contains(event.id) { throw .duplicateIDInCall(id: event.id) }
            seen.append(event.id)
        }
        let within = events.compactMap(\.simulatedAt)
        for (last, next) in zip(within, within.dropFirst()) where next < last {
            throw .simulatedClockWentBack(stream: stream, last: last, given: next)
        }

        var places: [Int] = []
        for event in events {
            guard let place = log.firstIndex(where: { $0.event.id == event.id }) else { continue }
            let old = log[place]
            guard old.stream == stream, old.event.type == event.type,
                old.isRemoved
                    || old.event.data == event.data && old.event.metadata == event.metadata
            else { throw .sameIDOtherContent(id: event.id, position: UInt64(place)) }
            places.append(place)
        }
        if let first = places.first {
            guard places == Array(first..<first + events.count) else {
                throw .partialOverlap(stream: stream, present: places.count, of: events.count)
            }
            let end = UInt64(first + events.count - 1)
            return AppendResult(
                UInt64(first)...end, revisions: log[first].revision...log[Int(end)].revision,
                isRepeat: true)
        }

        let earlier = self.stream(stream)
        let actual = earlier.last?.revision
        let isMet =
            switch expected {
            case .any: true
            case .noStream: earlier.isEmpty
            case .exists: !earlier.isEmpty
            case .revision(let revision): revision == actual
            }
        if !isMet { throw .conflict(stream: stream, expected: expected, actual: actual) }
        if let last = earlier.compactMap(\.event.simulatedAt).last, let next = within.first,
            next < last
        {
            throw .simulatedClockWentBack(stream: stream, last: last, given: next)
        }

        let firstPosition = UInt64(log.count)
        let firstRevision = UInt64(earlier.count)
        let recordedAt = max(log.last?.recordedAt ?? now, now)
        for (offset, event) in events.enumerated() {
            log.append(
                Stored(
                    event: event, stream: stream, revision: firstRevision + UInt64(offset),
                    recordedAt: recordedAt, rawClock: now))
        }
        let count = UInt64(events.count) - 1
        return AppendResult(
            firstPosition...firstPosition + count,
            revisions: firstRevision...firstRevision + count)
    }
}

@Suite struct HistoryTests {
    /// Set `TOCSIN_SEED` to run one failing history again, `TOCSIN_SOAK=1` to run ten thousand.
    static let seeds: [UInt64] = {
        let settings = ProcessInfo.processInfo.environment
        if let seed = settings["TOCSIN_SEED"].flatMap(UInt64.init) { return [seed] }
        return (0..<Self.groups).map { _ in .random(in: 0...UInt64.max) }
    }()
    /// Each group of histories is a separate case, so a report stays readable.
    private static let groups = 20
    private static let historiesInGroup: Int = {
        let settings = ProcessInfo.processInfo.environment
        return settings["TOCSIN_SOAK"] == "1" ? 10_000 / groups : 1000 / groups
    }()

    private static let streams = ["a", "b", "stream-c"]

    @Test(arguments: seeds)
    func `a random history leaves the log as the model has it`(_ seed: UInt64) async throws {
        try await onThread {
            for number in 0..<UInt64(Self.historiesInGroup) {
                // The first of a group has the group's own seed.
                try Self.live(seed &+ number)
            }
        }
    }

    private static func live(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        // In memory if possible: other tests cover the time that syncs take.
        let folder = try TemporaryFolder(in: "/dev/shm")
        let clock = TestClock()
        let options = EventLog.Options(clock: clock)
        var model = Model()
        var log: EventLog? = try EventLog.open(at: folder.log, options: options)
        var isDone = false
        defer { if !isDone { print("TOCSIN_SEED=\(seed) failed") } }

        for step in 0..<40 {
            clock.now += Int64.random(in: -2_000_000...5_000_000, using: &random)
            let events = Self.events(after: model, using: &random)
            let stream = Self.streams.randomElement(using: &random) ?? "a"
            let expected = Self.expectation(of: stream, in: model, using: &random)
            let wanted = Result { () throws(EventLogError) in
                try model.append(events, to: stream, expecting: expected, at: clock.now)
            }
            do {
                let result = try log?.append(events, to: stream, expecting: expected)
                #expect(try wanted.get() == result)
            } catch let error as EventLogError {
                guard case .failure(error) = wanted else { throw error }
            }
            switch Int.random(in: 0..<24, using: &random) {
            case 0, 1:
                // Closed before it is opened again.
                log = nil
                log = try EventLog.open(at: folder.log, options: options)
            case 2 where !model.log.isEmpty:
                // The file is rewritten without the text.
                let place = Int.random(in: 0..<model.log.count, using: &random)
                let order = NewEvent.some("order", id: .make(atMilliseconds: 0, using: &random))
                try log?.redact(UInt64(place), recording: [order], to: "a", expecting: .any)
                _ = try model.append([order], to: "a", expecting: .any, at: clock.now)
                model.log[place].isRemoved = true
            case 3:
                let file = "\(folder.path)/backup-\(step)"
                try log?.backup(to: file)
                log = nil
                try FileManager.default.removeItem(atPath: folder.log)
                try EventLog.restore(from: file, to: folder.log, options: options)
                log = try EventLog.open(at: folder.log, options: options)
            default: break
            }
        }

        try Self.expect(try #require(log), toHold: model)
        isDone = true
    }

    private static func expect(_ log: EventLog, toHold model: Model) throws {
        let records = try log.all
        #expect(records.map(\.position) == Array(0..<UInt64(model.log.count)))
        for (record, stored) in zip(records, model.log) {
            #expect(record.stream == stored.stream)
            #expect(record.revision == stored.revision)
            #expect(record.recordedAt == stored.recordedAt)
            #expect(
                record.rawClock == (stored.rawClock == stored.recordedAt ? nil : stored.rawClock))
            #expect((record.body == nil) == stored.isRemoved)
            let event = NewEvent(
                id: record.id, type: record.type, data: record.body?.data ?? stored.event.data,
                metadata: record.body?.metadata ?? stored.event.metadata,
                simulatedAt: record.simulatedAt)
            #expect(event == stored.event)
            #expect(try log.read { try $0.record(id: record.id) } == record)
        }
        for stream in streams {
            #expect(try log.records(in: stream) == records.filter { $0.stream == stream })
        }
        var followed: [UInt64] = []
        try log.follow(waiting: { false }) { followed.append($0.position) }
        #expect(followed == records.map(\.position))
        let names = try log.read { try $0.streams() }.map(\.name)
        #expect(names == Set(records.map(\.stream)).sorted())
    }

    /// New events, and occasionally old ones: repeated, changed, mixed, reordered or doubled.
    private static func events(
        after model: Model, using random: inout SeededGenerator
    ) -> [NewEvent] {
        var events = (0..<Int.random(in: 1...4, using: &random)).map { _ in
            NewEvent(
                id: .make(atMilliseconds: 1_467_945_480_000, using: &random),
                type: ["noted", "opened"].randomElement(using: &random) ?? "noted",
                data: (0..<Int.random(in: 0...40, using: &random)).map { _ in
                    UInt8.random(in: .min ... .max, using: &random)
                },
                metadata: [UInt8.random(in: .min ... .max, using: &random)],
                simulatedAt: Int.random(in: 0..<3, using: &random) == 0
                    ? Int64.random(in: 0...3, using: &random) + Int64(model.log.count) : nil)
        }
        guard !model.log.isEmpty else { return events }
        let start = Int.random(in: 0..<model.log.count, using: &random)
        let old = model.log[start...].prefix(Int.random(in: 1...3, using: &random)).map(\.event)
        switch Int.random(in: 0..<10, using: &random) {
        case 0: events = old
        case 1: events += old
        case 2:
            events = old
            events[0].data.append(0)
        case 3: events = old.reversed()
        case 4: events.append(events[0])
        default: break
        }
        return events
    }

    private static func expectation(
        of stream: String, in model: Model, using random: inout SeededGenerator
    ) -> ExpectedRevision {
        let count = UInt64(model.stream(stream).count)
        switch Int.random(in: 0..<8, using: &random) {
        case 0: return .noStream
        case 1: return .exists
        case 2: return .revision(UInt64.random(in: 0...count, using: &random))
        case 3, 4: return count == 0 ? .noStream : .revision(count - 1)
        default: return .any
        }
    }
}
