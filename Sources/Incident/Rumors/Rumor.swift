public import Channels
public import IncidentEvents

/// A claim that may be false, its carriers, and the response to it.
public struct Rumor: Hashable, Sendable {
    /// The id that people type, such as `R1`.
    public var id: RumorID
    /// The claim, in the recorded words.
    public var claim: String
    /// Whether the public, an outlet or one of our messages made the claim.
    public var origin: RumorOrigin
    /// Whether the claim is about a person. Its correction repeats neither the claim nor a name.
    public var isAboutPerson: Bool
    /// For a claim of our own: the messages that made it.
    public var messages: [MessageID]
    /// Related rumors with a similar claim.
    public var related: [RumorID]
    /// For a claim of our own: the wrong fact.
    public var fact: FactID?
    /// The entry that recorded it.
    public var reported: Stamp
    /// The sightings of the claim.
    public var sightings: [Sighting] = []
    /// The person assigned to it, by work id; nil if nobody is.
    public var assignedTo: String?
    /// Every finding, in order; the last one is current.
    public var assessments: [Assessment] = []
    /// Decisions to wait before answering.
    public var watches: [Watch] = []
    /// Carriers on which no correction is needed.
    public var waivers: [Waiver] = []
    /// Requests to outlets to correct.
    public var contacts: [Contact] = []
    /// Corrections that outlets made themselves.
    public var outletCorrections: [OutletCorrection] = []
    /// Each closing and reopening, in order.
    public var closures: [IncidentState.Closure] = []

    /// The claim, seen on one carrier.
    public struct Sighting: Hashable, Sendable {
        /// The account or outlet, such as `x:RivertonPD`.
        public var carrier: Carrier
        /// The exact address, as a URL, if known.
        public var address: String?
        /// The number of people it reached there, if known.
        public var reach: UInt64?
        /// The time, author, role and log position of the entry.
        public var stamp: Stamp
    }

    /// A finding on the claim.
    public struct Assessment: Hashable, Sendable {
        /// The finding.
        public var finding: Finding
        /// The evidence for the finding, in the assessor's words; nil if absent.
        public var evidence: String?
        /// The facts that the finding is based on.
        public var facts: [FactID]
        /// The time, author, role and log position of the entry.
        public var stamp: Stamp
    }

    /// A decision to wait before answering.
    public struct Watch: Hashable, Sendable {
        /// The time to wait until; nil if none was set.
        public var until: Instant?
        /// The reason, in the words of the person who decided.
        public var reason: String
        /// The time, author, role and log position of the entry.
        public var stamp: Stamp
    }

    /// A decision that no correction is needed on one carrier.
    public struct Waiver: Hashable, Sendable {
        /// The account or outlet, such as `x:RivertonPD`.
        public var carrier: Carrier
        /// The reason, in the words of the person who decided.
        public var reason: String
        /// The time, author, role and log position of the entry.
        public var stamp: Stamp
    }

    /// A request to an outlet.
    public struct Contact: Hashable, Sendable {
        /// The account or outlet, such as `x:RivertonPD`.
        public var carrier: Carrier
        /// The means of the request.
        public var how: String
        /// The time, author, role and log position of the entry.
        public var stamp: Stamp
    }

    /// An outlet's own correction.
    public struct OutletCorrection: Hashable, Sendable {
        /// The account or outlet, such as `x:RivertonPD`.
        public var carrier: Carrier
        /// The exact address, as a URL, if known.
        public var address: String?
        /// The observed statement that shows it; nil if none is recorded.
        public var statement: StatementID?
        /// The time, author, role and log position of the entry.
        public var stamp: Stamp
    }

    /// The current finding; nil before the first.
    public var assessment: Assessment? { assessments.last }
    /// Whether it is closed and not resurfaced since.
    @inlinable @inline(__always) public var isClosed: Bool { closures.last?.isClosure ?? false }

    /// Whether nobody has found it true or wrong.
    public var isUnsettled: Bool {
        switch assessments.last?.finding {
        case nil, .unsubstantiated, .unspecified: true
        case .true, .false, .misleading, .outdated, .UNRECOGNIZED: false
        }
    }

    /// Whether the finding requires a correction on every carrier that carried it.
    @inlinable @inline(__always) public var needsCorrection: Bool {
        switch assessments.last?.finding {
        case .false, .misleading, .outdated: true
        case .true, .unsubstantiated, .unspecified, .UNRECOGNIZED, nil: false
        }
    }
}
