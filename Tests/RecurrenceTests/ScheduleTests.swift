import Basics
import IncidentEvents
import Recurrence
import Testing

@Suite struct ScheduleTests {
    private func date(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

    private func schedule(
        _ words: String, from start: String, zone: String = "America/Chicago",
        except: [String] = [], _ holidayRule: Schedule.HolidayRule? = nil, holidays: [String] = []
    ) throws -> Schedule {
        Schedule(
            try RecurrenceRule(words), from: try date(start), in: try #require(Zone(zone)),
            except: Set(try except.map(date)), holidayRule: holidayRule,
            holidays: Set(try holidays.map(date)))
    }

    // MARK: Changes of the clocks

    @Test(arguments: [
        // A skipped time is read with the offset before the gap.
        ("America/Chicago", "2026-03-08", "02:30", "2026-03-08T08:30:00Z"),
        ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:45:00Z"),
        ("America/Santiago", "2026-09-06", "00:30", "2026-09-06T04:30:00Z"),
        // Samoa skipped a whole day.
        ("Pacific/Apia", "2011-12-30", "09:00", "2011-12-30T19:00:00Z"),
        // Of a repeated time, the first is meant.
        ("America/Chicago", "2026-11-01", "01:30", "2026-11-01T06:30:00Z"),
        ("Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04T14:45:00Z"),
        ("Asia/Kathmandu", "2026-03-08", "02:30", "2026-03-07T20:45:00Z"),
    ])
    func `a wall-clock time means one moment by RFC 5545`(
        zone: String, day: String, time: String, expected: String
    ) throws {
        let schedule = try schedule("day \(time)", from: day, zone: zone)
        let first = try #require(schedule.occurrences().first { _ in true })
        #expect(first.date.text == day)
        #expect(first.instant.rfc3339 == expected)
    }

    @Test func `the wall clock is kept over a change, also after a skipped time`() throws {
        let daily = try schedule("day 02:30", from: "2026-03-07").occurrences().prefix(3)
        #expect(
            daily.map(\.instant.rfc3339)
                == ["2026-03-07T08:30:00Z", "2026-03-08T08:30:00Z", "2026-03-09T07:30:00Z"])
        #expect(daily.map(\.clockChange) == [nil, .skipped, nil])
        let fall = try schedule("day 01:30", from: "2026-11-01").occurrences().prefix(2)
        #expect(fall.map(\.instant.rfc3339) == ["2026-11-01T06:30:00Z", "2026-11-02T07:30:00Z"])
        #expect(fall.map(\.clockChange) == [.repeated, nil])
    }

    // MARK: Exceptions and ends

    @Test func `the last day is included, and a count counts dates that are left out`() throws {
        var schedule = try schedule("friday 09:00", from: "2027-12-10", except: ["2027-12-24"])
        schedule.rule.end = .until(try date("2027-12-31"))
        #expect(
            schedule.occurrences().map(\.date.text) == ["2027-12-10", "2027-12-17", "2027-12-31"])
        schedule.rule.end = .count(3)
        #expect(schedule.occurrences().map(\.date.text) == ["2027-12-10", "2027-12-17"])
    }

    @Test func `a later first day leaves out occurrences and changes none`() throws {
        let schedule = try schedule("2 weeks friday 09:00", from: "2026-10-02")
        let all = Array(schedule.occurrences().prefix(6))
        #expect(Array(schedule.occurrences(from: all[2].date).prefix(4)) == Array(all[2...]))
        let dayAfter = all[2].date.advanced(by: 1)
        #expect(schedule.occurrences(from: dayAfter).first { _ in true } == all[3])
    }

    // MARK: Holidays

    /// Thanksgiving is Thursday, 2026-11-26.
    private let holidays = ["2026-11-26", "2026-11-27", "2026-12-25"]

    @Test func `a holiday is skipped, or is a day like any other`() throws {
        let skipping = try schedule("thursday 09:00", from: "2026-11-19", .skip, holidays: holidays)
        #expect(
            skipping.occurrences().prefix(2).map(\.date.text) == ["2026-11-19", "2026-12-03"])
        let plain = try schedule("thursday 09:00", from: "2026-11-19", holidays: holidays)
        #expect(plain.occurrences().prefix(2).map(\.date.text) == ["2026-11-19", "2026-11-26"])
    }

    @Test func `an occurrence on a holiday moves past the weekend and keeps its identity`() throws {
        let moving = try schedule(
            "thursday 09:00", from: "2026-11-26", .nextWorkday, holidays: holidays)
        let first = try #require(moving.occurrences().first { _ in true })
        #expect(first.ruleDate.text == "2026-11-26")
        #expect(first.date.text == "2026-11-30")
        #expect(first.instant.rfc3339 == "2026-11-30T15:00:00Z")
    }

    @Test func `a weekend without a holiday moves nothing`() throws {
        let moving = try schedule(
            "saturday 09:00", from: "2026-11-28", .nextWorkday, holidays: holidays)
        #expect(moving.occurrences().first { _ in true }?.date.text == "2026-11-28")
    }

    @Test func `two occurrences on one day are one, the day's own, and the order stays`() throws {
        let daily = try schedule("day 09:00", from: "2026-11-25", .nextWorkday, holidays: holidays)
        let found = daily.occurrences().prefix(6)
        #expect(
            found.map(\.date.text) == [
                "2026-11-25", "2026-11-28", "2026-11-29", "2026-11-30", "2026-12-01", "2026-12-02",
            ])
        #expect(found.allSatisfy { $0.ruleDate == $0.date })
    }

    @Test func `of two that move to one day, the earlier remains`() throws {
        let both = try schedule(
            "thursday, friday 09:00", from: "2026-11-26", .nextWorkday, holidays: holidays)
        let found = both.occurrences().prefix(2)
        #expect(found.map(\.ruleDate.text) == ["2026-11-26", "2026-12-03"])
        #expect(found.map(\.date.text) == ["2026-11-30", "2026-12-03"])
    }

    @Test(arguments: ["2026-11-26", "2026-11-30"])
    func `an exception names the planned day or the one that it moves to`(day: String) throws {
        let moving = try schedule(
            "thursday 09:00", from: "2026-11-26", except: [day], .nextWorkday, holidays: holidays)
        #expect(moving.occurrences().first { _ in true }?.date.text == "2026-12-03")
    }

    // MARK: Notices

    private func notices(_ schedule: Schedule, from today: String) throws -> [String] {
        schedule.notices(from: try date(today)).map(\.description)
    }

    @Test func `a plain schedule has nothing to notice`() throws {
        let plain = try schedule(
            "friday 09:00", from: "2026-01-01", except: ["2026-12-25"], .skip,
            holidays: ["2026-11-26", "2027-01-01"])
        #expect(try notices(plain, from: "2026-01-01") == [])
        #expect(
            try notices(schedule("12 months day 31 09:00", from: "2026-01-31"), from: "2026-01-01")
                == [])
    }

    @Test(arguments: [
        (
            "month day 31 09:00",
            "Months without a day 31 are skipped (February, April, June, September, November); \"month last day\" is the last day of every month."
        ),
        (
            "month day 29 09:00",
            "February is skipped outside leap years, because it has no day 29."
        ),
        (
            "month 5th friday 09:00",
            "Months without a fifth Friday are skipped; \"month last friday\" is the last one of every month."
        ),
        (
            "sunday 02:30",
            "Clocks skip 02:30 on 2026-03-08, 2027-03-14, 2028-03-12, 2029-03-11, 2030-03-10: the occurrence is at 03:30 CDT instead."
        ),
        (
            "month first sunday 01:30",
            "Clocks show 01:30 twice on 2026-11-01, 2027-11-07, 2028-11-05, 2029-11-04, 2030-11-03: the occurrence is at the first, 01:30 CDT."
        ),
        ("year february day 30 09:00", "The schedule has no date from 2026-01-05 on."),
    ])
    func `a check says what an author may not expect`(words: String, sentence: String) throws {
        #expect(
            try notices(schedule(words, from: "2026-01-05"), from: "2026-01-05") == [sentence])
    }

    @Test(arguments: [
        ("FREQ=MONTHLY", "2026-01-31", "(February, April, June, September, November)"),
        ("FREQ=MONTHLY;INTERVAL=3", "2026-03-31", "(June, September)"),
        ("FREQ=DAILY;BYMONTHDAY=31;BYMONTH=4,5", "2026-01-01", "(April)"),
        ("FREQ=MONTHLY;BYMONTHDAY=-31;BYMONTH=2,3", "2026-01-01", "(February)"),
        ("FREQ=MONTHLY;BYDAY=1FR", "2026-01-31", nil), ("FREQ=WEEKLY", "2026-01-31", nil),
        ("FREQ=MONTHLY;BYMONTHDAY=1", "2026-01-31", nil),
    ])
    func `only months that the rule visits are skipped`(
        text: String, start: String, months: String?
    ) throws {
        let noon = try #require(TimeOfDay("12:00"))
        let rule = try RecurrenceRule(rfc5545: text, at: noon, in: .utc)
        let found = try notices(Schedule(rule, from: try date(start), in: .utc), from: start)
        #expect(found.count == (months == nil ? 0 : 1))
        if let months { #expect(found.first?.contains("are skipped \(months)") == true) }
    }

    @Test func `a check looks as far ahead as it says`() throws {
        let early = try schedule("day 02:30", from: "2026-03-01")
        #expect(early.notices(from: try date("2026-03-08"), years: 0).count == 1)
        #expect(early.notices(from: try date("2026-03-09"), years: 0).isEmpty)
        // Holidays are looked at for a year.
        let yearly = try schedule(
            "year january day 6 09:00", from: "2026-01-05", .skip, holidays: ["2026-12-25"])
        #expect(try notices(yearly, from: "2026-01-05") == [])
        #expect(
            try notices(yearly, from: "2026-01-06").contains { $0.contains("none in 2027") })
    }

    @Test func `a check names exceptions without effect, and years without holidays`() throws {
        let schedule = try schedule(
            "friday 09:00", from: "2026-10-02", except: ["2026-10-09", "2026-10-10"], .skip,
            holidays: ["2026-11-26"])
        #expect(
            try notices(schedule, from: "2026-10-01") == [
                "The schedule has no occurrence on 2026-10-10, so the exception has no effect.",
                "The list of holidays has none in 2027, so no occurrence of 2027 is moved or skipped.",
            ])
    }

    @Test func `a schedule that is over has no date`() throws {
        var over = try schedule("friday 09:00", from: "2026-01-02")
        over.rule.end = .count(2)
        #expect(
            try notices(over, from: "2026-02-01")
                == ["The schedule has no date from 2026-02-01 on."])
    }
}
