import Foundation
import Testing

/// Texts of drafts as people read them.
@Suite struct DraftOutputTests {
    private let text = "Stay away from Main and Lamar."

    @Test func `equal texts are printed once, under all their channels`() throws {
        let desk = try Desk.opened()
        try desk.carryOut("message draft update --text \"\(text)\" --on x facebook web")
        let output = try desk.type("drafts M2").output
        #expect(output.ranges(of: text).count == 1, "\(output)")
        for channel in ["x/en", "facebook/en", "web/en"] { #expect(output.contains(channel)) }
        try desk.carryOut("message edit M2 x \"Stay away.\"")
        let edited = try desk.type("drafts M2").output
        #expect(edited.contains("      Stay away.\n"), "\(edited)")
        #expect(edited.ranges(of: "\n      \(text)").count == 1, "\(edited)")
    }

    @Test func `an edit prints the text before and after, and no other`() throws {
        let desk = try Desk.opened()
        try desk.carryOut("message draft update --text \"\(text)\" --on x facebook web")
        let output = try desk.type("message edit M2 x \"Stay home.\"").output
        #expect(output.contains("1 of 3 texts changed"), "\(output)")
        #expect(output.contains("before: \(text)") && output.contains("after: Stay home."))
        #expect(!output.contains("facebook"), "\(output)")
    }

    @Test func `a revision prints the same change once for all channels`() throws {
        let desk = try Desk.opened()
        try desk.carryOut("message draft update --text \"\(text)\" --on x facebook web")
        let output = try desk.type("message revise M2 --text \"Stay home.\"").output
        #expect(output.contains("3 of 3 texts changed"), "\(output)")
        #expect(output.ranges(of: "before: \(text)").count == 1, "\(output)")
        #expect(output.ranges(of: "after: Stay home.").count == 1, "\(output)")
    }

    @Test func `a revision that changes no text says so`() throws {
        let desk = try Desk.opened()
        try desk.carryOut("message draft update --text \"\(text)\" --on x")
        let output = try desk.type("message revise M2 --identifies nobody").output
        #expect(output.contains("no text changed"), "\(output)")
    }
}
