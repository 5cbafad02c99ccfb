public import IncidentEvents
internal import SwiftProtobuf

/// An evaluator's judgement of a capability or of a critical task.
public struct Rating: Hashable, Sendable {
    /// The core capability, or the critical task where `capability` says whose.
    public var subject: String
    /// The capability that a critical task belongs to; nil where the subject is one itself.
    public var capability: String?
    /// How the task was performed, by HSEEP's four grades.
    public var rating: PerformanceRating
    /// Why, in the words of the person who decided it.
    public var reason: String
    /// Its actor is the evaluator.
    public var stamp: Stamp
}

/// What the incident has taught.
public struct Lesson: Hashable, Sendable {
    /// The id that people type, such as `L1`.
    public var id: LessonID
    /// What was learned, as a sentence.
    public var text: String
    /// A strength; else an area for improvement.
    public var isStrength: Bool
    /// The core capability of the National Preparedness Goal; nil where none was named.
    public var capability: String?
    /// When it was recorded, by whom, in which role and where in the log.
    public var stamp: Stamp
}

/// What somebody is to do by a day so that it goes better next time.
public struct CorrectiveAction: Hashable, Sendable {
    /// The id that people type, such as `A1`.
    public var id: ActionID
    /// What is to be done, as a sentence.
    public var text: String
    /// The responsible organization's contact.
    public var owner: String
    public var organization: String?
    public var start: Instant?
    /// By when it must be done; nil where no day was set.
    public var due: Instant?
    /// What of the capability it improves.
    public var element: CapabilityElement?
    /// The lesson that it follows from; nil for none.
    public var lesson: LessonID?
    /// When it was assigned.
    public var assigned: Stamp
    /// When it was reported as done; nil while it is open.
    public var completion: Completion?

    /// The report that an action is done.
    public struct Completion: Hashable, Sendable {
        /// What was done, in the owner's words.
        public var note: String
        /// When it was recorded, by whom, in which role and where in the log.
        public var stamp: Stamp
    }

    /// Whether it still waits to be settled.
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
                organization: event.organization.isEmpty ? nil : event.organization,
                start: event.hasStart ? Instant(event.start) : nil,
                due: event.hasDue ? Instant(event.due) : nil,
                element: event.element == .unspecified ? nil : event.element,
                lesson: LessonID(event.lesson), assigned: stamp), as: id)
    }

    mutating func apply(_ event: CorrectiveActionCompleted, _ stamp: Stamp) {
        actions.change(ActionID(event.action)) {
            // Done once: a foreign log's second completion changes nothing.
            guard $0.completion == nil else { return }
            $0.completion = CorrectiveAction.Completion(note: event.note, stamp: stamp)
        }
    }
}
