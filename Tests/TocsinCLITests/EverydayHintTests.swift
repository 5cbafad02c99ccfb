import Foundation
import Testing

/// What everyday work is told when something is missing or refused.
@Suite struct EverydayHintTests {
    private func pattern() throws -> Desk {
        let desk = try Desk.staffed()
        try desk.carryOut(
            "campaign new crime-pattern --id cp --goal \"Fewer thefts\" --audience drivers --no-end"
        )
        return desk
    }

    private static let draft =
        "message draft update --template pattern --field \"crimes=car break-ins\""
        + " \"area=Riverton North\" \"period=since February 20\" \"common=a side window is broken\""
        + " \"precaution=Take everything out of your car.\" \"tip-line=555-0155\""

    @Test func `a draft says what it lacks, and apart from that what a translator owes`() throws {
        let desk = try pattern()
        try desk.carryOut(Self.draft)
        try desk.refuse(
            "message submit M1",
            saying: "M1 has no cleared fact with a number about pattern.count on x/en",
            "It also needs Spanish words for period and common.", status: 65)
    }

    @Test func `a time for the next update is advised by the playbook's cadence`() throws {
        let desk = try pattern()
        try desk.carryOut(
            "message draft update --text \"Lock your car.\" --on x --identifies nobody --rests-on nothing --reason \"advice\""
        )
        let check = try desk.type("message check M1").output
        #expect(check.contains("--next-update +7d"), "\(check)")
        let crisis = try Desk.opened()
        try crisis.carryOut(
            "message draft update --text \"Lock your doors.\" --on x --identifies nobody --rests-on nothing --reason \"advice\""
        )
        #expect(try crisis.type("message check M2").output.contains("--next-update +30m"))
    }

    @Test func `an approver who wrote the schedule's words is told so`() throws {
        let office = try PressOffice(at: "2027-01-04T08:00:00-06:00")
        try office.begin()
        try office.done(
            "schedule add friday-tip --every \"friday 09:00\" --template tip --field \"tip=Lock it.\""
        )
        try office.done("schedule prepare friday-tip 2027-01-08", as: "ana")
        try office.done("message submit M1", as: "ana")
        let refused = try office.type("message approve M1", as: "lee")
        #expect(refused.status == 77)
        #expect(
            refused.errors.contains(
                "M1 was prepared from the schedule friday-tip, whose words lee wrote."),
            "\(refused.errors)")
    }
}
