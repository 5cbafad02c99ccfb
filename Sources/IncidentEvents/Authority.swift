/// Something that roles may do.
public enum Authority: String, CaseIterable, Hashable, Sendable {
    /// Put facts, notes, rumors, statements, inquiries and steps on record.
    case record
    /// Verify or refute a fact.
    case verify
    /// Clear a fact for release, or hold it.
    case clear
    /// Draft, edit and submit messages.
    case draft
    /// Release approved messages, mark them as posted, withdraw them.
    case release
    /// Assess, watch and close rumors; waive coverage.
    case assess
    /// Change phase, begin periods, assign roles, close and reopen the incident.
    case direct
    /// Record lessons and corrective actions. A rating takes an evaluator, whatever a playbook
    /// says.
    case review
}
