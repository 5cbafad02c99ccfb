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
            "message draft update --text en=\"Two officers are hurt. Next update 5 p.m.\""
                + " --text es=\"Dos policías heridos. Más a las 5 p.m.\" --cite F1"
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
