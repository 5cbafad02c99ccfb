import Foundation
import Testing

/// What goes out by an approval that was given before anybody wrote it.
@Suite struct StandingApprovalTests {
    private func opened(_ options: String) throws -> Desk {
        let desk = try Desk.staffed(standingApproval: true)
        let result = try desk.type("open attack-on-officers --id riverton \(options)")
        #expect(result.status == 0, "\(result.errors)")
        return desk
    }

    @Test(arguments: [
        "Officer Down Road", "Shots Fired Avenue", "Bus Crash on Elm Street", "Dam Failing Road",
        "Fire at Elm School", "Gas Leak Street", "Calle del Tiroteo", "Puente Derrumbado",
        "Rue des Morts Sont Partout",
    ])
    func `a place whose words say what happened waits for a person`(place: String) throws {
        let desk = try opened("--place \"\(place)\"")
        let before = try desk.bytes()
        try desk.refuse(
            "message release M1 --yes", saying: "The standing approval of kim doesn't cover it",
            "its {place}")
        #expect(try desk.bytes() == before)
    }

    /// A press office with a standing approval for tips.
    private func tips(_ limits: String) throws -> Desk {
        let desk = try Desk.staffed()
        let path = desk.home + "/department.yaml"
        let file =
            try String(contentsOfFile: path, encoding: .utf8)
                + """
                standing-approvals:
                  - playbook: safety-tips
                    template: tip
                    fields: [season, action, reason, tip-source]
                    approver: kim
                    role: incident-commander
                    expires: 2999-12-31
                \(limits)
                """
        try Data(file.utf8).write(to: URL(filePath: path))
        try desk.carryOut(
            "campaign new safety-tips --id tips --goal \"Fewer fires\" --audience residents --no-end"
        )
        return desk
    }

    private func draft(_ action: String, ending end: String, at desk: Desk) throws {
        try desk.carryOut(
            "message draft update --template tip --field \"season=Smoke alarms\""
                + " \"action=\(action)\" \"reason=A working alarm gives you time to get out.\""
                + " \"tip-source=U.S. Fire Administration\" --expires \(end)")
    }

    @Test func `an approval that says how long a tip may hold covers it until then`() throws {
        let desk = try tips("    holds-for: 14d")
        try draft("Test your smoke alarm today.", ending: "+5d", at: desk)
        try desk.carryOut("message release M1 --on x --yes")
        try draft("Test your smoke alarm today.", ending: "+20d", at: desk)
        try desk.refuse(
            "message release M2 --on x --yes", saying: "its {expires} is more than 14 days ahead")
    }

    @Test func `an approval without a limit says what it lacks for a tip with an end`() throws {
        let desk = try tips("")
        try draft("Test your smoke alarm today.", ending: "+5d", at: desk)
        try desk.refuse(
            "message release M1 --on x --yes", saying: "an end of its own, {expires}",
            "holds-for: 14d")
    }

    @Test(arguments: [
        ("Stupid drivers forget this.", "blame"), ("Cut the crap and test it.", "vulgar"),
        ("Re-elect the sheriff.", "electioneering"), ("Voten por el alguacil.", "electioneering"),
    ])
    func `words in an approved field that a rule of tone warns of wait for a person`(
        action: String, rule: String
    ) throws {
        let desk = try tips("    holds-for: 14d")
        try draft(action, ending: "+5d", at: desk)
        try desk.refuse(
            "message release M1 --on x --yes", saying: "a text of it is warned of (\(rule))")
    }
}
