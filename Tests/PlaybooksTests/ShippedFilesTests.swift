import Channels
import IncidentEvents
import Playbooks
import Testing

@Suite struct ShippedFilesTests {
    @Test(arguments: ShippedFiles.playbooks.map(\.id))
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
            "holding", "update", "rumor-correction", "correction", "retraction", "all-clear",
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

    /// Every file that ships: the playbooks and the library.
    private static let files = ShippedFiles.playbooks + ShippedFiles.library

    @Test(arguments: files.map(\.name))
    func `every text fits its channel in every language with its fields at their max`(
        name: String
    ) throws {
        let file = try #require(Self.files.first { $0.name == name })
        let (own, warnings) = try Playbook.check(yaml: file.yaml, file: file.name)
        #expect(warnings.isEmpty, "\(warnings)")
        let playbook = own.completed(by: try ShippedFiles.neutral().playbook)
        for template in playbook.templates {
            let ids = template.channels ?? playbook.channels
            for language in template.languages {
                for channel in try ids.map({ try #require(playbook.channel($0)) }) {
                    let fits = try [nil, playbook.languages[0]].contains { first in
                        let text = try #require(
                            template.sample(
                                for: channel.id, in: language, inShortFormsBeside: first))
                        let isThread = (try? PostThread(text, on: channel)) != nil
                        return channel.count(text).fits || isThread
                    }
                    #expect(fits, "\(template.id) on \(channel.id) in \(language)")
                }
            }
        }
    }

    @Test func `a field's max is counted, so a longer one would not fit`() throws {
        let file = try #require(ShippedFiles.library.first { $0.name == "Library/alerts.yaml" })
        let text = String(decoding: file.yaml, as: UTF8.self)
        #expect(text.contains("max: 14"))
        #expect(throws: LoadFailure.self) {
            try Playbook.check(
                yaml: Array(text.replacing("max: 14", with: "max: 60").utf8), file: file.name)
        }
    }

    // MARK: Everyday work

    private static let everyday = [
        "crime-pattern", "safety-tips", "community-series", "awareness-campaign",
        "live-question-hour",
    ]

    @Test(arguments: everyday)
    func `an everyday playbook runs routine incidents in English and Spanish`(id: String) throws {
        let playbook = try load(id)
        #expect(playbook.isEveryday)
        #expect(playbook.languages == ["en", "es"])
        #expect(!playbook.templates.contains { $0.kind == .alert || $0.isDraftedAtOpen })
        // Nobody has read the Spanish yet, and nobody may say so in a person's place.
        #expect(playbook.templates.allSatisfy { $0.reviews.isEmpty })
        #expect(playbook.steps.contains { $0.phase == playbook.phases.last?.id })
        let whole = playbook.completed(by: try ShippedFiles.neutral().playbook)
        for standard in StandardTemplate.allCases {
            #expect(try #require(whole.template(standard)).languages == ["en", "es"])
        }
    }

    @Test(arguments: everyday)
    func `an everyday playbook is short, and its examples are in both languages`(id: String) throws
    {
        let file = try #require(ShippedFiles.playbook(id))
        let lines = String(decoding: file.yaml, as: UTF8.self).split(separator: "\n").count
        #expect(lines < 170, "\(lines)")
        let examples = try Playbook.examples(yaml: file.yaml, file: file.name).examples
        #expect(Set(examples.flatMap(\.texts).map(\.language)) == ["en", "es"])
        #expect(
            ShippedFiles.scenarios.contains { scenario in
                (try? Scenario.load(yaml: scenario.yaml, file: scenario.name).0.playbook) == id
            })
    }

    @Test
    func
        `a crime pattern says what, where, when, how many as of when, what to do and whom to tell`()
        throws
    {
        let template = try #require(try load("crime-pattern").template("pattern"))
        for text in template.texts where text.channel == nil || text.channel == .x {
            let names = try text.segments.filter { !$0.isOptional }
                .flatMap { try TemplateText($0.text).names }
            #expect(
                Set(names).isSuperset(of: [
                    "crimes", "area", "period", "number:pattern.count", "as-of", "precaution",
                    "tip-line",
                ]), "\(text.language)")
        }
    }

    @Test(arguments: ["attack-on-officers", "false-alert"])
    func `a shipped playbook needs no neutral template`(id: String) throws {
        let playbook = try load(id)
        #expect(playbook.completed(by: try ShippedFiles.neutral().playbook) == playbook)
    }

    @Test(arguments: ["attack-on-officers", "false-alert", "neutral"])
    func `the holding text is one part as an SMS with long values`(id: String) throws {
        let template = try #require(try load(id).template("holding"))
        let sms = try #require(ChannelCatalogue.channel(.sms))
        let count = sms.count(try #require(template.sample(for: .sms, in: "en")))
        #expect(count.units <= 160 && count.parts == 1, "\(count.units)")
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
        let template = try #require(try load(id).template("correction"))
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
                    zone: "America/Chicago", jurisdiction: "O'Brien County",
                    policy: .init(takedowns: [
                        .init(
                            id: "booking-photo", purposes: [.suspect, .charged],
                            details: [.photo], days: 14,
                            source: "California Penal Code 13665", since: "2024-01-01",
                            isSwitchedOff: true)
                    ])))
        #expect(warnings.isEmpty)
    }

    @Test func `the department file's examples load once they are no longer comments`() throws {
        let text = ShippedFiles.departmentFile(
            name: "Riverton Police", id: "riverton-pd", zone: "America/Chicago",
            jurisdiction: "Riverton")
        let keys = [
            "hotline:", "web:", "people:", "accounts:", "standing-approvals:", "policy:",
            "checkpoints:",
        ]
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
        #expect(department.checkpoints?.after == .release)
    }

    private func load(_ id: String) throws -> Playbook {
        if id == "neutral" { return try ShippedFiles.neutral().playbook }
        let file = try #require(ShippedFiles.playbook(id))
        return try Playbook.load(yaml: file.yaml, file: file.name).0
    }
}
