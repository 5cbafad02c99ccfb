import Playbooks
import Testing

/// A template's settings besides its words: the order of dropping, threads, forms, other languages.
@Suite struct DropAndFormTests {
    private func load(_ template: String) throws -> (MessageTemplate, [Diagnostic]) {
        let lines = template.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n")
        let yaml = """
            playbook: storm
            version: "1"
            title: Storm
            hazard: storm
            phases: [{id: initial, title: Initial}]
            channels: [x, web]
            languages: [en]
            templates:
              news:
                kind: update
                title: News
            \(lines)
            """
        let (playbook, warnings) = try Playbook.load(yaml: Array(yaml.utf8), file: "storm.yaml")
        return (try #require(playbook.template("news")), warnings)
    }

    private func faults(of template: String) -> [String] {
        do {
            _ = try load(template)
            return []
        } catch let failure as LoadFailure {
            return failure.diagnostics.map(\.description)
        } catch {
            return ["\(error)"]
        }
    }

    @Test func `all of it is read`() throws {
        let (template, warnings) = try load(
            """
            thread: false
            elements: {guidance: Stay in.}
            translations: {es: {guidance: No salga., mood: en calma}}
            fields:
              streets: {hint: which, form: list}
              count: {hint: how many, form: number}
              line: {hint: whom to call, form: name}
              mood: {hint: how it is, standard: calm}
            text:
              en:
                default:
                  - "{guidance} {streets} {count} {line} {mood} {number:roads.closed} {said-at}"
                  - {optional: "Bye.", drop: 2}
                  - {optional: "Hello.", drop: 1}
                  - optional: So.
            """)
        #expect(warnings.isEmpty)
        #expect(template.forbidsThread)
        #expect(template.fields.map(\.form) == [.list, .number, .name, .text])
        #expect(template.translations["es"] == ["guidance": "No salga.", "mood": "en calma"])
        #expect(template.texts[0].segments.map(\.drop) == [nil, 2, 1, nil])
    }

    @Test(arguments: [
        ("text: {en: {default: [A, {optional: B, drop: 0}]}}", "whole number from 1 to 99"),
        ("text: {en: {default: [A, {optional: B, drop: one}]}}", "whole number from 1 to 99"),
        ("text: {en: {default: [A, {drop: 1}]}}", "is missing the key \"optional\""),
        ("thread: no\ntext: {en: {default: A}}", "\"thread\" must be true or false"),
        (
            "fields: {a: {hint: h, form: words}}\ntext: {en: {default: \"{a}\"}}",
            "unknown form of a field \"words\""
        ),
        (
            "translations: {es: {guidanse: x}}\nelements: {guidance: y}\ntext: {en: {default: A}}",
            "did you mean \"guidance\"?"
        ),
        ("translations: {Spanish: {}}\ntext: {en: {default: A}}", "isn't a valid language tag"),
        ("text: {en: {default: \"{number:Roads}\"}}", "\"Roads\" isn't a valid topic"),
    ])
    func `a slip in it is named`(template: String, message: String) {
        let faults = faults(of: template)
        #expect(faults.contains { $0.contains(message) }, "\(faults)")
    }
}
