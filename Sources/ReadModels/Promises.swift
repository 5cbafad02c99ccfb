public import Channels
public import Incident
public import IncidentEvents

/// Every "next update by" that reached the public, on each channel, and its outcome.
///
/// A promise is kept on the channel where it was made, by a later message for the same audience and
/// on the same subject; see ``Incident/IncidentState/isContinued(_:by:)``.
///
/// JSON: `promises` in order of their deadlines.
public struct Promises: Sendable, Encodable {
    /// Each promised next update, in order of the deadlines.
    public var promises: [Promise]

    /// A promised next update on one channel, and its outcome.
    public struct Promise: Hashable, Sendable, Encodable {
        /// The message that made it.
        public var message: MessageID
        /// The channel on which it was made and must be kept.
        public var channel: ChannelID
        /// The time of the promise: the message's first posting on the channel.
        public var made: Moment
        /// The promised time.
        public var dueBy: Instant
        /// The outcome: kept, missed, or still to come.
        public var outcome: Outcome
        /// The first update that was posted on the channel, in time or not.
        public var keptBy: MessageID?
        /// The time of the update; nil if there was none.
        public var keptAt: Moment?
        /// Whether an end of the comparison is approximate.
        public var isApproximate: Bool
    }

    /// The outcome of a promise.
    public enum Outcome: String, Sendable, Encodable {
        case kept, missed
        /// Its time hasn't come, or came after the incident was closed.
        case pending
        /// The time of day of an end isn't known.
        case notComputed = "not-computed"
    }

    /// Judges every promise in `state` as of a moment. Once the incident is closed, nothing is due any
    /// more: a promise whose time came after the closing was neither kept nor missed.
    public init(state: IncidentState, asOf: Instant) {
        let closing = state.closures.last.flatMap { $0.isClosure ? $0.stamp.happenedAt : nil }
        let end = min(asOf, closing ?? asOf)
        promises = state.promisedUpdates.map { Promise($0, asOf: end) }
    }

    /// The promises past their time that no message has kept.
    static func overdue(in state: IncidentState, asOf: Instant) -> [Gap.OverduePromise] {
        state.owedUpdates.filter { $0.dueBy < asOf }.map {
            Gap.OverduePromise(
                message: $0.message, channels: $0.channels, dueBy: $0.dueBy,
                overdueSeconds: asOf.since($0.dueBy).wholeSeconds)
        }
    }
}

extension Promises.Promise {
    fileprivate init(_ promised: PromisedUpdate, asOf: Instant) {
        let outcome: Promises.Outcome
        if !promised.isTimed {
            outcome = .notComputed
        } else if let kept = promised.kept {
            outcome = kept.happenedAt <= promised.dueBy ? .kept : .missed
        } else {
            outcome = asOf <= promised.dueBy ? .pending : .missed
        }
        self.init(
            message: promised.message, channel: promised.channel, made: Moment(promised.made),
            dueBy: promised.dueBy, outcome: outcome, keptBy: promised.keptBy,
            keptAt: promised.kept.map(Moment.init),
            isApproximate: promised.made.isApproximate || promised.kept?.isApproximate ?? false)
    }
}
