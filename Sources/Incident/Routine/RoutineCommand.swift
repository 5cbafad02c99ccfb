internal import IncidentEvents

/// The commands about campaigns.
public enum RoutineCommand: Sendable {
    case plan(Campaign.Plan)

    var eventKind: EventKind {
        switch self {
        case .plan: .campaignPlanned
        }
    }
}
