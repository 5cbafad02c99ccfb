public import Basics
public import IncidentEvents
public import Recurrence
public import TextChecks
public import Channels

/// The department: read from the department file in the home, and kept in each incident's log as it
/// was when the incident was opened.
public struct Department: Hashable, Sendable {
    /// Short id of the agency, e.g. `riverton-pd`.
    public var id: String
    public var name: String
    /// A short name for tight limits, such as texts of 90 characters; nil to use the name.
    public var shortName: String?
    /// IANA zone, e.g. `America/Chicago`.
    public var zone: String
    /// The area that it serves, for texts.
    public var jurisdiction: String?
    public var hotline: String?
    public var web: String?
    /// BCP 47 tags of the department's languages, the primary one first.
    public var languages: [String]
    /// The style of public times that the department chose; nil to follow its first language.
    public var chosenTimeStyle: TimeStyle?
    public var people: [Person]
    /// Our own outlets.
    public var accounts: [Carrier]
    /// Channels on which the department has no account: no message goes there unless it names them.
    public var withoutAccount: [ChannelID]
    public var standingApprovals: [StandingApproval]
    public var policy: Policy
    /// How the log's checkpoints leave the machine; nil if the department says nothing about it.
    public var checkpoints: Checkpoints?
    /// The days on which schedules skip or move an occurrence, if they say so.
    public var holidays: [CivilDate]
    /// When questions are answered; nil for at all hours. A LIVE incident counts all hours.
    public var hours: BusinessHours?
    /// Nil if the department takes no tips.
    public var tips: Tips?

    public init(
        id: String, name: String, shortName: String? = nil, zone: String,
        jurisdiction: String? = nil,
        hotline: String? = nil,
        web: String? = nil, languages: [String] = ["en"], timeStyle: TimeStyle? = nil,
        people: [Person] = [],
        accounts: [Carrier] = [], withoutAccount: [ChannelID] = [],
        standingApprovals: [StandingApproval] = [],
        policy: Policy = Policy(), checkpoints: Checkpoints? = nil, holidays: [CivilDate] = [],
        hours: BusinessHours? = nil, tips: Tips? = nil
    ) {
        self.id = id
        self.name = name
        self.shortName = shortName
        self.zone = zone
        self.jurisdiction = jurisdiction
        self.hotline = hotline
        self.web = web
        self.languages = languages
        chosenTimeStyle = timeStyle
        self.people = people
        self.accounts = accounts
        self.withoutAccount = withoutAccount
        self.standingApprovals = standingApprovals
        self.policy = policy
        self.checkpoints = checkpoints
        self.holidays = holidays
        self.hours = hours
        self.tips = tips
    }

    /// Who can read tips. Only the home's own file is followed.
    public struct Tips: Hashable, Sendable {
        /// The file of the recipient's certificate, in the home.
        public var certificate: String
        /// Whom to call if somebody is in danger.
        public var emergency: String
        /// Whether the public isn't told how many there are.
        public var hidesCounts: Bool

        public init(certificate: String, emergency: String, hidesCounts: Bool = false) {
            self.certificate = certificate
            self.emergency = emergency
            self.hidesCounts = hidesCounts
        }
    }

    /// Where the log's checkpoints go, and when.
    ///
    /// Only the home's own file is followed, never the copy in an incident's log: a log that came
    /// from somewhere else must not start a command.
    public struct Checkpoints: Hashable, Sendable {
        /// The holder, in words for people, such as `the county's mailbox`.
        public var to: String
        public var destination: Destination
        /// When one is sent without being asked for; nil for never.
        public var after: Occasion?

        public init(to: String, destination: Destination, after: Occasion? = nil) {
            self.to = to
            self.destination = destination
            self.after = after
        }

        public enum Destination: Hashable, Sendable {
            /// The path of a file, which holds the newest checkpoint.
            case file(String)
            /// A command of the shell, which gets the checkpoint as its input.
            case command(String)
        }

        public enum Occasion: String, Hashable, Sendable, CaseIterable {
            case release
        }
    }

    /// A person who may act, by a work id and not by a private name.
    public struct Person: Hashable, Sendable {
        /// `[a-z0-9._-]+`
        public var id: String
        public var roles: [Role]
        /// The agency; nil for the department itself.
        public var agency: String?
        /// Whether they can be reached at night.
        public var nights: Bool

        public init(
            id: String, roles: [Role], agency: String? = nil, nights: Bool = false
        ) {
            self.id = id
            self.roles = roles
            self.agency = agency
            self.nights = nights
        }
    }

    /// The permissions of the department's written policy, beyond the guards' defaults.
    public struct Policy: Hashable, Sendable {
        /// The law that allows identifying a juvenile suspect.
        public var juvenileSuspectLaw: String?
        /// The law that allows identifying a victim of a sexual offense.
        public var sexualOffenceVictimLaw: String?
        /// The codes of the public-records law for withholding, such as `552.108`.
        public var exemptions: [Exemption: String]
        /// The classes that a description of a person may mention, in addition to the playbook's.
        public var identityTerms: Set<IdentityClass>
        /// Words and phrases that blame, and jargon, in addition to our own lists; each may be
        /// `word > what to write instead`.
        public var blameWords: [String]
        public var jargonWords: [String]
        /// The department's published numbers and addresses: they are not personal data.
        public var publicContacts: [String]
        /// Words that mark a statement as unconfirmed, by language, in addition to the playbook's.
        public var unconfirmedWords: [String: [String]]
        /// The written policy's rules.
        public var rules: [PolicyRule]
        /// How long each class of records is kept, such as `90d` or `7y`.
        public var retention: [PolicyRule.RecordClass: String]
        /// BCP 47 tags of the languages that every text for life safety needs.
        public var lifeSafetyLanguages: [String]
        /// The templates and kinds of message that a LIVE incident doesn't pause, in addition to the
        /// playbook's.
        public var keepsRunning: [String]
        /// By when copies that show a person must come down.
        public var takedowns: [TakedownRule]

        public init(
            juvenileSuspectLaw: String? = nil, sexualOffenceVictimLaw: String? = nil,
            exemptions: [Exemption: String] = [:],
            identityTerms: Set<IdentityClass> = [], blameWords: [String] = [],
            jargonWords: [String] = [], publicContacts: [String] = [],
            unconfirmedWords: [String: [String]] = [:], rules: [PolicyRule] = [],
            retention: [PolicyRule.RecordClass: String] = [:], lifeSafetyLanguages: [String] = [],
            keepsRunning: [String] = [], takedowns: [TakedownRule] = []
        ) {
            self.juvenileSuspectLaw = juvenileSuspectLaw
            self.sexualOffenceVictimLaw = sexualOffenceVictimLaw
            self.exemptions = exemptions
            self.identityTerms = identityTerms
            self.blameWords = blameWords
            self.jargonWords = jargonWords
            self.publicContacts = publicContacts
            self.unconfirmedWords = unconfirmedWords
            self.rules = rules
            self.retention = retention
            self.lifeSafetyLanguages = lifeSafetyLanguages
            self.keepsRunning = keepsRunning
            self.takedowns = takedowns
        }

        public typealias Exemption = IncidentEvents.Exemption
    }

    /// The names that a text may use for the department.
    public var agencyNames: [String] { [name, shortName].compactMap(\.self) }

    /// The form of a time of day for the public: `14:20`, or `2:20 p.m.`.
    public enum TimeStyle: String, Hashable, Sendable, CaseIterable {
        case hours24 = "24-hour"
        case hours12 = "12-hour"
    }

    /// Twelve hours if the department writes American English, else twenty-four.
    public var timeStyle: TimeStyle {
        chosenTimeStyle ?? (languages.first == "en-US" ? .hours12 : .hours24)
    }

    public func accounts(on channel: ChannelID) -> [Carrier] {
        accounts.filter { $0.channel == channel }
    }
}

extension Playbook.GuardSettings {
    /// The words that mark a statement as unconfirmed in texts of a language: the playbook's, and
    /// the department's for the language.
    public func unconfirmedWords(in language: String, of department: Department?) -> [String] {
        unconfirmedWords + (department?.policy.unconfirmedWords[language] ?? [])
    }
}
