import Channels
import IncidentEvents
@testable import Playbooks
import Testing

/// A playbook that takes its templates from the library.
@Suite struct TemplateLibraryTests {
    private static let notices = """
        playbook: library-notices
        version: "1"
        title: Notices
        hazard: any
        phases: [{id: any, title: Any}]
        channels: [x, sms, wea90, web]
        languages: [en, es]
        templates:
          road:
            kind: update
            title: Road
            fields:
              street: {hint: which street, form: name}
              reason: {hint: why}
            elements:
              guidance: Take another way.
              doing: Crews are there.
            translations:
              es: {guidance: Use otra calle., doing: Hay personal.}
            text:
              en:
                default: ["{street} is closed at {place}. {guidance}", {optional: "{reason}"}]
                sms: "{street} is closed."
                wea90: Closed {street}.
              es:
                default: ["{street} está cerrada en {place}. {guidance}"]
                sms: "{street} cerrada."
          warning:
            kind: alert
            title: Warning
            channels: [x, wea90]
            armed: {all-clear: all-clear, false-alert: retraction}
            text:
              en: {default: "Danger at {place}."}
              es: {default: "Peligro en {place}."}
        """

    private func library(_ yaml: String = notices) throws -> TemplateLibrary {
        let file = ShippedFiles.File(
            id: "notices", name: "Library/notices.yaml", yaml: Array(yaml.utf8))
        return try TemplateLibrary([file])
    }

    private func yaml(
        _ templates: String, channels: String = "[x, sms]", languages: String = "[en]"
    ) -> [UInt8] {
        let lines = templates.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
        return Array(
            """
            playbook: storm
            version: "1"
            title: Storm
            hazard: storm
            phases: [{id: initial, title: Initial}]
            channels: \(channels)
            languages: \(languages)
            templates:
            \(lines)
            """.utf8)
    }

    private func load(
        _ templates: String, channels: String = "[x, sms]", languages: String = "[en]"
    ) throws -> (Playbook, warnings: [String]) {
        let yaml = yaml(templates, channels: channels, languages: languages)
        let (playbook, warnings) = try Playbook.load(
            yaml: yaml, file: "storm.yaml", library: library())
        return (playbook, warnings.map(\.description))
    }

    private func faults(
        _ templates: String, channels: String = "[x, sms]", languages: String = "[en]"
    ) -> [String] {
        do {
            return try load(templates, channels: channels, languages: languages).warnings
        } catch let failure as LoadFailure {
            return failure.diagnostics.map(\.description)
        } catch {
            return ["\(error)"]
        }
    }

    private func road(
        _ changes: String = "", channels: String = "[x, sms]", languages: String = "[en]"
    ) throws -> MessageTemplate {
        let entry = "road: {use: library/road\(changes.isEmpty ? "" : ", \(changes)")}"
        return try #require(
            try load(entry, channels: channels, languages: languages).0.template("road"))
    }

    private func words(
        _ template: MessageTemplate, _ channel: ChannelID, _ language: String
    ) -> [String]? {
        template.segments(for: channel, in: language)?.map(\.text)
    }

    @Test func `a review of the library's words doesn't cover the playbook's own`() throws {
        let reviewed = try library(
            Self.notices.replacing(
                "      es:\n        default: [\"{street} está",
                with:
                    "      es:\n        reviewed: {by: kim, on: 2026-05-01}\n        default: [\"{street} está"
            ))
        func reviews(_ changes: String) throws -> [String: MessageTemplate.Review] {
            let yaml = yaml("road: {use: library/road\(changes)}", languages: "[en, es]")
            let playbook = try Playbook.load(yaml: yaml, file: "storm.yaml", library: reviewed).0
            return try #require(playbook.template("road")).reviews
        }
        let review = MessageTemplate.Review(by: "kim", on: "2026-05-01")
        #expect(try reviews("") == ["es": review])
        #expect(try reviews(", text: {en: {sms: Closed.}}") == ["es": review])
        #expect(try reviews(", text: {es: {sms: Cerrada.}}") == [:])
        let own = MessageTemplate.Review(by: "lee", on: "2026-06-01")
        #expect(
            try reviews(", text: {es: {sms: Cerrada., reviewed: {by: lee, on: 2026-06-01}}}")
                == ["es": own])
    }

    // MARK: What a playbook takes

    @Test func `a template is taken whole, in the playbook's languages and for its channels`()
        throws
    {
        let road = try road()
        #expect(road.kind == .update && road.title == "Road")
        #expect(road.fields.map(\.name) == ["street", "reason"])
        #expect(road.fields[0].form == .name)
        #expect(road.elements["guidance"] == "Take another way.")
        #expect(words(road, .sms, "en") == ["{street} is closed."])
        // The playbook has no Spanish and no WEA.
        #expect(road.languages == ["en"] && road.translations.isEmpty)
        #expect(road.texts.map(\.channel) == [nil, .sms])
        #expect(road.channels == nil)
    }

    @Test func `a Spanish text serves a playbook in the Spanish of the United States`() throws {
        let road = try road(languages: "[en, es-US]")
        #expect(road.languages == ["en", "es-US"])
        #expect(words(road, .sms, "es-US") == ["{street} cerrada."])
        #expect(road.translations["es-US"]?["doing"] == "Hay personal.")
    }

    @Test func `an entry takes a language that the playbook doesn't require`() throws {
        #expect(try road("languages: [es]").languages == ["en", "es"])
        #expect(try road("text: {es: {default: Cerrado.}}").languages == ["en", "es"])
    }

    @Test func `a template goes to those of its channels that the playbook uses`() throws {
        let taken = try load(
            "warning: {use: library/warning}", channels: "[sms, x, web]"
        ).0.template("warning")
        #expect(taken?.channels == [.x])
        let own = try load(
            "warning: {use: library/warning, channels: [x, sms, wea90]}"
        ).0.template("warning")
        #expect(own?.channels == [.x, .sms, .wea90])
        let everywhere = try load(
            "warning: {use: library/warning, channels: ~}"
        ).0.template("warning")
        #expect(everywhere?.channels == nil)
    }

    // MARK: What a playbook changes

    @Test func `a text replaces the library's for its channel and language, whole`() throws {
        let road = try road(
            "text: {en: {default: \"Closed: {street}.\", x: \"On X: {street}.\"}}",
            languages: "[en, es]")
        #expect(words(road, .facebook, "en") == ["Closed: {street}."])
        #expect(words(road, .x, "en") == ["On X: {street}."])
        #expect(words(road, .sms, "en") == ["{street} is closed."])
        #expect(words(road, .sms, "es") == ["{street} cerrada."])
    }

    @Test func `a tilde removes a text, an element, a field or a translation`() throws {
        let road = try road(
            "text: {en: {sms: ~, default: Closed.}}, elements: {doing: ~}, "
                + "translations: {es: {doing: ~}}, fields: {reason: ~}",
            languages: "[en, es]")
        #expect(words(road, .sms, "en") == ["Closed."])
        #expect(road.fields.map(\.name) == ["street"])
        #expect(road.elements["doing"] == nil && road.elements["guidance"] != nil)
        #expect(road.translations["es"] == ["guidance": "Use otra calle."])
    }

    @Test func `an element, a field's key and a title are changed by name`() throws {
        let road = try road(
            "title: Street, elements: {guidance: Stay home.}, "
                + "fields: {street: {hint: the street's name}, mood: {hint: how it is}}, "
                + "identifies: nobody, text: {en: {x: \"{mood}\"}}")
        #expect(road.title == "Street" && road.identifiesNobody)
        #expect(road.elements == ["guidance": "Stay home.", "doing": "Crews are there."])
        #expect(road.fields.map(\.name) == ["street", "reason", "mood"])
        #expect(road.fields[0].hint == "the street's name" && road.fields[0].form == .name)
    }

    // MARK: What an incident keeps

    @Test func `a playbook that uses nothing keeps its bytes`() throws {
        let yaml = yaml("road: {kind: update, title: R, text: {en: {default: \"At {place}.\"}}}")
        #expect(try Playbook.resolved(yaml: yaml, file: "storm.yaml", library: library()) == yaml)
    }

    @Test func `the resolved file reads as the same playbook without a library`() throws {
        let yaml = yaml(
            "road: {use: library/road, text: {en: {x: \"a: b # {street}\"}}}\n"
                + "warning: {use: library/warning, languages: [es]}", languages: "[en, es-US]")
        let resolved = try Playbook.resolved(yaml: yaml, file: "storm.yaml", library: library())
        #expect(!String(decoding: resolved, as: UTF8.self).contains("library"))
        let whole = try Playbook.load(yaml: resolved, file: "storm.yaml", library: .empty).0
        #expect(
            try Playbook.load(yaml: yaml, file: "storm.yaml", library: library()).0 == whole)
        // It is resolved already, and the same playbook gives the same bytes.
        #expect(
            try Playbook.resolved(yaml: resolved, file: "storm.yaml", library: .empty) == resolved)
        #expect(
            try Playbook.resolved(yaml: yaml, file: "storm.yaml", library: library()) == resolved)
    }

    @Test func `a changed library changes nothing of what was resolved before`() throws {
        let yaml = yaml("road: {use: library/road}")
        let kept = try Playbook.resolved(yaml: yaml, file: "storm.yaml", library: library())
        let changed = try library(
            Self.notices.replacing("{street} is closed.", with: "{street}: no way."))
        let old = try Playbook.load(yaml: kept, file: "storm.yaml", library: changed).0
        let new = try Playbook.load(yaml: yaml, file: "storm.yaml", library: changed).0
        #expect(
            words(try #require(old.template("road")), .sms, "en") == ["{street} is closed."])
        #expect(words(try #require(new.template("road")), .sms, "en") == ["{street}: no way."])
    }

    @Test(arguments: ShippedFiles.playbooks)
    func `a shipped playbook reads the same once it is resolved`(file: ShippedFiles.File) throws {
        let resolved = try Playbook.resolved(yaml: file.yaml, file: file.name)
        #expect(
            try Playbook.load(yaml: resolved, file: file.name, library: .empty).0
                == Playbook.load(yaml: file.yaml, file: file.name).0)
    }

    // MARK: Faults

    struct Slip: Sendable, CustomTestStringConvertible {
        /// The templates, from line 9.
        var testDescription: String
        var channels = "[x, sms]"
        var languages = "[en]"
        var message: String
    }

    @Test(arguments: [
        Slip(
            testDescription: "road: {use: library/raod}",
            message: "storm.yaml:9:15: error: unknown template of the library \"raod\"; there are: "
                + "road, warning (did you mean \"road\"?)"),
        Slip(
            testDescription: "road: {use: road}",
            message: "storm.yaml:9:15: error: \"use\" names a template of the library: write "
                + "library/road"),
        Slip(
            testDescription: "road: {use: roads}",
            message: "storm.yaml:9:15: error: \"use\" names a template of the library: write "
                + "library/NAME"),
        Slip(
            testDescription: "road: {use: [library/road]}",
            message: "storm.yaml:9:15: error: \"use\" must be a text, not a list"),
        Slip(
            testDescription: "road: {use: ~}",
            message: "storm.yaml:9:15: error: \"use\" names a template of the library: write "
                + "library/NAME"),
        Slip(
            testDescription: "road: {use: library/road, kind: alert}",
            message: "storm.yaml:9:29: error: the kind comes from library/road and can't be "
                + "changed: leave it out"),
        Slip(
            testDescription: "road: {use: library/road, languages: [fr]}",
            message: "storm.yaml:9:41: error: library/road has no text in \"fr\", only in en and "
                + "es: write one below \"text\""),
        Slip(
            testDescription: "road: {use: library/road}", languages: "[en, fr]",
            message: "storm.yaml:9:15: error: the template \"road\" has no text in \"fr\", which "
                + "the playbook requires"),
        Slip(
            testDescription: "road: {use: library/road, text: {en: {wea90: ~}}}",
            message: "storm.yaml:9:41: error: library/road has no \"wea90\" to remove here"),
        Slip(
            testDescription: "road: {use: library/road, elements: {guidanse: ~}}",
            message: "storm.yaml:9:40: error: library/road has no \"guidanse\" to remove here"),
        Slip(
            testDescription: "road: {use: library/road, text: {en: {smss: Hi}}}",
            message: "storm.yaml:9:41: error: unknown channel of template \"road\" \"smss\"; "
                + "there are: x, sms (did you mean \"sms\"?)"),
        Slip(
            testDescription:
                "road: {use: library/road, text: {en: {sms: \"{street} is closed.\"}}}",
            message: "storm.yaml:9:41: warning: library/road already has this \"sms\": leave it "
                + "out"),
        Slip(
            testDescription: "road: {use: library/road, titel: Street}",
            message: "storm.yaml:9:29: error: the template \"road\" has no key \"titel\" "
                + "(did you mean \"title\"?)"),
        Slip(
            testDescription: "road: {kind: update, title: R, languages: [en], "
                + "text: {en: {default: Hi}}}",
            message: "storm.yaml:9:34: error: the template \"road\" has no key \"languages\""),
        Slip(
            testDescription: "warning: {use: library/warning}", channels: "[sms, web]",
            message: "storm.yaml:9:18: error: library/warning is for x, wea90, and the playbook "
                + "uses none of them: give the template its \"channels\""),
        // What the library wrote is told with its place in the library.
        Slip(
            testDescription: "road: {use: library/road, fields: {street: ~}}",
            message: "Library/notices.yaml:22:19: error: unknown field or value \"street\""),
        Slip(
            testDescription: "road: {use: library/road, text: {en: {default: ~}}}",
            message: "storm.yaml:9:36: error: the template \"road\" has no text in \"en\" for x: "
                + "add one, or a default"),
    ])
    func `a slip with the library is named with its place`(_ slip: Slip) {
        let found = faults(
            slip.testDescription, channels: slip.channels, languages: slip.languages)
        #expect(found.contains(slip.message), "\(found)")
    }

    @Test func `a template that can't be taken is one fault, and others may still name it`() {
        let found = faults(
            """
            end: {use: library/over}
            alarm:
              kind: alert
              title: Alarm
              armed: {all-clear: end, false-alert: retraction}
              text: {en: {default: Danger.}}
            """)
        #expect(found.count == 1, "\(found)")
    }

    @Test func `an adopted playbook takes nothing from what ships`() {
        let yaml = yaml("road: {use: library/update}")
        #expect(throws: LoadFailure.self) {
            try Playbook.load(yaml: yaml, file: "storm.yaml", library: .empty)
        }
    }

    @Test func `a file that uses the library a thousand times is refused before it is copied`() {
        let many = (1...1000).map { "t\($0): {use: library/road}" }.joined(separator: "\n")
        #expect(
            faults(many).contains {
                $0.contains(":209:") && $0.contains("can use the library at most 200 times")
            })
    }

    @Test(arguments: [
        ("kind: alert\n", "use: library/road\n", "a template of the library can't use another"),
        ("  warning:", "  road:", "the key \"road\" is repeated; it is already on line 9"),
        ("playbook: library-notices", "a: [", "invalid YAML"),
    ])
    func `a broken library is refused with its place`(
        piece: String, broken: String, message: String
    ) {
        let yaml = Self.notices.replacing(piece, with: broken)
        let failure = #expect(throws: LoadFailure.self) { try library(yaml) }
        #expect(
            failure?.diagnostics.contains {
                $0.file == "Library/notices.yaml" && $0.message.contains(message)
            } == true, "\(failure?.description ?? "")")
    }

    @Test func `one name can't be in two files of the library`() throws {
        let file = ShippedFiles.File(id: "a", name: "a.yaml", yaml: Array(Self.notices.utf8))
        var other = file
        other.name = "b.yaml"
        let failure = #expect(throws: LoadFailure.self) { try TemplateLibrary([file, other]) }
        #expect(
            failure?.diagnostics.first?.description
                == "b.yaml:9:3: error: the library already has a template \"road\"")
    }
}

/// The library that ships.
@Suite struct ShippedLibraryTests {
    @Test(arguments: ShippedFiles.library)
    func `each of its files passes the check without a warning`(file: ShippedFiles.File) throws {
        #expect(try Playbook.check(yaml: file.yaml, file: file.name).warnings == [])
    }

    @Test(arguments: ShippedFiles.library)
    func `each of its templates is in English and Spanish`(file: ShippedFiles.File) throws {
        let playbook = try Playbook.load(yaml: file.yaml, file: file.name).0
        for template in playbook.templates {
            #expect(template.languages == ["en", "es"], "\(template.id)")
        }
    }

    @Test(arguments: try TemplateLibrary.shipped().names)
    func `a playbook of two lines a template passes the check with it`(name: String) throws {
        let yaml = """
            playbook: storm
            version: "1"
            title: Storm
            hazard: storm
            phases: [{id: initial, title: Initial, cadence: 1h}]
            channels: [x, facebook, sms, wea90, wea360, web, radio, call-takers]
            languages: [en, es]
            templates:
              \(name):
                use: library/\(name)
            """
        #expect(try Playbook.check(yaml: Array(yaml.utf8), file: "storm.yaml").warnings == [])
    }
}
