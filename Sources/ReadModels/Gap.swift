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
    /// Questions that wait for an answer.
    public var unanswered: [UnansweredInquiry]
    /// Claims that still have to be set right somewhere.
    public var openCorrections: [OpenCorrection]

    /// A verified fact that stands, and that no message which reached the public was released with.
    public struct UnsaidFact: Hashable, Sendable, Encodable {
        /// The fact, such as `F2`.
        public var fact: FactID
        public var statement: String
        /// `verified` (waits to be cleared), `cleared` or `held`.
        public var status: String
        /// When it was first verified.
        public var verified: Moment
        /// Seconds from then to the moment that is shown; nil where the time is a placeholder.
        public var ageSeconds: Int64?
        /// Why it is held back; nil where it isn't.
        public var heldBecause: String?
        /// When the hold is to be looked at again; nil where no time was set.
        public var heldUntil: Instant?
    }

    /// A released message that some channel still lacks.
    public struct UnpostedMessage: Hashable, Sendable, Encodable {
        /// The message, such as `M3`.
        public var message: MessageID
        public var kind: MessageKind
        /// The channels, in the order in which they were named.
        public var channels: [ChannelID]
        /// When the first of these channels was released.
        public var released: Moment
        /// Seconds from then to the moment that is shown; nil where the time is a placeholder.
        public var ageSeconds: Int64?
    }

    /// A text in public that rests on a fact that has changed or was refuted.
    public struct OutdatedPosting: Hashable, Sendable, Encodable {
        /// The message, such as `M3`.
        public var message: MessageID
        public var kind: MessageKind
        /// The accounts and outlets, such as `x:RivertonPD`.
        public var carriers: [Carrier]
        /// The fact, such as `F2`.
        public var fact: FactID
        public var statement: String
        /// `wrong` (refuted) or `stale` (superseded).
        public var concern: FactSheet.Concern
        /// When the fact was refuted or superseded.
        public var since: Moment
        /// Seconds from then to the moment that is shown; nil where the time is a placeholder.
        public var ageSeconds: Int64?
    }

    /// A false claim that is still in public somewhere.
    public struct FalseClaim: Hashable, Sendable, Encodable {
        /// The rumor, such as `R1`.
        public var rumor: RumorID
        /// What was claimed, in the words on record.
        public var claim: String
        /// What the claim was found to be.
        public var finding: Finding
        /// Where it stands: live copies of our own, and others' that did not set it right.
        public var carriers: [Carrier]
        /// Those among them that are ours.
        public var own: [Carrier]
        /// Since when it is known to be false.
        public var since: Moment
        /// Seconds from then to the moment that is shown; nil where the time is a placeholder.
        public var ageSeconds: Int64?
    }

    /// A promised update that didn't come in time.
    public struct OverduePromise: Hashable, Sendable, Encodable {
        /// The message, such as `M3`.
        public var message: MessageID
        /// By when it is due.
        public var dueBy: Instant
        /// Seconds since the promised time.
        public var overdueSeconds: Int64
    }

    /// A question that waits for an answer.
    public struct UnansweredInquiry: Hashable, Sendable, Encodable {
        /// The question, such as `Q1`.
        public var inquiry: InquiryID
        /// Who asks, such as an outlet.
        public var from: String
        /// The question, in the words of the person who asked.
        public var question: String
        /// When it came in.
        public var received: Moment
        /// Seconds from then to the moment that is shown; nil where the time is a placeholder.
        public var ageSeconds: Int64?
        /// By when an answer is wanted; nil where nobody said.
        public var deadline: Instant?
        /// Whether its time has passed.
        public var isOverdue: Bool
    }

    /// A claim with carriers that still wait for a correction.
    public struct OpenCorrection: Hashable, Sendable, Encodable {
        /// The rumor, such as `R1`.
        public var rumor: RumorID
        /// What was claimed, in the words on record.
        public var claim: String
        /// What the claim was found to be.
        public var finding: Finding
        /// Where it still has to be set right.
        public var open: [Carrier]
        /// Where it was set right or waived.
        public var closedCells: Int
        /// When the claim first appeared on a carrier that is still open.
        public var since: Moment
        /// Seconds from then to the moment that is shown; nil where the time is a placeholder.
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

    /// How many things the gap lists.
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
