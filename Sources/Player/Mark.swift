internal import IncidentEvents
internal import Incident

/// A point of interest on the timeline.
public struct Mark: Hashable, Sendable {
    /// The index of its entry in the history.
    public var index: Int
    public var kind: Kind

    public enum Kind: Character, Hashable, Sendable {
        case withdrawal = "W"
        case correction = "C"
        case rumor = "R"
        case phase = "P"
        case release = "M"

        /// The noun, as in "the next correction".
        public var noun: String {
            switch self {
            case .withdrawal: "withdrawal"
            case .correction: "correction"
            case .rumor: "rumor"
            case .phase: "phase change"
            case .release: "release"
            }
        }
    }
}

extension Mark.Kind {
    /// The mark that an entry makes, if any.
    ///
    /// - Parameter state: The incident with the entry applied.
    init?(_ record: IncidentRecord, in state: IncidentState) {
        guard case .event(let event) = record.content else { return nil }
        switch event {
        case .messageReleased: self = .release
        case .rumorReported, .rumorResurfaced: self = .rumor
        case .messageWithdrawn: self = .withdrawal
        case .incidentOpened, .phaseChanged: self = .phase
        case .statementCorrected: self = .correction
        case .deliveryRecorded(let event):
            // A correction counts when it reaches a carrier.
            guard event.outcome == .posted, let id = MessageID(event.message),
                let message = state.messages[id],
                message.kind == .correction || message.kind == .retraction
                    || !message.corrects.isEmpty
            else { return nil }
            self = .correction
        default: return nil
        }
    }
}
