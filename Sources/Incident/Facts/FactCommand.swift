public import IncidentEvents

/// The commands about facts, from recording to superseding.
public enum FactCommand: Sendable {
    case record(
        statement: String, topic: String? = nil, number: Double? = nil, scope: String? = nil,
        source: String?)
    case verify(FactID, source: String?, relays: String? = nil)
    /// Allows it to be said. Lifting a hold takes a reason.
    case clear(FactID, lifting: LiftHold? = nil)
    case hold(FactID, reason: String, isForFamily: Bool = false, until: Instant?)
    /// Marks the fact as wrong when stated. Live messages that cite it become a rumor of our own
    /// making.
    case refute(FactID, reason: String, source: String?, by: FactID?)
    /// Replaces a fact that was right and has changed.
    case supersede(FactID, by: FactID)

    /// Why a hold is lifted, and for a family's hold, who told them.
    public struct LiftHold: Hashable, Sendable {
        /// The reason, in the words of the person who lifts it.
        public var reason: String
        /// Who told the family; nil if the hold isn't for a family.
        public var familyToldBy: String?
        /// When they were told.
        public var familyToldAt: Instant?

        public init(reason: String, familyToldBy: String? = nil, familyToldAt: Instant? = nil) {
            self.reason = reason
            self.familyToldBy = familyToldBy
            self.familyToldAt = familyToldAt
        }
    }

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
