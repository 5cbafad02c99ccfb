public import Basics
public import IncidentEvents
public import Playbooks
internal import Recurrence

/// A schedule of a campaign, with what people decided about single occurrences.
public struct PlannedSchedule: Hashable, Sendable {
    /// What is posted, and when. Its first day is always set.
    public var post: ScheduledPost
    /// The time, author, role and log position of the entry.
    public var added: Stamp
    /// The person who wrote its words, unless they are the playbook's.
    public var author: String
    /// Nil while it goes on.
    public var removed: Removal?
    /// What was decided about occurrences, by the date that the rule gives.
    public var decisions: [CivilDate: Decided] = [:]

    public var name: String { post.name }

    /// The end of a schedule by a person's decision.
    public struct Removal: Hashable, Sendable {
        public var reason: String
        public var stamp: Stamp
    }

    /// What was decided about one occurrence.
    public struct Decided: Hashable, Sendable {
        /// The message that was drafted for it.
        public var message: MessageID?
        /// The last of the decisions to leave it out or to move it.
        public var change: Change?
        /// The entries about it.
        public var stamps: [Stamp] = []
    }

    /// A decision about the time of an occurrence.
    public enum Change: Hashable, Sendable {
        case skipped(reason: String)
        case moved(to: Instant)
    }

    /// The days and moments on which it is due; nil for words that this version can't read.
    func schedule(in zone: Zone, _ department: Department) -> Schedule? {
        guard let from = post.from else { return nil }
        return try? post.schedule(
            from: from, in: zone, holidays: Set(department.holidays))
    }

    /// The person who wrote its words; nil if they are the playbook's.
    func author(in playbook: Playbook) -> String? {
        let isPlaybooks = playbook.schedules.contains {
            $0.name == name && $0.template == post.template && $0.text == post.text
                && $0.fields == post.fields
        }
        return isPlaybooks || (post.text == nil && post.fields.isEmpty) ? nil : author
    }
}
