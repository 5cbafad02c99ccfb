import ChildProcess
import Foundation
import TestData
import Testing

/// What is due in all incidents, and the calendar of routine work.
@Suite struct RoutineCalendarTests {
    private static func office() throws -> PressOffice {
        let office = try PressOffice(
            at: "2027-01-04T08:00:00-06:00", schedule: CampaignScheduleTests.fridays)
        try office.begin()
        return office
    }

    @Test func `what is due in all incidents is one list, a real incident first`() throws {
        let office = try Self.office()
        try office.done("open crisis --place Main --id riverton")
        try office.done("campaign resume friday-tip --because \"it is needed\" --incident tips")
        try office.wait(until: "2027-01-08T10:00:00-06:00")
        let items = try #require(office.json("due --all-incidents")["items"] as? [[String: Any]])
        let incidents = items.compactMap { $0["incident"] as? String }
        #expect(Set(incidents) == ["riverton", "tips"])
        #expect(incidents == incidents.sorted(), "Each of riverton before each of tips.")
        let tip = try #require(items.first { $0["incident"] as? String == "tips" })
        #expect(
            tip["command"] as? String
                == "tocsin schedule prepare friday-tip 2027-01-08 --incident tips")
        #expect(tip["isOverdue"] as? Bool == true)
        let text = try office.done("due --all-incidents --all")
        #expect(
            text.contains("tips (ROUTINE): friday-tip of 2027-01-08 isn't prepared."), "\(text)")
        // Two campaigns, and nothing says which one is meant.
        try office.done("close done --anyway --incident riverton", as: "kim")
        try office.done("campaign new tips --id more --goal g --audience all --no-end")
        try office.done("use none")
        let unclear = try office.done("due")
        #expect(unclear.contains("More than one incident is possible"), "\(unclear)")
        #expect(unclear.contains("friday-tip of 2027-01-08 isn't prepared"), "\(unclear)")
    }

    @Test func `the screen shows the first of all items, and counts the rest`() throws {
        let office = try Self.office()
        for number in 1...12 {
            try office.done("open crisis --place \"Road \(number)\" --id road-\(number)")
        }
        let whole = try office.done("due --all-incidents --all").split(separator: "\n")
        let screen = try office.done("due --all-incidents").split(separator: "\n")
        #expect(screen.count < whole.count)
        #expect(screen.dropLast().elementsEqual(whole.prefix(screen.count - 1)), "\(screen)")
        let items = try #require(office.json("due --all-incidents")["items"] as? [[String: Any]])
        let shown = screen.count { $0.contains(" (LIVE): ") || $0.contains(" (ROUTINE): ") }
        #expect(screen.last?.contains("and \(items.count - shown) more") == true, "\(screen)")
    }

    @Test func `the exit code says whether something is overdue`() throws {
        let office = try Self.office()
        try office.wait(until: "2027-01-07T10:00:00-06:00")
        #expect(try office.type("due --exit-code").status == 0)
        #expect(try office.type("due --exit-code --all-incidents").status == 0)
        try office.wait(until: "2027-01-08T10:00:00-06:00")
        #expect(try office.type("due --exit-code").status == 1)
        #expect(try office.type("due --exit-code --all-incidents --json").status == 1)
        #expect(try office.type("due").status == 0)
    }

    @Test func `watching shows what is recorded meanwhile`() throws {
        // The other process goes by the machine's clock.
        let office = try PressOffice(
            at: "2025-01-06T08:00:00-06:00", schedule: CampaignScheduleTests.fridays)
        try office.begin()
        let child = try Program.start(
            ["due", "--watch", "--all-incidents", "--everyone", "--json"],
            environment: office.desk.environment(as: "lee"), output: .pipe)
        _ = child.read(until: "friday-tip of ")
        try office.done("message draft update --template tip --field \"tip=Two hands.\" --name two")
        let seen = child.read(until: "is a draft")
        #expect(seen.contains("M1") && seen.contains("is a draft"), "\(seen)")
        child.send(SIGINT)
        #expect(try child.wait() == .killed(signal: SIGINT))
    }

    @Test func `a calendar shows a week, a month and its conflicts`() throws {
        let office = try Self.office()
        try office.done(
            "schedule add news --every \"friday 09:30\" --text \"News.\" --on x facebook --incident tips"
        )
        let week = try office.done("calendar")
        #expect(week.contains("Fri 2027-01-08"), "\(week)")
        #expect(week.contains("09:00 CST  pending  tips friday-tip of 2027-01-08, on x"), "\(week)")
        #expect(
            week.contains(
                "! Conflict on 2027-01-08 09:00 on x for drivers: tips friday-tip of 2027-01-08; tips news of 2027-01-08"
            ), "\(week)")
        #expect(!week.contains("2027-01-15") && !week.contains("on facebook for"), "\(week)")
        let month = try office.json("calendar --month --from 2027-02-10")
        let days = (month["occurrences"] as? [[String: Any]])?.compactMap { $0["date"] as? String }
        #expect(Set(days ?? []) == ["2027-02-05", "2027-02-12", "2027-02-19", "2027-02-26"])
        // A skipped post and one for another audience are in nobody's way.
        try office.done("schedule skip news 2027-01-08 --reason \"one is enough\"")
        #expect(try !office.done("calendar").contains("Conflict"))
        try office.done("campaign new tips --id old --goal g --audience seniors --no-end")
        #expect(try !office.done("calendar").contains("Conflict"))
    }

    /// The properties of a calendar's events by their ids.
    private static func events(_ file: String) throws -> [String: [String: String]] {
        let text = try String(contentsOfFile: file, encoding: .utf8)
            .replacing("\r\n ", with: "")
        var events: [String: [String: String]] = [:]
        for block in text.components(separatedBy: "BEGIN:VEVENT\r\n").dropFirst() {
            let lines = block.components(separatedBy: "\r\n").map {
                $0.split(separator: ":", maxSplits: 1).map(String.init)
            }.filter { $0.count == 2 }
            let event = Dictionary(lines.map { ($0[0], $0[1]) }) { first, _ in first }
            events[event["UID"] ?? "none"] = event
        }
        return events
    }

    @Test func `a calendar file has an event for each occurrence and tells its changes`() throws {
        let office = try Self.office()
        let file = office.desk.folder + "/tips.ics"
        let wrote = try office.done("calendar --ics \(file)")
        #expect(wrote.contains("Wrote \(file): 52 events."), "\(wrote)")
        let first = try Self.events(file)
        let id = "tips/friday-tip/2027-03-19@riverton-pd"
        #expect(first.count == 52)
        #expect(first[id]?["DTSTART"] == "20270319T140000Z")
        #expect(first[id]?["STATUS"] == "CONFIRMED" && first[id]?["SEQUENCE"] == "0")
        #expect(first["tips/friday-tip/2027-03-12@riverton-pd"]?["DTSTART"] == "20270312T150000Z")

        try office.done("schedule move friday-tip 2027-03-19 --to \"2027-03-20 10:00\"")
        try office.done("schedule skip friday-tip 2027-03-26 --reason \"Good; and short, day\"")
        try office.done("calendar --ics \(file)")
        let second = try Self.events(file)
        #expect(second[id]?["DTSTART"] == "20270320T150000Z" && second[id]?["SEQUENCE"] == "1")
        let skipped = second["tips/friday-tip/2027-03-26@riverton-pd"]
        #expect(skipped?["STATUS"] == "CANCELLED" && skipped?["SEQUENCE"] == "1")
        #expect(skipped?["DESCRIPTION"]?.contains("short") == false, "A reason is for the log.")

        try office.done("pause --all --because \"a tragedy\"")
        try office.done("calendar --ics \(file)")
        let third = try Self.events(file)
        #expect(third.values.allSatisfy { $0["STATUS"] == "CANCELLED" })
        #expect(third[id]?["SEQUENCE"] == "2")
        try office.done("campaign resume friday-tip --because \"it is needed\"")
        try office.done("calendar --ics \(file)")
        let fourth = try Self.events(file)
        #expect(fourth[id]?["STATUS"] == "CONFIRMED" && fourth[id]?["SEQUENCE"] == "3")
        #expect(Set(first.keys) == Set(fourth.keys))
    }

    @Test func `what a removed schedule or an ended campaign still had is cancelled, not left out`()
        throws
    {
        let office = try Self.office()
        let file = office.desk.folder + "/tips.ics"
        try office.done("schedule add news --every \"monday 09:00\" --text News --on x")
        func written() throws -> [String: [String: String]] {
            try office.done("calendar --ics \(file)")
            return try Self.events(file)
        }
        let first = try written()
        let (monday, friday) = (
            "tips/news/2027-03-01@riverton-pd", "tips/friday-tip/2027-03-19@riverton-pd"
        )
        #expect(first[monday]?["STATUS"] == "CONFIRMED" && first[monday]?["SEQUENCE"] == "0")

        try office.wait(until: "2027-02-03T08:00:00-06:00")
        try office.done("schedule move news 2027-03-01 --to \"2027-03-02 10:00\"")
        try office.done("schedule remove news --reason \"nobody reads it\"")
        let second = try written()
        #expect(Set(first.keys).isSubset(of: second.keys))
        #expect(second[monday]?["STATUS"] == "CANCELLED" && second[monday]?["SEQUENCE"] == "2")
        #expect(second[friday]?["STATUS"] == "CONFIRMED")
        let past = second["tips/news/2027-01-25@riverton-pd"]
        #expect(past?["STATUS"] == "CONFIRMED" && past?["SEQUENCE"] == "0", "It came before.")
        let list = try office.done("schedule list --to 2027-12-31")
        #expect(!list.contains("ended") && !list.contains("2027-03-01"), "\(list)")

        try office.done("campaign end \"the season is over\" --anyway --incident tips")
        let third = try written()
        #expect(Set(second.keys).isSubset(of: third.keys))
        #expect(third[friday]?["STATUS"] == "CANCELLED" && third[friday]?["SEQUENCE"] == "1")
        try office.done("reopen \"it goes on\" --incident tips", as: "kim")
        let fourth = try written()
        #expect(fourth[friday]?["STATUS"] == "CONFIRMED" && fourth[friday]?["SEQUENCE"] == "2")
        // A year on, no calendar can have shown what would have come then.
        try office.wait(until: "2029-02-03T08:00:00-06:00")
        #expect(try written().keys.allSatisfy { !$0.contains("/news/") })
    }

    @Test func `a calendar as of an earlier time shows what was planned then`() throws {
        let office = try Self.office()
        try office.wait(until: "2027-01-05T08:00:00-06:00")
        try office.done("schedule skip friday-tip 2027-01-08 --reason \"the office is closed\"")
        #expect(try office.done("calendar").contains("skipped  tips friday-tip of 2027-01-08"))
        let then = try office.done("calendar --as-of \"2027-01-04 12:00\"")
        #expect(then.contains("pending  tips friday-tip of 2027-01-08"), "\(then)")
        let before = try office.done("calendar --as-of \"2027-01-03 12:00\"")
        #expect(before.contains("No routine work on these days."), "\(before)")
    }

    @Test func `only a calendar of ours is written over`() throws {
        let office = try Self.office()
        let file = try office.desk.write("BEGIN:VCALENDAR\nPRODID:other\n", to: "other.ics")
        let result = try office.type("calendar --ics \(file)")
        #expect(result.status == 65, "\(result.errors)")
        #expect(result.errors.contains("isn't a calendar that Tocsin wrote"), "\(result.errors)")
        #expect(try String(contentsOfFile: file, encoding: .utf8).contains("PRODID:other"))
        let home = try office.type("calendar --ics \(office.desk.home)/department.yaml")
        #expect(home.status == 65, "\(home.errors)")
    }

    // MARK: Other programs

    private static let python =
        ProcessInfo.processInfo.environment["TOCSIN_PYTHON"] ?? "/usr/bin/python3"

    private static func python(_ program: String, has packages: String) -> Bool {
        OutsideProgram.runs(program, ["-c", "import \(packages)"])
    }

    /// A year with two changes of the clocks, a move, a skip and a pause.
    private static func year() throws -> (PressOffice, file: String) {
        let office = try office()
        try office.done(
            "schedule add early --every \"month 2nd sunday 02:30\" --text \"Café; ein Gruß, an alle\""
        )
        try office.done("schedule move friday-tip 2027-03-19 --to \"2027-03-20 10:00\"")
        try office.done("schedule skip friday-tip 2027-03-26 --reason \"Good; and short, day\\n\"")
        try office.done("campaign pause early --because \"nobody is up\"")
        let file = office.desk.folder + "/tips.ics"
        try office.done("calendar --ics \(file)")
        return (office, file)
    }

    @Test(
        .enabled(
            if: python("/usr/bin/python3", has: "gi; gi.require_version('ICalGLib', '3.0')"),
            "libical is not installed"))
    func `libical finds no fault in the file`() throws {
        let (office, file) = try Self.year()
        defer { withExtendedLifetime(office) {} }
        let script = """
            import sys, gi
            gi.require_version("ICalGLib", "3.0")
            from gi.repository import ICalGLib
            component = ICalGLib.Component.new_from_string(open(sys.argv[1]).read())
            assert ICalGLib.restriction_check(component)
            assert component.count_errors() == 0
            print(component.count_components(ICalGLib.ComponentKind.VEVENT_COMPONENT))
            """
        let result = try Program.run("/usr/bin/python3", ["-c", script, file], environment: [:])
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output == "64\n")
    }

    @Test(
        .enabled(
            if: python(python, has: "icalendar, recurring_ical_events"),
            "TOCSIN_PYTHON names a Python with icalendar and recurring-ical-events"))
    func `another program reads the same instants`() throws {
        let (office, file) = try Self.year()
        let script = """
            import sys, datetime, icalendar, recurring_ical_events
            calendar = icalendar.Calendar.from_ical(open(sys.argv[1], "rb").read())
            assert not calendar.errors
            events = recurring_ical_events.of(calendar).between(
                datetime.date(2027, 1, 1), datetime.date(2028, 1, 5))
            for event in events:
                assert not event.errors
                time = event["DTSTART"].dt.astimezone(datetime.timezone.utc)
                print(event["UID"], time.strftime("%Y-%m-%dT%H:%M:%SZ"), event["STATUS"])
            """
        let result = try Program.run(Self.python, ["-c", script, file], environment: [:])
        #expect(result.status == 0, "\(result.errors)")
        let answer = try office.json("schedule list --from 2027-01-01 --to 2028-01-04")
        let ours = try #require(answer["occurrences"] as? [[String: Any]]).map { line in
            let state = line["state"] as? String ?? ""
            let isOff = ["paused", "skipped"].contains(state)
            return
                "tips/\(line["schedule"] ?? "")/\(line["date"] ?? "")@riverton-pd \(line["at"] ?? "") \(isOff ? "CANCELLED" : "CONFIRMED")"
        }
        #expect(ours.count == 64)
        #expect(result.output.split(separator: "\n").map(String.init).sorted() == ours.sorted())
        #expect(ours.contains { $0.contains("early/2027-03-14@riverton-pd 2027-03-14T08:30:00Z") })
    }
}
