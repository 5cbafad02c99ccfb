public import Channels

/// Who we are: read from the department file in the home, and kept in each incident's log as it
/// was when the incident was opened.
public struct Department: Hashable, Sendable {
    /// Short id of the agency, e.g. `riverton-pd`.
    public var id: String
    public var name: String
    /// IANA zone, e.g. `America/Chicago`.
    public var zone: String
    public var jurisdiction: String
    public var hotline: String?
    public var web: String?
    /// BCP 47 tags that the department works in, the first one leading.
    public var languages: [String]
    public var people: [Person]
    /// Our own outlets.
    public var accounts: [Carrier]
    public var standingApprovals: [StandingApproval]
    public var policy: Policy

    public init(
        id: String, name: String, zone: String, jurisdiction: String = "", hotline: String? = nil,
        web: String? = nil, languages: [String] = ["en"], people: [Person] = [],
        accounts: [Carrier] = [], standingApprovals: [StandingApproval] = [],
        policy: Policy = Policy()
    ) {
        self.id = id
        self.name = name
        self.zone = zone
        self.jurisdiction = jurisdiction
        self.hotline = hotline
        self.web = web
        self.languages = languages
        self.people = people
        self.accounts = accounts
        self.standingApprovals = standingApprovals
        self.policy = policy
    }

    /// Somebody who may act, by a work id and not by a private name.
    public struct Person: Hashable, Sendable {
        /// `[a-z0-9._-]+`
        public var id: String
        public var roles: [String]
        /// Nil: the department's own.
        public var agency: String?

        public init(id: String, roles: [String], agency: String? = nil) {
            self.id = id
            self.roles = roles
            self.agency = agency
        }
    }

    /// What the department's written policy allows beyond the guards' defaults.
    public struct Policy: Hashable, Sendable {
        /// The law that allows identifying a juvenile suspect.
        public var juvenileSuspectLaw: String?
        /// The law that allows identifying a victim of a sexual offence.
        public var sexualOffenceVictimLaw: String?

        public init(juvenileSuspectLaw: String? = nil, sexualOffenceVictimLaw: String? = nil) {
            self.juvenileSuspectLaw = juvenileSuspectLaw
            self.sexualOffenceVictimLaw = sexualOffenceVictimLaw
        }
    }

    public func accounts(on channel: ChannelID) -> [Carrier] {
        accounts.filter { $0.channel == channel }
    }
}
