import Basics
import IncidentEvents
import Recurrence
import Testing

@Suite struct RuleTextTests {
    private let nine: TimeOfDay
    private let chicago: Zone

    init() throws {
        nine = try #require(TimeOfDay("09:00"))
        chicago = try #require(Zone("America/Chicago"))
    }

    private func dates(_ text: String, from start: String, _ count: Int = 40) throws -> [String] {
        let rule = try RecurrenceRule(rfc5545: text, at: nine, in: chicago)
        let start = try #require(CivilDate(start))
        return rule.dates(from: start).prefix(count).map(\.text)
    }

    @Test(arguments: [
        ("FREQ=YEARLY", "FREQ=YEARLY isn't supported."), ("", "\"\" isn't a part"),
        ("INTERVAL=2", "FREQ is missing."), ("FREQ=DAILY;FREQ=DAILY", "FREQ occurs twice."),
        ("FREQ=DAILY;", "\"\" isn't a part"), ("FREQ=DAILY;COUNT", "\"COUNT\" isn't a part"),
        ("FREQ=DAILY;COUNT=", "\"COUNT=\" isn't a part"),
        ("FREQ=DAILY;COUNT=0", "COUNT takes one number above 0."),
        ("FREQ=DAILY;COUNT=2,3", "COUNT takes one number above 0."),
        ("FREQ=DAILY;COUNT=99999999999999999999", "isn't a number for COUNT."),
        ("FREQ=DAILY;INTERVAL=x", "\"X\" isn't a number for INTERVAL."),
        ("FREQ=DAILY;COUNT=2;UNTIL=20270101", "COUNT and UNTIL exclude each other."),
        ("FREQ=DAILY;UNTIL=20270230", "\"20270230\" isn't a date"),
        ("FREQ=DAILY;UNTIL=20270201T090000", "\"20270201T090000\" isn't a date or a UTC time"),
        ("FREQ=DAILY;BYSETPOS=1", "BYSETPOS isn't supported."),
        ("FREQ=DAILY;BYHOUR=9", "BYHOUR isn't supported."),
        ("FREQ=WEEKLY;BYDAY=XX", "\"XX\" isn't a weekday"),
        ("FREQ=MONTHLY;BYDAY=aMO", "\"AMO\" isn't a weekday"),
        ("FREQ=WEEKLY;BYDAY=MO,,TU", "\"\" isn't a weekday"),
        ("FREQ=DAILY;BYMONTH=1,", "\"\" isn't a number for BYMONTH."),
        ("FREQ==DAILY", "\"FREQ==DAILY\" isn't a part"),
        ("FREQ=WEEKLY;WKST=1MO", "\"1MO\" isn't a weekday"),
    ])
    func `text outside the subset is named, and the subset with it`(
        text: String, reason: String
    ) throws {
        let fault = try #require(throws: RecurrenceRule.Fault.self) {
            try dates(text, from: "2026-01-01")
        }
        #expect(fault.description.hasPrefix(reason) || fault.description.contains(reason))
        #expect(fault.description.contains("The supported subset of RFC 5545 is FREQ=DAILY"))
    }

    @Test(arguments: [
        ("FREQ=WEEKLY;BYDAY=1FR", "FREQ=MONTHLY"), ("FREQ=MONTHLY;BYDAY=6FR", "1 to 5"),
        ("FREQ=MONTHLY;BYDAY=0FR", "1 to 5"), ("FREQ=MONTHLY;BYDAY=MO,1FR", "Use one kind."),
        ("FREQ=WEEKLY;BYMONTHDAY=1", "weekly rule"), ("FREQ=DAILY;BYMONTHDAY=0", "1 to 31"),
        ("FREQ=DAILY;BYMONTHDAY=-32", "1 to 31"), ("FREQ=DAILY;BYMONTH=13", "1 to 12"),
        ("FREQ=DAILY;INTERVAL=1001", "1 to 1000"),
    ])
    func `parts that contradict each other or the calendar are refused`(
        text: String, reason: String
    ) throws {
        let fault = try #require(throws: RecurrenceRule.Fault.self) {
            try dates(text, from: "2026-01-01")
        }
        #expect(fault.description.contains(reason), "\(fault)")
    }

    @Test(arguments: [
        // 2026-01-03T15:00Z is 09:00 in Chicago.
        ("20260103T150000Z", "2026-01-03"), ("20260103T145959Z", "2026-01-02"),
        ("20260104T050000Z", "2026-01-03"), ("20260103", "2026-01-03"),
    ])
    func `UNTIL includes an occurrence at that very moment, and a date includes its day`(
        until: String, last: String
    ) throws {
        #expect(try dates("FREQ=DAILY;UNTIL=\(until)", from: "2026-01-01").last == last)
    }

    @Test func `a written rule is read again as the same rule`() throws {
        for text in [
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU;COUNT=4", "freq=monthly;byday=-1fr,+1MO",
            "FREQ=MONTHLY;BYMONTHDAY=-1,31;BYMONTH=12,1;UNTIL=20270309T023000Z", "FREQ=DAILY",
        ] {
            let rule = try RecurrenceRule(rfc5545: text, at: nine, in: chicago)
            let again = try RecurrenceRule(
                rfc5545: rule.rfc5545(in: chicago), at: nine, in: chicago)
            #expect(again == rule, "\(text)")
        }
    }
}
