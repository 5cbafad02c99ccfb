/// A permission that a role can have.
public enum Authority: String, CaseIterable, Hashable, Sendable {
    /// Recording facts, notes, rumors, statements, inquiries and steps.
    case record
    /// Verifying or refuting a fact.
    case verify
    /// Clearing a fact for release, or holding it.
    case clear
    /// Drafting, editing and submitting messages.
    case draft
    /// Releasing approved messages, marking them as posted, withdrawing them.
    case release
    /// Assessing, watching and closing rumors; waiving coverage.
    case assess
    /// Changing phase, beginning periods, assigning roles, closing and reopening the incident.
    case direct
    /// Recording lessons and corrective actions. A rating always takes an evaluator, even if a
    /// playbook says otherwise.
    case review
    /// Removing an entry's text.
    case redact
    /// Adopting a newer version of the playbook.
    case adopt
}
