internal import Incident
internal import IncidentEvents

extension DueSubjects {
    /// Corrective actions that nobody has reported as done. They outlive the incident.
    ///
    /// - Parameter today: The day by which they are judged: the clock of an exercise or of a past
    ///   incident stands still, and what was promised after it does not.
    func actions(today: Instant) -> [DueItem] {
        state.actions.all.filter(\.isOpen).map { action in
            DueItem(
                kind: .action, subject: action.id.description,
                text: "\(action.id), for \(action.owner): \(action.text)",
                next: .completeAction(action.id), dueAt: action.due,
                isOverdue: action.due.map { $0 < today } ?? false)
        }
    }
}
