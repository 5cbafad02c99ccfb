public import Channels
public import Incident
public import IncidentEvents
public import Playbooks

/// What changed in an incident between two moments.
///
/// JSON: `from`, `to`, `entries` (how many were recorded between them) and a list for each kind of
/// thing, holding only what differs. `before` is absent where the thing did not exist yet.
public struct IncidentDiff: Sendable, Encodable {
    /// When it begins.
    public var from: Instant
    /// When it ends.
    public var to: Instant
    /// How many entries lie between the two moments.
    public var entries: UInt64
    /// The phase before and after; nil where it is the same.
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
    /// Roles taken up and given up.
    public var roles: [RoleChange]
    /// Questions that came in or were settled.
    public var inquiries: [InquiryChange]

    /// A value at the two moments.
    public struct Change: Hashable, Sendable, Encodable {
        /// At the earlier moment; nil where there was none.
        public var before: String?
        /// At the later moment.
        public var after: String

        init?(_ before: String?, _ after: String?) {
            guard let after, before != after else { return nil }
            self.before = before
            self.after = after
        }
    }

    /// A fact's status, as the fact sheet has it.
    public struct FactChange: Hashable, Sendable, Encodable {
        /// The fact, such as `F2`.
        public var fact: FactID
        /// The fact in words.
        public var statement: String
        /// At the earlier moment; nil where there was none.
        public var before: String?
        /// At the later moment.
        public var after: String
        /// Why it is held or was refuted.
        public var reason: String?
        /// The fact that took its place or is right instead.
        public var replacedBy: FactID?
    }

    /// A message's status, and the carriers that came to carry it or no longer do.
    public struct MessageChange: Hashable, Sendable, Encodable {
        /// The message, such as `M3`.
        public var message: MessageID
        public var kind: MessageKind
        /// At the earlier moment; nil where there was none.
        public var before: String?
        /// At the later moment.
        public var after: String
        /// Carriers that have it at the later moment only.
        public var nowOn: [Carrier]
        /// Carriers that had it at the earlier moment only.
        public var noLongerOn: [Carrier]
    }

    /// A rumor's finding, the carriers on which it newly stood, and its open cells.
    public struct RumorChange: Hashable, Sendable, Encodable {
        /// The rumor, such as `R1`.
        public var rumor: RumorID
        /// What was claimed, in the words on record.
        public var claim: String
        /// At the earlier moment; nil where there was none.
        public var before: String?
        /// At the later moment.
        public var after: String
        /// Carriers that carry the claim since.
        public var newCarriers: [Carrier]
        /// Set right or waived in between.
        public var closedCells: [Carrier]
        /// Open cells at the earlier moment.
        public var openBefore: Int
        /// Open cells at the later moment.
        public var openAfter: Int
        /// `closed` or `open`, where that changed.
        public var record: Change?
    }

    /// A playbook's step at the two moments.
    public struct StepChange: Hashable, Sendable, Encodable {
        /// The step's id in the playbook.
        public var step: String
        /// The name for people.
        public var title: String
        /// At the earlier moment.
        public var before: PlaybookProgress.State
        /// At the later moment.
        public var after: PlaybookProgress.State
    }

    /// A role that changed hands.
    public struct RoleChange: Hashable, Sendable, Encodable {
        /// A work id, never a private name.
        public var person: String
        public var role: Role
        /// `assigned` or `relieved`.
        public var change: String
        /// When it changed hands.
        public var at: Moment
    }

    /// A question at the two moments.
    public struct InquiryChange: Hashable, Sendable, Encodable {
        /// The question, such as `Q1`.
        public var inquiry: InquiryID
        /// Who asks, such as an outlet.
        public var from: String
        /// The question, in the words of the person who asked.
        public var question: String
        /// `open`, `answered` or `declined`.
        public var before: String?
        /// At the later moment.
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
            InquiryChange(before.inquiries[$0.id], $0)
        }
    }

    /// Whether nothing differs that it lists.
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
        let then = Set(before?.liveCarriers ?? [])
        let now = Set(after.liveCarriers)
        guard before?.status != after.status || then != now else { return nil }
        self.init(
            message: after.id, kind: after.kind, before: before?.status.rawValue,
            after: after.status.rawValue, nowOn: now.subtracting(then).sorted(),
            noLongerOn: then.subtracting(now).sorted())
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
    /// - Parameter position: The last entry before the changes; nil where there was none.
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
    fileprivate init?(_ before: Inquiry?, _ after: Inquiry) {
        guard before?.statusWord != after.statusWord else { return nil }
        self.init(
            inquiry: after.id, from: after.from, question: after.question,
            before: before?.statusWord, after: after.statusWord)
    }
}

extension Inquiry {
    /// `open`, `answered` or `declined`.
    public var statusWord: String {
        isOpen ? "open" : answer == nil ? "declined" : "answered"
    }
}
