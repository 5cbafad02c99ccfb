public import IncidentEvents

/// The fold of an incident's whole log: the current state and its history.
///
/// Each thing keeps the stamps of the entries behind it, so read models need no second fold.
public struct IncidentState: Sendable {
    /// The opening; nil before it.
    public var opening: Opening?
    /// The time at which the hazard began, if known.
    public var onset: Onset?
    /// Every phase change, in order; the last phase is current.
    public var phases: [PhaseEntry] = []
    /// The ICS operational periods.
    public var periods = Register<PeriodKind, OperationalPeriod>()
    /// The holders of each role, and until when.
    public var assignments: [RoleAssignment] = []
    /// Each closing and reopening, in order.
    public var closures: [Closure] = []

    /// The facts and their status.
    public var facts = Register<FactKind, Fact>()
    /// Every message, drafts and discarded ones included.
    public var messages = Register<MessageIDKind, Message>()
    /// Every claim that was reported or found in one of our messages.
    public var rumors = Register<RumorKind, Rumor>()
    /// The messages that end or take back another one, by that one, in the order of their ids. An
    /// incident may have thousands of messages, and most commands ask whether one has ended.
    var retracting: [MessageID: [MessageID]] = [:]
    /// The claims that our messages made, by message, in the order of their ids.
    var claims: [MessageID: [RumorID]] = [:]
    /// Observed statements of others.
    public var statements = Register<StatementKind, ObservedStatement>()
    /// Questions of the press and the public.
    public var inquiries = Register<InquiryKind, Inquiry>()
    /// The files that questions were read from.
    public var inquiryFiles: [InquiryFile] = []
    /// The stamp of each observed trend; the state needs nothing else of it.
    public var trends = Register<TrendKind, Stamp>()
    /// Free entries of the log.
    public var notes = Register<NoteKind, Note>()
    /// Tips for investigators; they are forwarded and never answered.
    public var tips = Register<TipKind, Tip>()
    /// News conferences and other live appearances.
    public var briefings = Register<BriefingKind, Briefing>()
    /// Consents to be named or shown.
    public var consents = Register<ConsentKind, Consent>()
    /// Comments of others on our pages that we hid, deleted or answered with a block.
    public var comments = Register<CommentKind, HiddenComment>()
    /// What a campaign is for; nil in other incidents.
    public var campaign: Campaign?
    /// A campaign's schedules in the order in which they were added, removed ones included.
    public var schedules: [PlannedSchedule] = []
    /// Pauses of a campaign's items. In the stream of the home's routine work: of everything.
    public var pauses: [WorkPause] = []
    /// The entries that resumed an item of a campaign, by the item.
    public var resumptions: [String: [Stamp]] = [:]
    /// For a campaign, the pauses of all routine work of its home. They are in another stream of the
    /// log, and the engine adds them after folding.
    public var homePauses: [WorkPause] = []
    /// The ratings in the order in which they were given; the latest for each subject counts.
    public var ratings: [Rating] = []
    /// The lessons that the after-action review recorded.
    public var lessons = Register<LessonKind, Lesson>()
    /// The corrective actions.
    public var actions = Register<ActionKind, CorrectiveAction>()
    /// Each change of a playbook's step, by the step's id.
    public var steps: [String: [StepEntry]] = [:]
    /// The events that may complete a step automatically, in the log's order.
    var milestones = PagedArray<Milestone>()
    /// The positions of those that turned out to be slips.
    var voidedMilestones: Set<UInt64> = []
    /// Guards' findings: overridden ones, and in a reenactment those that would have stopped a
    /// message.
    public var guardFindings: [GuardEntry] = []

    /// The playbook's bytes at adoption; nil before the opening.
    public var playbook: AdoptedFile?
    /// Other adopted files by name, such as `department`.
    public var policies: [String: AdoptedFile] = [:]

    /// Corrections of earlier entries, by their position in the log.
    public var corrections: [UInt64: [EntryCorrection]] = [:]
    /// Visibilities that were changed after the entry, by position.
    public var visibilities: [UInt64: Visibility] = [:]
    /// Bodies removed by order, by position.
    public var redactions: [UInt64: Redaction] = [:]

    /// The entries whose body the log no longer has, in its order, also where the order of their
    /// removal is later than the state.
    public var removedEntries: [RemovedEntry] = []

    /// The number of entries from a newer version, which this one doesn't know.
    public var unknownEntries = 0
    /// The version of Tocsin that wrote the last of them, if recorded.
    public var newerVersion: String?
    /// The revision of the last entry; nil before the first.
    public var revision: UInt64?
    /// The position in the log of the last entry.
    public var position: UInt64?
    /// Incident time of the last entry.
    public var lastIncidentTime: Instant?
    /// The simulated clock at the last entry that has its time.
    public var simulatedTime: Instant?
    /// The positions of the incident's entries; other incidents' entries are between them in the
    /// log.
    var positions = PositionSet()

    public init() {}

    /// Whether the log's entry at this position belongs to this incident.
    public func holds(_ position: UInt64) -> Bool { positions.contains(position) }

    /// Entries whose text can't be removed: the adopted files, and the removals themselves.
    var foundations: Set<UInt64> {
        let files = [playbook].compactMap(\.self) + Array(policies.values)
        let stamps = [opening?.stamp].compactMap(\.self) + files.map(\.stamp)
        return Set((stamps + redactions.values.map(\.stamp)).map(\.position))
    }

    /// Whether it is opened and not closed since.
    public var isOpen: Bool { opening != nil && !isClosed }
    /// Whether it is closed and not reopened since.
    public var isClosed: Bool { closures.last?.isClosure ?? false }
    /// Live, routine, an exercise or a reenactment; unspecified before the opening.
    public var mode: IncidentMode { opening?.mode ?? .unspecified }
    /// The current phase; nil before the first.
    public var phase: String? { phases.last?.phase }
    /// The zone in which times are read and printed; UTC before the opening.
    public var zone: Zone { opening?.zone ?? .utc }

    /// The opening's data.
    public struct Opening: Hashable, Sendable {
        /// The name for people.
        public var title: String
        /// The playbook's hazard, such as `active-shooter`.
        public var hazard: String
        /// Whether it is live, routine, an exercise or a reenactment.
        public var mode: IncidentMode
        /// The zone in which times are read and printed.
        public var zone: Zone
        /// The place, in words for the public.
        public var place: String?
        /// The agency that leads the response, by name; nil if absent.
        public var leadAgency: String?
        /// The time, author, role and log position of the entry.
        public var stamp: Stamp
    }

    /// The time at which the hazard began, as last claimed.
    public struct Onset: Hashable, Sendable {
        /// The claimed time.
        public var at: Instant
        /// The certainty of that time.
        public var certainty: TimeCertainty
        /// The time, author, role and log position of the entry.
        public var stamp: Stamp
    }

    /// A change into a phase.
    public struct PhaseEntry: Hashable, Sendable {
        /// The phase's id in the playbook.
        public var phase: String
        /// The reason, in the words of the person who decided; nil if absent.
        public var reason: String?
        /// The time, author, role and log position of the entry.
        public var stamp: Stamp
    }

    /// An ICS operational period with its objectives.
    public struct OperationalPeriod: Hashable, Sendable {
        /// The id that people type, such as `P1`.
        public var id: PeriodID
        /// The start; nil if not stated.
        public var from: Instant?
        /// The end; nil if open.
        public var to: Instant?
        /// The objectives of the period.
        public var objectives: [String]
        /// The time, author, role and log position of the entry.
        public var stamp: Stamp
    }

    /// One person in one role, from the assignment on.
    public struct RoleAssignment: Hashable, Sendable {
        /// A work id, never a private name.
        public var person: String
        public var role: Role
        /// The agency that the person acts for; nil if absent.
        public var agency: String?
        /// The assignment.
        public var assigned: Stamp
        /// The same assignment by other people. The department file decides whose repetition
        /// confirms it; see ``UnconfirmedRole``.
        public var repeated: [Stamp] = []
        /// The end of the assignment; nil while the role is held.
        public var relieved: Stamp?
    }

    /// A closing or reopening.
    public struct Closure: Hashable, Sendable {
        /// Whether it is a closing; otherwise it is a reopening.
        public var isClosure: Bool
        /// The reason, in the words of the person who decided.
        public var reason: String
        /// The time, author, role and log position of the entry.
        public var stamp: Stamp
    }

    /// One change of a playbook's step.
    public struct StepEntry: Hashable, Sendable {
        /// The change of the step.
        public enum Change: Hashable, Sendable { case completed, skipped, reopened }
        /// The change of the step.
        public var change: Change
        /// The note or the reason; nil if absent.
        public var text: String?
        /// The time, author, role and log position of the entry.
        public var stamp: Stamp
    }

    /// A recorded finding of a guard.
    public struct GuardEntry: Hashable, Sendable {
        /// The guard's name, such as `over-limit`.
        public var guardID: String
        /// The subject, such as `M3`.
        public var subject: String
        /// The finding, as worded then.
        public var finding: String
        /// The channels that it concerns; empty for all.
        public var channels: [String]
        /// The reason for the override; nil if it was flagged in a reenactment.
        public var overrideReason: String?
        /// The time, author, role and log position of the entry.
        public var stamp: Stamp
    }

    /// An adopted file, byte for byte.
    public struct AdoptedFile: Hashable, Sendable {
        /// The policy that is the playbook of neutral templates.
        public static let neutralTemplates = "neutral-templates"

        /// The file's own id, such as the playbook's.
        public var id: String
        /// The playbook's version; nil for other files.
        public var version: String?
        /// The file's bytes at adoption.
        public var bytes: [UInt8]
        /// SHA-256 of the bytes.
        public var sha256: [UInt8]
        /// The time, author, role and log position of the entry.
        public var stamp: Stamp
    }

    /// The correction of an earlier entry.
    public struct EntryCorrection: Hashable, Sendable {
        /// The correction, in words.
        public var right: String
        /// The corrected time of the event; nil if the time isn't corrected.
        public var occurredAt: Instant?
        /// The certainty of that time.
        public var certainty: TimeCertainty
        /// The time, author, role and log position of the entry.
        public var stamp: Stamp
    }

    /// The removal of an entry's text.
    public struct Redaction: Hashable, Sendable {
        /// The outside order that required it.
        public var order: String
        /// The legal ground, such as `552.108`.
        public var exemption: String
        /// The time, author, role and log position of the entry.
        public var stamp: Stamp
    }

    /// What is left of an entry whose body was removed.
    public struct RemovedEntry: Hashable, Sendable {
        /// The entry's position in the log.
        public var position: UInt64
        /// The event's name in the log.
        public var type: String
        /// The id that it assigned, such as `M3`; nil if it assigned none.
        public var subject: String?
    }

    /// The roles that a person holds now.
    public func roles(of person: String) -> [Role] {
        assignments.filter { $0.relieved == nil && $0.person.utf8.elementsEqual(person.utf8) }
            .map(\.role)
    }

    /// The last change into a phase.
    public func entered(_ phase: String) -> Stamp? {
        phases.last { $0.phase == phase }?.stamp
    }
}

/// Things with short ids, in the order of those ids.
public struct Register<Kind: ShortIDKind, Value: Sendable>: Sendable {
    private var values = PagedArray<Value>()
    /// The index of each thing by its number, in pages of 256: a kept copy shares the old pages.
    private var indices: [Int: [UInt8: Int]] = [:]
    private var highest = 0

    public init() {}

    /// The thing with this id; nil if there isn't one.
    public subscript(id: ShortID<Kind>) -> Value? { index(of: id).map { values[$0] } }

    /// Whether it has a thing with this id. Finding out copies none.
    func has(_ id: ShortID<Kind>) -> Bool { index(of: id) != nil }

    private func index(of id: ShortID<Kind>) -> Int? {
        indices[id.number >> 8]?[UInt8(truncatingIfNeeded: id.number)]
    }

    /// The id for the next new thing.
    public var next: ShortID<Kind> { ShortID(number: highest + 1) }
    /// All of them, in the order of their ids.
    public var all: PagedArray<Value> { values }
    /// The newest one.
    public var last: Value? { values.last }
    /// Whether it has no things.
    public var isEmpty: Bool { values.isEmpty }
    /// The number of things.
    public var count: Int { values.count }

    mutating func add(_ value: Value, as id: ShortID<Kind>) {
        // No command writes the same id twice; of a foreign log's duplicates, the first counts.
        guard index(of: id) == nil else { return }
        indices[id.number >> 8, default: [:]][UInt8(truncatingIfNeeded: id.number)] = values.count
        values.append(value)
        highest = max(highest, id.number)
    }

    /// Uses up the id of a thing whose text was removed, so it is never assigned again.
    ///
    /// - Returns: The id.
    mutating func skip() -> String {
        highest += 1
        return ShortID<Kind>(number: highest).description
    }

    mutating func change(_ id: ShortID<Kind>?, _ body: (inout Value) -> Void) {
        guard let id, let index = index(of: id) else { return }
        values.change(index, body)
    }
}

/// A statement by someone else.
public struct ObservedStatement: Hashable, Sendable {
    /// The id that people type, such as `S1`.
    public var id: StatementID
    /// The speaker, such as an agency.
    public var speaker: String
    /// The account or outlet where it was said; nil if absent.
    public var carrier: String?
    /// The exact address, as a URL, if known.
    public var address: String?
    /// The statement, in the speaker's words.
    public var text: String
    /// The facts that it supports.
    public var facts: [FactID]
    /// The rumors that it contradicts.
    public var corrects: [RumorID]
    /// The time, author, role and log position of the entry.
    public var stamp: Stamp
}

/// A free entry of the log.
public struct Note: Hashable, Sendable {
    /// The id that people type, such as `N1`.
    public var id: NoteID
    /// The text of the entry.
    public var text: String
    /// The time, author, role and log position of the entry.
    public var stamp: Stamp
}

/// A tip for investigators.
public struct Tip: Hashable, Sendable {
    /// The id that people type, such as `T1`.
    public var id: TipID
    /// The text of the tip, which no public output contains.
    public var text: String
    /// The channel that it arrived on; nil if absent.
    public var channel: String?
    /// Its arrival.
    public var received: Stamp
    /// The recipient; nil if it was not handed over.
    public var handedOverTo: String?
}

/// A news conference or another live appearance.
public struct Briefing: Hashable, Sendable {
    /// The id that people type, such as `B1`.
    public var id: BriefingID
    /// The planned time; nil if none is set.
    public var at: Instant?
    /// The place, in words for the public.
    public var place: String
    /// The entry that scheduled it.
    public var scheduled: Stamp
    /// The entry that it took place; nil before that.
    public var held: Stamp?
    /// The entry that it won't take place; nil if it isn't canceled.
    public var canceled: Stamp?
    /// The speaker, by office; nil if absent.
    public var speaker: String?

    /// Whether it still has to be held.
    public var isPlanned: Bool { held == nil && canceled == nil }
}
