import Foundation
import Testing

/// What is due depends on who asks.
@Suite struct PersonalDueTests {
    @Test func `a commander sees approvals with the words, and no drafts or posts`() throws {
        let team = try Team()
        try team.done(
            "message draft update --text \"Route 9 is closed at the bridge.\" --identifies nobody"
                + " --name road --on x sms --submit")
        try team.done("message draft update --text \"Not ready yet.\" --identifies nobody --on x")
        let due = try team.done("due", as: "kim")
        #expect(due.contains("(update), for public on x, sms, needs approval"), "\(due)")
        #expect(due.contains("“Route 9 is closed at the bridge.”"), "\(due)")
        #expect(due.contains("Next: tocsin message approve M"), "\(due)")
        #expect(!due.contains("is a draft"), "\(due)")
        try team.done("message approve road --release --yes", as: "kim")
        #expect(!(try team.done("due", as: "kim").contains("Post M")))
    }

    @Test func `an author isn't offered the approval of their own text`() throws {
        let team = try Team()
        try team.done("role assign lee incident-commander", as: "kim")
        try team.done(
            "message draft update --text \"Route 9 is closed.\" --identifies nobody --on x --submit"
        )
        #expect(!(try team.done("due").contains("needs approval")))
        #expect(try team.done("due", as: "kim").contains("needs approval"))
    }

    @Test func `a PIO sees texts to post by channel, drafts and corrections`() throws {
        let team = try Team()
        try team.publish("update", "road", "Route 9 is closed.", on: ["x", "sms"], posted: ["x"])
        try team.done(
            "rumor report \"The dam broke\" --on facebook:Neighbors --finding false --because \"It holds\" --source operator"
        )
        for person in ["lee", "ana"] {
            let due = try team.done("due --all", as: person)
            #expect(due.contains("Post M2 (update) on sms."), "\(due)")
            #expect(due.contains("tocsin message text M2 sms"), "\(due)")
            #expect(due.contains("tocsin message posted M2 sms"), "\(due)")
            #expect(due.contains("is a draft."), "\(due)")
            #expect(due.contains("R1 is false and uncorrected on facebook:Neighbors"), "\(due)")
        }
    }

    @Test func `a text in two languages is due with both`() throws {
        let team = try Team(languages: "en, es")
        try team.done("message submit holding")
        try team.done("message approve holding --release --yes", as: "kim")
        let due = try team.done("due --all")
        #expect(due.contains("Post M1 (holding) on x (en, es)"), "\(due)")
    }

    @Test func `a translator sees what lacks a language, and only that`() throws {
        let team = try Team(languages: "en, es")
        try team.done(
            "message draft update --text \"Route 9 is closed.\" --identifies nobody --on x")
        let due = try team.done("due --all", as: "pat")
        #expect(due.contains("M2 has no"), "\(due)")
        #expect(due.contains("Next: tocsin message translate M2 --to es"), "\(due)")
        #expect(!due.contains("is a draft"), "\(due)")
        #expect(!(try team.done("due --all").contains("M2 has no")))
        // Without a translator on duty, it is for those who write.
        try team.done("role relieve pat translator --reason relieved", as: "kim")
        #expect(try team.done("due --all").contains("M2 has no"))
    }

    @Test func `an item that nobody on duty can settle is shown to everyone`() throws {
        let team = try Team()
        try team.done("message submit holding")
        #expect(!(try team.done("due").contains("needs approval")))
        try team.done("role relieve kim incident-commander --reason relieved", as: "lee")
        let due = try team.done("due")
        #expect(due.contains("needs approval"), "\(due)")
        #expect(due.contains("Next: tocsin role assign PERSON incident-commander"), "\(due)")
    }

    @Test func `everyone shows all items, and otherwise the hidden ones are counted`() throws {
        let team = try Team()
        try team.done("message submit holding")
        for command in ["due", "status", ""] {
            let short = try team.done(command, as: "lee")
            let typed = command.isEmpty ? "due" : command
            #expect(short.contains("1 more for others: tocsin \(typed) --everyone"), "\(short)")
            #expect(!short.contains("needs approval"), "\(short)")
            let all = try team.done(command + " --everyone", as: "lee")
            #expect(all.contains("needs approval"), "\(all)")
            #expect(all.contains("for Incident Commander"), "\(all)")
            #expect(!all.contains("more for others"), "\(all)")
        }
    }

    @Test func `JSON holds everyone's items with their roles, and says who asked`() throws {
        let team = try Team()
        try team.done("message submit holding")
        let answer = try team.json("due")
        let asked = try #require(answer["asked"] as? [String: Any])
        #expect(asked["person"] as? String == "lee")
        #expect(asked["roles"] as? [String] == ["pio"])
        let items = try #require(answer["items"] as? [[String: Any]])
        let approval = try #require(items.first { $0["kind"] as? String == "approval" })
        #expect(approval["roles"] as? [String] == ["incident-commander"])
    }

    @Test func `late promises and our public errors are shown to everyone`() throws {
        let team = try Team()
        try team.publish(
            "update", "count", "Three are hurt.", on: ["x"], "--next-update +30m")
        try team.done(
            "rumor report \"Three are hurt.\" --origin own-message --message count --finding false"
                + " --because \"Five are hurt\" --source hospital")
        team.wait(31)
        for person in ["lee", "kim", "pat", "stranger"] {
            let due = try team.done("due", as: person)
            #expect(due.contains("! Wrong on x:MillFalls: M2 (update, R1)"), "\(due)")
            #expect(due.contains("the update that M2 promised on x"), "\(due)")
        }
    }

    @Test func `the next command is one of mine, in the role in which I ask`() throws {
        let team = try Team()
        try team.done("message submit holding")
        #expect(try team.done("due", as: "kim").contains("Next: tocsin message approve M1"))
        #expect(!(try team.done("due", as: "lee").contains("Next: tocsin message approve")))
        try team.done("role assign ana incident-commander", as: "kim")
        #expect(try team.done("due", as: "ana").contains("Next: tocsin message approve M1"))
        let asPIO = try team.done("due --role pio", as: "ana")
        #expect(!asPIO.contains("needs approval"), "\(asPIO)")
        #expect(asPIO.contains("For ana (PIO):"), "\(asPIO)")
    }

    @Test func `somebody without a role sees everything and is told to say who they are`() throws {
        let team = try Team()
        try team.done("message submit holding")
        let due = try team.done("due", as: "guest")
        #expect(due.contains("guest has no role in this incident"), "\(due)")
        #expect(due.contains("needs approval"), "\(due)")
        #expect(due.contains("Next: tocsin use --as PERSON"), "\(due)")
    }
}

/// The first lines of due and status, on a screen of 24 lines.
@Suite struct OneScreenTests {
    private static func letter(_ number: Int) -> String {
        String(UnicodeScalar(UInt8(64 + number)))
    }

    /// Asked by several tests, and changed by none.
    private static let busy = Result { try makeBusy() }

    /// More of everything than fits on a screen.
    private static func makeBusy() throws -> Team {
        let team = try Team()
        for zone in ["A", "B"] {
            try team.warn(zone)
        }
        for number in 1...6 {
            try team.publish(
                "update", "u\(number)", "Shelter \(letter(number)) is open.", on: ["x"],
                number == 6 ? "--next-update +30m" : "")
        }
        try team.done(
            "rumor report \"Shelter A is open.\" --origin own-message --message u1 --finding false"
                + " --because \"It is full\" --source shelter")
        for number in 1...20 {
            try team.done("inquiry receive \"Question \(number)?\" --from \"Caller \(number)\"")
        }
        team.wait(40)
        return team
    }

    @Test func `due and status fit on 24 lines of 80 columns and count the rest`() throws {
        let team = try Self.busy.get()
        for command in ["", "due", "due --everyone", "status", "status --everyone"] {
            for person in ["lee", "kim"] {
                let output = try team.done(command, as: person)
                let lines = output.split(separator: "\n", omittingEmptySubsequences: false)
                    .dropLast()
                let rows = lines.map { max(1, ($0.count + 79) / 80) }.reduce(0, +)
                #expect(rows <= 23, "\(command) \(person): \(rows)\n\(output)")
            }
        }
        let due = try team.done("due")
        #expect(due.contains(" more: tocsin due --all"), "\(due)")
        let all = try team.done("due --all")
        #expect(!all.contains(" more: "))
        #expect(all.matches(of: /is unanswered/).count == 20)
    }

    @Test
    func `gap fits on 24 lines of 80 columns, drafts shows at least one, and both count the rest`()
        throws
    {
        let team = try Self.makeBusy()
        for number in 1...9 {
            try team.done("message draft update --text \"Road \(number) is shut.\" --on x,web")
        }
        let gap = try team.done("gap")
        let rows = gap.split(separator: "\n").map { max(1, ($0.count + 79) / 80) }.reduce(0, +)
        #expect(rows <= 23, "\(rows)\n\(gap)")
        for (command, item) in [("gap", /^! |^  [^ ]/), ("drafts", /^M\d+/)] {
            let all = try team.done("\(command) --all")
            let short = try team.done(command)
            #expect(!all.contains(" more: "))
            func count(_ text: String) -> Int {
                text.split(separator: "\n").count {
                    $0.firstMatch(of: item) != nil && !$0.contains(" more: ")
                }
            }
            #expect(count(short) > 0)
            let rest = count(all) - count(short)
            #expect(short.contains("  and \(rest) more: tocsin \(command) --all\n"), "\(short)")
            let shown = short.components(separatedBy: "\n  and \(rest) more")[0]
            #expect(all.hasPrefix(shown), "\(short)\n\(all)")
        }
        #expect(try team.done("gap --all").matches(of: /unanswered/).count == 20)
    }

    @Test func `wrong comes before orders, orders before late promises, then what is mine`() throws
    {
        let team = try Self.busy.get()
        for command in ["due", "status"] {
            let output = try team.done(command)
            let places = try [
                "! Wrong on x:MillFalls", "In force for Zone A: ", "In force for Zone B: ",
                "! Late since ", "Next: ",
            ].map { try #require(output.firstRange(of: $0), "\($0)\n\(output)").lowerBound }
            #expect(places == places.sorted(), "\(output)")
        }
    }

    @Test func `what to post is named by text and channel, then how to record it`() throws {
        let team = try Team()
        try team.publish("update", "road", "Route 9 is closed.", on: ["x", "sms"], posted: [])
        let due = try team.done("")
        #expect(due.contains("Next: tocsin message text M2 x\n"), "\(due)")
        #expect(due.contains("Then: tocsin message posted M2 x\n"), "\(due)")
        #expect(!due.contains("--all"), "\(due)")
    }
}
