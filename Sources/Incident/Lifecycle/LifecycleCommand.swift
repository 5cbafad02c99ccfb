public import Channels
public import IncidentEvents
public import Playbooks

/// The commands to open, lead and close the response.
public enum LifecycleCommand: Sendable {
    case open(OpenIncident)
    case correctOnset(Instant, certainty: TimeCertainty, reason: String)
    case enterPhase(String, reason: String?)
    case beginPeriod(from: Instant?, to: Instant?, objectives: [String])
    /// `isUnlisted` says that the person is meant although the department file doesn't list them; so
    /// does an agency.
    case assignRole(String, to: Role, agency: String? = nil, isUnlisted: Bool = false)
    case relieveRole(String, of: Role, reason: String?)
    case completeStep(String, note: String?)
    case skipStep(String, reason: String)
    case reopenStep(String, reason: String)
    /// Adds a number or address that the public may read to the incident's department file.
    case publishContact(String)
    /// Says in the incident's department file that we have no account there.
    case haveNoAccount(on: ChannelID)
    /// Goes over to a newer version of the incident's playbook.
    case adoptPlaybook(AdoptPlaybook)
    case close(reason: String, anyway: Bool = false)
    case reopen(reason: String)

    var eventKind: EventKind {
        switch self {
        case .open: .incidentOpened
        case .correctOnset: .onsetCorrected
        case .enterPhase: .phaseChanged
        case .beginPeriod: .operationalPeriodBegan
        case .assignRole: .roleAssigned
        case .relieveRole: .roleRelieved
        case .completeStep: .stepCompleted
        case .skipStep: .stepSkipped
        case .reopenStep: .stepReopened
        case .publishContact, .haveNoAccount: .policyAdopted
        case .adoptPlaybook: .playbookAdopted
        case .close: .incidentClosed
        case .reopen: .incidentReopened
        }
    }

    /// A newer version of the incident's playbook.
    public struct AdoptPlaybook: Sendable {
        /// The playbook, without neutral templates.
        public var playbook: Playbook
        /// Its bytes for the log, with the library's templates in them.
        public var yaml: [UInt8]
        /// The neutral templates that ship now, for an incident that has adopted none.
        public var neutral: Playbook
        /// Their bytes.
        public var neutralYAML: [UInt8]

        public init(
            playbook: Playbook, yaml: [UInt8], neutral: Playbook, neutralYAML: [UInt8]
        ) {
            self.playbook = playbook
            self.yaml = yaml
            self.neutral = neutral
            self.neutralYAML = neutralYAML
        }
    }

    /// The opener's data.
    public struct OpenIncident: Sendable {
        /// The title; nil for the playbook's title and the place.
        public var title: String?
        /// The place, in words for the public.
        public var place: String
        /// Whether it is live, routine, an exercise or a reenactment.
        public var mode: IncidentMode
        /// The zone in which times are read and printed.
        public var zone: Zone
        /// The time at which the hazard began; nil if it isn't known yet.
        public var onset: Instant?
        /// The certainty of the onset.
        public var onsetCertainty: TimeCertainty
        /// The bytes of the context's playbook, to store in the log.
        public var playbookYAML: [UInt8]
        /// The department file's bytes, stored in the log with the playbook's.
        public var departmentYAML: [UInt8]
        /// The bytes of the neutral templates that complete the playbook; nil where it lacks none.
        public var neutralYAML: [UInt8]?
        /// Whether the templates that are for the opening are drafted. A campaign responds to
        /// nothing, so it begins without a holding statement.
        public var draftsMessages = true

        public init(
            title: String? = nil, place: String, mode: IncidentMode, zone: Zone,
            onset: Instant? = nil,
            onsetCertainty: TimeCertainty = .unspecified, playbookYAML: [UInt8],
            departmentYAML: [UInt8]
        ) {
            self.title = title
            self.place = place
            self.mode = mode
            self.zone = zone
            self.onset = onset
            self.onsetCertainty = onsetCertainty
            self.playbookYAML = playbookYAML
            self.departmentYAML = departmentYAML
        }
    }
}
