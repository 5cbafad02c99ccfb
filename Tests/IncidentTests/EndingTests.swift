import Channels
import HandwrittenLog
import IncidentEvents
import Playbooks
import Testing

@testable import Incident

/// An alert's all-clear and false-alert text belong to it: ready, never early, never both.
@Suite struct EndingTests {
    private let fields = ["action": "stay inside"]

    /// M2 an alert with M3, its all-clear, and M4, its false-alert text; all approved.
    private func approved() throws -> Scenario {
        var scenario = try Scenario(opened: .live)
        try scenario.given(
            "pio-1", .draft(template: "alert", .alert, fields: fields), .submit("M2"))
        try scenario.given("ic-1", .approve("M2"))
        return scenario
    }

    @Test(arguments: ["M3", "M4"] as [MessageID])
    func `nothing ends an alert that isn't out`(ending: MessageID) throws {
        let scenario = try approved()
        scenario.when("pio-1", .release(ending)).thenRefused(.notNow, "M2 isn't released")
    }

    @Test func `nothing ends a warning that nobody got, but a false alert is taken back at once`()
        throws
    {
        var scenario = try approved()
        try scenario.given("pio-1", .release("M2"))
        scenario.when("pio-1", .release("M3")).thenRefused(.notNow, "no post of M2 is recorded")
        scenario.when("pio-1", .release("M4"))
            .then("rumor-reported", "rumor-assessed", "message-released")
    }

    @Test func `while an alert is in force, an ending names it, and its own is kept ready`() throws
    {
        var scenario = try approved()
        let carriers = try Carriers()
        try scenario.given("pio-1", .release("M2"), .post("M2", carriers.ourX))
        for kind in [MessageKind.allClear, .retraction] {
            scenario.when(
                "pio-1",
                .message(
                    .draft(
                        .init(
                            kind: kind,
                            content: .init(declaration: .nobody, texts: ["en": "It is over."]))))
            ).thenRefused(.refused, "doesn't say which alert it ends. In force: M2 (alert)")
        }
        for ending in ["M3", "M4"] as [MessageID] {
            scenario.when("pio-1", .message(.discard(ending, reason: "not needed")))
                .thenRefused(.refused, "is ready to end M2, which is in force")
        }
    }

    @Test func `an all-clear without any alert of ours is stopped`() throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given(
            "pio-1", .draft("It is over.", kind: .allClear), .submit("M2"))
        try scenario.given("ic-1", .approve("M2"))
        scenario.when("pio-1", .release("M2")).thenStopped(by: .nothingToEnd)
    }

    @Test func `an alert that has ended goes nowhere further`() throws {
        var scenario = try approved()
        let carriers = try Carriers()
        try scenario.given(
            "pio-1", .release("M2"), .post("M2", carriers.ourX), .release("M3"))
        scenario.when("pio-1", .post("M2", carriers.ourWeb)).thenStopped(by: .knownWrong)
    }

    @Test func `an alert ends in one way only`() throws {
        var scenario = try approved()
        let carriers = try Carriers()
        try scenario.given(
            "pio-1", .release("M2"), .post("M2", carriers.ourX), .release("M3"))
        scenario.when("pio-1", .release("M4")).thenRefused(.notNow, "ended by M3 (all-clear)")
        scenario.when("pio-1", .retract("M2")).thenRefused(.notNow, "ended by M3 (all-clear)")
        scenario.when("pio-1", .release("M3")).thenNothing()
    }

    @Test func `after its retraction an alert has no all-clear`() throws {
        var scenario = try approved()
        try scenario.given("pio-1", .release("M2"), .retract("M2"))
        scenario.when("pio-1", .release("M3")).thenRefused(.notNow, "ended by M4 (retraction)")
    }

    @Test func `a written retraction ends an alert as an armed one does`() throws {
        var scenario = try approved()
        let carriers = try Carriers()
        try scenario.given(
            "pio-1", .release("M2"), .post("M2", carriers.ourX), .release("M3"))
        try scenario.given(
            "pio-1",
            .message(
                .draft(
                    .init(
                        kind: .retraction,
                        content: .init(declaration: .nobody, texts: ["en": "It was false."]),
                        retracts: "M2"))),
            .submit("M5"))
        try scenario.given("ic-1", .approve("M5"))
        scenario.when("pio-1", .release("M5")).thenRefused(.notNow, "ended by M3 (all-clear)")
    }

    @Test func `what is armed is in reserve until the alert has ended`() throws {
        var scenario = try approved()
        #expect(scenario.state.reserves.isEmpty)
        try scenario.given("pio-1", .release("M2"))
        #expect(scenario.state.reserves.map(\.alert.id) == ["M2"])
        #expect(scenario.state.reserves.first?.endings.map(\.id) == ["M3", "M4"])
        let carriers = try Carriers()
        try scenario.given("pio-1", .post("M2", carriers.ourX), .release("M3"))
        #expect(scenario.state.reserves.isEmpty)
        #expect(scenario.state.ending(of: "M2")?.id == "M3")
    }

    @Test func `armed texts are named after their alert, and go when it is discarded`() throws {
        var scenario = try approved()
        #expect(scenario.state.messages["M3"]?.name == "alert/all-clear")
        #expect(scenario.state.messages["M4"]?.name == "alert/false-alert")
        scenario.when("pio-1", .message(.discard("M2", reason: "over")))
            .then("message-discarded", "message-discarded", "message-discarded")
        try scenario.given("pio-1", .message(.discard("M2", reason: "over")))
        #expect(
            ["M2", "M3", "M4"].allSatisfy { scenario.state.messages[$0]?.status == .discarded })
    }

    @Test func `a reenactment records whatever was said then`() throws {
        var scenario = try Scenario(opened: .reenactment)
        try scenario.given("ctl-1", .draft(template: "alert", .alert, fields: fields))
        let alert = try #require(scenario.state.messages.all.last { $0.kind == .alert })
        let ending = try #require(alert.armed.first)
        try scenario.given("ctl-1", .release(ending))
        #expect(scenario.state.messages[ending]?.releases.count == 1)
    }
}

/// A message that is known to be wrong goes no further.
@Suite struct KnownWrongTests {
    /// M2 is based on F1, is live on X and waits on the web; then F1 is refuted.
    private func refuted(_ mode: IncidentMode = .live) throws -> Scenario {
        var scenario = try Scenario(opened: mode)
        let carriers = try Carriers()
        let fact = try scenario.givenSayable("The shelter is at Oak Street 12")
        try scenario.given(
            "pio-1", .draft("Go to Oak Street 12.", cites: [.init(fact: fact)], on: [.x, .web]),
            .submit("M2"))
        try scenario.given("ic-1", .approve("M2"))
        try scenario.given("pio-1", .release("M2"), .post("M2", carriers.ourX))
        try scenario.given("pio-1", .refute(fact))
        return scenario
    }

    @Test func `a released message whose fact was refuted is known to be wrong`() throws {
        let scenario = try refuted()
        let message = try #require(scenario.state.messages["M2"])
        #expect(scenario.state.knownWrong(message) == KnownWrong(error: .fact("F1"), rumor: "R1"))
    }

    @Test func `it can't be posted further, but for a reason that goes on record`() throws {
        var scenario = try refuted()
        let web = try Carriers().ourWeb
        scenario.when("pio-1", .post("M2", web)).thenStopped(by: .knownWrong)
        let forced = Command.message(
            .post(
                "M2", [.init(carrier: web)], overrides: [.knownWrong: "already-public"]))
        scenario.when("pio-1", forced).then("guard-overridden", "delivery-recorded")
        try scenario.given("pio-1", forced)
        let message = try #require(scenario.state.messages["M2"])
        #expect(scenario.state.knownWrong(message) != nil)
        #expect(scenario.state.unexcusedError(in: message, at: scenario.now) == nil)
    }

    @Test func `the correction is named once it is drafted`() throws {
        var scenario = try refuted()
        let rumor = try #require(scenario.state.rumors.all.last)
        try scenario.given(
            "pio-1", .draft("It is Oak Avenue 12.", kind: .correction, corrects: [rumor.id]))
        let message = try #require(scenario.state.messages["M2"])
        #expect(scenario.state.knownWrong(message)?.correction == "M3")
    }

    @Test func `a message that rests on no refuted fact is not`() throws {
        var scenario = try refuted()
        try scenario.given("pio-1", .draft("Roads are closed."), .submit("M3"))
        try scenario.given("ic-1", .approve("M3"))
        try scenario.given("pio-1", .release("M3"))
        let message = try #require(scenario.state.messages["M3"])
        #expect(scenario.state.knownWrong(message) == nil)
    }
}
