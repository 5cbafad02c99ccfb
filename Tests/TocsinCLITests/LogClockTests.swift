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

    /// The log keeps the order of its entries, and each reads as made when its own clock says.
    @Test func `an entry ten years ahead doesn't spoil the times of those after it`() throws {
        let desk = try opened()
        _ = try type("note add \"ten years ahead\"", in: desk, atMinute: 5_256_000)
        let right = try type("note add \"right again\"", in: desk, atMinute: 2)
        #expect(right.status == 0, "\(right.errors)")
        _ = try type("fact record \"The road is closed.\" --source IC", in: desk, atMinute: 3)
        let timeline = try type("timeline --json", in: desk, atMinute: 5).output
        #expect(!timeline.contains("2036"), "\(timeline)")
        #expect(timeline.contains("2026-05-09T19:03:00"), "\(timeline)")
        let words = ["ten years ahead", "right again", "The road is closed."]
        let places = words.compactMap { timeline.firstRange(of: $0)?.lowerBound }
        #expect(places == places.sorted() && places.count == 3, "\(timeline)")
        // The past has what was recorded by then.
        let past = try type("timeline --json --as-of 2026-05-09T19:02:30Z", in: desk, atMinute: 5)
            .output
        #expect(past.contains("right again") && !past.contains("The road"), "\(past)")
        #expect(past.contains("ten years ahead"), "\(past)")
        let status = try type(
            "fact list --json --as-of 2026-05-09T19:04:00Z", in: desk, atMinute: 5)
        #expect(status.output.contains("The road is closed."), "\(status)")
        #expect(try type("log verify", in: desk, atMinute: 5).status == 0)
        let clock = try type("log clock", in: desk, atMinute: 5).output
        #expect(clock.contains("ahead of the clock after it"), "\(clock)")
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
