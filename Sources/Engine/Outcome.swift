public import Incident
public import IncidentEvents

/// The result of a command.
public struct Outcome: Sendable {
    /// The incident.
    public var stream: String
    /// The stored records, in order; empty if the command changed nothing.
    public var records: [IncidentRecord]
    /// The incident's state right after the command.
    public var state: IncidentState
    /// Whether the same request was carried out before; this is then its first result.
    public var isRepeat: Bool
    /// The parts of the command that a guard refused. A repeat no longer has them.
    public var refusals: [GuardFinding]
    public var warnings: [GuardFinding]

    public var events: [IncidentEvent.OneOf_Kind] {
        records.compactMap { record in
            if case .event(let event) = record.content { event } else { nil }
        }
    }
}
