import EventLog
import Testing

@Suite struct AppendTests {
    let folder: TemporaryFolder
    let clock = TestClock(1000)
    let log: EventLog

    init() throws {
        folder = try TemporaryFolder()
        log = try EventLog.open(at: folder.log, options: .init(clock: clock))
    }

    /// Expects `error` and an unchanged log.
    private func expectRejection(
        _ error: EventLogError, _ location: SourceLocation = #_sourceLocation,
        _ append: () throws -> AppendResult
    ) throws {
        let before = try log.all
        #expect(throws: error, sourceLocation: location) { try append() }
        #expect(try log.all == before, sourceLocation: location)
    }

    @Test func `what was appended is read back`() throws {
        let event = NewEvent(
            id: .random(), type: "fact-recorded", data: [0, 1, 255], metadata: [9],
            simulatedAt: -77)
        let result = try log.append([event], to: "i-1", expecting: .noStream)
        #expect(!result.isRepeat)
        let record = try #require(try log.all.first)
        #expect(record.position == 0)
        #expect(record.stream == "i-1")
        #expect(record.revision == 0)
        #expect(record.id == event.id)
        #expect(record.recordedAt == 1000)
        #expect(record.rawClock == nil)
        #expect(record.simulatedAt == -77)
        #expect(record.type == "fact-recorded")
        #expect(record.body?.data == [0, 1, 255])
        #expect(record.body?.metadata == [9])
        #expect(record.body?.dataSalt.count == 16)
        #expect(record.body?.dataSalt != record.body?.metadataSalt)
        #expect(try log.read { try $0.record(id: event.id) } == record)
        #expect(try log.read { try $0.record(at: 0) } == record)
        #expect(try log.read { try $0.record(at: 1) } == nil)
        #expect(try log.read { try $0.record(id: .random()) } == nil)
    }

    @Test func `positions and revisions have no gaps`() throws {
        #expect(
            try log.append([.some(), .some()], to: "a", expecting: .any)
                == AppendResult(0...1, revisions: 0...1))
        #expect(
            try log.append([.some()], to: "b", expecting: .any)
                == AppendResult(2...2, revisions: 0...0))
        #expect(throws: EventLogError.self) {
            try log.append([.some()], to: "b", expecting: .noStream)
        }
        #expect(
            try log.append([.some(), .some()], to: "a", expecting: .any)
                == AppendResult(3...4, revisions: 2...3))
        #expect(try log.all.map(\.position) == [0, 1, 2, 3, 4])
        #expect(try log.records(in: "a").map(\.revision) == [0, 1, 2, 3])
        #expect(try log.records(in: "a").map(\.position) == [0, 1, 3, 4])
    }

    @Test func `an expectation that isn't met is a conflict that says how it is`() throws {
        func conflict(
            _ expected: ExpectedRevision, actual: UInt64?,
            _ location: SourceLocation = #_sourceLocation
        ) throws {
            try expectRejection(
                .conflict(stream: "s", expected: expected, actual: actual), location
            ) { try log.append([.some()], to: "s", expecting: expected) }
        }
        try conflict(.exists, actual: nil)
        try conflict(.revision(0), actual: nil)
        try log.append([.some()], to: "s", expecting: .noStream)
        try conflict(.noStream, actual: 0)
        try conflict(.revision(1), actual: 0)
        try log.append([.some()], to: "s", expecting: .revision(0))
        try log.append([.some()], to: "s", expecting: .exists)
        try log.append([.some()], to: "s", expecting: .any)
        try conflict(.revision(.max), actual: 3)
        let error = EventLogError.conflict(stream: "s", expected: .revision(1), actual: 3)
        #expect(
            error.description
                == "The stream s is at revision 3, but the command expected revision 1."
                + " Somebody else wrote to it. Read it again and repeat the command.")
    }

    @Test func `the same append again returns the first result and writes nothing`() throws {
        let events: [NewEvent] = [.some("one"), .some("two")]
        try log.append([.some()], to: "other", expecting: .any)
        let first = try log.append(events, to: "s", expecting: .noStream)
        try log.append([.some()], to: "s", expecting: .any)
        let before = try log.all
        // The expectation is no longer met, but a repeat ignores it.
        let again = try log.append(events, to: "s", expecting: .noStream)
        #expect(again == AppendResult(1...2, revisions: 0...1, isRepeat: true))
        #expect(first == AppendResult(1...2, revisions: 0...1))
        #expect(try log.all == before)
    }

    @Test func `an id with any other content is refused`() throws {
        let id = EventID.random()
        try log.append([.some("x", id: id)], to: "s", expecting: .any)
        let taken = EventLogError.sameIDOtherContent(id: id, position: 0)
        try expectRejection(taken) {
            try log.append([.some("y", id: id)], to: "s", expecting: .any)
        }
        try expectRejection(taken) {
            try log.append([.some("x", id: id, type: "other")], to: "s", expecting: .any)
        }
        try expectRejection(taken) {
            try log.append([.some("x", id: id, metadata: "")], to: "s", expecting: .any)
        }
        try expectRejection(taken) {
            try log.append([.some("x", id: id)], to: "t", expecting: .any)
        }
        // A byte moved from data to metadata.
        try expectRejection(taken) {
            try log.append([.some("", id: id, metadata: "xwho")], to: "s", expecting: .any)
        }
    }

    @Test func `content is compared by bytes and not as text`() throws {
        let id = EventID.random()
        try log.append([.some("\u{E9}", id: id)], to: "s", expecting: .any)
        try expectRejection(.sameIDOtherContent(id: id, position: 0)) {
            try log.append([.some("e\u{301}", id: id)], to: "s", expecting: .any)
        }
        let other = EventID.random()
        try log.append([.some(id: other, type: "\u{E9}")], to: "s", expecting: .any)
        try expectRejection(.sameIDOtherContent(id: other, position: 1)) {
            try log.append([.some(id: other, type: "e\u{301}")], to: "s", expecting: .any)
        }
    }

    @Test func `a partial overlap is refused, in whatever order`() throws {
        let (a, b, c): (NewEvent, NewEvent, NewEvent) = (.some("a"), .some("b"), .some("c"))
        try log.append([a, b], to: "s", expecting: .any)
        for (events, present) in [([b, c], 1), ([c, a], 1), ([b, a], 2), ([a, c, b], 2)] {
            try expectRejection(
                .partialOverlap(stream: "s", present: present, of: events.count)
            ) { try log.append(events, to: "s", expecting: .any) }
        }
    }

    @Test func `an id twice in one call is refused`() throws {
        let event = NewEvent.some()
        try expectRejection(.duplicateIDInCall(id: event.id)) {
            try log.append([event, .some(), event], to: "s", expecting: .any)
        }
        try log.append([event], to: "s", expecting: .any)
        try expectRejection(.duplicateIDInCall(id: event.id)) {
            try log.append([event, event], to: "s", expecting: .any)
        }
    }

    @Test(arguments: ["", "A", "-a", ".a", "_a", "a b", "a/b", "é", "a\0", "a\n"])
    func `a name outside the allowed characters is refused`(_ name: String) throws {
        try expectRejection(.invalidStreamName(name)) {
            try log.append([.some()], to: name, expecting: .any)
        }
        #expect(throws: EventLogError.invalidStreamName(name)) { try log.records(in: name) }
        #expect(throws: EventLogError.invalidStreamName(name)) {
            try log.read { try $0.lastRevision(of: name) }
        }
    }

    @Test func `a name may have 200 bytes and a type 255`() throws {
        let longest = String(repeating: "a", count: 200)
        try log.append(
            [.some(type: String(repeating: "t", count: 255))], to: longest, expecting: .any)
        #expect(try log.records(in: longest).first?.type.count == 255)
        try log.append([.some()], to: "0.a-b_c", expecting: .any)
        try expectRejection(.invalidStreamName(longest + "a")) {
            try log.append([.some()], to: longest + "a", expecting: .any)
        }
        for type in ["", String(repeating: "t", count: 256)] {
            try expectRejection(.invalidEventType(type)) {
                try log.append([.some(type: type)], to: "s", expecting: .any)
            }
        }
        try expectRejection(.noEvents(stream: "s")) {
            try log.append([], to: "s", expecting: .any)
        }
    }

    @Test func `an event may have a mebibyte and no more`() throws {
        func event(_ data: Int, _ metadata: Int) -> NewEvent {
            NewEvent(
                id: .random(), type: "t", data: [UInt8](repeating: 1, count: data),
                metadata: [UInt8](repeating: 2, count: metadata))
        }
        let largest = event(1_048_570, 6)
        try log.append([largest], to: "s", expecting: .any)
        #expect(try log.all.first?.body?.data == largest.data)
        #expect(try log.all.first?.body?.metadata == largest.metadata)
        let larger = event(1_048_570, 7)
        try expectRejection(
            .eventTooLarge(id: larger.id, bytes: 1_048_577, limit: 1_048_576)
        ) { try log.append([.some(), larger], to: "s", expecting: .any) }
    }

    @Test func `recorded time never goes back, over all streams, and the raw clock is kept`()
        throws
    {
        for (now, stream) in [(5000, "a"), (4000, "b"), (4000, "a"), (-3, "b"), (5001, "a")] {
            clock.now = Int64(now)
            try log.append([.some()], to: stream, expecting: .any)
        }
        #expect(try log.all.map(\.recordedAt) == [5000, 5000, 5000, 5000, 5001])
        #expect(try log.all.map(\.rawClock) == [nil, 4000, 4000, -3, nil])
        #expect(try log.read { try $0.lastRecordedAt } == 5001)
    }

    @Test func `a simulated clock never goes back in its stream`() throws {
        try log.append(
            [.some(simulatedAt: 10), .some(), .some(simulatedAt: 10)], to: "drill",
            expecting: .any)
        try log.append([.some()], to: "drill", expecting: .any)
        try expectRejection(.simulatedClockWentBack(stream: "drill", last: 10, given: 9)) {
            try log.append([.some(), .some(simulatedAt: 9)], to: "drill", expecting: .any)
        }
        try expectRejection(.simulatedClockWentBack(stream: "drill", last: 12, given: 11)) {
            try log.append(
                [.some(simulatedAt: 12), .some(simulatedAt: 11)], to: "drill", expecting: .any)
        }
        try log.append([.some(simulatedAt: 10)], to: "drill", expecting: .any)
        try log.append([.some(simulatedAt: -5)], to: "other", expecting: .any)
        #expect(try log.all.map(\.simulatedAt) == [10, nil, 10, nil, 10, -5])
    }
}

extension AppendResult {
    init(
        _ positions: ClosedRange<UInt64>, revisions: ClosedRange<UInt64>, isRepeat: Bool = false
    ) {
        self.init(
            firstPosition: positions.lowerBound, lastPosition: positions.upperBound,
            firstRevision: revisions.lowerBound, lastRevision: revisions.upperBound,
            isRepeat: isRepeat)
    }
}
