public import IncidentEvents

/// The commands about facts, from recording to superseding.
public enum FactCommand: Sendable {
    case record(
        statement: String, topic: String? = nil, number: Double? = nil, scope: String? = nil,
        source: String?)
    case verify(FactID, source: String?, relays: String? = nil)
    case clear(FactID)
    case hold(FactID, reason: String, until: Instant?)
    /// Marks the fact as wrong when stated. Live messages that cite it become a rumor of our own
    /// making.
    case refute(FactID, reason: String, source: String?, by: FactID?)
    /// Replaces a fact that was right and has changed.
    case supersede(FactID, by: FactID)

    var eventKind: EventKind {
        switch self {
        case .record: .factRecorded
        case .verify: .factVerified
        case .clear: .factCleared
        case .hold: .factHeld
        case .refute: .factRefuted
        case .supersede: .factSuperseded
        }
    }
}
