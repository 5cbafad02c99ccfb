public import Incident
public import IncidentEvents

/// What a command came to.
public struct Outcome: Sendable {
    /// The incident.
    public var stream: String
    /// What was stored, in order; empty where the command had nothing to change.
    public var records: [IncidentRecord]
    /// The incident right after the command.
    public var state: IncidentState
    /// The same request was carried out before; this is its result again.
    public var isRepeat: Bool
    /// The parts of the command that a guard refused. A repeat does not know them any more.
    public var refusals: [GuardFinding]
    public var warnings: [GuardFinding]

    public var events: [IncidentEvent.OneOf_Kind] {
        records.compactMap { record in
            if case .event(let event) = record.content { event } else { nil }
        }
    }
}
