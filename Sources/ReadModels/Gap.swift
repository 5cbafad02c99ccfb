internal import Basics
public import Channels
public import Incident
public import IncidentEvents
public import Playbooks

/// The gap between known facts and public messages, at a moment.
///
/// JSON: the nine lists by their names. `ageSeconds` counts from the claimed time, else incident
/// time, and is absent if that time only keeps the order.
public struct Gap: Sendable, Encodable {
    /// Facts that are known but not said, the longest known first.
    public var unsaid: [UnsaidFact]
    /// Messages that are released but not posted on every channel that they were released for.
    public var unposted: [UnpostedMessage]
    /// Messages that are said but no longer known: live copies that cite a refuted or superseded
    /// fact.
    public var outdated: [OutdatedPosting]
    /// Live messages that rest on a fact that nobody verified, on no fact, or on an overridden guard.
    public var unverified: [UnverifiedPosting]
    /// Claims known to be false and still public, by claim and carrier.
    public var falseInPublic: [FalseClaim]
    /// Claims on accounts where we post that nobody has assessed yet.
    public var unassessed: [UnassessedClaim]
    /// Times for a next update that have passed without one.
    public var overduePromises: [OverduePromise]
    /// Questions that wait for an answer.
    public var unanswered: [UnansweredInquiry]
    /// Answers that rest on a fact that has changed since.
    public var staleAnswers: [StaleAnswer]
    /// Claims that still need correction somewhere.
    public var openCorrections: [OpenCorrection]

    /// A current verified fact that no published message cited.
    public struct UnsaidFact: Hashable, Sendable, Encodable {
        /// The fact, such as `F2`.
        public var fact: FactID
        public var statement: String
        /// `verified` (waiting to be cleared), `cleared` or `held`.
        public var status: String
        /// The first verification.
        public var verified: Moment
        /// Seconds from then to the moment that is shown; nil if the time is a placeholder.
        public var ageSeconds: Int64?
        /// The reason for the hold; nil if it isn't held.
        public var heldBecause: String?
        /// The time to review the hold; nil if none was set.
        public var heldUntil: Instant?
    }

    /// A released message that is not posted on some channel.
    public struct UnpostedMessage: Hashable, Sendable, Encodable {
        /// The message, such as `M3`.
        public var message: MessageID
        public var kind: MessageKind
        /// The channels, in the order in which they were named.
        public var channels: [ChannelID]
        /// The same with the languages, such as `x (es)`, if the message has several.
        public var texts: [String]
        /// The release of the first of these channels.
        public var released: Moment
        /// Seconds from then to the moment that is shown; nil if the time is a placeholder.
        public var ageSeconds: Int64?
    }

    /// A public text based on a fact that has changed or was refuted.
    public struct OutdatedPosting: Hashable, Sendable, Encodable {
        /// The message, such as `M3`.
        public var message: MessageID
        public var kind: MessageKind
        /// The accounts and outlets, such as `x:RivertonPD`.
        public var carriers: [Carrier]
        /// The fact, such as `F2`.
        public var fact: FactID
        public var statement: String
        /// `wrong` (refuted), `stale` (superseded) or `held`.
        public var concern: FactSheet.Concern
        /// The refutation or replacement of the fact.
        public var since: Moment
        /// Seconds from then to the moment that is shown; nil if the time is a placeholder.
        public var ageSeconds: Int64?
    }

    /// A public text that was never verified, or that a guard found fault with.
    public struct UnverifiedPosting: Hashable, Sendable, Encodable {
        /// The message, such as `M3`.
        public var message: MessageID
        public var kind: MessageKind
        /// The accounts and outlets, such as `x:RivertonPD`.
        public var carriers: [Carrier]
        /// The facts that it cites and that no source confirmed.
        public var facts: [FactID]
        /// The author's reason to cite no fact; nil if it cites one or states nothing.
        public var restsOnNothing: String?
        /// The guards whose finding nobody else has ratified.
        public var guards: [String]
        /// The release of the last text.
        public var since: Moment
        /// Seconds from then to the moment that is shown; nil if the time is a placeholder.
        public var ageSeconds: Int64?
    }

    /// A claim on one carrier, and since when.
    public struct Standing: Hashable, Sendable, Encodable {
        /// The account or outlet, such as `x:RivertonPD`.
        public var carrier: Carrier
        /// The claim's first appearance there that no correction there has answered.
        public var since: Moment
        /// Seconds from then to the moment that is shown; nil if the time is a placeholder.
        public var ageSeconds: Int64?
    }

    /// A false claim that is still in public somewhere.
    public struct FalseClaim: Hashable, Sendable, Encodable {
        /// The rumor, such as `R1`.
        public var rumor: RumorID
        /// The claim, in the recorded words.
        public var claim: String
        /// The finding.
        public var finding: Finding
        /// The carriers: our own live copies, and others' that did not correct it.
        public var carriers: [Carrier]
        /// Our own carriers among them.
        public var own: [Carrier]
        /// The carriers with the time that the claim has been on each, the longest first.
        public var standing: [Standing]
        /// The time since which it is known to be false.
        public var since: Moment
        /// Seconds from then to the moment that is shown; nil if the time is a placeholder.
        public var ageSeconds: Int64?
    }

    /// A claim that nobody has found true or wrong, on accounts where we post.
    public struct UnassessedClaim: Hashable, Sendable, Encodable {
        /// The rumor, such as `R1`.
        public var rumor: RumorID
        /// The claim, in the recorded words.
        public var claim: String
        /// The accounts, such as `x:RivertonPD`.
        public var carriers: [Carrier]
        /// The claim's first appearance on one of them.
        public var since: Moment
        /// Seconds from then to the moment that is shown; nil if the time is a placeholder.
        public var ageSeconds: Int64?
    }

    /// A promised update that didn't come in time.
    public struct OverduePromise: Hashable, Sendable, Encodable {
        /// The message, such as `M3`.
        public var message: MessageID
        /// The channels on which it was promised and didn't come.
        public var channels: [ChannelID]
        /// The promised time.
        public var dueBy: Instant
        /// Seconds since the promised time.
        public var overdueSeconds: Int64
    }

    /// An answer that rests on a fact that has changed since.
    public struct StaleAnswer: Hashable, Sendable, Encodable {
        /// The first question of the group, such as `Q1`.
        public var inquiry: InquiryID
        /// The number of people who were given the answer.
        public var asked: Int
        /// The answer as it was given.
        public var answer: String
        /// The fact that changed.
        public var fact: FactID
        /// `which was refuted`, `which F5 replaced` or `which is held`.
        public var change: String
        /// The time of the change.
        public var since: Moment
        /// Seconds from then to the moment that is shown; nil if the time is a placeholder.
        public var ageSeconds: Int64?
        /// Where it was said: accounts, and the channels on which people asked.
        public var saidOn: [String]
    }

    /// A question that waits for an answer.
    public struct UnansweredInquiry: Hashable, Sendable, Encodable {
        /// The question, such as `Q1`.
        public var inquiry: InquiryID
        /// The person who asks, or an outlet.
        public var from: String
        /// The question, in the words of the person who asked.
        public var question: String
        /// Its arrival.
        public var received: Moment
        /// Seconds from then to the moment that is shown; nil if the time is a placeholder.
        public var ageSeconds: Int64?
        /// The deadline for the answer; nil if none was stated.
        public var deadline: Instant?
        /// Whether the deadline has passed.
        public var isOverdue: Bool
    }

    /// A claim with carriers that still wait for a correction.
    public struct OpenCorrection: Hashable, Sendable, Encodable {
        /// The rumor, such as `R1`.
        public var rumor: RumorID
        /// The claim, in the recorded words.
        public var claim: String
        /// The finding.
        public var finding: Finding
        /// The carriers that still need correction.
        public var open: [Carrier]
        /// The carriers with the time that the claim has been on each, the longest first.
        public var standing: [Standing]
        /// The number of carriers where it was corrected or waived.
        public var closedCells: Int
        /// The claim's first appearance on a carrier that is still open.
        public var since: Moment
        /// Seconds from then to the moment that is shown; nil if the time is a placeholder.
        public var ageSeconds: Int64?
    }

    init(
        unsaid: [UnsaidFact], unposted: [UnpostedMessage], outdated: [OutdatedPosting],
        unverified: [UnverifiedPosting], falseInPublic: [FalseClaim],
        unassessed: [UnassessedClaim], overduePromises: [OverduePromise],
        unanswered: [UnansweredInquiry], staleAnswers: [StaleAnswer],
        openCorrections: [OpenCorrection]
    ) {
        self.unsaid = unsaid
        self.unposted = unposted
        self.outdated = outdated
        self.unverified = unverified
        self.falseInPublic = falseInPublic
        self.unassessed = unassessed
        self.overduePromises = overduePromises
        self.unanswered = unanswered
        self.staleAnswers = staleAnswers
        self.openCorrections = openCorrections
    }

    /// - Parameters:
    ///   - asOf: Incident time, for judging ages and deadlines.
    ///   - department: Where it has no account, nothing is missing; nil if unknown.
    public init(state: IncidentState, asOf: Instant, department: Department? = nil) {
        self =
            GapOutline(
                state: state, claims: ClaimIndex(state), asOf: asOf, department: department
            ).gap
    }

    /// The number of items in the gap.
    public var count: Int {
        unsaid.count + unposted.count + outdated.count + unverified.count + falseInPublic.count
            + unassessed.count + overduePromises.count + unanswered.count
            + staleAnswers.count + openCorrections.count
    }
}

extension Rumor {
    /// The time since which its finding is known, or else the claim.
    public var knownSince: Stamp { assessments.last?.stamp ?? reported }
}

extension Stamp {
    /// The age; nil if the time only keeps the order. Never negative: a time after `instant` has
    /// no age yet.
    func age(at instant: Instant) -> Int64? {
        isPlaceholder ? nil : max(instant.since(happenedAt).wholeSeconds, 0)
    }
}

extension Gap.Standing {
    /// The claim on each carrier, the longest first.
    fileprivate static func list(_ cells: [CoverageCell], asOf: Instant) -> [Self] {
        cells.sorted { Stamp.happensBefore($0.openSince, $1.openSince) }.map { cell in
            Self(
                carrier: cell.carrier, since: Moment(cell.openSince),
                ageSeconds: cell.openSince.age(at: asOf))
        }
    }
}

extension Gap.UnsaidFact {
    /// - Parameter fact: A verified fact.
    init(_ fact: Fact, asOf: Instant) {
        let first = fact.verifications.first?.stamp ?? fact.recorded
        self.init(
            fact: fact.id, statement: fact.statement, status: fact.status.rawValue,
            verified: Moment(first), ageSeconds: first.age(at: asOf),
            heldBecause: fact.hold?.reason, heldUntil: fact.hold?.until)
    }
}

extension Gap.UnpostedMessage {
    /// - Parameter message: A message released for a channel that it was not posted on.
    init(_ message: Message, asOf: Instant, _ department: Department?) {
        let texts = message.unpostedTexts(department)
        let channels = texts.map(\.channel).uniqued()
        let first =
            message.releases.first { release in
                release.texts.contains { text in channels.contains { $0.rawValue == text.channel } }
            }?.stamp ?? message.drafted
        self.init(
            message: message.id, kind: message.kind, channels: channels,
            texts: message.names(of: texts),
            released: Moment(first), ageSeconds: first.age(at: asOf))
    }
}

extension Gap.OutdatedPosting {
    init(
        _ message: Message, _ fact: Fact, _ concern: FactSheet.Concern, on carriers: [Carrier],
        asOf: Instant
    ) {
        // A fact without either stamp is neither wrong nor stale.
        let since =
            fact.refutation?.stamp ?? fact.supersession?.stamp ?? fact.hold?.stamp ?? fact.recorded
        self.init(
            message: message.id, kind: message.kind, carriers: carriers, fact: fact.id,
            statement: fact.statement, concern: concern, since: Moment(since),
            ageSeconds: since.age(at: asOf))
    }
}

extension Gap.UnverifiedPosting {
    /// - Parameters:
    ///   - release: The message's last release.
    ///   - facts: The facts that it cites and that no source confirmed.
    /// - Returns: Nil if the message isn't public.
    init?(
        _ message: Message, _ release: Message.Release, citing facts: [FactID], guards: [String],
        asOf: Instant
    ) {
        let carriers = message.liveCarriers.filter(\.isPublic)
        guard !carriers.isEmpty else { return nil }
        self.init(
            message: message.id, kind: message.kind, carriers: carriers, facts: facts,
            restsOnNothing: release.cites.isEmpty ? message.restsOnNothing : nil, guards: guards,
            since: Moment(release.stamp), ageSeconds: release.stamp.age(at: asOf))
    }
}

extension Gap.FalseClaim {
    /// - Parameter cells: The carriers that still carry it.
    init(_ rumor: Rumor, in cells: [CoverageCell], asOf: Instant) {
        let found = rumor.knownSince
        self.init(
            rumor: rumor.id, claim: rumor.claim,
            finding: rumor.assessment?.finding ?? .unspecified,
            carriers: cells.map(\.carrier), own: cells.filter(\.isOwn).map(\.carrier),
            standing: Gap.Standing.list(cells, asOf: asOf),
            since: Moment(found), ageSeconds: found.age(at: asOf))
    }
}

extension Gap.UnassessedClaim {
    /// - Parameter cells: The accounts where we post that carry it, at least one.
    init(_ rumor: Rumor, on cells: [CoverageCell], asOf: Instant) {
        let standing = Gap.Standing.list(cells, asOf: asOf)
        self.init(
            rumor: rumor.id, claim: rumor.claim, carriers: cells.map(\.carrier),
            since: standing.first?.since ?? Moment(rumor.reported),
            ageSeconds: standing.first?.ageSeconds)
    }
}

extension Gap.OpenCorrection {
    init(_ rumor: Rumor, among cells: [CoverageCell], asOf: Instant) {
        let open = cells.filter(\.isOpen)
        let standing = Gap.Standing.list(open, asOf: asOf)
        self.init(
            rumor: rumor.id, claim: rumor.claim,
            finding: rumor.assessment?.finding ?? .unspecified, open: open.map(\.carrier),
            standing: standing, closedCells: cells.count - open.count,
            since: standing.first?.since ?? Moment(rumor.reported),
            ageSeconds: standing.first?.ageSeconds)
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

extension Gap.StaleAnswer {
    /// Nil if all facts behind the answer are as they were.
    init?(_ inquiry: Inquiry, _ state: IncidentState, asOf: Instant) {
        guard let answer = inquiry.answer, let fact = state.changedFacts(behind: inquiry).first,
            let changed = fact.changed
        else { return nil }
        self.init(
            inquiry: inquiry.id, asked: state.group(of: inquiry).count, answer: answer.text,
            fact: fact.id, change: fact.whyChanged, since: Moment(changed),
            ageSeconds: changed.age(at: asOf), saidOn: state.placesOfAnswer(to: inquiry))
    }
}
