public import Channels
public import IncidentEvents

/// The commands about claims, from the first report to closing.
public enum RumorCommand: Sendable {
    case report(ReportRumor)
    case sight(RumorID, Carrier, address: String? = nil, reach: UInt64? = nil)
    /// `isUnlisted` says that the person is meant although the department file doesn't list them.
    case assign(RumorID, to: String, isUnlisted: Bool = false)
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

    /// The data of a first report.
    public struct ReportRumor: Sendable {
        /// The claim, in the recorded words.
        public var claim: String
        /// Whether the public, an outlet or one of our messages made the claim.
        public var origin: RumorOrigin
        /// The carriers it was seen on.
        public var carriers: [Carrier]
        public var address: String?
        /// The number of people it reached, if known.
        public var reach: UInt64?
        /// For a claim of our own: the messages that made it.
        public var messages: [MessageID]
        /// Related rumors with a similar claim.
        public var related: [RumorID]
        /// The fact, such as `F2`; nil for none.
        public var fact: FactID?
        /// Whether the claim is about a person; nil if nobody said.
        public var isAboutPerson: Bool?

        public init(
            claim: String, origin: RumorOrigin = .public, carriers: [Carrier] = [],
            address: String? = nil, reach: UInt64? = nil, messages: [MessageID] = [],
            related: [RumorID] = [], fact: FactID? = nil, isAboutPerson: Bool? = nil
        ) {
            self.claim = claim
            self.origin = origin
            self.carriers = carriers
            self.address = address
            self.reach = reach
            self.messages = messages
            self.related = related
            self.fact = fact
            self.isAboutPerson = isAboutPerson
        }
    }
}
