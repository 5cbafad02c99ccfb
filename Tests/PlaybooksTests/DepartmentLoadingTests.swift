import IncidentEvents
import Channels
import Playbooks
import Testing

@Suite struct DepartmentLoadingTests {
    @Test func `a department file becomes a department`() throws {
        let yaml = """
            department: Riverton Police
            id: riverton-pd
            zone: America/Chicago
            jurisdiction: Riverton
            hotline: 555-0100
            web: https://riverton.example
            languages: [en, es]
            people:
              - {id: duty-pio, roles: [pio, jic-manager]}
              - {id: county.jic, roles: [liaison], agency: county-oem}
            accounts:
              x: [RivertonPD, RivertonPIO]
              periscope: [RivertonPD]
            standing-approvals:
              - playbook: storm
                template: holding
                fields: [place]
                approver: duty-chief
                role: incident-commander
                expires: 2028-02-29
            policy: {juvenile-suspect-law: Code 1}
            """
        let (department, warnings) = try Department.load(
            yaml: Array(yaml.utf8), file: "department.yaml")
        #expect(warnings.isEmpty)
        #expect(
            department
                == Department(
                    id: "riverton-pd", name: "Riverton Police", zone: "America/Chicago",
                    jurisdiction: "Riverton", hotline: "555-0100", web: "https://riverton.example",
                    languages: ["en", "es"],
                    people: [
                        .init(id: "duty-pio", roles: [.pio, .jicManager]),
                        .init(id: "county.jic", roles: [.liaison], agency: "county-oem"),
                    ],
                    accounts: [
                        try Carrier("x:RivertonPD"), try Carrier("x:RivertonPIO"),
                        try Carrier("periscope:RivertonPD"),
                    ],
                    standingApprovals: [
                        .init(
                            playbook: "storm", template: "holding", fields: ["place"],
                            approver: "duty-chief", role: .incidentCommander,
                            expires: "2028-02-29")
                    ],
                    policy: .init(juvenileSuspectLaw: "Code 1")))
    }

    @Test func `all faults of a department file are named at once`() {
        let yaml = """
            department: Riverton Police
            id: Riverton PD
            zone: America/Chicgo
            people:
              - {id: Duty PIO, roles: [pio]}
              - {id: chief, roles: [commander]}
              - {id: chief, roles: [pio]}
            accounts:
              x: ["@RivertonPD"]
              twitter: [RivertonPD]
            standing-approvals:
              - {template: holding, approver: chief, role: pio, expires: 2027-13-01}
            policy:
              juvenile-law: Code 1
              identity-terms: [race, colour]
              blame-words: ["> nothing", slackers]
            """
        let failure = #expect(throws: LoadFailure.self) {
            _ = try Department.load(yaml: Array(yaml.utf8), file: "d.yaml")
        }
        #expect(
            failure?.diagnostics.map(\.description) == [
                "d.yaml:2:5: error: the department's id \"Riverton PD\" may have only a-z, 0-9 and "
                    + "hyphens",
                "d.yaml:3:7: error: unknown time zone \"America/Chicgo\" (did you mean "
                    + "\"America/Chicago\"?)",
                "d.yaml:5:10: error: the person's id \"Duty PIO\" may have only a-z, 0-9, dots, "
                    + "hyphens and underscores",
                "d.yaml:6:25: error: unknown role \"commander\"; there are: incident-commander, "
                    + "pio, jic-manager, rumor-control, liaison, translator, evaluator, "
                    + "controller, reviewer",
                "d.yaml:7:10: error: there is a second person \"chief\"; the first is on line 6",
                "d.yaml:9:7: error: \"@RivertonPD\" isn't a valid account on x: the account must "
                    + "not start with @",
                "d.yaml:10:3: error: unknown channel \"twitter\" (did you mean \"x\"?)",
                "d.yaml:12:5: error: the standing approval is missing the key \"playbook\"",
                "d.yaml:12:62: error: \"2027-13-01\" isn't a calendar day: write it like "
                    + "2027-06-30",
                "d.yaml:14:3: error: \"policy\" has no key \"juvenile-law\"",
                "d.yaml:15:26: error: unknown class of identity terms \"colour\"; there are: race, religion, "
                    + "immigration, disability, orientation",
                "d.yaml:16:17: error: \"> nothing\" in \"blame-words\" has no word",
            ])
    }

    @Test(arguments: [
        (
            "{to: county}",
            "4:14: error: \"checkpoints\" needs a \"file\" or a \"command\", and not both"
        ),
        (
            "{to: county, file: /a, command: cat}",
            "4:14: error: \"checkpoints\" needs a \"file\" or a \"command\", and not both"
        ),
        (
            "{to: county, file: a/b}",
            "4:33: error: \"a/b\" isn't an absolute path: begin it with /"
        ),
        ("{file: /a}", "4:14: error: \"checkpoints\" is missing the key \"to\""),
        (
            "{to: county, file: /a, after: releases}",
            "4:44: error: unknown time for checkpoints \"releases\"; there are: release (did you mean \"release\"?)"
        ),
        (
            "{to: county, comand: cat}",
            "4:27: error: \"checkpoints\" has no key \"comand\" (did you mean \"command\"?)"
        ),
        ("mail", "4:14: error: \"checkpoints\" must be a mapping, not a single value"),
    ])
    func `a fault in the sending of checkpoints is named with its place`(
        _ value: String, _ fault: String
    ) {
        let yaml = "department: R\nid: r\nzone: UTC\ncheckpoints: \(value)\n"
        let failure = #expect(throws: LoadFailure.self) {
            _ = try Department.load(yaml: Array(yaml.utf8), file: "d.yaml")
        }
        let found = failure?.diagnostics.map(\.description) ?? []
        #expect(found.contains("d.yaml:\(fault)"), "\(found)")
    }
}
