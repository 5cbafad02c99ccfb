internal import Channels
public import Incident
public import IncidentEvents
public import Projections

/// What was known, what had been said, and the gap between them, at one moment.
public struct Columns: Sendable {
    public var known: [Known]
    public var said: [Said]
    public var gap: Gap

    /// A fact that stands, or a claim and what is known of it.
    public struct Known: Sendable {
        public enum Thing: Sendable { case fact(Fact), rumor(Rumor) }
        public var thing: Thing
        /// Since when it is known so.
        public var since: Stamp
    }

    /// A message that stands in public, on all of its carriers.
    public struct Said: Sendable {
        public var postings: [PublishedNow.Posting]
    }

    public init(_ state: IncidentState, asOf: Instant) {
        let facts = state.facts.all.filter(\.isStanding).map { fact in
            let stamps =
                [fact.recorded, fact.verifications.first?.stamp, fact.cleared]
                + [fact.hold?.stamp]
            let since = stamps.compactMap(\.self).max { $0.position < $1.position }
            return Known(thing: .fact(fact), since: since ?? fact.recorded)
        }
        let rumors = state.rumors.all.filter { !$0.isClosed }.map {
            Known(thing: .rumor($0), since: $0.assessment?.stamp ?? $0.reported)
        }
        // The newest first: that is what a commander has not taken in yet.
        known = (facts + rumors).sorted { $0.since.position > $1.since.position }
        var messages: [MessageID: Int] = [:]
        var said: [Said] = []
        for posting in PublishedNow(state: state).postings.reversed() {
            if let place = messages[posting.message] {
                said[place].postings.append(posting)
            } else {
                messages[posting.message] = said.count
                said.append(Said(postings: [posting]))
            }
        }
        self.said = said
        gap = Gap(state: state, asOf: asOf)
    }
}
