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

    @Test(arguments: ["attack-on-officers", "false-alert", "neutral"])
    func `every public text fits its channel with long values`(id: String) throws {
        let playbook = try load(id)
        for template in playbook.templates {
            let ids = template.channels ?? playbook.channels
            for language in Set(template.texts.map(\.language)).sorted() {
                for channel in try ids.map({ try #require(playbook.channel($0)) }) {
                    let text = try #require(template.sample(for: channel.id, in: language))
                    let count = channel.count(text)
                    let isThread = (try? PostThread(text, on: channel)) != nil
                    #expect(
                        count.fits || isThread,
                        "\(template.id) on \(channel.id) in \(language): \(count.problems) \(text)")
                }
            }
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
                    zone: "America/Chicago", jurisdiction: "O'Brien County"))
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
