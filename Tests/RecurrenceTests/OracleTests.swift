import Basics
import ChildProcess
import Foundation
import IncidentEvents
import Recurrence
import SeededRandom
import Testing
import Wire

/// Random rules of the subset, expanded by other programs.
///
/// `TOCSIN_RULES` sets how many rules there are, `TOCSIN_SEED` the seed.
@Suite struct OracleTests {
    private static let python =
        ProcessInfo.processInfo.environment["TOCSIN_PYTHON"] ?? "/usr/bin/python3"

    private static func python(has packages: String) -> Bool {
        (try? Child.run(python, ["-c", "import \(packages)"]))?.status == 0
    }

    private static let zones = [
        "America/Chicago", "America/St_Johns", "Australia/Lord_Howe", "Africa/Casablanca",
        "Pacific/Apia", "America/Santiago", "Asia/Kathmandu", "Europe/Madrid", "America/Phoenix",
        "America/New_York",
    ]

    private struct Example {
        let text: String
        let start: CivilDate
        let time: TimeOfDay

        /// The start as local time, and the rule.
        var line: String { "\(start.text)T\(time.text)|\(text)" }
    }

    private static func example(_ generator: inout SeededGenerator) throws -> Example {
        func one<Value>(_ values: [Value]) throws -> Value {
            try #require(values.randomElement(using: &generator))
        }
        func happens(_ percent: Int) -> Bool {
            Int.random(in: 1...100, using: &generator) <= percent
        }
        func list(_ name: String, _ most: Int, _ value: () throws -> String) throws -> String {
            let count = Int.random(in: 1...most, using: &generator)
            return ";\(name)=" + (try (0..<count).map { _ in try value() }).joined(separator: ",")
        }
        let weekdays = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"]
        let frequency = try one(["DAILY", "WEEKLY", "MONTHLY"])
        var text = "FREQ=\(frequency)"
        if happens(60) {
            text += ";INTERVAL=\(Int.random(in: 1...(happens(80) ? 4 : 40), using: &generator))"
        }
        if frequency == "WEEKLY" ? happens(75) : happens(35) {
            let hasOrdinals = frequency == "MONTHLY" && happens(80)
            let ordinals = hasOrdinals ? ["1", "2", "3", "4", "5", "-1", "-2", "-5", "+1"] : [""]
            text += try list("BYDAY", 4) { try one(ordinals) + one(weekdays) }
        }
        if frequency != "WEEKLY", happens(35) {
            let days = [1, 2, 13, 15, 28, 29, 30, 31, -1, -2, -30, -31]
            text += try list("BYMONTHDAY", 4) { String(try one(days)) }
        }
        if happens(20) { text += try list("BYMONTH", 4) { String(try one(Array(1...12))) } }
        if happens(25) { text += ";WKST=\(try one(weekdays))" }
        // Most changes of the clocks are in the weeks after these.
        let year = Int.random(in: 2004...2028, using: &generator)
        let month = try one([2, 3, 4, 8, 9, 10, Int.random(in: 1...12, using: &generator)])
        let day = Int.random(in: 1...28, using: &generator)
        let start = try #require(CivilDate(year: year, month: month, day: day))
        if happens(20) {
            text += ";COUNT=\(Int.random(in: 1...60, using: &generator))"
        } else if happens(25) {
            let last = start.advanced(by: Int64.random(in: 0..<2000, using: &generator)).text
            let seconds = Int64.random(in: 0..<86_400, using: &generator)
            let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { $0.padded(2) }
            text += ";UNTIL=\(last.filter { $0 != "-" })T\(clock.joined())Z"
        }
        // And most are at these times.
        let clocks = [
            "00:00", "00:01", "00:30", "01:15", "01:30", "02:00", "02:15", "02:30", "03:00",
        ]
        let clock =
            happens(70)
            ? try one(clocks)
            : "\(Int.random(in: 0..<24, using: &generator).padded(2)):45"
        return Example(text: text, start: start, time: try #require(TimeOfDay(clock)))
    }

    /// The dates are dateutil's; a gap and a repeated hour are read by PEP 495, whose fold=0 means
    /// the offset before a gap and the first of two.
    private static let dateutil = """
        import sys, datetime, itertools, zoneinfo
        from dateutil.rrule import rrulestr
        zones = [zoneinfo.ZoneInfo(name) for name in sys.argv[1:]]
        for line in sys.stdin:
            start, rule = line.rstrip().split("|")
            parts = [part for part in rule.split(";") if not part.startswith("UNTIL=")]
            until = [part[6:] for part in rule.split(";") if part.startswith("UNTIL=")]
            last = until and datetime.datetime.strptime(until[0], "%Y%m%dT%H%M%S%z").timestamp()
            dates = rrulestr(";".join(parts), dtstart=datetime.datetime.fromisoformat(start))
            local = list(itertools.islice(dates, 40))
            for zone in zones:
                moments = [int(date.replace(tzinfo=zone, fold=0).timestamp()) for date in local]
                print(*[moment for moment in moments if not until or moment <= last])
        """

    @Test(
        .enabled(if: python(has: "dateutil"), "TOCSIN_PYTHON names a Python with python-dateutil"),
        .timeLimit(.minutes(30)))
    func `forty occurrences of each random rule are dateutil's, in ten zones`() throws {
        let settings = ProcessInfo.processInfo.environment
        let count = settings["TOCSIN_RULES"].flatMap { Int($0) } ?? 100
        let seed = settings["TOCSIN_SEED"].flatMap(UInt64.init) ?? .random(in: 0 ... .max / 2)
        var generator = SeededGenerator(seed: seed)
        let examples = try (0..<count).map { _ in try Self.example(&generator) }
        let result = try Child.run(
            Self.python, ["-c", Self.dateutil] + Self.zones,
            input: Data(examples.map { $0.line + "\n" }.joined().utf8))
        try #require(result.status == 0, "\(result.errors)")
        let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false)
        try #require(lines.count == count * Self.zones.count + 1)

        var compared = 0
        var changed = 0
        for (index, example) in examples.enumerated() {
            for (place, name) in Self.zones.enumerated() {
                let zone = try #require(Zone(name))
                let rule = try RecurrenceRule(rfc5545: example.text, at: example.time, in: zone)
                let ours = Array(
                    Schedule(rule, from: example.start, in: zone).occurrences().prefix(40))
                let moments = ours.map { String($0.instant.microseconds / 1_000_000) }
                compared += ours.count
                changed += ours.count { $0.clockChange != nil }
                let theirs = lines[index * Self.zones.count + place]
                if moments.joined(separator: " ") != theirs {
                    Issue.record("seed \(seed), \(name), \(example.line): \(moments) and \(theirs)")
                }
            }
        }
        print(
            "figures: \(count) rules from TOCSIN_SEED=\(seed) in \(Self.zones.count) zones: \(compared) occurrences equal, \(changed) of them at skipped or repeated times"
        )
        #expect(changed > 0)
    }

    // MARK: Calendars

    private static let expansion = """
        import sys, icalendar, recurring_ical_events
        for text in sys.stdin.read().split("\\0")[:-1]:
            calendar = icalendar.Calendar.from_ical(text)
            query = recurring_ical_events.of(calendar)
            print(*sorted(int(e["DTSTART"].dt.timestamp()) for e in query.between((1990,), (2100,))))
        """

    /// A calendar with one event that recurs by `rule`.
    private static func recurring(_ rule: RecurrenceRule, from start: CivilDate, in zone: Zone)
        -> String
    {
        let first = "\(start.text)T\(rule.time.text)00".filter { $0 != "-" && $0 != ":" }
        return [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tests//EN", "BEGIN:VEVENT", "UID:1",
            "DTSTAMP:20260101T000000Z", "DTSTART;TZID=\(zone.identifier):\(first)",
            "RRULE:\(rule.rfc5545(in: zone))", "END:VEVENT", "END:VCALENDAR", "",
        ].joined(separator: "\r\n")
    }

    @Test(
        .enabled(
            if: python(has: "recurring_ical_events"),
            "TOCSIN_PYTHON names a Python with icalendar and recurring-ical-events"))
    func `a calendar program expands a rule, and reads our calendar, to the same moments`() throws {
        let rules = [
            "sunday 02:30", "sunday 01:30", "2 weeks tuesday, friday 18:30", "day 02:15",
            "month last friday 10:00", "month day 31 00:00", "year march 2nd sunday 02:30",
        ]
        var calendars: [String] = []
        var expected: [String] = []
        for (number, words) in rules.enumerated() {
            for name in Self.zones {
                let zone = try #require(Zone(name))
                var rule = try RecurrenceRule(words)
                rule.end = .count(30)
                let first = try #require(CivilDate("2026-01-01"))
                // A program may count the start as a date even if the rule doesn't fall on it.
                let start = try #require(rule.dates(from: first).first { _ in true })
                let occurrences = Array(Schedule(rule, from: start, in: zone).occurrences())
                let stamp = try #require(WireTime(secondsSince1970: 0))
                let events = try occurrences.map { occurrence in
                    ICalendarEvent(
                        uid: "\(number)/\(occurrence.ruleDate.text)@police.example",
                        summary: words,
                        start: try #require(
                            WireTime(
                                secondsSince1970: occurrence.instant.microseconds / 1_000_000)),
                        stamp: stamp)
                }
                let ours = try ICalendar(productID: "-//Tests//EN", name: words, events: events)
                calendars += [Self.recurring(rule, from: start, in: zone), ours.text]
                let moments = occurrences.map { String($0.instant.microseconds / 1_000_000) }
                expected += Array(repeating: moments.joined(separator: " "), count: 2)
            }
        }
        let result = try Child.run(
            Self.python, ["-c", Self.expansion],
            input: Data(calendars.map { $0 + "\0" }.joined().utf8))
        try #require(result.status == 0, "\(result.errors)")
        let found = result.output.split(separator: "\n").map(String.init)
        try #require(found.count == expected.count)
        for (place, (found, expected)) in zip(found, expected).enumerated() {
            #expect(found == expected, "\(calendars[place])")
        }
    }
}
