import IncidentEvents
import Playbooks
import Testing

@Suite struct PlaybookFaultTests {
    @Test func `eight different faults give eight messages with their lines`() {
        let yaml = """
            playbook: storm
            version: "1"
            title: Storm
            hazard: storm
            phases:
              - {id: initial, title: Initial, cadence: 30 minutes}
            channels: [x, facebok]
            languages: [en]
            chanels: [x]
            templates:
              holding:
                kind: holding
                title: Holding
                text:
                  en:
                    default: "Storm at {plase}."
              warning:
                kind: alert
                title: Warning
                text:
                  en:
                    default: "Storm at {place}."
            steps:
              - {id: one, title: One, role: pio, requires: [two]}
              - {id: two, title: Two, role: pio, requires: [one, thre]}
              - {id: three, title: Three, role: poi}
            """
        #expect(
            faults(of: yaml) == [
                "storm.yaml:6:44: error: \"30 minutes\" isn't a valid span of time: write 90s, "
                    + "10m, 1h30m or 2d",
                "storm.yaml:7:15: error: \"facebok\" isn't in the table of channels "
                    + "(did you mean \"facebook\"?)",
                "storm.yaml:9:1: error: the playbook has no key \"chanels\" "
                    + "(did you mean \"channels\"?)",
                "storm.yaml:16:18: error: unknown field or value \"plase\" "
                    + "(did you mean \"place\"?)",
                "storm.yaml:17:3: error: the alert \"warning\" is missing \"armed\": an alert needs "
                    + "the texts that end it and retract it",
                "storm.yaml:24:10: error: the steps one → two → one require each other",
                "storm.yaml:25:54: error: unknown step \"thre\"; there are: one, two, three "
                    + "(did you mean \"three\"?)",
                "storm.yaml:26:37: error: unknown role \"poi\"; there are: \(Self.roles) "
                    + "(did you mean \"pio\"?)",
            ])
    }

    private static let roles = Role.known.map(\.rawValue).joined(separator: ", ")
    private static let events = Step.Trigger.Event.allCases.map(\.rawValue)
        .joined(separator: ", ")

    @Test func `the lists of roles and events name those that are written most`() {
        #expect(Self.roles.contains("incident-commander, pio"))
        #expect(Self.events.contains("fact-verified") && Self.events.contains("briefing-held"))
    }

    struct Slip: Sendable, CustomTestStringConvertible {
        var testDescription: String { slip }
        /// Replaces the line that begins with the same key, or is added at the end.
        var slip: String
        var message: String
    }

    @Test(arguments: [
        Slip(slip: "phases: []", message: "5:9: error: a playbook needs at least one phase"),
        Slip(
            slip: "phases: [{id: a, title: A}, {id: a, title: B}]",
            message: "5:34: error: there is a second phase \"a\"; the first is on line 5"),
        Slip(
            slip: "phases: {id: a}", message: "5:9: error: \"phases\" must be a list, not a mapping"
        ),
        Slip(
            slip: "channels: [tv]",
            message: "6:12: error: \"tv\" is an outlet of others. To write for it, give it a "
                + "limit"),
        Slip(slip: "channels: [x, x]", message: "6:15: error: \"x\" is twice in \"channels\""),
        Slip(slip: "channels: []", message: "6:11: error: \"channels\" is empty"),
        Slip(
            slip: "languages: [english]",
            message:
                "7:13: error: \"english\" isn't a valid language tag: write it like en, es or zh-Hans"
        ),
        Slip(slip: "title:", message: "3:1: error: the key \"title\" has no value"),
        Slip(slip: "title: [a]", message: "3:8: error: \"title\" must be a text, not a list"),
        Slip(
            slip: "playbook: Storm 1",
            message: "1:11: error: the playbook's id \"Storm 1\" may have only a-z, 0-9 and hyphens"
        ),
        Slip(
            slip: "limits: {x: 0}",
            message: "8:13: error: the limit of \"x\" must be a whole number above 0"),
        Slip(
            slip: "limits: {x: many}",
            message: "8:13: error: the limit of \"x\" must be a whole number above 0"),
        Slip(
            slip: "limits: {y: 10}",
            message: "8:10: error: \"y\" isn't in the table of channels "
                + "(did you mean \"x\"?)"),
        Slip(
            slip: "authorities: {aprove: [pio]}",
            message: "8:15: error: unknown authority \"aprove\"; there are: record, verify, "
                + "clear, draft, release, assess, direct, review, redact, adopt"),
        Slip(
            slip: "authorities: {verify: []}",
            message: "8:23: error: this authority has no roles: name at least one"),
        Slip(
            slip: "approvals: [{kinds: [rumor], roles: [pio]}]",
            message: "8:22: error: unknown message kind \"rumor\"; there are: holding, "
                + "alert, update, correction, retraction, all-clear"),
        Slip(
            slip: "approvals: [{roles: [pio]}, {roles: [liaison]}]",
            message:
                "8:29: error: there is a second approval rule for kind \"any other\"; the first "
                + "is on line 8"),
        Slip(
            slip: "approvals: [{roles: [approver]}]",
            message: "8:22: error: unknown role \"approver\"; there are: \(roles)"),
        Slip(
            slip: "closing: [coverage-close]",
            message: "8:11: error: unknown closing criterion \"coverage-close\"; there are: "
                + "coverage-closed, steps-done, inquiries-answered, messages-ratified (did you mean \"coverage-closed\"?)"
        ),
        Slip(
            slip: "standing-approvals: [{template: holding, fields: [tittle], approver: Chief, "
                + "role: pio, expires: 2027-02-29}]",
            message: "8:51: error: unknown field of template \"holding\" \"tittle\"; "
                + "there are: title, place, hazard, source, location, guidance, time, impact, known, "
                + "not-known, doing, empathy, claim, truth, said-at (did you mean \"title\"?)\n"
                + "8:70: error: the person's id \"Chief\" may have only a-z, 0-9, dots, hyphens and "
                + "underscores\n"
                + "8:97: error: \"2027-02-29\" isn't a calendar day: write it like 2027-06-30"),
        Slip(
            slip: "steps: [{id: a, title: A, role: pio, due: {within: 0m, of: opened}}]",
            message: "8:52: error: \"0m\" isn't a valid span of time: write 90s, 10m, 1h30m or "
                + "2d"),
        Slip(
            slip: "steps: [{id: a, title: A, role: pio, due: {within: 1h, of: start}}]",
            message:
                "8:60: error: \"start\" isn't a valid start: write opened, onset, phase:ID "
                + "or step:ID"),
        Slip(
            slip: "steps: [{id: a, title: A, role: pio, due: {within: 1h, of: phase:later}}]",
            message: "8:60: error: unknown phase \"later\"; there are: initial"),
        Slip(
            slip: "steps: [{id: a, title: A, role: pio, due: {within: 1h, of: step:a}}]",
            message: "8:14: error: the step \"a\" depends on itself"),
        Slip(
            slip: "steps: [{id: a, title: A, role: pio}, {id: a, title: A, role: pio}]",
            message: "8:44: error: there is a second step \"a\"; the first is on line 8"),
        Slip(
            slip: "steps: [{id: a, title: A, role: pio, on: {event: message-relased}}]",
            message: "8:50: error: unknown event \"message-relased\"; there are: \(events) "
                + "(did you mean \"message-released\"?)"),
        Slip(
            slip: "steps: [{id: a, title: A, role: pio, on: {event: fact-cleared, kind: alert}}]",
            message: "8:70: error: \"fact-cleared\" can't have \"kind\": only message events can"),
        Slip(
            slip: "steps: [{id: a, role: pio}]",
            message: "8:9: error: the step is missing the key \"title\""),
    ])
    func `a slip is named where it stands`(_ slip: Slip) {
        let key = slip.slip.prefix { $0 != ":" }
        var lines = Self.sound.split(separator: "\n").map(String.init)
        if let index = lines.firstIndex(where: { $0.hasPrefix("\(key):") }) {
            lines[index] = slip.slip
        } else {
            lines.insert(slip.slip, at: 7)
        }
        let expected = slip.message.split(separator: "\n").map { "storm.yaml:\($0)" }
        #expect(faults(of: lines.joined(separator: "\n")) == expected)
    }

    @Test func `the playbook that the slips are made in is sound`() throws {
        let (playbook, warnings) = try Playbook.load(
            yaml: Array(Self.sound.utf8), file: "storm.yaml")
        #expect(playbook.phases == [.init(id: "initial", title: "Initial")])
        #expect(playbook.template("holding")?.kind == .holding)
        #expect(warnings.isEmpty)
    }

    private static let sound = """
        playbook: storm
        version: "1"
        title: Storm
        hazard: storm
        phases: [{id: initial, title: Initial}]
        channels: [x, sms]
        languages: [en]
        templates: {holding: {kind: holding, title: H, text: {en: {default: "At {place}."}}}}
        """
}

/// What people write as plain text and YAML reads as something else.
@Suite struct QuotingAdviceTests {
    @Test(arguments: [
        ("title: Storm: the big one", "Storm: the big one"),
        ("title: {place} is closed", "{place} is closed"),
        ("title: @RivertonPD says", "@RivertonPD says"),
        ("title: \"Storm\" is coming", "\"Storm\" is coming"),
        ("title: %100 ready", "%100 ready"),
        ("title: `storm`", "`storm`"),
        ("title: *now* stay away", "*now* stay away"),
    ])
    func `a text that breaks the YAML is shown with the advice to quote it`(
        slip: String, text: String
    ) {
        let found = faults(of: "playbook: storm\n\(slip)\nhazard: storm\n")
        #expect(found.count == 1)
        #expect(
            found.first?.contains("; put this text in quotes: \(text)") == true, "\(found)")
    }

    @Test(arguments: [
        ("title: {place}", "\"title\" must be a text, not a mapping", "{place}"),
        (
            "templates: {a: {kind: holding, title: A, text: {en: {default: [{Note: stay away}]}}}}",
            "a segment is a text, or \"optional\" with a text", "Note: stay away"
        ),
    ])
    func `a text that YAML takes for a mapping gets the same advice`(
        slip: String, fault: String, text: String
    ) {
        let found = faults(of: slip)
        #expect(
            found.contains { $0.contains("\(fault): put this text in quotes, \"\(text)\"") },
            "\(found)")
    }

    @Test(arguments: ["phases:\n\t- id: a\n", "title: \"Storm\n", "phases:\n - a\n  - b: [\n"])
    func `a fault of another sort gets no such advice`(yaml: String) {
        #expect(!faults(of: yaml).joined().contains("quotes"))
    }
}

/// The faults of a playbook, one line each.
func faults(of yaml: String) -> [String] {
    do throws(LoadFailure) {
        _ = try Playbook.load(yaml: Array(yaml.utf8), file: "storm.yaml")
        return []
    } catch {
        return error.diagnostics.map(\.description)
    }
}
