public import Channels
public import IncidentEvents

public enum RumorCommand: Sendable {
    case report(ReportRumor)
    case sight(RumorID, Carrier, address: String? = nil, reach: UInt64? = nil)
    case assign(RumorID, to: String)
    case assess(RumorID, Finding, evidence: String?, facts: [FactID])
    case watch(RumorID, until: Instant, reason: String)
    case waive(RumorID, Carrier, reason: String)
    case contact(RumorID, Carrier, how: String)
    case outletCorrected(RumorID, Carrier, address: String? = nil, statement: StatementID?)
    case close(RumorID, reason: String)
    case resurface(RumorID, reason: String)

    var eventKind: EventKind {
        switch self {
        case .report: .rumorReported
        case .sight: .rumorSighted
        case .assign: .rumorAssigned
        case .assess: .rumorAssessed
        case .watch: .rumorWatched
        case .waive: .coverageWaived
        case .contact: .outletContacted
        case .outletCorrected: .statementCorrected
        case .close: .rumorClosed
        case .resurface: .rumorResurfaced
        }
    }

    public struct ReportRumor: Sendable {
        public var claim: String
        public var origin: RumorOrigin
        public var carriers: [Carrier]
        public var address: String?
        public var reach: UInt64?
        public var messages: [MessageID]
        public var related: [RumorID]
        public var fact: FactID?

        public init(
            claim: String, origin: RumorOrigin = .public, carriers: [Carrier] = [],
            address: String? = nil, reach: UInt64? = nil, messages: [MessageID] = [],
            related: [RumorID] = [], fact: FactID? = nil
        ) {
            self.claim = claim
            self.origin = origin
            self.carriers = carriers
            self.address = address
            self.reach = reach
            self.messages = messages
            self.related = related
            self.fact = fact
        }
    }
}
