import ChildProcess
import EventLog
import Foundation
import Testing

/// Pauses of routine work: by a person, by a LIVE incident, by no drill.
@Suite struct PauseTests {
    private static let schedules = """
        schedule:
          friday-tip:
            every: friday 09:00
            template: tip
            fields: {tip: Lock your car.}
          boil:
            every: day 07:00
            template: water
            fields: {tip: Boil your water for one minute.}
        keeps-running: [water]

        """

    private static func office(_ start: String = "2027-01-04T08:00:00-06:00") throws -> PressOffice
    {
        let office = try PressOffice(at: start, schedule: schedules)
        try office.begin()
        return office
    }

    private static func paused(_ office: PressOffice) throws -> [String] {
        let items = try #require(office.json("pause")["items"] as? [[String: Any]])
        return items.compactMap { $0["item"] as? String }
    }

    private static func states(_ office: PressOffice, _ options: String) throws -> [String: String]
    {
        let answer = try office.json("schedule list \(options) --incident tips")
        let lines = try #require(answer["occurrences"] as? [[String: Any]])
        return Dictionary(
            lines.filter { $0["schedule"] as? String == "friday-tip" }.compactMap { line in
                (line["date"] as? String).flatMap { date in
                    (line["state"] as? String).map { (date, $0) }
                }
            }, uniquingKeysWith: { "\($0) and \($1)" })
    }

    @Test func `a PIO pauses everything without an incident`() throws {
        let office = try Self.office()
        try office.done("schedule prepare friday-tip 2027-01-08")
        try office.done("message submit M1")
        try office.done("message approve M1", as: "ana")
        let said = try office.done("pause --all --because \"the shooting in Springfield\"")
        #expect(said.contains("All routine work is paused."), "\(said)")
        #expect(
            said.contains(
                "tips friday-tip waits. To resume it: tocsin campaign resume friday-tip --incident tips"
            ), "\(said)")
        #expect(try Self.paused(office) == ["friday-tip", "boil"], "All means all.")
        let release = try office.type("message release M1 --yes")
        #expect(
            release.errors.contains(
                "friday-tip of 2027-01-08 is paused: the shooting in Springfield"),
            "\(release.errors)")
        #expect(release.errors.contains("tocsin campaign resume friday-tip"), "\(release.errors)")
        let prepare = try office.type("schedule prepare friday-tip 2027-01-15")
        #expect(prepare.errors.contains("is paused"), "\(prepare.errors)")
        let due = try office.done("due --everyone --all")
        #expect(due.contains("friday-tip is paused: the shooting in Springfield."), "\(due)")
        #expect(!due.contains("approved but not released"), "\(due)")
        let again = try office.done("pause --all --because \"the shooting in Springfield\"")
        #expect(again.contains("No change"), "\(again)")
    }

    @Test func `only those who direct may pause everything`() throws {
        let office = try Self.office()
        let result = try office.type("pause --all --because rain", as: "pat")
        #expect(result.status == 77, "\(result.errors)")
        #expect(result.errors.contains("pat as translator may not pause"), "\(result.errors)")
        #expect(try Self.paused(office).isEmpty)
        #expect(try office.type("pause --all").errors.contains("--because is missing"))
    }

    @Test func `a LIVE incident pauses all but what keeps running`() throws {
        let office = try Self.office()
        try office.done("open crisis --place Main --id riverton")
        #expect(try Self.paused(office) == ["friday-tip"])
        try office.done("schedule prepare boil 2027-01-05 --incident tips")
        try office.done("close \"it is over\" --anyway --incident riverton", as: "kim")
        #expect(try Self.paused(office) == ["friday-tip"], "Only a person resumes it.")
        try office.done(
            "schedule add new --every \"monday 10:00\" --text \"A tip.\" --incident tips")
        #expect(try Self.paused(office) == ["friday-tip"], "New work isn't paused any more.")
    }

    @Test func `a campaign that begins during a pause is paused too`() throws {
        let office = try PressOffice(at: "2027-01-04T08:00:00-06:00", schedule: Self.schedules)
        try office.done("open crisis --place Main --id riverton")
        try office.begin()
        #expect(try Self.paused(office) == ["friday-tip"])

        let other = try PressOffice(at: "2027-01-04T08:00:00-06:00", schedule: Self.schedules)
        try other.done("pause --all --because \"a tragedy\"")
        try other.begin()
        #expect(try Self.paused(other) == ["friday-tip", "boil"])
        try other.done("pause --over --because \"the vigil is over\"")
        try other.done("schedule add new --every \"monday 10:00\" --text \"A tip.\"")
        #expect(try Self.paused(other) == ["friday-tip", "boil"])
    }

    @Test(arguments: ["exercise", "routine"])
    func `a drill pauses nothing real`(mode: String) throws {
        let office = try Self.office()
        let before = try office.json("log info")["streams"] as? [[String: Any]]
        try office.done(
            "open crisis --place Main --id drill --mode \(mode)")
        try office.done("close \"it is over\" --anyway --incident drill", as: "kim")
        #expect(try Self.paused(office).isEmpty)
        let after = try office.json("log info")["streams"] as? [[String: Any]]
        func routine(_ streams: [[String: Any]]?) -> Int? {
            streams?.first { $0["incident"] as? String == "routine" }?["revision"] as? Int
        }
        #expect(routine(after) == routine(before) && routine(before) == 0)
    }

    @Test func `somebody who practices doesn't stop real work`() throws {
        let office = try Self.office()
        try office.done(
            "open crisis --place Main --id drill --mode exercise")
        let result = try office.type("pause --all --because \"as the script says\"")
        #expect(result.status == 77, "\(result.errors)")
        #expect(result.errors.contains("a drill pauses nothing real"), "\(result.errors)")
        #expect(try Self.paused(office).isEmpty)
        try office.done("use none")
        try office.done("close \"it is over\" --anyway --incident drill", as: "kim")
        try office.done("pause --all --because \"a real one\" --incident tips")
        #expect(try Self.paused(office) == ["friday-tip", "boil"])
    }

    @Test func `a reenactment pauses nothing`() throws {
        let office = try Self.office()
        let demo = try office.type("scenario run dallas-2016 --stop-after 3", as: "controller")
        #expect(demo.status == 0, "\(demo.errors)")
        #expect(try Self.paused(office).isEmpty)
    }

    @Test func `resuming shows the text again and settles what lies more than a day back`() throws {
        let office = try Self.office()
        try office.done("pause --all --because \"a tragedy\"")
        try office.wait(until: "2027-01-16T08:00:00-06:00")
        let states = try Self.states(office, "--to 2027-01-22")
        #expect(
            states == [
                "2027-01-08": "paused", "2027-01-15": "paused", "2027-01-22": "paused",
            ])
        let refused = try office.type("campaign resume friday-tip")
        #expect(refused.status == 65, "\(refused.errors)")
        #expect(
            refused.errors.contains(
                "1 occurrence of friday-tip lies more than a day back: 2027-01-08"),
            "\(refused.errors)")
        #expect(refused.errors.contains("--skip DATE, --move DATE=TIME or --now DATE"))
        let resumed = try office.done("campaign resume friday-tip --skip 2027-01-08")
        #expect(resumed.contains("Riverton Police Department: Lock your car."), "\(resumed)")
        #expect(
            try Self.states(office, "--to 2027-01-22") == [
                "2027-01-08": "skipped", "2027-01-15": "pending", "2027-01-22": "pending",
            ])
        #expect(try Self.paused(office) == ["boil"], "Each item is resumed by itself.")
        let again = try office.done("campaign resume friday-tip")
        #expect(again.contains("No change"), "\(again)")
    }

    @Test func `a person at the terminal is asked about each old occurrence`() throws {
        let office = try Self.office()
        try office.done("pause --all --because \"a tragedy\"")
        try office.wait(until: "2027-01-23T08:00:00-06:00")
        let said = try office.done(
            "campaign resume friday-tip", answering: "now\n2027-01-25 10:00\n")
        #expect(said.contains("friday-tip of 2027-01-08 lies more than a day back"), "\(said)")
        #expect(
            try Self.states(office, "--to 2027-01-29") == [
                "2027-01-08": "moved", "2027-01-15": "moved", "2027-01-22": "pending",
                "2027-01-29": "pending",
            ])
        let messages = try office.json("message list")["messages"] as? [[String: Any]]
        #expect(messages?.compactMap { $0["name"] as? String } == ["friday-tip-2027-01-08"])
    }

    @Test func `a message that waited for its release is paused, and later words aren't`() throws {
        let office = try Self.office()
        try office.done(
            "message draft update --template tip --field \"tip=Smile!\" --name smile --submit")
        try office.done("message approve smile", as: "ana")
        try office.done("pause --all --because \"a tragedy\"")
        let release = try office.type("message release smile --yes")
        #expect(release.errors.contains("M1 is paused: a tragedy"), "\(release.errors)")
        try office.done(
            "message draft update --template tip --field \"tip=We mourn.\" --name mourning --submit"
        )
        try office.done("message approve mourning --release --yes", as: "ana")
        let shown = try office.done("campaign resume M1")
        #expect(shown.contains("Smile!"), "\(shown)")
        try office.done("message release smile --yes")
    }

    @Test func `some items of one campaign are paused`() throws {
        let office = try Self.office()
        try office.done("campaign pause friday-tip --because \"wrong numbers\"")
        #expect(try Self.paused(office) == ["friday-tip"])
        try office.done("campaign pause --because \"no staff\"")
        #expect(try Self.paused(office) == ["friday-tip", "boil"])
        let unknown = try office.type("campaign pause friday-tpi --because x")
        #expect(unknown.errors.contains("Did you mean friday-tip?"), "\(unknown.errors)")
        try office.done("campaign resume friday-tip")
        #expect(try Self.paused(office) == ["boil"])
    }

    @Test func `earlier moments are told as they were`() throws {
        let office = try Self.office()
        try office.wait(until: "2027-01-06T08:00:00-06:00")
        try office.done("pause --all --because \"a tragedy\"")
        try office.wait(until: "2027-01-07T08:00:00-06:00")
        #expect(
            try Self.states(office, "--to 2027-01-08") == ["2027-01-08": "paused"])
        #expect(
            try Self.states(office, "--to 2027-01-08 --as-of 2027-01-05T08:00:00-06:00")
                == ["2027-01-08": "pending"])
    }
}
