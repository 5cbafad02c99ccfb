public import Incident
public import IncidentEvents

/// Every "next update by" that reached the public, and what became of it.
///
/// JSON: `promises` in order of their deadlines.
public struct Promises: Sendable, Encodable {
    /// Each promised next update, in the order of release.
    public var promises: [Promise]

    /// A promised next update and whether it came.
    public struct Promise: Hashable, Sendable, Encodable {
        /// The message that made it.
        public var message: MessageID
        /// When the message first stood anywhere, which is when the promise was made.
        public var made: Moment
        /// By when it is due.
        public var dueBy: Instant
        /// Kept, missed, or still to come.
        public var outcome: Outcome
        /// The first later message that was delivered, in time or not.
        public var keptBy: MessageID?
        /// When the update was out; nil where none was.
        public var keptAt: Moment?
        /// An end of the comparison is known only roughly.
        public var isApproximate: Bool
    }

    /// What became of a promise.
    public enum Outcome: String, Sendable, Encodable {
        case kept, missed
        /// Its time is not up.
        case pending
        /// An end of the comparison has a placeholder time.
        case notComputed = "not-computed"
    }

    /// Judges every promise in `state` as of a moment.
    public init(state: IncidentState, asOf: Instant) {
        let messages = state.messages.all
        let firsts = messages.indices.compactMap { place in
            messages[place].firstPosting.map { (messages[place].id, $0) }
        }.sorted { Stamp.happensBefore($0.1, $1.1) }
        promises = firsts.indices.flatMap { index in
            // Each message stands in the list once, so that the next one is its update.
            state.messages[firsts[index].0]?.promises(
                made: firsts[index].1, update: firsts.dropFirst(index + 1).first, asOf: asOf) ?? []
        }.sorted { ($0.dueBy, $0.message) < ($1.dueBy, $1.message) }
    }

    /// Those whose time is up and that nothing has answered.
    ///
    /// Only the message that came last to stand anywhere can have made them.
    static func overdue(in state: IncidentState, asOf: Instant) -> [Gap.OverduePromise] {
        let messages = state.messages.all
        var last: (at: Instant, position: UInt64, place: Int)?
        for place in messages.indices {
            let deliveries = messages[place].deliveries
            var first: (at: Instant, position: UInt64)?
            for index in deliveries.indices where deliveries[index].isPublic {
                let (at, position) = (
                    deliveries[index].stamp.happenedAt, deliveries[index].stamp.position
                )
                if let first, first < (at, position) { continue }
                first = (at, position)
            }
            guard let first else { continue }
            if let last, (last.at, last.position) > first { continue }
            last = (first.at, first.position, place)
        }
        guard let last, let made = messages[last.place].firstPosting else { return [] }
        return messages[last.place].promises(made: made, update: nil, asOf: asOf)
            .filter { $0.outcome == .missed }.sorted { $0.dueBy < $1.dueBy }
            .map {
                Gap.OverduePromise(
                    message: $0.message, dueBy: $0.dueBy,
                    overdueSeconds: asOf.since($0.dueBy).wholeSeconds)
            }
    }

    /// The promise that the next update has to keep: of those still unanswered, the first due.
    public var next: Promise? {
        promises.first { $0.keptBy == nil && $0.outcome != .notComputed }
    }
}

extension Message {
    /// When it first stood anywhere in public.
    fileprivate var firstPosting: Stamp? {
        var first: Stamp?
        for delivery in deliveries where delivery.isPublic {
            if let first, !Stamp.happensBefore(delivery.stamp, first) { continue }
            first = delivery.stamp
        }
        return first
    }

    /// - Parameters:
    ///   - made: When the message first stood anywhere.
    ///   - update: The next message to stand anywhere, and when.
    fileprivate func promises(
        made: Stamp, update: (MessageID, Stamp)?, asOf: Instant
    ) -> [Promises.Promise] {
        var deadlines: [Instant] = []
        for deadline in releases.compactMap(\.nextUpdateBy) where !deadlines.contains(deadline) {
            deadlines.append(deadline)
        }
        return deadlines.map { deadline in
            let outcome: Promises.Outcome
            if made.isPlaceholder || (update?.1.isPlaceholder ?? false) {
                outcome = .notComputed
            } else if let update {
                outcome = update.1.happenedAt <= deadline ? .kept : .missed
            } else {
                outcome = asOf <= deadline ? .pending : .missed
            }
            return Promises.Promise(
                message: id, made: Moment(made), dueBy: deadline, outcome: outcome,
                keptBy: update?.0, keptAt: (update?.1).map(Moment.init),
                isApproximate: made.isApproximate || (update?.1.isApproximate ?? false))
        }
    }
}
