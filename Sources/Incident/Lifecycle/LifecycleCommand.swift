public import IncidentEvents

/// Opening, leading and closing the response.
public enum LifecycleCommand: Sendable {
    case open(OpenIncident)
    case correctOnset(Instant, certainty: TimeCertainty, reason: String)
    case enterPhase(String, reason: String?)
    case beginPeriod(from: Instant?, to: Instant?, objectives: [String])
    case assignRole(String, to: Role, agency: String? = nil)
    case relieveRole(String, of: Role, reason: String?)
    case completeStep(String, note: String?)
    case skipStep(String, reason: String)
    case reopenStep(String, reason: String)
    case close(reason: String)
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
        case .close: .incidentClosed
        case .reopen: .incidentReopened
        }
    }

    /// What the opener states.
    public struct OpenIncident: Sendable {
        /// Nil: the playbook's title and the place.
        public var title: String?
        /// Where it happens, in words for the public.
        public var place: String
        /// Whether it is live, routine, an exercise or a reenactment.
        public var mode: IncidentMode
        /// The zone in which times are read and printed.
        public var zone: Zone
        /// When the hazard began; nil where that isn't known yet.
        public var onset: Instant?
        /// How sure the onset is.
        public var onsetCertainty: TimeCertainty
        /// The bytes of the context's playbook and department, to be kept in the log.
        public var playbookYAML: [UInt8]
        /// The department file's bytes, kept in the log with the playbook's.
        public var departmentYAML: [UInt8]

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
