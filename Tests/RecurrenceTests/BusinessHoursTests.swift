import Basics
import ChildProcess
import Foundation
import IncidentEvents
import Recurrence
import SeededRandom
import Testing

@Suite struct BusinessHoursTests {
    private static let office = ["monday-friday 09:00-17:00"]

    private func after(
        _ seconds: Int64, from start: String, _ hours: [String] = office,
        holidays: [String] = [], in name: String = "America/Chicago"
    ) throws -> String? {
        let zone = try #require(Zone(name))
        let moment = try BusinessHours(hours).moment(
            after: .seconds(seconds), from: try Self.instant(start, in: zone), in: zone,
            holidays: Set(holidays.compactMap { CivilDate($0) }))
        return moment.map { String(zone.dated($0).prefix(16)) }
    }

    /// `2026-03-06 16:00`
    private static func instant(_ text: String, in zone: Zone) throws -> Instant {
        let parts = text.split(separator: " ")
        return zone.resolve(
            try #require(CivilDate(parts[0])), try #require(TimeOfDay(parts[1]))
        ).instant
    }

    @Test func `a deadline goes over a weekend, a change of the clocks and a holiday`() throws {
        #expect(try after(2 * 3600, from: "2026-03-06 16:00") == "2026-03-09 10:00")
        #expect(
            try after(3600, from: "2026-07-02 16:30", holidays: ["2026-07-03"])
                == "2026-07-06 09:30")
        #expect(try after(10 * 3600, from: "2026-10-30 16:00") == "2026-11-03 10:00")
    }

    @Test func `a day that is open until 24:00 has no closed minute`() throws {
        let week = ["monday-sunday 00:00-24:00"]
        #expect(try after(86_400 * 30, from: "2026-01-01 12:00", week) == "2026-01-31 12:00")
        #expect(throws: BusinessHours.Fault.self) {
            try BusinessHours(["monday-sunday 00:00-23:59"])
        }
    }

    @Test func `a question after hours starts counting in the morning, and never ends at midnight`()
        throws
    {
        #expect(try after(3600, from: "2026-01-05 22:40") == "2026-01-06 10:00")
        #expect(try after(8 * 3600, from: "2026-01-05 09:00") == "2026-01-05 17:00")
    }

    @Test func `only the listed days are closed`() throws {
        // A holiday of another region isn't in the list, and a listed Saturday changes nothing.
        #expect(
            try after(3600, from: "2026-01-05 16:30", holidays: ["2026-01-10"])
                == "2026-01-06 09:30")
    }

    @Test func `always counts every hour, holidays included`() throws {
        #expect(
            try after(3600, from: "2026-07-03 23:30", ["always"], holidays: ["2026-07-03"])
                == "2026-07-04 00:30")
    }

    @Test func `openings that overlap or touch count once`() throws {
        let hours = ["friday 09:00-13:00", "friday 12:00-17:00", "friday 17:00-18:00"]
        #expect(try after(9 * 3600, from: "2026-01-02 00:00", hours) == "2026-01-02 18:00")
    }

    @Test func `an opening over a change of the clocks is as long as the clock says`() throws {
        // 02:30 is skipped on March 8, and 01:30 comes twice on November 1.
        let night = ["sunday 00:00-06:00"]
        #expect(try after(5 * 3600, from: "2026-03-08 00:00", night) == "2026-03-08 06:00")
        #expect(try after(7 * 3600, from: "2026-11-01 00:00", night) == "2026-11-01 06:00")
    }

    @Test func `an office that never opens gives no deadline`() throws {
        let zone = try #require(Zone("UTC"))
        let start = try #require(CivilDate("2026-01-01"))
        let holidays = Set((0..<3700).map { start.advanced(by: $0) })
        let moment = try BusinessHours(Self.office).moment(
            after: .seconds(60),
            from: zone.resolve(start, try #require(TimeOfDay("09:00"))).instant,
            in: zone, holidays: holidays)
        #expect(moment == nil)
    }

    @Test(arguments: [
        ([], "hours are missing"), (["weekdays 09:00-17:00"], "isn't a day of the week"),
        (["monday 9-5"], "isn't an opening"), (["monday"], "isn't an opening"),
        (["monday 17:00-09:00"], "ends before it begins"),
        (["always", "monday 09:00-17:00"], "isn't an opening"),
    ])
    func `a text that states no opening is named`(_ words: [String], _ reason: String) {
        let fault = #expect(throws: BusinessHours.Fault.self) { try BusinessHours(words) }
        #expect(fault?.reason.contains(reason) == true)
    }

    @Test func `a range of days may go over the weekend`() throws {
        let hours = ["saturday-monday 10:00-12:00", "wednesday,thursday 10:00-12:00"]
        // Friday evening: two hours each on Saturday, Sunday, Monday, Wednesday and Thursday.
        #expect(try after(10 * 3600, from: "2026-01-02 20:00", hours) == "2026-01-08 12:00")
        #expect(try BusinessHours(hours).words == hours)
    }

    // MARK: The oracle

    private static let python =
        ProcessInfo.processInfo.environment["TOCSIN_PYTHON"] ?? "/usr/bin/python3"

    private static let hasOracle =
        (try? Child.run(python, ["-c", "import businesstimedelta, pytz"]))?.status == 0

    /// Reads lines `zone|days|from|to|holidays|start|seconds` and prints each deadline, and the
    /// seconds of business time until then.
    private static let script = """
        import sys, datetime, pytz, businesstimedelta as b
        for line in sys.stdin.read().splitlines():
            zone, days, start, end, off, at, seconds = line.split("|")
            tz = pytz.timezone(zone)
            clock = lambda t: datetime.time(*map(int, t.split(":")))
            # The oracle needs a holiday to come.
            off = [datetime.date.fromisoformat(d) for d in (off + ",2030-01-01").split(",") if d]
            work = b.WorkDayRule(start_time=clock(start), end_time=clock(end),
                working_days=[int(d) for d in days], tz=tz)
            rules = b.Rules([work, b.HolidayRule(off, tz=tz)])
            begin = datetime.datetime.fromtimestamp(int(at), tz)
            done = begin + b.BusinessTimeDelta(rules, seconds=int(seconds))
            spent = rules.difference(begin, done)
            print(int(done.timestamp()), int(spent.timedelta.total_seconds()))
        """

    @Test(
        .enabled(
            if: hasOracle, "TOCSIN_PYTHON names a Python with businesstimedelta"))
    func `1,000 random deadlines are those of businesstimedelta`() throws {
        var generator = SeededGenerator(seed: 141)
        let zones = ["America/Chicago", "Europe/Madrid", "America/St_Johns", "America/Phoenix"]
        var lines: [String] = []
        var ours: [String] = []
        for _ in 0..<1000 {
            let name = try #require(zones.randomElement(using: &generator))
            let zone = try #require(Zone(name))
            let days = Weekday.allCases.filter { _ in Bool.random(using: &generator) }
            let working = days.isEmpty ? [Weekday.monday] : days
            // The oracle's clock has no gap, so that no opening is at the hour of a change.
            let from = Int.random(in: 5...12, using: &generator)
            let to = Int.random(in: (from + 1)...22, using: &generator)
            let half = Bool.random(using: &generator) ? "30" : "00"
            let first = try #require(CivilDate("2026-01-01"))
            let day = first.advanced(by: Int64.random(in: 0...700, using: &generator))
            let holidays = (0..<Int.random(in: 0...6, using: &generator)).map { _ in
                day.advanced(by: Int64.random(in: 0...20, using: &generator))
            }
            let start = zone.resolve(
                day,
                try #require(
                    TimeOfDay(
                        hour: Int.random(in: 0...23, using: &generator),
                        minute: Int.random(in: 0...59, using: &generator)))
            ).instant
            let seconds = 60 * Int64.random(in: 1...6000, using: &generator)
            let (begin, end) = ("\(from.padded(2)):\(half)", "\(to.padded(2)):45")
            let hours = try BusinessHours(working.map { "\($0) \(begin)-\(end)" })
            let moment = try #require(
                hours.moment(
                    after: .seconds(seconds), from: start, in: zone, holidays: Set(holidays)))
            let spent = hours.time(from: start, to: moment, in: zone, holidays: Set(holidays))
            #expect(spent == .seconds(seconds))
            ours.append("\(moment.microseconds / 1_000_000) \(seconds)")
            lines.append(
                [
                    name, working.map { String(($0.rawValue + 6) % 7) }.joined(), begin, end,
                    holidays.map(\.text).joined(separator: ","),
                    String(start.microseconds / 1_000_000), String(seconds),
                ].joined(separator: "|"))
        }
        let result = try Child.run(
            Self.python, ["-c", Self.script], input: Data(lines.joined(separator: "\n").utf8))
        try #require(result.status == 0, "\(result.errors)")
        let found = result.output.split(separator: "\n").map(String.init)
        try #require(found.count == lines.count)
        for ((line, ours), found) in zip(zip(lines, ours), found) {
            #expect(ours == found, "\(line)")
        }
    }
}
