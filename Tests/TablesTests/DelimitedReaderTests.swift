import ChildProcess
import Foundation
import SeededRandom
import Tables
import TestData
import Testing

@Suite struct DelimitedReaderTests {
    private func read(
        _ text: String, _ delimiter: DelimitedReader.Delimiter = .comma
    ) -> [String] {
        DelimitedReader.rows(of: Array(text.utf8), delimiter).map(Self.shown)
    }

    private static func shown(_ result: Result<TableRow, TableFault>) -> String {
        switch result {
        case .success(let row): "\(row.line) \(row.cells)"
        case .failure(let fault): fault.description
        }
    }

    @Test func `quoted cells hold delimiters, quotes and line breaks`() {
        #expect(
            read("a,\"b,c\",\"d \"\"e\"\"\"\r\n\"two\nlines\",,\"\"\nlast")
                == [
                    "1 [\"a\", \"b,c\", \"d \\\"e\\\"\"]", "2 [\"two\\nlines\", \"\", \"\"]",
                    "4 [\"last\"]",
                ])
        #expect(read("a;b,c\n", .semicolon) == ["1 [\"a\", \"b,c\"]"])
        #expect(read("a\t b \t\n", .tab) == ["1 [\"a\", \" b \", \"\"]"])
    }

    @Test func `an empty line is a row with one empty cell, and line breaks may be of any kind`() {
        #expect(
            read("a\r\rb\r\n\nc\n") == [
                "1 [\"a\"]", "2 [\"\"]", "3 [\"b\"]", "4 [\"\"]", "5 [\"c\"]",
            ])
        #expect(read("") == [])
        #expect(read("a,") == ["1 [\"a\", \"\"]"])
    }

    @Test(arguments: [
        ("a,b\nc,d\"e,f\ng,h\n", "2:4: there is a quote inside a cell that doesn't begin with one"),
        ("a,b\n\"c\"d,e\ng,h\n", "2:4: the cell goes on after its closing quote"),
        ("a,b\né,ü,\"c,d\ng,h\n", "2:5: this quote is never closed"),
        ("a,b\nc,\"d\ng,h\n", "2:3: this quote is never closed"),
    ])
    func `a broken row is named by line and column and stops nothing else`(
        text: String, fault: String
    ) {
        #expect(read(text) == ["1 [\"a\", \"b\"]", fault, "3 [\"g\", \"h\"]"])
    }

    @Test func `a stray opening quote doesn't take the next quoted rows with it`() {
        #expect(
            read("a,\"b\n\"c\",d\n\"e\",f\n") == [
                "1:3: this quote is never closed", "2 [\"c\", \"d\"]", "3 [\"e\", \"f\"]",
            ])
    }

    @Test func `bytes that aren't UTF-8 are a fault of their row alone`() {
        let bytes = Array("a,b\nc,".utf8) + [0xFF] + Array("d,e\nf\n".utf8)
        #expect(
            DelimitedReader.rows(of: bytes).map(Self.shown) == [
                "1 [\"a\", \"b\"]", "2:3: the cell isn't valid UTF-8", "3 [\"f\"]",
            ])
    }

    @Test func `a row longer than the limit is a fault, and so is a quote that swallows more`() {
        var reader = DelimitedReader(limit: 20)
        var rows: [String] = []
        let text =
            "a,b\n\(String(repeating: "x", count: 50))\nc,\"d\n\(String(repeating: "y,\n", count: 9))e\n"
        for byte in text.utf8 { reader.read([byte]) { rows.append(Self.shown($0)) } }
        reader.read([], isLast: true) { rows.append(Self.shown($0)) }
        #expect(
            rows == [
                "1 [\"a\", \"b\"]", "2:1: the row is longer than 20 bytes",
                "3:3: this quote is never closed",
            ] + (4...12).map { "\($0) [\"y\", \"\"]" } + ["13 [\"e\"]"])
    }

    @Test func `UTF-16 in both orders, with a byte order mark or without, reads like UTF-8`() {
        let text = "名前,🏽é\r\n\"a\nb\",\"\"\r\n"
        let expected = read(text)
        func bytes(_ isBig: Bool) -> [UInt8] {
            text.utf16.flatMap {
                isBig ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0 & 255), UInt8($0 >> 8)]
            }
        }
        #expect(
            DelimitedReader.rows(of: [0xEF, 0xBB, 0xBF] + Array(text.utf8)).map(Self.shown)
                == expected)
        #expect(DelimitedReader.rows(of: [0xFF, 0xFE] + bytes(false)).map(Self.shown) == expected)
        #expect(DelimitedReader.rows(of: [0xFE, 0xFF] + bytes(true)).map(Self.shown) == expected)
        #expect(
            DelimitedReader.rows(of: bytes(true), encoding: .utf16BigEndian).map(Self.shown)
                == expected)
        let plain = Array("a,b\n".utf16).flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        #expect(DelimitedReader.rows(of: plain).map(Self.shown) == ["1 [\"a\", \"b\"]"])
    }

    @Test(arguments: SeededGenerator.seeds(40))
    func `chunks of any size give the same rows`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let pieces = ["a", "é", ",", "\"", "\"\"", "\n", "\r\n", "\r", "🏽", "bc", ",\"", "\","]
        let text = (0..<200).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
        let isWide = Bool.random(using: &generator)
        let bytes =
            isWide
            ? [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
            : Array(text.utf8)
        var reader = DelimitedReader()
        var rows: [String] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = Int.random(in: 1...9, using: &generator)
            reader.read(Array(rest.prefix(count))) { rows.append(Self.shown($0)) }
            rest = rest.dropFirst(count)
        }
        reader.read([], isLast: true) { rows.append(Self.shown($0)) }
        #expect(rows == DelimitedReader.rows(of: bytes).map(Self.shown))
    }

    @Test(arguments: SeededGenerator.seeds(10))
    func `tables written by Python's csv module read back unchanged`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let table = (0..<20).map { _ in
            (0..<Int.random(in: 2...5, using: &generator)).map { _ in
                AnyText.text(seed: generator.next()).replacing("\u{0}", with: "")
                    .replacing("\u{FEFF}", with: "")
            }
        }
        let program = """
            import csv, json, sys
            out = csv.writer(sys.stdout)
            for row in json.load(sys.stdin): out.writerow(row)
            """
        let child = try Child.run(
            "python3",
            [
                "-c",
                "import sys\nsys.stdout.reconfigure(newline='', encoding='utf-8')\nsys.stdin.reconfigure(encoding='utf-8')\n"
                    + program,
            ],
            input: try JSONEncoder().encode(table))
        let rows = DelimitedReader.rows(of: Array(child.output.utf8))
        #expect(try rows.map { try $0.get().cells } == table)
    }

    private static let open311 = SharedFolder.url(
        "conformance/inquiries/open311-specification-example.csv")

    @Test(
        .enabled(
            if: FileManager.default.fileExists(atPath: open311.path),
            "../shared/conformance isn't there"))
    func `the broken row of Open311's own example is named, and the others are read`() throws {
        let rows = DelimitedReader.rows(of: Array(try Data(contentsOf: Self.open311)))
        let faults = rows.compactMap { result in
            if case .failure(let fault) = result { fault } else { nil }
        }
        #expect(faults.map { [$0.line, $0.column] } == [[2, 63]])
        #expect(rows.count == 2)
        #expect(try rows[0].get().cells.count == 14)
    }
}

@Suite struct JSONLinesReaderTests {
    private func read(_ text: String) -> [Result<JSONRow, TableFault>] {
        JSONLinesReader.rows(of: Array(text.utf8))
    }

    @Test func `values are found by their path`() throws {
        let rows = read(
            """
            {"a": {"b": "c\\u00e9 \\ud83d\\ude00\\n", "n": -1.50e3, "t": true, "z": null},
             \(" ")
            {"a": {"b": "x"}, "tags": [{"name": "y"}, {"name": "z"}, {}], "list": [1, 2]}

            """)
        #expect(throws: TableFault.self) { try rows[0].get() }
        let row = try rows[1].get()
        #expect(row.line == 3)
        #expect(row.object.scalars(at: "a.b") == ["x"])
        #expect(row.object.scalars(at: "tags[].name") == ["y", "z"])
        #expect(row.object.scalars(at: "list[]") == ["1", "2"])
        #expect(row.object.scalars(at: "a") == [] && row.object.scalars(at: "a.c") == [])
        let whole = try #require(
            try read("{\"a\": \"c\\u00e9 \\ud83d\\ude00\\n\", \"n\": -1.50e3, \"t\": true}").first?
                .get())
        #expect(whole.object.scalars(at: "a") == ["cé 😀\n"])
        #expect(whole.object.scalars(at: "n") == ["-1.50e3"])
        #expect(whole.object.scalars(at: "t") == ["true"])
    }

    @Test(arguments: [
        ("{\"a\": 1,}", "1:9: a key in quotes is missing"),
        ("{\"a\" 1}", "1:6: a colon is missing"),
        ("[1]", "1:1: the line isn't a JSON object"),
        ("{\"é\": \"\\x\"}", "1:9: this escape isn't JSON's"),
        ("{\"a\": 01}", "1:9: a number begins with a zero"),
        ("{} {}", "1:4: there is more after the value"),
        ("{\"a\": \"b", "1:9: a text is never closed"),
        ("number,at", "1:1: the value is neither JSON's true, false or null nor in quotes"),
    ])
    func `a broken line is named by line and column, and the next is read`(
        line: String, fault: String
    ) throws {
        let rows = read("\(line)\r\n{\"a\": \"b\"}")
        guard case .failure(let found) = rows[0] else {
            Issue.record("no fault in \(line)")
            return
        }
        #expect(found.description == fault)
        #expect(try rows[1].get().line == 2)
    }

    @Test func `JSON nested deeply is a fault and no crash`() {
        let deep = String(repeating: "[", count: 100_000)
        let rows = read("{\"a\": \(deep)\n{\"a\": {}}\n")
        #expect(rows.count == 2)
        #expect(throws: TableFault.self) { try rows[0].get() }
        #expect(throws: Never.self) { try rows[1].get() }
    }
}
