@testable import Engine
import EventLog
import Incident
import IncidentEvents
import Playbooks
import Testing

@Suite struct PerformingTests {
    @Test func `what was decided is what is read back`() throws {
        let bench = try EngineBench()
        let opened = try bench.open()
        let loaded = try bench.engine.load("riverton")
        #expect(loaded.records.count == opened.records.count)
        #expect(loaded.state.revision == opened.state.revision)
        #expect(loaded.state.opening?.place == "Main and Lamar")
        #expect(loaded.state.roles(of: "lee") == [.pio])
    }

    @Test(arguments: [IncidentMode.live, .exercise])
    func `what a decision evolved is what the log holds`(_ mode: IncidentMode) throws {
        let bench = try EngineBench()
        let simulated = mode == .exercise ? Instant(seconds: 1_700_000_000) : nil
        var outcomes = [try bench.open(mode: mode, simulatedAt: simulated)]
        func perform(
            _ what: String, _ adapt: (inout Request) -> Void = { _ in },
            _ plan: (inout Decision) throws -> Void
        ) throws {
            bench.clock.now += 1_000_003
            var request = bench.request(what, simulatedAt: simulated)
            adapt(&request)
            outcomes.append(
                try bench.engine.perform(in: "riverton", request: request, plan: plan))
        }
        try bench.open("other")
        try perform("compound") {
            try $0.recordFact(
                statement: "Two are hurt.", source: "IC", as: .init(isCleared: true))
        }
        try perform(
            "claimed",
            {
                $0.occurred = { zone, now in try zone.instant("-5m", now: now) }
                $0.certainty = .approximate
                $0.visibility = .restricted
                var provenance = Provenance()
                provenance.reference = "d15"
                $0.provenance = provenance
            }
        ) { try $0.perform(.log(.note("one"))) }
        try perform("own role") {
            try $0.perform(.lifecycle(.assignRole("lee", to: .liaison, agency: "county")))
            try $0.perform(.log(.note("for whom?")))
        }
        bench.clock.now -= 7_200_000_000
        try perform("late") { try $0.perform(.log(.note("The clock was set back."))) }

        for outcome in outcomes {
            for (decided, stored) in zip(outcome.records, try bench.stored(outcome)) {
                let read = try IncidentRecord(stored)
                #expect(decided.eventID == read.eventID && decided.position == read.position)
                #expect(decided.revision == read.revision)
                #expect(decided.recordedAt == read.recordedAt && decided.rawClock == read.rawClock)
                #expect(decided.simulatedAt == read.simulatedAt)
                #expect(decided.metadata == read.metadata)
                guard case (.event(let one), .event(let other)) = (decided.content, read.content)
                else {
                    Issue.record("\(decided.position) is no event")
                    continue
                }
                #expect(one == other)
            }
        }
        let handed = try #require(outcomes.last).state
        let loaded = try bench.engine.load("riverton").state
        #expect(handed.revision == loaded.revision && handed.position == loaded.position)
        #expect(Array(handed.messages.all) == Array(loaded.messages.all))
        #expect(Array(handed.facts.all) == Array(loaded.facts.all))
        #expect(Array(handed.notes.all) == Array(loaded.notes.all))
        #expect(handed.assignments == loaded.assignments)
    }

    @Test func `one entry under a clock that was ahead moves no time that the public is told`()
        throws
    {
        let bench = try EngineBench()
        try bench.open()
        let clock = bench.clock.now
        bench.clock.now = clock + 5 * 3_600_000_000
        try bench.note("typed before the clock was set right")
        bench.clock.now = clock + 600_000_000
        let outcome = try bench.engine.perform(in: "riverton", request: bench.request("release")) {
            try $0.perform(
                .message(
                    .release(
                        MessageID(number: 1),
                        .init(overrides: [.unapproved: "imminent-threat"]))))
        }
        let message = try #require(outcome.state.messages[MessageID(number: 1)])
        let release = try #require(message.releases.last)
        let told = Instant(microseconds: bench.clock.now)
        let zone = outcome.state.zone
        #expect(release.texts.contains { $0.text.contains(zone.clock(told)) })
        let ahead = zone.clock(release.stamp.at)
        #expect(ahead != zone.clock(told) && !release.texts.contains { $0.text.contains(ahead) })
        let promised = try #require(release.nextUpdateBy)
        #expect(promised.since(told) == .seconds(1800))
        #expect(outcome.warnings.contains { $0.guard == .clockBehind })
    }

    @Test func `every record tells the version that wrote it`() throws {
        let bench = try EngineBench()
        let opened = try bench.open()
        #expect(opened.records.count > 1)
        #expect(opened.records.allSatisfy { $0.metadata.programVersion == ProgramVersion.number })
        let stored = try bench.stored(opened)
        #expect(try stored.allSatisfy { try $0.metadata().programVersion == "0.2.0" })
    }

    @Test func `a decision's time never lies before the last entry's, whatever the clock says`()
        throws
    {
        let bench = try EngineBench()
        let opened = try bench.open()
        let last = try #require(opened.records.last?.recordedAt)
        bench.clock.now -= 3_600_000_000
        var decidedAt: Instant?
        let outcome = try bench.engine.perform(in: "riverton", request: bench.request("late")) {
            decidedAt = $0.context.now
            try $0.perform(.log(.note("The clock was set back.")))
        }
        #expect(decidedAt == last)
        #expect(outcome.records.map(\.recordedAt) == [last])
    }

    @Test func `a plan that throws half-way stores none of it`() throws {
        let bench = try EngineBench()
        try bench.open()
        let before = try bench.bytes()
        #expect(throws: Rejection.self) {
            try bench.engine.perform(in: "riverton", request: bench.request("two")) { decision in
                try decision.perform(.log(.note("stored?")))
                try decision.perform(.fact(.clear(FactID(number: 99))))
            }
        }
        #expect(try bench.bytes() == before)
        #expect(try bench.engine.state(of: "riverton").notes.isEmpty)
    }

    @Test func `a compound plan is one append of one request`() throws {
        let bench = try EngineBench()
        try bench.open()
        let request = bench.request("fact")
        let outcome = try bench.engine.perform(in: "riverton", request: request) { decision in
            try decision.recordFact(
                statement: "Two officers are hurt.", source: "IC",
                as: .init(isCleared: true))
        }
        #expect(outcome.records.count == 3)
        #expect(outcome.records.map(\.eventID).first == request.id.description)
        #expect(outcome.records[2].eventID == request.id.advanced(by: 2).description)
        #expect(
            try Set(bench.stored(outcome).map { Array(try $0.metadata().requestID) })
                == [request.id.bytes])
    }

    @Test func `a plan that changes nothing appends nothing`() throws {
        let bench = try EngineBench()
        try bench.open()
        let before = try bench.bytes()
        let outcome = try bench.engine.perform(
            in: "riverton", request: bench.request("nothing")
        ) { _ in }
        #expect(outcome.records.isEmpty)
        #expect(!outcome.isRepeat)
        #expect(try bench.bytes() == before)
    }

    @Test func `a record says who acted, as what, for whom, and from where`() throws {
        let bench = try EngineBench()
        try bench.open()
        var request = bench.request("note")
        request.occurred = { zone, now in try zone.instant("-5m", now: now) }
        request.certainty = .approximate
        request.causation = "d15"
        request.correlation = "dallas-2016"
        var provenance = Provenance()
        provenance.reference = "d15"
        provenance.confidence = .high
        request.provenance = provenance
        let outcome = try bench.note("one", request)
        let metadata = try #require(try bench.stored(outcome).first).metadata()
        #expect(metadata.actor == "lee")
        #expect(metadata.role == "pio")
        #expect(metadata.agency == "riverton-pd")
        #expect(metadata.visibility == .internal)
        #expect(Instant(metadata.occurredAt) == bench.engine.now.advanced(by: .seconds(-300)))
        #expect(metadata.certainty == .approximate)
        #expect(metadata.provenance.reference == "d15")
        #expect(metadata.causation == "d15")
        #expect(metadata.correlation == "dallas-2016")
        #expect(metadata.osAccount == "account")
        #expect(metadata.host == "host")
        #expect(Array(metadata.requestSha256) == request.fingerprint)
    }

    @Test func `an unknown incident is named together with those that there are`() throws {
        let bench = try EngineBench()
        try bench.open()
        let error = #expect(throws: EngineError.self) { try bench.note("one", in: "rivertn") }
        #expect(error == .unknownIncident("rivertn", known: ["riverton"]))
        #expect(throws: EngineError.self) { try bench.engine.load("rivertn") }
        #expect(try bench.engine.incidents() == ["riverton"])
    }

    @Test func `an entry of a newer version makes the incident readable but not writable`() throws {
        let bench = try EngineBench()
        let opened = try bench.open()
        var generator = SystemRandomNumberGenerator()
        // Field 1000 of the event, which this version does not know.
        let event = NewEvent(
            id: EventID.make(atMilliseconds: 1_800_000_000_000, using: &generator),
            type: "incident-merged", data: [0xC2, 0x3E, 0x00])
        try bench.engine.log.append(
            [event], to: "riverton", expecting: .revision(try #require(opened.state.revision)))
        let before = try bench.bytes()

        #expect(try bench.engine.load("riverton").state.unknownEntries == 1)
        let error = #expect(throws: Rejection.self) { try bench.note("one") }
        #expect(error?.code == .newerEntries)
        #expect(try bench.bytes() == before)
    }

    @Test func `bytes that are no event are an error with their position`() throws {
        let bench = try EngineBench()
        let opened = try bench.open()
        var generator = SystemRandomNumberGenerator()
        let event = NewEvent(
            id: EventID.make(atMilliseconds: 1_800_000_000_000, using: &generator),
            type: "note-logged", data: [0xFF])
        let position = try bench.engine.log.append(
            [event], to: "riverton", expecting: .revision(try #require(opened.state.revision))
        ).lastPosition
        let error = #expect(throws: EngineError.self) { try bench.engine.load("riverton") }
        guard case .unreadableRecord(position, _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func `two incidents run each by the playbook that it was opened with`() throws {
        let bench = try EngineBench()
        try bench.open("old", files: Files(title: "The old title"))
        try bench.open("new", files: Files(title: "The new title"))
        for (stream, title) in [("old", "The old title"), ("new", "The new title")] {
            let state = try bench.engine.state(of: stream)
            #expect(try bench.engine.playbook(of: state)?.title == title)
            // The files offered later are ignored.
            let other = try Files(title: "Another")
            _ = try bench.engine.perform(
                in: stream, request: bench.request("note \(stream)"),
                openingWith: (other.playbook, other.department)
            ) { decision in
                #expect(decision.context.playbook.title == title)
                try decision.perform(.log(.note("one")))
            }
        }
    }

    @Test func `previewing decides and stores nothing`() throws {
        let bench = try EngineBench()
        try bench.open()
        let before = try bench.bytes()
        let request = bench.request("note")
        let preview = try bench.engine.preview(in: "riverton", request: request) {
            try $0.perform(.log(.note("one")))
        }
        #expect(preview?.events.count == 1)
        #expect(try bench.bytes() == before)
        try bench.note("one", request)
        #expect(try bench.engine.preview(in: "riverton", request: request) { _ in } == nil)
    }

    @Test func `entries of another process are decided upon`() throws {
        let bench = try EngineBench()
        try bench.open()
        try bench.note("one")
        // Another process's appends are not in this engine's memory.
        var generator = SystemRandomNumberGenerator()
        let revision = try #require(try bench.engine.state(of: "riverton").revision)
        // Field 6 of the event, an empty IncidentClosed.
        let closed: [UInt8] = [0x32, 0x00]
        try bench.engine.log.append(
            [
                NewEvent(
                    id: EventID.make(atMilliseconds: 1_800_000_000_000, using: &generator),
                    type: "incident-closed", data: closed)
            ], to: "riverton", expecting: .revision(revision))
        let error = #expect(throws: Rejection.self) {
            try bench.engine.perform(in: "riverton", request: bench.request("fact")) {
                try $0.recordFact(statement: "Late.", source: "IC")
            }
        }
        #expect(error?.code == .notNow)
    }
}

@Suite struct SimulatedClockTests {
    private let start = Instant(rfc3339: "2016-07-08T02:15:00Z") ?? Instant(seconds: 0)

    @Test func `an exercise runs on its own clock and leaves the log's alone`() throws {
        let bench = try EngineBench()
        try bench.open("drill", mode: .exercise, simulatedAt: start)
        let later = start.advanced(by: .seconds(60))
        let outcome = try bench.engine.perform(
            in: "drill", request: bench.request("note", simulatedAt: later)
        ) { decision in
            #expect(decision.context.now == later)
            try decision.perform(.log(.note("one")))
        }
        let record = try #require(outcome.records.first)
        #expect(record.simulatedAt == later)
        #expect(record.incidentTime == later)
        #expect(record.recordedAt == bench.engine.now)
    }

    @Test func `a simulated time is refused in a live incident`() throws {
        let mode = IncidentMode.live
        let bench = try EngineBench()
        try bench.open(mode: mode)
        let before = try bench.bytes()
        let request = bench.request("note", simulatedAt: start)
        #expect(throws: EngineError.notSimulated(stream: "riverton", mode: mode)) {
            try bench.note("one", request)
        }
        #expect(try bench.bytes() == before)
        #expect(throws: EngineError.self) {
            try bench.open("other", mode: mode, simulatedAt: start)
        }
        #expect(try bench.engine.incidents() == ["riverton"])
    }

    @Test func `as of a moment shows nothing that came later, by the simulated clock`() throws {
        let bench = try EngineBench()
        try bench.open("drill", mode: .exercise, simulatedAt: start)
        for minute in 1...3 {
            try bench.note(
                "minute \(minute)", in: "drill",
                bench.request(
                    "note \(minute)",
                    simulatedAt: start.advanced(by: .seconds(Int64(minute) * 60))))
        }
        func notes(_ seconds: Int64) throws -> [String] {
            let limit = start.advanced(by: .seconds(seconds))
            return try bench.engine.state(of: "drill", asOf: limit).notes.all.map(\.text)
        }
        #expect(try notes(120) == ["minute 1", "minute 2"])
        #expect(try notes(180).count == 3)
        let before = start.advanced(by: .seconds(-1))
        #expect(try bench.engine.state(of: "drill", asOf: before).revision == nil)
    }
}
