import Foundation
import Testing

/// The output of status if there is more than fits on a screen.
@Suite struct StatusTests {
    /// An incident with 30 open questions and 30 posts, the first of which was wrong.
    private func flooded() throws -> Desk {
        let desk = try Desk()
        var yaml = Reenactment.opening("flood", "A long night")
        for number in 1...30 {
            yaml += """
                  - number: i\(number)
                    at: "2026-03-02T10:\(number + 9):00-06:00"
                    as: controller
                    role: controller
                    command:
                      - inquiry receive: {question: "Question \(number)?", from: "Caller \(number)"}
                      - message draft: {kind: update, text: "Post number \(number) stands.", identifies: nobody, on: [x], submit: true, release: true, posted: ["x:RivertonPD"]}

                """
        }
        yaml += """
              - number: wrong
                at: "2026-03-02T11:00:00-06:00"
                as: controller
                role: controller
                command:
                  rumor report: {claim: Post number 1 stands., origin: own-message, message: [M1], finding: "false", because: It does not.}

            """
        let file = try desk.write(yaml, to: "flood.yaml")
        let run = try desk.run("scenario", "run", file, as: "controller")
        guard run.status == 0 else { throw Desk.Unexpected(text: run.output + run.errors) }
        return desk
    }

    @Test func `a long night is counted, and --all prints it whole`() throws {
        let desk = try flooded()
        let all = try desk.run("status", "--all", as: "controller").output
        let questions = { (text: String) in text.matches(of: /is unanswered/).count }
        let posts = { (text: String) in text.matches(of: /Post number \d+ stands/).count }
        #expect(questions(all) == 30)
        #expect(posts(all) == 31, "Each once, and the wrong one at the top, too.")
        #expect(!all.contains(" more: "))

        let short = try desk.run("status", as: "controller").output
        #expect(short.contains("! Wrong on x:RivertonPD: M1 (update, R1)"), "\(short)")
        let due = try #require(try desk.json("status")["due"] as? [Any]).count
        let listed = short.split(separator: "\n").count {
            $0.hasPrefix("! overdue") || $0.contains(/^  [^ ]/) && !$0.hasPrefix("  and ")
        }
        #expect(short.contains("and \(due - listed) more: tocsin status --all"), "\(short)")
        // A reenactment takes nothing that is typed.
        #expect(!short.contains("\n      tocsin "), "\(short)")
        #expect(short.contains("only from its scenario: tocsin scenario list"), "\(short)")
        let offered = try desk.json("status")["due"] as? [[String: Any]] ?? []
        #expect(Set(offered.compactMap { $0["command"] as? String }) == ["tocsin scenario list"])
        #expect(short.contains("Public copies: 30, 1 of a wrong text."), "\(short)")
        // The JSON leaves nothing out.
        #expect((try desk.json("status")["published"] as? [Any])?.count == 30)
    }
}
