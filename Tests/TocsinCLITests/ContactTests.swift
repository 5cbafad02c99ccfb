import Testing

/// Numbers and addresses that are published during the incident.
@Suite struct ContactTests {
    @Test func `a published number is nobody's personal data from then on`() throws {
        let desk = try Desk.opened()
        try desk.carryOut(
            "message draft update --text \"Call 214-555-0142 for shelter.\" --identifies nobody"
                + " --on x --name u --rests-on nothing --reason \"the shelter's own line\"")
        #expect(try desk.type("message check u").output.contains("personal-data"))
        try desk.carryOut("contact add \"214-555-0142\"")
        #expect(!(try desk.type("message check u").output.contains("personal-data")))
        #expect(try desk.type("contact list").output.contains("214-555-0142"))
        // The department file of the incident changed, and not that of the home.
        #expect(try desk.type("contact add \"214-555-0142\"").output.contains("No change"))
    }

    @Test func `only those who direct the response publish a contact`() throws {
        let desk = try Desk.opened()
        try desk.carryOut("role assign ana translator --unlisted", as: "kim")
        try desk.refuse("contact add \"214-555-0142\"", as: "ana", saying: "may not direct")
    }
}
