import ChildProcess
import Foundation
import Playbooks
import Testing

/// The published schemas, checked by a third-party validator as well as the loader.
@Suite struct PublishedSchemaTests {
    enum Kind: String, Sendable, Encodable { case playbook, department, scenario }

    struct Sample: Sendable, Encodable, CustomTestStringConvertible {
        var testDescription: String
        var kind: Kind
        var yaml: String

        private enum CodingKeys: CodingKey { case kind, yaml }

        init(_ kind: Kind, _ description: String, _ yaml: String) {
            self.kind = kind
            self.yaml = yaml
            testDescription = "\(kind.rawValue): \(description)"
        }

        /// A complete sample of its kind, with one piece replaced.
        init(_ kind: Kind, _ piece: String, becomes other: String) {
            let whole = PublishedSchemaTests.wholes[kind] ?? ""
            self.init(kind, other, whole.replacing(piece, with: other))
            precondition(whole.contains(piece), "\(piece) stands in the \(kind)")
        }
    }

    private static let wholes: [Kind: String] = [
        .playbook: """
        playbook: storm
        version: "1"
        title: Storm
        hazard: storm
        phases: [{id: initial, title: Initial, cadence: 30m}]
        channels: [x, sms]
        languages: [en]
        limits: {x: 25000}
        guards: {reading-grade: 8, identity-terms: [race]}
        phrases:
          flood: {es: riada}
        approvals: [{kinds: [alert], roles: [incident-commander]}]
        templates:
          warning:
            kind: alert
            title: Warning
            identifies: nobody
            armed: {all-clear: over, false-alert: wrong}
            fields: {danger: {hint: what threatens, form: text}}
            text:
              en: {default: ["{danger} at {place}.", {optional: "{web}", drop: 1}]}
          over: {kind: all-clear, title: Over, text: {en: {default: Over.}}}
          wrong: {kind: retraction, title: Wrong, text: {en: {default: Wrong.}}}
          news: {use: library/update, languages: [es], title: News, text: {en: {sms: Hi., x: ~}}}
        steps:
          - {id: warn, title: Warn, role: pio, due: {within: 10m, of: opened}, on: {event: delivery-recorded}}
        closing: [steps-done]
        targets: {finding: 30m, answer: 1h}
        schedule:
          weekly: {every: friday 09:00, template: news, holidays: skip, until: 2027-12-31}
        """,
        .department: """
        department: Riverton Police
        short-name: Riverton PD
        id: riverton-pd
        zone: America/Chicago
        languages: [en, es]
        people: [{id: lee, roles: [pio]}]
        accounts: {x: [RivertonPD]}
        policy: {identity-terms: [race], exemptions: {tip: "552.108"}}
        checkpoints:
          to: the county
          file: /mnt/county
          after: release
        holidays: [2027-12-24]
        hours: [monday-friday 09:00-17:00]
        """,
        .scenario: """
        scenario: drill
        incident: drill-1
        mode: exercise
        playbook: storm
        zone: America/Chicago
        place: Main Street
        department: {department: Riverton Police, id: riverton-pd, zone: America/Chicago}
        injects:
          - number: 1
            at: "2026-03-01T10:00:00-06:00"
            as: lee
            role: pio
            certainty: exact
            label: closure
            command: {fact add: {topic: roads, text: Main Street is closed, verified: true}}
        """,
    ]

    private static let broken: [Sample] = [
        Sample(.playbook, "title: Storm\n", becomes: ""),
        Sample(.playbook, "hazard: storm", becomes: "hazard: Storm!"),
        Sample(.playbook, "every: friday 09:00", becomes: "every: friday"),
        Sample(.playbook, "every: friday 09:00, ", becomes: ""),
        Sample(.playbook, "template: news, holidays", becomes: "holidays"),
        Sample(
            .playbook, "template: news, holidays", becomes: "template: news, text: Hi., holidays"),
        Sample(.playbook, "holidays: skip", becomes: "holidays: ignore"),
        Sample(.playbook, "until: 2027-12-31", becomes: "until: 31 December"),
        Sample(.department, "holidays: [2027-12-24]", becomes: "holidays: [Christmas]"),
        Sample(
            .department, "hours: [monday-friday 09:00-17:00]", becomes: "hours: [on weekdays]"),
        Sample(.playbook, "closing:", becomes: "closings:"),
        Sample(.playbook, "channels: [x, sms]", becomes: "channels: [x, twitter]"),
        Sample(.playbook, "languages: [en]", becomes: "languages: [English]"),
        Sample(.playbook, "cadence: 30m", becomes: "cadence: half an hour"),
        Sample(.playbook, "limits: {x: 25000}", becomes: "limits: {x: 0}"),
        Sample(.playbook, "reading-grade: 8", becomes: "reading-grade: 0"),
        Sample(.playbook, "reading-grade: 8", becomes: "reading-grade: 21"),
        Sample(.playbook, "reading-grade: 8", becomes: "reading-grade: easy"),
        Sample(.playbook, "identity-terms: [race]", becomes: "identity-terms: [height]"),
        Sample(.playbook, "flood: {es: riada}", becomes: "flood: {Spanish: riada}"),
        Sample(.playbook, "flood: {es: riada}", becomes: "flood: riada"),
        Sample(.playbook, "kind: alert\n", becomes: "kind: warning\n"),
        Sample(.playbook, "    armed: {all-clear: over, false-alert: wrong}\n", becomes: ""),
        Sample(.playbook, "form: text", becomes: "form: date"),
        Sample(.playbook, "form: text", becomes: "form: text, max: 0"),
        Sample(.playbook, "form: text", becomes: "form: text, max: many"),
        Sample(.playbook, "form: text", becomes: "form: text, short: ''"),
        Sample(.playbook, "Over.}", becomes: "Over., reviewed: {by: kim}}"),
        Sample(.playbook, "Over.}", becomes: "Over., reviewed: {by: kim, on: May 1}}"),
        Sample(.playbook, "drop: 1", becomes: "drop: first"),
        Sample(.playbook, "identifies: nobody", becomes: "identifies: the suspect"),
        Sample(.playbook, "use: library/update", becomes: "use: update"),
        Sample(.playbook, "use: library/update", becomes: "use: library/update, kind: update"),
        Sample(.playbook, "languages: [es], title", becomes: "languages: [Spanish], title"),
        Sample(.playbook, "title: News", becomes: "titel: News"),
        Sample(.playbook, "sms: Hi.", becomes: "smss: Hi."),
        Sample(.playbook, "role: pio", becomes: "role: boss"),
        Sample(.playbook, "of: opened", becomes: "of: noon"),
        Sample(.playbook, "event: delivery-recorded", becomes: "event: posted"),
        Sample(.playbook, "closing: [steps-done]", becomes: "closing: [done]"),
        Sample(.department, "id: riverton-pd", becomes: "id: Riverton PD"),
        Sample(.department, "short-name: Riverton PD", becomes: "shortname: Riverton PD"),
        Sample(.department, "roles: [pio]", becomes: "roles: [chief]"),
        Sample(.department, "[RivertonPD]", becomes: "[\"@RivertonPD\"]"),
        Sample(.department, "accounts: {x:", becomes: "accounts: {twitter:"),
        Sample(.department, "identity-terms: [race]", becomes: "identity-terms: [height]"),
        Sample(.department, "exemptions: {tip:", becomes: "exemptions: {tips:"),
        Sample(.department, "file: /mnt/", becomes: "file: mnt/"),
        Sample(.department, "after: release", becomes: "after: lunch"),
        Sample(.department, "after: release", becomes: "command: cat"),
        Sample(.scenario, "mode: exercise", becomes: "mode: live"),
        Sample(.scenario, "playbook: storm\n", becomes: ""),
        Sample(.scenario, "T10:00:00-06:00", becomes: " 10:00"),
        Sample(.scenario, "certainty: exact", becomes: "certainty: sure"),
        Sample(.scenario, "as: lee", becomes: "who: lee"),
        Sample(.scenario, "role: pio", becomes: "role: boss"),
        Sample(.scenario, "label: closure", becomes: "label: The closure"),
        Sample(.scenario, "fact add:", becomes: "fact add right now:"),
        Sample(.scenario, "zone: America/Chicago}", becomes: "zone: America/Chicago, boss: lee}"),
    ]

    private static let good: [Sample] =
        wholes.map { Sample($0, "whole", $1) }
        + (ShippedFiles.playbooks + ShippedFiles.library).map {
            Sample(.playbook, $0.name, String(decoding: $0.yaml, as: UTF8.self))
        }
        + ShippedFiles.scenarios.map {
            Sample(.scenario, $0.name, String(decoding: $0.yaml, as: UTF8.self))
        }
        + [
            Sample(.scenario, "fact add:", becomes: "review action add:"),
            Sample(
                .department, "as a home begins with it",
                ShippedFiles.departmentFile(
                    name: "Riverton Police", id: "riverton-pd", zone: "America/Chicago",
                    jurisdiction: "Riverton")),
        ]

    @Test(.enabled(if: hasValidator, "TOCSIN_PYTHON names a Python with jsonschema and pyyaml"))
    func `what ships passes the published schemas, and what is broken does not`() throws {
        let verdicts = try Self.verdicts(on: Self.good + Self.broken)
        #expect(verdicts.count == Self.good.count + Self.broken.count)
        for (sample, verdict) in zip(Self.good, verdicts) {
            #expect(verdict == "", "\(sample.testDescription)")
        }
        for (sample, verdict) in zip(Self.broken, verdicts.dropFirst(Self.good.count)) {
            #expect(verdict != "", "\(sample.testDescription)")
        }
    }

    @Test(arguments: good)
    func `the loader takes what the schema takes`(sample: Sample) {
        #expect(Self.faults(sample) == [])
    }

    @Test(arguments: broken)
    func `the loader refuses what the schema refuses, with the line`(sample: Sample) throws {
        let fault = try #require(Self.faults(sample).first)
        #expect(fault.contains(/^f\.yaml:[1-9][0-9]*:/), "\(fault)")
    }

    private static func faults(_ sample: Sample) -> [String] {
        let yaml = Array(sample.yaml.utf8)
        do throws(LoadFailure) {
            switch sample.kind {
            case .playbook: _ = try Playbook.load(yaml: yaml, file: "f.yaml")
            case .department: _ = try Department.load(yaml: yaml, file: "f.yaml")
            case .scenario: _ = try Scenario.load(yaml: yaml, file: "f.yaml")
            }
            return []
        } catch {
            return error.diagnostics.map(\.description)
        }
    }

    // MARK: The validator

    private static let python =
        ProcessInfo.processInfo.environment["TOCSIN_PYTHON"] ?? "/usr/bin/python3"
    private static let hasValidator =
        (try? Child.run(python, ["-c", "import jsonschema, referencing, yaml"]))?.status == 0

    /// The first fault of each sample, empty if there is none.
    private static func verdicts(on samples: [Sample]) throws -> [String] {
        let program = """
            import json, re, sys, yaml
            from jsonschema import Draft202012Validator
            from referencing import Registry, Resource

            # YAML 1.2, in which `on` is a word and a date is text.
            class Loader(yaml.SafeLoader): pass
            Loader.yaml_implicit_resolvers = {
                first: [(tag, rule) for tag, rule in rules
                        if tag not in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")]
                for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()}
            Loader.add_implicit_resolver(
                "tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))

            schemas = {}
            for kind in ("playbook", "department", "scenario"):
                with open(f"{sys.argv[1]}/{kind}.schema.json") as file:
                    schemas[kind] = json.load(file)
                Draft202012Validator.check_schema(schemas[kind])
            registry = Registry().with_resources(
                (schema["$id"], Resource.from_contents(schema)) for schema in schemas.values())
            verdicts = []
            for sample in json.load(sys.stdin):
                validator = Draft202012Validator(schemas[sample["kind"]], registry=registry)
                faults = validator.iter_errors(yaml.load(sample["yaml"], Loader))
                verdicts.append(next((f"{list(e.path)}: {e.message[:200]}" for e in faults), ""))
            print(json.dumps(verdicts))
            """
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Playbooks")
        let result = try Child.run(
            python, ["-c", program, folder.path], input: JSONEncoder().encode(samples))
        guard result.status == 0 else { throw Complaint(description: result.errors) }
        return try JSONDecoder().decode([String].self, from: Data(result.output.utf8))
    }

    private struct Complaint: Error, CustomStringConvertible { let description: String }
}
