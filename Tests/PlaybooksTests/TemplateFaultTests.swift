import Playbooks
import Testing

@Suite struct TemplatePeriodTests {
    @Test(arguments: [
        (
            "At {place}. Stay away.", "Main St. and Lamar Ave.",
            "At Main St. and Lamar Ave. Stay away."
        ),
        ("At {place}.", "Elm Street", "At Elm Street."),
        ("At {place}, now.", "Elm Ave.", "At Elm Ave., now."),
    ])
    func `a value that ends with a period ends the sentence, too`(
        text: String, place: String, filled: String
    ) throws {
        #expect(try TemplateText(text).filled { _ in place }.get() == filled)
    }
}

@Suite struct TemplateFaultTests {
    struct Slip: Sendable, CustomTestStringConvertible {
        var testDescription: String
        /// The template's lines, from line 8.
        var template: String
        var messages: [String]
    }

    @Test(arguments: [
        Slip(
            testDescription: "an open brace",
            template: "kind: update\ntitle: T\ntext: {en: {default: \"At {place\"}}",
            messages: [
                "11:26: error: the opening brace has no closing brace, at character 4 of the text (for a "
                    + "literal brace, write it twice)"
            ]),
        Slip(
            testDescription: "a topic that can't be one",
            template: "kind: update\ntitle: T\ntext: {en: {default: \"{fact:Dead..officers}\"}}",
            messages: [
                "11:26: error: \"Dead..officers\" isn't a valid topic: write it like casualties.officers.dead"
            ]),
        Slip(
            testDescription: "a text for a channel that the template does not go to",
            template: "kind: update\ntitle: T\nchannels: [x]\n"
                + "text: {en: {x: \"At {place}\", sms: \"At {place}\"}}",
            messages: [
                "12:34: error: unknown channel of template \"storm-text\" \"sms\"; there are: x"
            ]),
        Slip(
            testDescription: "a channel without a text",
            template: "kind: update\ntitle: T\ntext: {en: {x: \"At {place}\"}}",
            messages: [
                "11:12: error: the template \"storm-text\" has no text in \"en\" for sms: add one, "
                    + "or a default"
            ]),
        Slip(
            testDescription: "a language that the playbook asks for",
            template: "kind: update\ntitle: T\ntext: {es: {default: \"En {place}\"}}",
            messages: [
                "11:11: error: the template \"storm-text\" has no text in \"en\", which the playbook "
                    + "requires"
            ]),
        Slip(
            testDescription: "a field with the name of a value",
            template: "kind: update\ntitle: T\nfields: {place: {hint: where}}\n"
                + "text: {en: {default: \"At {place}\"}}",
            messages: [
                "11:14: error: every template already has the value \"place\"; give the field another "
                    + "name"
            ]),
        Slip(
            testDescription: "fields that are no mapping, said once",
            template: "kind: update\ntitle: T\nfields: [road]\n"
                + "text: {en: {default: \"At {place}\"}}",
            messages: ["11:13: error: \"fields\" must be a mapping, not a list"]),
        Slip(
            testDescription: "a field without a hint",
            template: "kind: update\ntitle: T\nfields: {road: {}}\n"
                + "text: {en: {default: \"At {road}\"}}",
            messages: ["11:20: error: the field \"road\" is missing the key \"hint\""]),
        Slip(
            testDescription: "an element made from another, and one that nobody knows",
            template: "kind: update\ntitle: T\nelements: {doing: \"{guidance}\", mood: calm}\n"
                + "text: {en: {default: \"At {place}\"}}",
            messages: [
                "11:23: error: an element can't be made from the element {guidance}",
                "11:37: error: unknown message element \"mood\"; there are: source, hazard, "
                    + "location, guidance, time, impact, known, not-known, doing, empathy",
            ]),
        Slip(
            testDescription: "somebody identified",
            template: "kind: update\ntitle: T\nidentifies: suspect\n"
                + "text: {en: {default: \"At {place}\"}}",
            messages: [
                "11:17: error: a template can only have \"identifies: nobody\": the author names a "
                    + "person when drafting the message"
            ]),
        Slip(
            testDescription: "a holding text that waits for a fact",
            template: "kind: holding\ntitle: T\ndraft-at-open: true\n"
                + "text: {en: {default: [\"At {place}: {fact:wind.speed}\", {optional: \"{known}\"}]}}",
            messages: [
                "12:27: error: the template \"storm-text\" is drafted at opening, before "
                    + "{fact:wind.speed} is known: use values from `open` and the department file, "
                    + "give the field a standard, or make the segment optional"
            ]),
        Slip(
            testDescription: "a text of nothing but optional parts",
            template: "kind: update\ntitle: T\ntext: {en: {default: [{optional: \"{known}\"}]}}",
            messages: ["11:26: error: the text is empty without its optional parts"]),
        Slip(
            testDescription: "armed texts that are missing or of the wrong kind",
            template: "kind: alert\ntitle: T\narmed: {all-clear: over, false-alert: other}\n"
                + "text: {en: {default: \"At {place}\"}}",
            messages: [
                "11:24: error: unknown template \"over\"; there are: storm-text, other, end, undo, "
                    + "holding, update, correction, rumor-correction, retraction, all-clear",
                "11:43: error: the template \"other\" is of kind \"update\", not \"retraction\"",
                "11:43: error: the armed text \"other\" needs {known}, but the alert \"storm-text\" "
                    + "doesn't supply it",
            ]),
        Slip(
            testDescription: "an armed update",
            template: "kind: update\ntitle: T\narmed: {all-clear: end, false-alert: undo}\n"
                + "text: {en: {default: \"At {place}\"}}",
            messages: [
                "8:3: error: only an alert can be armed, but \"storm-text\" is of kind \"update\""
            ]),
    ])
    func `a template's slip is named where it stands`(_ slip: Slip) {
        let lines = slip.template.split(separator: "\n").map { "    \($0)" }
        let yaml = """
            playbook: storm
            version: "1"
            title: Storm
            hazard: storm
            phases: [{id: initial, title: Initial}]
            channels: [x, sms]
            templates:
              storm-text:
            \(lines.joined(separator: "\n"))
              other: {kind: update, title: O, text: {en: {default: "{known}"}}}
              end: {kind: all-clear, title: E, text: {en: {default: "Over."}}}
              undo: {kind: retraction, title: U, text: {en: {default: "Wrong."}}}
            languages: [en]
            """
        #expect(faults(of: yaml) == slip.messages.map { "storm.yaml:\($0)" })
    }

    @Test func `what is allowed but probably not meant is a warning`() throws {
        let yaml = """
            playbook: storm
            version: "1"
            title: Storm
            hazard: storm
            phases: [{id: initial, title: Initial}]
            channels: [x]
            languages: [en]
            templates:
              update:
                kind: update
                title: Update
                fields:
                  road: {hint: which road}
                text: {en: {default: "At {place}. Call {hotline}."}}
            """
        let (playbook, warnings) = try Playbook.load(yaml: Array(yaml.utf8), file: "storm.yaml")
        #expect(playbook.template("update") != nil)
        #expect(
            warnings.map(\.description) == [
                "storm.yaml:13:7: warning: no text of the template \"update\" uses the field "
                    + "\"road\"",
                "storm.yaml:14:26: warning: a department without \"hotline\" would get no text: make the "
                    + "segment with {hotline} optional",
            ])
    }
}
