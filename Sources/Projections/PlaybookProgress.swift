public import Incident
public import IncidentEvents
public import Playbooks

/// How far the playbook's steps have come, and by when the rest is due.
///
/// JSON: `steps` in the playbook's order; `state` is `done`, `skipped`, `overdue`, `due` (has a
/// time that is not up), `open` (has none) or `waiting` (on other steps, its phase or its anchor).
public struct PlaybookProgress: Sendable, Encodable {
    public var steps: [Entry]

    public struct Entry: Hashable, Sendable, Encodable {
        public var step: String
        public var title: String
        public var role: String
        public var state: State
        /// Nil where the step has no time or its anchor has not happened.
        public var dueAt: Instant?
        /// What completed or skipped it.
        public var settled: Moment?
        /// The note of a completion or the reason of a skip.
        public var note: String?
        /// Completed by an event rather than by hand.
        public var isAutomatic: Bool
        /// Completed after its time.
        public var isLate: Bool
        /// Steps that must be done first.
        public var waitsFor: [String]
        /// The phase in which it begins to count, where that has not come.
        public var waitsForPhase: String?
    }

    public enum State: String, Sendable, Encodable {
        case done, skipped, overdue, due, open, waiting
    }

    /// - Parameters:
    ///   - records: The records that `state` was folded from.
    ///   - asOf: Incident time against which what is due is judged.
    public init(
        state: IncidentState, records: some Sequence<IncidentRecord>, playbook: Playbook,
        asOf: Instant
    ) {
        var settlements: [String: StepSettlement] = [:]
        var phases: [String] = []
        for record in records {
            guard case .event(let event) = record.content else { continue }
            if case .incidentOpened(let event) = event, !event.phase.isEmpty {
                phases.append(event.phase)
            }
            if case .phaseChanged(let event) = event { phases.append(event.phase) }
            for step in playbook.steps {
                let isCounting = step.phase.map { phases.contains($0) } ?? true
                settlements[step.id] =
                    StepSettlement(
                        by: event, record.stamp, of: step, isCounting: isCounting,
                        phase: phases.last, state: state, before: settlements[step.id])
            }
        }
        steps = playbook.steps.map {
            Entry($0, settlements: settlements, state: state, asOf: asOf)
        }
    }

    /// Whether every step is completed or skipped.
    public var isDone: Bool { steps.allSatisfy { $0.state == .done || $0.state == .skipped } }
}

/// What settled a step.
struct StepSettlement {
    var isSkip: Bool
    var isAutomatic: Bool
    var note: String
    var stamp: Stamp

    private init(isSkip: Bool, isAutomatic: Bool, note: String, stamp: Stamp) {
        self.isSkip = isSkip
        self.isAutomatic = isAutomatic
        self.note = note
        self.stamp = stamp
    }

    /// How the step stands after an event: nil where it is still, or again, to be done.
    init?(
        by event: IncidentEvent.OneOf_Kind, _ stamp: Stamp, of step: Step, isCounting: Bool,
        phase: String?, state: IncidentState, before: StepSettlement?
    ) {
        var settlement = before
        if case .stepCompleted(let event) = event, event.step == step.id {
            settlement = StepSettlement(
                isSkip: false, isAutomatic: false, note: event.note, stamp: stamp)
        } else if case .stepSkipped(let event) = event, event.step == step.id {
            settlement = StepSettlement(
                isSkip: true, isAutomatic: false, note: event.reason, stamp: stamp)
        } else if case .stepReopened(let event) = event, event.step == step.id {
            settlement = nil
        } else if before == nil, isCounting, let trigger = step.trigger,
            trigger.isMet(by: event, phase: phase, state: state)
        {
            settlement = StepSettlement(
                isSkip: false, isAutomatic: true, note: "", stamp: stamp)
        }
        guard let settlement else { return nil }
        self = settlement
    }
}

extension Step.Trigger {
    func isMet(
        by event: IncidentEvent.OneOf_Kind, phase current: String?, state: IncidentState
    ) -> Bool {
        guard self.event.rawValue == event.name else { return false }
        if case .deliveryRecorded(let delivery) = event, delivery.outcome != .posted {
            return false
        }
        if let phase, phase != current { return false }
        guard template != nil || kind != nil else { return true }
        guard let message = event.messageID.flatMap({ state.messages[$0] }) else { return false }
        if let template, message.template != template { return false }
        if let kind, message.kind.plainWord != kind { return false }
        return true
    }
}

extension IncidentEvent.OneOf_Kind {
    /// The message that an event which can complete a step is about.
    fileprivate var messageID: MessageID? {
        if case .messageDrafted(let event) = self { return MessageID(event.message) }
        if case .messageSubmitted(let event) = self { return MessageID(event.message) }
        if case .messageApproved(let event) = self { return MessageID(event.message) }
        if case .messageReleased(let event) = self { return MessageID(event.message) }
        if case .deliveryRecorded(let event) = self { return MessageID(event.message) }
        if case .messageWithdrawn(let event) = self { return MessageID(event.message) }
        return nil
    }
}

extension PlaybookProgress.Entry {
    fileprivate init(
        _ step: Step, settlements: [String: StepSettlement], state: IncidentState, asOf: Instant
    ) {
        self.step = step.id
        title = step.title
        role = step.role
        let settlement = settlements[step.id]
        settled = (settlement?.stamp).map(Moment.init)
        note = settlement.flatMap { $0.note.isEmpty ? nil : $0.note }
        isAutomatic = settlement?.isAutomatic ?? false
        let dueAt = step.due.flatMap { due in
            due.of.time(settlements: settlements, state: state)?.advanced(by: due.within)
        }
        self.dueAt = dueAt
        isLate =
            settlement.map { done in !done.isSkip && (dueAt.map { done.stamp.at > $0 } ?? false) }
            ?? false
        waitsFor = settlement == nil ? step.requires.filter { settlements[$0] == nil } : []
        waitsForPhase =
            settlement == nil ? step.phase.flatMap { state.entered($0) == nil ? $0 : nil } : nil
        if let settlement {
            self.state = settlement.isSkip ? .skipped : .done
        } else if waitsForPhase != nil {
            self.state = .waiting
        } else if let dueAt, dueAt < asOf {
            // A step that waits for another is late all the same.
            self.state = .overdue
        } else if !waitsFor.isEmpty || (step.due != nil && dueAt == nil) {
            self.state = .waiting
        } else {
            self.state = dueAt == nil ? .open : .due
        }
    }
}

extension Step.Anchor {
    /// When the anchor happened, in incident time; the onset as claimed.
    fileprivate func time(
        settlements: [String: StepSettlement], state: IncidentState
    ) -> Instant? {
        switch self {
        case .opened: state.opening?.stamp.at
        case .onset: state.onset?.at
        case .phase(let phase): state.entered(phase)?.at
        case .step(let step): settlements[step]?.stamp.at
        }
    }
}
