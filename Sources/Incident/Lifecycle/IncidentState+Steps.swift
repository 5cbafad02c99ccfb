internal import Channels
public import IncidentEvents
public import Playbooks

/// An event that may complete a step by itself.
struct Milestone: Hashable, Sendable {
    var event: Step.Trigger.Event
    /// The message that it is about, where it is about one.
    var message: MessageID?
    var phase: String?
    var stamp: Stamp
}

/// What completed or skipped a step.
public struct StepSettlement: Hashable, Sendable {
    /// Whether the step was skipped instead of done.
    public var isSkip: Bool
    /// Completed by the event that the step names rather than by hand.
    public var isAutomatic: Bool
    /// The note of a completion or the reason of a skip; nil for a completion without one.
    public var text: String?
    /// When it was recorded, by whom, in which role and where in the log.
    public var stamp: Stamp
}

extension IncidentState {
    /// Completed, by hand or by the event that the step names, or skipped; and not reopened since.
    public func isDone(_ id: String, in playbook: Playbook) -> Bool {
        settlement(of: id, in: playbook) != nil
    }

    /// What first settled a step since it was last reopened; nil while it is to be done.
    public func settlement(of id: String, in playbook: Playbook) -> StepSettlement? {
        let entries = steps[id] ?? []
        let reopened = entries.last { $0.change == .reopened }?.stamp.position
        func isLater(_ stamp: Stamp) -> Bool { reopened.map { stamp.position > $0 } ?? true }
        let byHand = entries.first { $0.change != .reopened && isLater($0.stamp) }.map {
            StepSettlement(
                isSkip: $0.change == .skipped, isAutomatic: false, text: $0.text, stamp: $0.stamp)
        }
        guard let step = playbook.step(id), let trigger = step.trigger else { return byHand }
        let byItself = milestones.first { milestone in
            milestone.event == trigger.event && isLater(milestone.stamp)
                && !voidedMilestones.contains(milestone.stamp.position)
                && isMet(trigger, by: milestone)
                && isCounting(step, trigger, at: milestone.stamp.position)
        }.map { StepSettlement(isSkip: false, isAutomatic: true, text: nil, stamp: $0.stamp) }
        guard let byHand, let byItself else { return byHand ?? byItself }
        return byHand.stamp.position < byItself.stamp.position ? byHand : byItself
    }

    private func isMet(_ trigger: Step.Trigger, by milestone: Milestone) -> Bool {
        if let phase = trigger.phase, phase != milestone.phase { return false }
        guard let message = milestone.message.flatMap({ messages[$0] }) else {
            return trigger.template == nil && trigger.kind == nil
        }
        guard isFitting(message, for: trigger) else { return false }
        guard trigger.event == .deliveryRecorded else { return true }
        // Giving the all-clear is done when the last place that carried the warning has it.
        if trigger.isEnding { return endsEveryAlert(at: milestone.stamp.position) }
        let channels = channels(carrying: trigger, through: milestone.stamp.position)
        return trigger.channels.isEmpty
            // The public is told by what reaches it, not by a message to staff or partners.
            ? channels.contains(where: \.isPublic) : channels.isSuperset(of: trigger.channels)
    }

    private func isFitting(_ message: Message, for trigger: Step.Trigger) -> Bool {
        (trigger.template.map { $0 == message.template } ?? true)
            && (trigger.kind.map { $0 == message.kind } ?? true)
    }

    /// The channels on which messages that fit a step had been posted by then.
    private func channels(
        carrying trigger: Step.Trigger, through position: UInt64
    ) -> Set<ChannelID> {
        Set(
            messages.all.filter { isFitting($0, for: trigger) }.flatMap(\.postings)
                .filter { $0.stamp.position <= position }.map(\.carrier.channel))
    }

    /// A step of a later phase is not completed by what happened before that phase, except for the
    /// all-clear: a warning that has ended everywhere needs no second end.
    private func isCounting(_ step: Step, _ trigger: Step.Trigger, at position: UInt64) -> Bool {
        guard let phase = step.phase, !trigger.isEnding else { return true }
        return phases.contains { $0.phase == phase && $0.stamp.position <= position }
    }

    /// The event that a step's trigger may name; nil where none can, and where the state ignores
    /// the entry: it is about a thing that isn't there, or creates one that is. Asked before the
    /// event is applied.
    func triggerEvent(of event: IncidentEvent.OneOf_Kind) -> Step.Trigger.Event? {
        guard let name = Step.Trigger.Event.byName[event.name],
            holdsSubject(of: event) != event.eventKind.row.createsSubject
        else { return nil }
        if case .deliveryRecorded(let delivery) = event {
            guard delivery.outcome == .posted, (try? Carrier(delivery.carrier)) != nil else {
                return nil
            }
        }
        return name
    }

    /// Keeps what a step's trigger may name. Called after the event was applied, so that a change
    /// of phase counts in the new one.
    mutating func mark(
        _ name: Step.Trigger.Event, of event: IncidentEvent.OneOf_Kind, with stamp: Stamp
    ) {
        milestones.append(
            Milestone(event: name, message: event.message, phase: phase, stamp: stamp))
    }

    private func holdsSubject(of event: IncidentEvent.OneOf_Kind) -> Bool {
        func isIn<Kind, Thing>(_ register: Register<Kind, Thing>) -> Bool {
            event.subjectID.flatMap { ShortID<Kind>($0) }.flatMap { register[$0] } != nil
        }
        return switch event.eventKind.row.subject {
        case .incident: event.eventKind != .incidentOpened || opening == nil
        case .fact: isIn(facts)
        case .message: isIn(messages)
        case .rumor: isIn(rumors)
        case .statement: isIn(statements)
        case .inquiry: isIn(inquiries)
        case .tip: isIn(tips)
        case .trend: isIn(trends)
        case .period: isIn(periods)
        case .briefing: isIn(briefings)
        case .consent: isIn(consents)
        case .note: isIn(notes)
        case .lesson: isIn(lessons)
        case .action: isIn(actions)
        // These have no short ids.
        case .role, .step, .entry, .rating, .anything: true
        }
    }
}

extension Step.Trigger.Event {
    /// Every event of a log is looked up, and most are none.
    fileprivate static let byName = Dictionary(
        uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })
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
