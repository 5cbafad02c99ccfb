public import Channels
public import IncidentEvents
internal import Playbooks

/// A "next update by" that reached the public on one channel.
public struct PromisedUpdate: Hashable, Sendable {
    /// The message that promised it.
    public var message: MessageID
    /// The channel on which it was promised and must come.
    public var channel: ChannelID
    /// The promised time.
    public var dueBy: Instant
    /// The promise: the message's first posting on the channel.
    public var made: Stamp
    /// The first later message that kept it, in time or not; nil if none did.
    public var keptBy: MessageID?
    /// Its first posting on the channel.
    public var kept: Stamp?

    /// Whether its times are known well enough to say if it was kept in time.
    public var isTimed: Bool {
        made.certainty.knowsTimeOfDay && kept?.certainty.knowsTimeOfDay ?? true
    }
}

/// Updates that the public still waits for: those that one message promised for one time.
public struct OwedUpdate: Hashable, Sendable {
    /// The message that promised them.
    public var message: MessageID
    /// The promised time.
    public var dueBy: Instant
    /// The channels on which they didn't come yet.
    public var channels: [ChannelID]
}

extension IncidentState {
    /// A time for the next update by the playbook's cadence: of the phase, else of the first phase that
    /// has one.
    func settingNextUpdate(_ context: DecisionContext) -> Suggestion.Revision {
        let own = phase.flatMap(context.playbook.phase)?.cadence
        return .nextUpdate(in: own ?? context.playbook.phases.lazy.compactMap(\.cadence).first)
    }

    /// Every promised update, in the order of the promised times.
    ///
    /// A promise is kept on the channel where it was made, by a later message for the same audience
    /// and on the same subject; see ``isContinued(_:by:)``.
    public var promisedUpdates: [PromisedUpdate] {
        firstPostings.flatMap(promises)
            .sorted { ($0.dueBy, $0.message, $0.channel) < ($1.dueBy, $1.message, $1.channel) }
    }

    /// - Parameter postings: The messages' first postings on the channel, in order.
    private func promises(
        on channel: ChannelID, _ postings: [(place: Int, stamp: Stamp)]
    ) -> [PromisedUpdate] {
        let all = messages.all
        var promises: [PromisedUpdate] = []
        // From the last one back: of all later messages on a subject, the one added last is next.
        var later = LaterMessages(in: self)
        for index in postings.indices.reversed() {
            let (place, stamp) = postings[index]
            // Most messages promise nothing, and a whole message is slow to copy.
            let times = all[place].releases.promisedTimes(on: channel)
            if !times.isEmpty {
                let update = later.numbers(continuing: all[place]).min().map { postings[$0] }
                promises += times.map {
                    PromisedUpdate(
                        message: all[place].id, channel: channel, dueBy: $0, made: stamp,
                        keptBy: update.map { all[$0.place].id }, kept: update?.stamp)
                }
            }
            later.add(all[place], as: index)
        }
        return promises
    }

    /// The updates that are still owed, the first due first. Without an exact time, nothing is owed.
    public var owedUpdates: [OwedUpdate] {
        var owed: [OwedUpdate] = []
        for promise in promisedUpdates where promise.keptBy == nil && promise.isTimed {
            if let last = owed.last, last.message == promise.message, last.dueBy == promise.dueBy {
                owed[owed.count - 1].channels.append(promise.channel)
            } else {
                owed.append(
                    OwedUpdate(
                        message: promise.message, dueBy: promise.dueBy,
                        channels: [promise.channel]))
            }
        }
        return owed
    }

    /// Each message's first public posting on each channel, in the order in which they happened.
    private var firstPostings: [ChannelID: [(place: Int, stamp: Stamp)]] {
        var found: [ChannelID: [(place: Int, stamp: Stamp)]] = [:]
        let messages = messages.all
        for place in messages.indices where !messages[place].deliveries.isEmpty {
            var firsts: [ChannelID: Stamp] = [:]
            for delivery in messages[place].deliveries where delivery.isPublic {
                let channel = delivery.carrier.channel
                if let first = firsts[channel], !Stamp.happensBefore(delivery.stamp, first) {
                    continue
                }
                firsts[channel] = delivery.stamp
            }
            for (channel, stamp) in firsts {
                found[channel, default: []].append((place, stamp))
            }
        }
        return found.mapValues { $0.sorted { Stamp.happensBefore($0.stamp, $1.stamp) } }
    }
}

extension [Message.Release] {
    /// The times by which a message's texts for a channel promise the next update.
    fileprivate func promisedTimes(on channel: ChannelID) -> [Instant] {
        var times: [Instant] = []
        for release in self {
            guard let time = release.nextUpdateBy, !times.contains(time),
                release.promisesUpdate(on: channel)
            else { continue }
            times.append(time)
        }
        return times
    }
}

extension Message.Release {
    /// Whether a text for the channel states the promised time. A short text for phones may leave it
    /// out. Where no text has the placeholder, somebody wrote the time into all of them.
    fileprivate func promisesUpdate(on channel: ChannelID) -> Bool {
        // Most texts have no placeholder at all, and there may be thousands.
        let stating = approved.filter {
            $0.text.utf8.contains(UInt8(ascii: "{"))
                && $0.text.contains(ReleaseValues.nextUpdateName)
        }
        guard !stating.isEmpty else {
            return texts.contains { $0.channel == channel.rawValue }
        }
        return stating.contains { $0.key.channel == channel }
    }
}
