import Foundation
import Testing

/// An error of our own with no fact behind it.
@Suite struct MessageCorrectTests {
    /// A desk where M2 was posted on our account on X and on our web page.
    private func desk() throws -> Desk {
        let desk = try Desk.opened()
        try desk.carryOut(
            "message draft update --text \"Shelter is at Oak Street 12.\" --on x web"
                + " --identifies nobody --rests-on nothing --reason \"the Red Cross said so\" --submit"
        )
        try desk.carryOut("message approve M2 --release --yes", as: "kim")
        try desk.carryOut("message posted M2 x web")
        return desk
    }

    private let correct =
        "message correct M2 --wrong \"Shelter is at Oak Street 12\" --right \"Shelter is at Oak Avenue 12\""

    @Test func `correcting a message opens coverage where it was posted`() throws {
        let desk = try desk()
        try desk.carryOut(correct)
        let rumors = try #require(try desk.json("coverage")["rumors"] as? [[String: Any]])
        let rumor = try #require(rumors.first)
        #expect(rumor["claim"] as? String == "Shelter is at Oak Street 12")
        #expect(rumor["origin"] as? String == "own-message")
        #expect(rumor["finding"] as? String == "false")
        #expect(rumor["messages"] as? [String] == ["M2"])
        let cells = try #require(rumor["cells"] as? [[String: Any]])
        #expect(
            cells.compactMap { $0["carrier"] as? String }.sorted()
                == ["web:riverton.example", "x:RivertonPD"])
        #expect(cells.allSatisfy { $0["state"] as? String == "open" })
    }

    @Test func `the correction says what is right, on the channels of the message`() throws {
        let desk = try desk()
        let result = try desk.type(correct)
        #expect(
            result.output.contains("Next: tocsin message revise M3 --identifies nobody"),
            "\(result.output)")
        let draft = try desk.json("message", "show", "M3")
        #expect(draft["kind"] as? String == "correction")
        #expect(draft["corrects"] as? [String] == ["R1"])
        let variants = try #require(draft["variants"] as? [[String: Any]])
        #expect(Set(variants.compactMap { $0["channel"] as? String }) == ["x", "web"])
        for variant in variants where variant["language"] as? String == "en" {
            let text = try #require(variant["text"] as? String)
            #expect(text.contains("Oak Avenue 12") && !text.contains("Oak Street"), "\(text)")
        }
    }

    @Test func `the posted correction closes the accounts`() throws {
        let desk = try desk()
        try desk.carryOut(correct + " --submit")
        try desk.carryOut("message approve M3 --release --yes", as: "kim")
        try desk.carryOut("message posted M3 x web")
        #expect(try desk.type("coverage R1").output.contains("2 corrected"))
    }

    @Test func `named channels replace those of the message, and a source makes a fact`() throws {
        let desk = try desk()
        try desk.carryOut(correct + " --on x,sms --source \"shelter manager\"")
        let draft = try desk.json("message", "show", "M3")
        let variants = try #require(draft["variants"] as? [[String: Any]])
        #expect(Set(variants.compactMap { $0["channel"] as? String }) == ["x", "sms"])
        #expect(draft["cites"] as? [String] == ["F1"])
        #expect(try desk.type("fact show F1").output.contains("Oak Avenue 12"))
    }

    @Test func `a message that nobody has seen is not corrected`() throws {
        let desk = try Desk.opened()
        try desk.refuse(
            "message correct M1 --wrong a --right b",
            saying: "M1 isn't posted anywhere", "tocsin message discard M1", status: 65)
    }
}
