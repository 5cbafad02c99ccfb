import Channels
import IncidentEvents
import Playbooks
import Testing

@Suite struct ShippedFilesTests {
    @Test(arguments: ["attack-on-officers", "false-alert"])
    func `a shipped playbook loads without a fault or a warning`(id: String) throws {
        let file = try #require(ShippedFiles.playbook(id))
        let (playbook, warnings) = try Playbook.load(yaml: file.yaml, file: file.name)
        #expect(playbook.id == id)
        #expect(warnings.isEmpty)
    }

    @Test(arguments: ShippedFiles.scenarios.map(\.id))
    func `a shipped scenario loads without a fault and names a shipped playbook`(
        id: String
    ) throws {
        let file = try #require(ShippedFiles.scenario(id))
        let (scenario, warnings) = try Scenario.load(yaml: file.yaml, file: file.name)
        #expect(scenario.id == id)
        #expect(warnings.isEmpty)
        #expect(ShippedFiles.playbook(scenario.playbook) != nil)
    }

    @Test(arguments: ["attack-on-officers", "false-alert"])
    func `a shipped playbook has the templates that the commands reach for`(id: String) throws {
        let playbook = try load(id)
        let needed: [TemplateID] = [
            "holding", "update", "rumor-correction", "fact-correction", "retraction", "all-clear",
        ]
        for template in needed {
            #expect(playbook.template(template) != nil, "\(template)")
        }
        #expect(playbook.templates.contains { $0.kind == .alert })
        #expect(playbook.templates.filter(\.isDraftedAtOpen).map(\.id) == ["holding"])
    }

    @Test func `an attack has texts for the persons and places that rumors hit`() throws {
        let playbook = try load("attack-on-officers")
        let needed: [TemplateID] = [
            "wrong-person", "standoff-over", "bomb-rumor", "officer-death",
        ]
        for template in needed {
            #expect(playbook.template(template) != nil, "\(template)")
        }
    }

    @Test(arguments: ["attack-on-officers", "false-alert"])
    func `every text fits its channel with long values`(id: String) throws {
        let playbook = try load(id)
        for template in playbook.templates {
            for (channel, language, text) in try LongSample(playbook, template).rendered() {
                let count = channel.count(text)
                let isThread = (try? PostThread(text, on: channel)) != nil
                #expect(
                    count.fits || isThread,
                    "\(template.id) on \(channel.id) in \(language): \(count.problems) \(text)")
            }
        }
    }

    @Test(arguments: ["attack-on-officers", "false-alert"])
    func `the holding text is one part as an SMS with long values`(id: String) throws {
        let playbook = try load(id)
        let template = try #require(playbook.template("holding"))
        let sms = try LongSample(playbook, template).rendered()
            .first { $0.channel.id == .sms && $0.language == "en" }
        let text = try #require(sms)
        let count = text.channel.count(text.text)
        #expect(count.units <= 160 && count.parts == 1, "\(count.units): \(text.text)")
    }

    @Test(arguments: ["attack-on-officers", "false-alert"])
    func `holding, alert and the texts armed with it speak Spanish too`(id: String) throws {
        let playbook = try load(id)
        let alerts = playbook.templates.filter { $0.kind == .alert }
        let armed = alerts.compactMap(\.armed).flatMap { [$0.allClear, $0.falseAlert] }
        for name in ["holding"] + alerts.map(\.id) + armed {
            let template = try #require(playbook.template(name))
            #expect(template.segments(for: .web, in: "es") != nil, "\(name)")
        }
    }

    @Test(arguments: ["attack-on-officers", "false-alert"])
    func `a correction of our own never says the wrong thing again`(id: String) throws {
        let template = try #require(try load(id).template("fact-correction"))
        for segment in template.texts.flatMap(\.segments) {
            #expect(!(try TemplateText(segment.text)).names.contains("claim"))
        }
    }

    @Test(arguments: ["attack-on-officers", "false-alert"])
    func `a correction of a claim says what is true first`(id: String) throws {
        let template = try #require(try load(id).template("rumor-correction"))
        for text in template.texts {
            let names = try text.segments.filter { !$0.isOptional }
                .flatMap { try TemplateText($0.text).names }
                .filter { $0 == "truth" || $0 == "claim" }
            #expect(names.first == "truth", "\(text.channel?.rawValue ?? "default")")
            #expect(names.contains("claim"))
        }
    }

    @Test func `the department file loads as it is, whatever the name holds`() throws {
        let text = ShippedFiles.departmentFile(
            name: #"O'Brien "County" \ @ID@: Sheriff"#, id: "obrien", zone: "America/Chicago",
            jurisdiction: "O'Brien County")
        let (department, warnings) = try Department.load(
            yaml: Array(text.utf8), file: "department.yaml")
        #expect(
            department
                == Department(
                    id: "obrien", name: #"O'Brien "County" \ @ID@: Sheriff"#,
                    zone: "America/Chicago", jurisdiction: "O'Brien County"))
        #expect(warnings.isEmpty)
    }

    @Test func `the department file's examples load once they are no longer comments`() throws {
        let text = ShippedFiles.departmentFile(
            name: "Riverton Police", id: "riverton-pd", zone: "America/Chicago",
            jurisdiction: "Riverton")
        let keys = ["hotline:", "web:", "people:", "accounts:", "standing-approvals:", "policy:"]
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let bare = line.hasPrefix("# ") ? line.dropFirst(2) : line
            return bare.hasPrefix("  ") || keys.contains { bare.hasPrefix($0) } ? bare : line
        }
        let (department, _) = try Department.load(
            yaml: Array(lines.joined(separator: "\n").utf8), file: "department.yaml")
        #expect(department.people.map(\.id) == ["duty-pio", "duty-chief", "county-jic"])
        #expect(department.accounts.map(\.description).contains("x:ExamplePD"))
        #expect(department.standingApprovals.map(\.template) == ["holding"])
        #expect(department.policy.juvenileSuspectLaw == "Example Code 58.007")
        #expect(department.policy.exemptions[.restricted] == "Example Code 552.108")
        #expect(department.hotline == "555-0100")
    }

    private func load(_ id: String) throws -> Playbook {
        let file = try #require(ShippedFiles.playbook(id))
        return try Playbook.load(yaml: file.yaml, file: file.name).0
    }
}

/// A template filled with the longest values that the playbooks promise to fit: a department name
/// of 40 characters, a place of 60, a fact of 90.
private struct LongSample {
    let playbook: Playbook
    let template: MessageTemplate
    private let values: [String: String]

    init(_ playbook: Playbook, _ template: MessageTemplate) {
        self.playbook = playbook
        self.template = template
        var values = [
            "title": "Officers attacked on Main Street",
            "place": "Main Street and Lamar Street near El Centro College, Dallas",
            "hazard": "armed attack", "department": "Greater Riverton Metro Police Department",
            "hotline": "214-555-0100", "web": "https://www.riverton-police.example/alerts",
            "as-of": "22:15 -05:00", "next-update": "22:45 -05:00",
            "guidance": "Go indoors and lock the doors.",
            "claim": "All of the suspects are in custody",
            "truth": "One person is still firing at officers from a parking garage downtown.",
            "known": "Ten officers have been shot; three of them have died of their injuries.",
            "danger": "missile attack", "families-told": "All families have been told.",
        ]
        for field in template.fields where values[field.name] == nil {
            values[field.name] = field.standard ?? String(repeating: "word ", count: 14) + "end."
        }
        for (element, text) in template.elements { values[element] = text }
        self.values = values
    }

    func rendered() throws -> [(channel: Channel, language: String, text: String)] {
        let channels = try (template.channels ?? playbook.channels).map {
            try #require(playbook.channel($0))
        }
        var all: [(channel: Channel, language: String, text: String)] = []
        for language in Set(template.texts.map(\.language)).sorted() {
            for channel in channels {
                guard let segments = template.segments(for: channel.id, in: language) else {
                    Issue.record("\(template.id) has no text in \(language) for \(channel.id)")
                    continue
                }
                // Only required segments: the optional ones are dropped.
                let text = try segments.filter { !$0.isOptional }.map {
                    try fill($0.text, in: language)
                }
                all.append((channel, language, text.joined(separator: " ")))
            }
        }
        return all
    }

    private func fill(_ text: String, in language: String) throws -> String {
        let values = values.merging(template.translations[language] ?? [:]) { $1 }
        let once = try TemplateText(text).filled { values[$0] }.get()
        // An element is itself a text with placeholders.
        return try TemplateText(once).filled { values[$0] }.get()
    }
}
