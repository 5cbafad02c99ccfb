internal import Basics
internal import Channels
internal import Engine
internal import Incident
internal import IncidentEvents

/// The likely next command.
enum NextStep {
    /// The next step for the submitted messages that wait for an approver.
    static func approving(_ outcome: Outcome) -> Remedy? {
        lines(
            outcome.events.compactMap { event in
                guard case .messageSubmitted(let event) = event,
                    let id = MessageID(event.message), let message = outcome.state.messages[id],
                    message.status == .submitted, !outcome.state.isInReserve(message)
                else { return nil }
                return "Next, by an approver: \(do: .approveMessage(id, thenRelease: true))"
            })
    }

    /// The next step for the released messages that aren't posted anywhere yet.
    static func posting(_ outcome: Outcome) -> Remedy? {
        lines(
            outcome.events.compactMap { event in
                guard case .messageReleased(let event) = event,
                    let id = MessageID(event.message), let message = outcome.state.messages[id],
                    message.postings.isEmpty, let first = event.texts.first?.channel
                else { return nil }
                let channel = ChannelID(rawValue: first)
                let others = Set(event.texts.map(\.channel)).count - 1
                let reading: Remedy =
                    "Next: \(do: .showText(id, channel))\nThen, after you post it: \(do: .markPosted(id, .channel(channel)))"
                return others > 0
                    ? reading + "\n\(others) more channels to post on: \(do: .showDue)" : reading
            })
    }

    private static func lines(_ steps: [Remedy]) -> Remedy? {
        guard let first = steps.first else { return nil }
        return steps.dropFirst().reduce(first) { $0 + "\n" + $1 }
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
