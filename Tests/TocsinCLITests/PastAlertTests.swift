import Foundation
import Testing

/// An alert whose own time has passed and that nobody has ended.
@Suite struct PastAlertTests {
    private func past() throws -> Team {
        let team = try Team()
        try team.done(
            "message draft alert --template warning --location \"Zone A\" --guidance \"Leave now.\""
                + " --identifies nobody --name a --expires +1h --submit")
        try team.done("message approve a --release --yes", as: "kim")
        try team.done("message posted a x")
        #expect(try team.done("status").contains("In force for Zone A: M2"))
        team.wait(61)
        return team
    }

    @Test func `its time is said, and it isn't called in force`() throws {
        let team = try past()
        for command in ["status", "due"] {
            let output = try team.done(command)
            #expect(output.contains("Time passed at "), "\(output)")
            #expect(output.contains(" for Zone A: M2 (alert), on x:MillFalls"), "\(output)")
            #expect(!output.contains("In force"), "\(output)")
        }
        let overview = try #require(try team.json("due")["overview"] as? [String: Any])
        let alerts = try #require(overview["inForce"] as? [[String: Any]])
        #expect(alerts.first?["endedAt"] is String)
    }

    @Test func `where people still read it, its end is due until it is said`() throws {
        let team = try past()
        let due = try team.done("due --all").replacing(/\s+/, with: " ")
        #expect(due.contains("and is still on x:MillFalls"), "\(due)")
        #expect(due.contains("Say there that it is over, or issue a new one."), "\(due)")
        #expect(due.contains("tocsin message show M2"), "\(due)")
        // Whether it is over, a person says: no command that ends it is offered.
        #expect(!due.contains("message release M3"), "\(due)")
        let closing = try team.type("close \"it is over\"", as: "kim")
        #expect(closing.errors.contains("nobody has said that it is over"), "\(closing.errors)")
        try team.done("message release a/all-clear --yes", as: "kim")
        try team.done("message posted a/all-clear x")
        let after = try team.done("due --all")
        #expect(!after.contains("Time passed") && !after.contains("Say there that it is over"))
    }

    @Test func `before its time it is in force, and no end is due`() throws {
        let team = try Team()
        try team.warn("A")
        #expect(try team.done("due").contains("In force for Zone A: M2"))
        #expect(try !team.done("due --all").contains("Say there that it is over"))
    }
}
