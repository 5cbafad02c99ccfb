import HandwrittenLog
import Channels
import Incident
import IncidentEvents
import Playbooks
import Testing

@Suite struct ReleaseTests {
    private func approved(
        _ text: String = "We are here.", cites: [Message.Cited] = [],
        on channels: [ChannelID]? = nil
    ) throws -> Scenario {
        var scenario = try Scenario(opened: .live)
        try scenario.given("pio-1", .draft(text, cites: cites, on: channels), .submit("M2"))
        try scenario.given("ic-1", .approve("M2"))
        return scenario
    }

    private func releasedTexts(_ outcome: Outcome) -> [String] {
        outcome.events.flatMap { event -> [String] in
            if case .messageReleased(let event) = event { event.texts.map(\.text) } else { [] }
        }
    }

    @Test func `what is not approved is refused`() throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given("pio-1", .draft("We are here."))
        scenario.when("pio-1", .release("M2")).thenRefused(.refused, "isn't submitted")
        try scenario.given("pio-1", .submit("M2"))
        scenario.when("pio-1", .release("M2")).thenStopped(by: .unapproved)
        scenario.when("pio-1", .release("M2"))
            .thenRefused(.refused, "M2 isn't approved", next: .approveMessage("M2"))
    }

    @Test func `a release states text, units, limit and the limits' date of each channel`() throws {
        let scenario = try approved()
        let outcome = scenario.when("pio-1", .release("M2"))
        outcome.then("message-released")
        guard case .messageReleased(let event) = outcome.events.last else { return }
        #expect(event.texts.map(\.channel) == ["x", "sms", "web"])
        #expect(event.texts.map(\.text) == Array(repeating: "We are here.", count: 3))
        #expect(event.texts.map(\.units) == [12, 12, 12])
        #expect(event.texts.map(\.hasLimit) == [true, true, false])
        #expect(event.texts.first?.limit == 280)
        #expect(event.texts.first?.limitsAsOf == ChannelCatalogue.version)
        #expect(
            Array(event.contentSha256) == scenario.state.messages["M2"]?.submission?.contentSHA256)
    }

    @Test func `channels go one by one, and what is out is not released again`() throws {
        var scenario = try approved()
        scenario.when("pio-1", .release("M2", on: [.blog]))
            .thenRefused(.unknownThing, "isn't for blog", "x, sms, web")
        try scenario.given("pio-1", .release("M2", on: [.x]))
        #expect(releasedTexts(scenario.when("pio-1", .release("M2"))).count == 2)
        try scenario.given("pio-1", .release("M2"))
        scenario.when("pio-1", .release("M2")).thenNothing()
    }

    @Test func `a text over the limit is refused on that channel only`() throws {
        let scenario = try approved(String(repeating: "a", count: 300))
        let outcome = scenario.when("pio-1", .release("M2"))
        outcome.then("message-released")
        #expect(outcome.refusals.map(\.guard) == [.overLimit])
        #expect(outcome.refusals.first?.channels == [.x])
        #expect(outcome.refusals.first?.finding.contains("of 280") == true)
        #expect(releasedTexts(outcome).count == 2)
        scenario.when("pio-1", .release("M2", on: [.x])).thenStopped(by: .overLimit)
        scenario.when("pio-1", .release("M2", on: [.x], overrides: [.overLimit: "please"]))
            .thenRefused(.refused, "over-limit can't be overridden")
    }

    @Test func `a text outside the character set is refused on that channel only`() throws {
        let scenario = try approved("Peligro 危险", on: [.wea90, .web])
        let outcome = scenario.when("pio-1", .release("M2"))
        #expect(Set(outcome.refusals.map(\.channels)) == [[.wea90]])
        #expect(outcome.refusals.map(\.guard).contains(.overLimit))
        #expect(releasedTexts(outcome) == ["Peligro 危险"])
    }

    @Test func `times known at release are filled in then, and judged before at their longest`()
        throws
    {
        var scenario = try Scenario(opened: .live)
        // One word, which can't be split into a thread.
        let filler = String(repeating: "a", count: 271)
        try scenario.given(
            "pio-1", .draft("{as-of}\(filler)", on: [.x]), .draft("As of {as-of}."), .submit("M2"),
            .submit("M3"))
        try scenario.given("ic-1", .approve("M2"), .approve("M3"))
        // 271 and "22:20 CDT" are 280 and would fit; "00:00 AKDT" is one more.
        scenario.when("pio-1", .release("M2")).thenStopped(by: .overLimit)
        let outcome = scenario.when("pio-1", .release("M3"))
        #expect(releasedTexts(outcome).first == "As of \(scenario.state.zone.clock(scenario.now)).")
    }

    @Test func `the next update follows from the cadence of the phase`() throws {
        let scenario = try Scenario(opened: .live)
        let outcome = scenario.when("pio-1", .release("M1"))
        guard case .messageReleased(let event) = outcome.events.last else {
            Issue.record("not released")
            return
        }
        let due = scenario.now.advanced(by: .seconds(1800))
        #expect(Instant(event.nextUpdateBy) == due)
        #expect(event.texts.first?.text.hasSuffix("Next update by 22:46 CDT.") == true)
    }

    @Test func `a time the author states goes before the cadence`() throws {
        var scenario = try approved()
        var elements = MessageElements()
        elements.nextUpdateBy = scenario.now.advanced(by: .seconds(600)).timestamp
        try scenario.given(
            "pio-1", .message(.revise("M2", .init(elements: elements))), .submit("M2"))
        try scenario.given("ic-1", .approve("M2"), .approve("M2"))
        guard case .messageReleased(let event) = scenario.when("pio-1", .release("M2")).events.last
        else {
            Issue.record("not released")
            return
        }
        #expect(event.nextUpdateBy == elements.nextUpdateBy)
    }

    @Test func `without a cadence the first phase asks for a time; later ones do not`() throws {
        let silent = Playbook.test.with { $0.phases[0].cadence = nil }
        var scenario = try Scenario(opened: .live, playbook: silent)
        try scenario.given("pio-1", .draft("We are here."), .submit("M2"))
        try scenario.given("ic-1", .approve("M2"))
        scenario.when("pio-1", .release("M2")).thenStopped(by: .nextUpdateMissing)
        scenario.when("pio-1", .release("M2", overrides: [.nextUpdateMissing: "imminent-threat"]))
            .then("guard-overridden", "message-released")
        try scenario.given("ic-1", .lifecycle(.enterPhase("silence", reason: "")))
        scenario.when("pio-1", .release("M2")).then("message-released")
    }

    @Test func `until when it holds is filled in at release, and asked for where it is not known`()
        throws
    {
        var scenario = try Scenario(opened: .live)
        try scenario.given("pio-1", .draft("Stay in until {expires}."), .submit("M2"))
        try scenario.given("ic-1", .approve("M2"))
        scenario.when("pio-1", .release("M2"))
            .thenRefused(.invalid, "mentions when it ends", next: .reviseMessage("M2", .expires))
        var elements = MessageElements()
        elements.expires = scenario.now.advanced(by: .seconds(3600)).timestamp
        try scenario.given(
            "pio-1", .message(.revise("M2", .init(elements: elements))), .submit("M2"))
        try scenario.given("ic-1", .approve("M2"))
        let end = scenario.state.zone.clock(Instant(elements.expires))
        let released = releasedTexts(scenario.when("pio-1", .release("M2")))
        #expect(released.allSatisfy { $0 == "Stay in until \(end)." } && !released.isEmpty)
    }

    @Test func `a placeholder never goes out by its name`() throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given("pio-1", .draft("More by {next-update}."), .submit("M2"))
        try scenario.given(
            "ic-1", .approve("M2"), .lifecycle(.enterPhase("silence", reason: "")))
        scenario.when("pio-1", .release("M2")).thenRefused(.invalid, "mentions a next update")
    }

    @Test func `an exercise releases only what says so`() throws {
        var scenario = try Scenario(opened: .exercise)
        try scenario.given(
            "pio-1", .draft("We are here."), .edit("M2", .x, "Really here."), .submit("M2"))
        try scenario.given("ic-1", .approve("M2"))
        let outcome = scenario.when("pio-1", .release("M2"))
        outcome.then("message-released")
        #expect(outcome.refusals.map(\.guard) == [.exerciseMarking])
        #expect(outcome.refusals.map(\.channels) == [[.x]])
        #expect(releasedTexts(outcome).allSatisfy { $0.hasPrefix("EXERCISE") })
        scenario.when("pio-1", .release("M2", overrides: [.exerciseMarking: "please"]))
            .thenRefused(.refused, "can't be overridden")
    }
}

@Suite struct FactRepeatedTests {
    private static let words = "The gunman left the garage on foot."

    /// M2 says the words without a citation and is approved; then `change` happens.
    private func outcome(
        _ text: String = words, corrects rumors: [RumorID] = [], after changes: Command...
    ) throws -> Outcome {
        var scenario = try Scenario(opened: .live)
        try scenario.given("pio-1", .record("The gunman left the garage on foot"))
        for change in changes { try scenario.given("ic-1", change) }
        try scenario.given("pio-1", .draft(text, corrects: rumors), .submit("M2"))
        try scenario.given("ic-1", .approve("M2"))
        return scenario.when("pio-1", .release("M2"))
    }

    @Test func `an unverified or refuted fact's words are stopped without a citation`() throws {
        try outcome().thenStopped(by: .factRepeated)
        try outcome(after: .refute("F1")).thenStopped(by: .factRepeated)
        // Other words about the same are not.
        try outcome("Stay away from the garage.").then("message-released")
    }

    @Test func `what is verified, or known from another source, may be said`() throws {
        try outcome(after: .verify("F1"), .clear("F1")).then("message-released")
        try outcome(
            after: .record("On foot, the gunman left the garage."), .verify("F2"), .clear("F2")
        ).then("message-released")
        // A hold forbids it from every source.
        let hold = Command.fact(.hold("F1", reason: "operations", until: nil))
        try outcome(
            after: .record("On foot, the gunman left the garage."), .verify("F2"), .clear("F2"),
            hold
        ).thenStopped(by: .factRepeated)
    }
}

@Suite struct FactNotSayableTests {
    /// M2 cites F1 and is approved; then `change` happens.
    private func outcome(
        _ text: String = "Two are hurt.", cited: Message.Cited = "F1", after changes: Command...
    ) throws -> (Scenario, Outcome) {
        var scenario = try Scenario(opened: .live)
        try scenario.given(
            "pio-1", .record("Two are hurt"), .record("Three are hurt"),
            .draft(text, cites: [cited]), .submit("M2"))
        try scenario.given("ic-1", .approve("M2"))
        for change in changes { try scenario.given("ic-1", change) }
        return (scenario, scenario.when("pio-1", .release("M2")))
    }

    private func expectStopped(
        _ outcome: Outcome, _ words: String, by stopping: Guard = .factNotSayable
    ) {
        outcome.thenStopped(by: stopping)
        #expect(outcome.findings.first?.finding.contains(words) == true, "\(outcome.findings)")
    }

    @Test func `unverified`() throws {
        expectStopped(try outcome().1, "isn't verified")
    }

    @Test func `verified and not cleared`() throws {
        expectStopped(try outcome(after: .verify("F1")).1, "isn't cleared for release")
    }

    @Test func `cleared`() throws {
        try outcome(after: .verify("F1"), .clear("F1")).1.then("message-released")
    }

    @Test func `held, with the reason`() throws {
        let hold = Command.fact(.hold("F1", reason: "the family", until: nil))
        expectStopped(
            try outcome(after: .verify("F1"), .clear("F1"), hold).1, "held: the family",
            by: .heldForFamily)
        // Saying that it is unconfirmed does not remove a hold.
        expectStopped(
            try outcome(
                "Unconfirmed: two are hurt.", cited: .init(fact: "F1", isUnconfirmed: true),
                after: hold
            ).1, "held", by: .heldForFamily)
        let other = Command.fact(.hold("F1", reason: "operations", until: nil))
        expectStopped(
            try outcome(after: .verify("F1"), .clear("F1"), other).1, "held: operations")
    }

    @Test func `refuted`() throws {
        expectStopped(
            try outcome(after: .verify("F1"), .clear("F1"), .refute("F1")).1, "was refuted")
    }

    @Test func `superseded, unless the text gives it as of its time`() throws {
        let changes = [Command.verify("F1"), .clear("F1"), .fact(.supersede("F1", by: "F2"))]
        expectStopped(
            try outcome(after: changes[0], changes[1], changes[2]).1, "superseded by F2")
        try outcome(
            "As of 22:15, two are hurt.", cited: .init(fact: "F1", asOf: Scenario.start),
            after: changes[0], changes[1], changes[2]
        ).1.then("message-released")
    }

    @Test func `unverified and marked as unconfirmed in every text`() throws {
        let cited = Message.Cited(fact: "F1", isUnconfirmed: true)
        try outcome("UNCONFIRMED: two are hurt.", cited: cited).1.then("message-released")
        for text in [
            "Two are hurt.", "Nothing is unconfirmed here. Two are hurt.",
            "It is no longer unconfirmed: two are hurt.",
            "Two are hurt, and that isn't unconfirmed.",
        ] {
            expectStopped(
                try outcome(text, cited: cited).1, "the sentence with it doesn't say so")
        }
        expectStopped(try outcome("Unconfirmed: two are hurt.").1, "isn't verified")
        // A hand-written text on one channel that omits the word.
        var (scenario, _) = try outcome("Unconfirmed: two are hurt.", cited: cited)
        try scenario.given("pio-1", .edit("M2", .sms, "Two are hurt."), .submit("M2"))
        try scenario.given("ic-1", .approve("M2"))
        expectStopped(scenario.when("pio-1", .release("M2")), "the sentence with it")
        scenario.when("pio-1", .release("M2", on: [.x, .web])).then("message-released")
    }

    @Test func `an override with a reason lets it pass and stays on record`() throws {
        let (scenario, _) = try outcome()
        let outcome = scenario.when(
            "pio-1", .release("M2", overrides: [.factNotSayable: "imminent-threat"]))
        outcome.then("guard-overridden", "message-released")
        guard case .guardOverridden(let event) = outcome.events.first else { return }
        #expect(event.guard == "fact-not-sayable" && event.reason.hasPrefix("imminent-threat: "))
        #expect(event.finding.contains("F1"))
    }

    @Test func `every fact that stands against it is named`() throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given(
            "pio-1", .record("a"), .record("b"), .draft("a, b", cites: ["F1", "F2"]), .submit("M2"))
        scenario.when("pio-1", .release("M2"))
            .thenStopped(by: .unapproved, .factNotSayable, .factNotSayable)
    }
}

@Suite struct DeliveryTests {
    private func released() throws -> Scenario {
        var scenario = try Scenario(opened: .live)
        try scenario.given("pio-1", .release("M1", on: [.x, .sms]))
        return scenario
    }

    @Test func `posting needs a release on that channel`() throws {
        let carriers = try Carriers()
        try Scenario(opened: .live).when("pio-1", .post("M1", carriers.ourX))
            .thenRefused(.notNow, "isn't released on x", next: .releaseMessage("M1"))
        let scenario = try released()
        scenario.when("pio-1", .post("M1", carriers.ourWeb))
            .thenRefused(.notNow, "isn't released on web", "sms, x")
        scenario.when("pio-1", .post("M1")).thenRefused(.invalid, "No account")
        scenario.when("pio-1", .message(.failed("M1", .init(carriers.ourWeb), reason: "r")))
            .thenRefused(.notNow, "isn't released on web")
    }

    @Test func `what is released stands nowhere until it is posted`() throws {
        var scenario = try released()
        let carriers = try Carriers()
        #expect(scenario.state.messages["M1"]?.liveCarriers == [])
        try scenario.given(
            "pio-1", .message(.failed("M1", .init(carriers.ourSMS), reason: "gateway")),
            .post("M1", carriers.ourX, address: "https://x.example/1"))
        #expect(scenario.state.messages["M1"]?.liveCarriers == [carriers.ourX])
    }

    @Test func `a failed delivery reached nobody, and an internal one not the public`() throws {
        let playbook = Playbook.test.with { $0.channels = [.x, .sms, .callTakers] }
        var scenario = try Scenario(opened: .live, playbook: playbook)
        let carriers = try Carriers()
        try scenario.given(
            "pio-1", .release("M1"),
            .message(.failed("M1", .init(carriers.ourSMS), reason: "gateway")),
            .post("M1", try Carrier("call-takers:riverton")), .post("M1", carriers.ourX))
        let message = try #require(scenario.state.messages["M1"])
        #expect(message.deliveries.map(\.isPublic) == [false, false, true])
        #expect(message.publicPostings.map(\.carrier) == [carriers.ourX])
    }

    @Test func `an edit after the release is a change until it goes out`() throws {
        var scenario = try released()
        func isChanged() -> Bool? { scenario.state.messages["M1"]?.isChangedSinceRelease }
        #expect(isChanged() == false)
        try scenario.given("pio-1", .edit("M1", .x, "Stay away."))
        #expect(isChanged() == true)
        try scenario.given("pio-1", .submit("M1"))
        try scenario.given("ic-1", .approve("M1"))
        try scenario.given("pio-1", .release("M1"))
        #expect(isChanged() == false)
    }

    @Test func `posting twice is one appearance, and another address a second`() throws {
        var scenario = try released()
        let carriers = try Carriers()
        scenario.when("pio-1", .post("M1", carriers.ourX, carriers.ourX)).then("delivery-recorded")
        try scenario.given("pio-1", .post("M1", carriers.ourX, address: "https://x.example/1"))
        scenario.when("pio-1", .post("M1", carriers.ourX)).thenNothing()
        scenario.when("pio-1", .post("M1", carriers.ourX, address: "https://x.example/1"))
            .thenNothing()
        scenario.when("pio-1", .post("M1", carriers.ourX, address: "https://x.example/2"))
            .then("delivery-recorded")
        try scenario.given("pio-1", .withdraw("M1", carriers.ourX))
        scenario.when("pio-1", .post("M1", carriers.ourX)).then("delivery-recorded")
    }

    @Test func `only what stood on a carrier is withdrawn there, and once`() throws {
        var scenario = try released()
        let carriers = try Carriers()
        scenario.when("pio-1", .withdraw("M1", carriers.ourX))
            .thenRefused(.notNow, "isn't posted on x:RivertonPD")
        try scenario.given("pio-1", .post("M1", carriers.ourX), .withdraw("M1", carriers.ourX))
        #expect(scenario.state.messages["M1"]?.liveCarriers == [])
        scenario.when("pio-1", .withdraw("M1", carriers.ourX)).thenNothing()
    }

    @Test
    func `a message stands on every account of ours, and on the department where there is none`()
        throws
    {
        let carriers = try Carriers()
        var scenario = try Scenario(
            opened: .live, department: .test.with { $0.accounts = [carriers.ourX] })
        try scenario.given("pio-1", .release("M1"))
        try scenario.given("pio-1") { decision throws(Rejection) in
            try decision.postEverywhere("M1")
        }
        #expect(
            scenario.state.messages["M1"]?.liveCarriers.map(\.description)
                == ["sms:riverton-pd", "web:riverton-pd", "x:RivertonPD"])
    }
}

@Suite struct AlertTests {
    private let fields = ["action": "stay inside"]

    /// M2 an alert, M3 its all-clear, M4 its false-alert text, all submitted.
    private func submitted() throws -> Scenario {
        var scenario = try Scenario(opened: .live)
        try scenario.given(
            "pio-1", .draft(template: "alert", .alert, fields: fields), .submit("M2"))
        return scenario
    }

    @Test func `an alert is composed with its all-clear and its false-alert text`() throws {
        let scenario = try submitted()
        let messages = scenario.state.messages
        #expect(messages["M2"]?.armed == ["M3", "M4"])
        #expect(messages["M3"]?.kind == .allClear && messages["M4"]?.kind == .retraction)
        #expect(messages["M4"]?.retracts == "M2")
        #expect(
            messages["M4"]?.submission?.variants.first?.text
                == "Our alert to stay inside was wrong. There is no danger.")
    }

    @Test func `one approval arms all three, and retracting is one command`() throws {
        var scenario = try submitted()
        let carriers = try Carriers()
        scenario.when("ic-1", .approve("M2"))
            .then("message-approved", "message-approved", "message-approved")
        try scenario.given("ic-1", .approve("M2"))
        try scenario.given("pio-1", .release("M2"), .post("M2", carriers.ourX))
        let retract = scenario.when("pio-1", .retract("M2"))
        retract.then("rumor-reported", "rumor-assessed", "message-released")
        try scenario.given("pio-1", .retract("M2"))
        let rumor = try #require(scenario.state.rumors["R1"])
        #expect(rumor.origin == .ownMessage && rumor.messages == ["M2"])
        #expect(rumor.claim.contains("danger at Main and Lamar"))
        #expect(scenario.state.openCells(of: rumor).map(\.carrier) == [carriers.ourX])
        scenario.when("pio-1", .retract("M2")).thenNothing()
        try scenario.given("pio-1", .post("M4", carriers.ourX))
        #expect(scenario.state.openCells(of: rumor) == [])
    }

    @Test func `the all-clear ends an alert and says nothing of an error`() throws {
        var scenario = try submitted()
        let carriers = try Carriers()
        try scenario.given("ic-1", .approve("M2"))
        try scenario.given("pio-1", .release("M2"), .post("M2", carriers.ourX))
        try scenario.given(
            "pio-1",
            .rumor(
                .report(.init(claim: "It was at Elm", origin: .ownMessage, messages: ["M2"]))),
            .rumor(.assess("R1", .false, evidence: "It was at Main", facts: [])))
        try scenario.given("pio-1", .release("M3"), .post("M3", carriers.ourX))
        let rumor = try #require(scenario.state.rumors["R1"])
        #expect(scenario.state.openCells(of: rumor).count == 1)
    }

    @Test func `whoever rewrote an armed text can't approve the alert`() throws {
        var scenario = try submitted()
        try scenario.given("ic-1", .lifecycle(.assignRole("ic-1", to: .pio)))
        try scenario.given("ic-1", .edit("M4", .x, "Sorry."), .submit("M4"))
        scenario.when("ic-1", .approve("M2")).thenRefused(.unauthorized, "edited M4")
    }

    @Test func `an armed text that was edited since holds the approval up`() throws {
        var scenario = try submitted()
        try scenario.given("pio-1", .edit("M4", .x, "Sorry."))
        scenario.when("ic-1", .approve("M2")).thenRefused(.notNow, "M4, armed with M2")
    }

    @Test func `an alert that nothing is armed with is refused`() throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given("pio-1", .draft("Run.", kind: .alert), .submit("M2"))
        try scenario.given("ic-1", .approve("M2"))
        scenario.when("pio-1", .release("M2")).thenStopped(by: .alertNotArmed)
        scenario.when("pio-1", .release("M2", overrides: [.alertNotArmed: "imminent-threat"]))
            .then("guard-overridden", "message-released")
    }

    @Test func `a text for phones waits until its retraction could go out there`() throws {
        var scenario = try Scenario(opened: .live)
        scenario.playbook = .test.with { playbook in
            for index in playbook.templates.indices
            where playbook.templates[index].id == "retraction" {
                playbook.templates[index].texts = [
                    .init(language: "en", segments: [.init("We take back: {what}")])
                ]
            }
        }
        try scenario.given("pio-1", .draft("The shelter is open.", on: [.sms, .x]))
        scenario.when("pio-1", .submit("M2")).thenRefused(
            .refused, "M2 couldn't go out when it is needed", "It has no what on sms")
        try scenario.given("pio-1", .draft("The shelter is open.", on: [.x]), .submit("M3"))
    }

    @Test func `discarding an armed text disarms`() throws {
        var scenario = try submitted()
        try scenario.given("pio-1", .message(.discard("M3", reason: "not needed")))
        try scenario.given("ic-1", .approve("M2"))
        scenario.when("pio-1", .release("M2")).thenStopped(by: .alertNotArmed)
    }

    @Test func `what an alert does not state is a warning and stops nothing`() throws {
        var scenario = try submitted()
        try scenario.given("ic-1", .approve("M2"))
        guard case .decided(let decision) = scenario.when("pio-1", .release("M2")) else {
            Issue.record("refused")
            return
        }
        #expect(decision.warnings.map(\.guard) == [.elementMissing, .nextUpdateUnsaid])
        #expect(decision.warnings.first?.finding.contains("location, hazard") == true)
    }

    @Test func `alone, too, one release arms the retraction`() throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given(
            "pio-1", .draft(template: "alert", .alert, fields: fields),
            .release("M2", overrides: [.unapproved: "imminent-threat"]))
        scenario.when("pio-1", .retract("M2"))
            .then("rumor-reported", "rumor-assessed", "message-released")
    }

    private static let goingHome: MessageElements = {
        var elements = MessageElements()
        elements.guidance = "Go home."
        return elements
    }()

    private static let standing = Playbook.test.with {
        $0.standingApprovals = [
            .init(
                template: "alert", fields: ["place", "action"], approver: "ic-1",
                role: .incidentCommander, expires: "2016-12-31")
        ]
    }

    @Test(arguments: [
        Command.edit("M4", .x, "Sorry."), .revise("M4", fields: ["action": "go home"]),
        .revise("M4", texts: ["en": "Sorry."]),
        .message(.revise("M4", .init(elements: goingHome))),
    ])
    func `a standing approval of the alert covers no armed text that was changed`(change: Command)
        throws
    {
        var scenario = try Scenario(opened: .live, playbook: Self.standing)
        try scenario.given(
            "pio-1", .draft(template: "alert", .alert, fields: fields), change, .submit("M2"))
        #expect(
            ["M2", "M3", "M4"].map { scenario.state.messages[$0]?.approval?.manner }
                == [.standing, .standing, nil])
        #expect(scenario.state.messages["M4"]?.status == .submitted)
    }

    @Test func `a standing approval of the alert arms all three`() throws {
        var scenario = try Scenario(opened: .live, playbook: Self.standing)
        try scenario.given(
            "pio-1", .draft(template: "alert", .alert, fields: fields), .release("M2"))
        #expect(
            ["M2", "M3", "M4"].map { scenario.state.messages[$0]?.approval?.manner }
                == [.standing, .standing, .standing])
        scenario.when("pio-1", .retract("M2"))
            .then("rumor-reported", "rumor-assessed", "message-released")
    }
}

@Suite struct RetractionTests {
    @Test func `retracting what nothing was armed with drafts the retraction, once`() throws {
        var scenario = try Scenario(opened: .live)
        let carriers = try Carriers()
        let said = try scenario.givenPublished("Two snipers.", on: [carriers.ourX])
        scenario.when("pio-1", .retract(said))
            .then("rumor-reported", "rumor-assessed", "message-drafted")
        try scenario.given("pio-1", .retract(said))
        #expect(scenario.state.messages.last?.kind == .retraction)
        #expect(scenario.state.messages.last?.retracts == said)
        #expect(scenario.state.messages.last?.template == "retraction")
        scenario.when("pio-1", .retract(said)).thenNothing()
    }

    @Test func `what was never released is not retracted`() throws {
        try Scenario(opened: .live).when("pio-1", .retract("M1"))
            .thenRefused(.notNow, "was not released", next: .discardMessage("M1"))
    }
}

@Suite struct PromiseTests {
    /// Whether releasing a message with this text promises an update by the phase's cadence.
    private func promises(_ kind: MessageKind, _ text: String) throws -> Bool {
        var scenario = try Scenario(opened: .live)
        try scenario.given("pio-1", .report("A dam broke"), .assess("R1", .false))
        let id = scenario.state.messages.next
        try scenario.given(
            "pio-1", .draft(text, kind: kind, corrects: kind == .correction ? ["R1"] : []))
        try scenario.given("pio-1", .submit(id))
        let overrides: [Guard: String] = [
            .unapproved: "imminent-threat", .alertNotArmed: "imminent-threat",
            .nothingToEnd: "imminent-threat",
        ]
        try scenario.given("pio-1", .release(id, overrides: overrides))
        return try #require(scenario.state.messages[id]?.releases.last).nextUpdateBy != nil
    }

    @Test(arguments: [MessageKind.holding, .update, .correction, .retraction, .allClear])
    func `a text promises an update by the cadence only if it says so`(kind: MessageKind) throws {
        #expect(try promises(kind, "No dam broke. Next update by {next-update}."))
        #expect(try !promises(kind, "No dam broke."))
    }
}
