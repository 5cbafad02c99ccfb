import Engine
import EventLog
import Incident
import IncidentEvents
import Testing

@Suite struct RequestTests {
    @Test func `the same request twice is carried out once and gives one result`() throws {
        let bench = try EngineBench()
        try bench.open()
        let request = bench.request("note one")
        let first = try bench.note("one", request)
        try bench.note("another")
        let before = try bench.bytes()

        let second = try bench.note("one", request)

        #expect(!first.isRepeat)
        #expect(second.isRepeat)
        #expect(second.records.map(\.position) == first.records.map(\.position))
        #expect(second.state.revision == first.state.revision)
        #expect(second.state.notes.count == 1)
        #expect(try bench.bytes() == before)
    }

    @Test func `a repeat is found from another engine, too`() throws {
        let request: Request
        let bench = try EngineBench()
        try bench.open()
        request = bench.request("note one")
        try bench.note("one", request)
        // The plan is not even called.
        let outcome = try bench.engine.perform(in: "riverton", request: request) { _ in
            Issue.record("a repeat was decided anew")
        }
        #expect(outcome.isRepeat)
    }

    @Test func `opening twice by one request opens one incident, whatever id it would get`() throws
    {
        let bench = try EngineBench()
        let files = try Files()
        let request = bench.request("open")
        func open(_ stream: String) throws -> Outcome {
            try bench.engine.perform(
                in: stream, request: request, openingWith: (files.playbook, files.department)
            ) { decision in
                try decision.perform(
                    .lifecycle(
                        .open(
                            LifecycleCommand.OpenIncident(
                                title: "", place: "Main", mode: .live, zone: files.zone,
                                playbookYAML: files.playbookYAML,
                                departmentYAML: files.departmentYAML))))
            }
        }
        _ = try open("first")
        #expect(try open("second").stream == "first")
        #expect(try bench.engine.incidents() == ["first"])
    }

    @Test func `the same request with other arguments is refused and stores nothing`() throws {
        let bench = try EngineBench()
        try bench.open()
        let request = bench.request("note one")
        try bench.note("one", request)
        let before = try bench.bytes()

        let other = bench.request("note two", id: request.id)
        let error = #expect(throws: EngineError.self) { try bench.note("two", other) }

        #expect(error == .requestReused(id: request.id, stream: "riverton"))
        #expect(try bench.bytes() == before)
    }

    @Test func `a request id inside the run of another request is refused`() throws {
        let bench = try EngineBench()
        let opened = try bench.open()
        let first = try #require(EventID(opened.records[0].eventID))
        let inner = bench.request("note", id: first.advanced(by: 1))
        #expect(throws: EngineError.requestReused(id: inner.id, stream: "riverton")) {
            try bench.note("one", inner)
        }
    }

    @Test func `no two lists of arguments have one fingerprint by running together`() {
        let parts: [[[UInt8]]] = [
            [[1, 2], [3]], [[1], [2, 3]], [[1, 2, 3]], [[1, 2], [], [3]], [], [[]],
        ]
        #expect(Set(parts.map { Request.fingerprint(of: $0) }).count == parts.count)
    }

    @Test func `a derived request id follows from what is asked and from its time alone`() {
        let parts: [[UInt8]] = [[1], [2]]
        let id = Request.id(atMilliseconds: 1_467_945_480_000, derivedFrom: parts)
        #expect(id == Request.id(atMilliseconds: 1_467_945_480_000, derivedFrom: parts))
        #expect(id.milliseconds == 1_467_945_480_000)
        #expect(id != Request.id(atMilliseconds: 1_467_945_480_000, derivedFrom: [[1], [3]]))
    }

    @Test func `an expected revision that is not met is a conflict with the actual one`() throws {
        let bench = try EngineBench()
        let opened = try bench.open()
        let revision = try #require(opened.state.revision)
        try bench.note("one", bench.request("note one", expecting: revision))
        let before = try bench.bytes()

        let error = #expect(throws: EventLogError.self) {
            try bench.note("two", bench.request("note two", expecting: revision))
        }

        #expect(
            error
                == .conflict(
                    stream: "riverton", expected: .revision(revision), actual: revision + 1))
        #expect(try bench.bytes() == before)
    }
}
