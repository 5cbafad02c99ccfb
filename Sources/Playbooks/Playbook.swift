public import IncidentEvents
public import TextChecks
public import Channels

/// The plan for a response: the steps, the approvers and the deadlines.
public struct Playbook: Hashable, Sendable {
    public var id: String
    public var version: String
    /// The name for people.
    public var title: String
    /// The playbook's hazard, such as `attack-on-officers`.
    public var hazard: String
    /// The modes in which an incident may run by it.
    public var modes: [IncidentMode]
    /// The phases in order; an incident opens in the first.
    public var phases: [Phase]
    /// The channels of messages whose template has none of its own.
    public var channels: [ChannelID]
    /// BCP 47 tags of the languages that every message must have.
    public var languages: [String]
    /// Limits that replace the catalogue's, such as a server with 5,000 characters.
    public var limits: [ChannelID: Int]
    /// The roles that have each authority; an authority that is not listed keeps its default.
    public var authorities: [Authority: Set<Role>]
    public var approvals: [ApprovalRule]
    public var standingApprovals: [StandingApproval]
    public var guards: GuardSettings
    /// Common fill-ins in languages other than the first: by ``phraseKey(_:)``, then by language.
    /// See ``phrase(_:in:)``.
    public var phrases: [String: [String: String]]
    public var templates: [MessageTemplate]
    public var steps: [Step]
    public var closing: [ClosingCriterion]
    public var targets: Targets
    /// What a campaign on the playbook posts again and again.
    public var schedules: [ScheduledPost]
    /// The templates and kinds of message that a LIVE incident doesn't pause.
    public var keepsRunning: [String]

    public init(
        id: String, version: String, title: String, hazard: String,
        modes: [IncidentMode] = IncidentMode.known, phases: [Phase],
        channels: [ChannelID], languages: [String] = ["en"], limits: [ChannelID: Int] = [:],
        authorities: [Authority: Set<Role>] = [:], approvals: [ApprovalRule] = [],
        standingApprovals: [StandingApproval] = [], guards: GuardSettings = GuardSettings(),
        phrases: [String: [String: String]] = [:], templates: [MessageTemplate] = [],
        steps: [Step] = [], closing: [ClosingCriterion] = [], targets: Targets = Targets(),
        schedules: [ScheduledPost] = [], keepsRunning: [String] = []
    ) {
        self.id = id
        self.version = version
        self.title = title
        self.hazard = hazard
        self.modes = modes
        self.phases = phases
        self.channels = channels
        self.languages = languages
        self.limits = limits
        self.authorities = authorities
        self.approvals = approvals
        self.standingApprovals = standingApprovals
        self.guards = guards
        self.phrases = phrases
        self.templates = templates
        self.steps = steps
        self.closing = closing
        self.targets = targets
        self.schedules = schedules
        self.keepsRunning = keepsRunning
    }

    public struct Phase: Hashable, Sendable {
        public var id: String
        /// The name for people.
        public var title: String
        /// The longest time between two updates while the phase lasts.
        public var cadence: Duration?

        public init(id: String, title: String, cadence: Duration? = nil) {
            self.id = id
            self.title = title
            self.cadence = cadence
        }
    }

    public typealias Authority = IncidentEvents.Authority

    /// The approvers of messages of some kinds.
    public struct ApprovalRule: Hashable, Sendable {
        /// The kinds; empty for every kind that no other rule names.
        public var kinds: [MessageKind]
        /// The roles, any one of which may approve.
        public var roles: [Role]

        public init(kinds: [MessageKind] = [], roles: [Role]) {
            self.kinds = kinds
            self.roles = roles
        }
    }

    /// The times within which the work should be done. A review marks what took longer.
    public struct Targets: Hashable, Sendable {
        /// The time from a rumor's report to the first finding about it; nil for no target.
        public var finding: Duration?
        /// The time from a question to its answer; nil for no target.
        public var answer: Duration?

        public init(finding: Duration? = nil, answer: Duration? = nil) {
            self.finding = finding
            self.answer = answer
        }
    }

    /// Settings of the guards.
    public struct GuardSettings: Hashable, Sendable {
        /// Words, one of which a text must contain if it cites an unverified fact as unconfirmed.
        public var unconfirmedWords: [String]
        /// The words that mark every text of an exercise.
        public var exerciseMarking: String
        /// The highest reading grade, in years of school, without a warning.
        public var readingGrade: Double
        /// The classes that a description of a person may mention.
        public var identityTerms: Set<IdentityClass>

        public init(
            unconfirmedWords: [String] = [
                "unconfirmed", "not confirmed", "not yet confirmed", "unverified", "sin confirmar",
            ],
            exerciseMarking: String = "EXERCISE", readingGrade: Double = 8,
            identityTerms: Set<IdentityClass> = []
        ) {
            self.unconfirmedWords = unconfirmedWords
            self.exerciseMarking = exerciseMarking
            self.readingGrade = readingGrade
            self.identityTerms = identityTerms
        }
    }

    /// Whether it is for everyday work: it may run routine incidents and no live one.
    public var isEveryday: Bool { modes.contains(.routine) && !modes.contains(.live) }

    public func template(_ id: TemplateID) -> MessageTemplate? { templates.first { $0.id == id } }
    public func phase(_ id: String) -> Phase? { phases.first { $0.id == id } }
    public func step(_ id: String) -> Step? { steps.first { $0.id == id } }

    public func roles(with authority: Authority) -> Set<Role> {
        authorities[authority] ?? authority.defaultRoles
    }

    /// The roles, one of which must approve a message of this kind.
    public func approvers(of kind: MessageKind) -> [Role] {
        let rule =
            approvals.first { $0.kinds.contains(kind) } ?? approvals.first { $0.kinds.isEmpty }
        return rule?.roles ?? [.incidentCommander, .jicManager]
    }

    /// The catalogue's channel, with the playbook's own limit if it has one.
    public func channel(_ id: ChannelID) -> Channel? {
        guard let channel = ChannelCatalogue.channel(id) else { return nil }
        return limits[id].map(channel.counting(withLimit:)) ?? channel
    }
}

/// An approval given in advance for a template, for any values of its named fields.
public struct StandingApproval: Hashable, Sendable {
    /// The playbook, or nil for the one that holds this entry.
    public var playbook: String?
    public var template: TemplateID
    /// The fields that may be filled freely. Any other free text needs a person's approval.
    public var fields: [String]
    /// The fields that may hold digits, such as a place with a house number.
    public var digits: [String]
    /// The most days until the message's own end, its `{expires}`; nil covers only messages without one.
    public var holdsFor: Int?
    /// The person who approved.
    public var approver: String
    /// The role in which they approved.
    public var role: Role
    /// The last day on which it is valid, `2027-06-30`, in the department's zone.
    public var expires: String

    public init(
        playbook: String? = nil, template: TemplateID, fields: [String], digits: [String] = [],
        holdsFor: Int? = nil, approver: String, role: Role, expires: String
    ) {
        self.playbook = playbook
        self.template = template
        self.fields = fields
        self.digits = digits
        self.holdsFor = holdsFor
        self.approver = approver
        self.role = role
        self.expires = expires
    }
}

/// One task for a role, within a time.
public struct Step: Hashable, Sendable {
    public var id: String
    /// The name for people.
    public var title: String
    public var role: Role
    public var due: Due?
    /// Steps that must be completed or skipped before this one can be completed.
    public var requires: [String]
    /// The event that completes the step automatically.
    public var trigger: Trigger?
    /// The phase in which the step starts; nil to start at once.
    public var phase: String?

    public init(
        id: String, title: String, role: Role, due: Due? = nil, requires: [String] = [],
        trigger: Trigger? = nil, phase: String? = nil
    ) {
        self.id = id
        self.title = title
        self.role = role
        self.due = due
        self.requires = requires
        self.trigger = trigger
        self.phase = phase
    }

    /// `within: 10m, of: opened`.
    public struct Due: Hashable, Sendable {
        public var within: Duration
        public var of: Anchor

        public init(within: Duration, of: Anchor) {
            self.within = within
            self.of = of
        }
    }

    public enum Anchor: Hashable, Sendable {
        case opened
        case onset
        case phase(String)
        case step(String)
    }

    /// An event that completes a step.
    public struct Trigger: Hashable, Sendable {
        public var event: Event
        /// Only for messages made from this template.
        public var template: TemplateID?
        /// Only for messages of this kind.
        public var kind: MessageKind?
        /// Only for this phase.
        public var phase: String?
        /// For a delivery: every one of these channels must have it. Empty means any public one.
        public var channels: [ChannelID]

        public init(
            event: Event, template: TemplateID? = nil, kind: MessageKind? = nil,
            phase: String? = nil, channels: [ChannelID] = []
        ) {
            self.event = event
            self.template = template
            self.kind = kind
            self.phase = phase
            self.channels = channels
        }

        /// Whether it waits for an all-clear to be posted. That is so only once every place that
        /// carried a warning has its end.
        public var isEnding: Bool { event == .deliveryRecorded && kind == .allClear }

        /// The kinds of event that can complete a step, by their names in the log.
        public enum Event: String, CaseIterable, Hashable, Sendable {
            case incidentOpened = "incident-opened"
            case phaseChanged = "phase-changed"
            case operationalPeriodBegan = "operational-period-began"
            case roleAssigned = "role-assigned"
            case factRecorded = "fact-recorded"
            case factVerified = "fact-verified"
            case factCleared = "fact-cleared"
            case messageDrafted = "message-drafted"
            case messageSubmitted = "message-submitted"
            case messageApproved = "message-approved"
            case messageReleased = "message-released"
            case deliveryRecorded = "delivery-recorded"
            case messageWithdrawn = "message-withdrawn"
            case rumorReported = "rumor-reported"
            case rumorAssessed = "rumor-assessed"
            case briefingScheduled = "briefing-scheduled"
            case briefingHeld = "briefing-held"
            case inquiryReceived = "inquiry-received"
            case inquiryAnswered = "inquiry-answered"
            case lessonRecorded = "lesson-recorded"
        }
    }
}

/// A condition for closing the incident.
public enum ClosingCriterion: String, CaseIterable, Hashable, Sendable {
    /// No rumor found false has an open cell.
    case coverageClosed = "coverage-closed"
    /// Every step is completed or skipped with a reason.
    case stepsDone = "steps-done"
    /// Every inquiry is answered or declined.
    case inquiriesAnswered = "inquiries-answered"
    /// No message released alone still waits to be ratified.
    case messagesRatified = "messages-ratified"
}

extension Authority {
    /// The roles that have it unless the playbook names others.
    public var defaultRoles: Set<Role> {
        switch self {
        case .record:
            [
                .incidentCommander, .pio, .jicManager, .rumorControl, .liaison,
                .translator, .controller, .evaluator,
            ]
        case .verify:
            [.incidentCommander, .pio, .jicManager, .rumorControl, .liaison]
        case .clear: [.incidentCommander, .pio, .jicManager]
        case .draft: [.pio, .jicManager, .rumorControl, .translator]
        case .release: [.incidentCommander, .pio, .jicManager]
        case .assess: [.incidentCommander, .pio, .jicManager, .rumorControl]
        case .direct: [.incidentCommander, .pio, .jicManager]
        case .review:
            [
                .incidentCommander, .pio, .jicManager, .rumorControl, .liaison,
                .translator, .controller, .evaluator, .reviewer,
            ]
        case .redact: [.incidentCommander]
        case .adopt: [.incidentCommander, .jicManager]
        }
    }
}
