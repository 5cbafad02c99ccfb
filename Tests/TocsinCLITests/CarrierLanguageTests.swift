import Foundation
import Testing

/// What is where is kept by account and language.
@Suite struct CarrierLanguageTests {
    /// M1 is approved and released in English and Spanish.
    private func released() throws -> Desk {
        let desk = try Desk.opened()
        try desk.carryOut("message submit holding")
        try desk.carryOut("message approve holding --release --yes", as: "kim")
        return desk
    }

    private func unposted(_ desk: Desk) throws -> [String: Any] {
        let items = try #require(try desk.json("due", "--everyone")["items"] as? [[String: Any]])
        return try #require(items.first { $0["kind"] as? String == "unposted" })
    }

    private func places(_ desk: Desk) throws -> [String] {
        let published = try #require(try desk.json("status")["published"] as? [[String: Any]])
        return published.flatMap { posting in
            (posting["languages"] as? [String] ?? []).map { "\(posting["carrier"] ?? "")/\($0)" }
        }
    }

    @Test func `posting English on X leaves Spanish on X due`() throws {
        let desk = try released()
        try desk.carryOut("message posted M1 x=https://x.example/1 --language en")
        #expect(try places(desk) == ["x:RivertonPD/en"])
        let text = try #require(try unposted(desk)["text"] as? String)
        #expect(text.contains("x (es), "), "\(text)")
        #expect(try desk.type("gap").output.contains("x (es)"))
        // A later language is recorded later, and both are there from then on.
        try desk.carryOut("message posted M1 x=https://x.example/2 --language es")
        #expect(Set(try places(desk)) == ["x:RivertonPD/en", "x:RivertonPD/es"])
        #expect(!(try unposted(desk)["text"] as? String ?? "").contains("x ("))
    }

    @Test func `nothing is recorded as posted that nobody said was`() throws {
        let desk = try released()
        // Without a language, it is the message's own, which is also what was shown for posting.
        try desk.carryOut("message posted M1 x=https://x.example/1")
        #expect(try places(desk) == ["x:RivertonPD/en"])
        try desk.refuse(
            "message posted M1 x --language fr", saying: "isn't released on x:RivertonPD in fr",
            status: 65)
        // Everything everywhere is said in so many words.
        try desk.carryOut("message posted M1 --all")
        #expect(Set(try places(desk)).isSuperset(of: ["x:RivertonPD/en", "x:RivertonPD/es"]))
    }

    @Test func `a failure and a withdrawal name their languages and take several accounts`() throws
    {
        let desk = try released()
        try desk.carryOut("message failed M1 sms email --language es --reason \"gateway down\"")
        try desk.carryOut("message posted M1 --all")
        try desk.refuse(
            "message withdraw M1 x --reason \"wrong street\"",
            saying: "M1 is posted on x:RivertonPD in en, es. Which one is gone?", status: 65)
        try desk.carryOut("message withdraw M1 x web --language es --reason \"wrong street\"")
        let left = Set(try places(desk))
        #expect(left.isSuperset(of: ["x:RivertonPD/en", "web:riverton.example/en"]))
        #expect(left.isDisjoint(with: ["x:RivertonPD/es", "web:riverton.example/es"]))
    }

    @Test func `a release takes languages`() throws {
        let desk = try Desk.opened()
        try desk.carryOut("message submit holding")
        try desk.carryOut("message approve holding", as: "kim")
        try desk.carryOut("message release M1 --on x web --language en --yes")
        let text = try #require(try unposted(desk)["text"] as? String)
        #expect(text.contains("x (en), web (en)") && !text.contains("es"), "\(text)")
        try desk.refuse(
            "message posted M1 x --language es", saying: "isn't released on x:RivertonPD in es",
            status: 65)
        try desk.refuse(
            "message release M1 --language fr --yes", saying: "M1 has no text in fr", status: 65)
    }

    @Test func `a slip in one language leaves the other`() throws {
        let desk = try released()
        try desk.carryOut("message posted M1 x --language en es")
        try desk.carryOut(
            "message posted M1 x --language es --mistaken --reason \"only the English one\"")
        #expect(try places(desk) == ["x:RivertonPD/en"])
        #expect(try #require(try unposted(desk)["text"] as? String).contains("x (es)"))
    }

    @Test func `a recalled message is called so, and what a slip reported is no turning point`()
        throws
    {
        let desk = try released()
        try desk.carryOut("message posted M1 x")
        try desk.carryOut("message posted M1 x --mistaken --reason \"it never went out\"")
        try desk.carryOut("message recall M1 --reason \"it named the wrong place\"")
        for command in ["message show M1", "message list", "diff --from 2020-01-01T00:00:00Z"] {
            let output = try Program.run(
                Words.split(command), environment: desk.environment(as: "lee")
            ).output
            #expect(output.contains("recalled"), "\(command): \(output)")
        }
        let review = try desk.type("review report", as: "kim").output
        let turns = try #require(
            review.components(separatedBy: "\n## What happened\n").last?
                .components(separatedBy: "\n## ").first)
        let form = try desk.type("form 201", as: "kim").output
        for text in [turns, form] { #expect(!text.contains("posted on x:RivertonPD"), "\(text)") }
    }

    @Test func `an account that the department file doesn't list is asked about`() throws {
        let desk = try released()
        try desk.refuse(
            "message posted M1 x:RivertonPDD --language en",
            saying: "The department file doesn't list x:RivertonPDD",
            "Did you mean x:RivertonPD?", "--unlisted", status: 65)
        try desk.refuse(
            "message failed M1 web:riverton.exmple --language en --reason \"down\"",
            saying: "Did you mean web:riverton.example?", status: 65)
        try desk.carryOut("message posted M1 x:RivertonAlerts --language en --unlisted")
        // Once confirmed, it isn't asked about again.
        try desk.carryOut("message posted M1 x:RivertonAlerts --language es")
        #expect(Set(try places(desk)) == ["x:RivertonAlerts/en", "x:RivertonAlerts/es"])
    }

    @Test func `a delivery before its release is refused`() throws {
        let desk = try released()
        try desk.refuse(
            "message posted M1 x --language en --occurred \"2 hours ago\"",
            saying: "M1 was released at", "can't have been posted on x:RivertonPD before that",
            status: 65)
    }

    // MARK: What a correction must reach

    /// M2 said "The shelter is at Oak Street 12" on X and the web, in two languages, and not by SMS.
    private func wrongStreet() throws -> Desk {
        let desk = try Desk.opened()
        try desk.carryOut("fact record \"The shelter is at Oak Street 12\" --source dispatch")
        try desk.carryOut("fact verify F1 --source \"the Red Cross\"", as: "kim")
        try desk.carryOut("fact clear F1", as: "kim")
        try desk.carryOut(
            "message draft update --cite F1 --known \"The shelter is at Oak Street 12.\""
                + " --identifies nobody --on x web sms --next-update +30m --name shelter")
        try desk.carryOut("message edit shelter sms \"Riverton PD: news on our website.\"")
        try desk.carryOut("message submit shelter")
        try desk.carryOut("message approve shelter --release --yes", as: "kim")
        try desk.carryOut("message posted shelter --all")
        return desk
    }

    private func cells(_ desk: Desk) throws -> [String] {
        let rumors = try #require(try desk.json("coverage")["rumors"] as? [[String: Any]])
        let cells = try #require(rumors.first?["cells"] as? [[String: Any]])
        return cells.compactMap { $0["carrier"] as? String }
    }

    @Test func `a cell opens only where the wrong words stood`() throws {
        let desk = try wrongStreet()
        try desk.carryOut(
            "fact refute F1 --reason \"the street is wrong\" --source \"the Red Cross\""
                + " --right \"The shelter is at Oak Avenue 12\"")
        #expect(try cells(desk) == ["web:riverton.example", "x:RivertonPD"])
        let coverage = try desk.type("coverage").output
        #expect(!coverage.contains("sms") && !coverage.contains("assumed"), "\(coverage)")
        let status = try desk.json("status")["published"] as? [[String: Any]] ?? []
        let sms = status.first { ($0["carrier"] as? String)?.hasPrefix("sms") == true }
        #expect((sms?["wrong"] as? [Any])?.isEmpty == true)
    }

    @Test func `where no text of ours has the claim's words, the cell says that it is assumed`()
        throws
    {
        let desk = try Desk.opened()
        try desk.carryOut(
            "message draft update --text \"The bridge is closed. Next update 5 p.m.\""
                + " --identifies nobody --on web --next-update +30m --name bridge --submit")
        try desk.carryOut("message approve bridge --release --yes", as: "kim")
        try desk.carryOut("message posted bridge --all")
        try desk.carryOut(
            "rumor report \"Nobody can cross the river downtown\" --message M2 --finding false"
                + " --because \"The bridge on Main Street is open\"")
        let coverage = try desk.type("coverage").output
        #expect(coverage.contains("(all assumed: no text of ours"), "\(coverage)")
        let rumors = try #require(try desk.json("coverage")["rumors"] as? [[String: Any]])
        let cells = rumors.flatMap { $0["cells"] as? [[String: Any]] ?? [] }
        #expect(cells.map { $0["isAssumed"] as? Bool } == [true])
        try desk.carryOut("rumor sight R1 web:riverton.example")
        #expect(!(try desk.type("coverage").output.contains("assumed")))
    }

    @Test func `what can't be withdrawn isn't still public once it is corrected there`() throws {
        let desk = try Desk.opened()
        try desk.carryOut(
            "message draft update --text \"The bridge on Main Street is closed. Next update 5 p.m.\""
                + " --identifies nobody --on sms web --next-update +30m --name bridge")
        try desk.carryOut("message submit bridge")
        try desk.carryOut("message approve bridge --release --yes", as: "kim")
        try desk.carryOut("message posted bridge --all")
        try desk.carryOut(
            "rumor report \"The bridge on Main Street is closed\" --message M2 --finding false"
                + " --because \"The bridge on Main Street is open\"")
        func standing() throws -> [String] {
            let gap = try desk.json("gap")
            let items = try #require(gap["falseInPublic"] as? [[String: Any]])
            return items.flatMap { $0["carriers"] as? [String] ?? [] }
        }
        #expect(try standing().contains { $0.hasPrefix("sms") })
        try desk.carryOut(
            "message draft correction --corrects R1 --text \"We said the bridge was closed. That was"
                + " wrong. It is open.\" --identifies nobody --on sms web --name fixed --submit")
        try desk.carryOut("message approve fixed --release --yes", as: "kim")
        try desk.carryOut("message posted fixed --all")
        // The website still shows the wrong text, beside its correction. A phone can't take it back.
        #expect(try standing() == ["web:riverton.example"])
    }
}
