internal import Basics
public import Channels
public import Incident
public import IncidentEvents
public import Playbooks

/// The changes in an incident between two moments.
///
/// JSON: `from`, `to`, `entries` (the number recorded between them) and a list for each kind of
/// thing, with only the differences. `before` is absent if the thing did not exist yet.
public struct IncidentDiff: Sendable, Encodable {
    /// The earlier moment.
    public var from: Instant
    /// The later moment.
    public var to: Instant
    /// The number of entries between the two moments.
    public var entries: UInt64
    /// The phase before and after; nil if it is the same.
    public var phase: Change?
    /// `open` or `closed`.
    public var incident: Change?
    /// Facts whose status changed.
    public var facts: [FactChange]
    /// Messages whose status or carriers changed.
    public var messages: [MessageChange]
    /// Rumors whose finding or coverage changed.
    public var rumors: [RumorChange]
    /// Playbook steps whose state changed.
    public var steps: [StepChange]
    /// Roles assigned and relieved.
    public var roles: [RoleChange]
    /// Questions that arrived or were settled.
    public var inquiries: [InquiryChange]

    /// A value at the two moments.
    public struct Change: Hashable, Sendable, Encodable {
        /// The value at the earlier moment; nil if there was none.
        public var before: String?
        /// The value at the later moment.
        public var after: String

        init?(_ before: String?, _ after: String?) {
            guard let after, before != after else { return nil }
            self.before = before
            self.after = after
        }
    }

    /// A change of a fact's status, as in the fact sheet.
    public struct FactChange: Hashable, Sendable, Encodable {
        /// The fact, such as `F2`.
        public var fact: FactID
        /// The fact in words.
        public var statement: String
        /// The status at the earlier moment; nil if there was none.
        public var before: String?
        /// The status at the later moment.
        public var after: String
        /// The reason that it is held or was refuted.
        public var reason: String?
        /// The fact that replaced it, or the correct fact.
        public var replacedBy: FactID?
    }

    /// A change of a message's status or carriers.
    public struct MessageChange: Hashable, Sendable, Encodable {
        /// The message, such as `M3`.
        public var message: MessageID
        public var kind: MessageKind
        /// The status at the earlier moment; nil if there was none.
        public var before: String?
        /// The status at the later moment.
        public var after: String
        /// Carriers that carry it only at the later moment.
        public var nowOn: [Carrier]
        /// Carriers that carried it only at the earlier moment.
        public var noLongerOn: [Carrier]
    }

    /// A change of a rumor's finding, carriers or open cells.
    public struct RumorChange: Hashable, Sendable, Encodable {
        /// The rumor, such as `R1`.
        public var rumor: RumorID
        /// The claim, in the recorded words.
        public var claim: String
        /// The finding at the earlier moment; nil if there was none.
        public var before: String?
        /// The finding at the later moment.
        public var after: String
        /// Carriers that have carried the claim since.
        public var newCarriers: [Carrier]
        /// Carriers where it was corrected or waived in between.
        public var closedCells: [Carrier]
        /// Open cells at the earlier moment.
        public var openBefore: Int
        /// Open cells at the later moment.
        public var openAfter: Int
        /// `closed` or `open`, if that changed.
        public var record: Change?
    }

    /// A playbook's step at the two moments.
    public struct StepChange: Hashable, Sendable, Encodable {
        /// The step's id in the playbook.
        public var step: String
        /// The name for people.
        public var title: String
        /// The state at the earlier moment.
        public var before: PlaybookProgress.State
        /// The state at the later moment.
        public var after: PlaybookProgress.State
    }

    /// A change of who holds a role.
    public struct RoleChange: Hashable, Sendable, Encodable {
        /// A work id, never a private name.
        public var person: String
        public var role: Role
        /// `assigned` or `relieved`.
        public var change: String
        /// The time of the change.
        public var at: Moment
    }

    /// A question at the two moments.
    public struct InquiryChange: Hashable, Sendable, Encodable {
        /// The question, such as `Q1`.
        public var inquiry: InquiryID
        /// The person who asks, or an outlet.
        public var from: String
        /// The question, in the words of the person who asked.
        public var question: String
        /// `open`, `answered` or `declined`.
        public var before: String?
        /// The state at the later moment.
        public var after: String
    }

    /// - Parameters:
    ///   - before: The incident at `from`.
    ///   - after: The same incident at `to`, which is not earlier.
    public init(
        before: IncidentState, from: Instant, after: IncidentState, to: Instant,
        playbook: Playbook
    ) {
        self.from = from
        self.to = to
        entries = (after.revision.map { $0 + 1 } ?? 0) - (before.revision.map { $0 + 1 } ?? 0)
        phase = Change(before.phase, after.phase)
        incident = Change(before.openness, after.openness)
        facts = after.facts.all.compactMap { FactChange(before.facts[$0.id], $0) }
        messages = after.messages.all.compactMap { MessageChange(before.messages[$0.id], $0) }
        let (then, now) = (ClaimIndex(before), ClaimIndex(after))
        rumors = after.rumors.all.compactMap { rumor in
            RumorChange(
                before.rumors[rumor.id], cells: before.rumors[rumor.id].map(then.coverage) ?? [],
                rumor, cells: now.coverage(of: rumor))
        }
        let steps = PlaybookProgress(state: after, playbook: playbook, asOf: to).steps
        self.steps = zip(
            PlaybookProgress(state: before, playbook: playbook, asOf: from).steps, steps
        ).compactMap { before, after in
            before.state == after.state
                ? nil
                : StepChange(
                    step: after.step, title: after.title, before: before.state,
                    after: after.state)
        }
        roles = after.assignments.flatMap { RoleChange.changes(of: $0, since: before.position) }
            .sorted { $0.at.position < $1.at.position }
        inquiries = after.inquiries.all.compactMap {
            InquiryChange(
                $0, before: before.inquiries[$0.id].map { before.status(of: $0).rawValue },
                after: after.status(of: $0).rawValue)
        }
    }

    /// Whether it lists no difference.
    public var isEmpty: Bool {
        phase == nil && incident == nil && facts.isEmpty && messages.isEmpty && rumors.isEmpty
            && steps.isEmpty && roles.isEmpty && inquiries.isEmpty
    }
}

extension IncidentState {
    fileprivate var openness: String? {
        opening == nil ? nil : isOpen ? "open" : "closed"
    }
}

extension IncidentDiff.FactChange {
    fileprivate init?(_ before: Fact?, _ after: Fact) {
        guard before?.status != after.status else { return nil }
        self.init(
            fact: after.id, statement: after.statement, before: before?.status.rawValue,
            after: after.status.rawValue,
            reason: after.refutation?.reason ?? (after.isStanding ? after.hold?.reason : nil),
            replacedBy: after.refutation == nil ? after.supersession?.by : after.refutation?.by)
    }
}

extension IncidentDiff.MessageChange {
    fileprivate init?(_ before: Message?, _ after: Message) {
        let then = Set(before?.livePlaces ?? [])
        let now = Set(after.livePlaces)
        guard before?.statusWord != after.statusWord || then != now else { return nil }
        self.init(
            message: after.id, kind: after.kind, before: before?.statusWord,
            after: after.statusWord,
            nowOn: now.subtracting(then).sorted().map(\.carrier).uniqued(),
            noLongerOn: then.subtracting(now).sorted().map(\.carrier).uniqued())
    }
}

extension IncidentDiff.RumorChange {
    fileprivate init?(
        _ before: Rumor?, cells then: [CoverageCell], _ after: Rumor, cells now: [CoverageCell]
    ) {
        let known = Set(then.map(\.carrier))
        let settled = Set(then.filter { !$0.isOpen }.map(\.carrier))
        self.init(
            rumor: after.id, claim: after.claim, before: before?.findingWord,
            after: after.findingWord,
            newCarriers: now.map(\.carrier).filter { !known.contains($0) },
            closedCells: now.filter { !$0.isOpen && !settled.contains($0.carrier) }
                .map(\.carrier),
            openBefore: before?.needsCorrection == true ? then.count(where: \.isOpen) : 0,
            openAfter: after.needsCorrection ? now.count(where: \.isOpen) : 0,
            record: before == nil && !after.isClosed
                ? nil
                : IncidentDiff.Change(
                    before.map { $0.isClosed ? "closed" : "open" },
                    after.isClosed ? "closed" : "open"))
        let isSame =
            self.before == self.after && newCarriers.isEmpty && closedCells.isEmpty
            && openBefore == openAfter && record == nil
        if isSame { return nil }
    }
}

extension IncidentDiff.RoleChange {
    /// - Parameter position: The last entry before the changes; nil if there was none.
    fileprivate static func changes(
        of assignment: IncidentState.RoleAssignment, since position: UInt64?
    ) -> [Self] {
        func change(_ word: String, _ stamp: Stamp?) -> Self? {
            guard let stamp, position.map({ stamp.position > $0 }) ?? true else { return nil }
            return Self(
                person: assignment.person, role: assignment.role, change: word, at: Moment(stamp))
        }
        return [
            change("assigned", assignment.assigned), change("relieved", assignment.relieved),
        ].compactMap(\.self)
    }
}

extension IncidentDiff.InquiryChange {
    fileprivate init?(_ inquiry: Inquiry, before: String?, after: String) {
        guard before != after else { return nil }
        self.init(
            inquiry: inquiry.id, from: inquiry.from, question: inquiry.question,
            before: before, after: after)
    }
}
