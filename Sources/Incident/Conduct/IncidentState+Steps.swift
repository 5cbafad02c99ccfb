internal import IncidentEvents
public import Playbooks

/// An event that may complete a step by itself.
struct Milestone: Hashable, Sendable {
    var event: Step.Trigger.Event
    /// The message that it is about, where it is about one.
    var message: MessageID?
    var phase: String?
    var position: UInt64
}

extension IncidentState {
    /// Completed, by hand or by the event that the step names, or skipped; and not reopened since.
    public func isDone(_ id: String, in playbook: Playbook) -> Bool {
        let last = steps[id]?.last
        if let last, last.change != .reopened { return true }
        guard let step = playbook.step(id), let trigger = step.trigger else { return false }
        return milestones.contains { milestone in
            milestone.event == trigger.event
                && last.map { milestone.position > $0.stamp.position } ?? true
                && isMet(trigger, by: milestone) && isCounting(step, at: milestone.position)
        }
    }

    private func isMet(_ trigger: Step.Trigger, by milestone: Milestone) -> Bool {
        if let phase = trigger.phase, phase != milestone.phase { return false }
        guard trigger.template != nil || trigger.kind != nil else { return true }
        guard let message = milestone.message.flatMap({ messages[$0] }) else { return false }
        return (trigger.template.map { $0 == message.template } ?? true)
            && (trigger.kind.map { $0 == message.kind.name } ?? true)
    }

    /// A step of a later phase is not completed by what happened before that phase.
    private func isCounting(_ step: Step, at position: UInt64) -> Bool {
        guard let phase = step.phase else { return true }
        return phases.contains { $0.phase == phase && $0.stamp.position <= position }
    }

    /// Keeps what a step's trigger may name. Called after the event was applied, so that a change
    /// of phase counts in the new one.
    mutating func mark(_ event: IncidentEvent.OneOf_Kind, at position: UInt64) {
        guard let name = Step.Trigger.Event(rawValue: event.name) else { return }
        if case .deliveryRecorded(let delivery) = event, delivery.outcome != .posted { return }
        milestones.append(
            Milestone(event: name, message: event.message, phase: phase, position: position))
    }
}

extension IncidentEvent.OneOf_Kind {
    fileprivate var message: MessageID? {
        if case .messageDrafted(let event) = self { return MessageID(event.message) }
        if case .messageSubmitted(let event) = self { return MessageID(event.message) }
        if case .messageApproved(let event) = self { return MessageID(event.message) }
        if case .messageReleased(let event) = self { return MessageID(event.message) }
        if case .deliveryRecorded(let event) = self { return MessageID(event.message) }
        if case .messageWithdrawn(let event) = self { return MessageID(event.message) }
        return nil
    }
}
