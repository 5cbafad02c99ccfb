import Channels
import Foundation
@testable import Playbooks
import Testing
import Yams

/// The examples in a playbook's file, as they are read.
@Suite struct PlaybookExampleTests {
    static let yaml = """
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
            fields: {street: {hint: which, form: name, max: 12}}
            text: {en: {default: "{street} is closed.", x: "Closed: {street}."}}
        examples:
          - name: a closed street
            template: road
            place: Riverton
            facts: [{topic: roads, statement: Elm is closed., number: 2}]
            fields: {street: Elm Street}
            text:
              en:
                web: Elm Street is closed.
                x: "Closed: Elm Street."
        """

    private func faults(_ change: (String) -> String) -> [String] {
        do throws(LoadFailure) {
            _ = try Playbook.examples(yaml: Array(change(Self.yaml).utf8), file: "storm.yaml")
            return []
        } catch {
            return error.diagnostics.map(\.description)
        }
    }

    @Test func `an example has its facts, fields and texts, each text with its place`() throws {
        let examples = try Playbook.examples(yaml: Array(Self.yaml.utf8), file: "storm.yaml")
            .examples
        let example = try #require(examples.first)
        #expect(examples.count == 1)
        #expect(example.template == "road" && example.place == "Riverton")
        #expect(example.facts == [.init(statement: "Elm is closed.", topic: "roads", number: "2")])
        #expect(example.fields == ["street": "Elm Street"])
        #expect(
            example.texts == [
                .init(
                    language: "en", channel: .web, posts: ["Elm Street is closed."], line: 22,
                    column: 14),
                .init(
                    language: "en", channel: .x, posts: ["Closed: Elm Street."], line: 23,
                    column: 12),
            ])
    }

    @Test func `an incident's playbook may have a broken example`() throws {
        let broken = Self.yaml.replacing("template: road\n", with: "template: rode\n")
        let playbook = try Playbook.load(yaml: Array(broken.utf8), file: "storm.yaml").0
        #expect(playbook.templates.map(\.id) == ["road"])
        #expect(throws: LoadFailure.self) {
            try Playbook.check(yaml: Array(broken.utf8), file: "storm.yaml")
        }
    }

    @Test(arguments: [
        (
            "template: road\n", "template: rode\n",
            "16:15: error: unknown template \"rode\"; there are: road, holding, update, correction, rumor-correction, retraction, all-clear"
        ),
        (
            "fields: {street: Elm Street}", "fields: {streat: Elm}",
            "19:14: error: unknown field of template \"road\" \"streat\"; there are: street (did you mean \"street\"?)"
        ),
        (
            "street: Elm Street}", "street: Old Elm Street}",
            "19:22: error: this value of \"street\" has 14 characters, and the field's max is 12"
        ),
        (
            "web: Elm", "sms: Elm",
            "22:9: error: unknown channel of template \"road\" \"sms\"; there are: x, web"
        ),
        (
            "      en:\n        web", "      es:\n        web",
            "21:7: error: unknown language of template \"road\" \"es\"; there are: en (did you mean \"en\"?)"
        ),
        ("number: 2", "number: two", "18:63: error: \"two\" isn't a number: write it in digits"),
        (
            "name: a closed street", "title: a closed street",
            "15:5: error: the example is missing the key \"name\""
        ),
    ])
    func `what an example names must exist`(piece: String, other: String, message: String) {
        #expect(Self.yaml.contains(piece))
        #expect(faults { $0.replacing(piece, with: other) } == ["storm.yaml:\(message)"])
    }

    @Test func `an example is read as it was written, with every key`() throws {
        let examples = [
            PlaybookExample(
                name: "short", template: "road",
                texts: [.init(language: "en", channel: .x, posts: ["yes"])]),
            PlaybookExample(
                name: "no", template: "road", place: "5", title: "true", phase: "initial",
                facts: [
                    .init(statement: "It's: closed"),
                    .init(statement: "a", topic: "b", number: "2.5"),
                ], claim: "~", fields: ["street": "null"], elements: ["guidance": "Wait"],
                translations: ["es": ["street": "Olmo"]], expires: .seconds(5400),
                texts: [
                    .init(language: "en", channel: .x, posts: ["one", "two"]),
                    .init(language: "en", channel: .web, posts: ["\"quoted\""]),
                    .init(language: "es", channel: .web, posts: ["sí"]),
                ]),
        ]
        for example in examples {
            let faults = Faults(file: "f.yaml")
            let written = try Yams.serialize(
                node: #require(PlaybookExample.format.write(example)), allowUnicode: true)
            let node = try #require(YAMLDocument.read(Array(written.utf8), faults: faults))
            var read = try #require(PlaybookExample.format.read(node, "example", faults))
            for index in read.texts.indices {
                (read.texts[index].line, read.texts[index].column) = (1, 1)
            }
            #expect(read == example, "\(written)")
            #expect(faults.sorted.isEmpty)
        }
    }

    @Test func `the published schema of an example follows from the keys that are read`() throws {
        let published = try PublishedSchema.part("properties", "examples", "items")
        #expect(published == PlaybookExample.format.schema)
    }

    @Test func `a difference of two texts marks the words that only one of them has`() {
        let difference = WordDifference(
            "Police: two crimes near Elm.", "Police: three crimes on Elm.")
        #expect(difference.before == "Police: [two] crimes [near] Elm.")
        #expect(difference.after == "Police: [three] crimes [on] Elm.")
        let longer = WordDifference("Wait.", "Wait. Then go.")
        #expect(longer.after == "Wait. [Then go.]")
    }
}
