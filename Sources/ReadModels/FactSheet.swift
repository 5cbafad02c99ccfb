public import Channels
public import Incident
public import IncidentEvents

/// Every fact, its current status, and the messages based on it.
///
/// JSON: `facts` in the order of their ids; `status` is `recorded`, `verified`, `cleared`, `held`,
/// `refuted` or `superseded`; a citation's `concern` is `wrong` (refuted), `stale` (changed, and
/// the text has no as-of time) or absent.
public struct FactSheet: Sendable, Encodable {
    /// Every fact in the order of its id.
    public var facts: [Entry]

    /// One fact with its progress toward the public.
    public struct Entry: Sendable, Encodable {
        /// The fact, such as `F2`.
        public var fact: FactID
        /// The topic, by which templates find it.
        @EmptyInJSON public var topic: String?
        /// The fact in words.
        public var statement: String
        /// The figure, if the fact is one.
        public var number: Double?
        /// The scope of the figure.
        @EmptyInJSON public var scope: String?
        /// The source.
        @EmptyInJSON public var source: String?
        /// The status.
        public var status: String
        /// Whether it may be said in public now.
        public var isSayable: Bool
        /// The time it was recorded.
        public var recorded: Moment
        /// The person who recorded it, by work id.
        public var recordedBy: String
        /// Each source that confirmed it.
        public var verifications: [Verification]
        /// The number of sources; those that relay one another count once.
        public var independentSources: Int
        /// The clearance for release; nil if there is none.
        public var cleared: Moment?
        /// The reason for the hold; nil if it isn't held.
        public var heldBecause: String?
        /// The time to review the hold; nil if none was set.
        public var heldUntil: Instant?
        /// The hold in force: since when, even if another reason replaced the first one.
        public var heldSince: Moment?
        /// The person who holds it back, by work id.
        public var heldBy: String?
        /// The holds that were lifted, in order.
        public var lifted: [Lifted]
        /// The refutation; nil if there is none.
        public var refuted: Moment?
        /// The reason for the refutation.
        public var refutedBecause: String?
        /// The fact that replaced it; nil if none did.
        public var supersededBy: FactID?
        /// The correct fact in place of a refuted one.
        public var rightInstead: FactID?
        /// The messages based on it.
        public var citations: [Citing]
    }

    /// One source's confirmation.
    public struct Verification: Sendable, Encodable {
        /// The source that confirmed it.
        public var source: String
        /// The source whose statement this one relays.
        @EmptyInJSON public var relays: String?
        /// The person who recorded it, by work id.
        public var by: String
        /// The time of the confirmation.
        public var verified: Moment
    }

    /// A hold that was lifted.
    public struct Lifted: Sendable, Encodable {
        /// The first hold since the clearance before.
        public var held: Moment
        /// The person who held it back, by work id.
        public var heldBy: String
        /// The clearance that lifted it.
        public var lifted: Moment
        /// The person who lifted it, by work id.
        public var by: String
        /// The reason; nil if it isn't known here or was removed from the log.
        public var because: String?
        /// Who told the family; nil as above, or if it wasn't held for one.
        public var familyToldBy: String?
        /// When the family was told.
        public var familyToldAt: Instant?
    }

    /// A message based on the fact.
    public struct Citing: Sendable, Encodable {
        /// The message, such as `M3`.
        public var message: MessageID
        public var kind: MessageKind
        /// The message's status.
        public var status: String
        /// The time for which the text states the fact; nil for the present.
        public var asOf: Instant?
        /// Whether the text says that it is unconfirmed.
        public var asUnconfirmed: Bool
        /// The carriers that carry it now.
        public var liveOn: [Carrier]
        /// The reason that the message may have to change; nil if there is none.
        public var concern: Concern?
    }

    /// The reason that a live message needs attention.
    public enum Concern: String, Sendable, Encodable { case wrong, stale, held }

    /// - Parameter records: The incident's entries, for the words with which holds were lifted;
    ///   empty to leave them out.
    public init(state: IncidentState, records: [IncidentRecord] = []) {
        var clearances: [UInt64: FactCleared] = [:]
        for record in records {
            guard case .event(.factCleared(let event)) = record.content else { continue }
            clearances[record.position] = event
        }
        facts = state.facts.all.sorted { $0.id < $1.id }.map {
            Entry($0, state: state, clearances: clearances)
        }
    }

    /// The live messages based on a refuted fact.
    public var wrongMessages: [MessageID] { messages(with: .wrong) }
    /// The live messages with a figure that has changed.
    public var staleMessages: [MessageID] { messages(with: .stale) }

    private func messages(with concern: Concern) -> [MessageID] {
        Set(facts.flatMap(\.citations).filter { $0.concern == concern }.map(\.message)).sorted()
    }
}

extension FactSheet.Entry {
    /// - Parameter clearances: The clearances by their positions in the log.
    init(_ fact: Fact, state: IncidentState, clearances: [UInt64: FactCleared]) {
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
        heldSince = (fact.hold?.since).map(Moment.init)
        heldBy = fact.hold?.stamp.actor
        lifted = fact.liftedHolds.map { FactSheet.Lifted($0, clearances[$0.lifted.position]) }
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

extension FactSheet.Lifted {
    init(_ hold: Fact.LiftedHold, _ clearance: FactCleared?) {
        held = Moment(hold.held)
        heldBy = hold.held.actor
        lifted = Moment(hold.lifted)
        by = hold.lifted.actor
        because = clearance?.reason.nonEmpty
        familyToldBy = clearance?.familyToldBy.nonEmpty
        familyToldAt =
            clearance.flatMap { $0.hasFamilyToldAt ? Instant($0.familyToldAt) : nil }
    }
}

extension FactSheet.Citing {
    init(_ message: Message, cited: Message.Cited, fact: Fact, state: IncidentState) {
        self.message = message.id
        kind = message.kind
        status = message.statusWord
        asOf = cited.asOf
        asUnconfirmed = cited.isUnconfirmed
        liveOn = message.liveCarriers.sorted()
        concern = state.unsettled(message, cited: cited, fact: fact).concern
    }
}

extension IncidentState {
    /// The reason that a live message citing a fact needs attention, and the carriers.
    func unsettled(
        _ message: Message, cited: Message.Cited, fact: Fact
    ) -> (concern: FactSheet.Concern?, carriers: [Carrier]) {
        let live = message.liveCarriers.sorted()
        if fact.refutation != nil {
            let own = rumors.all.last { $0.fact == fact.id }
            // The wrong words may be in some of its texts only.
            let wrong =
                own.map { own in
                    let standing = coverage(of: own).filter { $0.isOwn && $0.isStanding }
                    return live.filter(standing.map(\.carrier).contains)
                } ?? live
            return (wrong.isEmpty ? nil : .wrong, wrong)
        }
        if fact.status == .held {
            let told = live.filter(\.isPublic)
            return (told.isEmpty ? nil : .held, told)
        }
        guard fact.supersession != nil, cited.asOf == nil else { return (nil, []) }
        // A newer message on the carrier updates the changed figure.
        let waiting = live.filter { !isUpdated(message, on: $0, of: fact) }
        return (waiting.isEmpty ? nil : .stale, waiting)
    }

    /// Whether a later message on the same carrier states the fact that replaced a changed one.
    fileprivate func isUpdated(_ message: Message, on carrier: Carrier, of fact: Fact) -> Bool {
        guard let posted = message.lastPosting(on: carrier)?.stamp else { return false }
        let successors = successors(of: fact)
        return messages.all.contains { other in
            other.id != message.id && successors.contains { other.wasReleased(citing: $0) }
                && other.postings.contains {
                    $0.carrier == carrier && Stamp.happensBefore(posted, $0.stamp)
                }
        }
    }
}
