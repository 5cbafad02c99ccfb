import IncidentEvents
import Playbooks
import Testing

@Suite struct ScenarioLoadingTests {
    @Test func `an inject becomes commands in the command line's own names`() throws {
        let injects = """
              - number: 1
                at: "2026-03-01T10:00:00-06:00"
                certainty: approximate
                occurred: "2026-03-01T09:58:30Z"
                from: dispatch
                to: pio
                method: telephone
                as: duty-pio
                role: pio
                sources: [https://example.org/a, "Riverton Times, 2 March 2026"]
                confidence: high
                visibility: internal
                reference: r01
                expect: A holding statement within ten minutes.
                label: shots
                command:
                  fact add:
                    topic: shots
                    verified: true
                    cites: [a, b]
                    scope: {agency: county, "area": north}
              - number: 2
                at: "2026-03-01T16:00:00Z"
                as: duty-pio
                command:
                  - message draft: {kind: update, cites: $shots, text: $5 million, label: first}
                  - message posted: {message: $first, address: {x: $shots}}
              - number: 3
                at: "2026-03-01T10:00:00-06:00"
                as: duty-pio
                expect: nothing to do
            """
        let scenario = try load(injects)
        let first = try #require(scenario.injects.first)
        #expect(first.number == "1" && first.certainty == .approximate && first.line == 9)
        #expect(first.occurred == "2026-03-01T09:58:30Z" && first.visibility == .internal)
        #expect(first.sources == ["https://example.org/a", "Riverton Times, 2 March 2026"])
        let command = try #require(first.commands.first)
        #expect(command.words == ["fact", "add"] && command.label == "shots")
        #expect(command.line == 25 && command.column == 7)
        #expect(command.options.map(\.name) == ["topic", "verified", "cites", "scope"])
        #expect(command.values("verified") == [])
        #expect(command.values("cites") == ["a", "b"])
        #expect(command.values("scope") == ["agency=county", "area=north"])
        #expect(command.values("absent") == nil)
        let posted = scenario.injects[1].commands[1].resolving(["first": "M1", "shots": "F1"])
        #expect(posted.values("message") == ["M1"] && posted.values("address") == ["x=F1"])
        let draft = scenario.injects[1].commands[0].resolving(["shots": "F1"])
        #expect(draft.values("text") == ["$5 million"] && draft.values("cites") == ["F1"])
        #expect(scenario.injects[2].commands.isEmpty)
    }

    @Test func `all faults of a scenario are named at once`() {
        let injects = """
              - number: 1
                at: "2026-03-01T10:00:00-06:00"
                as: duty-pio
                label: shots
                command: {fact add: {topic: shots}}
              - number: 1
                at: "2026-03-01T15:59:59Z"
                as: Duty PIO
                certainty: aproximate
                command: {message draft: {cites: $shot}}
              - number: 3
                at: "2026-02-29T10:00:00Z"
                as: duty-pio
                sources: [ftp://example.org]
                command: {fact add: {topic: a}, note add: {text: b}}
              - number: 4
                at: "2026-03-01T17:00:00"
                as: duty-pio
                label: Late one
                command: {log the fact now: {}}
            """
        let failure = #expect(throws: LoadFailure.self) { _ = try load(injects) }
        #expect(
            failure?.diagnostics.map(\.description) == [
                "s.yaml:14:13: error: there is a second inject \"1\"; the first is on line 9",
                "s.yaml:15:9: error: time goes back: the inject before it is at "
                    + "2026-03-01T10:00:00-06:00",
                "s.yaml:16:9: error: the person's id \"Duty PIO\" may have only a-z, 0-9, dots, "
                    + "hyphens and underscores",
                "s.yaml:17:16: error: unknown certainty \"aproximate\"; there are: exact, "
                    + "approximate, placeholder, day (did you mean \"approximate\"?)",
                "s.yaml:18:38: error: no earlier command has the label \"shot\" (did you mean "
                    + "\"shots\"?)",
                "s.yaml:20:9: error: \"2026-02-29T10:00:00Z\" isn't a valid time: write it like "
                    + "2016-07-07T20:58:00-05:00, or 2016-07-07 where only the day is known",
                "s.yaml:22:15: error: \"ftp://example.org\" isn't a valid web address",
                "s.yaml:23:14: error: a command is a mapping of one \"noun verb\" to its options",
                "s.yaml:25:9: error: \"2026-03-01T17:00:00\" isn't a valid time: write it like "
                    + "2016-07-07T20:58:00-05:00, or 2016-07-07 where only the day is known",
                "s.yaml:28:15: error: \"log the fact now\" isn't a command: write a noun and a verb, "
                    + "such as fact record",
            ])
    }

    private func load(_ injects: String) throws -> Scenario {
        let yaml = """
            scenario: drill
            incident: drill-1
            mode: exercise
            playbook: storm
            zone: America/Chicago
            place: Main Street
            department: {department: Riverton Police, id: riverton-pd, zone: America/Chicago}
            injects:
            \(injects)
            """
        return try Scenario.load(yaml: Array(yaml.utf8), file: "s.yaml").0
    }
}
