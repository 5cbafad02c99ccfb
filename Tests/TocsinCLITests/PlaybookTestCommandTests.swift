import Foundation
import Testing

/// `playbook test` and what `playbook check` says of examples.
@Suite struct PlaybookTestCommandTests {
    private static let yaml = """
        playbook: storm
        version: "1"
        title: Storm
        hazard: storm
        phases: [{id: initial, title: Initial, cadence: 30m}]
        channels: [x, web]
        languages: [en]
        templates:
          road:
            kind: update
            title: Road
            identifies: nobody
            fields: {street: {hint: which, form: name}}
            text:
              en:
                default: ["{department}, {as-of}: {street} is closed.", "{number:roads} roads are closed in all.", "Next update by {next-update}."]
        examples:
          - name: a closed street
            template: road
            facts: [{topic: roads, statement: Three roads are closed., number: 3}]
            fields: {street: Elm Street}
            text:
              en:
                web: >-
                  Riverton Police Department, 14:20 CST: Elm Street is closed. 3 roads are closed
                  in all. Next update by 14:50 CST.
          - name: the neutral correction
            template: correction
            claim: The bridge is closed
            facts: [{statement: The bridge is open.}]
            text:
              en:
                x: >-
                  Correction from Riverton Police Department: an earlier message of ours was wrong.
                  The correct information, as of 14:20 CST: The bridge is open. We made the mistake.
                  Please share this where you shared it.
        """

    private func run(_ yaml: String, _ command: String) throws -> Program.Result {
        let desk = try Desk()
        let file = try desk.write(yaml, to: "storm.yaml")
        return try desk.run("playbook", command, file)
    }

    @Test func `examples that give their texts pass, and the correction is said as it comes out`()
        throws
    {
        let desk = try Desk()
        let file = try desk.write(Self.yaml, to: "storm.yaml")
        let answer = try desk.json("playbook", "test", file)
        let examples = try #require(answer["examples"] as? [[String: Any]])
        let texts = try examples.flatMap { try #require($0["texts"] as? [[String: Any]]) }
        for text in texts {
            #expect(text["passes"] as? Bool == true, "\(text["actual"] ?? "")")
        }
        #expect(texts.count == 2)
        let result = try desk.run("playbook", "test", file)
        #expect(result.output == "2 examples, 2 texts: all as expected.\n", "\(result.errors)")
        #expect(try desk.run("playbook", "check", file).status == 0)
    }

    @Test func `a text that differs is told with its line and the words that differ`() throws {
        let yaml = Self.yaml.replacing("Elm Street is closed. 3", with: "Elm Street is shut. 3")
        let result = try run(yaml, "test")
        #expect(result.status == 65)
        #expect(
            result.output.contains(
                "storm.yaml:24:14: error: the example \"a closed street\" gives another text for web in en:\n"
                    + "    - Riverton Police Department, 14:20 CST: Elm Street is [shut.] 3 roads are closed in all. Next update by 14:50 CST.\n"
                    + "    + Riverton Police Department, 14:20 CST: Elm Street is [closed.] 3 roads are closed in all. Next update by 14:50 CST.\n"
            ), "\(result.output)")
        #expect(result.output.hasSuffix("2 examples: 1 of 2 texts differ.\n"))
        let checked = try run(yaml, "check")
        #expect(checked.status == 65)
        #expect(checked.errors.contains(":24:14: error: the example \"a closed street\""))
        #expect(checked.errors.contains("    + Riverton Police Department"), "\(checked.errors)")
    }

    @Test func `an example without a fact that the text needs says which is missing`() throws {
        let yaml = Self.yaml.replacing("topic: roads, ", with: "topic: streets, ")
        let result = try run(yaml, "test")
        #expect(result.status == 65)
        #expect(
            result.output.contains("gives no text for web in en: missing: {number:roads}"),
            "\(result.output)")
    }

    @Test func `an example that an incident would refuse says why`() throws {
        let yaml = Self.yaml.replacing("    claim: The bridge is closed\n", with: "")
        let result = try run(yaml, "test")
        #expect(result.status == 65)
        #expect(
            result.output.contains(
                "the example \"the neutral correction\" can't be drafted: The correction doesn't say which claim it corrects."
            ), "\(result.output)")
    }

    @Test func `a playbook without examples says so`() throws {
        let yaml = String(Self.yaml.split(separator: "examples:")[0])
        let result = try run(yaml, "test")
        #expect(result.status == 0)
        #expect(result.output.hasSuffix("storm.yaml has no examples.\n"))
    }

    @Test func `the shipped examples pass`() throws {
        let desk = try Desk()
        let list = try #require(
            try desk.json("playbook", "list")["playbooks"] as? [[String: Any]])
        for playbook in list.compactMap({ $0["playbook"] as? String }) {
            let result = try desk.run("playbook", "test", playbook)
            #expect(result.status == 0, "\(result.output)")
        }
    }
}
