public import Channels
public import Incident
public import IncidentEvents

/// Every fact, what it is worth now, and which messages rest on it.
///
/// JSON: `facts` in the order of their ids; `status` is `recorded`, `verified`, `cleared`, `held`,
/// `refuted` or `superseded`; a citation's `concern` is `wrong` (refuted), `stale` (changed, and the
/// text doesn't say as of when) or absent.
public struct FactSheet: Sendable, Encodable {
    /// Every fact in the order of its id.
    public var facts: [Entry]

    /// One fact with its way to the public.
    public struct Entry: Sendable, Encodable {
        /// The fact, such as `F2`.
        public var fact: FactID
        /// What it is about, by which templates find it.
        public var topic: String
        /// The fact in words.
        public var statement: String
        /// The figure, where the fact is one.
        public var number: Double?
        /// What the figure counts.
        public var scope: String
        /// Where it comes from.
        public var source: String
        /// How far it is from the public.
        public var status: String
        /// May be said in public now.
        public var isSayable: Bool
        /// When it was put on record.
        public var recorded: Moment
        /// Who put it on record, by work id.
        public var recordedBy: String
        /// Each source that confirmed it.
        public var verifications: [Verification]
        /// Sources that relay one another counted once.
        public var independentSources: Int
        /// When it was cleared for release; nil where it was not.
        public var cleared: Moment?
        /// Why it is held back; nil where it isn't.
        public var heldBecause: String?
        /// When the hold is to be looked at again; nil where no time was set.
        public var heldUntil: Instant?
        /// When it was found to be wrong; nil where it was not.
        public var refuted: Moment?
        /// Why it was wrong.
        public var refutedBecause: String?
        /// The fact that replaced it; nil if none did.
        public var supersededBy: FactID?
        /// The fact that is right instead of a refuted one.
        public var rightInstead: FactID?
        /// The messages that rest on it.
        public var citations: [Citing]
    }

    /// One source's confirmation.
    public struct Verification: Sendable, Encodable {
        /// Who confirmed it.
        public var source: String
        /// Whose word the source passes on.
        public var relays: String
        /// Who recorded it, by work id.
        public var by: String
        /// When it was confirmed.
        public var verified: Moment
    }

    /// A message that rests on the fact.
    public struct Citing: Sendable, Encodable {
        /// The message, such as `M3`.
        public var message: MessageID
        public var kind: MessageKind
        /// How far the message is on its way to the public.
        public var status: String
        /// The text gives the fact as it was then; nil for as it is.
        public var asOf: Instant?
        /// Whether the text says that it is unconfirmed.
        public var asUnconfirmed: Bool
        /// Where it stands now.
        public var liveOn: [Carrier]
        /// Why the message may have to change; nil for no reason.
        public var concern: Concern?
    }

    /// Why a live message needs attention.
    public enum Concern: String, Sendable, Encodable { case wrong, stale }

    public init(state: IncidentState) {
        facts = state.facts.all.sorted { $0.id < $1.id }.map { Entry($0, state: state) }
    }

    /// The messages that stand somewhere and rest on a refuted fact.
    public var wrongMessages: [MessageID] { messages(with: .wrong) }
    /// The messages that stand somewhere and give a figure that has changed.
    public var staleMessages: [MessageID] { messages(with: .stale) }

    private func messages(with concern: Concern) -> [MessageID] {
        Set(facts.flatMap(\.citations).filter { $0.concern == concern }.map(\.message)).sorted()
    }
}

extension FactSheet.Entry {
    init(_ fact: Fact, state: IncidentState) {
        self.fact = fact.id
        topic = fact.topic
        statement = fact.statement
        number = fact.number
        scope = fact.scope
        source = fact.source
        status = fact.status.rawValue
        isSayable = fact.isSayable
        recorded = Moment(fact.recorded)
        recordedBy = fact.recorded.actor
        verifications = fact.verifications.map {
            FactSheet.Verification(
                source: $0.source, relays: $0.relays, by: $0.stamp.actor, verified: Moment($0.stamp)
            )
        }
        independentSources = fact.independentSources
        cleared = fact.cleared.map(Moment.init)
        heldBecause = fact.hold?.reason
        heldUntil = fact.hold?.until
        refuted = (fact.refutation?.stamp).map(Moment.init)
        refutedBecause = fact.refutation?.reason
        supersededBy = fact.supersession?.by
        rightInstead = fact.refutation?.by
        citations = state.messages.all.compactMap { message in
            message.citesEver.first { $0.fact == fact.id }.map { cited in
                FactSheet.Citing(message, cited: cited, fact: fact, state: state)
            }
        }
    }
}

extension FactSheet.Citing {
    init(_ message: Message, cited: Message.Cited, fact: Fact, state: IncidentState) {
        self.message = message.id
        kind = message.kind
        status = message.status.rawValue
        asOf = cited.asOf
        asUnconfirmed = cited.isUnconfirmed
        liveOn = message.liveCarriers.sorted()
        concern = state.unsettled(message, cited: cited, fact: fact).concern
    }
}

extension Message {
    /// What it cites, its last release first: what stands in public rests on what was cited when it
    /// was let go.
    var citesEver: [Cited] { releases.reversed().flatMap(\.cites) + cites }
}

extension IncidentState {
    /// Why a live message that cites a fact needs attention, and on which carriers.
    func unsettled(
        _ message: Message, cited: Message.Cited, fact: Fact
    ) -> (concern: FactSheet.Concern?, carriers: [Carrier]) {
        let live = message.liveCarriers.sorted()
        if fact.refutation != nil { return (live.isEmpty ? nil : .wrong, live) }
        guard fact.supersession != nil, cited.asOf == nil else { return (nil, []) }
        // A newer message on the carrier is the update that a changed figure was waiting for.
        let waiting = live.filter { !isUpdated(message, on: $0, of: fact) }
        return (waiting.isEmpty ? nil : .stale, waiting)
    }

    /// Whether a later message on the same carrier gives what has taken a changed fact's place.
    fileprivate func isUpdated(_ message: Message, on carrier: Carrier, of fact: Fact) -> Bool {
        guard let posted = message.lastPosting(on: carrier)?.stamp else { return false }
        var successors: Set<FactID> = []
        var next = fact.supersession?.by
        while let id = next, successors.insert(id).inserted { next = facts[id]?.supersession?.by }
        return messages.all.contains { other in
            other.id != message.id && successors.contains { other.wasReleased(citing: $0) }
                && other.postings.contains {
                    $0.carrier == carrier && Stamp.happensBefore(posted, $0.stamp)
                }
        }
    }
}
