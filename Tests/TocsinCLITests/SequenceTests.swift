import Foundation
import Testing

/// Tasks that must take no more than a set number of commands, each typed exactly as here.
@Suite struct SequenceTests {
    /// One command at a terminal, by one person.
    struct Line {
        var command: String
        var actor = "lee"
        /// Whether a LIVE incident asks for confirmation before texts are released.
        var asksForLive = false
    }

    /// Types the lines and returns each one's output.
    private func type(_ lines: [Line], at desk: Desk) throws -> [String] {
        try lines.map { line in
            let result = try desk.typeAtTerminal(
                line.command, as: line.actor, answers: line.asksForLive ? ["LIVE"] : [])
            #expect(result.status == 0, "\(line.command): \(result.output)")
            #expect(result.output.contains("Type LIVE to release:") == line.asksForLive)
            return result.output
        }
    }

    private func status(of message: String, at desk: Desk) throws -> String {
        let answer = try desk.json("message", "show", message)
        return try #require(answer["status"] as? String)
    }

    private let open = Line(command: #"tocsin open attack-on-officers --place "Main and Lamar""#)

    @Test func `a holding statement under a standing approval takes two commands`() throws {
        let desk = try Desk.staffed(standingApproval: true)
        let lines = [open, Line(command: "tocsin message release holding", asksForLive: true)]
        let output = try type(lines, at: desk)
        #expect(lines.count == 2)
        // Every channel has its draft at once, counted.
        #expect(output[0].contains("x/en"))
        #expect(output[0].contains("of 280 weighted characters"))
        #expect(output[0].contains("sms/es"))
        #expect(try status(of: "holding", at: desk) == "released")
    }

    @Test func `a holding statement with an approver takes three commands`() throws {
        let desk = try Desk.staffed()
        let lines = [
            open, Line(command: "tocsin message submit holding"),
            Line(command: "tocsin message approve M1 --release", actor: "kim", asksForLive: true),
        ]
        let output = try type(lines, at: desk)
        #expect(lines.count == 3)
        // The approved content is the one shown: every text with its count.
        #expect(output[2].contains("officers are responding to a serious incident"))
        #expect(output[2].contains("of 280 weighted characters"))
        #expect(output[2].contains("Main and Lamar"))
        #expect(try status(of: "M1", at: desk) == "released")
    }

    @Test func `a false claim takes two commands, the second by the approver`() throws {
        let desk = try Desk.opened()
        let lines = [
            Line(
                command: #"tocsin rumor report "All suspects in custody" --on tv:station-4"#
                    + #" --finding false --because "One still firing" --source IC --submit"#),
            Line(command: "tocsin message approve M2 --release", actor: "kim", asksForLive: true),
        ]
        _ = try type(lines, at: desk)
        #expect(lines.count == 2)
        #expect(try status(of: "M2", at: desk) == "released")
        let coverage = try desk.json("coverage", "R1")
        let rumors = try #require(coverage["rumors"] as? [[String: Any]])
        #expect(rumors.first?["finding"] as? String == "false")
    }

    @Test func `an error of our own takes two commands`() throws {
        let desk = try Desk.opened()
        // Earlier: a fact that was published.
        let before = [
            "fact record \"Two gunmen are firing\" --topic gunmen --source dispatch --verified --clear",
            "message draft update --text \"Two gunmen are firing.\" --cite F1 --identifies nobody"
                + " --on x --submit",
        ]
        for command in before {
            let result = try desk.type(command)
            #expect(result.status == 0, "\(result.errors)")
        }
        #expect(try desk.type("message approve M2 --release --yes", as: "kim").status == 0)
        #expect(try desk.type("message posted M2 --all").status == 0)

        let lines = [
            Line(command: #"tocsin fact refute F1 --source IC --reason "one gunman" --submit"#),
            Line(command: "tocsin message approve M3 --release", actor: "kim", asksForLive: true),
        ]
        let output = try type(lines, at: desk)
        #expect(lines.count == 2)
        #expect(output[0].contains("R1"))
        #expect(try status(of: "M3", at: desk) == "released")
    }

    @Test func `taking back an armed alert takes one command`() throws {
        let desk = try Desk.opened()
        let draft = try desk.type("message draft alert --template stay-away --submit")
        #expect(draft.status == 0, "\(draft.errors)")
        let approved = try desk.type("message approve M2 --release --yes", as: "kim")
        #expect(approved.status == 0, "\(approved.errors)")

        let lines = [Line(command: "tocsin message retract M2", asksForLive: true)]
        let output = try type(lines, at: desk)
        #expect(lines.count == 1)
        #expect(output[0].contains("released"))
    }

    @Test func `posting by hand shows the text alone and takes the address`() throws {
        let desk = try Desk.opened()
        #expect(try desk.type("message submit holding").status == 0)
        #expect(try desk.type("message approve M1 --release --yes", as: "kim").status == 0)
        let text = try desk.type("message text M1 x")
        #expect(text.output.hasPrefix("Riverton Police Department: officers are responding"))
        #expect(text.output.split(separator: "\n").count == 1)
        #expect(!text.output.contains("{"))
        #expect(try desk.type("message posted M1 x=https://x.com/RivertonPD/status/1").status == 0)
        let live = try desk.json("message", "show", "M1")["liveOn"] as? [String]
        #expect(live == ["x:RivertonPD"])
        #expect(try desk.type("message posted M1 --all").status == 0)
        let all = try desk.json("message", "show", "M1")["liveOn"] as? [String]
        #expect(all?.contains("web:riverton.example") == true)
    }

    @Test func `a release that was not answered with LIVE records nothing`() throws {
        let desk = try Desk.opened()
        #expect(try desk.type("message submit holding").status == 0)
        let before = try desk.bytes()
        let result = try desk.typeAtTerminal(
            "message approve M1 --release", as: "kim", answers: ["yes"])
        #expect(result.status == 77)
        #expect(result.output.contains("will be released to public, on x, facebook"))
        #expect(result.output.contains("LIVE was not typed"))
        #expect(try desk.bytes() == before)

        let unasked = try desk.type("message approve M1 --release", as: "kim")
        #expect(unasked.status == 77)
        #expect(unasked.errors.contains("Add --yes to release without being asked."))
        #expect(try desk.bytes() == before)
    }

    @Test func `an exercise says so, asks nothing and marks every text`() throws {
        let desk = try Desk.opened(mode: "exercise")
        for command in ["message submit holding", "status", "timeline", "drafts", "due"] {
            let result = try desk.type(command)
            #expect(result.status == 0, "\(command): \(result.errors)")
            #expect(result.output.hasPrefix("*** EXERCISE riverton"), "\(command)")
        }
        let released = try desk.type("message approve M1 --release", as: "kim")
        #expect(released.status == 0, "\(released.errors)")
        #expect(try desk.type("message text M1 x").output.contains("EXERCISE"))
    }
}

@Suite struct PartialReleaseTests {
    @Test func `what passes goes out, and what is refused is listed and stays due`() throws {
        let desk = try Desk.opened()
        let long = String(repeating: "word ", count: 80)
        let draft = try desk.run(
            "message", "draft", "update", "--text", long, "--on", "x", "web", "--identifies",
            "nobody", "--name", "long", "--no-thread", "--submit")
        #expect(draft.status == 0, "\(draft.errors)")
        let released = try desk.type("message approve long --release --yes", as: "kim")
        #expect(released.status == 77)
        #expect(released.output.contains("M2 (update) released for web/en"))
        #expect(released.errors.contains("x: over-limit: M2 has 400 of 280 weighted characters"))
        let again = try desk.type("message release long --yes")
        #expect(again.status == 77)
        let due = try #require(try desk.json("due")["items"] as? [[String: Any]])
        #expect(due.contains { $0["subject"] as? String == "M2" })
    }

    @Test func `alone at night, an override with a reason releases and stays due`() throws {
        let desk = try Desk.opened()
        let bare = try desk.type("message release holding --override unapproved --yes")
        #expect(bare.status == 64)
        let released = try desk.type(
            "message release holding --override unapproved --reason nobody-reachable --yes")
        #expect(released.status == 0, "\(released.errors)")
        #expect(
            try desk.type("due --everyone --all").output.contains(
                "lee released M1 without approval"))
        #expect(try desk.type("message ratify M1").status == 77)
        #expect(try desk.type("message ratify M1", as: "kim").status == 0)
    }

    @Test func `a receipt prints times in the incident's zone`() throws {
        let desk = try Desk.opened()
        let result = try desk.type("briefing schedule --at +1h --place \"City hall\"")
        #expect(result.output.contains(" C"))
        #expect(!result.output.contains("UTC"))
        // A period ends at the next such time after its beginning, whatever the present hour.
        let period = try desk.type("period begin --from 06:00 --to 05:00 --objective \"One voice\"")
        #expect(period.status == 0, "\(period.errors)")
    }

    @Test func `a noun alone and its help say what it can do`() throws {
        for arguments in [["message"], ["message", "--help"], ["help", "message"]] {
            let result = try Program.run(arguments)
            #expect(result.status == 0, "\(result.errors)")
            #expect(result.output.contains("  submit  "))
        }
    }
}
