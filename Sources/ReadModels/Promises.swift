public import Incident
public import IncidentEvents

/// Every "next update by" that reached the public, and its outcome.
///
/// JSON: `promises` in order of their deadlines.
public struct Promises: Sendable, Encodable {
    /// Each promised next update, in the order of release.
    public var promises: [Promise]

    /// A promised next update and its outcome.
    public struct Promise: Hashable, Sendable, Encodable {
        /// The message that made it.
        public var message: MessageID
        /// The time of the promise: the message's first posting anywhere.
        public var made: Moment
        /// The promised time.
        public var dueBy: Instant
        /// The outcome: kept, missed, or still to come.
        public var outcome: Outcome
        /// The first later message that was delivered, in time or not.
        public var keptBy: MessageID?
        /// The time of the update; nil if there was none.
        public var keptAt: Moment?
        /// Whether an end of the comparison is approximate.
        public var isApproximate: Bool
    }

    /// The outcome of a promise.
    public enum Outcome: String, Sendable, Encodable {
        case kept, missed
        /// Its time hasn't come.
        case pending
        /// The time of day of an end isn't known.
        case notComputed = "not-computed"
    }

    /// Judges every promise in `state` as of a moment.
    public init(state: IncidentState, asOf: Instant) {
        let messages = state.messages.all
        let firsts = messages.indices.compactMap { place in
            messages[place].firstPosting.map { (messages[place].id, $0) }
        }.sorted { Stamp.happensBefore($0.1, $1.1) }
        promises = firsts.indices.flatMap { index in
            // Each message is in the list once, so the next one is its update.
            state.messages[firsts[index].0]?.promises(
                made: firsts[index].1, update: firsts.dropFirst(index + 1).first, asOf: asOf) ?? []
        }.sorted { ($0.dueBy, $0.message) < ($1.dueBy, $1.message) }
    }

    /// The promises past their time that no message has kept. Only the most recently posted message
    /// can have made them.
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

    /// The promise that the next update has to keep: the first due of those still open.
    public var next: Promise? {
        promises.first { $0.keptBy == nil && $0.outcome != .notComputed }
    }
}

extension Message {
    /// The first public posting anywhere.
    fileprivate var firstPosting: Stamp? {
        var first: Stamp?
        for delivery in deliveries where delivery.isPublic {
            if let first, !Stamp.happensBefore(delivery.stamp, first) { continue }
            first = delivery.stamp
        }
        return first
    }

    /// - Parameters:
    ///   - made: The message's first posting anywhere.
    ///   - update: The next message to be posted anywhere, and its time.
    fileprivate func promises(
        made: Stamp, update: (MessageID, Stamp)?, asOf: Instant
    ) -> [Promises.Promise] {
        var deadlines: [Instant] = []
        for deadline in releases.compactMap(\.nextUpdateBy) where !deadlines.contains(deadline) {
            deadlines.append(deadline)
        }
        return deadlines.map { deadline in
            let outcome: Promises.Outcome
            if !made.certainty.knowsTimeOfDay || !(update?.1.certainty.knowsTimeOfDay ?? true) {
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
