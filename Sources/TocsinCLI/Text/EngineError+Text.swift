internal import Engine
internal import Incident
internal import IncidentEvents
internal import Playbooks

extension EngineError {
    /// The next step; nil if the description says it all.
    var remedy: String? {
        let open = Suggestion.openIncident.typed
        return switch self {
        case .noHome: "Create one: tocsin init, or open an incident: \(open)"
        case .foreignHome: "Name another folder with --home DIR."
        case .unusableHome:
            "Give yourself access to it, or name another folder with --home DIR."
        case .unknownIncident(_, let known) where known.isEmpty: "Open one: \(open)"
        case .unknownIncident(let id, let known):
            (NearestName.of(id, among: known).map { "Did you mean \($0)? " } ?? "")
                + "Name one with --incident ID."
        case .incidentExists(let id): "Give another --id, or see it: tocsin status \(id)"
        case .requestReused: "Give a new --request, or none."
        case .notSimulated, .unknownZone, .unreadableRecord, .unusableAdoption: nil
        }
    }
}
