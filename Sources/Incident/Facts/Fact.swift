public import IncidentEvents

/// Something claimed about the situation, with all that has happened to the claim.
public struct Fact: Hashable, Sendable {
    /// The id that people type, such as `F2`.
    public var id: FactID
    /// What it is about: templates name it, and a newer fact of one topic replaces the older.
    public var topic: String
    /// The fact in words that may go into a public text.
    public var statement: String
    /// The figure, where the fact is one.
    public var number: Double?
    /// What the figure counts, such as `injured officers`.
    public var scope: String
    /// Where it comes from.
    public var source: String
    /// When it was put on record.
    public var recorded: Stamp
    /// Each confirmation by a source; see ``independentVerifications`` for how many count.
    public var verifications: [Verification] = []
    /// When somebody entitled cleared it for release; nil where nobody did.
    public var cleared: Stamp?
    /// Why it must not be said yet; nil where it isn't held.
    public var hold: Hold?
    /// Why it was wrong when it was said; nil where it was not.
    public var refutation: Refutation?
    /// What replaced it; nil if nothing did.
    public var supersession: Supersession?

    /// One source's confirmation.
    public struct Verification: Hashable, Sendable {
        /// Who confirmed it.
        public var source: String
        /// The source that this one only passes on.
        public var relays: String
        /// When it was recorded, by whom, in which role and where in the log.
        public var stamp: Stamp
    }

    /// A stop: the fact must not be said.
    public struct Hold: Hashable, Sendable {
        /// Why, in the words of the person who decided it.
        public var reason: String
        /// When the hold is to be looked at again; nil where no time was set.
        public var until: Instant?
        /// When it was recorded, by whom, in which role and where in the log.
        public var stamp: Stamp
    }

    /// The finding that the fact was wrong when it was said.
    public struct Refutation: Hashable, Sendable {
        /// Why, in the words of the person who decided it.
        public var reason: String
        /// Who says that it was wrong.
        public var source: String
        /// The fact that is right instead; nil where none is on record.
        public var by: FactID?
        /// When it was recorded, by whom, in which role and where in the log.
        public var stamp: Stamp
    }

    /// The replacement of the fact by a newer one.
    public struct Supersession: Hashable, Sendable {
        /// The fact that replaced it; nil where none is on record.
        public var by: FactID?
        /// When it was recorded, by whom, in which role and where in the log.
        public var stamp: Stamp
    }

    /// What a fact is worth now. A fact that was both refuted and superseded counts as refuted.
    public enum Status: String, Hashable, Sendable, CaseIterable {
        case recorded, verified, cleared, held, refuted, superseded
    }

    /// How far the fact is from the public; what is wrong or held comes before what is cleared.
    public var status: Status {
        if refutation != nil { return .refuted }
        if supersession != nil { return .superseded }
        if hold != nil { return .held }
        if verifications.isEmpty { return .recorded }
        return cleared == nil ? .verified : .cleared
    }

    // Inlined, a look at one of thousands copies the properties asked for and not the whole.
    /// Whether any source confirmed it.
    @inlinable @inline(__always) public var isVerified: Bool { !verifications.isEmpty }
    /// Not refuted and not superseded.
    @inlinable @inline(__always) public var isStanding: Bool {
        refutation == nil && supersession == nil
    }
    /// May be said in public.
    public var isSayable: Bool { status == .cleared }

    /// The verifications' sources, those that only relay one another counted once.
    public var independentSources: Int { independentSources { _ in true } }

    /// The independent sources of those verifications that count. Which source relays which is
    /// taken from all of them.
    func independentSources(of counts: (Verification) -> Bool) -> Int {
        // Sources that relay one another, directly or through a third, form one group.
        var groups: [(sources: Set<[UInt8]>, counts: Bool)] = []
        for verification in verifications {
            var group: Set<[UInt8]> = [Array(verification.source.utf8)]
            if !verification.relays.isEmpty { group.insert(Array(verification.relays.utf8)) }
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
