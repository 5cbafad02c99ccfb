internal import IncidentEvents
internal import Playbooks
internal import SwiftProtobuf

extension Decider {
    static func decide(
        _ command: ReviewCommand, in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        switch command {
        case .rate(let subject, let capability, let rating, let reason):
            return try rate(subject, capability, rating, because: reason, in: state, context)
        case .recordLesson(let words, let isStrength, let capability):
            let words = try text(words, "lesson")
            return Ruling([
                .lessonRecorded(
                    .with {
                        $0.lesson = state.lessons.next.description
                        $0.text = words
                        $0.isStrength = isStrength
                        $0.capability = capability.recorded
                    })
            ])
        case .assignAction(
            let words, let owner, let organization, let start, let due, let element, let lesson):
            let words = try text(words, "corrective action")
            let owner = try text(owner, "owner")
            if let start, start > due {
                throw Rejection(
                    .invalid, "The corrective action starts after it is due.",
                    remedy: "Give a start before the due date.")
            }
            if let lesson { try state.require(lesson: lesson) }
            return Ruling([
                .correctiveActionAssigned(
                    .with {
                        $0.action = state.actions.next.description
                        $0.text = words
                        $0.owner = owner
                        $0.due = due.timestamp
                        $0.organization = organization.recorded
                        if let start { $0.start = start.timestamp }
                        if let element { $0.element = element }
                        if let lesson { $0.lesson = lesson.description }
                    })
            ])
        case .completeAction(let id, let note):
            let action = try state.require(action: id)
            guard action.isOpen else { return Ruling() }
            return Ruling([
                .correctiveActionCompleted(
                    .with {
                        $0.action = id.description
                        $0.note = note.recorded
                    })
            ])
        }
    }

    private static func rate(
        _ subject: String, _ capability: String?, _ rating: PerformanceRating,
        because reason: String, in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        let subject = try text(subject, "capability or task")
        let reason = try text(reason, "reason")
        guard [.performed, .someChallenges, .majorChallenges, .unable].contains(rating) else {
            throw Rejection(
                .invalid, "\"\(subject)\" needs a rating.",
                remedy: "Give one of P, S, M, U with \(option: .rating).")
        }
        let last = state.ratings.last {
            $0.subject == subject && $0.capability == capability
        }
        if let last, last.rating == rating, last.reason.utf8.elementsEqual(reason.utf8),
            last.stamp.actor == context.actor
        {
            return Ruling()
        }
        return Ruling([
            .ratingGiven(
                .with {
                    $0.subject = subject
                    $0.capability = capability.recorded
                    $0.rating = rating
                    $0.reason = reason
                })
        ])
    }
}

extension DecisionContext {
    /// The role in which the actor gives the command.
    ///
    /// Only an evaluator gives a rating, in a reenactment too: no automatic command may give one,
    /// and no playbook may give the authority to another role.
    func role(for command: Command, in state: IncidentState) throws(Rejection) -> Role {
        guard case .review(.rate) = command else {
            return try role(for: command.authority, in: state)
        }
        let held = state.roles(of: actor)
        guard held.contains(.evaluator) else {
            throw Rejection(
                .unauthorized,
                "\(actor) isn't an evaluator of this incident. Only an evaluator can give a rating.",
                remedy: assigning(actor, .evaluator))
        }
        if let role, role != .evaluator {
            throw Rejection(
                .unauthorized, "\(actor) acts as \(role). Only an evaluator can give a rating.",
                remedy: "Give it with \(option: .role) evaluator.")
        }
        return .evaluator
    }
}
