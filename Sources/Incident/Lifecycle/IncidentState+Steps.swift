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
        let byItself = firstMilestone(of: step, trigger, where: isLater).map {
            StepSettlement(isSkip: false, isAutomatic: true, text: nil, stamp: $0)
        }
        guard let byHand, let byItself else { return byHand ?? byItself }
        return byHand.stamp.position < byItself.stamp.position ? byHand : byItself
    }

    private func firstMilestone(
        of step: Step, _ trigger: Step.Trigger, where isLater: (Stamp) -> Bool
    ) -> Stamp? {
        lazy var channels = CarryingChannels(messages.all) { isFitting($0, for: trigger) }
        // Most milestones are of other events, and reading one property copies no more than that.
        for index in milestones.indices where milestones[index].event == trigger.event {
            let milestone = milestones[index]
            let position = milestone.stamp.position
            guard isLater(milestone.stamp), !voidedMilestones.contains(position),
                isCounting(step, trigger, at: position),
                isMet(trigger, by: milestone, { channels.through(position) })
            else { continue }
            return milestone.stamp
        }
        return nil
    }

    /// - Parameter channels: The channels on which messages that fit the trigger were posted by
    ///   then.
    private func isMet(
        _ trigger: Step.Trigger, by milestone: Milestone, _ channels: () -> Set<ChannelID>
    ) -> Bool {
        if let phase = trigger.phase, phase != milestone.phase { return false }
        guard let message = milestone.message.flatMap({ messages[$0] }) else {
            return trigger.template == nil && trigger.kind == nil
        }
        guard isFitting(message, for: trigger) else { return false }
        guard trigger.event == .deliveryRecorded else { return true }
        // Giving the all-clear is done when the last place that carried the warning has it.
        if trigger.isEnding { return endsEveryAlert(at: milestone.stamp.position) }
        let channels = channels()
        return trigger.channels.isEmpty
            // The public is told by what reaches it, not by a message to staff or partners.
            ? channels.contains(where: \.isPublic) : channels.isSuperset(of: trigger.channels)
    }

    private func isFitting(_ message: Message, for trigger: Step.Trigger) -> Bool {
        (trigger.template.map { $0 == message.template } ?? true)
            && (trigger.kind.map { $0 == message.kind } ?? true)
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
        let kind = event.eventKind
        guard let name = Step.Trigger.Event.byKind[kind] else { return nil }
        // One look at the row: every entry of a long incident passes here.
        let row = kind.row
        guard holdsSubject(of: event, kind, row) != row.createsSubject else { return nil }
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

    private func holdsSubject(
        of event: IncidentEvent.OneOf_Kind, _ kind: EventKind, _ row: EventKind.Row
    ) -> Bool {
        func isIn<Kind, Thing>(_ register: Register<Kind, Thing>) -> Bool {
            row.subjectID(of: event).flatMap { ShortID<Kind>($0) }.map(register.has) ?? false
        }
        return switch row.subject {
        case .incident: kind != .incidentOpened || opening == nil
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
        case .comment: isIn(comments)
        case .note: isIn(notes)
        case .lesson: isIn(lessons)
        case .action: isIn(actions)
        // These have no short ids.
        case .role, .step, .entry, .rating, .anything: true
        }
    }
}

/// The channels on which some messages were posted, as their number grows with the log.
private struct CarryingChannels {
    private let postings: [(position: UInt64, channel: ChannelID)]
    private var next = 0
    private var channels: Set<ChannelID> = []

    init(_ messages: PagedArray<Message>, where isFitting: (Message) -> Bool) {
        postings = messages.indices.filter {
            !messages[$0].deliveries.isEmpty && isFitting(messages[$0])
        }
        .flatMap { messages[$0].postings.map { ($0.stamp.position, $0.carrier.channel) } }
        .sorted { $0.0 < $1.0 }
    }

    /// - Parameter position: Not before the last one asked for.
    mutating func through(_ position: UInt64) -> Set<ChannelID> {
        while next < postings.count, postings[next].position <= position {
            channels.insert(postings[next].channel)
            next += 1
        }
        return channels
    }
}

extension Step.Trigger.Event {
    /// Every event of a log is looked up, and most are none.
    fileprivate static let byKind = Dictionary(
        uniqueKeysWithValues: allCases.compactMap { event in
            EventKind(rawValue: event.rawValue).map { ($0, event) }
        })
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
