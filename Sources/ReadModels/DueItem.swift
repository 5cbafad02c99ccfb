public import Incident
public import IncidentEvents

/// One thing to do next.
///
/// JSON: `kind`, `subject`, `text`, `words`, `command` (what to type; words in capitals are the reader's
/// to fill in), `then` (what to type after that, where two commands belong together), `dueAt` where there is a time, `isOverdue`.
public struct DueItem: Hashable, Sendable, Encodable {
    /// What sort of thing is due, which decides its urgency.
    public var kind: Kind
    /// `M2`, `R1`, a step's id, or nil.
    public var subject: String?
    /// What is due, as a sentence.
    public var text: String
    /// The first words of the message that it is about, for whoever must act on it; nil where it is
    /// about none. Sheets leave them out: a draft may say what nobody may know yet.
    public var words: String?
    /// What settles it, or what comes before ``then``.
    public var next: Suggestion
    /// What to record once ``next`` has been done.
    public var then: Suggestion?
    /// By when it is due; nil where nothing sets a time.
    public var dueAt: Instant?
    /// Whether its time has passed.
    public var isOverdue: Bool

    private enum CodingKeys: String, CodingKey {
        case kind, subject, text, words, then, dueAt, isOverdue
        case next = "command"
    }

    /// In order of urgency where nothing else decides.
    public enum Kind: String, Sendable, CaseIterable, Encodable {
        case unposted, correction, coverage, approval, release, translation, promise, cadence
        case ratification
        case assessment, watch, inquiry, step, briefing, hold, draft, action

        var urgency: Int { Kind.allCases.firstIndex(of: self) ?? 0 }
    }

    /// What is overdue first, the longest overdue at the top; then what the public waits for or
    /// reads wrong; then what has a time; then the rest; corrective actions last.
    static func comesBefore(_ left: DueItem, _ right: DueItem) -> Bool {
        if left.rank != right.rank { return left.rank < right.rank }
        if let first = left.dueAt, let second = right.dueAt, first != second {
            return first < second
        }
        return (left.kind.urgency, left.subject ?? "") < (right.kind.urgency, right.subject ?? "")
    }

    private var rank: Int {
        // Weeks late or not, it waits for nobody on the scene.
        if kind == .action { return 4 }
        if isOverdue { return 0 }
        if dueAt != nil { return 2 }
        switch kind {
        case .unposted, .correction, .coverage, .approval, .release, .translation: return 1
        case .promise, .cadence, .ratification, .assessment, .watch, .inquiry, .step,
            .briefing, .hold, .draft, .action:
            return 3
        }
    }
}
