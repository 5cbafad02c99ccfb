import Channels
import HandwrittenLog
import Incident
import IncidentEvents
import Playbooks
import Testing

/// A message drafted, submitted, approved and released as asked, in one append.
@Suite struct CompoundTests {
    private func draft(
        _ content: MessageCommand.DraftMessage, submits: Bool = false, releases: Bool = false,
        overrides: [Guard: String] = [:], postings: [MessageCommand.Posting] = []
    ) throws -> Outcome {
        try Scenario(opened: .live).when("pio-1") { decision throws(Rejection) in
            try decision.draftMessage(
                content, submits: submits, releases: releases, overrides: overrides,
                postings: postings)
        }
    }

    @Test func `a draft goes as far as it is asked to`() throws {
        let text = MessageCommand.DraftMessage(
            kind: .update,
            content: .init(declaration: .nobody, channels: [.x], texts: ["en": "We are here."]))
        try draft(text).then("message-drafted")
        try draft(text, submits: true).then("message-drafted", "message-submitted")
        try draft(text, submits: true, releases: true).thenStopped(by: .unapproved)
        let posting = MessageCommand.Posting(carrier: try Carriers().ourX)
        try draft(
            text, releases: true, overrides: [.unapproved: "imminent-threat"], postings: [posting]
        ).then(
            "message-drafted", "message-submitted", "guard-overridden", "message-approved",
            "message-released", "delivery-recorded")
    }

    @Test func `a draft that is released goes out on its own channels alone`() throws {
        let holding = MessageCommand.DraftMessage(
            kind: .holding, template: "holding", content: .init(channels: [.sms]))
        let outcome = try draft(holding, releases: true)
        outcome.then(
            "message-drafted", "message-submitted", "message-approved", "message-released")
        guard case .messageReleased(let event) = outcome.events.last else { return }
        #expect(event.texts.map(\.channel) == ["sms"])
    }

    @Test func `an approval releases only where that is asked`() throws {
        var scenario = try Scenario(opened: .live)
        try scenario.given("pio-1", .draft("We are here."), .submit("M2"))
        func approve(releasing: Bool) -> Outcome {
            scenario.when("pio-2") { decision throws(Rejection) in
                try decision.approveMessage(
                    "M2", .init(relayed: .init(by: "ic-1", via: "radio")), releases: releasing)
            }
        }
        approve(releasing: false).then("message-approved")
        approve(releasing: true).then("message-approved", "message-released")
    }
}
