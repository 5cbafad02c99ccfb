import Foundation
import Testing

/// What newcomers typed, and what they were told.
@Suite struct NewcomerTests {
    // MARK: Accounts

    @Test func `a channel without an account of ours is due no more once somebody says so`() throws
    {
        let team = try Team()
        try team.publish(
            "update", "one", "The river is high.", on: ["x", "nextdoor"], posted: ["x"])
        #expect(try team.done("due").contains("Post M2"))
        let asked = try team.type("message posted one nextdoor").errors
        #expect(asked.contains("If we have none: tocsin channel no-account nextdoor"), "\(asked)")
        let closed = try team.copied().type("close done")
        #expect((closed.output + closed.errors).contains("nextdoor"), "\(closed)")
        #expect(try team.done("gap").contains("nextdoor"))
        let said = try team.done("channel no-account nextdoor")
        #expect(said.contains("Nothing is due on nextdoor"), "\(said)")
        #expect(try !team.done("due --all").contains("nextdoor"))
        #expect(try !team.done("gap").contains("nextdoor"))
        let end = try team.copied().type("close done")
        #expect(!(end.output + end.errors).contains("nextdoor"), "\(end)")
        // Saying it again changes nothing; an account that the file lists is ours.
        try team.done("channel no-account nextdoor")
        #expect(try team.type("channel no-account x").errors.contains("lists x:MillFalls"))
        #expect(
            try team.type("channel no-account nextdor").errors.contains("Did you mean nextdoor"))
    }

    @Test func `a department file without an account keeps messages away from the channel`() throws
    {
        let desk = try Desk.staffed()
        let path = desk.home + "/department.yaml"
        let file = try String(contentsOfFile: path, encoding: .utf8) + "no-account: [nextdoor]\n"
        try Data(file.utf8).write(to: URL(fileURLWithPath: path))
        let opened = try desk.type("open attack-on-officers --place \"Main and Lamar\" --id r")
        #expect(opened.status == 0, "\(opened.errors)")
        #expect(opened.output.contains("facebook/en") && !opened.output.contains("nextdoor"))
        try desk.carryOut(
            "message draft update --text \"Hello.\" --on nextdoor --identifies nobody --name u")
        try Data(file.replacing("[nextdoor]", with: "[nextdor]").utf8).write(
            to: URL(fileURLWithPath: path))
        let refused = try desk.type("open attack-on-officers --place Main --id s")
        #expect(refused.errors.contains("unknown channel \"nextdor\" (did you mean \"nextdoor\"?)"))
    }

    @Test func `opening tells our accounts for which the playbook has no text`() throws {
        let desk = try Desk.staffed()
        let path = desk.home + "/department.yaml"
        let file = try String(contentsOfFile: path, encoding: .utf8)
            .replacing("  web: [", with: "  tiktok: [riverton]\n  web: [")
        try Data(file.utf8).write(to: URL(fileURLWithPath: path))
        let opened = try desk.type("open attack-on-officers --place \"Main and Lamar\" --id r")
        #expect(
            opened.output.contains("has no text for these accounts of ours: tiktok:riverton."),
            "\(opened.output)\(opened.errors)")
    }

    // MARK: People

    @Test func `a person whom nobody listed is asked about`() throws {
        let desk = try Desk.opened()
        for command in ["role assign kimm pio", "inquiry assign Q1 kimm", "rumor assign R1 kimm"] {
            try desk.refuse(
                command, as: "kim", saying: "doesn't list kimm. Did you mean kim?", "--unlisted",
                status: 65)
        }
        try desk.refuse("role assign zoe pio", as: "kim", saying: "It lists lee, kim.", status: 65)
        try desk.carryOut("role assign zoe pio --unlisted", as: "kim")
        try desk.carryOut("role assign eva pio --agency county", as: "kim")
        // A person with a role in the incident is known.
        try desk.carryOut("role assign zoe translator", as: "kim")
        try desk.carryOut("inquiry receive \"When?\" --from \"Station 4\"")
        try desk.carryOut("inquiry assign Q1 zoe")
    }

    @Test func `the remedy for somebody without a role works for the listed and for others`() throws
    {
        let desk = try Desk.opened()
        let refused = try desk.type("fact verify F1 --source x", as: "zoe").errors
        #expect(refused.contains("tocsin role assign zoe ROLE --unlisted"), "\(refused)")
    }

    // MARK: Times and ids

    @Test(arguments: [
        ("9:00", "Write 09:00 or 21:00."), ("2:28", "Write 02:28 or 14:28."),
        ("tomorrow 9:00", "Write tomorrow 09:00 or tomorrow 21:00."),
        ("2026-12-01 7:15:30", "Write 2026-12-01 07:15:30 or 2026-12-01 19:15:30."),
    ])
    func `an hour of one digit is refused with what to type`(time: String, words: String) throws {
        try Desk.opened().refuse(
            "message draft update --text Hello --on x --identifies nobody --next-update \"\(time)\"",
            saying: words, status: 65)
    }

    @Test(arguments: [
        ("S 2", "--id s-2"), ("storm/2", "--id storm-2"), ("é", "--id storm-2"),
        ("-x", "--id x"),
    ])
    func `an id that isn't valid is told as an id`(id: String, remedy: String) throws {
        let desk = try Desk.staffed()
        let refused = try desk.run(
            "open", "attack-on-officers", "--place", "Main", "--id=\(id)")
        #expect(refused.status == 65 && refused.errors.contains("isn't a valid incident id"))
        #expect(refused.errors.contains(remedy), "\(refused.errors)")
        #expect(!refused.errors.contains("stream"))
    }

    @Test(arguments: [
        ("America/Chigago", "America/Chicago"), ("Chicago", "America/Chicago"),
        ("new york", "America/New_York"),
    ])
    func `an unknown zone is told with the nearest, as what was typed`(zone: String, near: String)
        throws
    {
        let desk = try Desk()
        let refused = try desk.run("init", "--name", "Riverton", "--zone", zone)
        #expect(refused.status == 65, "\(refused.errors)")
        #expect(refused.errors.contains("\"\(zone)\" isn't a time zone"), "\(refused.errors)")
        #expect(refused.errors.contains("Did you mean \(near)?"), "\(refused.errors)")
        #expect(!refused.errors.contains("department file:"))
        let opening = try Desk.staffed().run(
            "open", "attack-on-officers", "--place", "Main", "--zone", zone)
        #expect(opening.errors.contains("Did you mean \(near)?"), "\(opening.errors)")
    }

    // MARK: Playbooks

    @Test(arguments: [
        ("kind: update\n", "kind: updates\n", "holding, alert, update, correction, retraction"),
        ("  update:\n", "\tupdate:\n", "begins with a tab: use spaces"),
        ("title: Update\n", "title: \"Update\n", "quotation marks"),
        ("{next-update}", "{next update}", "did you mean {next-update}?"),
        ("{next-update}", "{nextupdate}", "did you mean \"next-update\"?"),
    ])
    func `a slip in a playbook is told in our words`(
        right: String, wrong: String, words: String
    ) throws {
        let desk = try Desk.staffed()
        #expect(try desk.run("playbook", "new", "storm", "--title", "Storm").status == 0)
        let path = desk.home + "/playbooks/storm.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text.contains(right))
        try Data(text.replacing(right, with: wrong).utf8).write(to: URL(fileURLWithPath: path))
        let refused = try desk.run("playbook", "check", path)
        #expect(refused.status == 65 && refused.errors.contains(words), "\(refused.errors)")
        for foreign in ["scalar", "token", "block mapping", "end of stream"] {
            #expect(!refused.errors.contains(foreign), "\(refused.errors)")
        }
    }

    @Test func `a placeholder with a slip never goes out as it is typed`() throws {
        let desk = try Desk.opened()
        let draft = "message draft update --on x --identifies nobody --name u --text"
        try desk.refuse(
            "\(draft) \"Hello. Next update by {next update}.\"", saying: "Write {next-update}.",
            status: 65)
        try desk.carryOut("\(draft) \"Hello. Next update by {next-update}.\"")
        try desk.refuse(
            "message edit u x \"Hello. As of {As Of}.\"", saying: "Write {as-of}.", status: 65)
        try desk.carryOut("message edit u x \"Form {A} is out.\"")
    }

    /// An alert on a phone promises an update there, and the neutral update keeps it.
    @Test func `a promise made on phones can be kept there`() throws {
        let desk = try Desk.opened()
        try desk.carryOut(
            "message draft alert --template shelter-in-place --location \"Elm Street\""
                + " --identifies nobody --expires +5h --next-update +30m --name a --submit")
        try desk.carryOut("message approve a --release --yes", as: "kim")
        try desk.carryOut("message posted a wea360:ipaws --unlisted")
        #expect(try desk.type("due --all --everyone").output.contains("promised on wea360"))
        try desk.carryOut(
            "fact record \"Officers are still searching Elm Street\" --source IC --verified --clear",
            as: "kim")
        try desk.carryOut(
            "message draft update --location \"Elm Street\" --on wea90 wea360 --cite F1"
                + " --identifies nobody --next-update +1h --name up --submit")
        try desk.carryOut("message approve up --release --yes", as: "kim")
        #expect(try desk.type("message text up wea90").output.contains("Update: Elm Street"))
        try desk.carryOut("message posted up wea360:ipaws --unlisted")
        let due = try desk.type("due --all --everyone").output
        #expect(!due.contains("M2 (alert), for public, promised"), "\(due)")
    }

    @Test func `no update goes to phones unless somebody names them`() throws {
        let desk = try Desk.opened()
        let drafted = try desk.type("message draft update --known \"The scene is calm.\" --name up")
        #expect(drafted.status == 0 && !drafted.output.contains("wea"), "\(drafted.output)")
    }

    // MARK: Which incident

    @Test func `screen and commands mean the same incident after one is closed`() throws {
        let team = try Team()
        try team.done("open flood --place Lake --id lake")
        try team.done("use flood")
        try team.done("close \"it is over\"")
        let due = try team.done("due")
        #expect(due.contains("flood is closed, and this terminal is still about it."), "\(due)")
        #expect(due.contains("Switch: tocsin use lake"), "\(due)")
        #expect(try team.json("status")["incident"] as? String == "flood")
        let refused = try team.type("fact record \"The lake is high\" --source caller")
        #expect(refused.errors.contains("The incident is closed"), "\(refused.errors)")
        try team.done("use lake")
        #expect(try team.json("status")["incident"] as? String == "lake")
        try team.done("fact record \"The lake is high\" --source caller")
    }

    // MARK: Lists and hints

    @Test func `a deadline on another day is listed with its day`() throws {
        let team = try Team()
        try team.done("inquiry receive \"When?\" --from \"Station 4\" --deadline +1h")
        try team.done("inquiry receive \"Where?\" --from \"Station 4\" --deadline +20h")
        let lines = try team.done("inquiry list").split(separator: "\n")
        #expect(lines.first?.contains("(by 13:00 UTC)") ?? false, "\(lines)")
        #expect(lines.last?.contains("(by 2027-01-16 08:00 UTC)") ?? false, "\(lines)")
    }

    @Test func `the hint for a translation names the values that it lacks`() throws {
        let team = try Team(languages: "en, es")
        try team.done(
            "message draft alert --template warning --location \"Zone A\" --guidance \"Leave now.\""
                + " --identifies nobody --expires +1h --name a --submit")
        let due = try team.done("due --all", as: "pat").replacing("\n    ", with: " ")
        #expect(
            due.contains("--by WHO --value guidance=VALUE --value location=VALUE"), "\(due)")
        #expect(!due.contains("NAME=TEXT"), "\(due)")
    }
}
