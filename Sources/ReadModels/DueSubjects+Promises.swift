internal import Channels
internal import Incident
internal import IncidentEvents
internal import Playbooks

extension DueSubjects {
    var promises: [DueItem] {
        let later = owed.isEmpty ? [:] : updatesOnTheirWay
        var items = owed.compactMap { promise($0, later) }
        if let entered = state.phases.last, let phase = playbook.phase(entered.phase),
            let cadence = phase.cadence
        {
            let last = max(lastPublicPosting ?? entered.stamp.at, entered.stamp.at)
            items.append(
                item(
                    .cadence, nil, "Update the public every \(cadence.brief) in phase \(phase.id).",
                    .draftMessage(.init(kind: .update)), due: last.advanced(by: cadence)))
        }
        return items
    }

    private var lastPublicPosting: Instant? {
        let messages = state.messages.all
        var last: Instant?
        // A whole message is slow to copy.
        for index in messages.indices {
            for delivery in messages[index].deliveries where delivery.isPublic {
                last = max(last ?? delivery.stamp.happenedAt, delivery.stamp.happenedAt)
            }
        }
        return last
    }

    private func promise(
        _ owed: OwedUpdate, _ later: [ChannelID: LaterMessages]
    ) -> DueItem? {
        guard let message = state.messages[owed.message] else { return nil }
        let channels = owed.channels.map(\.rawValue).joined(separator: ", ")
        let update = update(for: message, on: owed.channels, among: later)
        let drafting = Suggestion.draftMessage(.init(kind: .update, on: owed.channels))
        var item = item(
            .promise, message.id.description,
            "Post the update that \(title(of: message)), for \(message.audience), promised on \(channels).",
            update.map { onward($0.message, on: $0.channel) } ?? drafting, due: owed.dueBy)
        item.quoted = message.id
        return item
    }

    /// The messages on their way that may keep one of the owed updates, by channel.
    private var updatesOnTheirWay: [ChannelID: LaterMessages] {
        let channels = Set(owed.flatMap(\.channels))
        let first = owed.compactMap { promisedLast(by: $0.message) }.min() ?? .max
        var found: [ChannelID: LaterMessages] = [:]
        let messages = state.messages.all
        for index in messages.indices where messages[index].drafted.position > first {
            // Most are posted, and a whole message is slow to copy.
            let waiting = channels.filter {
                messages[index].channels.contains($0) && !messages[index].hasReached($0)
            }
            guard !waiting.isEmpty, messages[index].discarded == nil,
                state.knownError(in: messages[index]) == nil,
                !state.isInReserve(messages[index])
            else { continue }
            for channel in waiting {
                found[channel, default: LaterMessages(in: state)].add(messages[index], as: index)
            }
        }
        return found
    }

    /// The position of the last promise that a message made.
    private func promisedLast(by id: MessageID) -> UInt64? {
        state.messages[id]?.releases.last?.stamp.position
    }

    /// The newest message on its way that would keep the promise, and a channel where it would.
    private func update(
        for message: Message, on channels: [ChannelID], among later: [ChannelID: LaterMessages]
    ) -> (message: Message, channel: ChannelID)? {
        let promised = message.releases.last?.stamp.position ?? 0
        let messages = state.messages.all
        let found = channels.compactMap { channel in
            later[channel]?.numbers(continuing: message).max().map {
                (number: $0, channel: channel)
            }
        }
        guard let newest = found.map(\.number).max(), messages[newest].drafted.position > promised,
            let channel = found.first(where: { $0.number == newest })?.channel
        else { return nil }
        return (messages[newest], channel)
    }
}
