import Foundation
import Testing

/// Windows that stood open beside the guards, each tried through the command line.
@Suite struct OpenWindowTests {
    // MARK: Standing approvals

    private func opened(at place: String) throws -> Desk {
        let desk = try Desk.staffed(standingApproval: true)
        let result = try desk.run(
            "open", "attack-on-officers", "--place", place, "--id", "riverton")
        #expect(result.status == 0, "\(result.errors)")
        return desk
    }

    @Test(arguments: [
        "Main St. Suspect is X, armed", "Main Street, everyone inside is dead",
        "Main Street: Leave Town Now", "Main Street. All Clear.",
        "Main Street, 214 555 0199", "Downtown Terrorist Attack", "Kill Zone",
        "Main Street Cleared",
    ])
    func `a place that says more than where needs somebody's approval`(place: String) throws {
        let desk = try opened(at: place)
        try desk.refuse(
            "message release M1 --yes", saying: "The standing approval of kim doesn't cover it",
            "its {place}")
        try desk.carryOut("message submit M1")
        try desk.refuse(
            "message release M1 --yes", saying: "The standing approval of kim doesn't cover it")
        try desk.carryOut("message approve M1 --release --yes", as: "kim")
    }

    @Test(arguments: ["Main St. s h o o t e r", "M\u{430}in Street"])
    func `a place in disguised words goes out by nobody's approval`(place: String) throws {
        let desk = try opened(at: place)
        try desk.refuse(
            "message release M1 --yes", saying: "The standing approval of kim doesn't cover it")
        try desk.carryOut("message submit M1")
        try desk.carryOut("message approve M1", as: "kim")
        try desk.refuse("message release M1 --yes", saying: "disguised-word")
    }

    @Test(arguments: ["Main St. and Lamar Ave.", "St. Mary's Hospital", "the bridge at Mill Creek"])
    func `a place that is a name goes out under a standing approval`(place: String) throws {
        try opened(at: place).carryOut("message release M1 --yes")
    }

    // MARK: Words in a CAP file

    private static let cap =
        "message cap zone-a --event EVI --same 048113 --urgency immediate --severity extreme"
        + " --certainty observed --sender pio@mill.example"

    @Test(arguments: [
        ("--area \"Zone A, where the shooter is\"", "says \"shooter\", and the message doesn't"),
        ("--area \"Zone A, call 214-555-0199\"", "A telephone number"),
        ("--area \"Zone A, where a kid lost his life\"", "which is held"),
        ("--area \"Zone A: this is not a drill\"", "denies or fakes an exercise"),
        ("--area \"Zone A, s h o o t e r\"", "gaps between the letters"),
        ("--area \"Z\u{43E}ne A\"", "several scripts"),
        ("--area \"Everyone Evacuate Now\"", "isn't the name of a place"),
        ("--event-name \"en=All Clear Now\"", "and the message is an alert"),
        ("--event-name \"en=A child drowned near Front Street\"", "says what F1 says"),
        ("--event-name \"en=Bomb threat\"", "says \"Bomb\""),
        ("--response allclear", "says the opposite"), ("--response none", "says the opposite"),
    ])
    func `words given for a CAP file are judged as texts are`(
        options: String, words: String
    ) throws {
        let team = try Team()
        try team.done(
            "fact record \"A child drowned near Front Street\" --source dispatch --verified",
            as: "kim")
        try team.done("fact hold F1 --reason \"family not told yet\"", as: "kim")
        try team.warn("A")
        let refused = try team.type("\(Self.cap) \(options)")
        #expect(refused.status == 77, "\(refused.output)\(refused.errors)")
        #expect(refused.errors.contains(words), "\(refused.errors)")
        #expect(refused.output.isEmpty)
        let file = try team.done(
            "\(Self.cap) --area \"Zone A, north of the river\" --response evacuate"
                + " --event-name en=Flood")
        #expect(file.contains("<areaDesc>Zone A, north of the river</areaDesc>"))
    }

    @Test func `the end of an alert doesn't ask people to act`() throws {
        let team = try Team()
        try team.warn("A")
        try team.done("message release zone-a/all-clear --yes", as: "kim")
        let cap = Self.cap.replacing("cap zone-a", with: "cap zone-a/all-clear --expires +1h")
        let refused = try team.type("\(cap) --response evacuate")
        #expect(refused.status == 77 && refused.errors.contains("says the opposite"))
        try team.done("\(cap) --response allclear")
    }

    // MARK: Alerts that are over

    @Test func `an alert whose time has passed goes out nowhere any more`() throws {
        let team = try Team()
        try team.done(
            "message draft alert --template warning --location \"Zone A\" --guidance \"Leave now.\""
                + " --identifies nobody --name a --expires +1h --submit")
        try team.done("message approve a --release --yes", as: "kim")
        #expect(try team.done("due").contains("Post M2"))
        team.wait(61)
        for command in [
            "message posted a x", "message text a x",
            Self.cap.replacing("zone-a", with: "a"), "message page a",
        ] {
            let refused = try team.type(command)
            #expect(refused.status == 77, "\(command): \(refused.output)\(refused.errors)")
            #expect(refused.errors.contains("M2 was in effect until"), "\(refused.errors)")
            #expect(refused.errors.contains("issue a new one"), "\(refused.errors)")
        }
        #expect(try !team.done("due").contains("Post M2"))
        // What went out in time is recorded plainly, and a reason on record lets the rest out.
        try team.done("message posted a x=https://x.example/1 --occurred -30m")
        #expect(try team.done("message check a").contains("was in effect until"))
    }

    @Test func `an alert isn't released after its own end`() throws {
        let team = try Team()
        try team.done(
            "message draft alert --template warning --location \"Zone A\" --guidance \"Leave now.\""
                + " --identifies nobody --name a --expires +1h --submit")
        try team.done("message approve a", as: "kim")
        team.wait(61)
        let refused = try team.type("message release a --yes", as: "kim")
        #expect(refused.status == 77 && refused.errors.contains("known-wrong"))
        #expect(refused.errors.contains("tocsin message revise M2 --expires"), "\(refused.errors)")
    }

    @Test func `a check of an alert that has ended doesn't say that it can go out`() throws {
        let team = try Team()
        try team.warn("A")
        #expect(try team.json("message check zone-a")["passes"] as? Bool == true)
        try team.done("message release zone-a/all-clear --yes", as: "kim")
        let check = try team.json("message check zone-a")
        #expect(check["passes"] as? Bool == false)
        #expect(try team.done("message check zone-a").contains("M2 was ended by M3"))
    }

    // MARK: Times before their cause

    @Test func `nothing happens to a message before it is drafted, submitted and approved`() throws
    {
        let team = try Team()
        let draft =
            "message draft update --text \"The river is high.\" --on x --identifies nobody"
            + " --rests-on nothing --reason \"seen by the crew\" --name u"
        try team.done(draft)
        func refuse(_ command: String, as actor: String = "lee", _ words: String) throws {
            let refused = try team.type(command, as: actor)
            #expect(refused.status == 65, "\(command): \(refused.output)\(refused.errors)")
            #expect(refused.errors.contains(words), "\(refused.errors)")
        }
        try refuse("message submit u --occurred -10m", "M2 was drafted at")
        team.wait(10)
        try team.done("message submit u")
        team.wait(10)
        try refuse("message approve u --occurred -15m", as: "kim", "M2 was submitted at")
        try team.done("message approve u --occurred -5m", as: "kim")
        try refuse("message release u --yes --occurred -7m", as: "kim", "M2 was approved at")
        try team.done("message release u --yes --occurred -4m", as: "kim")
        try refuse("message posted u x --occurred -5m", "M2 was released at")
        try team.done("message posted u x --occurred -3m")
        try refuse("message withdraw u x --reason gone --occurred -25m", "M2 was drafted at")
    }

    @Test func `a family isn't told before the incident began`() throws {
        let team = try Team()
        try team.done("onset set -30m --reason dispatch")
        try team.done("fact record \"One resident died\" --source ME --verified", as: "kim")
        try team.done("fact hold F1 --reason \"family not told\"", as: "kim")
        let clear = "fact clear F1 --reason \"they agreed\" --told-by chaplain --told-at"
        let refused = try team.type("\(clear) -2h", as: "kim")
        #expect(refused.status == 65 && refused.errors.contains("The incident began at"))
        try team.done("\(clear) -10m", as: "kim")
    }

    // MARK: Words in disguise

    @Test(arguments: [
        "A child dr\u{43E}wned near Front Street.", "A c h i l d drowned near Front Street.",
        "A chi\u{200B}ld drow\u{200B}ned near Front Street.",
        "A child \u{1D41D}rowned near Front Street.",
    ])
    func `a held fact in look-alike letters is held`(text: String) throws {
        let desk = try Desk.opened()
        try desk.carryOut(
            "fact record \"A child drowned near Front Street\" --source dispatch --verified")
        try desk.carryOut("fact hold F1 --reason \"family not told yet\"", as: "kim")
        try desk.carryOut(
            "message draft update --text \"\(text) Next update by {next-update}.\" --on x"
                + " --identifies nobody --name u --submit")
        try desk.carryOut("message approve u", as: "kim")
        try desk.refuse(
            "message release u --yes", as: "kim", saying: "says what F1 says", "disguised-word")
        try desk.refuse("inquiry answer Q1 \"\(text)\"", saying: "no inquiry", status: 65)
    }

    @Test(arguments: [
        "The river is h\u{456}gh.", "The river is h i g h today.", "The river is hi\u{200B}gh.",
        "The river is \u{1D421}\u{1D422}\u{1D420}\u{1D421}.", "The r1ver is high.",
    ])
    func `a public text with a disguised word is stopped`(text: String) throws {
        let team = try Team()
        try team.done(
            "message draft update --text \"\(text)\" --on x --identifies nobody --name u"
                + " --rests-on nothing --reason \"seen by the crew\" --submit")
        let refused = try team.type("message approve u --release --yes", as: "kim")
        #expect(refused.status == 77 && refused.errors.contains("disguised-word"), "\(refused)")
        #expect(refused.errors.contains("tocsin message edit M2 x TEXT"), "\(refused.errors)")
    }

    @Test func `texts in scripts of their own have no disguised words`() throws {
        let team = try Team(languages: "en, es")
        try team.publish(
            "update", "u", "The river is high. Вода поднимается. 水位が上昇しています。", on: ["x"])
    }

    // MARK: Words beside a text

    @Test func `an alt text that states something needs a fact behind it`() throws {
        let desk = try Desk.staffed()
        try desk.carryOut("open attack-on-officers --place \"Main Street\" --id r")
        let picture = desk.home + "/p.png"
        try Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]).write(
            to: URL(fileURLWithPath: picture))
        try desk.carryOut(
            "message draft update --text \"We will say more soon.\" --on x --identifies nobody"
                + " --name u")
        try desk.carryOut(
            "message attach u \(picture) --alt \"The shooter is dead, two officers killed\""
                + " --identifies nobody")
        try desk.carryOut("message submit u")
        try desk.carryOut("message approve u", as: "kim")
        try desk.refuse("message release u --yes", as: "kim", saying: "uncited", "cites no fact")
    }

    @Test(arguments: [
        ("message revise M1 --known TEXT", "TEXT in \"TEXT\" is a placeholder"),
        ("message posted M1 x:ACCOUNT=https://x.com/1", "ACCOUNT in"),
        ("message posted M1 x:RivertonPD=URL", "URL in \"x:RivertonPD=URL\" is a placeholder"),
        ("open attack-on-officers --place PLACE", "Type the value instead of PLACE."),
        ("note add TEXT", "Nothing was recorded."),
    ])
    func `a hint's placeholder isn't taken for a value`(typed: String, told: String) throws {
        let desk = try Desk.staffed()
        try desk.carryOut("open attack-on-officers --place \"Main Street\" --id r")
        try desk.refuse(typed, saying: told, status: 65)
    }

    @Test func `a profile of a person can't be declared to identify nobody`() throws {
        let desk = try Desk.staffed()
        try desk.carryOut("open community-series --mode routine --place Riverton --id series")
        try desk.carryOut(
            "message draft update --template profile --field \"person=Sgt. Example\""
                + " --field \"role=our school officer\" --field \"quote=I like it here.\""
                + " --next-update +7d --identifies nobody --name p")
        try desk.refuse(
            "message submit p", saying: "has the name of a person", "--purpose profile",
            status: 65)
    }
}
