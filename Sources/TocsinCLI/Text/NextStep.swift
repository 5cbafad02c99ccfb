internal import Engine
internal import Incident
internal import IncidentEvents

/// The likely next command.
enum NextStep {
    /// The next step for a submitted message that waits for an approver.
    static func approving(_ outcome: Outcome) -> String? {
        let commands = outcome.events.compactMap { event -> String? in
            guard case .messageSubmitted(let event) = event,
                let message = MessageID(event.message).flatMap({ outcome.state.messages[$0] }),
                message.status == .submitted, !outcome.state.isInReserve(message)
            else { return nil }
            return "Next, by an approver: tocsin message approve \(event.message) --release"
        }
        return commands.isEmpty ? nil : commands.joined(separator: "\n")
    }

    /// The next step for a released message that isn't posted anywhere yet.
    static func posting(_ outcome: Outcome) -> String? {
        let commands = outcome.events.compactMap { event -> String? in
            guard case .messageReleased(let event) = event else { return nil }
            let message = MessageID(event.message).flatMap { outcome.state.messages[$0] }
            guard let message, message.postings.isEmpty,
                let first = event.texts.map(\.channel).first
            else { return nil }
            let others = Set(event.texts.map(\.channel)).count - 1
            let more = others > 0 ? " \(others) more channels to post on: tocsin status" : ""
            return """
                Next: tocsin message text \(event.message) \(first)
                Then, after you post it: tocsin message posted \(event.message) \
                \(first):ACCOUNT=URL.\(more)
                """
        }
        return commands.isEmpty ? nil : commands.joined(separator: "\n")
    }
}

extension Outcome {
    /// The first rumor that was recorded.
    var firstRumor: String? {
        for case .rumorReported(let event) in events { return event.rumor }
        return nil
    }

    /// The first message that was drafted, not counting those armed with it.
    var firstMessage: String? {
        var armed: Set<String> = []
        var drafted: [String] = []
        for case .messageDrafted(let event) in events {
            drafted.append(event.message)
            armed.formUnion(event.armed)
        }
        return drafted.first { !armed.contains($0) }
    }
}
