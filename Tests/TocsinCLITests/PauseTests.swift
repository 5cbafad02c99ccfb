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
                "tips friday-tip waits. To resume it: tocsin campaign resume friday-tip --because TEXT --incident tips"
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
        let refused = try office.type("campaign resume friday-tip --because \"it is needed\"")
        #expect(refused.status == 65, "\(refused.errors)")
        #expect(
            refused.errors.contains(
                "1 occurrence of friday-tip lies more than a day back: 2027-01-08"),
            "\(refused.errors)")
        #expect(refused.errors.contains("--skip DATE, --move DATE=TIME or --now DATE"))
        let resumed = try office.done(
            "campaign resume friday-tip --skip 2027-01-08 --because \"it is needed\"")
        #expect(resumed.contains("Riverton Police Department: Lock your car."), "\(resumed)")
        #expect(
            try Self.states(office, "--to 2027-01-22") == [
                "2027-01-08": "skipped", "2027-01-15": "pending", "2027-01-22": "pending",
            ])
        #expect(try Self.paused(office) == ["boil"], "Each item is resumed by itself.")
        let again = try office.done("campaign resume friday-tip")
        #expect(again.contains("friday-tip isn't paused."), "\(again)")
    }

    @Test func `a person at the terminal is asked about each old occurrence`() throws {
        let office = try Self.office()
        try office.done("pause --all --because \"a tragedy\"")
        try office.wait(until: "2027-01-23T08:00:00-06:00")
        let said = try office.done(
            "campaign resume friday-tip --because \"it is needed\"",
            answering: "now\n2027-01-25 10:00\n")
        #expect(said.contains("friday-tip of 2027-01-08 lies more than a day back"), "\(said)")
        #expect(
            try Self.states(office, "--to 2027-01-29") == [
                "2027-01-08": "moved", "2027-01-15": "moved", "2027-01-22": "pending",
                "2027-01-29": "pending",
            ])
        let messages = try office.json("message list")["messages"] as? [[String: Any]]
        #expect(messages?.compactMap { $0["name"] as? String } == ["friday-tip-2027-01-08"])
    }

    @Test func `a message that waited for its release is paused until it is resumed`() throws {
        let office = try Self.office()
        try Self.approve("smile", "Smile!", office)
        try office.done("pause --all --because \"a tragedy\"")
        let release = try office.type("message release smile --yes")
        #expect(release.errors.contains("M1 is paused: a tragedy"), "\(release.errors)")
        try office.done("pause --over --because \"the vigil is over\"")
        #expect(try office.type("message release smile --yes").status == 65)
        let shown = try office.done("campaign resume M1")
        #expect(shown.contains("Smile!"), "\(shown)")
        try office.done("message release smile --yes")
    }

    /// Drafts, submits and approves a tip.
    private static func approve(
        _ name: String, _ tip: String, _ office: PressOffice, on channels: String = "x"
    ) throws {
        try office.done(
            "message draft update --template tip --field \"tip=\(tip)\" --name \(name) --on \(channels) --submit --incident tips"
        )
        try office.done("message approve \(name) --incident tips", as: "ana")
    }

    /// How routine work comes to wait, and how the cause ends.
    enum Cause: String, CaseIterable {
        case person, incident, campaign

        func begin(_ office: PressOffice) throws {
            switch self {
            case .person: try office.done("pause --all --because \"a tragedy\"")
            case .incident: try office.done("open crisis --place Main --id riverton")
            case .campaign:
                try office.done("campaign pause --because \"a tragedy\" --incident tips")
            }
        }

        func end(_ office: PressOffice) throws {
            switch self {
            case .person: try office.done("pause --over --because \"the vigil is over\"")
            case .incident:
                try office.done("close \"it is over\" --anyway --incident riverton", as: "kim")
            case .campaign: try office.done("campaign resume --incident tips")
            }
        }
    }

    @Test(arguments: Cause.allCases)
    func `what is drafted during a pause waits for its end`(cause: Cause) throws {
        let office = try Self.office()
        try cause.begin(office)
        let drafted = try office.done(
            "message draft update --text \"Come to our party!\" --identifies nobody --on x --rests-on nothing --reason \"invitation only\" --name party --submit --incident tips"
        )
        #expect(drafted.contains("M1 is paused"), "\(drafted)")
        #expect(!drafted.contains("message approve"), "\(drafted)")
        let release = "message approve party --release --yes --incident tips"
        let refused = try office.type(release, as: "ana")
        #expect(refused.status == 65 && refused.errors.contains("M1 is paused"), "\(refused)")
        #expect(try Self.paused(office).contains("M1"))
        try cause.end(office)
        try office.done(release, as: "ana")
    }

    @Test func `a message of a paused campaign's own words is resumed for a reason`() throws {
        let office = try Self.office()
        try office.done("pause --all --because \"a tragedy\"")
        try Self.approve("mourning", "We mourn.", office)
        let silent = try office.type("campaign resume M1")
        #expect(silent.status == 65, "\(silent)")
        #expect(silent.errors.contains("campaign resume M1 --because"), "\(silent.errors)")
        #expect(try Self.paused(office).contains("M1"))
        try office.done("campaign resume M1 --because \"the family asked for it\"")
        try office.done("message release mourning --yes")
        let log = try office.done("timeline --view restricted")
        #expect(log.contains("M1 resumed: the family asked for it"), "\(log)")
    }

    @Test func `a campaign that begins during a pause releases nothing either`() throws {
        let office = try PressOffice(at: "2027-01-04T08:00:00-06:00")
        try office.done("pause --all --because \"a tragedy\"")
        try office.begin()
        try Self.approve("smile", "Smile!", office)
        let release = try office.type("message release smile --yes")
        #expect(release.errors.contains("M1 is paused: a tragedy"), "\(release)")
    }

    @Test func `a standing approval releases nothing during a pause`() throws {
        let office = try PressOffice(
            at: "2027-01-04T08:00:00-06:00",
            keepsRunning: """
                standing-approvals:
                  - {template: tip, fields: [tip], approver: kim, role: incident-commander, expires: 2027-12-31}

                """)
        try office.begin()
        let draft = "message draft update --template tip --on x --submit --release --yes"
        try office.done("\(draft) --field \"tip=Lock your car.\"")
        try office.done("message posted M1 x")
        try office.done("pause --all --because \"a tragedy\"")
        let refused = try office.type("\(draft) --field \"tip=Smile!\"")
        #expect(refused.status == 65 && refused.errors.contains("is paused"), "\(refused)")
        #expect(try !office.done("due --everyone --all").contains("message text"))
    }

    @Test func `what was released before a pause can't be taken and is no more due`() throws {
        let office = try Self.office()
        try Self.approve("smile", "Smile!", office, on: "x facebook")
        try office.done("message release smile --yes")
        try office.done("message posted M1 x")
        try office.done("open crisis --place Main --id riverton")
        #expect(try Self.paused(office).contains("M1"), "It isn't on facebook yet.")
        let due = try office.done("due --all-incidents --all")
        #expect(!due.contains("Post M1"), "\(due)")
        #expect(try office.done("message text M1 x --incident tips").contains("Smile!"))
        for command in ["message text M1 facebook", "message page M1"] {
            let taken = try office.type("\(command) --incident tips")
            #expect(taken.status == 65, "\(command): \(taken)")
            #expect(taken.errors.contains("campaign resume --incident tips M1"), "\(taken.errors)")
            #expect(!taken.output.contains("Smile!"), "\(taken.output)")
        }
        let posted = try office.done("message posted M1 facebook --incident tips")
        #expect(posted.contains("M1 is paused and yet is on facebook"), "\(posted)")
        #expect(posted.contains("tocsin message withdraw M1 facebook"), "\(posted)")
        #expect(try !Self.paused(office).contains("M1"), "Nothing of it is left to wait.")
    }

    @Test func `a correction never waits`() throws {
        let office = try Self.office()
        try Self.approve("smile", "Smile!", office)
        try office.done("message release smile --yes")
        try office.done("message posted M1 x")
        try office.done("pause --all --because \"a tragedy\"")
        try office.done("rumor report \"There is a party\" --on x:RivertonNews")
        try office.done(
            "message draft correction --corrects R1 --text \"There is no party.\" --identifies nobody --on x --rests-on nothing --reason \"no party is planned\" --submit"
        )
        try office.done("message approve M2 --release --yes", as: "ana")
    }

    @Test(arguments: Cause.allCases)
    func `no next command lifts a pause while it holds`(cause: Cause) throws {
        let office = try Self.office()
        try Self.approve("smile", "Smile!", office)
        try cause.begin(office)
        for actor in ["lee", "ana", "kim"] {
            for line in try office.done("due --everyone --all --incident tips", as: actor)
                .split(separator: "\n")
            {
                #expect(!line.contains("tocsin campaign resume"), "\(line)")
                #expect(!line.contains("tocsin message draft"), "\(line)")
                #expect(!line.contains("tocsin message release"), "\(line)")
            }
        }
        let before = try Self.paused(office)
        if cause != .campaign {
            let resumed = try office.type("campaign resume friday-tip --incident tips")
            #expect(resumed.status == 65, "\(resumed)")
            #expect(try Self.paused(office) == before)
        }
        try cause.end(office)
        let after = try office.done("due --everyone --all --incident tips")
        #expect(after.contains("tocsin campaign resume friday-tip"), "\(after)")
    }

    @Test func `a pause takes a role in the department or in an open incident`() throws {
        let office = try Self.office()
        for command in ["--all", "--over"] {
            let refused = try office.type("pause \(command) --because zzz", as: "sam")
            #expect(refused.status == 77, "\(refused)")
            #expect(refused.errors.contains("sam, who holds no role, may not"), "\(refused)")
            #expect(refused.errors.contains("Ask lee, ana, kim"), "\(refused.errors)")
        }
        try office.done("role assign sam pio --unlisted --incident tips")
        try office.done("pause --all --because \"a tragedy\"", as: "sam")
        try office.done("pause --over --because \"it is over\"", as: "kim")
    }

    @Test func `the author of a schedule doesn't approve its words`() throws {
        let office = try Self.office()
        try office.done("role assign kim pio")
        try office.done(
            "schedule add own --every \"day 09:00\" --text \"Lee wrote these words\" --on x")
        try office.done("schedule prepare own 2027-01-05", as: "kim")
        try office.done(
            "message revise M1 --identifies nobody --rests-on nothing --reason \"no facts in it\"",
            as: "kim")
        try office.done("message submit M1", as: "kim")
        let own = try office.type("message approve M1 --release --yes")
        #expect(own.status == 77, "\(own)")
        try office.done("message approve M1 --release --yes", as: "ana")
        try office.done("schedule prepare friday-tip 2027-01-08", as: "ana")
        try office.done("message submit M2", as: "ana")
        try office.done("message approve M2")
    }

    @Test func `the home's stream of routine work is no incident`() throws {
        let office = try Self.office()
        try office.done("pause --all --because \"a tragedy\"")
        for command in ["incident list", "status --incidents", "due --all-incidents"] {
            let said = try office.done(command)
            #expect(!said.contains("routine (") && !said.contains("UNKNOWN"), "\(said)")
        }
        let used = try office.type("use routine")
        #expect(used.status == 65, "\(used)")
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
        try office.done("schedule add new --every \"monday 10:00\" --text \"A tip.\"")
        #expect(try Self.paused(office) == ["boil", "new"], "The whole campaign is paused.")
        try office.done("campaign resume")
        try office.done("schedule add newer --every \"monday 10:00\" --text \"A tip.\"")
        #expect(try Self.paused(office) == ["boil", "new"])
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

    @Test func `a LIVE incident says what it pauses, and its pause ends with it`() throws {
        let office = try Self.office()
        let opened = try office.done("open crisis --place Main --id riverton")
        #expect(
            opened.contains("Routine work waits while it is open: 1 item of tips."), "\(opened)")
        #expect(opened.contains("tocsin pause"), "\(opened)")
        let over = try office.done("pause --over --because nah")
        #expect(
            over.contains("The pause for riverton ends when riverton is closed."), "\(over)")
        #expect(over.contains("Paused since 2027-01-04 08:00 CST"), "\(over)")
        let moved = try office.done(
            "schedule move friday-tip 2027-01-08 --to now --incident tips")
        #expect(moved.contains("friday-tip is paused: LIVE incident riverton"), "\(moved)")
        let resumed = try office.done(
            "campaign resume friday-tip --because \"it is needed\" --incident tips")
        #expect(resumed.contains("Riverton Police Department: Lock your car."), "\(resumed)")
        #expect(!resumed.contains("M1"), "Nobody has drafted it: \(resumed)")
    }

    @Test func `a new campaign names what to do next, and its end names what stops it`() throws {
        let office = try PressOffice(
            at: "2027-01-04T08:00:00-06:00",
            keepsRunning: """
                steps:
                  - {id: sources, title: Read each source, role: pio}
                closing: [steps-done]

                """)
        let begun = try office.done(
            "campaign new tips --id tips --goal \"Fewer thefts\" --audience drivers --no-end")
        #expect(begun.contains("Next: tocsin message draft update"), "\(begun)")
        try Self.approve("smile", "Smile!", office)
        try office.done("message release smile --yes")
        let plain = try office.type("campaign end over")
        #expect(plain.errors.contains("Still running"), "\(plain.errors)")
        let anyway = try office.type("campaign end over --anyway")
        #expect(anyway.status == 65, "\(anyway)")
        #expect(!anyway.errors.contains("Still running"), "\(anyway.errors)")
        try office.done("step complete sources")
        let ended = try office.done("campaign end over --anyway")
        #expect(ended.contains("Campaign ended: over."), "\(ended)")
    }
}
