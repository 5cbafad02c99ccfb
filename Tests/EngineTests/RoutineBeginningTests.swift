import Engine
import EventLog
import Incident
import IncidentEvents
import Testing

/// Routine work of a home whose campaigns an earlier version opened, without a stream for it.
@Suite struct RoutineBeginningTests {
    private let bench: EngineBench

    init() throws { bench = try EngineBench() }

    private func causes() throws -> [String] {
        try bench.engine.routinePauses().compactMap(\.incident)
    }

    @Test func `a LIVE opening finds campaigns that no routine work was begun for`() throws {
        try bench.open("earlier")
        try bench.open("tips", mode: .routine)
        #expect(try causes().isEmpty, "As an earlier version left it.")
        try bench.open("crisis")
        #expect(try causes() == ["earlier", "crisis"], "The older one pauses it, too.")
        #expect(
            try bench.engine.state(of: "tips").homePauses.count == 2, "The campaign is paused.")
    }

    @Test func `a LIVE reopening finds them, too`() throws {
        try bench.open("crisis")
        try bench.close("crisis")
        try bench.open("tips", mode: .routine)
        _ = try bench.engine.perform(in: "crisis", request: bench.request("reopen")) {
            try $0.perform(.lifecycle(.reopen(reason: "not over")))
        }
        #expect(try causes() == ["crisis"])
    }

    @Test func `without an open campaign nothing begins, and a drill begins nothing`() throws {
        try bench.open("tips", mode: .routine)
        try bench.open("drill", mode: .exercise)
        #expect(try causes().isEmpty)
        try bench.close("tips")
        try bench.open("crisis")
        #expect(try bench.engine.log.read { try $0.lastRevision(of: "routine") } == nil)
    }
}
