public import IncidentEvents
internal import SwiftProtobuf

/// An evaluator's judgement of a capability or of a critical task.
public struct Rating: Hashable, Sendable {
    /// The core capability, or the critical task where `capability` says whose.
    public var subject: String
    /// The capability that a critical task belongs to; nil where the subject is one itself.
    public var capability: String?
    public var rating: PerformanceRating
    public var reason: String
    /// Its actor is the evaluator.
    public var stamp: Stamp
}

/// What the incident has taught.
public struct Lesson: Hashable, Sendable {
    public var id: LessonID
    public var text: String
    /// A strength; else an area for improvement.
    public var isStrength: Bool
    public var capability: String?
    public var stamp: Stamp
}

/// What somebody is to do by a day so that it goes better next time.
public struct CorrectiveAction: Hashable, Sendable {
    public var id: ActionID
    public var text: String
    public var owner: String
    public var due: Instant?
    public var lesson: LessonID?
    public var assigned: Stamp
    public var completion: Completion?

    public struct Completion: Hashable, Sendable {
        public var note: String
        public var stamp: Stamp
    }

    public var isOpen: Bool { completion == nil }
}

extension IncidentState {
    mutating func apply(_ event: RatingGiven, _ stamp: Stamp) {
        ratings.append(
            Rating(
                subject: event.subject,
                capability: event.capability.nonEmpty,
                rating: event.rating, reason: event.reason, stamp: stamp))
    }

    mutating func apply(_ event: LessonRecorded, _ stamp: Stamp) {
        guard let id = LessonID(event.lesson) else { return }
        lessons.add(
            Lesson(
                id: id, text: event.text, isStrength: event.isStrength,
                capability: event.capability.nonEmpty, stamp: stamp),
            as: id)
    }

    mutating func apply(_ event: CorrectiveActionAssigned, _ stamp: Stamp) {
        guard let id = ActionID(event.action) else { return }
        actions.add(
            CorrectiveAction(
                id: id, text: event.text, owner: event.owner,
                due: event.hasDue ? Instant(event.due) : nil, lesson: LessonID(event.lesson),
                assigned: stamp), as: id)
    }

    mutating func apply(_ event: CorrectiveActionCompleted, _ stamp: Stamp) {
        actions.change(ActionID(event.action)) {
            // Done once: a foreign log's second completion changes nothing.
            guard $0.completion == nil else { return }
            $0.completion = CorrectiveAction.Completion(note: event.note, stamp: stamp)
        }
    }
}
