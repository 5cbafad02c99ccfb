import HandwrittenLog
import Channels
import Incident
import IncidentEvents
import Playbooks
import SwiftProtobuf
import Testing

@Suite struct OpeningTests {
    @Test func `opening adopts the files, assigns the department's roles and drafts the holding`()
        throws
    {
        let scenario = Scenario.unopened()
        let opening = scenario.when("pio-1", .opening(.live))
        opening.then(
            "incident-opened", "playbook-adopted", "policy-adopted", "role-assigned",
            "role-assigned", "role-assigned", "role-assigned", "role-assigned", "role-assigned",
            "message-drafted")
        let opened = try Scenario(opened: .live).state
        #expect(opened.phase == "response")
        #expect(opened.opening?.title == "a serious incident, Main and Lamar")
        #expect(opened.playbook?.bytes == Array("id: test".utf8))
        #expect(opened.roles(of: "ic-1") == [.incidentCommander])
        #expect(opened.assignments.first { $0.person == "jic-1" }?.agency == "county")
        #expect(opened.messages.all.map(\.name) == ["holding"])
        #expect(opened.messages["M1"]?.channels == [.x, .sms, .web])
    }

    @Test func `opening assigns the opener, whom the department does not list`() throws {
        var scenario = Scenario.unopened()
        try scenario.given("stranger-1", .opening(.live))
        #expect(scenario.state.roles(of: "stranger-1") == [.pio])
        #expect(scenario.state.roles(of: "pio-1") == [.pio])
    }

    @Test func `a reenactment drafts nothing at opening`() throws {
        let scenario = try Scenario(opened: .reenactment)
        #expect(scenario.state.messages.isEmpty)
        #expect(scenario.state.roles(of: "ctl-1") == [.controller])
    }

    @Test func `an incident opens once`() throws {
        try Scenario(opened: .live).when("pio-1", .opening(.live))
            .thenRefused(.notNow, "already open")
    }

    @Test func `an opening needs a place and a sound actor id`() {
        let scenario = Scenario.unopened()
        scenario.when("pio-1", .opening(.live, place: " \n")).thenRefused(.invalid, "place")
        for actor in ["", "PIO", "pio 1", "pïo", String(repeating: "a", count: 65)] {
            scenario.when(actor, .opening(.live)).thenRefused(.invalid, "valid actor id")
        }
        scenario.when("pio-1", role: Role(rawValue: "approver"), .opening(.live)).thenRefused(
            .invalid, "valid role")
    }

    @Test func `nothing happens before the opening`() {
        Scenario.unopened().when("pio-1", .record("Shots were fired"))
            .thenRefused(.notNow, "isn't open yet")
    }

    @Test func `a text beyond 64 KiB is refused, and one of exactly 64 KiB is taken`() throws {
        let scenario = try Scenario(opened: .live)
        scenario.when("pio-1", .log(.note(String(repeating: "a", count: 65_536))))
            .then("note-logged")
        scenario.when("pio-1", .log(.note(String(repeating: "a", count: 65_537))))
            .thenRefused(.invalid, "65537 bytes", "64 KiB")
    }

    @Test func `the onset is correctable, but never to a time to come`() throws {
        var scenario = try Scenario(opened: .live)
        let begun = Scenario.start.advanced(by: .seconds(-900))
        func correct(_ onset: Instant) -> Command {
            .lifecycle(.correctOnset(onset, certainty: .approximate, reason: "dispatch log"))
        }
        scenario.when("pio-1", correct(scenario.now.advanced(by: .seconds(1))))
            .thenRefused(.invalid, "in the future")
        try scenario.given("pio-1", correct(begun))
        #expect(scenario.state.onset?.at == begun)
        #expect(scenario.state.onset?.certainty == .approximate)
        scenario.when("pio-1", correct(begun)).thenNothing()
    }
}

@Suite struct PhaseAndPeriodTests {
    @Test func `a phase must be one of the playbook's, and entering it twice changes nothing`()
        throws
    {
        var scenario = try Scenario(opened: .live)
        scenario.when("ic-1", .lifecycle(.enterPhase("party", reason: "")))
            .thenRefused(.unknownThing, "party", "response, silence")
        scenario.when("ic-1", .lifecycle(.enterPhase("response", reason: ""))).thenNothing()
        try scenario.given("ic-1", .lifecycle(.enterPhase("silence", reason: "on request")))
        #expect(scenario.state.phase == "silence")
    }

    @Test func `operational periods are numbered and can't end before they begin`() throws {
        var scenario = try Scenario(opened: .live)
        let from = scenario.now
        try scenario.given(
            "ic-1", .lifecycle(.beginPeriod(from: nil, to: nil, objectives: ["Find him"])),
            .lifecycle(.beginPeriod(from: from, to: from.advanced(by: .seconds(1)), objectives: []))
        )
        #expect(scenario.state.periods.all.map(\.id.description) == ["P1", "P2"])
        #expect(scenario.state.periods.all.first?.from == from)
        scenario.when("ic-1", .lifecycle(.beginPeriod(from: from, to: from, objectives: [])))
            .thenRefused(.invalid, "ends before it begins")
    }
}

@Suite struct RoleTests {
    @Test func `a role that is not held is refused`() throws {
        let scenario = try Scenario(opened: .live)
        scenario.when("pio-1", role: .incidentCommander, .record("Shots were fired"))
            .thenRefused(.unauthorized, "doesn't hold the role incident-commander", "holds: pio")
        scenario.when("nobody-1", .record("Shots were fired"))
            .thenRefused(.unauthorized, "has no role")
    }

    @Test(arguments: [
        ("watcher-1", Command.record("Shots were fired"), "record"),
        ("rumor-1", .clear("F1"), "clear"),
        ("rumor-1", .release("M1"), "release"),
        ("ic-1", .submit("M1"), "draft"),
        ("rumor-1", .lifecycle(.close(reason: "done")), "direct"),
        ("watcher-1", .assess("R1", .false), "assess"),
        ("watcher-1", .verify("F1"), "verify"),
    ])
    func `a role may only do what the playbook gives it`(
        actor: String, command: Command, deed: String
    ) throws {
        try Scenario(opened: .live).when(actor, command)
            .thenRefused(.unauthorized, actor, "may not \(deed)")
    }

    @Test func `a relieved person may no longer act, and one assigned may`() throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given(
            "ic-1", .lifecycle(.relieveRole("pio-2", of: .pio, reason: "shift change")),
            .lifecycle(.assignRole("pio-3", to: .pio, isUnlisted: true)))
        scenario.when("pio-2", .record("x")).thenRefused(.unauthorized, "has no role")
        scenario.when("pio-3", .record("x")).then("fact-recorded")
        #expect(scenario.state.assignments.last?.agency == "riverton-pd")
        scenario.when("ic-1", .lifecycle(.assignRole("pio-3", to: .pio))).thenNothing()
        scenario.when("ic-1", .lifecycle(.relieveRole("pio-2", of: .pio, reason: "")))
            .thenRefused(.unknownThing, "pio-2 doesn't hold")
    }

    @Test func `only known roles and sound ids are assigned`() throws {
        let scenario = try Scenario(opened: .live)
        scenario.when("ic-1", .lifecycle(.assignRole("pio-3", to: Role(rawValue: "approver"))))
            .thenRefused(.unknownThing, "approver", "incident-commander")
        scenario.when("ic-1", .lifecycle(.assignRole("Pio 3", to: .pio)))
            .thenRefused(.invalid, "a valid actor id")
    }

    @Test func `in a reenactment the controller enters everything`() throws {
        let scenario = try Scenario(opened: .reenactment)
        let outcome = scenario.when("ctl-1", .record("Shots were fired"))
        outcome.then("fact-recorded")
        if case .decided(let decision) = outcome {
            #expect(decision.records.map(\.metadata.role) == ["controller"])
        }
    }

    @Test func `an exercise gives the controller no such power`() throws {
        var scenario = try Scenario(opened: .exercise)
        try scenario.given(
            "ic-1", .lifecycle(.assignRole("ctl-2", to: .controller, isUnlisted: true)))
        scenario.when("ctl-2", .release("M1")).thenRefused(.unauthorized, "may not release")
    }
}

@Suite struct StepTests {
    @Test func `a step waits for the steps it requires`() throws {
        var scenario = try Scenario(opened: .live)
        scenario.when("pio-1", .lifecycle(.completeStep("brief", note: "")))
            .thenRefused(.notNow, "before step brief: notify")
        try scenario.given("pio-1", .lifecycle(.skipStep("notify", reason: "She is here")))
        scenario.when("pio-1", .lifecycle(.completeStep("brief", note: ""))).then("step-completed")
        try scenario.given("pio-1", .lifecycle(.reopenStep("notify", reason: "She left")))
        scenario.when("pio-1", .lifecycle(.completeStep("brief", note: "")))
            .thenRefused(.notNow, "before step brief: notify")
    }

    @Test func `what is done is done once, and an unknown step is refused`() throws {
        var scenario = try Scenario(opened: .live)
        scenario.when("pio-1", .lifecycle(.completeStep("dance", note: "")))
            .thenRefused(.unknownThing, "dance")
        scenario.when("pio-1", .lifecycle(.reopenStep("dance", reason: "r")))
            .thenRefused(.unknownThing, "dance")
        scenario.when("pio-1", .lifecycle(.reopenStep("notify", reason: "r"))).thenNothing()
        try scenario.given("pio-1", .lifecycle(.completeStep("notify", note: "by phone")))
        scenario.when("pio-1", .lifecycle(.completeStep("notify", note: "again"))).thenNothing()
        scenario.when("pio-1", .lifecycle(.skipStep("notify", reason: "r"))).thenNothing()
        scenario.when("pio-1", .lifecycle(.skipStep("brief", reason: " ")))
            .thenRefused(.invalid, "reason is empty")
    }

    @Test func `a step waits for the template, kind or phase that its trigger names`() throws {
        let playbook = Playbook.test.with {
            $0.steps = [
                Step(
                    id: "any", title: "Speak", role: .pio,
                    trigger: .init(event: .messageReleased)),
                Step(
                    id: "update", title: "Update", role: .pio,
                    trigger: .init(event: .messageReleased, kind: .update)),
                Step(
                    id: "officers", title: "Officers", role: .pio,
                    trigger: .init(event: .messageReleased, template: "officers", kind: .update)),
                Step(
                    id: "quiet", title: "Keep quiet", role: .pio,
                    trigger: .init(event: .phaseChanged, phase: "silence")),
                Step(
                    id: "again", title: "Respond again", role: .pio,
                    trigger: .init(event: .phaseChanged, phase: "response")),
            ]
        }
        var scenario = try Scenario(opened: .live, playbook: playbook)
        func done() -> [String] {
            playbook.steps.map(\.id).filter { scenario.state.isDone($0, in: playbook) }
        }
        #expect(done() == [])
        try scenario.given("pio-1", .release("M1"))
        #expect(done() == ["any"])
        let carriers = try Carriers()
        _ = try scenario.givenPublished("We are here.", on: [carriers.ourX])
        #expect(done() == ["any", "update"])
        try scenario.given("ic-1", .lifecycle(.enterPhase("silence", reason: "")))
        #expect(done() == ["any", "update", "quiet"])
        try scenario.given("ic-1", .lifecycle(.enterPhase("response", reason: "")))
        #expect(done() == ["any", "update", "quiet", "again"])
        try scenario.given("pio-1", .draft(template: "officers", .update), .submit("M3"))
        try scenario.given("ic-1", .approve("M3"))
        try scenario.given("pio-1", .release("M3"))
        #expect(done() == ["any", "update", "officers", "quiet", "again"])
    }

    @Test func `what settled a step first is what counts`() throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given(
            "pio-1", .lifecycle(.completeStep("speak", note: "on the phone")), .release("M1"))
        let settlement = scenario.state.settlement(of: "speak", in: scenario.playbook)
        #expect(settlement?.isAutomatic == false)
        #expect(settlement?.text == "on the phone")
    }

    @Test func `a step that an event completes counts as done`() throws {
        var scenario = try Scenario(opened: .live)
        #expect(!scenario.state.isDone("speak", in: scenario.playbook))
        try scenario.given("pio-1", .release("M1"))
        #expect(scenario.state.isDone("speak", in: scenario.playbook))
        try scenario.given("pio-1", .lifecycle(.reopenStep("speak", reason: "badly said")))
        #expect(!scenario.state.isDone("speak", in: scenario.playbook))
    }

    @Test func `a delivery that was a slip completes no step`() throws {
        let plan = Playbook.test.with { playbook in
            for index in playbook.steps.indices where playbook.steps[index].id == "speak" {
                playbook.steps[index].trigger?.event = .deliveryRecorded
            }
        }
        var scenario = try Scenario(opened: .live, playbook: plan)
        let ourX = try Carrier("x:RivertonPD")
        try scenario.given("pio-1", .release("M1"), .post("M1", ourX))
        #expect(scenario.state.isDone("speak", in: scenario.playbook))
        try scenario.given("pio-1", .message(.void("M1", .init(ourX), reason: "the wrong window")))
        #expect(!scenario.state.isDone("speak", in: scenario.playbook))
        try scenario.given("pio-1", .post("M1", ourX))
        #expect(scenario.state.isDone("speak", in: scenario.playbook))
    }
}

@Suite struct ClosingTests {
    private func scenario(_ criterion: ClosingCriterion) throws -> Scenario {
        try Scenario(opened: .live, playbook: .test.with { $0.closing = [criterion] })
    }

    private let close = Command.lifecycle(.close(reason: "It is over"))
    /// Despite what still runs, but not despite the playbook's own criteria.
    private let closeAnyway = Command.lifecycle(.close(reason: "It is over", anyway: true))

    @Test func `steps must be done`() throws {
        var scenario = try scenario(.stepsDone)
        scenario.when("ic-1", close).thenRefused(.notNow, "open steps notify, brief, speak")
        try scenario.given(
            "pio-1", .lifecycle(.completeStep("notify", note: "")),
            .lifecycle(.skipStep("brief", reason: "nobody came")), .release("M1"))
        scenario.when("ic-1", closeAnyway).then("incident-closed")
    }

    @Test func `coverage must be closed`() throws {
        var scenario = try scenario(.coverageClosed)
        let carriers = try Carriers()
        try scenario.given(
            "rumor-1", .report("Two snipers", on: carriers.station), .assess("R1", .false))
        scenario.when("ic-1", close).thenRefused(.notNow, "uncorrected rumors R1")
        try scenario.given("rumor-1", .waive("R1", carriers.station))
        scenario.when("ic-1", close).then("incident-closed")
    }

    @Test func `inquiries must be answered or declined`() throws {
        var scenario = try scenario(.inquiriesAnswered)
        try scenario.given("pio-1", .asking("How many?"), .asking("Who?"))
        scenario.when("ic-1", close).thenRefused(.notNow, "unanswered inquiries Q1, Q2")
        try scenario.given(
            "ic-1", .inquiry(.answer("Q1", answer: "We will say so at noon", message: nil)),
            .inquiry(.decline("Q2", reason: "not ours")))
        scenario.when("ic-1", close).then("incident-closed")
    }

    @Test func `messages released alone must be ratified`() throws {
        var scenario = try scenario(.messagesRatified)
        try scenario.given(
            "pio-1", .draft("We are here."),
            .release("M2", overrides: [.unapproved: "imminent-threat"]))
        scenario.when("ic-1", close).thenRefused(.notNow, "messages that need ratification M2")
        scenario.when("ic-1", closeAnyway).thenRefused(.notNow, "need ratification M2")
        try scenario.given("ic-1", .message(.ratify("M2")))
        scenario.when("ic-1", closeAnyway).then("incident-closed")
    }

    @Test func `a closed incident takes notes and corrections and refuses the rest`() throws {
        var scenario = try Scenario(opened: .live)
        let carriers = try Carriers()
        let wrong = try scenario.givenPublished("Stay inside.", on: [carriers.ourX])
        try scenario.given("ic-1", closeAnyway)
        scenario.when("pio-1", .record("Late news")).thenRefused(
            .notNow, "closed", next: .reopenIncident)
        scenario.when("pio-1", .release("M1")).thenRefused(.notNow, "closed")
        scenario.when("pio-1", .log(.note("An afterthought"))).then("note-logged")
        // A message found wrong later must still be withdrawn.
        scenario.when("pio-1", .withdraw(wrong, carriers.ourX)).then("message-withdrawn")
        try scenario.given("ic-1", .lifecycle(.reopen(reason: "It is not over")))
        scenario.when("pio-1", .record("Late news")).then("fact-recorded")
        scenario.when("ic-1", .lifecycle(.reopen(reason: "again"))).thenNothing()
    }
}

@Suite struct RoleConfirmationTests {
    private func assign(_ person: String) -> Command {
        .lifecycle(.assignRole(person, to: .incidentCommander, isUnlisted: true))
    }

    private func waiting(_ scenario: Scenario) -> [String] {
        scenario.state.unconfirmedRoles(scenario.playbook, scenario.department)
            .map(\.assignment.person)
    }

    @Test func `invented people confirm neither each other nor for the one who invented them`()
        throws
    {
        var scenario = try Scenario(opened: .live)
        try scenario.given("pio-1", assign("g1"))
        try scenario.given("g1", assign("g2"))
        scenario.when("g2", assign("g1")).thenNothing()
        scenario.when("pio-1", assign("g2")).thenNothing()
        // A log may have such entries from an earlier version.
        for (actor, person) in [("g2", "g1"), ("pio-1", "g2")] {
            var metadata = RecordMetadata()
            metadata.actor = actor
            scenario.append(
                .event(
                    .roleAssigned(
                        .with {
                            $0.person = person
                            $0.role = Role.incidentCommander.rawValue
                        })), metadata)
        }
        #expect(waiting(scenario) == ["g1", "g2"])
        try scenario.given("ic-1", assign("g1"))
        #expect(waiting(scenario) == ["g2"])
        try scenario.given("pio-2", assign("g2"))
        #expect(waiting(scenario) == [])
    }

    @Test func `where the department file lists nobody, anyone else confirms`() throws {
        var scenario = try Scenario(
            opened: .live, department: .test.with { $0.people = [] })
        try scenario.given("pio-1", .draft("We are here."), assign("g1"))
        #expect(waiting(scenario) == ["g1"])
        try scenario.given("g1", .lifecycle(.assignRole("g2", to: .pio)))
        scenario.when("pio-1", assign("g1")).thenNothing()
        try scenario.given("g2", assign("g1"))
        #expect(waiting(scenario) == [])
    }
}

@Suite struct NewerEntryTests {
    @Test func `an incident with entries of a newer version is readable and not writable`() throws {
        var scenario = try Scenario(opened: .live)
        scenario.append(.unknown(type: "incident-merged"))
        #expect(scenario.state.unknownEntries == 1)
        #expect(scenario.state.messages.count == 1)
        scenario.when("pio-1", .record("x")).thenRefused(.newerEntries, "1 entry", "newer")
        var newer = RecordMetadata()
        newer.programVersion = "0.9.1"
        scenario.append(.unknown(type: "incident-merged"), newer)
        scenario.when("pio-1", .record("x"))
            .thenRefused(.newerEntries, "2 entries", "install Tocsin 0.9.1 or later")
        scenario.when("ic-1", .lifecycle(.reopen(reason: "r"))).thenRefused(.newerEntries)
    }
}
