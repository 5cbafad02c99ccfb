import Foundation
import Testing

/// Who acts is kept for each terminal, not once for the home.
@Suite struct TerminalSettingsTests {
    private func actor(of team: Team, at terminal: String) throws -> String {
        let answer = try team.type("note log Hello --json", as: nil, at: terminal)
        let object = try JSONSerialization.jsonObject(with: Data(answer.output.utf8))
        return try #require((object as? [String: Any])?["actor"] as? String, "\(answer.errors)")
    }

    @Test func `use in one terminal doesn't change who acts in another`() throws {
        let team = try Team()
        try team.done("use --as lee --role pio", as: nil, at: "one")
        try team.done("use --as kim flood", as: nil, at: "two")
        #expect(try actor(of: team, at: "one") == "lee")
        #expect(try actor(of: team, at: "two") == "kim")
        let third = try team.done("use --json", as: nil, at: "three")
        #expect(!third.contains("lee") && !third.contains("kim"), "\(third)")
        // The environment comes before both.
        #expect(try team.done("note log Hello", as: "ana", at: "one").contains("Recorded as ana"))
    }

    @Test func `a role that was set doesn't pass to the next person in the terminal`() throws {
        let team = try Team()
        try team.done("use --as lee --role pio", as: nil, at: "one")
        let kim = try team.done("use --as kim --json", as: nil, at: "one")
        #expect(!kim.contains("pio"), "\(kim)")
    }

    @Test func `settings of an earlier version hold until a terminal has its own`() throws {
        let team = try Team()
        let file = URL(filePath: team.desk.home + "/settings.json")
        try Data(#"{"as": "lee", "role": "pio", "incident": "flood"}"#.utf8).write(to: file)
        #expect(try actor(of: team, at: "one") == "lee")
        try team.done("use --as kim", as: nil, at: "two")
        #expect(try actor(of: team, at: "one") == "lee")
        #expect(try actor(of: team, at: "two") == "kim")
    }

    @Test func `the settings of sessions that have ended are dropped`() throws {
        let team = try Team()
        let file = URL(filePath: team.desk.home + "/settings.json")
        try team.done("use --as lee", as: nil, at: "ended")
        #expect(try String(contentsOf: file, encoding: .utf8).contains("\"ended\""))
        try team.done("use --as kim", as: nil, at: "two")
        #expect(!(try String(contentsOf: file, encoding: .utf8).contains("\"ended\"")))
    }

    @Test func `opening makes the incident that of the terminal, and of no other`() throws {
        let team = try Team()
        try team.done("use flood", as: nil, at: "two")
        let opened = try team.done(
            "open flood --place Millpond --id drill --mode exercise", at: "one")
        #expect(opened.contains("tocsin message submit M1 --incident drill"), "\(opened)")
        let drill = try team.done("due", at: "one")
        #expect(drill.contains("EXERCISE drill"), "\(drill)")
        #expect(try team.done("due", at: "two").contains("LIVE flood"))
        // A hint in the drill can't lead into the live incident, wherever it is typed.
        #expect(
            drill.contains(
                "LIVE too: flood, Flood, Riverside: tocsin status --incident flood"), "\(drill)")
        let hints = drill.split(separator: "\n").filter {
            $0.contains("tocsin ") && !$0.hasPrefix("LIVE too")
        }
        #expect(!hints.isEmpty)
        for hint in hints { #expect(hint.contains("--incident drill"), "\(hint)") }
        let refused = try team.type("message release M1 --yes", at: "one")
        #expect(refused.errors.contains("--incident drill"), "\(refused.errors)")
        let next = try team.done("message submit M1", at: "one")
        #expect(next.contains("tocsin message approve M1 --release --incident drill"), "\(next)")
    }

    @Test func `where several incidents are possible, the LIVE one is marked`() throws {
        let team = try Team()
        try team.done("open flood --place Millpond --id drill --mode exercise", at: "one")
        #expect(
            try team.done("due", at: "two")
                .contains("More than one incident is possible: drill (EXERCISE), flood (LIVE)."))
        #expect(
            try team.type("fact list", at: "two").errors
                .contains("drill (EXERCISE), flood (LIVE)."))
        // The live incident says nothing of the drill.
        #expect(!(try team.done("due --incident flood", at: "two").contains("too:")))
        #expect(try team.done("status --incident drill", at: "two").contains("LIVE too: flood"))
    }

    @Test func `use says who will act, whatever decides it`() throws {
        let team = try Team()
        try team.done("use --as kim --role incident-commander", as: nil, at: "one")
        let own = try team.done("use", as: nil, at: "one").split(separator: "\n")
        #expect(
            own.contains { $0.hasSuffix("  kim") } && own.contains { $0.hasSuffix("commander") })
        let given = try team.done("use", as: "ana", at: "one")
        #expect(given.contains("ana, by TOCSIN_AS"), "\(given)")
        #expect(given.contains("any role that you hold"), "\(given)")
    }

    @Test func `a receipt says who acted where several people are on duty`() throws {
        let team = try Team()
        #expect(try team.done("note log Hello").contains("Recorded as lee (PIO)."))
        #expect(
            try team.done("fact record \"It rains\" --source radio", as: "kim")
                .contains("Recorded as kim (Incident Commander)."))
        for person in ["ana", "kim", "pat"] {
            let role =
                ["ana": "pio", "kim": "incident-commander", "pat": "translator"][person] ?? ""
            try team.done("role relieve \(person) \(role) --reason relieved")
        }
        #expect(!(try team.done("note log Hello").contains("Recorded as")))
    }

    @Test func `a process knows its terminal's session`() throws {
        let team = try Team()
        let script = """
            "$TOCSIN" use --as lee && "$TOCSIN" use --json; setsid "$TOCSIN" use --json
            """
        let result = try Program.run(
            "/bin/sh", ["-c", script],
            environment: ["TOCSIN": Program.path, "TOCSIN_HOME": team.desk.home])
        let answers = result.output.components(separatedBy: "{").dropFirst()
        try #require(answers.count == 2, "\(result.output)\(result.errors)")
        #expect(answers.first?.contains("lee") == true)
        #expect(answers.last?.contains("lee") == false)
    }
}

/// The words of a message are shown wherever somebody decides about it.
@Suite struct ShownWordsTests {
    @Test func `the LIVE question names the message, its readers, its channels and its words`()
        throws
    {
        let team = try Team()
        try team.done(
            "message draft update --text \"Route 9 is closed at the bridge.\" --identifies nobody"
                + " --on x sms --name road --submit")
        try team.done("message approve road", as: "kim")
        let asked = try team.type("message release road", answering: "no\n")
        #expect(
            asked.output.contains(
                "LIVE: M2 (update) will be released to public, on x, sms: “Route 9 is closed at the bridge.”"
            ), "\(asked.output)")
        #expect(asked.status == 77)
        #expect(try team.type("message release road", answering: "LIVE\n").status == 0)
    }

    @Test func `the message list shows readers, channels and first words`() throws {
        let team = try Team()
        try team.done(
            "message draft update --text \"Route 9 is closed.\" --identifies nobody --on x sms")
        let list = try team.done("message list")
        #expect(list.contains("for public on x, sms: “Route 9 is closed.”"), "\(list)")
    }

    @Test func `every due item about a message shows its kind and its words`() throws {
        let team = try Team()
        try team.publish(
            "update", "road", "Route 9 is closed.", on: ["x", "sms"], "--next-update +30m",
            posted: ["x"])
        try team.done(
            "message draft update --text \"Route 9 is open.\" --identifies nobody --on x --submit")
        let items = try #require(try team.json("due")["items"] as? [[String: Any]])
        let about = items.filter { ($0["subject"] as? String)?.hasPrefix("M") == true }
        #expect(about.count >= 4)
        for item in about {
            #expect((item["words"] as? String)?.isEmpty == false, "\(item)")
            let text = try #require(item["text"] as? String)
            #expect(text.contains(/\((update|holding)\)/), "\(text)")
        }
    }
}
