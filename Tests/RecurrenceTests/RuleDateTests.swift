import Basics
import IncidentEvents
import Recurrence
import Testing

@Suite struct RuleDateTests {
    private func dates(_ words: String, from start: String, _ count: Int) throws -> [String] {
        let start = try #require(CivilDate(start))
        return try RecurrenceRule(words).dates(from: start).prefix(count).map(\.text)
    }

    @Test func `the start is a date only if the rule falls on it`() throws {
        #expect(try dates("friday 09:00", from: "2026-10-02", 2) == ["2026-10-02", "2026-10-09"])
        #expect(try dates("friday 09:00", from: "2026-10-03", 2) == ["2026-10-09", "2026-10-16"])
    }

    @Test func `every second week is counted from the start, in weeks that begin on Monday`() throws
    {
        // 2026-10-01 is a Thursday: Tuesday of that week is past.
        #expect(
            try dates("2 weeks tuesday, sunday 18:30", from: "2026-10-01", 4)
                == ["2026-10-04", "2026-10-13", "2026-10-18", "2026-10-27"])
    }

    @Test func `months without the day are skipped`() throws {
        #expect(
            try dates("month day 31 10:00", from: "2026-01-01", 4)
                == ["2026-01-31", "2026-03-31", "2026-05-31", "2026-07-31"])
        #expect(
            try dates("year february day 29 10:00", from: "2096-03-01", 2)
                == ["2104-02-29", "2108-02-29"])
        #expect(
            try dates("month 5th friday 10:00", from: "2026-01-01", 3)
                == ["2026-01-30", "2026-05-29", "2026-07-31"])
    }

    @Test func `the last weekday and the last day follow the length of the month`() throws {
        #expect(
            try dates("month last friday 10:00", from: "2027-01-01", 3)
                == ["2027-01-29", "2027-02-26", "2027-03-26"])
        #expect(
            try dates("month last day 10:00", from: "2028-01-31", 3)
                == ["2028-01-31", "2028-02-29", "2028-03-31"])
    }

    @Test(arguments: [
        // No month has the day; the weekday and the interval never meet; the interval and the month
        // never meet; a fifth Monday is never on the 1st.
        "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=2", "FREQ=DAILY;BYMONTHDAY=30;BYMONTH=2",
        "FREQ=DAILY;INTERVAL=7;BYDAY=MO", "FREQ=MONTHLY;INTERVAL=12;BYMONTH=5",
        "FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1",
        "FREQ=WEEKLY;INTERVAL=1000;BYMONTH=2;BYDAY=MO;COUNT=1",
    ])
    func `a search without a match ends`(text: String) throws {
        let noon = try #require(TimeOfDay("12:00"))
        let start = try #require(CivilDate("2026-01-06"))
        let rule = try RecurrenceRule(rfc5545: text, at: noon, in: .utc)
        #expect(Array(rule.dates(from: start).prefix(2)).count < 2)
    }

    @Test func `a rare date is found, however long the search`() throws {
        // February 29 is a Monday every 28 years, and not in 2100.
        let noon = try #require(TimeOfDay("12:00"))
        let rule = try RecurrenceRule(
            rfc5545: "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO", at: noon, in: .utc)
        let start = try #require(CivilDate("2088-01-01"))
        #expect(
            rule.dates(from: start).prefix(2).map(\.text) == ["2112-02-29", "2140-02-29"])
    }

    @Test func `a rule without an end stops with the year 9999`() throws {
        #expect(
            try dates("day 09:00", from: "9999-12-30", 9) == ["9999-12-30", "9999-12-31"])
        #expect(try dates("friday 09:00", from: "9999-12-28", 9) == ["9999-12-31"])
    }

    @Test func `dates are made as they are asked for`() throws {
        let start = try #require(CivilDate("2026-01-01"))
        var dates = try RecurrenceRule("day 09:00").dates(from: start)
        #expect(dates.next()?.text == "2026-01-01")
        #expect(dates.next()?.text == "2026-01-02")
    }
}
