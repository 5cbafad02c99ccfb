import Foundation
import Testing

/// Comments of others on our pages: hidden by a rule and with a copy, or not at all.
@Suite struct CommentTests {
    private static func office() throws -> PressOffice {
        let office = try PressOffice(at: "2027-01-04T08:00:00-06:00")
        let department = try String(
            contentsOfFile: office.desk.home + "/department.yaml", encoding: .utf8)
        try office.write(
            department + """
                policy:
                  rules:
                    - {id: threats, text: Threats against persons are hidden., source: Order 7}

                """, to: "department.yaml")
        try office.begin()
        try office.write("I agree.", to: "comment.txt")
        return office
    }

    private static func comments(_ office: PressOffice) throws -> [[String: Any]] {
        try #require(office.json("comment list")["comments"] as? [[String: Any]])
    }

    private static func hiding(_ options: String, in office: PressOffice) -> String {
        "comment hide facebook:RivertonPD --copy \(office.desk.home)/comment.txt \(options)"
    }

    @Test func `a comment is hidden by a rule, with the hash of a copy and who did it`() throws {
        let office = try Self.office()
        try office.done(
            Self.hiding(
                "--rule threats --kept \"page folder\" --address https://f.example/1", in: office))
        let comment = try #require(Self.comments(office).first)
        #expect(comment["rule"] as? String == "threats")
        #expect(comment["ruleText"] as? String == "Threats against persons are hidden.")
        #expect(comment["by"] as? String == "lee")
        #expect(comment["action"] as? String == "hidden")
        // By coreutils: printf 'I agree.' | sha256sum
        #expect(
            comment["copySHA256"] as? String
                == "826ff0dab649a97ffdd7779a332accafb35cc161012253a19383db19289d6e02")
    }

    @Test func `without a rule of the policy or a copy nothing is recorded`() throws {
        let office = try Self.office()
        let unruled = try office.type(Self.hiding("", in: office))
        #expect(unruled.status == 65)
        #expect(
            unruled.errors.contains("A comment is hidden only by a rule of the policy."),
            "\(unruled.errors)")
        #expect(unruled.errors.contains("--rule threats"), "\(unruled.errors)")
        let unknown = try office.type(Self.hiding("--rule critics", in: office))
        #expect(
            unknown.errors.contains("The policy has no rule \"critics\"."), "\(unknown.errors)")
        let uncopied = try office.type("comment hide facebook:RivertonPD --rule threats")
        #expect(uncopied.status == 65)
        #expect(uncopied.errors.contains("--copy FILE"), "\(uncopied.errors)")
        let missing = try office.type(
            "comment hide facebook:RivertonPD --rule threats --copy /nowhere/x.png")
        #expect(missing.status != 0)
        #expect(try Self.comments(office).isEmpty)
    }

    @Test func `a blocked person's appeal is due until another person decides it`() throws {
        let office = try Self.office()
        try office.done(Self.hiding("--rule threats --action blocked", in: office))
        try office.done("comment appeal H1 \"I meant the budget.\"")
        let due = try office.done("due --everyone --all")
        #expect(
            due.contains("H1, blocked by the rule threats, was appealed on 2027-01-04."), "\(due)")
        let own = try office.type("comment uphold H1 --reason \"it is a threat\"")
        #expect(own.errors.contains("lee hid H1, so another person decides"), "\(own.errors)")
        try office.done("comment uphold H1 --reason \"it is a threat\"", as: "ana")
        #expect(try !office.done("due --everyone --all").contains("H1"))
        try office.done("comment appeal H1 \"Please look again.\"")
        try office.done("comment restore H1 --reason \"it names nobody\"")
        #expect(try !office.done("due --everyone --all").contains("H1"))
        let late = try office.type("comment appeal H1 \"Once more.\"")
        #expect(late.errors.contains("H1 is restored"), "\(late.errors)")
    }

    @Test func `the report for counsel has rule, copy, people and appeals`() throws {
        let office = try Self.office()
        try office.done(Self.hiding("--rule threats --kept \"page folder\"", in: office))
        try office.done(Self.hiding("--rule threats --action deleted", in: office))
        try office.done("comment appeal H1 \"I meant the budget.\"")
        try office.done("comment uphold H1 --reason \"it is a threat\"", as: "ana")
        try office.done("comment restore H2 --reason \"it names nobody\"")
        let report = try office.done("comment report")
        for words in [
            "Comments hidden on our pages: 2, restored: 1, open appeals: 0.",
            "A machine can't tell whether a comment was hidden for its view.",
            "Rule threats: 2, restored: 1.", "rule then: Threats against persons are hidden.",
            "page folder", "I meant the budget.", "upheld by ana: it is a threat",
            "restored by lee: it names nobody",
        ] {
            #expect(report.contains(words), "\(words): \(report)")
        }
    }
}
