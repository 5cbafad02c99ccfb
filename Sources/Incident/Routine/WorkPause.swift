public import IncidentEvents
internal import Playbooks

/// A pause of routine work, from a person's decision or a LIVE incident on.
///
/// Its end only lets new work through: what was paused waits until a person resumes it, item by item.
public struct WorkPause: Hashable, Sendable {
    /// The schedules and messages of one campaign; nil for all routine work of a home.
    public var items: [String]?
    /// The LIVE incident that is the cause; nil for a person's decision.
    public var incident: String?
    public var reason: String
    public var began: Stamp
    /// Nil while it holds for new work too.
    public var ended: Stamp?

    /// The pauses as they were at an earlier moment.
    public static func pauses(_ pauses: [WorkPause], asOf limit: Instant) -> [WorkPause] {
        pauses.filter { $0.began.at <= limit }.map { pause in
            var pause = pause
            if let ended = pause.ended, ended.at > limit { pause.ended = nil }
            return pause
        }
    }
}

extension RoutineWork {
    /// The pause for which a schedule waits; nil if it goes on.
    public func pause(of planned: PlannedSchedule) -> WorkPause? {
        pause(
            of: planned.name, since: planned.added, planned.post.template,
            playbook.kind(of: planned.post), includesNew: true)
    }

    /// The pause for which a message waits that is in no schedule; nil if it goes on.
    ///
    /// A message that somebody drafts during a pause is meant for it, and what corrects, warns or
    /// ends a warning never waits.
    public func pause(of message: Message) -> WorkPause? {
        guard state.mode == .routine, mayWait(message) else { return nil }
        return pause(
            of: message.id.description, since: message.drafted, message.template, message.kind,
            includesNew: false)
    }

    /// Whether it is a message that a pause can hold: one that is still to be posted, isn't of an
    /// occurrence, and neither warns nor corrects.
    func mayWait(_ message: Message) -> Bool {
        [.holding, .update].contains(message.kind) && message.discarded == nil
            && message.postings.isEmpty && item(of: message.id) == nil
    }

    /// The schedules and messages that wait, each with its pause.
    public var pausedItems: [(item: String, pause: WorkPause)] {
        let schedules = state.schedules.filter { $0.removed == nil }.compactMap { planned in
            pause(of: planned).map { (item: planned.name, pause: $0) }
        }
        let messages = state.messages.all.compactMap { message in
            pause(of: message).map { (item: message.id.description, pause: $0) }
        }
        return schedules + messages
    }

    /// The pauses that ever held the schedule, resumed ones too.
    func everyPause(of planned: PlannedSchedule) -> [WorkPause] {
        (state.pauses + state.homePauses).filter {
            holds(
                $0, planned.name, planned.added, planned.post.template,
                playbook.kind(of: planned.post), true)
        }
    }

    private func pause(
        of item: String, since added: Stamp, _ template: TemplateID?, _ kind: MessageKind,
        includesNew: Bool
    ) -> WorkPause? {
        let resumed = state.resumptions[item]?.last?.position
        return (state.pauses + state.homePauses)
            .filter {
                holds($0, item, added, template, kind, includesNew)
                    && (resumed ?? 0) < $0.began.position
            }
            .min { $0.began.position < $1.began.position }
    }

    private func holds(
        _ pause: WorkPause, _ item: String, _ added: Stamp, _ template: TemplateID?,
        _ kind: MessageKind, _ includesNew: Bool
    ) -> Bool {
        if let items = pause.items { return items.contains(item) }
        let end = includesNew ? pause.ended?.position ?? .max : pause.began.position
        guard added.position < end else { return false }
        // A person who pauses everything means everything.
        guard pause.incident != nil else { return true }
        let running = playbook.keepsRunning + department.policy.keepsRunning
        return !running.contains { $0 == template?.rawValue || $0 == kind.word }
    }
}
