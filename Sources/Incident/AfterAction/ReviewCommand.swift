public import IncidentEvents

/// The commands of the after-action review, given mostly after the incident.
public enum ReviewCommand: Sendable {
    /// Rates a core capability, or a critical task of the named capability. Evaluators only.
    case rate(String, capability: String?, PerformanceRating, because: String)
    case recordLesson(String, isStrength: Bool, capability: String?)
    /// The organization is responsible; the owner is its contact.
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
