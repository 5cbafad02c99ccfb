import Foundation
import Testing

/// A promise to the public is kept where it was made, on its subject.
@Suite struct PromisedUpdateTests {
    /// An update at 12:00 that promises the next one by 12:30 on three channels.
    private func promised() throws -> Team {
        let team = try Team()
        try team.publish(
            "update", "river", "The river stands at 18 feet.", on: ["sms", "radio", "facebook"],
            "--next-update +30m")
        return team
    }

    private func owed(_ team: Team) throws -> [String] {
        let items = try #require(try team.json("due")["items"] as? [[String: Any]])
        return items.filter { $0["kind"] as? String == "promise" }
            .compactMap { $0["text"] as? String }
    }

    @Test func `a post on another channel keeps no promise`() throws {
        let team = try promised()
        team.wait(15)
        try team.publish("update", "road", "Route 9 is closed.", on: ["x"])
        #expect(
            try owed(team) == [
                "Post the update that M2 (update), for public, promised on facebook, radio, sms."
            ])
        team.wait(16)
        #expect(try team.done("due").contains("promised on facebook, radio, sms"))
        let review = try team.json("review report")
        let cadence = try #require(review["cadence"] as? [String: Any])
        #expect(cadence["missed"] as? Int == 3)
        #expect(cadence["kept"] as? Int == 0)
    }

    /// A short text for phones often leaves the time out.
    @Test func `a text that doesn't say the time promises nothing on its channel`() throws {
        let team = try Team()
        try team.done(
            "message draft update --text \"The river is high. Next update by {next-update}.\""
                + " --identifies nobody --name high --rests-on nothing --reason \"seen by the crew\""
                + " --next-update +30m --on x sms")
        try team.done("message edit high sms \"The river is high.\"")
        try team.done("message submit high")
        try team.done("message approve high --release --yes", as: "kim")
        try team.done("message posted high x sms")
        #expect(try owed(team).first?.hasSuffix("promised on x.") == true)
    }

    @Test func `an update on one of the channels keeps the promise there`() throws {
        let team = try promised()
        team.wait(15)
        try team.publish("update", "again", "The river still stands at 18 feet.", on: ["sms"])
        #expect(try owed(team).first?.hasSuffix("promised on facebook, radio.") == true)
        let promises = try #require(
            try team.json("review report")["promises"] as? [[String: Any]])
        let outcomes = promises.map { "\($0["channel"] ?? "") \($0["outcome"] ?? "")" }
        #expect(Set(outcomes) == ["facebook pending", "radio pending", "sms kept"])
    }

    @Test func `an update on its way is the next command, not a second draft`() throws {
        let team = try promised()
        #expect(
            try team.done("due").contains(
                "tocsin message draft update --on facebook radio sms"))
        try team.done(
            "message draft update --text \"The river falls.\" --identifies nobody --on sms"
                + " --name falls")
        let due = try team.done("due --all")
        #expect(!due.contains("message draft update --on"), "\(due)")
        #expect(due.contains("tocsin message submit M3"), "\(due)")
    }

    @Test func `the correction of something else keeps no promise`() throws {
        let team = try promised()
        try team.done(
            "rumor report \"The dam broke\" --on facebook:Neighbors --finding false"
                + " --because \"The dam holds\" --source operator --clear")
        try team.publish(
            "correction", "dam", "The dam holds.", on: ["sms"], "--corrects R1")
        #expect(try owed(team).first?.contains("facebook, radio, sms") == true)
    }

    @Test func `the correction of the message that promised keeps the promise`() throws {
        let team = try promised()
        try team.done(
            "rumor report \"The river stands at 18 feet.\" --origin own-message --message river"
                + " --finding false --because \"It stands at 19 feet\" --source gauge --clear")
        try team.publish(
            "correction", "feet", "The river is at 19 feet.", on: ["sms"], "--corrects R1")
        #expect(try owed(team).first?.hasSuffix("promised on facebook, radio.") == true)
    }

    @Test func `an alert for another place and its end keep no promise of an alert`() throws {
        let team = try Team()
        try team.warn("A", "--next-update +30m")
        try team.warn("B")
        #expect(try owed(team).first?.contains("M2 (alert)") == true)
        try team.publish("update", "news", "Both orders stand.", on: ["x"])
        #expect(try owed(team).isEmpty)
    }
}

/// Closing says what still runs.
@Suite struct ClosingTests {
    @Test func `close is refused with everything that still runs`() throws {
        let team = try Team()
        try team.warn("A")
        try team.publish(
            "update", "river", "The river stands at 18 feet.", on: ["sms", "radio"],
            "--next-update +30m", posted: ["sms"])
        try team.done("briefing schedule --at +2h --place \"City Hall\"")
        let before = try team.desk.bytes()
        let refused = try team.type("close \"It is over\"", as: "kim")
        #expect(refused.status == 65)
        for text in [
            "M2 (alert) for Zone A is in force", "M5 (update) isn't posted on radio",
            "M5 promised an update by ", " on sms", "briefing B1 at City Hall isn't held",
            "tocsin due", "tocsin close REASON --anyway",
        ] {
            #expect(refused.errors.contains(text), "\(text): \(refused.errors)")
        }
        #expect(try team.desk.bytes() == before)
        try team.done("close \"Handed over to the county\" --anyway", as: "kim")
        #expect(try team.done("timeline").contains("Handed over to the county"))
    }

    @Test func `an incident in which nothing runs closes`() throws {
        let team = try Team()
        try team.publish("update", "road", "Route 9 is open.", on: ["x"])
        try team.done("close \"It is over\"", as: "kim")
    }
}
