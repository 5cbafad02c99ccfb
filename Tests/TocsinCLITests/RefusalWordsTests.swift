import Foundation
import Testing

/// What a refusal tells a person who types a reasonable guess.
@Suite struct RefusalWordsTests {
    @Test(arguments: [
        ("rumor close R1", "The reason is missing. Give it with --reason TEXT"),
        ("fact verify F1", "The source is missing. Give it with --source TEXT"),
        ("message discard M1", "The reason is missing. Give it with --reason TEXT"),
        ("close", "The reason is missing. Give it as an argument"),
        ("close --reason x", "The reason is an argument of tocsin close, not an option."),
        ("close --reason x", "Write: tocsin close [REASON] [OPTIONS]"),
        ("message post M1 x", "Did you mean \"tocsin message posted\"?"),
        ("message send M1", "Did you mean \"tocsin message release\"?"),
        ("message publish M1", "Did you mean \"tocsin message release\"?"),
        ("message draft update --text y --on twitter", "Did you mean x?"),
        ("rumor report y --on twitter:lee", "did you mean x?"),
        ("role assign kim IC", "Did you mean incident-commander?"),
        ("message draft update --text y --next-update 1h", "Did you mean +1h?"),
        ("onset set 1h --reason y", "Did you mean -1h?"),
        ("message cap M1 --wea", "imminent-threat, public-safety, amber or test"),
        ("briefing schedule --at \"yesterday 5 pm\" --place hall", "which is in the past"),
        ("message draft update --text y --next-update \"30 minutes ago\"", "which is in the past"),
        ("message posted M1 x=", "has no address after the equals sign"),
        ("message posted M1 facebook", "The department file lists no account on facebook."),
        (
            "message posted M1 facebook",
            "tocsin message posted M1 facebook:ACCOUNT=URL --unlisted"
        ),
        ("message posted M1 --all", "M1 isn't released. Release it: tocsin message release M1"),
        ("fact refute F2 --reason y --right z", "This incident has no fact F2."),
        ("fact supersede F2 --with z", "This incident has no fact F2."),
    ])
    func `a refusal names what was probably meant`(_ command: String, _ words: String) throws {
        let desk = try Desk.opened()
        let result = try desk.type(command)
        #expect(result.status != 0)
        #expect(result.errors.contains(words), "\(result.errors)")
    }

    @Test func `an author is told who may approve, with the command as typed`() throws {
        let desk = try Desk.opened()
        try desk.carryOut("role assign pat incident-commander --unlisted", as: "kim")
        try desk.carryOut("role assign lee incident-commander", as: "kim")
        try desk.carryOut("message submit M1")
        for (options, command) in [("", "M1"), (" --release --yes", "M1 --release")] {
            try desk.refuse(
                "message approve M1" + options,
                saying: "Ask kim or pat to type: tocsin message approve \(command)")
        }
        try desk.refuse(
            "message approve M1 --by kim --via phone --release --yes",
            saying: "Ask kim or pat to type: tocsin message approve M1 --release")
    }

    @Test func `a post is recorded on every known account, and the others are named`() throws {
        let desk = try Desk.opened()
        try desk.carryOut("message submit M1")
        try desk.carryOut("message approve M1 --release --yes", as: "kim")
        let all = try desk.type("message posted M1 --all")
        #expect(all.output.contains("M1 (holding) posted on x:RivertonPD"), "\(all.output)")
        #expect(all.output.contains("M1 (holding) posted on podium:riverton-pd"))
        #expect(!all.output.contains("posted on facebook:"))
        #expect(all.output.contains("lists no account there: facebook, nextdoor."))
        try desk.carryOut("message posted M1 facebook:RivertonPolice")
        let again = try desk.type("message posted M1 --all")
        #expect(again.output.contains("lists no account there: nextdoor."), "\(again.output)")
        #expect(!again.output.contains("posted on facebook:riverton-pd"))
    }

    @Test func `a draft that lacks a value is told its option, there and in what is due`() throws {
        let desk = try Desk.opened()
        let drafted = try desk.type("message draft update --on x --identifies nobody").output
        #expect(!drafted.contains("tocsin message submit M2"), "\(drafted)")
        #expect(drafted.contains("M2 has no known on x/en"), "\(drafted)")
        #expect(drafted.contains("Next: tocsin message revise M2 --known TEXT"), "\(drafted)")
        #expect(
            try desk.type("due --everyone --all").output
                .contains("tocsin message revise M2 --known TEXT"))
        try desk.refuse(
            "message submit M2",
            saying: "tocsin message revise M2 --known TEXT, or record, verify and clear a fact",
            status: 65)
        let revised = try desk.type("message revise M2 --known \"Route 9 is closed.\"").output
        #expect(revised.contains("Next: tocsin message submit M2"), "\(revised)")
    }

    @Test func `a submission says what stops its release before it offers to approve it`() throws {
        let desk = try Desk.opened()
        let stopped = try desk.type(
            "message draft update --text \"Two officers are dead.\" --on x --identifies nobody --submit"
        ).output
        #expect(stopped.contains("Before M2 can be released, settle uncited"), "\(stopped)")
        // What the approval itself settles stops nothing.
        let correction = try desk.type(
            "rumor report \"All are in custody\" --on tv:station-4 --finding false"
                + " --because \"One is still being sought\" --source caller --submit"
        ).output
        #expect(correction.contains("Next, by an approver: tocsin message approve M3 --release"))
        #expect(!correction.contains("can be released"), "\(correction)")
    }

    @Test func `an approver reads first which facts the approval verifies and clears`() throws {
        let desk = try Desk.opened()
        try desk.carryOut(
            "rumor report \"All are in custody\" --on tv:station-4 --finding false"
                + " --because \"One is still being sought\" --source \"a caller\" --submit")
        let approved = try desk.type("message approve M2", as: "kim").output
        let told = try #require(
            approved.range(
                of:
                    "Your approval also verifies and clears F1, by a caller: One is still being sought"
            ), "\(approved)")
        let done = try #require(approved.range(of: "M2 approved by kim"))
        #expect(told.upperBound < done.lowerBound)
        #expect(try desk.type("message approve --help").output.contains("verifies and clears"))
    }

    @Test func `a statement is told with its id and the command that names it`() throws {
        let desk = try Desk.opened()
        try desk.carryOut(
            "rumor report \"All are in custody\" --on tv:station-4 --finding false --because no")
        let observe = "statement observe \"Station 4\" \"We were wrong.\" --on tv:station-4"
        let first = try desk.type(observe).output
        #expect(first.contains("Recorded as S1."), "\(first)")
        #expect(first.contains("--on tv:station-4 --corrects R1"), "\(first)")
        let second = try desk.type(observe + " --corrects R1").output
        let command = "rumor corrected R1 tv:station-4 --statement S2"
        #expect(second.contains("Next: tocsin \(command)"), "\(second)")
        try desk.carryOut(command)
    }

    @Test func `a fact shows who held it back, and how the hold was lifted`() throws {
        let desk = try Desk.opened()
        try desk.carryOut("fact record \"One officer is dead\" --source hospital --verified")
        try desk.carryOut("fact hold F1 --reason \"family not told\"")
        func shown() throws -> String {
            try desk.type("fact show F1").output.split(whereSeparator: \.isWhitespace)
                .joined(separator: " ")
        }
        #expect(try shown().contains("held by lee, since "))
        try desk.carryOut(
            "fact clear F1 --reason told --told-by chaplain --told-at -5m", as: "kim")
        let lifted = try shown()
        #expect(lifted.contains("; lifted by kim, "), "\(lifted)")
        #expect(lifted.contains(": told; chaplain told the family at "), "\(lifted)")
        // The list leaves the words out.
        #expect(!(try desk.type("fact list").output.contains("chaplain")))
    }

    @Test
    func `a new home has a jurisdiction only if it was given, and lines begin with a capital`()
        throws
    {
        let desk = try Desk()
        func run(_ command: String) throws -> Program.Result {
            try Program.run(
                Words.split(command),
                environment: ["TOCSIN_HOME": desk.home, "TOCSIN_AS": "lee"])
        }
        #expect(try run("init --name Riverton --zone UTC").status == 0)
        let file = try String(contentsOfFile: desk.home + "/department.yaml", encoding: .utf8)
        #expect(file.contains("\n# jurisdiction: ") && !file.contains("our area"))
        #expect(file.contains("\n# time-style: 12-hour\n"))
        #expect(try run("open attack-on-officers --place Mill --mode exercise --id a").status == 0)
        #expect(!(try run("message page M1").output.contains("our area")))
        let other = try Desk()
        func runThere(_ command: String) throws -> Program.Result {
            try Program.run(
                Words.split(command),
                environment: ["TOCSIN_HOME": other.home, "TOCSIN_AS": "lee"])
        }
        _ = try runThere("init --name Riverton --zone UTC --jurisdiction \"the City of Riverton\"")
        _ = try runThere("open attack-on-officers --place Mill --mode exercise --id a")
        let page = try runThere("message page M1").output
        #expect(page.contains("The City of Riverton, "), "\(page)")
    }

    @Test func `a scenario's warnings aren't called errors`() throws {
        let desk = try Desk()
        let file = desk.folder + "/s.yaml"
        try Data("scenario: x\nmode: EXERCISE\nzone: Nowhere\n".utf8).write(to: URL(filePath: file))
        let checked = try Program.run(["scenario", "check", file], environment: [:])
        #expect(checked.status == 65 && checked.errors.contains("error:"))
        #expect(!checked.errors.contains("warning:"), "\(checked.errors)")
        #expect(checked.output.contains("warning: write the mode in lower case"))
    }
}
