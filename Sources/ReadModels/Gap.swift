public import Channels
public import Incident
public import IncidentEvents

/// The gap between what is known and what has been said, at a moment.
///
/// JSON: the seven lists by their names. `ageSeconds` counts from when it happened as claimed, else
/// incident time, and is absent where that time only keeps an order.
public struct Gap: Sendable, Encodable {
    /// Known but not said, the longest known first.
    public var unsaid: [UnsaidFact]
    /// Released and not posted on every channel that it was released for.
    public var unposted: [UnpostedMessage]
    /// Said but no longer known: live copies that cite a refuted or superseded fact.
    public var outdated: [OutdatedPosting]
    /// Known false and still public, by claim and carrier.
    public var falseInPublic: [FalseClaim]
    /// Times for a next update that have passed without one.
    public var overduePromises: [OverduePromise]
    public var unanswered: [UnansweredInquiry]
    /// Claims that still have to be set right somewhere.
    public var openCorrections: [OpenCorrection]

    /// A verified fact that stands, and that no message which reached the public was released with.
    public struct UnsaidFact: Hashable, Sendable, Encodable {
        public var fact: FactID
        public var statement: String
        /// `verified` (waits to be cleared), `cleared` or `held`.
        public var status: String
        /// When it was first verified.
        public var verified: Moment
        public var ageSeconds: Int64?
        public var heldBecause: String?
        public var heldUntil: Instant?
    }

    public struct UnpostedMessage: Hashable, Sendable, Encodable {
        public var message: MessageID
        public var kind: MessageKind
        public var channels: [ChannelID]
        /// When the first of these channels was released.
        public var released: Moment
        public var ageSeconds: Int64?
    }

    public struct OutdatedPosting: Hashable, Sendable, Encodable {
        public var message: MessageID
        public var kind: MessageKind
        public var carriers: [Carrier]
        public var fact: FactID
        public var statement: String
        /// `wrong` (refuted) or `stale` (superseded).
        public var concern: FactSheet.Concern
        /// When the fact was refuted or superseded.
        public var since: Moment
        public var ageSeconds: Int64?
    }

    public struct FalseClaim: Hashable, Sendable, Encodable {
        public var rumor: RumorID
        public var claim: String
        public var finding: Finding
        /// Where it stands: live copies of our own, and others' that did not set it right.
        public var carriers: [Carrier]
        /// Those among them that are ours.
        public var own: [Carrier]
        /// Since when it is known to be false.
        public var since: Moment
        public var ageSeconds: Int64?
    }

    public struct OverduePromise: Hashable, Sendable, Encodable {
        public var message: MessageID
        public var dueBy: Instant
        public var overdueSeconds: Int64
    }

    public struct UnansweredInquiry: Hashable, Sendable, Encodable {
        public var inquiry: InquiryID
        public var from: String
        public var question: String
        public var received: Moment
        public var ageSeconds: Int64?
        public var deadline: Instant?
        public var isOverdue: Bool
    }

    public struct OpenCorrection: Hashable, Sendable, Encodable {
        public var rumor: RumorID
        public var claim: String
        public var finding: Finding
        /// Where it still has to be set right.
        public var open: [Carrier]
        /// Where it was set right or waived.
        public var closedCells: Int
        public var since: Moment
        public var ageSeconds: Int64?
    }

    init(
        unsaid: [UnsaidFact], unposted: [UnpostedMessage], outdated: [OutdatedPosting],
        falseInPublic: [FalseClaim], overduePromises: [OverduePromise],
        unanswered: [UnansweredInquiry], openCorrections: [OpenCorrection]
    ) {
        self.unsaid = unsaid
        self.unposted = unposted
        self.outdated = outdated
        self.falseInPublic = falseInPublic
        self.overduePromises = overduePromises
        self.unanswered = unanswered
        self.openCorrections = openCorrections
    }

    /// - Parameter asOf: Incident time, against which ages and deadlines are judged.
    public init(state: IncidentState, asOf: Instant) {
        self = GapOutline(state: state, claims: ClaimIndex(state), asOf: asOf).gap
    }

    public var count: Int {
        unsaid.count + unposted.count + outdated.count + falseInPublic.count
            + overduePromises.count + unanswered.count + openCorrections.count
    }
}

extension Rumor {
    /// Since when it is known for what it is, or only known.
    public var knownSince: Stamp { assessments.last?.stamp ?? reported }
}

extension Stamp {
    /// Nil where the time only keeps an order.
    fileprivate func age(at instant: Instant) -> Int64? {
        isPlaceholder ? nil : instant.since(happenedAt).wholeSeconds
    }
}

extension Gap.UnsaidFact {
    /// - Parameter fact: Verified.
    init(_ fact: Fact, asOf: Instant) {
        let first = fact.verifications.first?.stamp ?? fact.recorded
        self.init(
            fact: fact.id, statement: fact.statement, status: fact.status.rawValue,
            verified: Moment(first), ageSeconds: first.age(at: asOf),
            heldBecause: fact.hold?.reason, heldUntil: fact.hold?.until)
    }
}

extension Gap.UnpostedMessage {
    /// - Parameter message: Let go for a channel that it has not reached.
    init(_ message: Message, asOf: Instant) {
        let channels = message.unpostedChannels
        let first =
            message.releases.first { release in
                release.texts.contains { text in channels.contains { $0.rawValue == text.channel } }
            }?.stamp ?? message.drafted
        self.init(
            message: message.id, kind: message.kind, channels: channels,
            released: Moment(first), ageSeconds: first.age(at: asOf))
    }
}

extension Gap.OutdatedPosting {
    init(
        _ message: Message, _ fact: Fact, _ concern: FactSheet.Concern, on carriers: [Carrier],
        asOf: Instant
    ) {
        // Without either stamp a fact is neither wrong nor stale.
        let since = fact.refutation?.stamp ?? fact.supersession?.stamp ?? fact.recorded
        self.init(
            message: message.id, kind: message.kind, carriers: carriers, fact: fact.id,
            statement: fact.statement, concern: concern, since: Moment(since),
            ageSeconds: since.age(at: asOf))
    }
}

extension Gap.FalseClaim {
    /// - Parameter cells: Where it still stands.
    init(_ rumor: Rumor, in cells: [CoverageCell], asOf: Instant) {
        let found = rumor.knownSince
        self.init(
            rumor: rumor.id, claim: rumor.claim,
            finding: rumor.assessment?.finding ?? .unspecified,
            carriers: cells.map(\.carrier), own: cells.filter(\.isOwn).map(\.carrier),
            since: Moment(found), ageSeconds: found.age(at: asOf))
    }
}

extension Gap.OpenCorrection {
    init(_ rumor: Rumor, among cells: [CoverageCell], asOf: Instant) {
        let found = rumor.knownSince
        let open = cells.filter(\.isOpen).map(\.carrier)
        self.init(
            rumor: rumor.id, claim: rumor.claim,
            finding: rumor.assessment?.finding ?? .unspecified, open: open,
            closedCells: cells.count - open.count, since: Moment(found),
            ageSeconds: found.age(at: asOf))
    }
}

extension Gap.UnansweredInquiry {
    init(_ inquiry: Inquiry, asOf: Instant) {
        self.init(
            inquiry: inquiry.id, from: inquiry.from, question: inquiry.question,
            received: Moment(inquiry.received), ageSeconds: inquiry.received.age(at: asOf),
            deadline: inquiry.deadline, isOverdue: inquiry.deadline.map { $0 < asOf } ?? false)
    }
}
