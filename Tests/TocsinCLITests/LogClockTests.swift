import Testing
import TocsinCLI

/// One entry under a clock that was ahead.
@Suite struct LogClockTests {
    private func type(_ command: String, in desk: Desk, atMinute minute: Int64) throws
        -> Program.Result
    {
        let now = 1_778_353_200_000_000 + minute * 60_000_000
        return try Program.run(
            Words.split(command), environment: desk.environment(as: "lee")
        ) { $0.clock = { now } }
    }

    private func opened() throws -> Desk {
        let desk = try Desk.staffed()
        let opened = try type(
            "open attack-on-officers --place Main --id riverton", in: desk, atMinute: 0)
        #expect(opened.status == 0, "\(opened.errors)")
        return desk
    }

    @Test func `a log under right clocks has nothing to show`() throws {
        let desk = try opened()
        _ = try type("note add fine", in: desk, atMinute: 1)
        let shown = try type("log clock", in: desk, atMinute: 2)
        #expect(shown.output == "No entry was recorded under a clock that was ahead.\n")
    }

    @Test func `the entry that was ahead is named with those that took its time`() throws {
        let desk = try opened()
        _ = try type("note add \"two hours ahead\"", in: desk, atMinute: 121)
        _ = try type("note add \"right again\"", in: desk, atMinute: 2)
        _ = try type("note add \"and again\"", in: desk, atMinute: 3)
        let clock = try type("log clock --json", in: desk, atMinute: 4).output
        #expect(clock.contains("\"aheadSeconds\" : 7140"), "\(clock)")
        #expect(
            clock.contains("\"entries\" : 2") && clock.contains("\"actor\" : \"lee\""), "\(clock)")
        let shown = try type("log clock", in: desk, atMinute: 4).output
        #expect(shown.contains("1 h 59 min ahead of the clock after it"), "\(shown)")
        #expect(shown.contains("tocsin note correct"), "\(shown)")
    }
}
