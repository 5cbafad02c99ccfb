import Foundation
import Testing

/// Playbooks and department files, each broken by hand in one place, as `playbook check` tells them:
/// line, column, and a sentence that says what is wrong.
@Suite struct BrokenFileTests {
    enum Kind: String, Sendable, CaseIterable { case playbook, department }

    struct Broken: Sendable, CustomTestStringConvertible {
        var kind: Kind
        /// A piece of the whole file, and its replacement.
        var piece: String
        var other: String
        /// Every fault, without the file's name.
        var faults: String

        var testDescription: String { "\(kind.rawValue): \(other)" }

        init(_ kind: Kind, _ piece: String, _ other: String, _ faults: String) {
            (self.kind, self.piece, self.other, self.faults) = (kind, piece, other, faults)
        }
    }

    private static let wholes: [Kind: String] = [
        .playbook: """
        playbook: storm
        version: "1"
        title: Storm
        hazard: storm
        phases: [{id: initial, title: Initial, cadence: 30m}]
        channels: [x, sms, web]
        languages: [en]
        templates:
          news: {use: library/promised-update}
          wrong: {use: library/wrong-person}
          road:
            kind: update
            title: Road
            fields: {street: {hint: which, form: name, max: 40, short: a street}, why: {hint: why, standard: ice}}
            translations: {es: {street.short: una calle, why: hielo}}
            text: {en: {default: "{street} is closed: {why}."}, es: {default: "{street} cerrada: {why}."}}
        steps:
          - {id: speak, title: Speak, role: pio}
        examples:
          - name: one street
            template: road
            facts: [{statement: Elm is closed., topic: roads, number: 1}]
            fields: {street: Elm Street, why: ice}
            text: {en: {web: "Elm Street is closed: ice."}}

        """,
        .department: """
        department: Riverton Police
        id: riverton-pd
        zone: America/Chicago
        languages: [en, es]
        people:
          - {id: kim, roles: [pio], nights: true}
        policy:
          rules:
            - {id: names, text: No names., source: Code 1, since: 2026-01-01, level: stop, review-by: 2027-01-01}
          retention: {tips: 90d, messages: 7y}
          life-safety-languages: [en, es]
          exemptions: {tip: "552.108"}
          unconfirmed-words: {es: [sin confirmar]}
          blame-words: [slackers]

        """,
    ]

    private func check(_ kind: Kind, _ text: String) throws -> Program.Result {
        let desk = try Desk()
        let file = try desk.write(text, to: "f.yaml")
        let flags = kind == .department ? ["--department"] : []
        return try Program.run(
            ["playbook", "check", file] + flags, environment: desk.environment(as: "lee"))
    }

    @Test(arguments: [Kind.playbook, .department])
    func `the whole files have no fault`(kind: Kind) throws {
        let result = try check(kind, try #require(Self.wholes[kind]))
        #expect(result.status == 0, "\(result.errors)")
    }

    @Test func `the pieces are different kinds of fault`() {
        #expect(Self.broken.count >= 40)
        #expect(Set(Self.broken.map(\.testDescription)).count == Self.broken.count)
    }

    @Test(arguments: broken)
    func `a broken file is told with line, column and a sentence`(broken: Broken) throws {
        let whole = try #require(Self.wholes[broken.kind])
        #expect(whole.contains(broken.piece), "\(broken.piece)")
        let text = whole.replacing(broken.piece, with: broken.other, maxReplacements: 1)
        let result = try check(broken.kind, text)
        #expect(result.status == 65)
        let lines = result.errors.replacing("Error: ", with: "").split(separator: "\n").map {
            line in
            line.firstRange(of: "f.yaml:").map { String(line[$0.upperBound...]) } ?? String(line)
        }
        #expect(lines.joined(separator: "\n") == broken.faults)
    }

    private static let broken: [Broken] = [
        Broken(
            .playbook, "news: {use: library/promised-update}",
            "news: {use: [library/promised-update]}",
            "9:15: error: \"use\" must be a text, not a list"),
        Broken(
            .playbook, "news: {use: library/promised-update}",
            "news: {use: library/}",
            "9:15: error: \"use\" names a template of the library: write library/NAME"),
        Broken(
            .playbook, "news: {use: library/promised-update}",
            "news: {use: library/promised-updat}",
            "9:15: error: unknown template of the library \"promised-updat\" (did you mean \"promised-update\"?)"
        ),
        Broken(
            .playbook, "news: {use: library/promised-update}",
            "news: {use: Library/promised-update}",
            "9:15: error: \"use\" names a template of the library: write library/NAME"),
        Broken(
            .playbook, "news: {use: library/promised-update}",
            "news: {use: library/promised-update, languages: es}",
            "9:51: error: \"languages\" must be a list, not a single value"),
        Broken(
            .playbook, "news: {use: library/promised-update}",
            "news: {use: library/promised-update, languages: [spanish]}",
            "9:52: error: \"spanish\" isn't a valid language tag: write it like en, es or zh-Hans"),
        Broken(
            .playbook, "news: {use: library/promised-update}",
            "news: {use: library/promised-update, languages: [fr]}",
            "9:52: error: library/promised-update has no text in \"fr\", only in en and es: write one below \"text\""
        ),
        Broken(
            .playbook, "news: {use: library/promised-update}",
            "news: {use: library/promised-update, channels: web}",
            "9:50: error: \"channels\" must be a list, not a single value"),
        Broken(
            .playbook, "news: {use: library/promised-update}",
            "news: {use: library/promised-update, channels: [web, tiktok]}",
            "9:56: error: \"tiktok\" is an outlet of others. To write for it, give it a limit"),
        Broken(
            .playbook, "news: {use: library/promised-update}",
            "news: {use: library/promised-update, text: {en: {bluesky: Hi.}}}",
            "9:52: error: unknown channel of template \"news\" \"bluesky\"; there are: x, sms, web"),
        Broken(
            .playbook, "news: {use: library/promised-update}",
            "news: {use: library/promised-update, text: {en: {sms: \"{stret} is closed.\"}}}",
            "9:57: error: unknown field or value \"stret\""),
        Broken(
            .playbook, "news: {use: library/promised-update}",
            "news: {use: library/promised-update, text: {en: {sms: [{optional: Hi.}]}}}",
            "9:57: error: the text is empty without its optional parts"),
        Broken(
            .playbook, "news: {use: library/promised-update}",
            "news: {use: library/promised-update, text: {en: [Hi.]}}",
            "9:51: error: the text in \"en\" must be a mapping, not a list"),
        Broken(
            .playbook, "news: {use: library/promised-update}",
            "news: {use: library/promised-update, text: {en: {web: ~}}}",
            "9:52: error: library/promised-update has no \"web\" to remove here"),
        Broken(
            .playbook, "news: {use: library/promised-update}",
            "news: {use: library/promised-update, text: {en: {default: ~}}}",
            "9:47: error: the template \"news\" has no text in \"en\" for web: add one, or a default"
        ),
        Broken(
            .playbook, "news: {use: library/promised-update}",
            "news: {use: library/promised-update, elements: {guidanse: Wait.}}",
            "9:51: error: unknown message element \"guidanse\"; there are: source, hazard, location, guidance, time, impact, known, not-known, doing, empathy (did you mean \"guidance\"?)"
        ),
        Broken(
            .playbook, "news: {use: library/promised-update}",
            "news: {use: library/promised-update, elements: {guidance: ~}}",
            "9:51: error: library/promised-update has no \"guidance\" to remove here"),
        Broken(
            .playbook, "news: {use: library/promised-update}",
            "news: {use: library/promised-update, armed: {all-clear: all-clear, false-alert: retraction}}",
            "9:3: error: only an alert can be armed, but \"news\" is of kind \"update\""),
        Broken(
            .playbook, "news: {use: library/promised-update}",
            "news: {use: library/promised-update, draft-at-open: maybe}",
            "9:55: error: \"draft-at-open\" must be true or false"),
        Broken(
            .playbook, "news: {use: library/promised-update}",
            "news: {use: library/promised-update, fields: {street: {max: 30}}}",
            "9:49: warning: no text of the template \"news\" uses the field \"street\"\n9:57: error: the field \"street\" is missing the key \"hint\""
        ),
        Broken(
            .playbook, "news: {use: library/promised-update}",
            "news: {use: library/promised-update, title: ~}",
            "9:9: error: the template \"news\" is missing the key \"title\""),
        Broken(
            .playbook, "news: {use: library/promised-update}",
            "news: {use: library/promised-update, text: {es: {reviewed: yes}}}",
            "9:62: error: \"reviewed\" must be a mapping, not a single value"),
        Broken(
            .playbook, "news: {use: library/promised-update}",
            "news: {use: library/stay-away, armed: {all-clear: storm-over}}",
            "9:53: error: unknown template \"storm-over\"; there are: news, wrong, road, holding, update, correction, rumor-correction, retraction, all-clear"
        ),
        Broken(
            .playbook, "wrong: {use: library/wrong-person}",
            "wrong: {use: library/wrong-person, fields: {own-part: {max: 0}}}",
            "10:63: error: \"max\" must be a whole number from 1 to 1000"),
        Broken(
            .playbook, "wrong: {use: library/wrong-person}",
            "wrong: {use: library/wrong-person, fields: {own-part: ~}}",
            "Library/corrections.yaml:149:23: error: unknown field or value \"own-part\"\nLibrary/corrections.yaml:158:23: error: unknown field or value \"own-part\""
        ),
        Broken(
            .playbook, "wrong: {use: library/wrong-person}",
            "wrong: {use: library/wrong-person, fields: {own-part: {hint: ~}}}",
            "10:57: error: the field \"own-part\" is missing the key \"hint\""),
        Broken(
            .playbook, "wrong: {use: library/wrong-person}",
            "wrong: {use: library/wrong-person, translations: {es: {own-prt: Fuimos.}}}",
            "10:58: error: unknown element or field of the template \"own-prt\"; there are: source, own-part (did you mean \"own-part\"?)"
        ),
        Broken(
            .playbook, "max: 40",
            "max: \"40\"",
            "14:53: error: \"max\" must be a whole number from 1 to 1000"),
        Broken(
            .playbook, "max: 40",
            "max: 1001",
            "14:53: error: \"max\" must be a whole number from 1 to 1000"),
        Broken(
            .playbook, "max: 40",
            "max: 12.5",
            "14:53: error: \"max\" must be a whole number from 1 to 1000"),
        Broken(
            .playbook, "max: 40, short: a street",
            "max: 8, short: a street",
            "14:14: error: the short form in \"es\" of the field \"street\" has 9 characters and its max is 8: shorten it or raise the max\n14:63: error: the short form of \"street\" has 8 characters and the field's max is 8: write a shorter one, or none\n23:22: error: this value of \"street\" has 10 characters, and the field's max is 8"
        ),
        Broken(
            .playbook, "short: a street",
            "short: \"\"",
            "14:64: error: \"short\" is empty\n15:25: error: unknown element or field of the template \"street.short\"; there are: street, why"
        ),
        Broken(
            .playbook, "short: a street",
            "short: [a street]",
            "14:64: error: \"short\" must be a text, not a list\n15:25: error: unknown element or field of the template \"street.short\"; there are: street, why"
        ),
        Broken(
            .playbook, "short: a street",
            "shorts: a street",
            "14:57: error: the field \"street\" has no key \"shorts\" (did you mean \"short\"?)\n15:25: error: unknown element or field of the template \"street.short\"; there are: street, why"
        ),
        Broken(
            .playbook, "standard: ice",
            "standard: ice, max: 2",
            "14:75: error: the standard of the field \"why\" has 3 characters and its max is 2: shorten it or raise the max\n14:75: error: the translation into \"es\" of the field \"why\" has 5 characters and its max is 2: shorten it or raise the max\n23:39: error: this value of \"why\" has 3 characters, and the field's max is 2"
        ),
        Broken(
            .playbook, "street.short: una calle",
            "street.short: una calle de la ciudad que no tiene otro nombre en el mapa",
            "14:14: error: the short form in \"es\" of the field \"street\" has 58 characters and its max is 40: shorten it or raise the max"
        ),
        Broken(
            .playbook, "street.short: una calle",
            "why.short: una calle",
            "15:25: error: unknown element or field of the template \"why.short\"; there are: street, why, street.short"
        ),
        Broken(
            .playbook, "street.short: una calle",
            "street.shorter: una calle",
            "15:25: error: unknown element or field of the template \"street.shorter\"; there are: street, why, street.short (did you mean \"street.short\"?)"
        ),
        Broken(
            .playbook, "why: {hint: why, standard: ice}",
            "why: [why]",
            "14:80: error: the field \"why\" must be a mapping, not a list"),
        Broken(
            .playbook, "fields: {street",
            "fields: [street]\n    elements: {street",
            "14:13: error: \"fields\" must be a mapping, not a list\n15:24: error: \"street\" must be a text, not a mapping\n15:82: error: \"why\" must be a text, not a mapping\n16:25: error: unknown element or field of the template \"street.short\"\n16:50: error: unknown element or field of the template \"why\"\n17:26: error: unknown field or value \"street\"\n17:26: error: unknown field or value \"why\"\n17:71: error: unknown field or value \"street\"\n17:71: error: unknown field or value \"why\"\n24:14: error: unknown field of template \"road\" \"street\"\n24:34: error: unknown field of template \"road\" \"why\""
        ),
        Broken(
            .playbook, "form: name",
            "form: place",
            "14:42: error: unknown form of a field \"place\"; there are: text, name, number, list"),
        Broken(
            .playbook, "examples:\n  - name: one street",
            "examples:\n  name:",
            "20:3: error: \"examples\" must be a list, not a mapping"),
        Broken(
            .playbook, "name: one street\n",
            "named: one street\n",
            "20:5: error: the example has no key \"named\" (did you mean \"name\"?)\n20:5: error: the example is missing the key \"name\""
        ),
        Broken(
            .playbook, "    template: road\n",
            "",
            "20:5: error: the example is missing the key \"template\""),
        Broken(
            .playbook, "template: road\n",
            "template: rode\n",
            "21:15: error: unknown template \"rode\"; there are: news, wrong, road, holding, update, correction, rumor-correction, retraction, all-clear"
        ),
        Broken(
            .playbook, "template: road\n",
            "template: road\n    phase: initially\n",
            "22:12: error: unknown phase \"initially\"; there are: initial (did you mean \"initial\"?)"
        ),
        Broken(
            .playbook, "template: road\n",
            "template: road\n    expires: a month\n",
            "22:14: error: \"a month\" isn't a valid span of time: write 90s, 10m, 1h30m or 2d"),
        Broken(
            .playbook, "template: road\n",
            "template: road\n    elements: {guidanse: Wait.}\n",
            "22:16: error: unknown message element \"guidanse\"; there are: source, hazard, location, guidance, time, impact, known, not-known, doing, empathy (did you mean \"guidance\"?)"
        ),
        Broken(
            .playbook, "facts: [{statement: Elm is closed., topic: roads, number: 1}]",
            "facts: {statement: Elm is closed.}",
            "22:12: error: \"facts\" must be a list, not a mapping"),
        Broken(
            .playbook, "statement: Elm is closed., topic",
            "text: Elm is closed., topic",
            "22:13: error: the fact is missing the key \"statement\"\n22:14: error: the fact has no key \"text\""
        ),
        Broken(
            .playbook, "number: 1",
            "number: one",
            "22:63: error: \"one\" isn't a number: write it in digits"),
        Broken(
            .playbook, "street: Elm Street, why: ice}",
            "street: Elm Street, wy: ice}",
            "23:34: error: unknown field of template \"road\" \"wy\"; there are: street, why (did you mean \"why\"?)"
        ),
        Broken(
            .playbook, "street: Elm Street, why",
            "street: Elm Street between the old bridge and the market, why",
            "23:22: error: this value of \"street\" has 48 characters, and the field's max is 40"),
        Broken(
            .playbook, "text: {en: {web: \"Elm Street is closed: ice.\"}}",
            "text: {}",
            "24:11: error: the example expects no text"),
        Broken(
            .playbook, "    text: {en: {web: \"Elm Street is closed: ice.\"}}\n",
            "    text: {fr: {web: Fermée.}}\n",
            "24:12: error: unknown language of template \"road\" \"fr\"; there are: en, es"),
        Broken(
            .playbook, "{web: \"Elm",
            "{blog: \"Elm",
            "24:17: error: unknown channel of template \"road\" \"blog\"; there are: x, sms, web"),
        Broken(
            .playbook, "{web: \"Elm Street is closed: ice.\"}",
            "{web: []}",
            "24:22: error: the list of posts is empty"),
        Broken(
            .playbook, "{web: \"Elm Street is closed: ice.\"}",
            "{web: \"Elm Street is open.\"}",
            "24:22: error: the example \"one street\" gives another text for web in en:\n    - Elm Street is [open.]\n    + Elm Street is [closed: ice.]"
        ),
        Broken(
            .playbook, "text: {en: {web: \"Elm Street is closed: ice.\"}}\n",
            "text: {en: {web: \"Elm Street is closed: ice.\"}}\n  - {name: one street, template: road, text: {en: {web: Hi.}}}\n",
            "25:12: error: there is a second example \"one street\"; the first is on line 20"),
        Broken(
            .playbook, "steps:\n",
            "authorities: {adopt: []}\nsteps:\n",
            "17:22: error: this authority has no roles: name at least one"),
        Broken(
            .playbook, "steps:\n",
            "authorities: {adopts: [pio]}\nsteps:\n",
            "17:15: error: unknown authority \"adopts\"; there are: record, verify, clear, draft, release, assess, direct, review, redact, adopt (did you mean \"adopt\"?)"
        ),
        Broken(
            .playbook, "es: {default:",
            "es: {reviewed: {by: kim}, default:",
            "16:72: error: \"reviewed\" is missing the key \"on\""),
        Broken(
            .playbook, "es: {default:",
            "es: {reviewed: {by: kim, on: 1 May 2026}, default:",
            "16:86: error: \"1 May 2026\" isn't a calendar day: write it like 2027-06-30"),
        Broken(
            .playbook, "es: {default:",
            "es: {reviewed: {by: kim, on: 2026-05-01, at: 5}, default:",
            "16:98: error: \"reviewed\" has no key \"at\""),
        Broken(
            .playbook, "es: {default:",
            "es: {review: {by: kim, on: 2026-05-01}, default:",
            "16:62: error: unknown channel of template \"road\" \"review\"; there are: x, sms, web\n16:70: error: a segment is a text, or \"optional\" with a text"
        ),
        Broken(
            .playbook, "es: {default:",
            "es: {reviewed: kim, default:",
            "16:72: error: \"reviewed\" must be a mapping, not a single value"),
        Broken(
            .playbook, "facts: [{",
            "facts: [~, {",
            "22:13: error: the fact must be a mapping, not nothing"),
        Broken(
            .department, "  rules:\n    - {",
            "  rules:\n    {",
            "9:5: error: \"rules\" must be a list, not a mapping"),
        Broken(
            .department, "id: names, text",
            "text",
            "9:7: error: the rule is missing the key \"id\""),
        Broken(
            .department, "text: No names., ",
            "",
            "9:7: error: the rule is missing the key \"text\""),
        Broken(
            .department, "id: names",
            "id: No Names",
            "9:12: error: the rule's id \"No Names\" may have only a-z, 0-9 and hyphens"),
        Broken(
            .department, "level: stop",
            "level: forbid",
            "9:78: error: unknown level of a rule \"forbid\"; there are: stop, warn, note"),
        Broken(
            .department, "since: 2026-01-01",
            "since: 2026-13-01",
            "9:59: error: \"2026-13-01\" isn't a calendar day: write it like 2027-06-30"),
        Broken(
            .department, "review-by: 2027-01-01",
            "review-by: soon",
            "9:95: error: \"soon\" isn't a calendar day: write it like 2027-06-30"),
        Broken(
            .department, "source: Code 1",
            "sources: Code 1",
            "9:36: error: the rule has no key \"sources\" (did you mean \"source\"?)"),
        Broken(
            .department, "review-by: 2027-01-01}",
            "review-by: 2027-01-01}\n    - {id: names, text: No faces.}",
            "10:12: error: there is a second rule \"names\"; the first is on line 9"),
        Broken(
            .department, "tips: 90d",
            "tips: 90 days",
            "10:21: error: \"90 days\" isn't a period: write days or years, such as 90d or 7y"),
        Broken(
            .department, "tips: 90d",
            "tip: 90d",
            "10:15: error: \"retention\" has no key \"tip\" (did you mean \"tips\"?)"),
        Broken(
            .department, "tips: 90d",
            "tips: 0d",
            "10:21: error: \"0d\" isn't a period: write days or years, such as 90d or 7y"),
        Broken(
            .department, "life-safety-languages: [en, es]",
            "life-safety-languages: [english]",
            "11:27: error: \"english\" isn't a valid language tag: write it like en, es or zh-Hans"),
        Broken(
            .department, "life-safety-languages: [en, es]",
            "life-safety-languages: es",
            "11:26: error: \"life-safety-languages\" must be a list, not a single value"),
        Broken(
            .department, "nights: true",
            "nights: sometimes",
            "6:37: error: \"nights\" must be true or false"),
        Broken(
            .department, "exemptions: {tip",
            "exemptions: {tips",
            "12:16: error: \"exemptions\" has no key \"tips\" (did you mean \"tip\"?)"),
        Broken(
            .department, "unconfirmed-words: {es: [sin confirmar]}",
            "unconfirmed-words: [sin confirmar]",
            "13:22: error: \"unconfirmed-words\" must be a mapping, not a list"),
        Broken(
            .department, "blame-words: [slackers]",
            "blame-words: slackers",
            "14:16: error: \"blame-words\" must be a list, not a single value"),
    ]

    // MARK: Hostile files

    @Test func `a file of 50 MB is refused by its size`() throws {
        let desk = try Desk()
        let path = desk.folder + "/big.yaml"
        #expect(FileManager.default.createFile(atPath: path, contents: nil))
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        let part = Data(repeating: UInt8(ascii: "#"), count: 1 << 20)
        for _ in 0..<50 { try file.write(contentsOf: part) }
        try file.close()
        for command in [
            ["playbook", "check", path], ["playbook", "check", path, "--department"],
            ["playbook", "test", path], ["playbook", "graph", path],
            ["playbook", "diff", path, "false-alert"],
        ] {
            let result = try Program.run(command, environment: desk.environment(as: "lee"))
            #expect(result.status != 0 && result.output.isEmpty)
            #expect(result.errors.contains("1048576"), "\(result.errors)")
        }
    }

    @Test(arguments: Kind.allCases)
    func `an alias bomb is refused at its first alias`(kind: Kind) throws {
        let letters = Array("abcdefghijklmnopqrstuvwxyz")
        let bomb = letters.indices.map { index in
            let value =
                index == 0
                ? "[boom]"
                : "[" + Array(repeating: "*\(letters[index - 1])", count: 9).joined(separator: ", ")
                    + "]"
            return "\(letters[index]): &\(letters[index]) \(value)"
        }.joined(separator: "\n")
        let result = try check(kind, bomb + "\n" + (Self.wholes[kind] ?? ""))
        #expect(result.status == 65)
        #expect(
            result.errors.contains(
                "f.yaml:2:8: error: anchors and aliases are not allowed: write the value itself"),
            "\(result.errors)")
    }
}
