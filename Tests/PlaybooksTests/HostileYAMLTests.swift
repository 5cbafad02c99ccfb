import Foundation
import Playbooks
import Testing

@Suite(.timeLimit(.minutes(10))) struct HostileYAMLTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var bytes: [UInt8]
        var message: String

        init(_ testDescription: String, _ text: String, _ message: String) {
            self.init(testDescription, Array(text.utf8), message)
        }

        init(_ testDescription: String, _ bytes: [UInt8], _ message: String) {
            self.testDescription = testDescription
            self.bytes = bytes
            self.message = message
        }
    }

    @Test(arguments: [
        Case("an empty file", "", "1:1: error: the file is empty"),
        Case("nothing but comments", "# later\n", "1:1: error: the file is empty"),
        Case("a list", "- a\n", "1:1: error: the playbook must be a mapping, not a list"),
        Case("a text", "hello", "1:1: error: the playbook must be a mapping, not a single value"),
        Case(
            "a billion laughs", billionLaughs(),
            "2:10: error: anchors and aliases are not allowed: write the value itself"),
        Case(
            "laughs as a key", billionLaughs() + "\n? *l19\n: 1",
            "2:10: error: anchors and aliases are not allowed: write the value itself"),
        Case(
            "two megabytes", String(repeating: "a: b\n", count: 400_000),
            "1:1: error: the file has 2000000 bytes and the limit is 1048576: is it the right "
                + "file?"),
        Case(
            "invalid UTF-8", Array("playbook: é\ntitle: ".utf8) + [0xC3, 0x28, 0x0A],
            "2:8: error: invalid UTF-8: save the file as UTF-8"),
        Case(
            "an overlong encoding", Array("a: ".utf8) + [0xC0, 0x80],
            "1:4: error: invalid UTF-8: save the file as UTF-8"),
        Case(
            "a NUL byte", Array("a: b\nc: ".utf8) + [0] + Array("d\n".utf8),
            "2:4: error: NUL byte: the file is not text"),
        Case(
            "UTF-16", [0xFF, 0xFE] + Array("title: A".utf16).flatMap { [UInt8($0 & 0xFF), 0] },
            "1:1: error: the file is UTF-16: save it as UTF-8"),
        Case(
            "a no-break space as indentation", "phases:\n\u{A0} - id: a\n",
            "2:1: error: no-break space in the indentation: use plain spaces"),
        Case(
            "two documents", "playbook: a\n---\nplaybook: b\n",
            "2:1: error: invalid YAML: a second document begins here: use one document a file"),
        Case(
            "an open quote", "title: \"Storm\n",
            "2:1: error: invalid YAML: the text in quotation marks that begins on line 1 has no closing "
                + "one"),
        Case(
            "a tab as indentation", "phases:\n\t- id: a\n",
            "2:1: error: line 2 begins with a tab: use spaces"),
    ])
    func `gets one clear sentence`(_ example: Case) {
        #expect(faults(of: example.bytes) == ["storm.yaml:\(example.message)"])
    }

    @Test func `a byte order mark is no part of the text, whatever comes first`() {
        for text in ["playbook: storm\n", "---\nplaybook: storm\n", "# Storm\nplaybook: storm\n"] {
            #expect(
                faults(of: [0xEF, 0xBB, 0xBF] + Array(text.utf8)) == faults(of: Array(text.utf8)))
        }
    }

    @Test func `ampersands and stars within words are letters`() {
        let found = faults(of: Array("title: \"Q&A line, dial *A\"\nhazard: R&D and *D\n".utf8))
        #expect(!found.contains { $0.contains("anchors") })
    }

    @Test(arguments: ["[", "{a: ", "- ", "? "])
    func `nesting without end is refused`(opening: String) {
        for depth in [40, 900, 100_000] {
            let found = faults(of: Array(String(repeating: opening, count: depth).utf8))
            #expect(!found.isEmpty && found.count <= 101)
        }
    }

    @Test func `closed nesting is refused by its depth`() {
        let yaml =
            "title: " + String(repeating: "[", count: 900) + String(repeating: "]", count: 900)
        #expect(
            faults(of: Array(yaml.utf8)).contains(
                "storm.yaml:1:39: error: the values are nested more than 32 deep"))
    }

    @Test func `a control character in a text is refused`() {
        #expect(
            faults(of: Array("title: \"a\\e[31mred\"".utf8)).contains(
                "storm.yaml:1:8: error: the text has the control character U+1b"))
    }

    @Test func `tags and keys that are no names are refused`() {
        let found = faults(of: Array("title: !!python/object:os.system x\n[a, b]: c\n".utf8))
        #expect(
            found.contains(
                "storm.yaml:1:8: error: tags such as tag:yaml.org,2002:python/object:os.system are "
                    + "not allowed"))
        #expect(
            found.contains(
                "storm.yaml:2:1: error: a key must be a single name, not a list or a mapping"))
    }

    @Test func `keys given twice are all named, with the other faults of the file`() {
        let yaml = """
            playbook: storm
            title: A
            "title": B
            hazard: storm
            title: C
            phases: [{id: a, title: A, id: b, cadence: 1x}]
            languages: [en]
            channels: [x, yy]
            version: 1
            """
        #expect(
            faults(of: Array(yaml.utf8)) == [
                "storm.yaml:3:1: error: the key \"title\" is repeated; it is already on line 2",
                "storm.yaml:5:1: error: the key \"title\" is repeated; it is already on line 2",
                "storm.yaml:6:28: error: the key \"id\" is repeated; it is already on line 6",
                "storm.yaml:6:44: error: \"1x\" isn't a valid span of time: write 90s, 10m, "
                    + "1h30m or 2d",
                "storm.yaml:8:15: error: \"yy\" isn't in the table of channels",
            ])
    }

    @Test func `a file of nothing but faults ends with a count`() {
        let yaml = (0..<5_000).map { "key\($0): 1" }.joined(separator: "\n")
        let found = faults(of: Array(yaml.utf8))
        #expect(found.count == 101)
        #expect(found.last?.hasSuffix("error: and 4907 more faults; fix these first") == true)
    }

    @Test func `a chain of steps as long as the file is followed to its end`() throws {
        let count = 15_000
        let steps = (0..<count).map { index in
            "  - {id: s\(index), title: S, role: pio, requires: [s\((index + 1) % count)]}"
        }
        let yaml = """
            playbook: storm
            version: "1"
            title: Storm
            hazard: storm
            phases: [{id: a, title: A}]
            channels: [x]
            languages: [en]
            steps:
            \(steps.joined(separator: "\n"))
            """
        let found = faults(of: Array(yaml.utf8))
        #expect(found.count == 1)
        #expect(found.first?.hasSuffix("→ s7 → … → s0 require each other") == true)
    }

    private func faults(of bytes: [UInt8]) -> [String] {
        do throws(LoadFailure) {
            _ = try Playbook.load(yaml: bytes, file: "storm.yaml")
            return []
        } catch {
            return error.diagnostics.map(\.description)
        }
    }

    private static func billionLaughs() -> String {
        var lines = ["l0: &l0 [lol]"]
        for index in 1..<20 {
            let aliases = Array(repeating: "*l\(index - 1)", count: 9).joined(separator: ", ")
            lines.append("l\(index): &l\(index) [\(aliases)]")
        }
        return lines.joined(separator: "\n")
    }
}
