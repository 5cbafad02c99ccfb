import Foundation
import SeededRandom
import Testing

/// A suggested command works when somebody types it.
@Suite struct TypedSuggestionTests {
    @Test func `a refused command names no id that it didn't store`() throws {
        let team = try Team()
        let refused = try team.type(
            "message draft update --text \"Route 9 is closed.\" --on x --submit")
        #expect(refused.status != 0)
        #expect(!refused.errors.contains("M2"), "\(refused.errors)")
        #expect(
            refused.errors.contains("The new message doesn't declare whom it identifies."),
            "\(refused.errors)")
        #expect(
            refused.errors.contains(
                "Nothing was recorded. Repeat the command with --identifies nobody."),
            "\(refused.errors)")
        // For a message that exists, its id is right.
        try team.done("message draft update --text \"Route 9 is closed.\" --on x")
        let known = try team.type("message submit M2")
        #expect(known.errors.contains("tocsin message revise M2 --identifies nobody"))
    }

    @Test func `a revision that changes nothing is refused, with what to type`() throws {
        let desk = try Desk.opened()
        try desk.refuse(
            "message revise M1", saying: "Nothing says what changes in M1.",
            "tocsin message revise M1 --text TEXT", status: 65)
    }

    @Test func `a step by an alert names the template, or asks for one of several`() throws {
        let desk = try Desk.opened()
        #expect(
            try desk.type("due --everyone --all").output.contains(
                "tocsin message draft alert --template TEMPLATE"))
    }

    @Test func `a draft that can't be submitted yet is due for what it lacks`() throws {
        let team = try Team()
        try team.done("message draft update --text \"Route 9 is closed.\" --on x --name road")
        let items = try #require(try team.json("due")["items"] as? [[String: Any]])
        let draft = try #require(
            items.first { $0["subject"] as? String == "M2" && $0["kind"] as? String == "draft" })
        #expect(draft["command"] as? String == "tocsin message revise M2 --identifies nobody")
    }

    /// The command with a value for each word in capitals.
    private func filled(_ command: String) -> String {
        var command = command
        for (placeholder, value) in [
            ("ACCOUNT=URL", "MillFalls=https://example.org/1"), ("NAME=TEXT", "guidance=Stay"),
            ("NAME=VALUE", "guidance=Stay"), ("CHANNEL", "x"), ("TEXT", "\"Words that say why\""),
            ("FINDING", "false"), ("STATEMENT", "\"It was an error\""), ("SOURCE", "gauge"),
            ("REASON", "\"It is over\""), ("TIME", "+30m"), ("WHO", "lee"), ("HOW", "phone"),
            ("FACT", "F1"), ("PERSON", "ana"), ("PHASE", "response"),
        ] { command = command.replacing(placeholder, with: value) }
        return command
    }

    @Test(arguments: [3] as [UInt64])
    func `every due command is taken from somebody on duty for whom it is`(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let team = try Team()
        for _ in 0..<25 {
            let (command, actor) = RandomTyping.command(&generator)
            _ = try team.type(command, as: actor)
            team.wait(1)
        }
        let items = try #require(try team.json("due")["items"] as? [[String: Any]])
        #expect(items.count > 3)
        for item in items.shuffled(using: &generator).prefix(8) {
            let command = filled(try #require(item["command"] as? String))
            var refusals: [String] = []
            let roles = try #require(item["roles"] as? [String])
            let staff = [
                ("lee", "pio"), ("ana", "pio"), ("kim", "incident-commander"),
                ("pat", "translator"),
            ].filter { roles.contains($0.1) }.map(\.0)
            let isTaken = try staff.contains { person in
                let copy = try team.copied()
                let result = try copy.type(
                    command + (command.contains("release") ? " --yes" : ""), as: person)
                refusals.append("\(person): \(result.errors)")
                return result.status == 0
            }
            #expect(isTaken, "\(seed): \(item)\n\(command)\n\(refusals.joined())")
        }
    }
}
