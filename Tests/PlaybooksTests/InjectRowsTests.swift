import IncidentEvents
import Playbooks
import Testing

@Suite struct InjectRowsTests {
    private func load(
        _ injects: String, rows: String = "{file: t.csv}", table: String
    ) throws -> (scenario: Scenario, warnings: [String]) {
        let (scenario, warnings) = try Scenario.load(
            yaml: Array(Self.yaml(injects, rows).utf8), file: "s.yaml"
        ) { name in ["t.csv", "t.jsonl", "t.xls"].contains(name) ? Array(table.utf8) : nil }
        return (scenario, warnings.map(\.description))
    }

    private func faults(
        _ injects: String, rows: String = "{file: t.csv}", table: String
    ) -> [String] {
        do {
            return try load(injects, rows: rows, table: table).warnings
        } catch {
            return (error as? LoadFailure)?.diagnostics.map(\.description) ?? ["\(error)"]
        }
    }

    private static func yaml(_ injects: String, _ rows: String?) -> String {
        """
        scenario: drill
        incident: drill-1
        mode: routine
        playbook: storm
        zone: America/Chicago
        place: Main Street
        department: {department: Riverton Police, id: riverton-pd, zone: America/Chicago}
        \(rows.map { "rows: \($0)" } ?? "description: none")
        injects:
        \(injects)
        """
    }

    private static let csv = """
        id,time,who,said,sources,confidence\r
        a1,2026-03-01T10:00:00-06:00,Dispatch,"Main Street, ""Elm"" too,\r
        is closed",https://a.example;printed list,high\r
        a2,2026-03-01T10:05:00-06:00,,Later,,\r

        """
    private static let columns = "{file: t.csv, columns: {number: id, at: time, from: who}}"
    private static let injects = """
          - number: a1
            as: lee
            command: {note log: {text: $row.said, label: n}}
          - {number: a2, as: kim, confidence: low, command: {note log: {text: "$row.id"}}}
        """

    @Test func `an inject takes from its row of CSV what it doesn't say itself`() throws {
        let (scenario, warnings) = try load(Self.injects, rows: Self.columns, table: Self.csv)
        #expect(warnings.isEmpty)
        #expect(scenario.mode == .routine)
        let first = scenario.injects[0]
        #expect(first.at == "2026-03-01T10:00:00-06:00" && first.from == "Dispatch")
        #expect(
            first.sources == ["https://a.example", "printed list"] && first.confidence == .high)
        #expect(
            first.commands[0].values("text")?.first?.replacing("\r\n", with: " ")
                == "Main Street, \"Elm\" too, is closed")
        let second = scenario.injects[1]
        #expect(second.confidence == .low && second.from == nil)
        #expect(second.commands[0].values("text") == ["a2"])
    }

    @Test func `a table whose columns share a name is refused`() {
        let table = "number,said,said\na1,Main Street,Elm Street\n"
        #expect(
            faults("  - {number: a1, at: 2026-03-01T10:00:00-06:00, as: lee}", table: table)
                .contains(
                    "t.csv:1:1: error: there is a second column \"said\"; the first is on line 1"))
    }

    @Test(arguments: [
        ("$row.sayd", "unknown column of \"t.csv\" \"sayd\""),
        ("Closed: $row.said", "a value of the row must be the whole text"),
        ("$row.id and $row.said", "unknown column of \"t.csv\" \"id and $row.said\""),
    ])
    func `a row's value that can't be filled in is one fault`(text: String, fault: String) {
        let found = faults(
            "  - {number: a1, as: lee, command: {note log: {text: \"\(text)\"}}}",
            rows: Self.columns, table: Self.csv
        ).filter { $0.contains(": error: ") }
        #expect(found.count == 1 && found[0].contains(fault), "\(found)")
    }

    @Test func `JSON Lines give texts, numbers and lists`() throws {
        let table = """
            {"id": "a1", "time": "2026-03-01T10:00:00-06:00", "sources": ["A", "B"], "said": "caf\\u00e9 \\ud83d\\ude00", "who": null}

            {"id": 2, "time": "2026-03-01T10:01:00-06:00", "said": 12.5}
            """
        let (scenario, _) = try load(
            """
              - {number: a1, as: lee, command: {note log: {text: $row.said}}}
              - {number: 2, as: lee, command: {note log: {text: $row.said}}}
            """, rows: "{file: t.jsonl, columns: {number: id, at: time, from: who}}", table: table)
        #expect(scenario.injects.map(\.sources) == [["A", "B"], []])
        #expect(scenario.injects.map { $0.commands[0].values("text") } == [["café 😀"], ["12.5"]])
    }

    @Test func `a fault in a row names the table's file and line`() {
        let table = "number,at,as\na1,25:99,lee\na1,2026-03-01T10:00:00-06:00,lee\n"
        #expect(
            faults("  - {number: a1, command: {note log: {text: x}}}", table: table) == [
                "t.csv:2:1: error: \"25:99\" isn't a valid time: write it like "
                    + "2016-07-07T20:58:00-05:00, or 2016-07-07 where only the day is known",
                "t.csv:3:1: error: there is a second row \"a1\"; the first is on line 2",
            ])
    }

    @Test func `rows that no inject plays are listed in a warning`() {
        let found = faults(
            "  - {number: a2, as: kim}", rows: Self.columns, table: Self.csv)
        #expect(found == ["s.yaml:8:7: warning: no inject plays 1 row of \"t.csv\": a1"])
    }

    @Test(arguments: [
        ("{file: gone.csv}", "the table \"gone.csv\" can't be read"),
        ("{file: t.xls}", "the table \"t.xls\" must be CSV or JSON Lines: name it .csv or .jsonl"),
        ("{file: t.csv, columns: {nubmer: id}}", "unknown key of an inject \"nubmer\""),
        ("{file: t.jsonl}", "t.jsonl:1:1: error: the value is neither JSON's true"),
        ("{file: t.csv}", "the row has no \"number\", by which an inject could name it"),
    ])
    func `a table that can't be used says why`(rows: String, why: String) {
        let found = faults(Self.injects, rows: rows, table: Self.csv)
        #expect(found.contains { $0.contains(why) }, "\(found)")
    }

    @Test func `a column or a row that isn't there is named where it is used`() {
        let found = faults(
            """
              - {number: a1, as: lee, command: {note log: {text: $row.sad}}}
              - {number: a9, at: "2026-03-02T10:00:00Z", as: lee, command: {note log: {text: $row.said}}}
            """, rows: Self.columns, table: Self.csv)
        #expect(
            found.contains {
                $0.hasPrefix(
                    "s.yaml:10:54: error: unknown column of \"t.csv\" \"sad\""
                )
                    && $0.hasSuffix("(did you mean \"said\"?)")
            }, "\(found)")
        #expect(
            found.contains {
                $0.contains("no row has this inject's number, so \"$row.said\" names nothing")
            }, "\(found)")
    }
}

@Suite struct DayPrecisionTests {
    private func load(_ injects: String) throws -> Scenario {
        let yaml = """
            scenario: drill
            incident: drill-1
            mode: reenactment
            playbook: storm
            zone: America/Chicago
            place: Main Street
            department: {department: Riverton Police, id: riverton-pd, zone: America/Chicago}
            injects:
            \(injects)
            """
        return try Scenario.load(yaml: Array(yaml.utf8), file: "s.yaml").0
    }

    @Test func `a day without a time is sure to the day, which isn't the same as a placeholder`()
        throws
    {
        let scenario = try load(
            """
              - {number: 1, at: "2016-07-07T21:00:00-05:00", as: lee}
              - {number: 2, at: "2016-07-07", as: lee}
              - {number: 3, at: "2016-07-08", as: lee}
              - {number: 4, at: "2016-07-08T09:00:00-05:00", occurred: "2016-07-08", as: lee}
            """)
        #expect(
            scenario.injects.map(\.at) == [
                "2016-07-07T21:00:00-05:00", "2016-07-07T21:00:00-05:00", "2016-07-08T05:00:00Z",
                "2016-07-08T09:00:00-05:00",
            ])
        #expect(
            scenario.injects.map(\.certainty) == [.exact, .day, .day, .day])
        #expect(scenario.injects[3].occurred == "2016-07-08T05:00:00Z")
    }

    @Test func `a day before the last inject goes back, and a day is never exact`() {
        let failure = #expect(throws: LoadFailure.self) {
            _ = try load(
                """
                  - {number: 1, at: "2016-07-08T00:30:00-05:00", as: lee}
                  - {number: 2, at: "2016-07-07", as: lee}
                  - {number: 3, at: "2016-07-09", as: lee, certainty: exact}
                """)
        }
        let messages = failure?.diagnostics.map(\.message) ?? []
        #expect(
            messages == [
                "time goes back: the inject before it is at 2016-07-08T00:30:00-05:00",
                "only the day is known, so the certainty can't be \"exact\": leave it out",
            ])
    }
}
