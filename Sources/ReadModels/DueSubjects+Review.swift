internal import Incident
internal import IncidentEvents

extension DueSubjects {
    /// Corrective actions that nobody has reported as done. They stay due after the incident is
    /// closed.
    ///
    /// - Parameter today: The day for judging them: the clock of an exercise or of a past incident
    ///   stops, but an action promised for later is still due on its day.
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
