public import Incident
public import IncidentEvents

/// What became of the questions of one question hour.
///
/// JSON: the counts by their names; `declined` and `handedOver` list reasons and recipients with their
/// counts, and `votes` the groups with the votes that the tool counted, which order nothing.
public struct QuestionHour: Sendable, Encodable {
    /// The briefing, such as `B1`.
    public var briefing: BriefingID
    /// How many questions people asked, beforehand and live. A report of a crime isn't one.
    public var asked: Int
    /// How many of them came while it was on.
    public var askedLive: Int
    /// Those that ask the same count once, here and below.
    public var questions: Int
    public var answeredLive: Int
    /// Answered, but not while it was on.
    public var followedUp: Int
    /// The reasons for declining.
    public var declined: [Count]
    /// The units to which questions went, such as dispatch.
    public var handedOver: [Count]
    /// Questions that wait for an answer or for a promised one.
    public var open: [InquiryID]
    /// Groups with votes, in the order of their ids.
    public var votes: [Votes]

    /// A reason or a recipient, and how often it occurs.
    public struct Count: Hashable, Sendable, Encodable {
        public var words: String
        public var count: Int
    }

    /// The votes of a group.
    public struct Votes: Hashable, Sendable, Encodable {
        public var inquiry: InquiryID
        public var votes: UInt64
    }

    public init(_ state: IncidentState, _ briefing: BriefingID) {
        self.briefing = briefing
        let logged = state.inquiries.all.filter { $0.details.briefing == briefing }
        let all = logged.filter { !state.isReport($0) }
        let groups = all.filter { $0.lead == nil }
        asked = all.count
        askedLive = all.count(where: \.details.isLive)
        questions = groups.count
        answeredLive = groups.count { $0.answer?.isLive == true }
        followedUp = groups.count { $0.answer?.isLive == false }
        let unanswered = groups.filter { $0.answer == nil }
        declined = Self.counts(unanswered.compactMap(\.declined?.reason))
        handedOver = Self.counts(logged.filter { $0.answer == nil }.compactMap(\.referral?.to))
        open = groups.filter(\.isOpen).map(\.id)
        votes = groups.compactMap { inquiry in
            let votes = state.group(of: inquiry).compactMap(\.details.votes)
            return votes.isEmpty
                ? nil : Votes(inquiry: inquiry.id, votes: votes.reduce(0) { $0 &+ $1 })
        }
    }

    /// The most frequent first.
    private static func counts(_ words: [String]) -> [Count] {
        Dictionary(grouping: words) { $0 }.map { Count(words: $0, count: $1.count) }
            .sorted { ($1.count, $0.words) < ($0.count, $1.words) }
    }
}
