internal import Basics
internal import Channels
internal import Engine
internal import Incident
internal import IncidentEvents

/// The likely next command.
enum NextStep {
    /// The next step for the submitted messages that wait for an approver.
    static func approving(_ outcome: Outcome, _ session: Session) throws -> Remedy? {
        lines(
            try outcome.events.compactMap { event -> Remedy? in
                guard case .messageSubmitted(let event) = event,
                    let id = MessageID(event.message), let message = outcome.state.messages[id],
                    message.status == .submitted, !outcome.state.isInReserve(message)
                else { return nil }
                if let paused = try session.routine(outcome.state)?.paused(message) {
                    return "\(id) is paused: \(paused.pause.reason). " + paused.remedy
                }
                let approving: Remedy = "\(do: .approveMessage(id, thenRelease: true))"
                let stopping = try guardsStopping(message, outcome.state, session)
                guard !stopping.isEmpty else { return "Next, by an approver: " + approving }
                return
                    "Before \(id) can be released, settle \(stopping.joined(separator: ", ")): \(do: .checkMessage(id))\nThen, by an approver: "
                    + approving
            })
    }

    /// The guards that would stop the release even after an approver approved the message.
    private static func guardsStopping(
        _ message: Message, _ state: IncidentState, _ session: Session
    ) throws -> [String] {
        guard let playbook = try session.engine.playbook(of: state),
            let approver = state.approvers(of: message, playbook).first,
            var trial = try session.trial(state, by: approver)
        else { return [] }
        do {
            try trial.approveMessage(message.id, .init(), releases: true)
        } catch {
            return error.findings.map(\.guard.id).uniqued()
        }
        return trial.refusals.map(\.guard.id).uniqued()
    }

    /// The command for the first words of a new incident: to release them under a standing approval,
    /// else to submit them, or to give what they lack.
    static func afterOpening(
        _ id: MessageID, _ state: IncidentState, _ session: Session
    ) throws -> Suggestion {
        let submitting = Suggestion.submitMessage(id)
        guard var trial = try session.trial(state) else { return submitting }
        let context = trial.context
        do {
            try trial.perform(.message(.release(id, .init())))
            if trial.refusals.isEmpty { return .releaseMessage(id) }
        } catch {
            // Without a standing approval, it takes the usual way.
        }
        return submitting.practicable(in: state, context)
    }

    /// The next step for a draft: to submit it, or to give what it lacks.
    static func submitting(
        _ id: MessageID, _ state: IncidentState, _ session: Session
    ) throws -> Remedy {
        let submitting = Suggestion.submitMessage(id)
        guard var trial = try session.trial(state) else { return "Next: \(do: submitting)" }
        let next = submitting.practicable(in: state, trial.context)
        guard next != submitting else { return "Next: \(do: submitting)" }
        do {
            try trial.submitMessage(id)
        } catch {
            return "\(error.problem)\nNext: \(do: next)"
        }
        return "Next: \(do: next)"
    }

    /// The next step for the released messages that aren't posted anywhere yet.
    static func posting(_ outcome: Outcome, _ session: Session) throws -> Remedy? {
        let department = try session.engine.department(of: outcome.state)
        return lines(
            outcome.events.compactMap { event -> Remedy? in
                guard case .messageReleased(let event) = event,
                    let id = MessageID(event.message), let message = outcome.state.messages[id],
                    message.postings.isEmpty, let first = event.texts.first?.channel
                else { return nil }
                let channel = ChannelID(rawValue: first)
                let others = Set(event.texts.map(\.channel)).count - 1
                let reading: Remedy =
                    "Next: \(do: .showText(id, channel))\nThen, after you post it: \(do: .markPosted(id, .own(on: channel, department)))"
                return others > 0
                    ? reading + "\n\(others.counted("more channel")) to post on: \(do: .showDue)"
                    : reading
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
