import Basics
import Foundation
import IncidentEvents
import Recurrence
import Testing

@Suite struct RuleWordTests {
    @Test(arguments: [
        ("friday 09:00", "FREQ=WEEKLY;BYDAY=FR"), ("Friday 09:00", "FREQ=WEEKLY;BYDAY=FR"),
        ("monday, thursday 09:00", "FREQ=WEEKLY;BYDAY=MO,TH"),
        ("week friday 09:00", "FREQ=WEEKLY;BYDAY=FR"),
        ("2 weeks tuesday 09:00", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("weekday 09:00", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        ("day 09:00", "FREQ=DAILY"), ("3 days 09:00", "FREQ=DAILY;INTERVAL=3"),
        ("month last friday 09:00", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("month 2nd tuesday 09:00", "FREQ=MONTHLY;BYDAY=2TU"),
        ("month 1st, 3rd tuesday 09:00", "FREQ=MONTHLY;BYDAY=1TU,3TU"),
        ("3 months first monday 09:00", "FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO"),
        ("month day 31 09:00", "FREQ=MONTHLY;BYMONTHDAY=31"),
        ("month day 1, 15 09:00", "FREQ=MONTHLY;BYMONTHDAY=1,15"),
        ("month last day 09:00", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("year august 1st tuesday 09:00", "FREQ=MONTHLY;BYMONTH=8;BYDAY=1TU"),
        ("year october day 10 09:00", "FREQ=MONTHLY;BYMONTH=10;BYMONTHDAY=10"),
    ])
    func `words mean a rule of RFC 5545`(words: String, expected: String) throws {
        let rule = try RecurrenceRule(words)
        #expect(rule.rfc5545(in: .utc) == expected)
        #expect(rule.time.text == "09:00")
    }

    @Test(arguments: [
        ("fortnight monday 09:00", "\"fortnight\" isn't understood"),
        ("firday 09:00", "\"firday\" isn't understood in \"firday 09:00\". Did you mean friday?"),
        ("friday", "lacks a time"), ("month day 31", "lacks a time"),
        ("", "lacks a day and a time"),
        ("friday 9am", "\"9am\" isn't understood"), ("friday 25:00", "\"25:00\" isn't understood"),
        ("friday 9:00", "\"9:00\" isn't understood in \"friday 9:00\". Write 09:00"),
        ("09:00", "lacks a day"),
        ("2 weeks 09:00", "lacks a weekday"), ("2 friday 09:00", "\"friday\" isn't understood"),
        ("2 years august day 1 09:00", "\"years\" isn't understood"),
        ("month 09:00", "lacks a day of the month"), ("month friday 09:00", "\"friday\" isn't"),
        ("month first 09:00", "lacks a weekday"), ("month 1st day 09:00", "\"day\" isn't"),
        ("month 2nd last friday 10:00", "\"last\" isn't understood"),
        ("monday thursday 09:00", "\"thursday\" isn't"), ("monday, 09:00", "lacks a weekday"),
        ("year day 1 09:00", "\"day\" isn't understood"), ("day friday 09:00", "\"friday\" isn't"),
        ("friday until 2027-01-01 09:00", "\"until\" isn't understood"),
        ("FREQ=DAILY", "as calendar programs write rules"),
    ])
    func `words outside the set are named, and the set with them`(
        words: String, reason: String
    ) throws {
        let fault = try #require(throws: RecurrenceRule.Fault.self) { try RecurrenceRule(words) }
        #expect(fault.description.contains(reason), "\(fault)")
        #expect(fault.description.contains("Write day, weekday, friday, 2 weeks tuesday"))
    }

    @Test(arguments: [
        ("0 days 09:00", "The interval is 0."), ("1001 weeks friday 09:00", "from 1 to 1000"),
        ("month day 32 09:00", "from 1 to 31"), ("month day 0 09:00", "from 1 to 31"),
    ])
    func `a number outside its range is refused`(words: String, reason: String) throws {
        let fault = try #require(throws: RecurrenceRule.Fault.self) { try RecurrenceRule(words) }
        #expect(fault.description.contains(reason), "\(fault)")
    }

    @Test func `a fault quotes only the beginning of a long text`() throws {
        let words = String(repeating: "x", count: 100_000) + " 09:00"
        let fault = try #require(throws: RecurrenceRule.Fault.self) { try RecurrenceRule(words) }
        #expect(fault.description.count < 500)
    }

    @Test func `every rule in the documentation is understood`() throws {
        let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Docs/schedules.md")
        let rows = try String(contentsOf: page, encoding: .utf8).split(separator: "\n")
            .filter { $0.hasPrefix("| `") }
        let rules = rows.flatMap { $0.split(separator: "|")[0].matches(of: /`([^`]+)`/).map(\.1) }
        #expect(rules.count > 10)
        for rule in rules { _ = try RecurrenceRule(String(rule)) }
    }
}
