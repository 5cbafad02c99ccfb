import HandwrittenLog
import Channels
import Incident
import IncidentEvents
import Playbooks
import SwiftProtobuf
import Testing

@Suite struct FactTests {
    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func `a number is finite, and an old log's other one is none`(number: Double) throws {
        let scenario = try Scenario(opened: .live)
        scenario.when(
            "pio-1", .fact(.record(statement: "Some are hurt", number: number, source: nil))
        )
        .thenRefused(.invalid, "isn't finite")
        var log = Log()
        log.open()
        log.add(
            .factRecorded(
                .with { ($0.fact, $0.statement, $0.number) = ("F1", "Some are hurt", number) }))
        #expect(IncidentState(folding: log.records).facts["F1"]?.number == nil)
    }

    @Test func `facts get ids in order and the topic "general" where none is given`() throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given(
            "pio-1", .record("Shots were fired"), .record("Two are hurt", topic: "hurt"))
        #expect(scenario.state.facts.all.map(\.id) == ["F1", "F2"])
        #expect(scenario.state.facts.all.map(\.topic) == ["general", "hurt"])
        scenario.when("pio-1", .record(" \t ")).thenRefused(.invalid, "fact is empty")
    }

    @Test func `recorded, verified, cleared: only the last is sayable`() throws {
        var scenario = try Scenario(opened: .live)
        var seen: [Fact.Status?] = []
        for command in [Command.record("Shots were fired"), .verify("F1"), .clear("F1")] {
            try scenario.given("pio-1", command)
            seen.append(scenario.state.facts["F1"]?.status)
            #expect(
                scenario.state.facts["F1"]?.isSayable
                    == (scenario.state.facts["F1"]?.status == .cleared))
        }
        #expect(seen == [.recorded, .verified, .cleared])
    }

    @Test func `what is not verified can't be cleared`() throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given("pio-1", .record("Shots were fired"))
        scenario.when("pio-1", .clear("F1"))
            .thenRefused(.notNow, "F1 isn't verified", next: .verifyFact("F1"))
    }

    @Test func `a hold stops a cleared fact, and clearing it again lifts the hold`() throws {
        var scenario = try Scenario(opened: .live)
        let fact = try scenario.givenSayable("He is in the garage")
        let hold = Command.fact(.hold(fact, reason: "operations", until: nil))
        try scenario.given("ic-1", hold)
        #expect(scenario.state.facts[fact]?.status == .held)
        #expect(scenario.state.facts[fact]?.isSayable == false)
        scenario.when("ic-1", hold).thenNothing()
        scenario.when("ic-1", .fact(.hold(fact, reason: "family", until: nil))).then("fact-held")
        scenario.when("pio-1", .clear(fact))
            .thenRefused(.refused, "held by ic-1 since", "needs a reason")
        try scenario.given("ic-1", .fact(.clear(fact, lifting: .init(reason: "He is out"))))
        #expect(scenario.state.facts[fact]?.isSayable == true)
    }

    @Test func `a hold needs a reason`() throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given("pio-1", .record("x"))
        scenario.when("ic-1", .fact(.hold("F1", reason: "", until: nil)))
            .thenRefused(.invalid, "reason is empty")
    }

    @Test func `doing a thing twice causes no second event`() throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given(
            "pio-1", .record("x"), .verify("F1"), .clear("F1"), .record("y"), .record("z"),
            .refute("F3"), .fact(.supersede("F1", by: "F2")))
        scenario.when("pio-1", .refute("F3")).thenNothing()
        scenario.when("pio-1", .fact(.supersede("F1", by: "F2"))).thenNothing()
        try scenario.given("pio-1", .verify("F2"), .clear("F2"))
        scenario.when("pio-1", .clear("F2")).thenNothing()
        scenario.when("pio-1", .verify("F2")).thenNothing()
        scenario.when("pio-1", .verify("F2", source: "the hospital")).then("fact-verified")
        scenario.when("ic-1", .verify("F2")).then("fact-verified")
    }

    @Test func `a refuted or superseded fact can't be verified, cleared or held`() throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given(
            "pio-1", .record("x"), .record("y"), .record("z"), .refute("F1"),
            .fact(.supersede("F2", by: "F3")))
        for (id, word) in [("F1", "refuted"), ("F2", "superseded")] as [(FactID, String)] {
            let hold = Command.fact(.hold(id, reason: "family", until: nil))
            for command in [.verify(id), .clear(id), hold] {
                scenario.when("pio-1", command).thenRefused(.notNow, "\(id) is \(word)")
            }
        }
        scenario.when("pio-1", .fact(.supersede("F1", by: "F3")))
            .thenRefused(.notNow, "F1 was refuted")
    }

    @Test func `a superseded fact can still turn out to have been wrong`() throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given(
            "pio-1", .record("x"), .record("y"), .fact(.supersede("F1", by: "F2")), .refute("F1"))
        #expect(scenario.state.facts["F1"]?.status == .refuted)
    }

    @Test func `no fact refutes or supersedes itself`() throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given("pio-1", .record("x"))
        scenario.when("pio-1", .refute("F1", by: "F1")).thenRefused(.invalid, "itself")
        scenario.when("pio-1", .fact(.supersede("F1", by: "F1"))).thenRefused(.invalid, "itself")
    }

    @Test func `an unknown fact is refused by name`() throws {
        let scenario = try Scenario(opened: .live)
        for command in [.verify("F9"), .clear("F9"), .refute("F9")] as [Command] {
            scenario.when("pio-1", command).thenRefused(.unknownThing, "no fact F9")
        }
    }

    @Test(arguments: [
        ([("A", "")], 1), ([("A", ""), ("A", "")], 1), ([("A", ""), ("B", "")], 2),
        // B relays A: one source.
        ([("A", ""), ("B", "A")], 1),
        // Both relay the same third source.
        ([("A", "wire"), ("B", "wire")], 1),
        // A chain, entered in an order that joins two groups late.
        ([("A", "B"), ("C", "D"), ("B", "C")], 1),
        ([("A", "B"), ("C", "D"), ("E", "")], 3),
        // They look the same but differ in their bytes.
        ([("é", ""), ("e\u{301}", "")], 2),
    ])
    func `sources that relay one another count once`(
        sources: [(String, String)], independent: Int
    ) throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given("pio-1", .record("x"))
        for (source, relays) in sources {
            try scenario.given("pio-1", .verify("F1", source: source, relays: relays))
        }
        #expect(scenario.state.facts["F1"]?.independentSources == independent)
    }
}

@Suite struct RefutationTests {
    @Test func `refuting what we said opens our own rumor with every released message`() throws {
        var scenario = try Scenario(opened: .live)
        let carriers = try Carriers()
        let fact = try scenario.givenSayable("Two snipers")
        let said = try scenario.givenPublished(
            "Two snipers.", cites: [.init(fact: fact)], on: [carriers.ourX])
        // A draft that nobody saw is not an error of ours.
        try scenario.given("pio-1", .draft("Still two snipers.", cites: [.init(fact: fact)]))
        let outcome = scenario.when("pio-1", .refute(fact))
        outcome.then("fact-refuted", "rumor-reported", "rumor-assessed")
        try scenario.given("pio-1", .refute(fact))
        let rumor = try #require(scenario.state.rumors["R1"])
        #expect(rumor.origin == .ownMessage)
        #expect(rumor.claim == "Two snipers")
        #expect(rumor.messages == [said])
        #expect(rumor.fact == fact)
        #expect(rumor.assessment?.finding == .false)
        #expect(scenario.state.openCells(of: rumor).map(\.carrier) == [carriers.ourX])
    }

    @Test func `each fact that we said wrong opens a rumor of its own`() throws {
        var scenario = try Scenario(opened: .live)
        let carriers = try Carriers()
        let first = try scenario.givenSayable("Two snipers")
        let second = try scenario.givenSayable("Three are dead")
        for fact in [first, second] {
            _ = try scenario.givenPublished(
                "It is so.", cites: [.init(fact: fact)], on: [carriers.ourX])
            try scenario.given("pio-1", .refute(fact))
        }
        #expect(scenario.state.rumors.all.map(\.fact) == [first, second])
        #expect(scenario.state.rumors.all.map(\.messages) == [["M2"], ["M3"]])
    }

    @Test func `refuting what nobody heard opens no rumor`() throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given("pio-1", .record("Two snipers"))
        scenario.when("pio-1", .refute("F1")).then("fact-refuted")
    }

    @Test func `a message counts by the facts it was released with, whatever it cites since`()
        throws
    {
        var scenario = try Scenario(opened: .live)
        let carriers = try Carriers()
        let fact = try scenario.givenSayable("Two snipers")
        let said = try scenario.givenPublished(
            "Two snipers.", cites: [.init(fact: fact)], on: [carriers.ourX])
        try scenario.given(
            "pio-1",
            .message(
                .revise(
                    said,
                    MessageCommand.MessageContent(cites: [], texts: ["en": "We are looking."]))))
        try scenario.given("pio-1", .refute(fact))
        #expect(scenario.state.rumors["R1"]?.messages == [said])
    }

    @Test func `refuting drafts the correction, on our usual channels and those that carried it`()
        throws
    {
        var scenario = try Scenario(opened: .live)
        let fact = try scenario.givenSayable("Two snipers")
        let id = scenario.state.messages.next
        try scenario.given(
            "pio-1", .draft("Two snipers.", cites: [.init(fact: fact)], on: [.blog]), .submit(id))
        try scenario.given("ic-1", .approve(id))
        try scenario.given("pio-1", .release(id), .post(id, try .init("blog:riverton.example")))
        let (rumor, correction) = try scenario.given("pio-1") {
            decision throws(Rejection) in
            try decision.refuteFact(
                fact, reason: "One gunman", source: "IC", right: "There was one gunman",
                submits: true)
        }
        let message = try #require(correction.flatMap { scenario.state.messages[$0] })
        #expect(message.kind == .correction)
        #expect(message.template == "fact-correction")
        #expect(message.corrects == [rumor])
        #expect(message.channels == [.x, .sms, .web, .blog])
        #expect(
            message.submission?.variants.map(\.text).first
                == "CORRECTION: we said \"Two snipers\". That was wrong. There was one gunman.")
        #expect(scenario.state.facts.last?.status == .recorded)
        scenario.when("pio-1") { decision throws(Rejection) in
            try decision.refuteFact(fact, reason: "again", source: "IC")
        }.thenNothing()
    }
}

@Suite struct FactPlanTests {
    @Test func `recording with clearance verifies and clears in one go`() throws {
        let scenario = try Scenario(opened: .live)
        scenario.when("pio-1") { decision throws(Rejection) in
            try decision.recordFact(statement: "x", source: "IC", as: .init(isCleared: true))
        }.then("fact-recorded", "fact-verified", "fact-cleared")
    }

    @Test func `whoever may not clear records nothing at all`() throws {
        let scenario = try Scenario(opened: .live)
        scenario.when("rumor-1") { decision throws(Rejection) in
            try decision.recordFact(statement: "x", source: "IC", as: .init(isCleared: true))
        }.thenRefused(.unauthorized, "may not clear")
    }

    /// A finding, and its correction that waits for approval.
    private func corrected() throws -> (Scenario, MessageID) {
        var scenario = try Scenario(opened: .live)
        let (_, correction) = try scenario.given("rumor-1") { decision throws(Rejection) in
            try decision.reportRumor(
                .init(claim: "All are in custody"), finding: .false,
                because: "One is still firing", source: "IC", submits: true)
        }
        return (scenario, try #require(correction))
    }

    @Test func `an approver verifies and clears what a finding recorded, with one word`() throws {
        var (scenario, id) = try corrected()
        #expect(scenario.state.facts.last?.status == .recorded)
        try scenario.given("ic-1") { decision throws(Rejection) in
            try decision.approveMessage(id, .init(), releases: true)
        }
        let fact = try #require(scenario.state.facts.last)
        #expect(fact.status == .cleared && fact.verifications.map(\.stamp.actor) == ["ic-1"])
        #expect(scenario.state.messages[id]?.status == .released)
    }

    @Test func `a relayed approval verifies nothing, so the correction is stopped`() throws {
        let (scenario, id) = try corrected()
        scenario.when("pio-1") { decision throws(Rejection) in
            try decision.approveMessage(
                id, .init(relayed: .init(by: "ic-1", via: "phone")), releases: true)
        }.thenRefused(.refused, "not released")
    }

    @Test func `the fact that supersedes is recorded, whatever the old one was worth`() throws {
        var scenario = try Scenario(opened: .live)
        let old = try scenario.givenSayable("Four are dead", topic: "dead")
        let new = try scenario.given("pio-1") { decision throws(Rejection) in
            try decision.supersedeFact(old, with: "Five are dead", number: 5, source: "hospital")
        }
        #expect(scenario.state.facts[new]?.status == .recorded)
        #expect(scenario.state.facts[new]?.topic == "dead")
        #expect(scenario.state.facts[old]?.status == .superseded)
        #expect(scenario.state.sayableFacts.isEmpty)
    }
}
