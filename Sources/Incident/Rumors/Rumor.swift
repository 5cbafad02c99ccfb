public import Channels
public import IncidentEvents

/// A claim that may be false, where it stood, and what was done about it.
public struct Rumor: Hashable, Sendable {
    /// The id that people type, such as `R1`.
    public var id: RumorID
    /// What was claimed, in the words on record.
    public var claim: String
    /// Whether the public, an outlet or one of our messages made the claim.
    public var origin: RumorOrigin
    /// For a claim of our own: the messages that made it.
    public var messages: [MessageID]
    /// Rumors that say much the same.
    public var related: [RumorID]
    /// For a claim of our own: the fact that was wrong.
    public var fact: FactID?
    /// When it was put on record.
    public var reported: Stamp
    /// Where the claim was seen.
    public var sightings: [Sighting] = []
    /// Who looks after it, by work id; nil for nobody.
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
        /// Where exactly, as a URL, as far as it is known.
        public var address: String
        /// How many people it reached there, as far as it is known.
        public var reach: UInt64?
        /// When it was recorded, by whom, in which role and where in the log.
        public var stamp: Stamp
    }

    /// A finding on the claim.
    public struct Assessment: Hashable, Sendable {
        /// What the claim was found to be.
        public var finding: Finding
        /// What the finding rests on, in the assessor's words.
        public var evidence: String
        /// The facts that the finding rests on.
        public var facts: [FactID]
        /// When it was recorded, by whom, in which role and where in the log.
        public var stamp: Stamp
    }

    /// A decision to wait before answering.
    public struct Watch: Hashable, Sendable {
        /// Until when to wait; nil where no time was set.
        public var until: Instant?
        /// Why, in the words of the person who decided it.
        public var reason: String
        /// When it was recorded, by whom, in which role and where in the log.
        public var stamp: Stamp
    }

    /// A decision that no correction is needed on one carrier.
    public struct Waiver: Hashable, Sendable {
        /// The account or outlet, such as `x:RivertonPD`.
        public var carrier: Carrier
        /// Why, in the words of the person who decided it.
        public var reason: String
        /// When it was recorded, by whom, in which role and where in the log.
        public var stamp: Stamp
    }

    /// A request to an outlet.
    public struct Contact: Hashable, Sendable {
        /// The account or outlet, such as `x:RivertonPD`.
        public var carrier: Carrier
        /// How the outlet was asked.
        public var how: String
        /// When it was recorded, by whom, in which role and where in the log.
        public var stamp: Stamp
    }

    /// An outlet's own correction.
    public struct OutletCorrection: Hashable, Sendable {
        /// The account or outlet, such as `x:RivertonPD`.
        public var carrier: Carrier
        /// Where exactly, as a URL, as far as it is known.
        public var address: String
        /// The observed statement that shows it; nil where none is on record.
        public var statement: StatementID?
        /// When it was recorded, by whom, in which role and where in the log.
        public var stamp: Stamp
    }

    /// The current finding; nil before the first.
    public var assessment: Assessment? { assessments.last }
    /// Closed and not resurfaced since.
    @inlinable @inline(__always) public var isClosed: Bool { closures.last?.isClosure ?? false }

    /// Found to be something that must be set right wherever it stood.
    @inlinable @inline(__always) public var needsCorrection: Bool {
        switch assessments.last?.finding {
        case .false, .misleading, .outdated: true
        case .true, .unsubstantiated, .unspecified, .UNRECOGNIZED, nil: false
        }
    }
}
