public import Incident
public import IncidentEvents
public import Playbooks

/// The state of the playbook's steps, and their due times.
///
/// JSON: `steps` in the playbook's order; `state` is `done`, `skipped`, `overdue`, `due` (has a
/// time that hasn't come), `open` (has no time) or `waiting` (on other steps, its phase or its
/// anchor).
public struct PlaybookProgress: Sendable, Encodable {
    /// The playbook's steps, in its order.
    public var steps: [Entry]

    /// One step and its state.
    public struct Entry: Hashable, Sendable, Encodable {
        /// The step's id in the playbook.
        public var step: String
        /// The name for people.
        public var title: String
        public var role: Role
        /// Whether it is done, due, waiting or overdue.
        public var state: State
        /// The due time; nil if the step has none or its anchor has not happened.
        public var dueAt: Instant?
        /// The entry that completed or skipped it.
        public var settled: Moment?
        /// The note of a completion or the reason of a skip.
        public var note: String?
        /// Whether an event completed it, not a person.
        public var isAutomatic: Bool
        /// Whether it was completed after its due time.
        public var isLate: Bool
        /// Steps that must be done first.
        public var waitsFor: [String]
        /// The phase in which it starts, if that has not come.
        public var waitsForPhase: String?
    }

    /// The state of a step.
    public enum State: String, Sendable, Encodable {
        case done, skipped, overdue, due, open, waiting
    }

    /// - Parameter asOf: Incident time, for judging due times.
    public init(state: IncidentState, playbook: Playbook, asOf: Instant) {
        var settlements: [String: StepSettlement] = [:]
        for step in playbook.steps {
            settlements[step.id] = state.settlement(of: step.id, in: playbook)
        }
        steps = playbook.steps.map {
            Entry($0, settlements: settlements, state: state, asOf: asOf)
        }
    }

    /// Whether every step is completed or skipped.
    public var isDone: Bool { steps.allSatisfy { $0.state == .done || $0.state == .skipped } }
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
        note = settlement?.text
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
            // A step that waits for another can still be late.
            self.state = .overdue
        } else if !waitsFor.isEmpty || (step.due != nil && dueAt == nil) {
            self.state = .waiting
        } else {
            self.state = dueAt == nil ? .open : .due
        }
    }
}

extension Step.Anchor {
    /// The time of the anchor, in incident time; the onset as claimed.
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
