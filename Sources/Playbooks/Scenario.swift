public import IncidentEvents

/// A list of injects: a reenactment of a real incident, or the script of an exercise.
public struct Scenario: Hashable, Sendable {
    public var id: String
    public var title: String?
    /// The id of the incident that it opens.
    public var incident: String
    /// An exercise, a reenactment or everyday work.
    public var mode: IncidentMode
    /// The playbook's id.
    public var playbook: String
    /// IANA zone.
    public var zone: String
    /// The place, in words for the public.
    public var place: String
    /// The department file that the incident adopts.
    public var department: Department
    /// The time at which the hazard began, RFC 3339 as written.
    public var onset: String?
    public var description: String?
    /// The injects in the order of play; their times never go back.
    public var injects: [Inject]

    public init(
        id: String, title: String? = nil, incident: String, mode: IncidentMode, playbook: String,
        zone: String, place: String, department: Department, onset: String? = nil,
        description: String? = nil, injects: [Inject] = []
    ) {
        self.id = id
        self.title = title
        self.incident = incident
        self.mode = mode
        self.playbook = playbook
        self.zone = zone
        self.place = place
        self.department = department
        self.onset = onset
        self.description = description
        self.injects = injects
    }

    /// One line of a scenario.
    public struct Inject: Hashable, Sendable {
        public var number: String
        /// The time of play: RFC 3339 as written, a real day and hour.
        public var at: String
        public var certainty: TimeCertainty
        /// The time of the event itself, if not `at`: RFC 3339 as written.
        public var occurred: String?
        /// The giver, the recipient and the means: for those who run an exercise.
        public var from: String?
        public var to: String?
        public var method: String?
        /// The actor's id, and the role in which they act.
        public var actor: String
        public var role: Role?
        /// Web addresses, or the names of printed sources.
        public var sources: [String]
        public var confidence: Confidence?
        /// The visibility; nil for the kind's default.
        public var visibility: Visibility?
        /// The id of the row that it was made from.
        public var reference: String?
        /// The commands to play, in order, as one inject. Empty for a line that only informs.
        public var commands: [CommandLine]
        /// The name by which later injects refer to the thing that the first command creates.
        public var label: String?
        /// The expected response.
        public var expect: String?
        /// The inject's first line in the file, from 1.
        public var line: Int

        public init(
            number: String, at: String, certainty: TimeCertainty = .exact, occurred: String? = nil,
            from: String? = nil, to: String? = nil, method: String? = nil, actor: String,
            role: Role? = nil, sources: [String] = [], confidence: Confidence? = nil,
            visibility: Visibility? = nil, reference: String? = nil, commands: [CommandLine] = [],
            label: String? = nil, expect: String? = nil, line: Int = 1
        ) {
            self.number = number
            self.at = at
            self.certainty = certainty
            self.occurred = occurred
            self.from = from
            self.to = to
            self.method = method
            self.actor = actor
            self.role = role
            self.sources = sources
            self.confidence = confidence
            self.visibility = visibility
            self.reference = reference
            self.commands = commands
            self.label = label
            self.expect = expect
            self.line = line
        }
    }
}
