import Channels
import IncidentEvents
import Playbooks
import Testing

@Suite struct PolicyCheckTests {
    private static let today = "2026-11-30"

    /// A department and a playbook in which every check passes.
    private static let department = Department(
        id: "riverton-pd", name: "Riverton Police", zone: "UTC",
        people: [
            .init(id: "kim", roles: [.incidentCommander], nights: true),
            .init(id: "sam", roles: [.incidentCommander]),
            .init(id: "lee", roles: [.pio]), .init(id: "ana", roles: [.pio]),
        ],
        standingApprovals: [approval(until: "2027-06-30")],
        policy: .init(
            rules: [.init(id: "names", text: "No names.", source: "Code 1", reviewBy: today)],
            retention: Dictionary(
                uniqueKeysWithValues: PolicyRule.RecordClass.allCases.map { ($0, "7y") }),
            lifeSafetyLanguages: ["en"], takedowns: [.init(id: "all", days: 90)]))

    private static let playbook = Playbook(
        id: "storm", version: "1", title: "Storm", hazard: "storm",
        phases: [.init(id: "initial", title: "Initial")], channels: ["x", "sms"],
        approvals: [.init(roles: [.incidentCommander])],
        templates: [
            template("warning", .alert, armed: .init(allClear: "over", falseAlert: "wrong")),
            template("over", .allClear), template("wrong", .retraction),
            template("news", .update),
        ],
        steps: [Step(id: "first", title: "Say something", role: .pio)])

    private static func template(
        _ id: TemplateID, _ kind: MessageKind, armed: MessageTemplate.Armed? = nil
    ) -> MessageTemplate {
        MessageTemplate(
            id: id, kind: kind, title: "T",
            texts: [.init(language: "en", segments: [.init("Text.")])], armed: armed)
    }

    private static func approval(until day: String) -> StandingApproval {
        StandingApproval(
            playbook: "storm", template: "news", fields: [], approver: "kim",
            role: .incidentCommander, expires: day)
    }

    private func findings(
        exercised: [String: String] = ["storm": "2026-03-01"],
        _ change: (inout Department, inout Playbook) -> Void = { _, _ in }
    ) -> [PolicyCheck.Finding] {
        var (department, playbook) = (Self.department, Self.playbook)
        change(&department, &playbook)
        return PolicyCheck(department, [playbook], exercised: exercised, today: Self.today).findings
    }

    @Test func `a department that holds its policy has no finding`() {
        #expect(findings().isEmpty)
    }

    @Test(arguments: [
        ("Criticism of officers is removed.", true), ("Negative comments are hidden.", true),
        ("We hide opinions that disparage us.", true), ("Threats are hidden.", false),
    ])
    func `a rule about views is told`(text: String, isTold: Bool) {
        let found = findings { department, _ in
            department.policy.rules = [.init(id: "page", text: text, source: "Order 7")]
        }
        #expect(found.map(\.check) == (isTold ? ["rule-names-viewpoint"] : []), "\(found)")
    }

    @Test func `somebody who may be shown without end is told, by purpose`() {
        let found = findings { department, _ in
            department.policy.takedowns = [
                .init(id: "photos", purposes: [.suspect, .charged], days: 14),
                .init(id: "off", days: 1, isSwitchedOff: true),
            ]
        }
        #expect(found.map(\.check) == ["identification-without-end"])
        #expect(
            found.first?.finding.hasSuffix(
                "as: person-of-interest, wanted, abducted-child, missing-person, blue-alert, deceased, injured."
            ) == true, "\(found)")
    }

    @Test func `texts that nobody may approve at night are a stop, with their channels`() {
        let found = findings { department, _ in department.people[0].nights = false }
        #expect(found.map(\.check) == ["no-night-approver"])
        #expect(found[0].level == .stop)
        // The update has a standing approval, which is there at night, too.
        #expect(found[0].finding.contains("alert, all-clear, retraction of storm"))
        #expect(found[0].finding.contains("x, sms"))
        let ended = findings { department, _ in
            department.people[0].nights = false
            department.standingApprovals = [Self.approval(until: "2026-11-29")]
        }
        #expect(ended[0].finding.contains("update"))
    }

    @Test func `a warning without its endings is a stop`() {
        let found = findings { $1.templates[0].armed = nil }
        #expect(found.map(\.check) == ["warning-without-retraction"] && found[0].level == .stop)
    }

    @Test func `a role needs a second holder`() {
        let one = findings { department, _ in department.people.removeLast() }
        #expect(one.map(\.finding) == ["Only lee holds the role pio."])
        let none = findings { department, _ in department.people.removeLast(2) }
        #expect(none.map(\.finding) == ["Nobody holds the role pio."])
    }

    @Test func `a rule names its source and is reviewed in time`() {
        let found = findings { department, _ in
            department.policy.rules[0].source = nil
            department.policy.rules[0].reviewBy = "2026-11-29"
        }
        #expect(found.map(\.check) == ["rule-without-source", "rule-past-review"])
    }

    @Test(arguments: [
        ("2026-11-29", "ended on 2026-11-29"), ("2026-11-30", "ends on 2026-11-30"),
        ("2026-12-30", "ends on 2026-12-30"),
    ])
    func `a standing approval that has ended or ends within a month is told`(
        day: String, words: String
    ) {
        let found = findings { department, _ in
            department.standingApprovals = [Self.approval(until: day)]
        }
        #expect(found.map(\.check) == ["standing-approval-ends"])
        #expect(found[0].finding.contains(words))
    }

    @Test func `one that ends later than a month isn't told`() {
        let found = findings { department, _ in
            department.standingApprovals = [Self.approval(until: "2026-12-31")]
        }
        #expect(found.isEmpty)
    }

    @Test func `every class of records needs a period`() {
        let found = findings { department, _ in department.policy.retention[.tips] = nil }
        #expect(found.map(\.finding) == ["The policy doesn't say how long these are kept: tips."])
    }

    @Test func `texts for life safety are in every language of the list`() {
        let found = findings { department, _ in
            department.policy.lifeSafetyLanguages = ["en-US", "es"]
        }
        #expect(
            found.map(\.finding) == [
                "These of storm have no text in es: \"warning\", \"over\", \"wrong\"."
            ])
    }

    @Test func `a playbook is exercised within a year`() {
        #expect(findings(exercised: ["storm": "2025-11-30"]).isEmpty)
        #expect(
            findings(exercised: ["storm": "2025-11-29"]).map(\.finding)
                == ["storm was last exercised on 2025-11-29."])
        let never = findings(exercised: [:])
        #expect(never.map(\.check) == ["not-exercised"] && never[0].level == .note)
    }

    @Test func `the weightiest findings come first`() {
        let found = findings(exercised: [:]) { department, _ in
            department.people[0].nights = false
            department.policy.retention = [:]
        }
        #expect(found.map(\.level) == [.stop, .warn, .note])
    }

    @Test(arguments: [
        ("rules: [{id: a, text: T, level: loud}]", "level of a rule"),
        ("rules: [{id: a, text: T}, {id: a, text: U}]", "there is a second rule \"a\""),
        ("rules: [{id: a, text: T, review-by: soon}]", "soon"),
        ("rules: [{text: T}]", "id"),
        ("retention: {tips: forever}", "write days or years, such as 90d or 7y"),
        ("retention: {gossip: 90d}", "gossip"),
        ("life-safety-languages: [Spanish!]", "Spanish!"),
    ])
    func `a fault in the policy is named where it stands`(policy: String, words: String) {
        let yaml = "department: R\nid: r\nzone: UTC\npolicy:\n  \(policy)\n"
        let failure = #expect(throws: LoadFailure.self) {
            try Department.load(yaml: Array(yaml.utf8), file: "d.yaml")
        }
        #expect(failure?.description.contains(words) ?? false, "\(failure?.description ?? "")")
        #expect(failure?.diagnostics.first?.line == 5)
    }

    @Test func `who is there at night is yes or no`() {
        let yaml =
            "department: R\nid: r\nzone: UTC\npeople:\n  - {id: a, roles: [pio], nights: 2}\n"
        let failure = #expect(throws: LoadFailure.self) {
            try Department.load(yaml: Array(yaml.utf8), file: "d.yaml")
        }
        #expect(failure?.description.contains("\"nights\" must be true or false") ?? false)
    }
}
