public import Channels
public import IncidentEvents

/// A claim that may be false, where it stood, and what was done about it.
public struct Rumor: Hashable, Sendable {
    public var id: RumorID
    public var claim: String
    public var origin: RumorOrigin
    /// For a claim of our own: the messages that made it.
    public var messages: [MessageID]
    public var related: [RumorID]
    /// For a claim of our own: the fact that was wrong.
    public var fact: FactID?
    public var reported: Stamp
    public var sightings: [Sighting] = []
    public var assignedTo: String?
    public var assessments: [Assessment] = []
    public var watches: [Watch] = []
    public var waivers: [Waiver] = []
    public var contacts: [Contact] = []
    public var outletCorrections: [OutletCorrection] = []
    public var closures: [IncidentState.Closure] = []

    public struct Sighting: Hashable, Sendable {
        public var carrier: Carrier
        public var address: String
        public var reach: UInt64?
        public var stamp: Stamp
    }

    public struct Assessment: Hashable, Sendable {
        public var finding: Finding
        public var evidence: String
        public var facts: [FactID]
        public var stamp: Stamp
    }

    public struct Watch: Hashable, Sendable {
        public var until: Instant?
        public var reason: String
        public var stamp: Stamp
    }

    public struct Waiver: Hashable, Sendable {
        public var carrier: Carrier
        public var reason: String
        public var stamp: Stamp
    }

    public struct Contact: Hashable, Sendable {
        public var carrier: Carrier
        public var how: String
        public var stamp: Stamp
    }

    public struct OutletCorrection: Hashable, Sendable {
        public var carrier: Carrier
        public var address: String
        public var statement: StatementID?
        public var stamp: Stamp
    }

    public var assessment: Assessment? { assessments.last }
    @inlinable @inline(__always) public var isClosed: Bool { closures.last?.isClosure ?? false }

    /// Found to be something that must be set right wherever it stood.
    @inlinable @inline(__always) public var needsCorrection: Bool {
        switch assessments.last?.finding {
        case .false, .misleading, .outdated: true
        case .true, .unsubstantiated, .unspecified, .UNRECOGNIZED, nil: false
        }
    }
}
