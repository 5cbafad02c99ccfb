public import IncidentEvents
public import Playbooks

/// A pause of routine work, from a person's decision or a LIVE incident on.
///
/// Its end only lets new work through: what was there before, and schedules that were added while it
/// held, wait until a person resumes them, item by item.
public struct WorkPause: Hashable, Sendable {
    /// The schedules and messages of one campaign; nil for all work of the campaign or of the home.
    public var items: [String]?
    /// The LIVE incident that is the cause; nil for a person's decision.
    public var incident: String?
    public var reason: String
    public var began: Stamp
    /// Nil while it holds for new work too.
    public var ended: Stamp?

    /// Whether it still holds back what people draft or plan now.
    public var holdsNew: Bool { items == nil && ended == nil }

    /// The pauses as they were at an earlier moment.
    public static func pauses(_ pauses: [WorkPause], asOf limit: Instant) -> [WorkPause] {
        pauses.filter { $0.began.at <= limit }.map { pause in
            var pause = pause
            if let ended = pause.ended, ended.at > limit { pause.ended = nil }
            return pause
        }
    }
}

/// A schedule or a message that waits.
public struct PausedItem: Hashable, Sendable {
    /// The schedule's name, or the message's id.
    public var item: String
    /// The first of the pauses that hold it.
    public var pause: WorkPause
    /// Whether all of them are over, so that only a person's decision is missing.
    public var isOver: Bool
    /// Whether one of the home's pauses still holds: resuming it takes a reason.
    public var isHeldByHome: Bool

    /// The command that resumes it.
    public var resuming: Suggestion { .resumeItem(item, duringPause: isHeldByHome) }

    /// The way to let it go on.
    public var remedy: Remedy {
        isHeldByHome
            ? "It waits until the reason is over. If it must go out all the same, see its text and say why: \(do: resuming)"
            : "See its text and resume it: \(do: resuming)"
    }
}

extension RoutineWork {
    /// The kinds of message that a pause holds back. What corrects, warns or ends a warning never
    /// waits.
    private static let waitingKinds: Set<MessageKind> = [.holding, .update]

    private var allPauses: [WorkPause] { state.pauses + state.homePauses }

    /// A schedule that waits; nil if it goes on.
    public func paused(_ planned: PlannedSchedule) -> PausedItem? {
        paused(planned.name, pauses(of: planned))
    }

    /// The item for which a message waits, its schedule if it is of an occurrence; nil if it may go
    /// out.
    public func paused(_ message: Message) -> PausedItem? {
        guard state.mode == .routine, message.discarded == nil else { return nil }
        if let own = pausedAlone(message) { return own }
        guard let item = item(of: message.id),
            let planned = state.schedules.first(where: { $0.name == item.schedule })
        else { return nil }
        let missed = item.at.advanced(by: Self.grace)
        return paused(planned.name, pauses(of: planned).filter { missed > $0.began.at })
    }

    /// - Throws: A ``Rejection`` while a pause holds the message back.
    public func requireUnpaused(_ message: Message) throws(Rejection) {
        guard let paused = paused(message) else { return }
        throw Rejection(
            .notNow, "\(message.id) is paused: \(paused.pause.reason).", remedy: paused.remedy)
    }

    /// The pause that would hold back a message that somebody drafts now; nil if none would.
    public func pauseOfNew(_ kind: MessageKind, _ template: TemplateID?) -> WorkPause? {
        guard state.mode == .routine, Self.waitingKinds.contains(kind) else { return nil }
        return allPauses.first { $0.holdsNew && !keepsRunning(template, kind, during: $0) }
    }

    /// Whether it is a message that a pause can hold and that is still to go out somewhere.
    func mayWait(_ message: Message) -> Bool {
        Self.waitingKinds.contains(message.kind) && message.discarded == nil
            && isUnderway(message)
    }

    private func isUnderway(_ message: Message) -> Bool {
        let released = message.releasedTexts
        return message.postings.isEmpty
            || (message.submission == nil && message.isChangedSinceRelease)
            || !message.unpostedTexts(department).isEmpty
            || (message.submission?.variants ?? []).contains { released[$0.key] == nil }
    }

    /// The schedules and messages that wait.
    public var pausedItems: [PausedItem] {
        state.schedules.filter { $0.removed == nil }.compactMap(paused)
            + state.messages.all.filter(mayWait).compactMap(pausedAlone)
    }

    /// A message that waits for itself, and not for its schedule.
    private func pausedAlone(_ message: Message) -> PausedItem? {
        guard Self.waitingKinds.contains(message.kind) else { return nil }
        let held = Held(
            name: message.id.description, added: message.drafted.position,
            template: message.template, kind: message.kind, isMessage: true)
        let isOfSchedule = state.schedules.contains { planned in
            planned.decisions.values.contains { $0.message == message.id }
        }
        return paused(
            held.name, pauses(of: held).filter { !isOfSchedule || $0.items != nil })
    }

    private func paused(_ name: String, _ pauses: [WorkPause]) -> PausedItem? {
        guard let first = pauses.first else { return nil }
        return PausedItem(
            item: name, pause: first, isOver: pauses.allSatisfy { $0.ended != nil },
            isHeldByHome: pauses.contains { $0.holdsNew && state.homePauses.contains($0) })
    }

    /// The pauses for which a schedule waits, the first of them first.
    func pauses(of planned: PlannedSchedule) -> [WorkPause] { pauses(of: held(planned)) }

    /// The pauses that ever held the schedule, resumed ones too.
    func everyPause(of planned: PlannedSchedule) -> [WorkPause] {
        let held = held(planned)
        return allPauses.filter { holds($0, held) }
    }

    private func held(_ planned: PlannedSchedule) -> Held {
        Held(
            name: planned.name, added: planned.added.position, template: planned.post.template,
            kind: playbook.kind(of: planned.post), isMessage: false)
    }

    /// What a pause can hold.
    private struct Held {
        var name: String
        /// The position in the log at which it began.
        var added: UInt64
        var template: TemplateID?
        var kind: MessageKind
        var isMessage: Bool
    }

    private func pauses(of held: Held) -> [WorkPause] {
        let resumed = state.resumptions[held.name]?.last?.position ?? 0
        return allPauses.filter { holds($0, held) && resumed < $0.began.position }
            .sorted { $0.began.position < $1.began.position }
    }

    private func holds(_ pause: WorkPause, _ held: Held) -> Bool {
        if let items = pause.items { return items.contains(held.name) }
        if keepsRunning(held.template, held.kind, during: pause) { return false }
        if held.added < pause.began.position { return true }
        // A new message waits as long as the pause lasts. A new schedule, which posts by the
        // calendar, waits until somebody has looked at it again.
        return held.isMessage
            ? pause.ended == nil : held.added < pause.ended?.position ?? .max
    }

    private func keepsRunning(
        _ template: TemplateID?, _ kind: MessageKind, during pause: WorkPause
    ) -> Bool {
        // A person who pauses everything means everything.
        guard pause.incident != nil else { return false }
        return (playbook.keepsRunning + department.policy.keepsRunning).contains {
            $0 == template?.rawValue || $0 == kind.word
        }
    }
}
