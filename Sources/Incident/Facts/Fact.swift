public import IncidentEvents

/// Something claimed about the situation, with all that has happened to the claim.
public struct Fact: Hashable, Sendable {
    public var id: FactID
    public var topic: String
    public var statement: String
    public var number: Double?
    public var scope: String
    public var source: String
    public var recorded: Stamp
    public var verifications: [Verification] = []
    public var cleared: Stamp?
    public var hold: Hold?
    public var refutation: Refutation?
    public var supersession: Supersession?

    public struct Verification: Hashable, Sendable {
        public var source: String
        /// The source that this one only passes on.
        public var relays: String
        public var stamp: Stamp
    }

    public struct Hold: Hashable, Sendable {
        public var reason: String
        public var until: Instant?
        public var stamp: Stamp
    }

    public struct Refutation: Hashable, Sendable {
        public var reason: String
        public var source: String
        public var by: FactID?
        public var stamp: Stamp
    }

    public struct Supersession: Hashable, Sendable {
        public var by: FactID?
        public var stamp: Stamp
    }

    /// What a fact is worth now. A fact that was both refuted and superseded counts as refuted.
    public enum Status: String, Hashable, Sendable, CaseIterable {
        case recorded, verified, cleared, held, refuted, superseded
    }

    public var status: Status {
        if refutation != nil { return .refuted }
        if supersession != nil { return .superseded }
        if hold != nil { return .held }
        if verifications.isEmpty { return .recorded }
        return cleared == nil ? .verified : .cleared
    }

    // Inlined, a look at one of thousands copies the properties asked for and not the whole.
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
