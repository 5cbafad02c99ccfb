public import IncidentEvents

/// What people do with facts, from recording to superseding.
public enum FactCommand: Sendable {
    case record(
        statement: String, topic: String? = nil, number: Double? = nil, scope: String? = nil,
        source: String?)
    case verify(FactID, source: String?, relays: String? = nil)
    case clear(FactID)
    case hold(FactID, reason: String, until: Instant?)
    /// The fact was wrong when said. Live messages that cite it become a rumor of our own making.
    case refute(FactID, reason: String, source: String?, by: FactID?)
    /// The fact was right and has changed.
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
