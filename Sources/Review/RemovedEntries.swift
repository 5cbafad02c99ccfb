internal import Documents
internal import Incident
internal import IncidentEvents
internal import Playbooks

/// An entry whose text was removed by order, and the figures that may lack what it said.
///
/// JSON: `position`, `type` (the event's name), `subject` (the id that it assigned, such as M3; null
/// if it assigned none) and `figures`, in words.
public struct UncountedEntry: Hashable, Sendable, Encodable {
    /// The entry's position in the log.
    public var position: UInt64
    /// The event's name in the log.
    public var type: String
    /// The id that it assigned; what refers to it isn't counted either.
    public var subject: String?
    /// The names of the figures.
    public var figures: [String]

    init(_ removed: IncidentState.RemovedEntry) {
        position = removed.position
        type = removed.type
        subject = removed.subject
        // Of a kind that only a newer version knows, nobody can say.
        let kind = EventKind(rawValue: removed.type)
        figures = (kind?.figures ?? FigureGroup.allCases).map(\.rawValue)
    }
}

/// The review's figures, by what they are computed from.
enum FigureGroup: String, CaseIterable {
    case firstMessages = "onset to our first message and guidance"
    case posts = "delays between channels and posts withdrawn"
    case corrections = "time to correct and correction coverage"
    case facts = "facts known to said and holds"
    case rumors = "rumors to finding and to “unconfirmed”"
    case cadence = "promised updates and silences"
    case approvals = "approvals"
    case guards = "guard findings"
    case steps = "playbook steps"
    case inquiries = "inquiries"
    case publicView = "public view"
    case improvement = "ratings, lessons and corrective actions"

    /// Whether the public review has them.
    private var isPublic: Bool {
        switch self {
        case .firstMessages, .posts, .corrections, .facts, .rumors, .cadence, .inquiries,
            .publicView:
            true
        case .approvals, .guards, .steps, .improvement: false
        }
    }

    /// The names of a review's figures that may lack some entries, in the review's order.
    static func names(of entries: [UncountedEntry], isPublic: Bool) -> [String] {
        let names = Set(entries.flatMap(\.figures))
        return allCases.filter { $0.isPublic || !isPublic }.map(\.rawValue).filter(names.contains)
    }
}

extension EventKind {
    /// The figures that an event about the same sort of thing may change, in their order.
    fileprivate var figures: [FigureGroup] {
        let completesStep = Step.Trigger.Event(rawValue: rawValue) != nil
        return FigureGroup.allCases.filter { group in
            measured.contains(group) || group == .steps && completesStep
        }
    }

    /// The same without the playbook's steps that an event completes by itself.
    private var measured: Set<FigureGroup> {
        let posted: Set<FigureGroup> = [
            .firstMessages, .posts, .corrections, .facts, .rumors, .cadence, .publicView,
        ]
        switch row.subject {
        case .incident: return [.firstMessages, .cadence]
        case .fact: return [.facts, .corrections, .posts]
        case .message: return posted.union([.approvals])
        case .rumor: return [.rumors, .corrections, .posts]
        case .statement: return [.corrections]
        case .inquiry: return [.inquiries]
        case .step: return [.steps]
        case .rating, .lesson, .action: return [.improvement]
        // The correction of a delivery's time corrects every figure from it.
        case .entry: return posted
        // The findings of guards are about different things.
        case .anything: return [.guards]
        case .role, .period, .tip, .trend, .briefing, .consent, .comment, .note: return []
        }
    }
}

extension ReviewAuthor {
    /// What was removed, and which figures may lack it; nil if nothing was.
    var uncounted: DocumentText? {
        let entries = report.entries
        guard entries.redacted > 0 else { return nil }
        let isOne = entries.redacted == 1
        let removed = entries.uncounted.map { entry in
            let subject = entry.subject.map { ", \($0)" } ?? ""
            return "\(record: entry.position) (\(words: entry.type + subject))" as DocumentText
        }.joined(", ")
        let head: DocumentText =
            "\(words: counted(entries.redacted, "entry was", "entries were")) removed by order\(words: entries.uncounted.isEmpty ? "" : ": ")\(removed)."
        guard !entries.uncountedFigures.isEmpty else {
            return "\(head) No figure needs \(words: isOne ? "it" : "them")."
        }
        return
            "\(head) These figures may lack what \(words: isOne ? "it" : "they") said: \(words: entries.uncountedFigures.joined(separator: "; "))."
    }
}
