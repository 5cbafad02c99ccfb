public import IncidentEvents

/// Everything that an incident's log says, folded: what is so now and how it came to be.
///
/// Each thing keeps the stamps of the entries that made it, so that read models need no second
/// fold of their own.
public struct IncidentState: Sendable {
    public var opening: Opening?
    public var onset: Onset?
    public var phases: [PhaseEntry] = []
    public var periods = Register<PeriodKind, OperationalPeriod>()
    public var assignments: [RoleAssignment] = []
    public var closures: [Closure] = []

    public var facts = Register<FactKind, Fact>()
    public var messages = Register<MessageIDKind, Message>()
    public var rumors = Register<RumorKind, Rumor>()
    public var statements = Register<StatementKind, ObservedStatement>()
    public var inquiries = Register<InquiryKind, Inquiry>()
    /// When each trend was observed: nothing in the state depends on more of it.
    public var trends = Register<TrendKind, Stamp>()
    public var notes = Register<NoteKind, Note>()
    public var tips = Register<TipKind, Tip>()
    public var briefings = Register<BriefingKind, Briefing>()
    public var consents = Register<ConsentKind, Consent>()
    /// In the order in which they were given; the latest of a subject stands.
    public var ratings: [Rating] = []
    public var lessons = Register<LessonKind, Lesson>()
    public var actions = Register<ActionKind, CorrectiveAction>()
    public var steps: [String: [StepEntry]] = [:]
    /// What may complete a step by itself, in the log's order.
    var milestones = PagedArray<Milestone>()
    public var guardFindings: [GuardEntry] = []

    public var playbook: AdoptedFile?
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

    public var isOpen: Bool { opening != nil && !isClosed }
    public var isClosed: Bool { closures.last?.isClosure ?? false }
    public var mode: IncidentMode { opening?.mode ?? .unspecified }
    public var phase: String? { phases.last?.phase }
    public var zone: Zone { opening?.zone ?? .utc }

    public struct Opening: Hashable, Sendable {
        public var title: String
        public var hazard: String
        public var mode: IncidentMode
        public var zone: Zone
        public var place: String
        public var leadAgency: String
        public var stamp: Stamp
    }

    /// When the hazard began, as last claimed.
    public struct Onset: Hashable, Sendable {
        public var at: Instant
        public var certainty: TimeCertainty
        public var stamp: Stamp
    }

    public struct PhaseEntry: Hashable, Sendable {
        public var phase: String
        public var reason: String
        public var stamp: Stamp
    }

    public struct OperationalPeriod: Hashable, Sendable {
        public var id: PeriodID
        public var from: Instant?
        public var to: Instant?
        public var objectives: [String]
        public var stamp: Stamp
    }

    public struct RoleAssignment: Hashable, Sendable {
        public var person: String
        public var role: Role
        public var agency: String
        public var assigned: Stamp
        public var relieved: Stamp?
    }

    /// A closing or reopening.
    public struct Closure: Hashable, Sendable {
        public var isClosure: Bool
        public var reason: String
        public var stamp: Stamp
    }

    public struct StepEntry: Hashable, Sendable {
        public enum Change: Hashable, Sendable { case completed, skipped, reopened }
        public var change: Change
        /// The note or the reason.
        public var text: String
        public var stamp: Stamp
    }

    public struct GuardEntry: Hashable, Sendable {
        public var guardID: String
        public var subject: String
        public var finding: String
        public var channels: [String]
        /// The reason where it was overridden; nil where it was flagged in a reenactment.
        public var overrideReason: String?
        public var stamp: Stamp
    }

    /// A file that the incident runs by, byte for byte as it was.
    public struct AdoptedFile: Hashable, Sendable {
        public var id: String
        public var version: String
        public var bytes: [UInt8]
        public var sha256: [UInt8]
        public var stamp: Stamp
    }

    public struct EntryCorrection: Hashable, Sendable {
        public var right: String
        public var occurredAt: Instant?
        public var certainty: TimeCertainty
        public var stamp: Stamp
    }

    public struct Redaction: Hashable, Sendable {
        public var order: String
        public var exemption: String
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

    public subscript(id: ShortID<Kind>) -> Value? { index(of: id).map { values[$0] } }

    private func index(of id: ShortID<Kind>) -> Int? {
        indices[id.number >> 8]?[UInt8(truncatingIfNeeded: id.number)]
    }

    /// The id that the next new thing gets.
    public var next: ShortID<Kind> { ShortID(number: highest + 1) }
    public var all: PagedArray<Value> { values }
    public var last: Value? { values.last }
    public var isEmpty: Bool { values.isEmpty }
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

public struct ObservedStatement: Hashable, Sendable {
    public var id: StatementID
    public var speaker: String
    public var carrier: String
    public var address: String
    public var text: String
    public var facts: [FactID]
    public var corrects: [RumorID]
    public var stamp: Stamp
}

public struct Inquiry: Hashable, Sendable {
    public var id: InquiryID
    public var origin: InquiryOrigin
    public var from: String
    public var question: String
    public var channel: String
    public var deadline: Instant?
    public var received: Stamp
    public var assignedTo: String?
    public var answer: Answer?
    public var declined: Declined?

    public struct Answer: Hashable, Sendable {
        public var text: String
        public var message: MessageID?
        public var stamp: Stamp
    }

    public struct Declined: Hashable, Sendable {
        public var reason: String
        public var stamp: Stamp
    }

    @inlinable @inline(__always) public var isOpen: Bool { answer == nil && declined == nil }
}

public struct Note: Hashable, Sendable {
    public var id: NoteID
    public var text: String
    public var stamp: Stamp
}

public struct Tip: Hashable, Sendable {
    public var id: TipID
    public var text: String
    public var channel: String
    public var received: Stamp
    public var handedOverTo: String?
}

public struct Briefing: Hashable, Sendable {
    public var id: BriefingID
    public var at: Instant?
    public var place: String
    public var scheduled: Stamp
    public var held: Stamp?
    public var speaker: String
}

public struct Consent: Hashable, Sendable {
    public var id: ConsentID
    public var whom: String
    public var scope: String
    public var expires: Instant?
    public var recorded: Stamp
    public var withdrawn: Stamp?
}
