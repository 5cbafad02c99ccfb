import HandwrittenLog
import Channels
import Foundation
import Incident
import IncidentEvents
import Playbooks
import SwiftProtobuf
import Testing

@Suite struct ApprovalTests {
    /// M2, free text by pio-1, submitted.
    private func submitted() throws -> Scenario {
        var scenario = try Scenario(opened: .live)
        try scenario.given("pio-1", .draft("We are here."), .submit("M2"))
        return scenario
    }

    @Test func `an approver's approval is of exactly what is submitted`() throws {
        var scenario = try submitted()
        let hash = try #require(scenario.state.messages["M2"]?.submission?.contentSHA256)
        let outcome = scenario.when("ic-1", .approve("M2", shown: hash))
        outcome.then("message-approved")
        guard case .messageApproved(let event) = outcome.events.first else { return }
        #expect(event.contentSha256 == Data(hash))
        #expect(event.manner == .inPerson)
        #expect(event.approver == "ic-1" && event.role == "incident-commander")
        try scenario.given("ic-1", .approve("M2", shown: hash))
        #expect(scenario.state.messages["M2"]?.status == .approved)
        scenario.when("ic-1", .approve("M2")).thenNothing()
    }

    @Test func `what was shown must be what is approved`() throws {
        var scenario = try submitted()
        let shown = try #require(scenario.state.messages["M2"]?.submission?.contentSHA256)
        try scenario.given("pio-1", .edit("M2", .x, "We were here."), .submit("M2"))
        scenario.when("ic-1", .approve("M2", shown: shown))
            .thenRefused(.notNow, "edited while you were reading")
    }

    @Test func `a role that may not approve is refused`() throws {
        let scenario = try submitted()
        scenario.when("pio-2", .approve("M2"))
            .thenRefused(.unauthorized, "approve a message of kind update", "incident-commander")
        scenario.when("jic-1", .approve("M2")).then("message-approved")
    }

    @Test func `the playbook says who approves a kind`() throws {
        let playbook = Playbook.test.with {
            $0.approvals = [
                .init(kinds: [.update], roles: [.jicManager]), .init(roles: [.pio]),
            ]
        }
        var scenario = try Scenario(opened: .live, playbook: playbook)
        try scenario.given("pio-1", .draft("x"), .submit("M2"), .submit("M1"))
        scenario.when("ic-1", .approve("M2")).thenRefused(.unauthorized, "jic-manager")
        scenario.when("jic-1", .approve("M2")).then("message-approved")
        scenario.when("pio-2", .approve("M1")).then("message-approved")
    }

    /// `ic-1` may write, too.
    private func bothMayWrite() throws -> Scenario {
        var scenario = try Scenario(opened: .live)
        try scenario.given("ic-1", .lifecycle(.assignRole("ic-1", to: .pio)))
        return scenario
    }

    @Test func `no author approves their own message, not even after another rewrote it`() throws {
        var scenario = try bothMayWrite()
        try scenario.given("ic-1", .draft("We are here."), .submit("M2"))
        scenario.when("ic-1", .approve("M2")).thenRefused(.unauthorized, "their own message")
        try scenario.given(
            "pio-1", .revise("M2", texts: ["en": "Not a word of it is left."]), .submit("M2"))
        scenario.when("ic-1", .approve("M2")).thenRefused(.unauthorized, "their own message")
        scenario.when("jic-1", .approve("M2")).then("message-approved")
    }

    @Test func `an author stays one for the channels that are still to come`() throws {
        var scenario = try bothMayWrite()
        try scenario.given(
            "ic-1", .draft("We are here."),
            .release("M2", on: [.x], overrides: [.unapproved: "imminent-threat"]))
        scenario.when("ic-1", .approve("M2")).thenRefused(.unauthorized, "their own message")
    }

    @Test func `after a release, the first to edit begins a new list of authors`() throws {
        var scenario = try bothMayWrite()
        try scenario.given("ic-1", .draft("We are here."), .submit("M2"))
        try scenario.given("jic-1", .approve("M2"))
        try scenario.given("pio-1", .release("M2"), .edit("M2", .x, "Still here."))
        #expect(scenario.state.messages["M2"]?.authors == ["pio-1"])
        try scenario.given("pio-1", .submit("M2"))
        scenario.when("ic-1", .approve("M2")).then("message-approved")
    }

    @Test func `an edit un-approves, and approving needs a new submission`() throws {
        var scenario = try submitted()
        try scenario.given("ic-1", .approve("M2"))
        try scenario.given("pio-1", .edit("M2", .x, "We were here."))
        #expect(scenario.state.messages["M2"]?.approval == nil)
        scenario.when("ic-1", .approve("M2")).thenRefused(.refused, "edited after it was approved")
        scenario.when("pio-1", .release("M2")).thenRefused(.refused, "edited after it was approved")
        try scenario.given("pio-1", .submit("M2"))
        scenario.when("pio-1", .release("M2")).thenStopped(by: .unapproved)
        // The very same text again has the approved content.
        try scenario.given("pio-1", .edit("M2", .x, nil), .submit("M2"))
        #expect(scenario.state.messages["M2"]?.status == .approved)
    }

    @Test func `a draft can't be approved`() throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given("pio-1", .draft("x"))
        scenario.when("ic-1", .approve("M2")).thenRefused(.notNow, "isn't submitted")
    }

    @Test
    func
        `a relayed approval is entered by somebody who did not write the text, and is due for confirmation`()
        throws
    {
        var scenario = try submitted()
        scenario.when("pio-1", .relayApproval("M2", by: "ic-1"))
            .thenRefused(.unauthorized, "pio-1 drafted", "can't enter another person's approval")
        scenario.when("pio-2", .relayApproval("M2", by: "ic-1", via: "pigeon"))
            .thenRefused(.invalid, "pigeon", "radio")
        scenario.when("pio-2", .relayApproval("M2", by: "pio-2"))
            .thenRefused(.unauthorized, "pio-2", "may not approve")
        scenario.when("watcher-1", .relayApproval("M2", by: "ic-1"))
            .thenRefused(.unauthorized, "watcher-1")
        scenario.when("ic-1", .relayApproval("M2", by: "jic-1"))
            .thenRefused(.unauthorized, "ic-1", "may not draft")
        try scenario.given("pio-2", .relayApproval("M2", by: "ic-1", via: "phone"))
        let approval = try #require(scenario.state.messages["M2"]?.approval)
        #expect(approval.manner == .relayed && approval.via == "phone")
        #expect(approval.approver == "ic-1" && approval.role == .incidentCommander)
        #expect(approval.stamp.actor == "pio-2" && approval.stamp.role == .pio)
        #expect(scenario.state.messages["M2"]?.awaitsRatification == true)
        scenario.when("jic-1", .message(.ratify("M2"))).thenRefused(.unauthorized, "for ic-1")
        try scenario.given("ic-1", .message(.ratify("M2")))
        #expect(scenario.state.messages["M2"]?.awaitsRatification == false)
    }

    @Test func `an approver's own approval confirms a relayed one, and a return voids it`() throws {
        var scenario = try submitted()
        try scenario.given("pio-2", .relayApproval("M2", by: "ic-1", via: "phone"))
        scenario.when("ic-1", .approve("M2")).then("message-approved")
        var confirmed = scenario
        try confirmed.given("ic-1", .approve("M2"))
        #expect(confirmed.state.messages["M2"]?.awaitsRatification == false)
        // Returned, it is nobody's approval: nothing is left to confirm when it is submitted again.
        try scenario.given("ic-1", .message(.return("M2", reason: "I never said so")))
        try scenario.given("pio-1", .submit("M2"))
        #expect(scenario.state.messages["M2"]?.awaitsRatification == false)
        scenario.when("pio-1", .release("M2")).thenStopped(by: .unapproved)
    }

    @Test func `an author's approval can't be relayed either`() throws {
        var scenario = try bothMayWrite()
        try scenario.given("ic-1", .draft("x"), .submit("M2"))
        scenario.when("pio-1", .relayApproval("M2", by: "ic-1"))
            .thenRefused(.unauthorized, "their own message")
    }

    @Test func `a returned message is a draft again`() throws {
        var scenario = try submitted()
        scenario.when("pio-2", .message(.return("M2", reason: "r"))).thenRefused(.unauthorized)
        scenario.when("ic-1", .message(.return("M2", reason: ""))).thenRefused(.invalid, "reason")
        try scenario.given("ic-1", .message(.return("M2", reason: "Too early")))
        #expect(scenario.state.messages["M2"]?.status == .draft)
        #expect(scenario.state.messages["M2"]?.returns.map(\.reason) == ["Too early"])
        scenario.when("ic-1", .approve("M2")).thenRefused(.notNow, "isn't submitted")
    }
}

@Suite struct StandingApprovalTests {
    @Test func `a message that fills only the named fields is approved on submit`() throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given("pio-1", .revise("M1", fields: ["street": "Elm Street"]))
        let outcome = scenario.when("pio-1", .submit("M1"))
        outcome.then("message-submitted", "message-approved")
        guard case .messageApproved(let event) = outcome.events.last else { return }
        #expect(event.manner == .standing && event.approver == "ic-1")
        #expect(Instant(event.expires) == Instant(rfc3339: "2017-01-01T05:59:59Z"))
    }

    @Test func `releasing under a standing approval submits by itself`() throws {
        try Scenario(opened: .live).when("pio-1", .release("M1"))
            .then("message-submitted", "message-approved", "message-released")
    }

    @Test(arguments: [
        Command.revise("M1", fields: ["mood": "calm"]), .edit("M1", .x, "In our own words."),
        .revise("M1", texts: ["en": "In our own words."]),
    ])
    func `any other free text needs a person`(change: Command) throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given("pio-1", change)
        scenario.when("pio-1", .release("M1")).thenRefused(.refused, "isn't submitted")
        scenario.when("pio-1", .submit("M1")).then("message-submitted")
        try scenario.given("pio-1", .submit("M1"))
        scenario.when("pio-1", .release("M1")).thenStopped(by: .unapproved)
    }

    @Test(arguments: [
        "12 Elm Street", "Elm Street\nSECOND LINE", "see https://evil.example/x",
        "police.example", "{next-update}", String(repeating: "Elm ", count: 21),
    ])
    func `a value that isn't in the form of a field needs a person`(street: String) throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given("pio-1", .revise("M1", fields: ["street": street]), .submit("M1"))
        scenario.when("pio-1", .release("M1"))
            .thenStopped(by: .unapproved)
    }

    @Test func `a field may hold digits if the approval says so`() throws {
        let playbook = Playbook.test.with { playbook in
            for index in playbook.standingApprovals.indices {
                playbook.standingApprovals[index].digits = ["street"]
            }
        }
        var scenario = try Scenario(opened: .live, playbook: playbook)
        try scenario.given("pio-1", .revise("M1", fields: ["street": "12 Elm Street"]))
        scenario.when("pio-1", .submit("M1")).then("message-submitted", "message-approved")
    }

    @Test(arguments: ["rumor-correction"] as [TemplateID])
    func `a claim and its answer are values like any other`(template: TemplateID) throws {
        let department = Department.test.with {
            $0.standingApprovals = [
                .init(
                    playbook: "test", template: template, fields: [], approver: "ic-1",
                    role: .incidentCommander, expires: "2016-12-31")
            ]
        }
        var scenario = try Scenario(opened: .live, department: department)
        let carriers = try Carriers()
        try scenario.given(
            "pio-1", .report("Two snipers", on: carriers.station), .assess("R1", .false),
            .message(
                .draft(
                    .init(kind: .correction, template: template, content: .init(corrects: ["R1"]))))
        )
        let id = try #require(scenario.state.messages.all.last?.id)
        scenario.when("pio-1", .submit(id)).then("message-submitted")
    }

    @Test func `another end or next update than the approved one needs another approval`() throws {
        var scenario = try Scenario(opened: .live)
        let now = scenario.now
        func ends(_ minutes: Int64) -> Command {
            var content = MessageCommand.MessageContent()
            content.elements = MessageElements.with {
                $0.expires = now.advanced(by: .seconds(minutes * 60)).timestamp
            }
            return .message(.revise("M2", content))
        }
        try scenario.given(
            "pio-1", .draft("Stay indoors until {expires}."), ends(60), .submit("M2"))
        try scenario.given("ic-1", .approve("M2"))
        let first = try #require(scenario.state.messages["M2"]?.approval)
        try scenario.given("pio-1", ends(600), .submit("M2"))
        scenario.when("pio-1", .release("M2")).thenStopped(by: .unapproved)
        try scenario.given("pio-1", ends(60), .submit("M2"))
        #expect(scenario.state.messages["M2"]?.approval == first)
    }

    @Test func `an expired approval covers nothing`() throws {
        var scenario = try Scenario(opened: .live)
        _ = try scenario.givenSayable("Four are hurt.")
        try scenario.given("pio-1", .draft(template: "update", .update))
        scenario.when("pio-1", .submit("M2")).then("message-submitted")
    }

    @Test func `what was approved under one that has ended since is not released`() throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given("pio-1", .submit("M1"))
        scenario.now = try #require(Instant(rfc3339: "2017-01-01T06:00:00Z"))
        scenario.when("pio-1", .release("M1")).thenStopped(by: .unapproved)
    }

    @Test func `who gave a standing approval can't use it for a text of their own`() throws {
        var scenario = Scenario.unopened()
        try scenario.given("ic-1", .opening(.live))
        scenario.when("jic-1", .release("M1")).thenRefused(.refused, "isn't submitted")
    }

    @Test func `the department's standing approvals hold for the playbook they name`() throws {
        let department = Department.test.with {
            $0.standingApprovals = [
                .init(
                    playbook: "test", template: "retraction", fields: [], approver: "ic-1",
                    role: .incidentCommander, expires: "2016-07-07"),
                .init(
                    playbook: "other", template: "rumor-correction", fields: [], approver: "ic-1",
                    role: .incidentCommander, expires: "2016-07-07"),
            ]
        }
        var scenario = try Scenario(opened: .live, department: department)
        let carriers = try Carriers()
        try scenario.given(
            "pio-1", .draft(template: "retraction", .retraction),
            .report("Two snipers", on: carriers.station), .assess("R1", .false),
            .message(
                .draft(
                    .init(
                        kind: .correction, template: "rumor-correction",
                        content: .init(corrects: ["R1"])))))
        scenario.when("pio-1", .submit("M2")).then("message-submitted", "message-approved")
        scenario.when("pio-1", .submit("M3")).then("message-submitted")
    }
}

@Suite struct AloneTests {
    private func releasedAlone() throws -> Scenario {
        var scenario = try Scenario(opened: .live)
        try scenario.given(
            "ic-1", .lifecycle(.assignRole("pio-1", to: .incidentCommander)))
        try scenario.given("pio-1", .draft("We are here."))
        return scenario
    }

    @Test func `alone is an override with a reason, due until another ratifies`() throws {
        var scenario = try releasedAlone()
        scenario.when("pio-1", .release("M2", overrides: [.unapproved: " "]))
            .thenRefused(.invalid, "reason for the override")
        scenario.when("pio-1", .release("M2", overrides: [.unapproved: "imminent-threat"]))
            .then(
                "message-submitted", "guard-overridden", "message-approved", "message-released")
        try scenario.given("pio-1", .release("M2", overrides: [.unapproved: "imminent-threat"]))
        #expect(scenario.state.messages["M2"]?.awaitsRatification == true)
        #expect(scenario.state.messages["M2"]?.approval?.manner == .alone)
        #expect(
            scenario.state.guardFindings.map(\.overrideReason)
                == ["imminent-threat: \(OverrideReason.imminentThreat.meaning)"])
        scenario.when("pio-1", .message(.ratify("M2"))).thenRefused(
            .unauthorized, "Somebody else must ratify it")
        scenario.when("pio-2", .message(.ratify("M2"))).thenRefused(
            .unauthorized, "may not approve")
        try scenario.given("ic-1", .message(.ratify("M2")))
        #expect(scenario.state.messages["M2"]?.awaitsRatification == false)
        scenario.when("jic-1", .message(.ratify("M2"))).thenRefused(.notNow, "waits to be ratified")
    }

    @Test func `whoever wrote a part of it can't ratify it`() throws {
        var scenario = try releasedAlone()
        try scenario.given("ic-1", .lifecycle(.assignRole("ic-1", to: .pio)))
        try scenario.given("ic-1", .edit("M2", .x, "We are all here."))
        try scenario.given("pio-1", .release("M2", overrides: [.unapproved: "imminent-threat"]))
        scenario.when("ic-1", .message(.ratify("M2"))).thenRefused(.unauthorized, "wrote M2")
        scenario.when("jic-1", .message(.ratify("M2"))).then("message-ratified")
    }
}
