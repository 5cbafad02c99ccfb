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
        public var kind: String
        public var channels: [ChannelID]
        /// When the first of these channels was released.
        public var released: Moment
        public var ageSeconds: Int64?
    }

    public struct OutdatedPosting: Hashable, Sendable, Encodable {
        public var message: MessageID
        public var kind: String
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
        public var finding: String
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
        public var finding: String
        /// Where it still has to be set right.
        public var open: [Carrier]
        /// Where it was set right or waived.
        public var closedCells: Int
        public var since: Moment
        public var ageSeconds: Int64?
    }

    /// - Parameter asOf: Incident time, against which ages and deadlines are judged.
    public init(state: IncidentState, asOf: Instant) {
        self.init(state: state, index: ClaimIndex(state), asOf: asOf)
    }

    /// - Parameter index: Of the same state.
    public init(state: IncidentState, index: ClaimIndex, asOf: Instant) {
        // Things are looked at in place and copied only where they are in the gap: there may be
        // thousands, and the player asks at every key.
        let (facts, messages, inquiries) = (
            state.facts.all, state.messages.all, state.inquiries.all
        )
        let said = state.factsSaid
        unsaid = facts.indices.compactMap { place in
            let isUnsaid = facts[place].isVerified && !said.contains(facts[place].id)
            return isUnsaid ? UnsaidFact(facts[place], asOf: asOf) : nil
        }.sorted { ($0.verified.happenedAt, $0.fact) < ($1.verified.happenedAt, $1.fact) }
        unposted = messages.indices.compactMap { place in
            messages[place].releases.isEmpty ? nil : UnpostedMessage(messages[place], asOf: asOf)
        }
        outdated = messages.indices.flatMap { place -> [OutdatedPosting] in
            guard state.restsOnFallenFact(messages[place]) else { return [] }
            let message = messages[place]
            return state.outdatedFacts(of: message).map { fact, concern, carriers in
                OutdatedPosting(message, fact, concern, on: carriers, asOf: asOf)
            }
        }
        var falseInPublic: [FalseClaim] = []
        var openCorrections: [OpenCorrection] = []
        let rumors = state.rumors.all
        for place in rumors.indices where rumors[place].needsCorrection {
            let rumor = rumors[place]
            guard let found = rumor.assessment?.stamp else { continue }
            let cells = index.coverage(of: rumor)
            let standing = cells.filter(\.isStanding)
            if !standing.isEmpty {
                falseInPublic.append(FalseClaim(rumor, found: found, in: standing, asOf: asOf))
            }
            let open = cells.filter(\.isOpen).map(\.carrier)
            if !open.isEmpty {
                openCorrections.append(
                    OpenCorrection(
                        rumor, found: found, open: open, closed: cells.count - open.count,
                        asOf: asOf))
            }
        }
        self.falseInPublic = falseInPublic
        self.openCorrections = openCorrections
        overduePromises = Promises(state: state, asOf: asOf).promises.filter {
            $0.outcome == .missed && $0.keptBy == nil
        }.map {
            OverduePromise(
                message: $0.message, dueBy: $0.dueBy,
                overdueSeconds: asOf.since($0.dueBy).wholeSeconds)
        }
        // A closed incident owes the public no update, but whatever is wrong there stays wrong.
        if state.isClosed { overduePromises = [] }
        unanswered = inquiries.indices.filter { inquiries[$0].isOpen }
            .map { UnansweredInquiry(inquiries[$0], asOf: asOf) }.sorted {
                ($0.received.happenedAt, $0.inquiry) < ($1.received.happenedAt, $1.inquiry)
            }
    }

    public var count: Int {
        unsaid.count + unposted.count + outdated.count + falseInPublic.count
            + overduePromises.count + unanswered.count + openCorrections.count
    }
}

extension Stamp {
    /// Nil where the time only keeps an order.
    fileprivate func age(at instant: Instant) -> Int64? {
        isPlaceholder ? nil : instant.since(happenedAt).wholeSeconds
    }
}

extension Gap.UnsaidFact {
    fileprivate init?(_ fact: Fact, asOf: Instant) {
        guard fact.isStanding, let first = fact.verifications.first?.stamp else { return nil }
        self.init(
            fact: fact.id, statement: fact.statement, status: fact.status.rawValue,
            verified: Moment(first), ageSeconds: first.age(at: asOf),
            heldBecause: fact.hold?.reason, heldUntil: fact.hold?.until)
    }
}

extension Gap.UnpostedMessage {
    fileprivate init?(_ message: Message, asOf: Instant) {
        if message.releases.isEmpty || message.discarded != nil { return nil }
        let channels = message.unpostedChannels
        let first = message.releases.first { release in
            release.texts.contains { text in channels.contains { $0.rawValue == text.channel } }
        }?.stamp
        guard let first else { return nil }
        self.init(
            message: message.id, kind: message.kind.plainWord, channels: channels,
            released: Moment(first), ageSeconds: first.age(at: asOf))
    }
}

extension Gap.OutdatedPosting {
    fileprivate init(
        _ message: Message, _ fact: Fact, _ concern: FactSheet.Concern, on carriers: [Carrier],
        asOf: Instant
    ) {
        // Without either stamp a fact is neither wrong nor stale.
        let since = fact.refutation?.stamp ?? fact.supersession?.stamp ?? fact.recorded
        self.init(
            message: message.id, kind: message.kind.plainWord, carriers: carriers, fact: fact.id,
            statement: fact.statement, concern: concern, since: Moment(since),
            ageSeconds: since.age(at: asOf))
    }
}

extension Gap.FalseClaim {
    fileprivate init(_ rumor: Rumor, found: Stamp, in cells: [CoverageCell], asOf: Instant) {
        self.init(
            rumor: rumor.id, claim: rumor.claim,
            finding: (rumor.assessment?.finding ?? .unspecified).plainWord,
            carriers: cells.map(\.carrier), own: cells.filter(\.isOwn).map(\.carrier),
            since: Moment(found), ageSeconds: found.age(at: asOf))
    }
}

extension Gap.OpenCorrection {
    fileprivate init(_ rumor: Rumor, found: Stamp, open: [Carrier], closed: Int, asOf: Instant) {
        self.init(
            rumor: rumor.id, claim: rumor.claim,
            finding: (rumor.assessment?.finding ?? .unspecified).plainWord, open: open,
            closedCells: closed, since: Moment(found), ageSeconds: found.age(at: asOf))
    }
}

extension Gap.UnansweredInquiry {
    fileprivate init(_ inquiry: Inquiry, asOf: Instant) {
        self.init(
            inquiry: inquiry.id, from: inquiry.from, question: inquiry.question,
            received: Moment(inquiry.received), ageSeconds: inquiry.received.age(at: asOf),
            deadline: inquiry.deadline, isOverdue: inquiry.deadline.map { $0 < asOf } ?? false)
    }
}

extension IncidentState {
    /// The facts that a message rested on when it was released, where it then reached the public.
    fileprivate var factsSaid: Set<FactID> {
        var said: Set<FactID> = []
        let messages = messages.all
        for place in messages.indices {
            let deliveries = messages[place].deliveries
            guard let last = deliveries.last(where: { $0.outcome == .posted })?.stamp.position
            else { continue }
            for release in messages[place].releases where release.stamp.position < last {
                for cited in release.cites { said.insert(cited.fact) }
            }
        }
        return said
    }

    /// Whether a message reached the public and cites, or did, a fact that stands no longer.
    fileprivate func restsOnFallenFact(_ message: Message) -> Bool {
        func hasFallen(_ cited: Message.Cited) -> Bool { facts[cited.fact]?.isStanding == false }
        return !message.deliveries.isEmpty
            && (message.cites.contains(where: hasFallen)
                || message.releases.contains { $0.cites.contains(where: hasFallen) })
    }

    /// What a message says somewhere and is known no longer, each with the carriers concerned.
    fileprivate func outdatedFacts(
        of message: Message
    ) -> [(fact: Fact, concern: FactSheet.Concern, carriers: [Carrier])] {
        var found: [(fact: Fact, concern: FactSheet.Concern, carriers: [Carrier])] = []
        for cited in message.citesEver where !found.contains(where: { $0.fact.id == cited.fact }) {
            guard let fact = facts[cited.fact], !fact.isStanding else { continue }
            let (concern, carriers) = unsettled(message, cited: cited, fact: fact)
            if let concern { found.append((fact, concern, carriers)) }
        }
        return found
    }
}
