import IncidentEvents
import Playbooks
import Tables
import Testing

@Suite struct TableMappingTests {
    private static let meanings = TableMapping.Meanings(
        ["time", "name", "count"], required: ["time", "name"]
    ) { $0.lowercased() == "author" ? "the column \"\($0)\" is about a person" : nil }

    private func load(_ yaml: String) throws -> TableMapping {
        try TableMapping.load(yaml: Array(yaml.utf8), file: "m.yaml", for: Self.meanings)
    }

    private func faults(_ yaml: String) -> [String] {
        do {
            _ = try load(yaml)
            return []
        } catch {
            return (error as? LoadFailure)?.diagnostics.map(\.description) ?? ["\(error)"]
        }
    }

    /// Line, time, values; or the reason why not.
    private func read(_ yaml: String, _ bytes: [UInt8]) throws -> [String] {
        var table = MappedTable(try load(yaml), Self.meanings)
        var shown: [String] = []
        try table.read(bytes, isLast: true) { item in
            switch item {
            case .row(let row):
                shown.append(
                    "\(row.line) \(row.time?.rfc3339 ?? "-") \(row.values[1...].joined(separator: "|"))"
                )
            case .leftOut(let line): shown.append("\(line) left out")
            case .fault(let fault): shown.append(fault.description)
            }
        }
        return shown
    }

    private static let plain = """
        mapping: plain
        format: csv
        columns: {time: When, name: Who, count: N}
        time: {patterns: ["yyyy-MM-dd HH:mm:ss z", "d MMM yyyy h:mma", "dd-MMM-yyyy hh:mma"], zone: America/Chicago}
        words: {name: {yes: [Ja, ＪＡ], no: [Nein]}}
        """

    @Test func `columns are found by their header, and cells lose the space around them`() throws {
        #expect(
            try read(
                Self.plain,
                Array(
                    """
                    N, When ,Else,Who
                    " 1,234 ",2021-07-06 16:45:20 EDT,x, ja
                    ,5 Nov 2023 1:30AM,,
                    7,2021-07-06 16:45:20 XYZ,,a
                    7,2021-07-06 16:45:20,,a
                    7,,,a
                    7,31 Feb 2021 1:30AM,,a
                    1,2,3,4,5

                    1,2
                    8,2021-07-06 16:45:20 -0500,,NEIN
                    9,06-Jul-2026 04:45PM,,a
                    """.utf8)) == [
                    "2 2021-07-06T20:45:20Z yes|1,234",
                    "3 2023-11-05T06:30:00Z |",
                    "4:1: \"2021-07-06 16:45:20 XYZ\" isn't a time of this mapping's patterns",
                    "5:1: \"2021-07-06 16:45:20\" isn't a time of this mapping's patterns",
                    "6:1: the row has no time",
                    "7:1: \"31 Feb 2021 1:30AM\" isn't a time of this mapping's patterns",
                    "8:1: the row has 5 cells, and the header 4",
                    "10:1: the row ends before column 4, name",
                    "11 2021-07-06T21:45:20Z no|8",
                    "12 2026-07-06T21:45:00Z a|9",
                ])
    }

    @Test func `a time without a zone is refused unless the mapping names one`() throws {
        let yaml = """
            mapping: m
            format: csv
            header: none
            columns: {time: 1, name: 2}
            time: {patterns: [yyyyMMddHHmmss]}
            """
        let rows = Array("20140824000000, a\n".utf8)
        #expect(
            try read(yaml, rows) == [
                "1:1: the time \"20140824000000\" has no zone, and the mapping names none"
            ])
        let zoned = yaml.replacing("]}", with: "], zone: America/Chicago}")
        #expect(try read(zoned, rows) == ["1 2014-08-24T05:00:00Z a|"])
    }

    @Test func `a preamble is skipped, and each column of a series is a row of its own`() throws {
        let yaml = """
            mapping: m
            format: csv
            delimiter: semicolon
            header: 3
            columns: {time: 1}
            series: {from: 2, value: count, header: name, until: ": ("}
            time: {patterns: [yyyy-MM], zone: UTC}
            """
        let rows = Array("Kategorie: alle\n\nMonat;Hagel: (Texas);Flut\n2015-05;<1;3\n".utf8)
        #expect(
            try read(yaml, rows) == [
                "4 2015-05-01T00:00:00Z Hagel|<1", "4 2015-05-01T00:00:00Z Flut|3",
            ])
        #expect(throws: TableFault.self) { try read(yaml, Array("Kategorie\n".utf8)) }
    }

    @Test func `rows of JSON are taken by their paths, and others are left out`() throws {
        let yaml = """
            mapping: m
            format: json-lines
            columns: {time: t, name: "tags[].name"}
            values: {count: 1}
            only: {kind: [post, reply]}
            time: {patterns: [unix-us]}
            """
        let text = """
            {"t": 1779719009157119, "kind": "post", "tags": [{"name": "a"}, {"name": "b"}]}
            {"t": 1779719009157119, "kind": "like"}
            {"t": "x", "kind": "reply"}
            {"t": 1,
            """
        #expect(
            try read(yaml, Array(text.utf8)) == [
                "1 2026-05-25T14:23:29.157119Z a\u{1F}b|1", "2 left out",
                "3:1: \"x\" isn't a time of this mapping's patterns",
                "4:9: a key in quotes is missing",
            ])
    }

    @Test func `a header without a mapped column is named`() throws {
        let fault = #expect(throws: TableFault.self) {
            try read(Self.plain, Array("Count,Wen,Who\n".utf8))
        }
        #expect(
            fault?.description.contains(
                "1:1: the header has no column \"When\" (did they rename it \"Wen\"?)")
                == true)
    }

    @Test(arguments: [
        ("format: xml", "m.yaml:2:9: error: unknown format \"xml\"; there are: csv, json-lines"),
        ("columns: {tme: 1}", "m.yaml:2:11: error: unknown meaning of a column \"tme\""),
        ("columns: {name: Author}", "m.yaml:2:17: error: the column \"Author\" is about a person"),
        ("only: {author: [x]}", "m.yaml:2:8: error: the column \"author\" is about a person"),
        ("header: yes", "m.yaml:2:9: error: \"header\" must be a whole number from 1 to 99"),
        ("time: {patterns: [YYYY]}", "m.yaml:2:19: error: \"YYYY\" isn't a pattern of times"),
        ("time: {patterns: [unix], zone: CST}", "m.yaml:2:32: error: unknown zone \"CST\""),
        ("encoding: latin-1", "m.yaml:2:11: error: unknown encoding \"latin-1\""),
        ("words: {name: {a: [x], b: [X]}}", "m.yaml:2:28: error: \"X\" has two meanings"),
        ("mappings: m", "m.yaml:2:1: error: the mapping has no key \"mappings\""),
    ])
    func `a fault in a mapping names file, line and column`(line: String, fault: String) {
        let rest = line.hasPrefix("format") ? "" : "format: csv\n"
        let found = faults("mapping: m\n\(line)\n\(rest)")
        #expect(found.contains { $0.hasPrefix(fault) }, "\(found)")
    }

    @Test func `a required meaning needs a column, a series or a fixed value`() {
        #expect(
            faults("mapping: m\nformat: csv\ncolumns: {time: 1}\n")
                == ["m.yaml:1:1: error: no column is mapped to \"name\""])
        #expect(faults("mapping: m\nformat: csv\ncolumns: {time: 1}\nvalues: {name: x}\n") == [])
    }
}
