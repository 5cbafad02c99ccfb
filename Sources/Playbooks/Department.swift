public import IncidentEvents
public import TextChecks
public import Channels

/// Who we are: read from the department file in the home, and kept in each incident's log as it
/// was when the incident was opened.
public struct Department: Hashable, Sendable {
    /// Short id of the agency, e.g. `riverton-pd`.
    public var id: String
    public var name: String
    /// The name where there is little room, as in a text of 90 characters; nil where it is the name.
    public var shortName: String?
    /// IANA zone, e.g. `America/Chicago`.
    public var zone: String
    /// The area that it serves, for texts.
    public var jurisdiction: String?
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
        id: String, name: String, shortName: String? = nil, zone: String,
        jurisdiction: String? = nil,
        hotline: String? = nil,
        web: String? = nil, languages: [String] = ["en"], people: [Person] = [],
        accounts: [Carrier] = [], standingApprovals: [StandingApproval] = [],
        policy: Policy = Policy()
    ) {
        self.id = id
        self.name = name
        self.shortName = shortName
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
        public var roles: [Role]
        /// Nil: the department's own.
        public var agency: String?

        public init(id: String, roles: [Role], agency: String? = nil) {
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
        /// The codes of the public-records law under which something is withheld, such as `552.108`.
        public var exemptions: [Exemption: String]
        /// What may be said in the description of a person, beside what the playbook allows.
        public var identityTerms: Set<IdentityClass>
        /// Words and phrases that blame, and that only responders know, beside our own;
        /// `word > what to write instead`.
        public var blameWords: [String]
        public var jargonWords: [String]
        /// Numbers and addresses that the department gives out: they are no personal data.
        public var publicContacts: [String]

        public init(
            juvenileSuspectLaw: String? = nil, sexualOffenceVictimLaw: String? = nil,
            exemptions: [Exemption: String] = [:],
            identityTerms: Set<IdentityClass> = [], blameWords: [String] = [],
            jargonWords: [String] = [], publicContacts: [String] = []
        ) {
            self.juvenileSuspectLaw = juvenileSuspectLaw
            self.sexualOffenceVictimLaw = sexualOffenceVictimLaw
            self.exemptions = exemptions
            self.identityTerms = identityTerms
            self.blameWords = blameWords
            self.jargonWords = jargonWords
            self.publicContacts = publicContacts
        }

        public typealias Exemption = IncidentEvents.Exemption
    }

    /// The ways in which a text may name the department.
    public var agencyNames: [String] { [name, shortName].compactMap(\.self) }

    /// How a time of day is written to the public: `14:20`, or `2:20 p.m.`.
    public enum TimeStyle: String, Hashable, Sendable, CaseIterable {
        case hours24 = "24-hour"
        case hours12 = "12-hour"
    }

    /// Twelve hours where the department writes American English, else twenty-four.
    public var timeStyle: TimeStyle { languages.first == "en-US" ? .hours12 : .hours24 }

    public func accounts(on channel: ChannelID) -> [Carrier] {
        accounts.filter { $0.channel == channel }
    }
}
