import Foundation
import IncidentEvents
@testable import Playbooks
import Testing
import Yams

/// The room that a playbook gives to what its authors fill in.
@Suite struct FieldLimitTests {
    private func yaml(_ field: String, text: String, extra: String = "") -> [UInt8] {
        Array(
            """
            playbook: storm
            version: "1"
            title: Storm
            hazard: storm
            phases: [{id: initial, title: Initial, cadence: 30m}]
            channels: [web]
            languages: [en]
            templates:
              news:
                kind: update
                title: News
                channels: [wea90, web]
                fields:
                  area: {\(field)}
            \(extra)    text: {en: {default: "\(text)"}}
            """.utf8)
    }

    private func faults(_ yaml: [UInt8]) -> [String] {
        do throws(LoadFailure) {
            return try Playbook.check(yaml: yaml, file: "storm.yaml").warnings.map(\.description)
        } catch {
            return error.diagnostics.map(\.description)
        }
    }

    @Test func `a field has sixty characters of room unless it says otherwise`() throws {
        let usual = try Playbook.load(
            yaml: yaml("hint: where", text: "{area}"), file: "storm.yaml"
        ).0
        #expect(usual.template("news")?.field("area")?.max == 60)
        #expect(usual.template("news")?.field("area")?.short == nil)
        let stated = try Playbook.load(
            yaml: yaml("hint: where, max: 20, short: north", text: "{area}"), file: "storm.yaml"
        ).0
        #expect(stated.template("news")?.field("area")?.max == 20)
        #expect(stated.template("news")?.field("area")?.short == "north")
    }

    @Test
    func `a text that is too long with its field at the max is an error that names the field`()
        throws
    {
        let text = "Stay away from this part of the town now: {area}."
        #expect(faults(yaml("hint: where, max: 47", text: text)) == [])
        let found = faults(yaml("hint: where, max: 48", text: text))
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("storm.yaml:14:7: error: the text of \"news\"") == true)
        #expect(
            found.first?.hasSuffix(
                "Lower the max of \"area\", or give it a \"short\" form") == true)
    }

    @Test func `a short form is room enough, in the languages that have one`() {
        let text = "Stay away from this part of the town now: {area}."
        #expect(faults(yaml("hint: where, max: 200, short: the north side", text: text)) == [])
        let spanish = """
                translations: {es: {area.short: el norte}}

            """
        func both(_ extra: String) -> [String] {
            faults(
                Array(
                    String(
                        decoding: yaml(
                            "hint: where, max: 200, short: the north side", text: text,
                            extra: extra),
                        as: UTF8.self
                    ).replacing(
                        "text: {en:",
                        with:
                            "text: {es: {default: \"No se acerque a esta zona de la ciudad: {area}.\"}, en:"
                    ).utf8))
        }
        #expect(both(spanish) == [])
        #expect(both("").contains { $0.contains("in \"es\" doesn't fit wea90") })
    }

    @Test(arguments: [
        ("hint: where, max: 0", "14:32: error: \"max\" must be a whole number from 1 to 1000"),
        ("hint: where, max: many", "14:32: error: \"max\" must be a whole number from 1 to 1000"),
        (
            "hint: where, max: 5, short: the north",
            "14:42: error: the short form of \"area\" has 9 characters and the field's max is 5: write a shorter one, or none"
        ),
        (
            "hint: where, max: 5, standard: the north",
            "14:7: error: the standard of the field \"area\" has 9 characters and its max is 5: shorten it or raise the max"
        ),
        (
            "hint: where, maximum: 5",
            "14:27: error: the field \"area\" has no key \"maximum\""
        ),
    ])
    func `a wrong limit is told with its place`(field: String, message: String) {
        #expect(faults(yaml(field, text: "{area}")) == ["storm.yaml:\(message)"])
    }

    @Test func `a field is read as it was written, with every key`() throws {
        let fields: [MessageTemplate.Field] = [
            .init(name: "a", hint: "what: it is"),
            .init(
                name: "a", hint: "no", standard: "yes", form: .list, max: 999, short: "~"),
        ]
        let format = Format<MessageTemplate.Field>.field("a")
        for field in fields {
            let faults = Faults(file: "f.yaml")
            let written = try Yams.serialize(node: #require(format.write(field)))
            let node = try #require(YAMLDocument.read(Array(written.utf8), faults: faults))
            #expect(format.read(node, "a", faults) == field, "\(written)")
            #expect(faults.sorted.isEmpty)
        }
    }

    @Test func `the published schema of a field follows from the keys that are read`() throws {
        let published = try PublishedSchema.part(
            "$defs", "template", "properties", "fields", "additionalProperties")
        #expect(published == Format<MessageTemplate.Field>.field("a").schema)
    }
}

/// A part of the published schema of playbooks.
enum PublishedSchema {
    static func part(_ path: String...) throws -> Schema {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Playbooks/playbook.schema.json")
        var part: Any = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
        for name in path { part = try #require((part as? [String: Any])?[name], "\(path)") }
        return try JSONDecoder().decode(
            Schema.self, from: JSONSerialization.data(withJSONObject: part))
    }
}
