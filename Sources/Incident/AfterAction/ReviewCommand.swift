public import IncidentEvents

/// What is learned from the incident, mostly after it.
public enum ReviewCommand: Sendable {
    /// A core capability, or a critical task of the capability that is named. Evaluators only.
    case rate(String, capability: String?, PerformanceRating, because: String)
    case recordLesson(String, isStrength: Bool, capability: String?)
    /// The organization is responsible, and the owner its contact.
    case assignAction(
        String, owner: String, organization: String? = nil, start: Instant? = nil, due: Instant,
        element: CapabilityElement? = nil, lesson: LessonID?)
    case completeAction(ActionID, note: String?)

    var eventKind: EventKind {
        switch self {
        case .rate: .ratingGiven
        case .recordLesson: .lessonRecorded
        case .assignAction: .correctiveActionAssigned
        case .completeAction: .correctiveActionCompleted
        }
    }
}
