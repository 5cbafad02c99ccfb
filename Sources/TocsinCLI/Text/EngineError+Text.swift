internal import Engine
internal import Incident

extension EngineError {
    /// The failure, the reason, and the next step.
    var text: String { description + (remedy.map { " \($0)" } ?? "") }

    /// The next step; nil if the description says it all.
    private var remedy: String? {
        let open = Suggestion.openIncident.typed
        return switch self {
        case .noHome: "Create one: tocsin init, or open an incident: \(open)"
        case .foreignHome: "Name another folder with --home DIR."
        case .unusableHome:
            "Give yourself access to it, or name another folder with --home DIR."
        case .unknownIncident(_, let known):
            known.isEmpty ? "Open one: \(open)" : "Name one with --incident ID."
        case .incidentExists(let id): "Give another --id, or see it: tocsin status \(id)"
        case .requestReused: "Give a new --request, or none."
        case .notSimulated, .unknownZone, .unreadableRecord, .unusableAdoption: nil
        }
    }
}
