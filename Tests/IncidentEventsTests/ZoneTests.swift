import Basics
import IncidentEvents
import Testing

@Suite struct ZoneTests {
    private let chicago: Zone
    private let lagos: Zone
    /// 2016-07-07 22:15 in Chicago.
    private let evening = Instant(seconds: 1_467_947_700)

    init() throws {
        chicago = try #require(Zone("America/Chicago"))
        lagos = try #require(Zone("Africa/Lagos"))
    }

    @Test func `times print with the abbreviation people use, else with the offset`() throws {
        #expect(chicago.clock(evening) == "22:15 CDT")
        #expect(chicago.clock(evening, seconds: true) == "22:15:00 CDT")
        #expect(chicago.dated(evening) == "2016-07-07 22:15 CDT")
        #expect(
            chicago.clock(try #require(Instant(rfc3339: "2016-12-01T12:00:00Z"))) == "06:00 CST")
        #expect(lagos.clock(evening) == "04:15 +01:00")
        let bogota = try #require(Zone("America/Bogota"))
        #expect(bogota.dated(evening) == "2016-07-07 22:15 -05:00")
        #expect(Zone.utc.clock(evening) == "03:15 UTC")
    }

    @Test func `the longest clock is as long as any`() throws {
        for name in ["America/Chicago", "America/Anchorage", "Africa/Lagos", "Europe/Berlin"] {
            let zone = try #require(Zone(name))
            for month in 1...12 {
                let text = "2016-\(month < 10 ? "0" : "")\(month)-15T12:00:00Z"
                let instant = try #require(Instant(rfc3339: text))
                #expect(zone.clock(instant).count <= zone.longestClock.count)
            }
        }
    }

    @Test(arguments: ["", "CDT", "EST5EDT", "GMT-5", "Nowhere/Town", "America/Chicago "])
    func `only names of the zone database are zones`(name: String) { #expect(Zone(name) == nil) }

    @Test(arguments: [
        ("22:15", "2016-07-08T03:15:00Z"), ("22:15:44", "2016-07-08T03:15:44Z"),
        ("2016-07-07 22:15", "2016-07-08T03:15:00Z"), ("2016-07-07T22:15", "2016-07-08T03:15:00Z"),
        ("2016-07-07T22:15:00-05:00", "2016-07-08T03:15:00Z"), ("-5m", "2016-07-08T03:10:00Z"),
        ("+1h30m", "2016-07-08T04:45:00Z"), ("23:59", "2016-07-08T04:59:00Z"),
        // The nearest one is tomorrow's.
        ("01:00", "2016-07-08T06:00:00Z"), ("10:14", "2016-07-08T15:14:00Z"),
        ("10:16", "2016-07-07T15:16:00Z"),
    ])
    func `times are read as people type them`(text: String, expected: String) throws {
        #expect(try chicago.instant(text, now: evening).rfc3339 == expected)
    }

    @Test(arguments: [
        ("5 pm", "2016-07-07T22:00:00Z"), ("2:15pm", "2016-07-07T19:15:00Z"),
        ("2:15 p.m.", "2016-07-07T19:15:00Z"), ("12 am", "2016-07-08T05:00:00Z"),
        ("in 30 minutes", "2016-07-08T03:45:00Z"), ("30 minutes ago", "2016-07-08T02:45:00Z"),
        ("in 2 hours", "2016-07-08T05:15:00Z"), ("tomorrow 9 am", "2016-07-08T14:00:00Z"),
        ("yesterday 22:40", "2016-07-07T03:40:00Z"), ("2016-07-07 5 PM", "2016-07-07T22:00:00Z"),
    ])
    func `times are read as Americans say them`(text: String, expected: String) throws {
        #expect(try chicago.instant(text, now: evening).rfc3339 == expected)
    }

    @Test func `what happened is never later than now`() throws {
        let morning = try #require(Instant(rfc3339: "2016-07-08T16:00:00Z"))
        #expect(try chicago.instant("22:40", .past, now: morning).rfc3339 == "2016-07-08T03:40:00Z")
        #expect(try chicago.instant("11:00", .past, now: morning) == morning)
        for text in [
            "+3h", "in 5 minutes", "2027-01-01T00:00:00Z", "2016-07-08 11:01", "tomorrow 8 am",
        ] {
            let fault = #expect(throws: Zone.TimeFault.self) {
                try chicago.instant(text, .past, now: morning)
            }
            #expect(fault?.description.contains("in the future") == true, "\(text)")
        }
        // A watch that is slightly fast does not mean yesterday.
        let fault = #expect(throws: Zone.TimeFault.self) {
            try chicago.instant("11:05", .past, now: morning)
        }
        #expect(fault?.description.contains("\"2016-07-07 11:05\"") == true)
    }

    @Test func `what is to come is later than now`() throws {
        #expect(
            try chicago.instant("22:15", .future, now: evening).rfc3339 == "2016-07-09T03:15:00Z")
        #expect(
            try chicago.instant("22:14", .future, now: evening).rfc3339 == "2016-07-09T03:14:00Z")
        #expect(
            try chicago.instant("22:16", .future, now: evening).rfc3339 == "2016-07-08T03:16:00Z")
    }

    @Test func `a day of 23 hours has a yesterday, and one of 25 a tomorrow`() throws {
        // Monday 00:30, after the Sunday on which the clocks went forward.
        let monday = try #require(Instant(rfc3339: "2016-03-14T05:30:00Z"))
        #expect(try chicago.instant("23:30", .past, now: monday).rfc3339 == "2016-03-14T04:30:00Z")
        #expect(
            try chicago.instant("yesterday 12:00", now: monday).rfc3339 == "2016-03-13T17:00:00Z")
        // Sunday 00:15 of the day that has 25 hours.
        let sunday = try #require(Instant(rfc3339: "2016-11-06T05:15:00Z"))
        #expect(
            try chicago.instant("tomorrow 12:00", now: sunday).rfc3339 == "2016-11-07T18:00:00Z")
    }

    @Test func `just after midnight, a quarter past ten was yesterday`() throws {
        let afterMidnight = try #require(Instant(rfc3339: "2016-07-08T05:10:00Z"))
        #expect(try chicago.instant("22:15", now: afterMidnight) == evening)
        let beforeMidnight = try #require(Instant(rfc3339: "2016-07-08T04:50:00Z"))
        #expect(
            try chicago.instant("00:05", now: beforeMidnight).rfc3339 == "2016-07-08T05:05:00Z")
    }

    @Test func `the hour that spring skips is refused with both offsets`() {
        let fault = #expect(throws: Zone.TimeFault.self) {
            try chicago.instant("2016-03-13 02:30", now: evening)
        }
        let words = fault?.description ?? ""
        #expect(words.contains("doesn't exist in America/Chicago"))
        #expect(words.contains("-06:00 and -05:00") || words.contains("-05:00 and -06:00"))
        #expect(words.contains("2016-03-13T02:30:00"))
    }

    @Test func `the hour that autumn repeats is refused with both offsets`() {
        let fault = #expect(throws: Zone.TimeFault.self) {
            try chicago.instant("2016-11-06 01:30", now: evening)
        }
        let words = fault?.description ?? ""
        #expect(words.contains("occurs twice in America/Chicago"))
        #expect(words.contains("-06:00") && words.contains("-05:00"))
    }

    @Test func `around both changes the hours beside them are read`() throws {
        let expected = [
            "2016-03-13 01:59": "2016-03-13T07:59:00Z", "2016-03-13 03:00": "2016-03-13T08:00:00Z",
            "2016-11-06 00:59": "2016-11-06T05:59:00Z", "2016-11-06 02:00": "2016-11-06T08:00:00Z",
            "2016-11-06T01:30:00-05:00": "2016-11-06T06:30:00Z",
            "2016-11-06T01:30:00-06:00": "2016-11-06T07:30:00Z",
        ]
        for (text, instant) in expected {
            #expect(try chicago.instant(text, now: evening).rfc3339 == instant)
        }
    }

    @Test(arguments: [
        "", " ", "22", "25:00", "22:60", "13pm", "0 am", "yesterday", "in 5", "5 minutes",
        "in 5 minutes ago", "2016-02-30 10:00", "-", "+5",
        "-1000000d", "2016-07-07  22:15", "2016-07-07 22:15 CDT", "22:15Z", "T22:15",
    ])
    func `what is no time is refused in a sentence`(text: String) {
        let fault = #expect(throws: Zone.TimeFault.self) {
            try chicago.instant(text, now: evening)
        }
        #expect(fault?.description.hasSuffix(".") == true)
    }

    @Test(arguments: [
        ("2026-03-08", "02:30", "2026-03-08T08:30:00Z", Zone.ClockChange.skipped),
        ("2026-03-08", "01:59", "2026-03-08T07:59:00Z", nil),
        ("2026-03-08", "03:00", "2026-03-08T08:00:00Z", nil),
        ("2026-11-01", "01:00", "2026-11-01T06:00:00Z", .repeated),
        ("2026-11-01", "02:00", "2026-11-01T08:00:00Z", nil),
    ])
    func `a wall-clock time that is skipped or repeated still means one moment`(
        day: String, time: String, expected: String, change: Zone.ClockChange?
    ) throws {
        let resolved = chicago.resolve(
            try #require(CivilDate(day)), try #require(TimeOfDay(time)))
        #expect(resolved.instant.rfc3339 == expected)
        #expect(resolved.change == change)
    }
}

@Suite struct ShortIDTests {
    @Test func `an id is read in either case and printed in one`() {
        #expect(FactID("F3" as String) == FactID(number: 3))
        #expect(FactID("f12" as String)?.description == "F12")
        #expect(RumorID("R2" as String)?.number == 2)
        #expect(FactID("F999999999" as String) != nil)
    }

    @Test(arguments: [
        "", "F", "F0", "F01", "F-1", "F+1", "M3", "3", "F3 ", "F１", "F1.5", "FF1",
        "F1000000000", "F99999999999999999999",
    ])
    func `what is no id is refused`(text: String) { #expect(FactID(text) == nil) }

    @Test func `ids are ordered by number and not by spelling`() {
        #expect(
            [FactID(number: 10), FactID(number: 9)].sorted().map(\.description) == ["F9", "F10"])
    }
}
