public import Channels
public import Incident
public import IncidentEvents
internal import Playbooks

/// What a campaign has achieved: each measure of its plan with its target and its value, and what its
/// posts reached.
///
/// JSON: `results` and `reach`, as in ``Line`` and ``Post``.
public struct CampaignResults: Sendable, Encodable {
    /// One measure.
    public struct Line: Hashable, Sendable, Encodable {
        public var measure: String
        /// The target; nil without one.
        public var atLeast: Double?
        public var atMost: Double?
        /// Nil if it wasn't measured, which isn't 0.
        public var value: Double?
        public var asOf: Instant?
        /// Who counted, or what of the log.
        public var source: String?
        /// Whether the value holds the target; nil without one of the two.
        public var isMet: Bool?
    }

    /// What a message reached on one channel, by the newest count. Reach is never added up: one person
    /// may be counted in several posts.
    public struct Post: Hashable, Sendable, Encodable {
        public var message: MessageID
        public var channel: ChannelID
        /// Nil if it isn't reported, which isn't 0.
        public var reach: UInt64?
        public var impressions: UInt64?
        public var asOf: Instant
    }

    public var results: [Line]
    public var reach: [Post]

    /// - Parameter work: The campaign's occurrences; nil counts none.
    public init(_ state: IncidentState, _ work: RoutineWork?) {
        reach = (state.campaign?.latestReach ?? []).map {
            Post(
                message: $0.message, channel: $0.channel, reach: $0.reach,
                impressions: $0.impressions, asOf: $0.asOf)
        }
        results = (state.campaign?.plan.measures ?? []).map { measure in
            let result = Self.result(of: measure, state, work)
            return Line(
                measure: measure.name, atLeast: measure.atLeast, atMost: measure.atMost,
                value: result?.value, asOf: result?.asOf, source: result?.source,
                isMet: result.flatMap { measure.isMet(by: $0.value) })
        }
    }

    private static func result(
        of measure: Campaign.Measure, _ state: IncidentState, _ work: RoutineWork?
    ) -> Campaign.Result? {
        switch Campaign.Counted(rawValue: measure.name) {
        case nil: state.campaign?.results.last { $0.measure == measure.name }
        case .reach: largestReach(measure.name, state)
        case .deliveredShare: work.flatMap { deliveredShare(measure.name, state, $0) }
        case .answers:
            Campaign.Result(
                measure.name, Double(state.inquiries.all.count { $0.answer != nil }),
                asOf: work?.asOf ?? state.lastIncidentTime ?? Instant(microseconds: 0),
                source: "the questions that were answered")
        }
    }

    private static func largestReach(_ name: String, _ state: IncidentState) -> Campaign.Result? {
        let reported = (state.campaign?.latestReach ?? []).filter { $0.reach != nil }
        return reported.max { ($0.reach ?? 0) < ($1.reach ?? 0) }.map {
            Campaign.Result(
                name, Double($0.reach ?? 0), asOf: $0.asOf,
                source: "the largest of one post on one channel: \($0.message) on \($0.channel)")
        }
    }

    /// Nil while no occurrence has come due.
    private static func deliveredShare(
        _ name: String, _ state: IncidentState, _ work: RoutineWork
    ) -> Campaign.Result? {
        let due = work.items(to: state.zone.date(work.asOf)).filter {
            $0.condition == .posted || $0.at <= work.asOf
        }
        guard !due.isEmpty else { return nil }
        let posted = due.count { $0.condition == .posted }
        return Campaign.Result(
            name, (Double(posted) * 1000 / Double(due.count)).rounded() / 10, asOf: work.asOf,
            source: "\(posted) of \(due.count) occurrences were posted, in percent")
    }
}
