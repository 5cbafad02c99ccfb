import Testing

/// Ways around a guard that stood open once, each tried through the command line.
@Suite struct GuardWindowTests {
    /// Types a command that must be refused, and looks that nothing was recorded.
    private func refuse(
        _ command: String, as actor: String = "lee", on desk: Desk, saying words: String...,
        status: CInt = 77
    ) throws {
        let before = try desk.bytes()
        let result = try desk.type(command, as: actor)
        #expect(result.status == status, "\(command): \(result.output)\(result.errors)")
        for word in words {
            #expect(result.errors.contains(word), "\(command): \(result.errors)")
        }
        #expect(try desk.bytes() == before, "\(command) left something in the log")
    }

    private func type(_ command: String, as actor: String = "lee", on desk: Desk) throws {
        let result = try desk.type(command, as: actor)
        #expect(result.status == 0, "\(command): \(result.errors)")
    }

    // MARK: Relayed approvals

    @Test func `an author enters nobody's approval by phone or radio`() throws {
        let desk = try Desk.opened()
        try type("message submit holding", on: desk)
        for via in ["phone", "radio"] {
            try refuse(
                "message approve holding --by kim --via \(via)", on: desk,
                saying: "lee drafted, revised or edited M1", "can't enter another person's approval"
            )
        }
        // Nor does an edit by the author of another's text make the author a stranger to it.
        try type("role assign ana pio", as: "kim", on: desk)
        try type("message edit M1 x \"A new text\"", as: "ana", on: desk)
        try type("message submit M1", as: "ana", on: desk)
        try refuse("message approve M1 --by kim --via phone", as: "ana", on: desk, saying: "ana")
        try refuse("message approve M1 --by kim --via phone", on: desk, saying: "lee")
    }

    @Test func `a relayed approval is due until the named approver confirms it`() throws {
        let desk = try Desk.opened()
        try type("role assign ana pio", as: "kim", on: desk)
        try type("message submit holding", on: desk)
        try type("message approve M1 --by kim --via phone", as: "ana", on: desk)
        try type("message release M1 --yes", on: desk)
        let due = try desk.type("due").output
        #expect(due.contains("ana entered kim's approval of M1 by phone. kim must confirm it."))
        #expect(try desk.type("review report", as: "kim").output.contains("not ratified"))
        try refuse(
            "message ratify M1", as: "ana", on: desk, saying: "entered for kim", "kim type")
        try type("message ratify M1", as: "kim", on: desk)
        #expect(!(try desk.type("due").output.contains("must confirm")))
    }

    // MARK: Overrides

    @Test(arguments: [
        "x", "alone", "because because because because because because because a b c",
    ])
    func `an override needs ten words or a listed reason`(_ reason: String) throws {
        let desk = try Desk.opened()
        try refuse(
            "message release holding --override unapproved --reason \"\(reason)\" --yes",
            on: desk, saying: "overriding unapproved", "imminent-threat", "nobody-reachable")
    }

    @Test func `an override is the first thing due until somebody else ratifies it`() throws {
        let desk = try Desk.opened()
        try type("rumor report \"The dam broke\" --on facebook:Neighbors", on: desk)
        try type(
            "message release holding --override unapproved --reason imminent-threat --yes",
            on: desk)
        let items = try #require(try desk.json("due")["items"] as? [[String: Any]])
        #expect(items.first?["kind"] as? String == "ratification")
        #expect(
            (items.first?["text"] as? String)?.hasPrefix("lee released M1 without approval") == true
        )
        try refuse("message ratify M1", on: desk, saying: "somebody else must ratify it")
        let review = try desk.type("review report").output
        #expect(review.contains("imminent-threat: People are in danger now"), "\(review)")
        try type("message ratify M1", as: "kim", on: desk)
        let left = try #require(try desk.json("due")["items"] as? [[String: Any]])
        #expect(!left.contains { $0["kind"] as? String == "ratification" })
    }

    @Test func `two guards are two decisions, each with its own reason and its own line`() throws {
        let desk = try Desk.opened()
        try type(
            "fact record \"Two officers are hurt\" --source dispatch", on: desk)
        try type(
            "message draft update --text \"Two officers are hurt. Next update 5 p.m.\" --cite F1"
                + " --identifies nobody --next-update +30m --name u",
            on: desk)
        try refuse(
            "message release u --override unapproved fact-not-sayable --reason imminent-threat --yes",
            on: desk, saying: "Each of the 2 overrides needs its own --reason", status: 64)
        try type(
            "message release u --override unapproved fact-not-sayable --reason imminent-threat"
                + " --reason \"The chief said it on live television ten minutes ago, so it is known\" --yes",
            on: desk)
        let due = try desk.type("due").output
        #expect(due.contains("lee released M2 without approval"), "\(due)")
        #expect(due.contains("lee overrode fact-not-sayable for M2: The chief said it"), "\(due)")
    }
}

/// Facts that may not be said, and texts that say them anyway.
@Suite struct HeldFactCommandTests {
    private func type(_ command: String, as actor: String = "lee", on desk: Desk) throws {
        let result = try desk.type(command, as: actor)
        #expect(result.status == 0, "\(command): \(result.errors)")
    }

    private func refuse(
        _ command: String, as actor: String = "lee", on desk: Desk, saying words: String...
    ) throws {
        let before = try desk.bytes()
        let result = try desk.type(command, as: actor)
        #expect(result.status == 77, "\(command): \(result.output)\(result.errors)")
        for word in words {
            #expect(result.errors.contains(word), "\(command): \(result.errors)")
        }
        #expect(try desk.bytes() == before, "\(command) left something in the log")
    }

    /// F1 says that a child drowned, and is held for the family.
    private func desk() throws -> Desk {
        let desk = try Desk.opened()
        try type(
            "fact record \"A child has drowned near Front Street\" --source dispatch", on: desk)
        try type("fact verify F1 --source \"fire department\"", as: "kim", on: desk)
        try type("fact hold F1 --reason \"family not yet told\"", as: "kim", on: desk)
        return desk
    }

    @Test func `a held fact is stopped in every text that says it, cited or not`() throws {
        let desk = try desk()
        for (number, text) in [
            "A child has drowned near Front Street.",
            "We are sorry to say: near Front Street a child drowned this afternoon.",
        ].enumerated() {
            try type(
                "message draft update --text \"\(text) Next update at 5.\" --identifies nobody"
                    + " --next-update +30m --name u\(number) --submit",
                on: desk)
            try type("message approve u\(number)", as: "kim", on: desk)
            try refuse(
                "message release u\(number) --yes", on: desk, saying: "fact-repeated",
                "says what F1 says, which is held", "Leave it out, in every language")
            #expect(
                !(try desk.type("message release u\(number) --yes").errors.contains("fact clear")))
        }
    }

    @Test func `a held fact is stopped in an answer to a reporter`() throws {
        let desk = try desk()
        try type("inquiry receive \"Did anyone die?\" --from \"Channel 5\"", on: desk)
        try refuse(
            "inquiry answer Q1 \"Yes, a child drowned near Front Street.\"", on: desk,
            saying: "The answer says what F1 says, which is held.")
        try type("inquiry answer Q1 \"We will say more at 5 p.m.\"", on: desk)
    }

    @Test func `a correction of a rumor doesn't say a held fact either`() throws {
        let desk = try desk()
        try type(
            "rumor report \"A child has drowned near Front Street\" --on facebook:Neighbors",
            on: desk)
        try type(
            "message draft correction --corrects R1 --text \"A child has drowned near Front Street is what some say.\""
                + " --identifies nobody --name c --submit",
            on: desk)
        try type("message approve c", as: "kim", on: desk)
        try refuse("message release c --yes", on: desk, saying: "says what F1 says")
    }

    @Test func `lifting a family's hold takes a reason, who told them and when`() throws {
        let desk = try desk()
        try refuse(
            "fact clear F1", as: "kim", on: desk, saying: "F1 is held by kim since",
            "family not yet told", "Lifting the hold needs a reason")
        try refuse(
            "fact clear F1 --reason \"it is time\"", as: "kim", on: desk,
            saying: "only once they were told")
        // Nor does another hold over it hide whose it was.
        try type("fact hold F1 --reason operations", as: "kim", on: desk)
        try refuse(
            "fact clear F1 --reason \"it is time\"", as: "kim", on: desk,
            saying: "only once they were told")
        try type(
            "fact clear F1 --reason \"the family agreed\" --told-by \"Chaplain of the county\""
                + " --told-at -5m",
            as: "kim", on: desk)
        let timeline = try desk.type("timeline").output.split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
        #expect(timeline.contains("The hold was lifted: the family agreed."), "\(timeline)")
        #expect(timeline.contains("Chaplain of the county told the family."), "\(timeline)")
        #expect(!(try desk.type("timeline --public").output.contains("Chaplain")))
    }
}

/// Corrections of our own accounts, recalls, and slips.
@Suite struct DeliveryCommandTests {
    private func type(_ command: String, as actor: String = "lee", on desk: Desk) throws {
        let result = try desk.type(command, as: actor)
        #expect(result.status == 0, "\(command): \(result.errors)")
    }

    private func refuse(
        _ command: String, on desk: Desk, saying words: String...
    ) throws {
        let before = try desk.bytes()
        let result = try desk.type(command)
        #expect(result.status == 77, "\(command): \(result.output)\(result.errors)")
        for word in words {
            #expect(result.errors.contains(word), "\(command): \(result.errors)")
        }
        #expect(try desk.bytes() == before, "\(command) left something in the log")
    }

    /// M1, the holding statement, is released for X and the web and posted on X.
    private func desk() throws -> Desk {
        let desk = try Desk.opened()
        try type("message submit holding", on: desk)
        try type("message approve holding --release --yes", as: "kim", on: desk)
        try type("message posted M1 x=https://x.com/RivertonPD/status/1", on: desk)
        return desk
    }

    @Test func `a recalled message is posted nowhere further, and due where it is`() throws {
        let desk = try desk()
        #expect(try desk.type("message recall M1").status == 64)
        try type("message recall M1 --reason \"the county took over\"", on: desk)
        for command in ["message posted M1 web", "message text M1 web", "message page M1"] {
            try refuse(command, on: desk, saying: "M1 was recalled")
        }
        let due = try desk.type("due").output
        #expect(!due.contains("Post M1"), "\(due)")
        #expect(
            due.contains("M1 was recalled and is still on x:RivertonPD: the county took over."),
            "\(due)")
        #expect(try desk.json("rumor", "list")["rumors"] as? [String] == [])
        try type("message withdraw M1 x --reason \"recalled\"", on: desk)
        #expect(!(try desk.type("due").output.contains("was recalled")))
    }

    @Test func `a delivery recorded by mistake counts nowhere and stays readable`() throws {
        let desk = try desk()
        try type("message posted M1 web", on: desk)
        #expect(try desk.type("message show M1").output.contains("web:riverton.example"))
        try type("message posted M1 web --mistaken --reason \"wrong window\"", on: desk)
        let due = try desk.type("due").output
        #expect(due.contains("web"), "\(due)")
        let published = try #require(try desk.json("status")["published"] as? [[String: Any]])
        #expect(published.compactMap { $0["carrier"] as? String } == ["x:RivertonPD"])
        #expect(
            try desk.type("timeline").output.split(whereSeparator: \.isWhitespace)
                .joined(separator: " ").contains(
                    "M1 was not posted on web:riverton.example; the report was a slip"))
        // A claim of ours that is then found false opens no cell where it never was.
        try type("message retract M1 --reason \"It named the wrong street\" --yes", on: desk)
        let coverage = try desk.type("coverage").output
        #expect(!coverage.contains("web:riverton.example"), "\(coverage)")
        let never = try desk.type("message posted M1 facebook:Nobody --mistaken --reason x")
        #expect(never.status == 65)
        #expect(never.errors.contains("isn't on record as posted on facebook:Nobody"))
    }

    @Test func `our own account is closed by our delivered correction alone`() throws {
        let desk = try desk()
        try type("message retract M1 --reason \"It named the wrong street\" --yes", on: desk)
        try refuse(
            "rumor corrected R1 x:RivertonPD", on: desk, saying: "is our own",
            "only by our correction")
        try refuse(
            "rumor waive R1 x:RivertonPD --reason \"nobody reads it\"", on: desk,
            saying: "is our own")
        #expect(try desk.type("rumor close R1 --reason done").status != 0)
        // Another's account takes an observed statement.
        try type("rumor sight R1 tv:station-4", on: desk)
        try refuse("rumor corrected R1 tv:station-4", on: desk, saying: "seen or heard to say")
        try type(
            "statement observe \"Station 4\" \"We were wrong.\" --on tv:station-4 --corrects R1",
            on: desk)
        try type("rumor corrected R1 tv:station-4 --statement S1", on: desk)
    }
}
