public import Incident
public import IncidentEvents

/// One due item.
///
/// JSON: `kind`, `subject`, `text`, `words`, `command` (the command to type; words in capitals are
/// for the reader to fill in), `then` (the command to type after it, if two commands belong
/// together), `dueAt` if there is a time, `isOverdue`, `roles` (the roles for which it is).
public struct DueItem: Hashable, Sendable, Encodable {
    /// The kind of item, which determines its urgency.
    public var kind: Kind
    /// `M2`, `R1`, a step's id, or nil.
    public var subject: String?
    /// The item, as a sentence.
    public var text: String
    /// The first words of the message that it is about, for the person who must act; nil if it is
    /// about none. Sheets leave them out: a draft may contain information that nobody may have yet.
    public var words: String?
    /// The command that settles it, or the one before ``then``.
    public var next: Suggestion
    /// The command to record the result of ``next``.
    public var then: Suggestion?
    /// The due time; nil if there is none.
    public var dueAt: Instant?
    /// Whether its due time has passed.
    public var isOverdue: Bool
    /// The roles for which it is.
    public var roles: [Role] = []
    /// The people on duty for whom it is; empty if nobody on duty can settle it.
    public var people: [String] = []
    /// The kind of the message that it is about; unspecified if it is about none.
    var message = MessageKind.unspecified
    /// The message whose first words are ``words``; nil for none.
    var quoted: MessageID?

    private enum CodingKeys: String, CodingKey {
        case kind, subject, text, words, then, dueAt, isOverdue, roles
        case next = "command"
    }

    /// The command that settles it.
    var settling: Suggestion { then ?? next }

    /// The kinds in order of urgency, which breaks ties.
    public enum Kind: String, Sendable, CaseIterable, Encodable {
        case ratification
        case unposted, correction, takedown, coverage, approval, release, translation, promise,
            cadence
        case assessment, watch, inquiry, appeal, step, briefing, hold, draft, occurrence, campaign,
            consent
        case action

        var urgency: Int { Kind.allCases.firstIndex(of: self) ?? 0 }
    }

    /// Orders alerts and their ends on their way to the public first; then what must be ratified; then overdue items,
    /// the longest overdue at the top; then items that the public waits for or reads wrong; then those
    /// with a time; then the rest; corrective actions last.
    public static func comesBefore(_ left: DueItem, _ right: DueItem) -> Bool {
        Order(left).comesBefore(Order(right))
    }

    static func sorted(_ items: [DueItem]) -> [DueItem] {
        // There may be thousands, and a whole item is slow to copy.
        let orders = items.map(Order.init)
        return items.indices.sorted { orders[$0].comesBefore(orders[$1]) }.map { items[$0] }
    }

    /// What decides an item's place.
    private struct Order {
        let rank: Int
        let due: Instant?
        let urgency: Int
        let subject: String?

        init(_ item: DueItem) {
            rank = item.rank
            due = item.dueAt
            urgency = item.kind.urgency
            subject = item.subject
        }

        func comesBefore(_ other: Order) -> Bool {
            if rank != other.rank { return rank < other.rank }
            if let first = due, let second = other.due, first != second { return first < second }
            if urgency != other.urgency { return urgency < other.urgency }
            guard let second = other.subject else { return false }
            guard let first = subject else { return true }
            // M9 comes before M12.
            let (length, otherLength) = (first.utf8.count, second.utf8.count)
            return length == otherLength ? first < second : length < otherLength
        }
    }

    private var rank: Int {
        let isOfWarning = [.alert, .allClear, .retraction].contains(message)
        if isOfWarning, [.unposted, .release].contains(kind) { return -2 }
        if message == .alert, [.approval, .draft].contains(kind) { return -2 }
        // What went past an approver or a guard comes first until somebody else confirms it.
        if kind == .ratification { return -1 }
        // Even weeks late, nobody on the scene waits for it.
        if kind == .action { return 4 }
        if isOverdue { return 0 }
        if dueAt != nil { return 2 }
        // What sets right an error is no draft like others.
        if kind == .draft, message == .correction || message == .retraction { return 1 }
        switch kind {
        case .unposted, .correction, .takedown, .coverage, .approval, .release, .translation:
            return 1
        case .ratification, .promise, .cadence, .assessment, .watch, .inquiry, .appeal, .step,
            .briefing, .hold, .draft, .occurrence, .campaign, .consent, .action:
            return 3
        }
    }
}
