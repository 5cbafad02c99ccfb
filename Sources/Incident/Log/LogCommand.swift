public import Channels
public import IncidentEvents

/// The commands to record observations, and entries about earlier entries.
public enum LogCommand: Sendable {
    case observe(
        speaker: String, text: String, carrier: Carrier, address: String? = nil, facts: [FactID],
        corrects: [RumorID])
    case note(String)
    case correctEntry(UInt64, right: String, occurredAt: Instant?, certainty: TimeCertainty)
    case changeVisibility(UInt64, Visibility, reason: String)
    /// Removes an entry's text, by an order from outside.
    case redactEntry(UInt64, order: String, exemption: String)

    var eventKind: EventKind {
        switch self {
        case .observe: .statementObserved
        case .note: .noteLogged
        case .correctEntry: .entryCorrected
        case .changeVisibility: .visibilityChanged
        case .redactEntry: .entryRedacted
        }
    }
}
