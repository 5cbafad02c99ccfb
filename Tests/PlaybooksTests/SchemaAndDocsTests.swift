import Channels
import Foundation
import IncidentEvents
@testable import Playbooks
import Testing

/// The schemas and the reference match the loader.
@Suite struct SchemaAndDocsTests {
    @Test func `the playbook schema names what the loader knows`() throws {
        let schema = try schema("playbook")
        let channels = ChannelCatalogue.all.map(\.id.rawValue)
        #expect(try names(schema, "$defs", "channel", "enum") == Set(channels))
        #expect(try names(schema, "$defs", "role", "enum") == Set(Role.known.map(\.rawValue)))
        #expect(
            try names(
                schema, "$defs", "step", "properties", "on", "properties", "event", "enum")
                == Set(Step.Trigger.Event.allCases.map(\.rawValue)))
        #expect(
            try names(schema, "properties", "closing", "items", "enum")
                == Set(ClosingCriterion.allCases.map(\.rawValue)))
        #expect(
            try names(schema, "properties", "authorities", "propertyNames", "enum")
                == Set(Playbook.Authority.allCases.map(\.rawValue)))
    }

    @Test func `the department schema names what the loader knows`() throws {
        let schema = try schema("department")
        let channels = (ChannelCatalogue.all + ChannelCatalogue.outlets).map(\.id.rawValue)
        #expect(
            try names(schema, "properties", "accounts", "propertyNames", "enum") == Set(channels))
        #expect(try names(schema, "$defs", "role", "enum") == Set(Role.known.map(\.rawValue)))
    }

    struct Mapping: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var schema: String
        /// The path of its keys in the schema.
        var path: [String]
        /// The heading in `Docs/playbooks.md` over the table of its keys.
        var heading: String
        var keys: [String]
    }

    static let mappings = [
        Mapping(
            testDescription: "a playbook", schema: "playbook", path: [], heading: "## Playbook",
            keys: PlaybookLoader.keys),
        Mapping(
            testDescription: "a template", schema: "playbook", path: ["$defs", "template"],
            heading: "### Templates", keys: TemplateLoader.keys),
        Mapping(
            testDescription: "a template of the library", schema: "playbook",
            path: ["$defs", "library-template"], heading: "#### The template library",
            keys: TemplateResolver.keys),
        Mapping(
            testDescription: "a step", schema: "playbook", path: ["$defs", "step"],
            heading: "### Steps", keys: StepLoader.keys),
        Mapping(
            testDescription: "a schedule", schema: "playbook", path: ["$defs", "schedule"],
            heading: "### Schedules", keys: ScheduleLoader.keys),
        Mapping(
            testDescription: "a department", schema: "department", path: [],
            heading: "## Department file", keys: Department.keys.map(\.name)),
        Mapping(
            testDescription: "an inject", schema: "scenario", path: ["$defs", "inject"],
            heading: "## Scenarios", keys: InjectLoader.keys),
    ]

    @Test(arguments: mappings)
    func `the reader, the schema and the reference have the same keys`(mapping: Mapping) throws {
        var schema: Any = try schema(mapping.schema)
        for member in mapping.path + ["properties"] {
            schema = try #require((schema as? [String: Any])?[member])
        }
        #expect(Set(try #require(schema as? [String: Any]).keys) == Set(mapping.keys))

        let reference = try String(contentsOf: file("Docs/playbooks.md"), encoding: .utf8)
        let section = try #require(
            reference.components(separatedBy: "\n\(mapping.heading)\n").dropFirst().first)
        let rows = section.components(separatedBy: "\n")
            .drop { !$0.hasPrefix("| key") }.dropFirst(2).prefix { $0.hasPrefix("|") }
        let documented = rows.flatMap { row in
            row.split(separator: "|")[0].matches(of: /`([a-z-]+)`/).map { String($0.1) }
        }
        #expect(Set(documented) == Set(mapping.keys))
    }

    @Test(arguments: ["playbook", "department"])
    func `a key that nobody reads is an error`(name: String) {
        let unknown = faults(of: "no-such-key: x", as: name)
        #expect(unknown.contains { $0.contains("has no key \"no-such-key\"") })
    }

    @Test func `the reference's examples load`() throws {
        let text = try String(contentsOf: file("Docs/playbooks.md"), encoding: .utf8)
        let examples = text.components(separatedBy: "```yaml\n").dropFirst().compactMap {
            $0.components(separatedBy: "```").first
        }
        let playbook = try #require(examples.first { $0.hasPrefix("playbook:") })
        let approvals = try #require(examples.first { $0.hasPrefix("standing-approvals:") })
        let scenario = try #require(examples.first { $0.hasPrefix("scenario:") })
        let (storm, warnings) = try Playbook.load(
            yaml: Array((playbook + approvals).utf8), file: "storm.yaml")
        #expect(storm.standingApprovals.map(\.template) == ["holding"] && warnings.isEmpty)
        let library = try #require(examples.first { $0.hasPrefix("templates:") })
        let head = playbook.components(separatedBy: "templates:")[0]
        let (taken, _) = try Playbook.load(yaml: Array((head + library).utf8), file: "storm.yaml")
        #expect(taken.template("briefing")?.languages == ["en", "es"])
        let (drill, _) = try Scenario.load(yaml: Array(scenario.utf8), file: "drill.yaml")
        #expect(drill.injects.map(\.commands.count) == [1, 2])
    }

    private func faults(of yaml: String, as kind: String) -> [String] {
        do throws(LoadFailure) {
            if kind == "playbook" {
                _ = try Playbook.load(yaml: Array(yaml.utf8), file: "f.yaml")
            } else {
                _ = try Department.load(yaml: Array(yaml.utf8), file: "f.yaml")
            }
            return []
        } catch {
            return error.diagnostics.map(\.description)
        }
    }

    private func schema(_ name: String) throws -> [String: Any] {
        let data = try Data(contentsOf: file("Playbooks/\(name).schema.json"))
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    private func names(_ schema: [String: Any], _ path: String...) throws -> Set<String> {
        var value: Any = schema
        for key in path {
            value = try #require((value as? [String: Any])?[key], "\(path)")
        }
        return Set(try #require(value as? [String]))
    }

    private func file(_ path: String) -> URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: path)
    }
}
