import HandwrittenLog
import Incident
import IncidentEvents
import Playbooks
import Recurrence
import Testing

/// Groups of questions, answers from facts, and what becomes of a question besides an answer.
@Suite struct InquiryDeskTests {
    private func join(_ id: InquiryID, _ other: InquiryID) -> Command {
        .inquiry(.join(id, to: other))
    }

    private func answer(_ id: InquiryID, _ text: String? = nil, cites: FactID...) -> Command {
        .inquiry(.answer(id, answer: text, message: nil, cites: cites))
    }

    /// Q1 and Q2 ask the same, Q3 something else.
    private func asked() throws -> Scenario {
        var scenario = try Scenario(opened: .live)
        try scenario.given(
            "pio-1", .asking("When does the bridge open?"), .asking("Is the bridge open?"),
            .asking("Where is the shelter?"), join("Q2", "Q1"))
        return scenario
    }

    // MARK: Groups

    @Test func `one answer closes everyone who asked the same, and nobody else`() throws {
        var scenario = try asked()
        try scenario.given("ic-1", answer("Q2", "We will speak this evening."))
        let status = { (id: InquiryID) in
            scenario.state.inquiries[id].map { scenario.state.status(of: $0) }
        }
        #expect(["Q1", "Q2", "Q3"].map(status) == [.answered, .answered, .open])
        #expect(scenario.state.inquiryLeads.map(\.id) == ["Q1", "Q3"])
    }

    @Test func `a question that joins an answered one is closed by that answer`() throws {
        var scenario = try asked()
        try scenario.given("ic-1", answer("Q1", "We will speak this evening."))
        try scenario.given("pio-1", join("Q3", "Q2"))
        let joined = try #require(scenario.state.inquiries["Q3"])
        #expect(joined.answer?.text == "We will speak this evening.")
        #expect(joined.lead == "Q1")
    }

    @Test func `groups join as a whole, and joining twice changes nothing`() throws {
        var scenario = try asked()
        scenario.when("pio-1", join("Q1", "Q2")).thenNothing()
        try scenario.given("pio-1", .asking("Shelter?"), join("Q4", "Q3"), join("Q4", "Q2"))
        let lead = try #require(scenario.state.inquiries["Q1"])
        #expect(scenario.state.group(of: lead).map(\.id) == ["Q1", "Q2", "Q3", "Q4"])
        #expect(scenario.state.inquiryLeads.count == 1)
    }

    @Test func `an answered question doesn't join, because its asker has an answer`() throws {
        var scenario = try asked()
        try scenario.given("ic-1", answer("Q3", "We will speak this evening."))
        scenario.when("pio-1", join("Q3", "Q1")).thenRefused(.notNow, "needs no other answer")
    }

    @Test func `a question that was joined by mistake is open again, alone`() throws {
        var scenario = try asked()
        try scenario.given("ic-1", answer("Q1", "We will speak this evening."))
        scenario.when("pio-1", .inquiry(.separate("Q1", reason: "r"))).thenRefused(
            .notNow, "first question of its group: Q2")
        scenario.when("pio-1", .inquiry(.separate("Q3", reason: "r"))).thenRefused(
            .notNow, "in no group")
        try scenario.given("pio-1", .inquiry(.separate("Q2", reason: "another bridge")))
        #expect(scenario.state.inquiries["Q2"]?.isOpen == true)
        #expect(scenario.state.inquiries["Q1"]?.isOpen == false)
        #expect(scenario.state.inquiries["Q1"]?.members == [])
    }

    @Test func `earlier questions that ask the same are found with the words that both have`()
        throws
    {
        let scenario = try asked()
        let found = scenario.state.inquiries(like: "When will the bridge open again?")
        #expect(found.map(\.inquiry.id) == ["Q1"])
        #expect(Set(found.first?.sharedWords ?? []) == ["bridge", "open"])
        // Q2 is in the same group as Q1, so there is no other.
        #expect(scenario.state.inquiries(like: "Is the bridge open?", except: "Q2").isEmpty)
    }

    // MARK: Facts behind answers

    @Test func `an answer from facts is their words, and they must be cleared`() throws {
        var scenario = try asked()
        let fact = try scenario.givenSayable("The bridge opens at noon.")
        try scenario.given("pio-1", .record("The river is rising."))
        scenario.when("ic-1", answer("Q1", cites: "F2")).thenRefused(
            .refused, "rests on F2, which is recorded")
        scenario.when("ic-1", answer("Q1", cites: "F9")).thenRefused(.unknownThing, "F9")
        scenario.when("pio-1", answer("Q1", cites: fact)).thenRefused(
            .refused, "must approve it")
        try scenario.given("ic-1", answer("Q1", cites: fact))
        #expect(scenario.state.inquiries["Q1"]?.answer?.text == "The bridge opens at noon.")
        #expect(scenario.state.inquiries["Q1"]?.answer?.cites == [fact])
    }

    @Test func `an answer rests on its message's facts and on each fact whose words it repeats`()
        throws
    {
        var scenario = try asked()
        let carriers = try Carriers()
        let first = try scenario.givenSayable("The bridge opens at noon.")
        let second = try scenario.givenSayable("The shelter is at the school.")
        _ = try scenario.givenSayable("The shelter has beds.")
        let message = try scenario.givenPublished(
            "The bridge opens at noon.", cites: [.init(fact: first)], on: [carriers.ourX])
        try scenario.given(
            "ic-1",
            .inquiry(
                .answer(
                    "Q1", answer: "See our post. The shelter is at the school.", message: message)))
        #expect(scenario.state.inquiries["Q1"]?.answer?.cites == [first, second])
    }

    @Test(arguments: ["superseded", "refuted", "held"])
    func `changing one fact flags exactly the groups that rest on it`(_ change: String) throws {
        var scenario = try asked()
        let bridge = try scenario.givenSayable("The bridge opens at noon.")
        let shelter = try scenario.givenSayable("The shelter is at the school.")
        try scenario.given("ic-1", answer("Q1", cites: bridge), answer("Q3", cites: shelter))
        #expect(scenario.state.staleInquiries.isEmpty)
        let newer = try scenario.givenSayable("The bridge opens at three.")
        let command: Command =
            switch change {
            case "superseded": .fact(.supersede(bridge, by: newer))
            case "refuted": .refute(bridge, by: newer)
            default: .fact(.hold(bridge, reason: "checking", until: nil))
            }
        try scenario.given("ic-1", command)
        #expect(scenario.state.staleInquiries.map(\.id) == ["Q1"])
        let both = ["Q1", "Q2"].compactMap { scenario.state.inquiries[$0] }
        #expect(both.map { scenario.state.status(of: $0) } == [.stale, .stale])
        // Nobody is closed by an answer that no longer holds.
        try scenario.given("pio-1", .asking("When can we cross?"))
        scenario.when("pio-1", join("Q4", "Q1")).thenRefused(.refused, "rests on F1, which")
        try scenario.given("ic-1", answer("Q1", cites: newer))
        #expect(scenario.state.staleInquiries.isEmpty)
    }

    @Test func `the same words are an answer again once the fact behind them has changed`() throws {
        var scenario = try asked()
        let fact = try scenario.givenSayable("The bridge opens at noon.")
        try scenario.given("ic-1", answer("Q1", cites: fact))
        scenario.when("ic-1", answer("Q1", cites: fact)).thenNothing()
        let again = try scenario.givenSayable("The bridge opens at noon.")
        try scenario.given("ic-1", .fact(.supersede(fact, by: again)))
        scenario.when("ic-1", answer("Q1", "The bridge opens at noon.", cites: again))
            .then("inquiry-answered")
    }

    // MARK: What else becomes of a question

    @Test func `a question is referred with the day of the reply, which records always have`()
        throws
    {
        var scenario = try asked()
        let by = Scenario.start.advanced(by: .seconds(864_000))
        func refer(_ unit: String, _ by: Instant?) -> Command {
            .inquiry(.refer("Q1", to: unit, by: by, reason: nil))
        }
        scenario.when("pio-1", refer("records", nil)).thenRefused(.invalid, "law wants the reply")
        try scenario.given("pio-1", refer("records", by))
        let joined = try #require(scenario.state.inquiries["Q2"])
        #expect(scenario.state.status(of: joined) == .referred)
        #expect(joined.referral?.by == by)
        scenario.when("pio-1", refer("the county", nil)).thenRefused(.notNow, "Q1 is referred")
    }

    @Test func `a promise names a person and a time, and stays open until it is kept`() throws {
        var scenario = try asked()
        let by = Scenario.start.advanced(by: .seconds(7200))
        try scenario.given("pio-1", .inquiry(.promise("Q1", person: "pio-2", by: by)))
        let lead = try #require(scenario.state.inquiries["Q1"])
        #expect(scenario.state.status(of: lead) == .promised)
        #expect(lead.isOpen)
        try scenario.given("ic-1", answer("Q1", "We will speak this evening."))
        scenario.when("pio-1", .inquiry(.promise("Q2", person: "pio-2", by: by))).thenRefused(
            .notNow, "Q2 is answered")
    }

    @Test func `a question that is reopened waits for an answer with all its group`() throws {
        var scenario = try asked()
        let reopen = Command.inquiry(.reopen("Q2", reason: "asked about today"))
        scenario.when("pio-1", reopen).thenNothing()
        try scenario.given("pio-1", .inquiry(.decline("Q1", reason: "private")), reopen)
        #expect(scenario.state.inquiries["Q1"]?.isOpen == true)
        #expect(scenario.state.inquiries["Q2"]?.isOpen == true)
        try scenario.given("pio-1", .inquiry(.decline("Q1", reason: "private")))
        #expect(scenario.state.inquiries["Q2"]?.isOpen == false)
    }

    @Test func `how to reach who asked is restricted from the start`() throws {
        var scenario = try asked()
        try scenario.given("pio-1", .inquiry(.keepContact("Q1", contact: "555-0177")))
        #expect(scenario.records.last?.metadata.visibility == .restricted)
        #expect(scenario.state.inquiries["Q1"]?.contact == "555-0177")
        scenario.when("pio-1", .inquiry(.keepContact("Q1", contact: "555-0177"))).thenNothing()
    }

    // MARK: Deadlines

    @Test func `a deadline counts the department's hours, and every hour in a LIVE incident`()
        throws
    {
        var department = Department.test
        department.hours = try BusinessHours(["monday-friday 09:00-17:00"])
        // Thursday 2016-07-07, 22:15 in Chicago; the next day at 11:00.
        let morning = Scenario.start.advanced(by: .seconds(12 * 3600 + 45 * 60))
        for (mode, expected) in [
            (IncidentMode.exercise, morning),
            (.live, Scenario.start.advanced(by: .seconds(7200))),
        ] {
            var scenario = try Scenario(opened: mode, department: department)
            scenario.now = Scenario.start
            let deadline = try scenario.context("pio-1").deadline(
                within: .seconds(7200), in: scenario.state)
            #expect(deadline == expected)
        }
    }
}
