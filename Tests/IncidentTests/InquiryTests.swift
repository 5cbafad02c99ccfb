import HandwrittenLog
import Channels
import Incident
import IncidentEvents
import Testing

@Suite struct StatementTests {
    @Test func `the same words at the same address are one statement`() throws {
        var scenario = try Scenario(opened: .live)
        let carriers = try Carriers()
        func observe(_ words: String, at address: String?) -> Command {
            .log(
                .observe(
                    speaker: "County", text: words,
                    carrier: carriers.station, address: address,
                    facts: [], corrects: []))
        }
        try scenario.given("rumor-1", observe("Go indoors.", at: "county,EX-7"))
        scenario.when("rumor-1", observe("Go indoors.", at: "county,EX-7")).thenNothing()
        scenario.when("rumor-1", observe("All is well.", at: "county,EX-7"))
            .then("statement-observed")
        scenario.when("rumor-1", observe("Go indoors.", at: "county,EX-8"))
            .then("statement-observed")
        // Without an address, the same words may have been said twice.
        try scenario.given("rumor-1", observe("Go indoors.", at: nil))
        scenario.when("rumor-1", observe("Go indoors.", at: nil)).then("statement-observed")
    }
}

@Suite struct InquiryTests {
    @Test func `a statement of others is kept with its words and what it speaks to`() throws {
        var scenario = try Scenario(opened: .live)
        let carriers = try Carriers()
        func observe(_ words: String, facts: [FactID] = [], corrects: [RumorID] = []) -> Command {
            .log(
                .observe(
                    speaker: "the mayor", text: words, carrier: carriers.station, address: nil,
                    facts: facts, corrects: corrects))
        }
        scenario.when("rumor-1", observe("")).thenRefused(.invalid, "statement is empty")
        scenario.when("rumor-1", observe("x", facts: ["F1"])).thenRefused(.unknownThing, "F1")
        scenario.when("rumor-1", observe("x", corrects: ["R1"])).thenRefused(.unknownThing, "R1")
        try scenario.given("rumor-1", .record("Two are hurt"), observe("Two", facts: ["F1"]))
        #expect(scenario.state.statements["S1"]?.facts == ["F1"])
        #expect(scenario.state.statements["S1"]?.carrier == "tv:station-4")
    }

    @Test func `an answer is a message: it states nothing uncited and needs who may approve`()
        throws
    {
        var scenario = try Scenario(opened: .live)
        try scenario.given("pio-1", .asking("How many?"))
        func answer(_ words: String) -> Command {
            .inquiry(.answer("Q1", answer: words, message: nil))
        }
        scenario.when("pio-1", answer("We will speak this evening."))
            .thenRefused(.refused, "must approve it")
        scenario.when("ic-1", answer("Eleven are dead.")).thenRefused(
            .refused, "but it isn't a released message")
        scenario.when("ic-1", answer("40 streets are closed.")).thenRefused(
            .refused, "but it isn't a released message")
        scenario.when("ic-1", answer("We will speak this evening.")).then("inquiry-answered")
        // What has been released may be repeated by anyone.
        try scenario.given("pio-1", .draft("Eleven are dead."), .submit("M2"))
        try scenario.given(
            "pio-1",
            .release(
                "M2", overrides: [.unapproved: "imminent-threat", .uncited: "imminent-threat"]))
        scenario.when("pio-1", answer("Eleven are dead.")).then("inquiry-answered")
        // Not a part of it, and no other words under its id.
        scenario.when("pio-1", answer("dead")).thenRefused(.refused, "isn't a released message")
        scenario.when("pio-1", answer("are")).thenRefused(.refused, "must approve it")
        scenario.when(
            "pio-1", .inquiry(.answer("Q1", answer: "40 are missing.", message: "M2"))
        ).thenRefused(.refused, "isn't a released message")
        scenario.when("ic-1", answer("Call 555-0143.")).thenRefused(
            .refused, "isn't a released message")
        scenario.when(
            "pio-1", .inquiry(.answer("Q1", answer: "See our release.", message: "M2"))
        ).then("inquiry-answered")
    }

    @Test func `an inquiry is answered or declined, each once`() throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given("pio-1", .asking("How many?"), .asking("Who?"))
        let answer = Command.inquiry(.answer("Q1", answer: "We will say so", message: "M1"))
        try scenario.given("ic-1", answer, .inquiry(.assign("Q2", to: "pio-2")))
        scenario.when("pio-1", answer).thenNothing()
        scenario.when("pio-1", .inquiry(.assign("Q2", to: "pio-2"))).thenNothing()
        scenario.when("pio-1", .inquiry(.decline("Q1", reason: "r")))
            .thenRefused(.notNow, "Q1 was already answered or declined")
        scenario.when("pio-1", .inquiry(.answer("Q2", answer: "x", message: "M9")))
            .thenRefused(.unknownThing, "M9")
        scenario.when("pio-1", .inquiry(.answer("Q3", answer: "x", message: nil)))
            .thenRefused(.unknownThing, "no inquiry Q3")
        #expect(scenario.state.inquiries["Q1"]?.answer?.message == "M1")
        #expect(scenario.state.inquiries["Q2"]?.isOpen == true)
        #expect(scenario.state.inquiries["Q2"]?.assignedTo == "pio-2")
    }

    @Test func `an entry is corrected by its position, which must be this incident's`() throws {
        var scenario = try Scenario(opened: .live)
        let own = try #require(scenario.records.first?.position)
        func correct(_ position: UInt64) -> Command {
            .log(
                .correctEntry(
                    position, right: "At the garage", occurredAt: Scenario.start,
                    certainty: .approximate))
        }
        scenario.when("pio-1", correct(own + 1))
            .thenRefused(.unknownThing, "Position \(own + 1) isn't an entry of this incident")
        try scenario.given("pio-1", correct(own))
        #expect(scenario.state.corrections[own]?.map(\.right) == ["At the garage"])
        #expect(scenario.state.corrections[own]?.first?.occurredAt == Scenario.start)
    }

    @Test func `visibility is changed by an event, with a reason and by who may clear`() throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given("pio-1", .record("Two are hurt"))
        let position = try #require(scenario.records.last?.position)
        #expect(scenario.records.last?.metadata.visibility == .internal)
        let change = Command.log(.changeVisibility(position, .public, reason: "asked for"))
        scenario.when("rumor-1", change).thenRefused(.unauthorized, "may not clear")
        scenario.when("pio-1", .log(.changeVisibility(position + 1, .public, reason: "r")))
            .thenRefused(.unknownThing, "an entry of this incident")
        scenario.when("pio-1", .log(.changeVisibility(position, .public, reason: "")))
            .thenRefused(.invalid, "reason")
        scenario.when("pio-1", change).thenRefused(.refused, "F1, which isn't cleared")
        try scenario.given("ic-1", .verify("F1"), .clear("F1"))
        try scenario.given("pio-1", change)
        #expect(scenario.state.visibilities == [position: .public])
        scenario.when("pio-1", change).thenNothing()
    }

    @Test func `what the public was told begins public, consents restricted, the rest internal`()
        throws
    {
        var scenario = try Scenario(opened: .live)
        let carriers = try Carriers()
        try scenario.given(
            "pio-1", .release("M1"), .post("M1", carriers.ourX), .withdraw("M1", carriers.ourX),
            .report("Bombs", on: carriers.station), .log(.note("n")), .asking("Who?"),
            .inquiry(.recordConsent(.example())))
        var visibilities: [String: Visibility] = [:]
        for record in scenario.records {
            guard case .event(let event) = record.content else { continue }
            visibilities[event.name] = record.metadata.visibility
        }
        let expected: [String: Visibility] = [
            "incident-opened": .public, "message-released": .public, "delivery-recorded": .public,
            "message-withdrawn": .public, "consent-recorded": .restricted,
            "message-submitted": .internal, "message-approved": .internal,
            "rumor-reported": .internal, "rumor-sighted": .internal, "note-logged": .internal,
            "inquiry-received": .internal, "role-assigned": .internal,
            "playbook-adopted": .internal, "policy-adopted": .internal,
            "message-drafted": .internal,
        ]
        #expect(visibilities == expected)
    }

    @Test func `briefings are scheduled, then held`() throws {
        var scenario = try Scenario(opened: .live)
        let hold = Command.inquiry(
            .holdBriefing("B1", speaker: "the chief", interpreter: true, captions: nil))
        scenario.when("pio-1", hold).thenRefused(.unknownThing, "no briefing B1")
        try scenario.given(
            "pio-1", .inquiry(.scheduleBriefing(at: Scenario.start, place: "City Hall")), hold)
        #expect(scenario.state.briefings["B1"]?.speaker == "the chief")
        scenario.when("pio-1", hold).thenNothing()
    }

    @Test func `a consent is withdrawn once`() throws {
        var scenario = try Scenario(opened: .live)
        scenario.when("pio-1", .inquiry(.withdrawConsent("C1"))).thenRefused(.unknownThing, "C1")
        try scenario.given(
            "pio-1", .inquiry(.recordConsent(.example())),
            .inquiry(.withdrawConsent("C1")))
        scenario.when("pio-1", .inquiry(.withdrawConsent("C1"))).thenNothing()
    }
}
