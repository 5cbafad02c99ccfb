public import IncidentEvents
internal import SwiftProtobuf

/// An evaluator's judgement of a capability or of a critical task.
public struct Rating: Hashable, Sendable {
    /// The core capability, or the critical task if `capability` names its capability.
    public var subject: String
    /// The capability that a critical task belongs to; nil if the subject is itself a capability.
    public var capability: String?
    /// The performance of the task, by HSEEP's four grades.
    public var rating: PerformanceRating
    /// The reason, in the words of the person who decided.
    public var reason: String
    /// The entry; its actor is the evaluator.
    public var stamp: Stamp
}

/// A lesson from the incident.
public struct Lesson: Hashable, Sendable {
    /// The id that people type, such as `L1`.
    public var id: LessonID
    /// The lesson, as a sentence.
    public var text: String
    /// Whether it is a strength; otherwise it is an area for improvement.
    public var isStrength: Bool
    /// The core capability of the National Preparedness Goal; nil if none was named.
    public var capability: String?
    /// The time, author, role and log position of the entry.
    public var stamp: Stamp
}

/// An assigned action to improve the next response, with a due date.
public struct CorrectiveAction: Hashable, Sendable {
    /// The id that people type, such as `A1`.
    public var id: ActionID
    /// The action, as a sentence.
    public var text: String
    /// The responsible organization's contact.
    public var owner: String
    public var organization: String?
    public var start: Instant?
    /// The due date; nil if no day was set.
    public var due: Instant?
    /// The capability element that it improves.
    public var element: CapabilityElement?
    /// The lesson behind it; nil for none.
    public var lesson: LessonID?
    /// The assignment.
    public var assigned: Stamp
    /// The report that it is done; nil while it is open.
    public var completion: Completion?

    /// The report that an action is done.
    public struct Completion: Hashable, Sendable {
        /// The work that was done, in the owner's words; nil if absent.
        public var note: String?
        /// The time, author, role and log position of the entry.
        public var stamp: Stamp
    }

    /// Whether it is not yet done.
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
                organization: event.organization.nonEmpty,
                start: event.hasStart ? Instant(event.start) : nil,
                due: event.hasDue ? Instant(event.due) : nil,
                element: event.element == .unspecified ? nil : event.element,
                lesson: LessonID(event.lesson), assigned: stamp), as: id)
    }

    mutating func apply(_ event: CorrectiveActionCompleted, _ stamp: Stamp) {
        actions.change(ActionID(event.action)) {
            // Only the first completion counts: a foreign log's second one changes nothing.
            guard $0.completion == nil else { return }
            $0.completion = CorrectiveAction.Completion(note: event.note.nonEmpty, stamp: stamp)
        }
    }
}
