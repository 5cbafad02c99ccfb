public import IncidentEvents

/// A claim about the situation, with its whole history.
public struct Fact: Hashable, Sendable {
    /// The id that people type, such as `F2`.
    public var id: FactID
    /// The topic: templates refer to it, and a newer fact with the same topic replaces the older.
    public var topic: String?
    /// The fact, worded for public texts.
    public var statement: String
    /// The figure, if the fact is one.
    public var number: Double?
    /// The scope of the figure, such as `injured officers`; nil if absent.
    public var scope: String?
    /// The source; nil if absent.
    public var source: String?
    /// The entry that recorded it.
    public var recorded: Stamp
    /// Each confirmation by a source; see ``independentVerifications`` for how many count.
    public var verifications: [Verification] = []
    /// The clearance for release; nil if there is none.
    public var cleared: Stamp?
    /// The hold that forbids saying it yet; nil if it isn't held.
    public var hold: Hold?
    /// The holds that were lifted, in order.
    public var liftedHolds: [LiftedHold] = []
    /// Whether any hold since the last clearance was for a family's sake. Another reason set later
    /// doesn't change that.
    public var isHeldForFamily = false
    /// The finding that it was wrong when stated; nil if it wasn't.
    public var refutation: Refutation?
    /// The replacement by a newer fact; nil if it wasn't replaced.
    public var supersession: Supersession?

    /// One source's confirmation.
    public struct Verification: Hashable, Sendable {
        /// The source that confirmed it.
        public var source: String
        /// The source that this one only relays; nil if absent.
        public var relays: String?
        /// The time, author, role and log position of the entry.
        public var stamp: Stamp
    }

    /// A stop: the fact must not be said.
    public struct Hold: Hashable, Sendable {
        /// The reason, in the words of the person who decided.
        public var reason: String
        /// The time to review the hold; nil if none was set.
        public var until: Instant?
        /// The time, author, role and log position of the entry.
        public var stamp: Stamp
        /// The first hold since the last clearance: itself, unless it replaced another.
        public var since: Stamp

        /// Whether it is for a family's sake.
        var isForFamily: Bool { Self.namesFamily(reason) }

        /// The reason for a family's hold: it names the family.
        static func reasonForFamily(_ reason: String) -> String {
            namesFamily(reason) ? reason : "family; \(reason)"
        }

        /// Whether a reason names a family or next of kin, in English or Spanish.
        private static func namesFamily(_ reason: String) -> Bool {
            let reason = reason.lowercased()
            // A word too many asks who was told; a word too few says it to the family on the news.
            return [
                "famil", "kin", "n.o.k", "relative", "notif", "loved one", "widow", "spouse",
                "wife", "husband", "mother", "father", "parent", "brother", "sister", "daughter",
                "pariente", "deudos", "madre", "padre", "espos", "herman", "hij",
            ]
            .contains { reason.contains($0) }
        }
    }

    /// A hold and its end.
    public struct LiftedHold: Hashable, Sendable {
        /// The entry that set the first hold since the last clearance.
        public var held: Stamp
        /// The clearance that lifted it.
        public var lifted: Stamp
    }

    /// The finding that the fact was wrong when stated.
    public struct Refutation: Hashable, Sendable {
        /// The reason, in the words of the person who decided.
        public var reason: String
        /// The source for the finding; nil if absent.
        public var source: String?
        /// The correct fact; nil if none is recorded.
        public var by: FactID?
        /// The time, author, role and log position of the entry.
        public var stamp: Stamp
    }

    /// The replacement of the fact by a newer one.
    public struct Supersession: Hashable, Sendable {
        /// The fact that replaced it; nil if none is recorded.
        public var by: FactID?
        /// The time, author, role and log position of the entry.
        public var stamp: Stamp
    }

    /// The current status of a fact. A fact that was both refuted and superseded counts as refuted.
    public enum Status: String, Hashable, Sendable, CaseIterable {
        case recorded, verified, cleared, held, refuted, superseded
    }

    /// The status; wrong or held takes precedence over cleared.
    public var status: Status {
        if refutation != nil { return .refuted }
        if supersession != nil { return .superseded }
        if hold != nil { return .held }
        if verifications.isEmpty { return .recorded }
        return cleared == nil ? .verified : .cleared
    }

    // Inlined, so that checking thousands of facts copies only these properties and not whole
    // facts.
    /// Whether any source confirmed it.
    @inlinable @inline(__always) public var isVerified: Bool { !verifications.isEmpty }
    /// Whether it is neither refuted nor superseded.
    @inlinable @inline(__always) public var isStanding: Bool {
        refutation == nil && supersession == nil
    }
    /// Whether it may be said in public.
    public var isSayable: Bool { status == .cleared }

    /// The number of independent sources; sources that relay one another count once.
    public var independentSources: Int { independentSources { _ in true } }

    /// The independent sources of the verifications that count. All verifications together show
    /// which source relays which.
    func independentSources(of counts: (Verification) -> Bool) -> Int {
        // Sources that relay one another, directly or through a third, form one group.
        var groups: [(sources: Set<[UInt8]>, counts: Bool)] = []
        for verification in verifications {
            var group: Set<[UInt8]> = [Array(verification.source.utf8)]
            if let relays = verification.relays { group.insert(Array(relays.utf8)) }
            var groupCounts = counts(verification)
            groups = groups.filter { other in
                guard !other.sources.isDisjoint(with: group) else { return true }
                group.formUnion(other.sources)
                groupCounts = groupCounts || other.counts
                return false
            }
            groups.append((group, groupCounts))
        }
        return groups.filter(\.counts).count
    }
}
