import Foundation
import Testing

@testable import TocsinCLI

/// What a new officer met on the first day, each through the command line.
@Suite struct FirstDayTests {
    // MARK: Hints that lead where they should

    @Test func `every command that is suggested for a named incident names it`() throws {
        let team = try Team()
        try team.done("open flood --place Lake --mode exercise --id drill --yes")
        try team.done("use flood")
        try team.done("fact record \"The lake is high\" --source caller --incident drill")
        try team.done(
            "message draft update --cite F1 --text \"The lake is high.\" --on x --identifies nobody"
                + " --name u --submit --incident drill")
        for command in ["message check u", "message release u", "message text u sms"] {
            let result = try team.type("\(command) --incident drill")
            let words = (result.output + result.errors).split(whereSeparator: \.isWhitespace)
                .joined(separator: " ")
            let commands = words.split(separator: ": tocsin ").dropFirst()
            #expect(commands.allSatisfy { $0.contains("--incident drill") }, "\(words)")
        }
    }

    @Test(arguments: [
        ("See them: tocsin fact list.", "See them: tocsin fact list --incident drill."),
        (
            "Add it: tocsin message revise M1 --text TEXT",
            "Add it: tocsin message revise --incident drill M1 --text TEXT"
        ),
        ("tocsin message show M1 --incident drill", "tocsin message show M1 --incident drill"),
        ("Create one: tocsin init", "Create one: tocsin init"),
        ("Words alone.", "Words alone."),
    ])
    func `a command about an incident gets the incident that was typed`(
        text: String, named: String
    ) {
        #expect(CommandPath.naming("drill", in: text) == named)
    }

    @Test(arguments: [
        ("--home H stauts", "Did you mean \"tocsin status\"?"),
        ("--as sam fact recrd x", "Did you mean \"tocsin fact record\"?"),
        ("--home H phase change x", "There is no command \"tocsin phase change\""),
        ("open flood --plce \"Main & Lamar\"", "Did you mean --place?"),
    ])
    func `a slip is found behind options, and before what it leaves out`(
        typed: String, words: String
    ) throws {
        let result = try Program.run(Words.split(typed))
        #expect(result.status == 64 && result.errors.contains(words), "\(result.errors)")
    }

    @Test func `help without a command is the program's`() throws {
        let help = try Program.run(["help"])
        let asked = try Program.run(["--help"])
        #expect(help.status == 0 && help.output == asked.output)
    }

    // MARK: What is known wrong or held

    @Test func `a fact that is held after its release stops the message and is due where it is`()
        throws
    {
        let team = try Team()
        try team.done(
            "fact record \"Two crew members are hurt\" --source IC --verified --clear", as: "kim")
        try team.done(
            "message draft update --cite F1 --text \"Two crew members are hurt.\" --on x sms"
                + " --identifies nobody --name u --submit")
        try team.done("message approve u --release --yes", as: "kim")
        try team.done("message posted u x")
        let held = try team.done("fact hold F1 --reason \"family not yet told\"", as: "kim")
        #expect(held.contains("Already released with it: M2 on x:MillFalls."), "\(held)")
        #expect(held.contains("tocsin message recall M2"))
        let due = try team.done("due").replacing("\n    ", with: " ")
        #expect(due.contains("says F1, which is held now, and is on x"), "\(due)")
        #expect(!due.contains("Post M2"))
        #expect(try team.done("gap").contains("M2 says F1, held now"))
        #expect(try team.type("message text u sms").status == 77)
        #expect(try team.type("message posted u sms").errors.contains("which is held now"))
        // The hold's end gives it back.
        try team.done(
            "fact clear F1 --reason \"they know\" --told-by chaplain --told-at -1m", as: "kim")
        #expect(try team.done("due").contains("Post M2"))
    }

    @Test func `the way out of a held citation is to cite others`() throws {
        let team = try Team()
        try team.done("fact record \"The dam leaks\" --source IC --verified", as: "kim")
        try team.done(
            "fact record \"The road is closed\" --source IC --verified --clear", as: "kim")
        try team.done(
            "message draft update --cite F1 --text \"The road is closed.\" --on x --identifies nobody"
                + " --name u --submit")
        try team.done("fact hold F1 --reason \"operations\"", as: "kim")
        try team.done("message approve u", as: "kim")
        let refused = try team.type("message release u --yes", as: "kim").errors
        #expect(refused.contains("tocsin message revise M2 --cite FACT"), "\(refused)")
        try team.done("message revise u --cite F2")
        try team.done("message submit u")
        try team.done("message approve u --release --yes", as: "kim")
    }

    @Test func `an error that comes from a fact is corrected by refuting the fact`() throws {
        let team = try Team()
        try team.done(
            "fact record \"Three people are hurt\" --source IC --verified --clear", as: "kim")
        try team.done(
            "message draft update --cite F1 --text \"Three people are hurt.\" --on x"
                + " --identifies nobody --name u --submit")
        try team.done("message approve u --release --yes", as: "kim")
        try team.done("message posted u x")
        let refused = try team.type("message correct u --wrong Three --right Four --source IC")
        #expect(refused.status == 65)
        #expect(refused.errors.contains("says it from F1"), "\(refused.errors)")
        #expect(refused.errors.contains("tocsin fact refute F1"))
    }

    @Test func `a text that gives two numbers for the same thing is stopped`() throws {
        let team = try Team()
        try team.done(
            "message draft update --text \"Three people are hurt. Four people are hurt.\" --on x"
                + " --rests-on nothing --reason \"the crew says so\" --identifies nobody --name u --submit"
        )
        try team.done("message approve u", as: "kim")
        let refused = try team.type("message release u --yes", as: "kim")
        #expect(refused.status == 77 && refused.errors.contains("self-contradicted"))
        #expect(refused.errors.contains("\"Three\" and \"Four\""), "\(refused.errors)")
    }

    // MARK: What to do next

    @Test func `an alert that waits for its posts comes before older statements`() throws {
        let team = try Team()
        try team.publish("update", "one", "The river is high.", on: ["x", "facebook"], posted: [])
        try team.done(
            "message draft alert --template warning --location \"Zone A\" --guidance \"Leave now.\""
                + " --identifies nobody --name a --expires +5h --submit")
        try team.done("message approve a --release --yes", as: "kim")
        #expect(try team.done("due").contains("Next: tocsin message text M3 x"))
    }

    @Test func `a draft that corrects an error is due before steps`() throws {
        let team = try Team()
        try team.publish("update", "one", "Go to Oak Street 12.", on: ["x"])
        try team.done("message correct one --wrong \"Oak Street 12\" --right \"Oak Avenue 12\"")
        let due = try team.done("due")
        #expect(due.contains("Next: tocsin message"), "\(due)")
        #expect(due.contains("M3 (correction)"), "\(due)")
    }

    @Test func `following a warning leads to the same approval as ignoring it`() throws {
        let team = try Team()
        try team.publish("update", "one", "Go to Oak Street 12.", on: ["x"])
        try team.done(
            "message correct one --wrong \"Oak Street 12\" --right \"Oak Avenue 12\""
                + " --source \"Red Cross\" --submit")
        try team.done("fact verify F1 --source \"a crew on the spot\"", as: "ana")
        try team.done("message approve M3 --release --yes", as: "kim")
    }

    @Test func `closing says how to skip a step`() throws {
        let desk = try Desk.opened()
        let refused = try desk.type("close over", as: "kim")
        #expect(refused.errors.contains("tocsin step skip STEP --reason TEXT"), "\(refused.errors)")
    }

    // MARK: By language

    @Test func `a correction that lacks one language is due for a translation`() throws {
        let team = try Team(languages: "en, es")
        try team.done(
            "message draft update --text \"Go to Oak Street 12.\" --on x --identifies nobody --name u"
                + " --rests-on nothing --reason \"seen by the crew\"")
        try team.done("message translate u --to es --by pat --text \"Vaya a Oak Street 12.\"")
        try team.done("message submit u")
        try team.done("message approve u --release --yes", as: "kim")
        try team.done("message posted u x --language en es")
        try team.done(
            "message correct u --wrong \"Oak Street 12\" --right \"Oak Avenue 12\" --source IC")
        try team.done("message revise M3 --text \"Oak Street 12 was wrong: go to Oak Avenue 12.\"")
        try team.done("message revise M3 --identifies nobody")
        try team.done("message submit M3")
        try team.done("message approve M3 --release --yes", as: "kim")
        let posted = try team.done("message posted M3 x")
        #expect(!posted.contains("No change"))
        let due = try team.done("due --everyone --all")
        #expect(due.contains("R1 is uncorrected in Spanish on our own x:MillFalls"), "\(due)")
        #expect(!due.contains("message draft correction"), "\(due)")
        let released = try team.type("message release M3 --language es --yes")
        #expect(released.errors.contains("has no Spanish text yet"), "\(released.errors)")
    }

    @Test func `the timeline shows the words of the language that was posted`() throws {
        let team = try Team(languages: "en, es")
        try team.done(
            "message draft update --text \"The river is high.\" --on x --identifies nobody --name u"
                + " --rests-on nothing --reason \"seen by the crew\"")
        try team.done("message translate u --to es --by pat --text \"El río está alto.\"")
        try team.done("message submit u")
        try team.done("message approve u --release --yes", as: "kim")
        let posted = try team.done("message posted u x")
        #expect(posted.contains("posted on x:MillFalls (English)."), "\(posted)")
        let entries = try #require(try team.json("timeline")["entries"] as? [[String: Any]])
        #expect(entries.last?["exactTexts"] as? [String] == ["The river is high."])
    }

    // MARK: Times

    @Test func `a time of this evening typed after midnight is this evening's`() throws {
        let team = try Team()
        // Half past two in the morning.
        team.wait(14 * 60 + 30)
        try team.done("inquiry receive \"When?\" --from \"Station 4\" --deadline 23:00")
        #expect(try team.done("inquiry list").contains("23:00"))
    }

    // MARK: Reports

    @Test func `a rumor that isn't settled is open in the situation report`() throws {
        let team = try Team()
        try team.done("rumor report \"A bomb is at the mall\" --on facebook:N")
        try team.done("rumor assess R1 --finding unsubstantiated --because \"nobody knows\"")
        let report = try team.done("sitrep")
        #expect(report.contains("A bomb is at the mall"), "\(report)")
    }
}
