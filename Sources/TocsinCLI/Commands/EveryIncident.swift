internal import Engine
internal import Incident
internal import IncidentEvents
internal import ReadModels
internal import Review

/// Every incident, and what is overdue from those that may long be closed.
///
/// JSON: `incidents` and `overdueActions`.
struct EveryIncident: Encodable {
    var incidents: [IncidentLine] = []
    /// Corrective actions past their day, which outlive their incidents.
    var overdueActions: [OverdueAction] = []

    init() {}

    init(_ session: Session) throws {
        let now = session.engine.now
        for stream in try session.engine.incidents() {
            let state = try session.engine.state(of: stream)
            incidents.append(IncidentLine(stream, state))
            overdueActions += Improvement(state: state, asOf: now).plan.filter(\.isOverdue)
                .map { OverdueAction($0, of: stream, in: state.zone) }
        }
    }

    var ids: [String] { incidents.map(\.incident) }
}

/// An incident among others.
struct IncidentLine: Encodable {
    var incident: String
    var mode: String
    var state: String
    var title: String
    var revision: UInt64?

    init(_ stream: String, _ state: IncidentState) {
        incident = stream
        mode = state.mode.word
        self.state = state.isOpen ? "open" : "closed"
        title = TerminalText.safe(state.opening?.title ?? "")
        revision = state.revision
    }
}

/// A corrective action past its day.
struct OverdueAction: Encodable {
    var incident: String
    var action: ActionID
    var text: String
    var owner: String
    var due: Instant?
    /// What settles it.
    var command: String
    /// For people, in two lines.
    let words: String

    private enum CodingKeys: CodingKey { case incident, action, text, owner, due, command }

    init(_ action: Improvement.Action, of stream: String, in zone: Zone) {
        incident = stream
        self.action = action.action
        text = action.text
        owner = action.owner
        due = action.due
        command = "tocsin review action done \(action.action) --incident \(stream)"
        let day = action.due.map { " since \(zone.day($0))" } ?? ""
        words =
            TerminalText.safe(
                "! \(stream) \(action.action) overdue\(day), for \(action.owner): \(action.text)")
            + "\n      \(command)"
    }
}
