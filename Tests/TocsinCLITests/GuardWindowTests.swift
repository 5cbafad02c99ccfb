import Foundation
import Testing

/// Earlier ways around a guard, each tried through the command line.
@Suite struct GuardWindowTests {
    // MARK: Relayed approvals

    @Test func `an author enters nobody's approval by phone or radio`() throws {
        let desk = try Desk.opened()
        try desk.carryOut("message submit holding")
        for via in ["phone", "radio"] {
            try desk.refuse(
                "message approve holding --by kim --via \(via)",
                saying: "lee drafted, revised or edited M1", "can't enter another person's approval"
            )
        }
        // Nor does an edit by the author of another's text make the author a stranger to it.
        try desk.carryOut("role assign ana pio --unlisted", as: "kim")
        try desk.carryOut("message edit M1 x \"A new text\"", as: "ana")
        try desk.carryOut("message submit M1", as: "ana")
        try desk.refuse("message approve M1 --by kim --via phone", as: "ana", saying: "ana")
        try desk.refuse("message approve M1 --by kim --via phone", saying: "lee")
    }

    @Test func `a relayed approval is due until the named approver confirms it`() throws {
        let desk = try Desk.opened()
        try desk.carryOut("role assign ana pio --unlisted", as: "kim")
        try desk.carryOut("message submit holding")
        try desk.carryOut("message approve M1 --by kim --via phone", as: "ana")
        try desk.carryOut("message release M1 --yes")
        let due = try desk.type("due --everyone --all").output
        #expect(due.contains("ana entered kim's approval of M1 by phone. kim must confirm it."))
        #expect(try desk.type("review report", as: "kim").output.contains("not ratified"))
        try desk.refuse(
            "message ratify M1", as: "ana", saying: "entered for kim", "kim to type")
        try desk.carryOut("message ratify M1", as: "kim")
        #expect(!(try desk.type("due --everyone --all").output.contains("kim must confirm")))
    }

    // MARK: Overrides

    @Test(arguments: [
        "one two three four five six seven eight nine ten eleven",
        "uno dos tres cuatro cinco seis siete ocho nueve diez once doce",
        "x", "alone", "because because because because because because because a b c",
        "x x x x x x x x x x x x", "la la la la la la la la la la la",
        "lala lolo lala lolo lala lolo lala lolo lala lolo lala",
        "aa bb cc dd ee ff gg hh ii jj kk",
        "qwrt zxcv bnm dfg hjkl rtz pfft sdfg xcvb wrtz mnb",
    ])
    func `an override needs ten words or a listed reason`(_ reason: String) throws {
        let desk = try Desk.opened()
        try desk.refuse(
            "message release holding --override unapproved --reason \"\(reason)\" --yes",
            saying: "overriding unapproved", "imminent-threat", "nobody-reachable")
    }

    @Test func `an override is the first thing due until somebody else ratifies it`() throws {
        let desk = try Desk.opened()
        try desk.carryOut("rumor report \"The dam broke\" --on facebook:Neighbors")
        try desk.carryOut(
            "message release holding --override unapproved --reason imminent-threat --yes")
        let items = try #require(try desk.json("due")["items"] as? [[String: Any]])
        #expect(items.first?["kind"] as? String == "ratification")
        #expect(
            (items.first?["text"] as? String)?.hasPrefix("lee released M1 without approval") == true
        )
        try desk.refuse("message ratify M1", saying: "Somebody else must ratify it")
        let review = try desk.type("review report").output
        #expect(review.contains("imminent-threat: People are in danger now"), "\(review)")
        try desk.carryOut("message ratify M1", as: "kim")
        let left = try #require(try desk.json("due")["items"] as? [[String: Any]])
        #expect(!left.contains { $0["kind"] as? String == "ratification" })
    }

    @Test func `two guards are two decisions, each with its own reason and its own line`() throws {
        let desk = try Desk.opened()
        try desk.carryOut(
            "fact record \"Two officers are hurt\" --source dispatch")
        try desk.carryOut(
            "message draft update --text \"Two officers are hurt. Next update 5 p.m.\" --cite F1"
                + " --identifies nobody --next-update +30m --name u")
        try desk.refuse(
            "message release u --override unapproved fact-not-sayable --reason imminent-threat --yes",
            saying: "Each of the 2 overrides needs its own --reason", status: 64)
        try desk.carryOut(
            "message release u --override unapproved fact-not-sayable --reason imminent-threat"
                + " --reason \"The chief said it on live television ten minutes ago, so it is known\" --yes"
        )
        let due = try desk.type("due --everyone --all").output
        #expect(due.contains("lee released M2 without approval"), "\(due)")
        #expect(due.contains("lee overrode fact-not-sayable for M2: The chief said it"), "\(due)")
    }
}

/// Facts that may not be said, and texts that say them anyway.
@Suite struct HeldFactCommandTests {
    /// F1 says that a child drowned, and is held for the family.
    private func heldForFamily() throws -> Desk {
        let desk = try Desk.opened()
        try desk.carryOut(
            "fact record \"A child has drowned near Front Street\" --source dispatch")
        try desk.carryOut("fact verify F1 --source \"fire department\"", as: "kim")
        try desk.carryOut("fact hold F1 --reason \"family not yet told\"", as: "kim")
        return desk
    }

    @Test func `a held fact is stopped in every text that says it, cited or not`() throws {
        let desk = try heldForFamily()
        for (number, text) in [
            "A child has drowned near Front Street.",
            "We are sorry to say: near Front Street a child drowned this afternoon.",
        ].enumerated() {
            try desk.carryOut(
                "message draft update --text \"\(text) Next update at 5.\" --identifies nobody"
                    + " --next-update +30m --name u\(number) --submit")
            try desk.carryOut("message approve u\(number)", as: "kim")
            try desk.refuse(
                "message release u\(number) --yes", saying: "held-for-family",
                "says what F1 says, which is held", "Leave it out, in every language")
            #expect(
                !(try desk.type("message release u\(number) --yes").errors.contains("fact clear")))
        }
    }

    @Test func `a held fact is stopped in an answer to a reporter`() throws {
        let desk = try heldForFamily()
        try desk.carryOut("inquiry receive \"Did anyone die?\" --from \"Channel 5\"")
        try desk.refuse(
            "inquiry answer Q1 \"Yes, a child drowned near Front Street.\"",
            saying: "The answer says what F1 says, which is held.")
        try desk.carryOut("inquiry answer Q1 \"We will say more at 5 p.m.\"")
    }

    @Test func `a correction of a rumor doesn't say a held fact either`() throws {
        let desk = try heldForFamily()
        try desk.carryOut(
            "rumor report \"A child has drowned near Front Street\" --on facebook:Neighbors")
        try desk.carryOut(
            "message draft correction --corrects R1 --text \"A child has drowned near Front Street is what some say.\""
                + " --identifies nobody --name c --submit")
        try desk.carryOut("message approve c", as: "kim")
        try desk.refuse("message release c --yes", saying: "says what F1 says")
    }

    @Test func `a hold can be for a family whose reason names none`() throws {
        let desk = try Desk.opened()
        try desk.carryOut(
            "fact record \"Two people have died\" --source dispatch --verified")
        try desk.carryOut(
            "fact hold F1 --reason \"the chaplain is on the way\" --for-family", as: "kim")
        try desk.refuse(
            "fact clear F1 --reason \"he has been there\"", as: "kim",
            saying: "A hold for a family is lifted only once they were told", "--told-by WHO")
    }

    @Test func `lifting a family's hold takes a reason, who told them and when`() throws {
        let desk = try heldForFamily()
        try desk.refuse(
            "fact clear F1", as: "kim", saying: "F1 is held by kim since",
            "family not yet told", "Lifting the hold needs a reason")
        try desk.refuse(
            "fact clear F1 --reason \"it is time\"", as: "kim",
            saying: "only once they were told")
        // Nor does another hold over it hide whose it was.
        try desk.carryOut("fact hold F1 --reason operations", as: "kim")
        try desk.refuse(
            "fact clear F1 --reason \"it is time\"", as: "kim",
            saying: "only once they were told")
        try desk.carryOut(
            "fact clear F1 --reason \"the family agreed\" --told-by \"Chaplain of the county\""
                + " --told-at -5m",
            as: "kim")
        let timeline = try desk.type("timeline").output.split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
        #expect(timeline.contains("The hold was lifted: the family agreed."), "\(timeline)")
        #expect(timeline.contains("Chaplain of the county told the family."), "\(timeline)")
        #expect(!(try desk.type("timeline --public").output.contains("Chaplain")))
    }
}

/// Corrections of our own accounts, recalls, and slips.
@Suite struct DeliveryCommandTests {
    /// M1, the holding statement, is released for X and the web and posted on X.
    private func postedOnX() throws -> Desk {
        let desk = try Desk.opened()
        try desk.carryOut("message submit holding")
        try desk.carryOut("message approve holding --release --yes", as: "kim")
        try desk.carryOut("message posted M1 x=https://x.com/RivertonPD/status/1")
        return desk
    }

    @Test func `a recalled message is posted nowhere further, and due where it is`() throws {
        let desk = try postedOnX()
        #expect(try desk.type("message recall M1").status == 64)
        try desk.carryOut("message recall M1 --reason \"the county took over\"")
        for command in ["message posted M1 web", "message text M1 web", "message page M1"] {
            try desk.refuse(command, saying: "M1 was recalled")
        }
        let due = try desk.type("due --everyone --all").output.split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
        #expect(!due.contains("Post M1"), "\(due)")
        #expect(
            due.contains("was recalled and is still on x:RivertonPD (en): the county took over."),
            "\(due)")
        #expect(try desk.json("rumor", "list")["rumors"] as? [String] == [])
        try desk.carryOut("message withdraw M1 x --reason \"recalled\"")
        #expect(!(try desk.type("due --everyone --all").output.contains("was recalled")))
    }

    @Test func `a delivery recorded by mistake counts nowhere and stays readable`() throws {
        let desk = try postedOnX()
        try desk.carryOut("message posted M1 web")
        #expect(try desk.type("message show M1").output.contains("web:riverton.example"))
        try desk.carryOut("message posted M1 web --mistaken --reason \"wrong window\"")
        let due = try #require(try desk.json("due")["items"] as? [[String: Any]])
        let texts = due.compactMap { $0["text"] as? String }
        #expect(
            texts.contains { $0.hasPrefix("Post M1 (holding) on ") && $0.contains("web") },
            "\(texts)")
        let published = try #require(try desk.json("status")["published"] as? [[String: Any]])
        #expect(published.compactMap { $0["carrier"] as? String } == ["x:RivertonPD"])
        #expect(
            try desk.type("timeline").output.split(whereSeparator: \.isWhitespace)
                .joined(separator: " ").contains(
                    "M1 was not posted on web:riverton.example; the report was a slip"))
        // A claim of ours that is then found false opens no cell where it never was.
        try desk.carryOut("message retract M1 --reason \"It named the wrong street\" --yes")
        let coverage = try desk.type("coverage").output
        #expect(!coverage.contains("web:riverton.example"), "\(coverage)")
        let never = try desk.type("message posted M1 facebook:Nobody --mistaken --reason x")
        #expect(never.status == 65)
        #expect(never.errors.contains("isn't on record as posted on facebook:Nobody"))
    }

    @Test func `our own account is closed by our delivered correction alone`() throws {
        let desk = try postedOnX()
        try desk.carryOut("message retract M1 --reason \"It named the wrong street\" --yes")
        try desk.refuse(
            "rumor corrected R1 x:RivertonPD", saying: "is our own",
            "only by our correction")
        try desk.refuse(
            "rumor waive R1 x:RivertonPD --reason \"nobody reads it\"",
            saying: "is our own")
        #expect(try desk.type("rumor close R1 --reason done").status != 0)
        // Another's account takes an observed statement.
        try desk.carryOut("rumor sight R1 tv:station-4")
        try desk.refuse("rumor corrected R1 tv:station-4", saying: "seen or heard to say")
        try desk.carryOut(
            "statement observe \"Station 4\" \"We were wrong.\" --on tv:station-4 --corrects R1")
        try desk.carryOut("rumor corrected R1 tv:station-4 --statement S1")
    }
}

/// The exercise mark is the program's to set, and nobody's to deny.
@Suite struct ExerciseMarkTests {
    private func released(_ text: String, mode: String) throws -> (Desk, String) {
        let desk = try Desk.opened(mode: mode)
        try desk.carryOut(
            "message draft update --text \"\(text)\" --identifies nobody --next-update +30m"
                + " --name u --submit")
        try desk.carryOut("message approve u", as: "kim")
        return (desk, "message release u --yes")
    }

    @Test(arguments: [
        ("All clear on Main. THIS IS NOT AN EXERCISE.", "exercise"),
        ("Esto no es un simulacro. Main está libre.", "exercise"),
        ("This is not a drill. Stay inside.", "live"),
        ("EXERCISE: All clear on Main.", "live"), ("Exercise - all clear on Main.", "live"),
        ("Simulacro: Main está libre.", "live"), ("DRILL: all clear on Main.", "routine"),
    ])
    func `a text that fakes or denies an exercise is refused`(_ text: String, _ mode: String) throws
    {
        let (desk, release) = try released(text, mode: mode)
        try desk.refuse(release, saying: "exercise-marking")
    }

    @Test func `an exercise's text begins with the mark, wherever its author put the word`() throws
    {
        let (desk, release) = try released("This EXERCISE text is about Main.", mode: "exercise")
        try desk.carryOut(release)
        let text = try desk.type("message text u x").output
        #expect(text.contains("EXERCISE: This EXERCISE text is about Main."), "\(text)")
    }

    @Test func `a routine incident asks before a release as a live one does`() throws {
        let desk = try Desk.opened(mode: "routine")
        try desk.carryOut("message submit holding")
        try desk.refuse(
            "message approve holding --release", as: "kim", saying: "The incident is ROUTINE")
    }

    @Test func `an approver sees the armed texts that one approval covers`() throws {
        let desk = try Desk.opened()
        try desk.carryOut(
            "message draft alert --template shelter-in-place --identifies nobody --expires +1h"
                + " --next-update +20m --name evac-a --submit")
        let shown = try desk.type("message approve evac-a", as: "kim")
        #expect(shown.status == 0, "\(shown.errors)")
        #expect(
            shown.output.components(separatedBy: "Armed with M2, and approved with it:").count == 3)
        #expect(shown.output.contains("M3") && shown.output.contains("M4"))
    }
}

/// Ways around the rules that a hostile colleague tried.
@Suite struct HostileColleagueTests {
    @Test func `a return voids the approvals before it`() throws {
        let desk = try Desk.opened()
        try desk.carryOut("message submit holding")
        try desk.carryOut("message approve M1", as: "kim")
        try desk.carryOut("message return M1 --reason \"the street is wrong\"", as: "kim")
        try desk.carryOut("message submit M1")
        try desk.refuse("message release M1 --yes", saying: "unapproved")
        try desk.carryOut("message approve M1 --release --yes", as: "kim")
        let late = try desk.type("message return M1 --reason \"never said so\"", as: "kim")
        #expect(late.status == 65 && late.errors.contains("tocsin message recall M1"))
    }

    @Test func `a hold passes to the fact that takes the place of a held one`() throws {
        let desk = try Desk.opened()
        try desk.carryOut("fact record \"A child has drowned\" --source hospital --verified")
        try desk.carryOut("fact hold F1 --reason \"family not told\"", as: "kim")
        try desk.carryOut(
            "fact supersede F1 --with \"A boy has drowned\" --source hospital --verified")
        try desk.refuse("fact clear F2", as: "kim", saying: "held as F1", "needs a reason")
        try desk.refuse(
            "fact clear F2 --reason \"it is time\"", as: "kim", saying: "only once they were told")
        // The same where it was wrong and another fact is right.
        try desk.carryOut(
            "fact refute F2 --source hospital --reason rank --right \"A girl has drowned\" --verified",
            as: "kim")
        try desk.refuse("fact clear F3", as: "kim", saying: "held as F2", "needs a reason")
    }

    @Test func `an outlet is corrected only by its own words against the claim`() throws {
        let desk = try Desk.opened()
        try desk.carryOut("rumor report \"Bomb at the mall\" --on tv:4 x:rivertonpd")
        try desk.carryOut("statement observe KXYZ \"Nice weather\" --on radio:9")
        try desk.refuse(
            "rumor corrected R1 tv:4 --statement S1", saying: "S1 was not observed on tv:4")
        // Our own account by any spelling, whoever made the claim.
        try desk.refuse("rumor waive R1 x:rivertonpd --reason fine", saying: "is our own")
    }

    @Test func `nobody calls their own public error a slip alone`() throws {
        let desk = try Desk.opened()
        try desk.carryOut("message submit holding")
        try desk.carryOut("message approve M1 --release --yes", as: "kim")
        try desk.carryOut("message posted M1 x=https://x.com/RivertonPD/status/9")
        try desk.carryOut("message retract M1 --reason \"wrong street\" --yes")
        try desk.refuse(
            "message posted M1 x --mistaken --reason s", saying: "neither wrote nor posted it")
    }

    @Test func `an alert waits until what is armed with it is approved again`() throws {
        let desk = try Desk.opened()
        try desk.carryOut(
            "message draft alert --template shelter-in-place --identifies nobody --expires +1h"
                + " --next-update +20m --name evac-a --submit")
        try desk.carryOut("message approve M2", as: "kim")
        try desk.carryOut("message return M3 --reason bad", as: "kim")
        try desk.refuse(
            "message release M2 --yes", saying: "M3, armed with M2, isn't approved")
    }

    /// The playbook's own text under another kind, where nothing can be taken back.
    @Test func `an update to phones goes out only where the playbook's retraction could`() throws {
        let desk = try Desk.staffed()
        func open(_ id: String, retraction: String) throws {
            let playbook = try desk.write(
                """
                playbook: \(id)
                version: "1"
                title: Flood
                hazard: flood
                phases: [{id: initial, title: Initial, cadence: 1h}]
                channels: [x]
                languages: [en]
                approvals: [{roles: [incident-commander]}]
                templates:
                  notice:
                    kind: update
                    title: Notice
                    channels: [wea90]
                    identifies: nobody
                    text: {en: {default: "Riverton PD: the river is high until 10:00 p.m."}}
                  retraction:
                    kind: retraction
                    title: Retraction
                    channels: [x]
                    identifies: nobody
                    text: {en: {default: "\(retraction)"}}

                """, to: "\(id).yaml")
            try desk.carryOut("open \(playbook) --place Riverside --id \(id)")
            try desk.carryOut("message draft update --template notice --submit --incident \(id)")
            try desk.carryOut("message approve notice --incident \(id)", as: "kim")
        }
        try open("short", retraction: "That was wrong.")
        try desk.carryOut("message release notice --yes --incident short")
        try open(
            "long",
            retraction: String(repeating: "What we said of the river was wrong. ", count: 5))
        try desk.refuse(
            "message release notice --yes --incident long", saying: "alert-not-armed",
            "The playbook's retraction, which would take back", "wea90")
    }

    @Test func `already-public is no reason to release without approval`() throws {
        let desk = try Desk.opened()
        try desk.refuse(
            "message release M1 --override unapproved --reason already-public --yes",
            saying: "only for known-wrong")
        try desk.refuse(
            "message release M1 --override unapproved --reason \"a b c d e f g h i j\" --yes",
            saying: "words that say something")
    }

    @Test func `a new playbook doesn't take the place of a shipped one by accident`() throws {
        let desk = try Desk.staffed()
        let result = try desk.run("playbook", "new", "attack-on-officers")
        #expect(result.status == 65 && result.errors.contains("is a shipped playbook"))
    }
}
