import Foundation
import Testing

/// Rules for the moment of acting that no other suite shows through the command line.
@Suite struct NightRulesTests {
    /// Two alerts, each with its endings.
    private func warned() throws -> Team {
        let team = try Team()
        try team.warn("A")
        try team.warn("B")
        return team
    }

    @Test func `an ending is named after its alert, and a name that fits several is refused`()
        throws
    {
        let team = try warned()
        for name in ["all-clear", "false-alert"] {
            let refused = try team.type("message show \(name)")
            #expect(refused.status == 65)
            #expect(
                refused.errors.contains("fits several messages: zone-a/\(name)"),
                "\(refused.errors)")
            #expect(refused.errors.contains("zone-b/\(name)"), "\(refused.errors)")
        }
        let list = try team.done("message list")
        #expect(list.contains("for M2") && list.contains("for M5"), "\(list)")
        #expect(try team.done("message show zone-b/all-clear").contains("Zone B"))
    }

    @Test func `what is armed is in no report of what is planned`() throws {
        let team = try warned()
        for command in ["sitrep", "form 201", "due --all --everyone"] {
            let output = try team.done(command)
            for line in output.split(separator: "\n")
            where !line.contains("Ready if needed") && !line.contains("ended") {
                for id in ["M3", "M4", "M6", "M7"] {
                    #expect(!line.contains("\(id) "), "\(command): \(line)")
                }
            }
        }
    }

    @Test func `a gap stays while a guard that was overridden is not ratified`() throws {
        let team = try Team()
        try team.done("message discard M1 --reason \"not needed\"")
        #expect(try team.done("gap").contains("No gap"))
        try team.done(
            "message draft update --text \"We are here.\" --on x --identifies nobody --name u")
        try team.done("message release u --override unapproved --reason imminent-threat --yes")
        try team.done("message posted u x")
        let gap = try team.done("gap")
        #expect(!gap.contains("No gap") && gap.contains("guard: unapproved"), "\(gap)")
    }

    @Test(arguments: [
        "Call 214-555-0142.", "Call ٢١٤-٥٥٥-٠١٤٢.", "Call ２１４ ５５５ ０１４２.", "Call 214–555–0142.",
        "Call 2 1 4 5 5 5 0 1 4 2.", "Call 214·555·0142.", "Call 214/555/0142.",
        "Call ²¹⁴-⁵⁵⁵-⁰¹⁴².", "Call 214\u{200B}-555\u{200B}-0142.",
    ])
    func `a private number is found in any digits, dashes and spaces`(text: String) throws {
        let desk = try Desk.opened()
        try desk.carryOut(
            "message draft update --text \"\(text)\" --on x --identifies nobody --name u")
        let check = try desk.type("message check u")
        #expect(check.output.contains("personal-data: A telephone number"), "\(check.output)")
        // What the department publishes is nobody's, in whatever digits.
        try desk.carryOut("contact add 214-555-0142", as: "kim")
        #expect(try !desk.type("message check u").output.contains("personal-data"))
    }

    @Test func `a toll-free number is nobody's`() throws {
        let check = try Program.run(["message", "check", "--text", "Call 1-800-555-0142."])
        #expect(!check.output.contains("personal-data"), "\(check.output)")
    }
}
