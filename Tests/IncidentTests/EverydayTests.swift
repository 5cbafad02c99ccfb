import Channels
import HandwrittenLog
import Incident
import IncidentEvents
import Playbooks
import TextChecks
import Testing

/// What routine work asks for, and danger doesn't.
@Suite struct EverydayTests {
    private static let description = "We seek a Hispanic male. Update at ten."
    private static let joke = "Busted! Update at ten."

    private func findings(
        _ text: String, _ mode: IncidentMode, _ playbook: Playbook = .test
    ) throws -> [Guard] {
        var scenario = try Scenario(opened: mode, playbook: playbook)
        try scenario.given("pio-1", .draft(text))
        let decision = Decision(state: scenario.state, context: scenario.context("pio-1"))
        return try decision.judgement(of: "M2").findings.map(\.guard)
    }

    @Test func `race alone stops a routine text and warns in danger`() throws {
        let routine = try findings(Self.description, .routine)
        #expect(routine.contains(.raceAloneEveryday))
        #expect(!routine.contains(.wording(.raceAlone)))
        #expect(Guard.raceAloneEveryday.isBlocking)
        for mode in [IncidentMode.live, .exercise] {
            let found = try findings(Self.description, mode)
            #expect(found.contains(.wording(.raceAlone)))
            #expect(!found.contains(.raceAloneEveryday))
        }
    }

    @Test func `tone is judged in routine incidents, and in exercises of everyday playbooks`()
        throws
    {
        #expect(try findings(Self.joke, .routine).contains(.wording(.arrestTrophy)))
        #expect(try !findings(Self.joke, .live).contains(.wording(.arrestTrophy)))
        #expect(try !findings(Self.joke, .exercise).contains(.wording(.arrestTrophy)))
        let everyday = Playbook.test.with { $0.modes = [.routine, .exercise] }
        #expect(try findings(Self.joke, .exercise, everyday).contains(.wording(.arrestTrophy)))
        #expect(
            try findings(Self.description, .exercise, everyday).contains(.raceAloneEveryday))
        #expect(!Guard.wording(.arrestTrophy).isBlocking)
    }

    private func submitted(_ mode: IncidentMode) throws -> Scenario {
        var scenario = try Scenario(opened: mode)
        try scenario.given("pio-1", .draft("Lock your car. Update at ten."))
        try scenario.given(
            "pio-1", .message(.revise("M2", .init(restsOnNothing: "advice", declaration: .nobody))),
            .message(.submit("M2")))
        return scenario
    }

    private func releasing(_ overrides: [Guard: String] = [:]) -> Command {
        .message(.release("M2", .init(overrides: overrides)))
    }

    @Test func `a routine post needs a second person`() throws {
        var scenario = try submitted(.routine)
        guard case .refused(let refusal) = scenario.when("pio-1", releasing()) else {
            Issue.record("It was released without approval.")
            return
        }
        #expect(refusal.findings.map(\.guard).contains(.unapproved))
        let alone = scenario.when("pio-1", releasing([.unapproved: "nobody-reachable"]))
        guard case .refused(let second) = alone else {
            Issue.record("One person released it alone.")
            return
        }
        #expect(second.problem.contains("Nothing in a routine post is so urgent"))
        try scenario.given("ic-1", .message(.approve("M2", .init())))
        try scenario.given("pio-1", releasing())
        #expect(scenario.state.messages["M2"]?.releases.count == 1)
    }

    @Test func `a live message can still be released alone`() throws {
        var scenario = try submitted(.live)
        try scenario.given("pio-1", releasing([.unapproved: "nobody-reachable"]))
        #expect(scenario.state.messages["M2"]?.releases.count == 1)
    }

    @Test func `a standing approval serves for a routine post`() throws {
        var scenario = try Scenario(opened: .routine)
        // The holding text is drafted at the opening, and the playbook approves it in advance.
        try scenario.given("pio-1", .message(.release("M1", .init())))
        #expect(scenario.state.messages["M1"]?.approval?.manner == .standing)
    }
}
