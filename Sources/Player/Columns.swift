internal import Channels
public import Incident
public import IncidentEvents
public import Playbooks
public import ReadModels

/// The known facts, our public messages, and the gap between them, at one moment.
///
/// There may be thousands of each, few of them visible, so the first two keep only an item's
/// position and sort key.
public struct Columns: Sendable {
    public var known: [Known]
    public var said: [Said]
    public var gap: GapOutline
    let index: ClaimIndex
    let wrong: [MessageID: [Rumor]]

    /// A current fact, or an assessed claim.
    public enum Thing: Hashable, Sendable { case fact(FactID), rumor(RumorID) }

    public struct Known: Sendable {
        public var thing: Thing
        /// The entry that gave it its current status.
        public var position: UInt64
    }

    /// A live public message.
    public struct Said: Sendable {
        /// The message, such as `M3`.
        public var message: MessageID
        /// Its last delivery.
        var at: Instant
        var position: UInt64
    }

    public init(_ state: IncidentState, asOf: Instant, _ department: Department?) {
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
        // The newest first: the commander hasn't read those yet.
        known = (standing + claims).sorted { $0.position > $1.position }
        said = messages.indices.compactMap { place in
            guard
                let last = messages[place].deliveries.last(where: \.isPublic)?.stamp,
                messages[place].withdrawals.isEmpty
                    || messages[place].liveCarriers.contains(where: \.isPublic)
            else { return nil }
            return Said(message: messages[place].id, at: last.happenedAt, position: last.position)
        }.sorted { ($0.at, $0.position) > ($1.at, $1.position) }
        gap = GapOutline(state: state, claims: index, asOf: asOf, department: department)
    }
}

extension Fact {
    /// The entry that gave it its current status.
    var knownSince: Stamp {
        let position = knownSincePosition
        return [verifications.first?.stamp, cleared, hold?.stamp].compactMap(\.self)
            .first { $0.position == position } ?? recorded
    }

    /// The position of the entry that gave it its current status.
    @inline(__always) var knownSincePosition: UInt64 {
        max(
            recorded.position, verifications.first?.stamp.position ?? 0, cleared?.position ?? 0,
            hold?.stamp.position ?? 0)
    }
}
