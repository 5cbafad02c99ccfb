import Foundation
import Testing

/// Schedules of campaigns, and the way of their occurrences to the public.
@Suite struct CampaignScheduleTests {
    static let fridays = """
        schedule:
          friday-tip:
            every: friday 09:00
            template: tip
            fields: {tip: Lock your car.}

        """

    /// A campaign with a tip every Friday, begun on Monday, January 4, 2027.
    private static func office() throws -> PressOffice {
        let office = try PressOffice(at: "2027-01-04T08:00:00-06:00", schedule: fridays)
        try office.begin()
        return office
    }

    private static func states(
        _ office: PressOffice, _ range: String = "--from 2027-01-01 --to 2027-02-28"
    ) throws -> [String: String] {
        let answer = try office.json("schedule list \(range)")
        let lines = try #require(answer["occurrences"] as? [[String: Any]])
        return Dictionary(
            lines.compactMap { line in
                (line["date"] as? String).flatMap { date in
                    (line["state"] as? String).map { (date, $0) }
                }
            }, uniquingKeysWith: { "\($0) and \($1)" })
    }

    @Test func `a campaign takes its playbook's schedules`() throws {
        let office = try Self.office()
        let line = try #require(
            (office.json("schedule list")["schedules"] as? [[String: Any]])?.first)
        #expect(line["every"] as? String == "friday 09:00")
        #expect(line["from"] as? String == "2027-01-04")
        #expect(line["next"] as? String == "2027-01-08T15:00:00Z")
    }

    @Test func `an occurrence is drafted once and goes its way like any message`() throws {
        let office = try Self.office()
        let prepared = try office.done("schedule prepare friday-tip 2027-01-08")
        #expect(prepared.contains("friday-tip of 2027-01-08 prepared: M1"), "\(prepared)")
        let again = try office.done("schedule prepare friday-tip 2027-01-08")
        #expect(again.contains("No change"), "\(again)")
        #expect(try Self.states(office)["2027-01-08"] == "pending")
        try office.done("message submit friday-tip-2027-01-08")
        let own = try office.type("message approve friday-tip-2027-01-08 --release --yes")
        #expect(own.status == 77, "A second person approves everyday texts too.")
        try office.done("message approve friday-tip-2027-01-08 --release --yes", as: "ana")
        try office.done("message posted friday-tip-2027-01-08 x")
        #expect(try Self.states(office)["2027-01-08"] == "posted")
        let text = try office.done("message text M1 x")
        #expect(text.contains("Riverton Police Department: Lock your car."), "\(text)")
        let skipped = try office.type("schedule skip friday-tip 2027-01-08 --reason late")
        #expect(skipped.status == 65 && skipped.errors.contains("is posted"), "\(skipped.errors)")
    }

    @Test func `the wall clock is kept over a change of the clocks`() throws {
        let office = try PressOffice(at: "2027-03-01T08:00:00-06:00", schedule: Self.fridays)
        try office.begin()
        let lines = try #require(
            office.json("schedule list --to 2027-03-31")["occurrences"] as? [[String: Any]])
        #expect(
            lines.compactMap { $0["at"] as? String } == [
                "2027-03-05T15:00:00Z", "2027-03-12T15:00:00Z", "2027-03-19T14:00:00Z",
                "2027-03-26T14:00:00Z",
            ])
    }

    @Test func `what wasn't posted within a day is missed and stays so`() throws {
        let office = try Self.office()
        try office.done("schedule prepare friday-tip 2027-01-08")
        try office.done("message submit M1")
        try office.done("message approve M1", as: "ana")
        try office.wait(until: "2027-01-08T09:30:00-06:00")
        #expect(try Self.states(office)["2027-01-08"] == "pending")
        #expect(try office.done("due", as: "lee").contains("overdue since 09:00 CST"))
        try office.wait(until: "2027-01-09T09:00:00-06:00")
        #expect(try Self.states(office)["2027-01-08"] == "missed")
        let release = try office.type("message release M1 --yes")
        #expect(release.status == 65, "\(release.errors)")
        #expect(
            release.errors.contains(
                "friday-tip of 2027-01-08 was due at 2027-01-08 09:00 CST and is missed"),
            "\(release.errors)")
        #expect(release.errors.contains("tocsin schedule move friday-tip 2027-01-08 --to TIME"))
        let due = try office.done("due --everyone --all")
        #expect(due.contains("friday-tip of 2027-01-08 was missed."), "\(due)")
        try office.done("schedule move friday-tip 2027-01-08 --to \"2027-01-11 10:00\"")
        #expect(try Self.states(office)["2027-01-08"] == "moved")
        try office.done("message release M1 --yes")
        try office.done("message posted M1 x")
        #expect(try Self.states(office)["2027-01-08"] == "posted")
    }

    @Test func `a skipped occurrence can't be released`() throws {
        let office = try Self.office()
        try office.done("schedule prepare friday-tip 2027-01-08")
        try office.done("schedule skip friday-tip 2027-01-08 --reason \"a holiday here\"")
        #expect(try Self.states(office)["2027-01-08"] == "skipped")
        let prepare = try office.type("schedule prepare friday-tip 2027-01-08")
        #expect(prepare.errors.contains("was skipped: a holiday here"), "\(prepare.errors)")
        let release = try office.type("message release M1 --yes")
        #expect(release.status != 0 && release.errors.contains("discarded"), "\(release.errors)")
    }

    @Test func `a day that the rule doesn't give is no occurrence`() throws {
        let office = try Self.office()
        let result = try office.type("schedule prepare friday-tip 2027-01-09")
        #expect(result.status == 65, "\(result.errors)")
        #expect(
            result.errors.contains("no occurrence on 2027-01-09. The next one is on 2027-01-08"),
            "\(result.errors)")
        let unknown = try office.type("schedule prepare friday-tpi 2027-01-08")
        #expect(unknown.errors.contains("Did you mean friday-tip?"), "\(unknown.errors)")
    }

    @Test func `the department's holidays count`() throws {
        let office = try PressOffice(at: "2027-01-04T08:00:00-06:00")
        let file = try String(
            contentsOfFile: office.desk.home + "/department.yaml", encoding: .utf8)
        try office.write(file + "holidays: [2027-01-15, 2027-01-22]\n", to: "department.yaml")
        try office.begin()
        try office.done(
            "schedule add skipping --every \"friday 09:00\" --text \"A tip.\" --holidays skip")
        try office.done(
            "schedule add moving --every \"friday 09:00\" --text \"A tip.\" --holidays next-workday --except 2027-01-25"
        )
        let lines = try #require(
            office.json("schedule list --to 2027-01-31")["occurrences"] as? [[String: Any]])
        let days = lines.map { "\($0["schedule"] ?? "") \($0["date"] ?? "") \($0["at"] ?? "")" }
        #expect(
            days == [
                "moving 2027-01-08 2027-01-08T15:00:00Z",
                "skipping 2027-01-08 2027-01-08T15:00:00Z",
                "moving 2027-01-15 2027-01-18T15:00:00Z",
                "moving 2027-01-29 2027-01-29T15:00:00Z",
                "skipping 2027-01-29 2027-01-29T15:00:00Z",
            ])
    }

    @Test(arguments: [
        ("--every friday --text Hi", "friday"),
        ("--every \"friday 09:00\" --template tpi", "no template"),
        ("--every \"friday 09:00\" --template tip --field place=here", "place"),
        ("--every \"friday 09:00\" --template tip --until 2027-01-01", "before it begins"),
        ("--every \"friday 09:00\" --text Hi --on twiter", "twiter"),
        ("--every \"friday 09:00\"", "either --template or --text"),
        ("--every \"friday 09:00\" --text Hi --holidays ignore", "rule for holidays"),
    ])
    func `a schedule that could never be posted is refused`(
        options: String, reason: String
    ) throws {
        let office = try Self.office()
        let result = try office.type("schedule add weekly \(options)")
        #expect(result.status != 0 && result.errors.contains(reason), "\(result.errors)")
        let lines = try #require(office.json("schedule list")["schedules"] as? [Any])
        #expect(lines.count == 1)
    }

    @Test func `a removed schedule's name isn't given out again`() throws {
        let office = try Self.office()
        try office.wait(until: "2027-01-16T08:00:00-06:00")
        try office.done("schedule remove friday-tip --reason \"the series is over\"")
        #expect(
            try Self.states(office) == ["2027-01-08": "missed", "2027-01-15": "pending"],
            "The one of the day before can still be posted.")
        let again = try office.type("schedule add friday-tip --every \"friday 10:00\" --text Hi")
        #expect(again.errors.contains("isn't given out again"), "\(again.errors)")
        let told = try office.done("schedule add last --every \"month day 31 09:00\" --text Hi")
        #expect(told.contains("Months without a day 31 are skipped"), "\(told)")
    }

    @Test func `a renewed campaign goes on, and no occurrence is in both or in none`() throws {
        let office = try Self.office()
        try office.done("schedule add biweekly --every \"2 weeks tuesday 10:00\" --text \"A tip.\"")
        try office.done("schedule skip friday-tip 2028-01-14 --reason \"the office moves\"")
        try office.wait(until: "2028-01-07T12:00:00-06:00")
        let pending = try office.type("campaign renew --no-end")
        #expect(
            pending.errors.contains("friday-tip of 2028-01-07 isn't posted"), "\(pending.errors)")
        try office.done("schedule skip friday-tip 2028-01-07 --reason \"not ready\"")
        let due = try office.done("due --everyone --all")
        #expect(due.contains("tocsin campaign renew --no-end"), "\(due)")
        let begun = try office.done("campaign renew --no-end")
        #expect(begun.contains("Began the campaign 2028-01-07-tips"), "\(begun)")
        let repeated = try office.type("campaign renew --no-end --incident tips")
        #expect(repeated.errors.contains("closed"), "\(repeated.errors)")
        let plan = try office.json("campaign show")
        #expect(plan["follows"] as? String == "tips" && plan["goal"] as? String == "Fewer thefts")
        let range = "--from 2027-12-20 --to 2028-02-06"
        let old = try Self.dates(office, "\(range) --incident tips")
        let new = try Self.dates(office, "\(range) --incident 2028-01-07-tips")
        #expect(
            old == [
                "biweekly 2027-12-21 missed", "friday-tip 2027-12-24 missed",
                "friday-tip 2027-12-31 missed",
                "biweekly 2028-01-04 missed", "friday-tip 2028-01-07 skipped",
            ])
        #expect(
            new == [
                "friday-tip 2028-01-14 skipped", "biweekly 2028-01-18 pending",
                "friday-tip 2028-01-21 pending", "friday-tip 2028-01-28 pending",
                "biweekly 2028-02-01 pending", "friday-tip 2028-02-04 pending",
            ])
    }

    private static func dates(_ office: PressOffice, _ options: String) throws -> [String] {
        let lines = try #require(
            office.json("schedule list \(options)")["occurrences"] as? [[String: Any]])
        return lines.map { "\($0["schedule"] ?? "") \($0["date"] ?? "") \($0["state"] ?? "")" }
    }

    @Test func `the check of a playbook tells what a rule leaves out`() throws {
        let office = try PressOffice(
            at: "2027-01-04T08:00:00-06:00",
            schedule: "schedule:\n  last: {every: month day 31 09:00, template: tip}\n")
        let told = try office.type("playbook check \(office.desk.home)/playbooks/tips.yaml")
        #expect(
            (told.output + told.errors).contains("last: Months without a day 31 are skipped"),
            "\(told)")
    }

    @Test(arguments: [("2026-12-31", true), ("2027-01-04", false), ("2027-06-30", false)])
    func `the check of a playbook warns of a schedule that is over`(
        until: String, warns: Bool
    ) throws {
        let office = try PressOffice(
            at: "2027-01-04T08:00:00-06:00",
            schedule:
                "schedule:\n  old:\n    every: friday 09:00\n    from: 2026-01-01\n    until: \(until)\n    template: tip\n"
        )
        let told = try office.type("playbook check \(office.desk.home)/playbooks/tips.yaml")
        let said = told.output + told.errors
        #expect(
            said.contains(
                /tips\.yaml:\d+:12: warning: old: the schedule ended on 2026-12-31, so it posts nothing/
            ) == warns, "\(said)")
        #expect(told.status == 0)
    }

    @Test func `a text that ends before its occurrence isn't released`() throws {
        let office = try Self.office()
        try office.done("schedule prepare friday-tip 2027-01-08")
        try office.done("message revise M1 --expires \"2027-01-07 09:00\"")
        try office.done("message submit M1")
        let early = try office.type("message approve M1 --release --yes", as: "ana")
        #expect(early.status == 65, "\(early)")
        #expect(
            early.errors.contains("before friday-tip of 2027-01-08 is posted"), "\(early.errors)")
        let way = "message revise M1 --expires '2027-01-09 09:00'"
        #expect(early.errors.contains("tocsin \(way)"), "\(early.errors)")
        try office.done("message revise M1 --expires \"2027-01-09 09:00\"")
        try office.done("message submit M1")
        try office.done("message approve M1 --release --yes", as: "ana")
    }

    @Test func `other fields for a prepared day aren't dropped in silence`() throws {
        let office = try Self.office()
        let prepare = "schedule prepare friday-tip 2027-01-08"
        try office.done("\(prepare) --field \"tip=Lock your car.\"")
        #expect(
            try office.done("\(prepare) --field \"tip=Lock your car.\"").contains("No change"))
        let other = try office.type("\(prepare) --field \"tip=Close your windows.\"")
        #expect(other.status == 65, "\(other)")
        #expect(other.errors.contains("already prepared with other fields: M1"), "\(other)")
        #expect(other.errors.contains("tocsin message discard M1"), "\(other.errors)")
    }

    @Test(arguments: [
        ("--every \"day 09:00\" --text Hi --language zz", "has no texts in \"zz\""),
        ("--every \"day 09:00\" --text \"Hi {nothing}\"", "The text has {nothing}"),
        ("--every \"year february day 30 09:00\" --text Hi", "has no date"),
        (
            "--every \"day 09:00\" --on sms --text \"\(String(repeating: "Lock it. ", count: 600))\"",
            "on sms."
        ),
        ("--every \"friday 9:00\" --text Hi", "Write 09:00,"),
        ("--every \"FREQ=WEEKLY;BYDAY=FR\" --text Hi", "as calendar programs write rules"),
    ])
    func `a schedule that can't post is refused`(options: String, says: String) throws {
        let office = try Self.office()
        let result = try office.type("schedule add own \(options)")
        #expect(result.status == 65, "\(result)")
        #expect(result.errors.contains(says), "\(result.errors)")
    }

    @Test func `a schedule ends with its campaign, and says so`() throws {
        let office = try PressOffice(at: "2027-01-04T08:00:00-06:00")
        try office.begin("--until 2027-02-28")
        let added = try office.done(
            "schedule add own --every \"day 09:00\" --text Hi --until 2027-12-31")
        #expect(added.contains("The campaign ends on 2027-02-28"), "\(added)")
    }

    @Test(arguments: [
        ("fields: {tipp: x}", "unknown field of template \"tip\" \"tipp\""),
        ("fields: {tip: \(String(repeating: "x", count: 61))}", "its limit is 60"),
        ("language: zz", "unknown language of the playbook \"zz\""),
    ])
    func `a check of the playbook finds a schedule's faults`(line: String, says: String) throws {
        let office = try PressOffice(
            at: "2027-01-04T08:00:00-06:00",
            schedule: """
                schedule:
                  friday-tip:
                    every: friday 09:00
                    template: tip
                    \(line)

                """)
        let result = try office.type("playbook check tips")
        #expect(result.status != 0, "\(result)")
        #expect((result.output + result.errors).contains(says), "\(result)")
    }

    @Test func `the commands of the guide to routine work can be typed as shown`() throws {
        let guide = try String(
            contentsOf: ReadmeTests.packageRoot.appendingPathComponent("Docs/schedules.md"),
            encoding: .utf8)
        let lines = guide.split(separator: "\n").map(String.init)
        let commands = lines.filter {
            $0.hasPrefix("tocsin campaign new") || $0.hasPrefix("tocsin schedule ")
        }
        #expect(commands.count == 6)
        let office = try PressOffice(at: "2027-01-04T08:00:00-06:00")
        for command in commands {
            try office.done(String(command.dropFirst("tocsin ".count)))
        }
        let prepared = try office.done(
            "schedule prepare friday-tip 2027-01-29 --field \"action=Lock your car.\"")
        #expect(prepared.contains("Next: tocsin message revise"), "\(prepared)")
    }
}
