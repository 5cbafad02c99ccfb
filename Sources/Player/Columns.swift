internal import Channels
public import Incident
public import IncidentEvents
public import ReadModels

/// What was known, what had been said, and the gap between them, at one moment.
///
/// There may be thousands of each, and few can be seen, so the first two keep only where a thing
/// stands and what it is sorted by.
public struct Columns: Sendable {
    public var known: [Known]
    public var said: [Said]
    public var gap: GapOutline
    let index: ClaimIndex
    let wrong: [MessageID: [Rumor]]

    /// A fact that stands, or a claim and what is known of it.
    public enum Thing: Hashable, Sendable { case fact(FactID), rumor(RumorID) }

    public struct Known: Sendable {
        public var thing: Thing
        /// The entry since which it is known so.
        public var position: UInt64
    }

    /// A message that stands in public somewhere.
    public struct Said: Sendable {
        /// The message, such as `M3`.
        public var message: MessageID
        /// Its last delivery.
        var at: Instant
        var position: UInt64
    }

    public init(_ state: IncidentState, asOf: Instant) {
        index = ClaimIndex(state)
        wrong = index.rumorsToCorrectByClaimant
        let (facts, rumors, messages) = (state.facts.all, state.rumors.all, state.messages.all)
        let standing = facts.indices.filter { facts[$0].isStanding }.map { place in
            Known(thing: .fact(facts[place].id), position: facts[place].knownSincePosition)
        }
        let claims = rumors.indices.compactMap { place -> Known? in
            guard !rumors[place].isClosed, let found = rumors[place].assessments.last else {
                return nil
            }
            return Known(thing: .rumor(rumors[place].id), position: found.stamp.position)
        }
        // The newest first: that is what a commander has not taken in yet.
        known = (standing + claims).sorted { $0.position > $1.position }
        said = messages.indices.compactMap { place in
            guard
                let last = messages[place].deliveries.last(where: \.isPublic)?.stamp,
                messages[place].withdrawals.isEmpty
                    || messages[place].liveCarriers.contains(where: \.isPublic)
            else { return nil }
            return Said(message: messages[place].id, at: last.happenedAt, position: last.position)
        }.sorted { ($0.at, $0.position) > ($1.at, $1.position) }
        gap = GapOutline(state: state, claims: index, asOf: asOf)
    }
}

extension Fact {
    /// Since when it is worth what it is worth now.
    var knownSince: Stamp {
        let position = knownSincePosition
        return [verifications.first?.stamp, cleared, hold?.stamp].compactMap(\.self)
            .first { $0.position == position } ?? recorded
    }

    /// The entry since which it is so.
    @inline(__always) var knownSincePosition: UInt64 {
        max(
            recorded.position, verifications.first?.stamp.position ?? 0, cleared?.position ?? 0,
            hold?.stamp.position ?? 0)
    }
}
