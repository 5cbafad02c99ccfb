import HandwrittenLog
import Channels
import Incident
import IncidentEvents
import Testing

@Suite struct CoverageTests {
    private let carriers: Carriers

    init() throws { carriers = try Carriers() }

    private func open(_ scenario: Scenario, _ id: RumorID = "R1") throws -> [Carrier] {
        scenario.state.openCells(of: try #require(scenario.state.rumors[id])).map(\.carrier)
    }

    /// R1, false, seen on a station and repeated by us (M2) on X and SMS.
    private func falseRumor() throws -> Scenario {
        var scenario = try Scenario(opened: .live)
        let said = try scenario.givenPublished(
            "Two snipers.", on: [carriers.ourX, carriers.ourSMS])
        try scenario.given(
            "rumor-1", .report("Two snipers", on: carriers.station, messages: [said]),
            .assess("R1", .false))
        return scenario
    }

    /// A correction of R1, released everywhere.
    private func correct(_ scenario: inout Scenario) throws -> MessageID {
        let id = scenario.state.messages.next
        try scenario.given(
            "pio-1", .draft("That is wrong: it was one man.", kind: .correction, corrects: ["R1"]),
            .submit(id))
        try scenario.given("ic-1", .approve(id))
        try scenario.given("pio-1", .release(id))
        return id
    }

    @Test func `every carrier that carried it is a cell, ours known as ours`() throws {
        let scenario = try falseRumor()
        let rumor = try #require(scenario.state.rumors["R1"])
        #expect(rumor.origin == .ownMessage)
        let cells = scenario.state.coverage(of: rumor)
        #expect(cells.map(\.carrier) == [carriers.ourSMS, carriers.station, carriers.ourX])
        #expect(cells.map(\.isOwn) == [true, false, true])
        #expect(try open(scenario).count == 3)
    }

    @Test func `a message posted later is an appearance, too`() throws {
        var scenario = try falseRumor()
        try scenario.given("pio-1", .postKnownWrong("M2", carriers.ourWeb))
        #expect(try open(scenario).contains(carriers.ourWeb))
    }

    @Test func `a correction closes the carriers where it is posted, and no other`() throws {
        var scenario = try falseRumor()
        let correction = try correct(&scenario)
        #expect(try open(scenario).count == 3)
        try scenario.given("pio-1", .post(correction, carriers.ourX))
        #expect(try open(scenario) == [carriers.ourSMS, carriers.station])
        let cell = scenario.state.coverage(of: try #require(scenario.state.rumors["R1"])).last
        #expect(cell?.correctedBy == correction)
        try scenario.given("pio-1", .post(correction, carriers.ourWeb))
        #expect(try open(scenario) == [carriers.ourSMS, carriers.station])
    }

    @Test func `a failed delivery closes nothing`() throws {
        var scenario = try falseRumor()
        let correction = try correct(&scenario)
        try scenario.given(
            "pio-1", .message(.failed(correction, .init(carriers.ourX), reason: "the API is down")))
        #expect(try open(scenario).count == 3)
    }

    @Test func `withdrawing closes nothing and is shown`() throws {
        var scenario = try falseRumor()
        try scenario.given("pio-1", .withdraw("M2", carriers.ourX))
        #expect(try open(scenario).count == 3)
        let cell = scenario.state.coverage(of: try #require(scenario.state.rumors["R1"])).last
        #expect(cell?.withdrawn != nil && cell?.corrected == nil)
    }

    @Test func `contacting an outlet closes nothing and is shown`() throws {
        var scenario = try falseRumor()
        let contact = Command.rumor(.contact("R1", carriers.station, how: "phone"))
        try scenario.given("rumor-1", contact)
        #expect(try open(scenario).count == 3)
        let cells = scenario.state.coverage(of: try #require(scenario.state.rumors["R1"]))
        #expect(cells.map { $0.contacted != nil } == [false, true, false])
    }

    @Test func `another body's statement closes nothing`() throws {
        var scenario = try falseRumor()
        try scenario.given(
            "rumor-1",
            .log(
                .observe(
                    speaker: "the mayor", text: "One man", carrier: carriers.station, address: "",
                    facts: [], corrects: ["R1"])))
        #expect(try open(scenario).count == 3)
    }

    @Test func `an outlet that sets it right closes its own cell`() throws {
        var scenario = try falseRumor()
        scenario.when(
            "rumor-1",
            .rumor(.outletCorrected("R1", carriers.station, address: nil, statement: nil))
        ).thenRefused(.refused, "seen or heard to say")
        try scenario.given(
            "rumor-1", .observe(on: carriers.station, corrects: "R1"),
            .outletCorrected("R1", carriers.station))
        #expect(try open(scenario) == [carriers.ourSMS, carriers.ourX])
        scenario.when("rumor-1", .outletCorrected("R1", carriers.ourX))
            .thenRefused(.refused, "is our own")
        scenario.when("rumor-1", .waive("R1", carriers.ourX)).thenRefused(.refused, "is our own")
        scenario.when("rumor-1", .outletCorrected("R1", carriers.paper))
            .thenRefused(.unknownThing, "R1 was not seen on newspaper:gazette")
    }

    @Test func `a waiver with a reason closes its cell, once`() throws {
        var scenario = try falseRumor()
        scenario.when("rumor-1", .rumor(.waive("R1", carriers.station, reason: "")))
            .thenRefused(.invalid, "reason is empty")
        scenario.when("rumor-1", .waive("R1", carriers.paper))
            .thenRefused(.unknownThing, "not seen on newspaper:gazette")
        try scenario.given("rumor-1", .waive("R1", carriers.station))
        #expect(try open(scenario) == [carriers.ourSMS, carriers.ourX])
        scenario.when("rumor-1", .waive("R1", carriers.station)).thenNothing()
    }

    @Test func `a new appearance reopens what was corrected or waived`() throws {
        var scenario = try falseRumor()
        let correction = try correct(&scenario)
        try scenario.given(
            "pio-1", .post(correction, carriers.ourX), .waive("R1", carriers.station))
        #expect(try open(scenario) == [carriers.ourSMS])
        try scenario.given(
            "pio-1", .sight("R1", carriers.station),
            .postKnownWrong("M2", carriers.ourX, address: "https://x.com/RivertonPD/status/2"))
        #expect(try open(scenario) == [carriers.ourSMS, carriers.station, carriers.ourX])
    }

    @Test func `the time that is claimed decides, not the time of entry`() throws {
        var scenario = try falseRumor()
        try scenario.given(
            "rumor-1", .observe(on: carriers.station, corrects: "R1"),
            .outletCorrected("R1", carriers.station))
        let early = Scenario.start.advanced(by: .seconds(-600))
        try scenario.given("rumor-1", claimed: early) { [carriers] decision throws(Rejection) in
            try decision.perform(.sight("R1", carriers.station))
        }
        #expect(try open(scenario) == [carriers.ourSMS, carriers.ourX])
    }

    @Test func `carriers are told apart by their bytes`() throws {
        var scenario = try Scenario(opened: .live)
        let composed = try Carrier("x:caf\u{e9}")
        let decomposed = try Carrier("x:cafe\u{301}")
        try scenario.given(
            "rumor-1", .report("Two snipers", on: composed, decomposed), .assess("R1", .false),
            .waive("R1", composed))
        #expect(try open(scenario) == [decomposed])
    }

    @Test func `a claim of others stands and is open as its sightings say`() throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given(
            "rumor-1", .report("Two snipers", on: carriers.ourX, carriers.station),
            .assess("R1", .false))
        func standing() throws -> [Bool] {
            let rumor = try #require(scenario.state.rumors["R1"])
            let cells = scenario.state.coverage(of: rumor)
            let (isStanding, isOpen) = ClaimIndex(scenario.state).standing(of: rumor)
            #expect(isStanding == cells.contains(where: \.isStandingInPublic))
            #expect(isOpen == cells.contains(where: \.isOpen))
            return [isStanding, isOpen]
        }
        #expect(try standing() == [true, true])
        // Waived on its last carrier: it is still open on its first.
        try scenario.given("rumor-1", .waive("R1", carriers.station))
        #expect(try standing() == [true, true])
        let correction = try correct(&scenario)
        try scenario.given("pio-1", .post(correction, carriers.ourX))
        #expect(try standing() == [true, false])
        try scenario.given(
            "rumor-1", .observe(on: carriers.station, corrects: "R1"),
            .outletCorrected("R1", carriers.station))
        try scenario.given("rumor-1", .sight("R1", carriers.station))
        #expect(try standing() == [true, true])
    }

    @Test func `a claim that names only its fact was made by every message that cited it`() throws {
        var scenario = try Scenario(opened: .live)
        let fact = try scenario.givenSayable("Two snipers")
        let said = try scenario.givenPublished(
            "Two snipers.", cites: [.init(fact: fact)], on: [carriers.ourX])
        var reported = RumorReported()
        (reported.rumor, reported.claim) = ("R1", "Two snipers")
        (reported.origin, reported.fact) = (.ownMessage, fact.description)
        scenario.append(.event(.rumorReported(reported)))
        try scenario.given("rumor-1", .assess("R1", .false))
        let rumor = try #require(scenario.state.rumors["R1"])
        let index = ClaimIndex(scenario.state)
        #expect(scenario.state.claimants(of: rumor).map(\.id) == [said])
        #expect(try open(scenario) == [carriers.ourX])
        #expect(index.openCells(of: rumor).map(\.carrier) == [carriers.ourX])
        #expect(index.rumorsToCorrectByClaimant[said]?.map(\.id) == ["R1"])
    }

    @Test func `a text released earlier makes the claim where it is posted late`() throws {
        var scenario = try Scenario(opened: .live)
        let fact = try scenario.givenSayable("Two snipers")
        try scenario.given(
            "pio-1", .draft("Two snipers.", cites: [.init(fact: fact)], on: [.x, .sms]),
            .submit("M2"))
        try scenario.given("ic-1", .approve("M2"))
        try scenario.given(
            "pio-1", .release("M2", on: [.x]),
            .message(.revise("M2", .init(cites: [], texts: ["en": "One man was seen."]))),
            .submit("M2"))
        try scenario.given("ic-1", .approve("M2"))
        try scenario.given("pio-1", .release("M2", on: [.sms]), .refute(fact))
        try scenario.given(
            "pio-1", .postKnownWrong("M2", carriers.ourX),
            .postKnownWrong("M2", carriers.ourSMS))
        #expect(try open(scenario) == [carriers.ourX])
    }

    @Test func `the corrected text of the message itself is no new appearance`() throws {
        var scenario = try Scenario(opened: .live)
        let fact = try scenario.givenSayable("Two snipers")
        let said = try scenario.givenPublished(
            "Two snipers.", cites: [.init(fact: fact)], on: [carriers.ourX])
        try scenario.given("pio-1", .refute(fact))
        let correction = try correct(&scenario)
        try scenario.given("pio-1", .post(correction, carriers.ourX))
        #expect(try open(scenario) == [])
        try scenario.given(
            "pio-1",
            .message(.revise(said, .init(cites: [], texts: ["en": "One man was seen."]))),
            .submit(said))
        try scenario.given("ic-1", .approve(said))
        try scenario.given(
            "pio-1", .release(said), .post(said, carriers.ourX, address: "https://x.example/2"))
        #expect(try open(scenario) == [])
    }

    @Test(arguments: [
        (Finding.false, 1), (.misleading, 1), (.outdated, 1), (.true, 0), (.unsubstantiated, 0),
    ])
    func `only what is false, misleading or outdated needs a correction`(
        finding: Finding, cells: Int
    ) throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given(
            "rumor-1", .report("x", on: carriers.station), .assess("R1", finding))
        #expect(try open(scenario).count == cells)
        let close = scenario.when("rumor-1", .rumor(.close("R1", reason: "settled")))
        if cells == 0 { close.then("rumor-closed") } else { close.thenRefused(.notNow) }
    }
}

@Suite struct RumorTests {
    private let carriers: Carriers

    init() throws { carriers = try Carriers() }

    private let close = Command.rumor(.close("R1", reason: "settled"))

    @Test func `a rumor is closed when it is assessed and every cell is`() throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given("rumor-1", .report("Bombs", on: carriers.station))
        scenario.when("rumor-1", close).thenRefused(.notNow, "not been assessed")
        try scenario.given("rumor-1", .assess("R1", .false))
        scenario.when("rumor-1", close)
            .thenRefused(
                .notNow, "still uncorrected on tv:station-4",
                next: .waiveCoverage("R1", carriers.station))
        try scenario.given("rumor-1", .waive("R1", carriers.station), close)
        #expect(scenario.state.rumors["R1"]?.isClosed == true)
        scenario.when("rumor-1", close).thenNothing()
    }

    @Test func `a new sighting of a closed rumor resurfaces it`() throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given("rumor-1", .report("Bombs"), .assess("R1", .true), close)
        let sighted = scenario.when("rumor-1", .sight("R1", carriers.paper))
        sighted.then("rumor-resurfaced", "rumor-sighted")
        guard case .rumorResurfaced(let event)? = sighted.events.first else { return }
        #expect(event.reason == "seen on \(carriers.paper)")
        try scenario.given("rumor-1", .rumor(.resurface("R1", reason: "again")))
        #expect(scenario.state.rumors["R1"]?.isClosed == false)
        scenario.when("rumor-1", .rumor(.resurface("R1", reason: "again"))).thenNothing()
        scenario.when("rumor-1", .sight("R1", carriers.paper)).then("rumor-sighted")
    }

    @Test func `watching is until a time to come, with a reason`() throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given("rumor-1", .report("Bombs"))
        let later = scenario.now.advanced(by: .seconds(1))
        scenario.when("rumor-1", .rumor(.watch("R1", until: scenario.now, reason: "small")))
            .thenRefused(.invalid, "ends before it begins")
        scenario.when("rumor-1", .rumor(.watch("R1", until: later, reason: "")))
            .thenRefused(.invalid, "reason")
        scenario.when("rumor-1", .rumor(.watch("R1", until: later, reason: "small")))
            .then("rumor-watched")
        scenario.when("rumor-1", .rumor(.watch("R9", until: later, reason: "small")))
            .thenRefused(.unknownThing, "no rumor R9")
    }

    @Test func `a rumor is assigned to a person once`() throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given("rumor-1", .report("Bombs"), .rumor(.assign("R1", to: "pio-2")))
        #expect(scenario.state.rumors["R1"]?.assignedTo == "pio-2")
        scenario.when("rumor-1", .rumor(.assign("R1", to: "pio-2"))).thenNothing()
        scenario.when("rumor-1", .rumor(.assign("R1", to: "P 2"))).thenRefused(.invalid, "actor id")
    }

    @Test func `reports and assessments name known things only`() throws {
        var scenario = try Scenario(opened: .live)
        scenario.when("rumor-1", .report(" ")).thenRefused(.invalid, "claim is empty")
        scenario.when("rumor-1", .report("x", messages: ["M9"])).thenRefused(.unknownThing, "M9")
        scenario.when("rumor-1", .assess("R1", .false)).thenRefused(.unknownThing, "no rumor R1")
        try scenario.given("rumor-1", .report("x"))
        scenario.when("rumor-1", .assess("R1", .false, facts: ["F9"]))
            .thenRefused(.unknownThing, "F9")
        scenario.when("rumor-1", .rumor(.assess("R1", .false, evidence: "", facts: [])))
            .thenRefused(.invalid, "evidence is empty")
    }

    @Test func `a report with finding, reason and source is one append up to the correction`()
        throws
    {
        var scenario = try Scenario(opened: .live)
        let report = RumorCommand.ReportRumor(
            claim: "All are in custody", origin: .media, carriers: [carriers.station])
        let (rumor, correction) = try scenario.given("pio-1") { decision throws(Rejection) in
            try decision.reportRumor(
                report, finding: .false, because: "One is still firing", source: "IC",
                submits: true)
        }
        #expect(rumor == "R1")
        let message = try #require(correction.flatMap { scenario.state.messages[$0] })
        #expect(message.status == .submitted)
        #expect(
            message.submission?.variants.first?.text
                == "FALSE: \"All are in custody\". Right is: One is still firing.")
        #expect(message.cites.map(\.fact) == ["F1"])
        // A finding verifies nothing: its correction waits for somebody who may.
        #expect(scenario.state.facts["F1"]?.status == .recorded)
    }

    @Test func `a report that may not be corrected by its reporter leaves no trace`() throws {
        let scenario = try Scenario(opened: .live)
        let report = RumorCommand.ReportRumor(claim: "All are in custody")
        scenario.when("ic-1") { decision throws(Rejection) in
            try decision.reportRumor(
                report, finding: .false, because: "One is still firing", source: "IC",
                submits: true)
        }.thenRefused(.unauthorized, "may not draft")
    }

    @Test func `a true rumor gets no correction`() throws {
        try Scenario(opened: .live).when("pio-1") { decision throws(Rejection) in
            try decision.reportRumor(
                RumorCommand.ReportRumor(claim: "The road is closed"), finding: .true,
                because: "It is", submits: true)
        }.then("rumor-reported", "rumor-assessed")
    }
}
