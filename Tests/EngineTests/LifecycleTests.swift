import Engine
import EventLog
import Foundation
import Incident
import IncidentEvents
import SeededRandom
import SwiftProtobuf
import Testing

/// What is said of an incident without folding it is what its fold says.
@Suite struct LifecycleTests {
    private let bench: EngineBench

    init() throws { bench = try EngineBench() }

    /// The kinds of an incident's beginning, its end and its improvement plan, and others.
    private static let kinds = Set(
        EventKind.allCases.filter {
            [.lesson, .action].contains($0.row.subject)
                || [.incidentOpened, .incidentClosed, .incidentReopened].contains($0)
        })

    private static func event(
        _ number: Int, _ random: inout SeededGenerator
    ) -> IncidentEvent.OneOf_Kind {
        switch Int.random(in: 0..<20, using: &random) {
        case 0:
            .incidentOpened(
                .with {
                    $0.title = "Opening \(number)"
                    // One of a newer version, which this one can't read.
                    $0.mode = number % 7 == 0 ? .UNRECOGNIZED(99) : .live
                    $0.zone = "America/Chicago"
                })
        case 1, 2: .incidentClosed(.with { $0.reason = "closed \(number)" })
        case 3: .incidentReopened(.with { $0.reason = "reopened \(number)" })
        case 4: .lessonRecorded(.with { $0.lesson = "L\(number)" })
        case 5:
            .correctiveActionAssigned(
                .with {
                    $0.action = "A\(number)"
                    $0.text = "Buy a second antenna."
                })
        default: .noteLogged(.with { $0.note = "N\(number)" })
        }
    }

    /// Fills a stream with a random history of up to 60 entries, some of which are removed.
    private func fill(_ stream: String, seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let metadata: [UInt8] = try RecordMetadata.with { $0.actor = "lee" }.serializedBytes()
        let events = try (1...Int.random(in: 1...60, using: &random)).map { number in
            let kind = Self.event(number, &random)
            return NewEvent(
                id: EventID.make(atMilliseconds: Int64(seed) * 1000, using: &random),
                type: kind.name,
                data: try IncidentEvent.with { $0.kind = kind }.serializedBytes(),
                metadata: metadata)
        }
        let first = try bench.engine.log.append(events, to: stream, expecting: .noStream)
            .firstPosition
        let removed = events.indices.filter { _ in Int.random(in: 0..<8, using: &random) == 0 }
        try bench.engine.log.write { writer in
            for index in removed { _ = try writer.redact(first + UInt64(index)) }
        }
    }

    @Test func `in random histories the quick answers are the fold's`() throws {
        for seed in SeededGenerator.seeds(200) {
            let stream = "i-\(seed)"
            try fill(stream, seed: seed)
            let engine = bench.engine
            let state = try engine.state(of: stream)
            #expect(try engine.isOpen(stream) == state.isOpen, "seed \(seed)")
            #expect(try engine.opening(of: stream) == state.opening, "seed \(seed)")
            let part = try engine.state(of: stream, from: Self.kinds)
            #expect(part.opening == state.opening, "seed \(seed)")
            #expect(part.closures == state.closures, "seed \(seed)")
            #expect(part.lessons.all.elementsEqual(state.lessons.all), "seed \(seed)")
            #expect(part.actions.all.elementsEqual(state.actions.all), "seed \(seed)")
            #expect(part.notes.isEmpty)
        }
    }

    /// The entries are read in batches from the end.
    @Test(arguments: [1, 999, 1000, 1001, 2500])
    func `a closing is found however many entries follow it`(_ later: Int) throws {
        var random = SystemRandomNumberGenerator()
        let kinds: [IncidentEvent.OneOf_Kind] =
            [.incidentOpened(.with { $0.title = "Fire" }), .incidentClosed(.init())]
            + (1...later).map { number in .noteLogged(.with { $0.note = "N\(number)" }) }
        let events = try kinds.map { kind in
            NewEvent(
                id: EventID.make(atMilliseconds: 1000, using: &random), type: kind.name,
                data: try IncidentEvent.with { $0.kind = kind }.serializedBytes())
        }
        try bench.engine.log.append(events, to: "long", expecting: .noStream)
        #expect(try !bench.engine.isOpen("long"))
        #expect(try bench.engine.opening(of: "long")?.title == "Fire")
        let last = events[events.count - 1]
        var revisions: [UInt64] = []
        try bench.engine.log.forEachViewBackward(in: "long") { view in
            revisions.append(view.revision)
            return true
        }
        #expect(revisions == (0..<UInt64(events.count)).reversed())
        #expect(try bench.engine.log.read { try $0.record(id: last.id) }?.revision == revisions[0])
    }

    @Test func `an incident that the home doesn't have is unknown, with those that it has`() throws
    {
        try fill("i-1", seed: 1)
        try bench.engine.requireIncident("i-1")
        let error = #expect(throws: EngineError.self) {
            try bench.engine.requireIncident("i-2")
        }
        guard case .unknownIncident("i-2", known: ["i-1"]) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }
}
