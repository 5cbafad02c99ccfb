public import IncidentEvents

/// Everything that an incident's log says, folded: what is so now and how it came to be.
///
/// Each thing keeps the stamps of the entries that made it, so that read models need no second
/// fold of their own.
public struct IncidentState: Sendable {
    /// How the incident was opened; nil before that.
    public var opening: Opening?
    /// When the hazard began, as far as it is known.
    public var onset: Onset?
    /// Every phase that was entered, in order; the last one is current.
    public var phases: [PhaseEntry] = []
    /// The ICS operational periods.
    public var periods = Register<PeriodKind, OperationalPeriod>()
    /// Who held which role, and until when.
    public var assignments: [RoleAssignment] = []
    /// Each closing and reopening, in order.
    public var closures: [Closure] = []

    /// What is known and how sure it is.
    public var facts = Register<FactKind, Fact>()
    /// Every message, drafts and discarded ones included.
    public var messages = Register<MessageIDKind, Message>()
    /// Every claim that was reported or found in one of our messages.
    public var rumors = Register<RumorKind, Rumor>()
    /// What others were seen or heard to say.
    public var statements = Register<StatementKind, ObservedStatement>()
    /// Questions of the press and the public.
    public var inquiries = Register<InquiryKind, Inquiry>()
    /// When each trend was observed: nothing in the state depends on more of it.
    public var trends = Register<TrendKind, Stamp>()
    /// Free entries of the log.
    public var notes = Register<NoteKind, Note>()
    /// Hints for investigators; they are handed on and never answered.
    public var tips = Register<TipKind, Tip>()
    /// News conferences and other live appearances.
    public var briefings = Register<BriefingKind, Briefing>()
    /// Who agreed to be named or shown, and for what.
    public var consents = Register<ConsentKind, Consent>()
    /// In the order in which they were given; the latest of a subject stands.
    public var ratings: [Rating] = []
    /// What the after-action review recorded.
    public var lessons = Register<LessonKind, Lesson>()
    /// Who is to mend what, and by when.
    public var actions = Register<ActionKind, CorrectiveAction>()
    /// Each change of a playbook's step, by the step's id.
    public var steps: [String: [StepEntry]] = [:]
    /// What may complete a step by itself, in the log's order.
    var milestones = PagedArray<Milestone>()
    /// What guards found and people overrode, and what they would have stopped in a reenactment.
    public var guardFindings: [GuardEntry] = []

    /// The playbook's bytes as they were adopted; nil before the opening.
    public var playbook: AdoptedFile?
    /// Other adopted files by name, such as `department`.
    public var policies: [String: AdoptedFile] = [:]

    /// What is right about earlier entries, by their position in the log.
    public var corrections: [UInt64: [EntryCorrection]] = [:]
    /// Visibilities that were changed after the entry, by position.
    public var visibilities: [UInt64: Visibility] = [:]
    /// Bodies removed by order, by position.
    public var redactions: [UInt64: Redaction] = [:]

    /// Entries of a newer version, which this one can't understand.
    public var unknownEntries = 0
    /// The version of Tocsin that wrote the last of them, where it says.
    public var newerVersion: String?
    /// The revision of the last entry; nil before the first.
    public var revision: UInt64?
    /// The position in the log of the last entry.
    public var position: UInt64?
    /// Incident time of the last entry.
    public var lastIncidentTime: Instant?
    /// Where the simulated clock stood at the last entry that tells it.
    public var simulatedTime: Instant?
    /// The positions of the incident's entries: other incidents' lie between them in the log.
    var positions = PositionSet()

    public init() {}

    /// Whether the log's entry at this position is one of this incident's.
    public func holds(_ position: UInt64) -> Bool { positions.contains(position) }

    /// Entries whose text can't be removed: what the incident runs by, and the removals themselves.
    var foundations: Set<UInt64> {
        let files = [playbook].compactMap(\.self) + Array(policies.values)
        let stamps = [opening?.stamp].compactMap(\.self) + files.map(\.stamp)
        return Set((stamps + redactions.values.map(\.stamp)).map(\.position))
    }

    /// Opened and not closed since.
    public var isOpen: Bool { opening != nil && !isClosed }
    /// Closed and not reopened since.
    public var isClosed: Bool { closures.last?.isClosure ?? false }
    /// Live, routine, an exercise or a reenactment; unspecified before the opening.
    public var mode: IncidentMode { opening?.mode ?? .unspecified }
    /// The current phase; nil before the first.
    public var phase: String? { phases.last?.phase }
    /// The zone in which times are read and printed; UTC before the opening.
    public var zone: Zone { opening?.zone ?? .utc }

    /// What was said when the incident was opened.
    public struct Opening: Hashable, Sendable {
        /// The name for people.
        public var title: String
        /// The playbook's hazard, such as `active-shooter`.
        public var hazard: String
        /// Whether it is live, routine, an exercise or a reenactment.
        public var mode: IncidentMode
        /// The zone in which times are read and printed.
        public var zone: Zone
        /// Where it happens, in words for the public.
        public var place: String
        /// The agency that leads the response, by name.
        public var leadAgency: String
        /// When it was recorded, by whom, in which role and where in the log.
        public var stamp: Stamp
    }

    /// When the hazard began, as last claimed.
    public struct Onset: Hashable, Sendable {
        /// When the hazard began.
        public var at: Instant
        /// How sure that time is.
        public var certainty: TimeCertainty
        /// When it was recorded, by whom, in which role and where in the log.
        public var stamp: Stamp
    }

    /// One entering of a phase.
    public struct PhaseEntry: Hashable, Sendable {
        /// The phase's id in the playbook.
        public var phase: String
        /// Why, in the words of the person who decided it.
        public var reason: String
        /// When it was recorded, by whom, in which role and where in the log.
        public var stamp: Stamp
    }

    /// An ICS operational period with its objectives.
    public struct OperationalPeriod: Hashable, Sendable {
        /// The id that people type, such as `P1`.
        public var id: PeriodID
        /// When it begins; nil where nobody said.
        public var from: Instant?
        /// When it ends; nil where that is open.
        public var to: Instant?
        /// What is to be reached in the period.
        public var objectives: [String]
        /// When it was recorded, by whom, in which role and where in the log.
        public var stamp: Stamp
    }

    /// One person in one role, from the assignment on.
    public struct RoleAssignment: Hashable, Sendable {
        /// A work id, never a private name.
        public var person: String
        public var role: Role
        /// The agency that the person acts for.
        public var agency: String
        /// When the role was taken up.
        public var assigned: Stamp
        /// When it was given up; nil while it is held.
        public var relieved: Stamp?
    }

    /// A closing or reopening.
    public struct Closure: Hashable, Sendable {
        /// True for a closing, false for a reopening.
        public var isClosure: Bool
        /// Why, in the words of the person who decided it.
        public var reason: String
        /// When it was recorded, by whom, in which role and where in the log.
        public var stamp: Stamp
    }

    /// One change of a playbook's step.
    public struct StepEntry: Hashable, Sendable {
        /// What became of the step.
        public enum Change: Hashable, Sendable { case completed, skipped, reopened }
        /// What became of the step.
        public var change: Change
        /// The note or the reason.
        public var text: String
        /// When it was recorded, by whom, in which role and where in the log.
        public var stamp: Stamp
    }

    /// A guard's finding that went on record.
    public struct GuardEntry: Hashable, Sendable {
        /// The guard's name, such as `over-limit`.
        public var guardID: String
        /// What it is about, such as `M3`.
        public var subject: String
        /// What was found, as it was said then.
        public var finding: String
        /// The channels that it concerns; empty for all.
        public var channels: [String]
        /// The reason where it was overridden; nil where it was flagged in a reenactment.
        public var overrideReason: String?
        /// When it was recorded, by whom, in which role and where in the log.
        public var stamp: Stamp
    }

    /// A file that the incident runs by, byte for byte as it was.
    public struct AdoptedFile: Hashable, Sendable {
        /// The file's own id, such as the playbook's.
        public var id: String
        /// The playbook's version; empty for other files.
        public var version: String
        /// The file as it was when it was adopted.
        public var bytes: [UInt8]
        /// SHA-256 of the bytes.
        public var sha256: [UInt8]
        /// When it was recorded, by whom, in which role and where in the log.
        public var stamp: Stamp
    }

    /// What is right instead of an earlier entry.
    public struct EntryCorrection: Hashable, Sendable {
        /// What is right, in words.
        public var right: String
        /// When it really happened; nil where that isn't corrected.
        public var occurredAt: Instant?
        /// How sure that time is.
        public var certainty: TimeCertainty
        /// When it was recorded, by whom, in which role and where in the log.
        public var stamp: Stamp
    }

    /// The removal of an entry's text.
    public struct Redaction: Hashable, Sendable {
        /// The order from outside that required it.
        public var order: String
        /// The law's ground, such as `552.108`.
        public var exemption: String
        /// When it was recorded, by whom, in which role and where in the log.
        public var stamp: Stamp
    }

    /// The roles that a person holds now.
    public func roles(of person: String) -> [Role] {
        assignments.filter { $0.relieved == nil && $0.person.utf8.elementsEqual(person.utf8) }
            .map(\.role)
    }

    /// When a phase was last entered.
    public func entered(_ phase: String) -> Stamp? {
        phases.last { $0.phase == phase }?.stamp
    }
}

/// Things with short ids, in the order in which they were given out.
public struct Register<Kind: ShortIDKind, Value: Sendable>: Sendable {
    private var values = PagedArray<Value>()
    /// Where each thing stands, by its number in pages of 256: a kept copy shares the old ones.
    private var indices: [Int: [UInt8: Int]] = [:]
    private var highest = 0

    public init() {}

    /// The thing with this id; nil if there isn't one.
    public subscript(id: ShortID<Kind>) -> Value? { index(of: id).map { values[$0] } }

    private func index(of id: ShortID<Kind>) -> Int? {
        indices[id.number >> 8]?[UInt8(truncatingIfNeeded: id.number)]
    }

    /// The id that the next new thing gets.
    public var next: ShortID<Kind> { ShortID(number: highest + 1) }
    /// All of them, in the order of their ids.
    public var all: PagedArray<Value> { values }
    /// The newest one.
    public var last: Value? { values.last }
    /// Whether there is none.
    public var isEmpty: Bool { values.isEmpty }
    /// How many there are.
    public var count: Int { values.count }

    mutating func add(_ value: Value, as id: ShortID<Kind>) {
        // A second entry under the same id can't be written; a foreign log's first one stands.
        guard index(of: id) == nil else { return }
        indices[id.number >> 8, default: [:]][UInt8(truncatingIfNeeded: id.number)] = values.count
        values.append(value)
        highest = max(highest, id.number)
    }

    /// Gives out an id to a thing whose text was removed, so that no other gets it again.
    mutating func skip() { highest += 1 }

    mutating func change(_ id: ShortID<Kind>?, _ body: (inout Value) -> Void) {
        guard let id, let index = index(of: id) else { return }
        values.change(index, body)
    }
}

/// What somebody else was seen or heard to say.
public struct ObservedStatement: Hashable, Sendable {
    /// The id that people type, such as `S1`.
    public var id: StatementID
    /// Who said it, such as an agency.
    public var speaker: String
    /// The account or outlet where it was said.
    public var carrier: String
    /// Where exactly, as a URL, as far as it is known.
    public var address: String
    /// What was said, in their words.
    public var text: String
    /// The facts that it bears out.
    public var facts: [FactID]
    /// The rumors that it contradicts.
    public var corrects: [RumorID]
    /// When it was recorded, by whom, in which role and where in the log.
    public var stamp: Stamp
}

/// A question of the press or the public.
public struct Inquiry: Hashable, Sendable {
    /// The id that people type, such as `Q1`.
    public var id: InquiryID
    /// Whether the press, the public or a partner asks.
    public var origin: InquiryOrigin
    /// Who asks, such as an outlet.
    public var from: String
    /// The question, in the words of the person who asked.
    public var question: String
    /// How it came in.
    public var channel: String
    /// By when an answer is wanted; nil where nobody said.
    public var deadline: Instant?
    /// When it came in.
    public var received: Stamp
    /// Who looks after it, by work id; nil for nobody.
    public var assignedTo: String?
    /// The answer; nil until there is one.
    public var answer: Answer?
    /// Why there is none; nil where it wasn't declined.
    public var declined: Declined?

    /// What was answered.
    public struct Answer: Hashable, Sendable {
        /// The answer's words.
        public var text: String
        /// The message, such as `M3`; nil for none.
        public var message: MessageID?
        /// When it was recorded, by whom, in which role and where in the log.
        public var stamp: Stamp
    }

    /// The decision not to answer.
    public struct Declined: Hashable, Sendable {
        /// Why, in the words of the person who decided it.
        public var reason: String
        /// When it was recorded, by whom, in which role and where in the log.
        public var stamp: Stamp
    }

    /// Whether it still waits to be settled.
    @inlinable @inline(__always) public var isOpen: Bool { answer == nil && declined == nil }
}

/// A free entry of the log.
public struct Note: Hashable, Sendable {
    /// The id that people type, such as `N1`.
    public var id: NoteID
    /// The entry's words.
    public var text: String
    /// When it was recorded, by whom, in which role and where in the log.
    public var stamp: Stamp
}

/// A hint for investigators.
public struct Tip: Hashable, Sendable {
    /// The id that people type, such as `T1`.
    public var id: TipID
    /// The hint's words, which no public output holds.
    public var text: String
    /// How it came in.
    public var channel: String
    /// When it came in.
    public var received: Stamp
    /// Who has it now; nil where it was not handed over.
    public var handedOverTo: String?
}

/// A news conference or another live appearance.
public struct Briefing: Hashable, Sendable {
    /// The id that people type, such as `B1`.
    public var id: BriefingID
    /// When it is planned; nil where no time is set.
    public var at: Instant?
    /// Where it happens, in words for the public.
    public var place: String
    /// When it was put on the schedule.
    public var scheduled: Stamp
    /// When it took place; nil before that.
    public var held: Stamp?
    /// Who spoke, by office.
    public var speaker: String
}

/// Somebody's agreement to be named or shown.
public struct Consent: Hashable, Sendable {
    /// The id that people type, such as `C1`.
    public var id: ConsentID
    /// Whom it is about; restricted.
    public var whom: String
    /// What was agreed to.
    public var scope: String
    /// When it ends; nil for never.
    public var expires: Instant?
    /// When it was given.
    public var recorded: Stamp
    /// When it was taken back; nil while it holds.
    public var withdrawn: Stamp?
}
