internal import Incident
internal import Channels
internal import IncidentEvents

extension Timeline {
    /// The data from other entries that an entry's text needs.
    struct Context: Sendable {
        var zone: Zone
        var isCampaign: Bool
        var message: MessageContext
    }

    /// The data about a message when an entry about it was made.
    struct MessageContext: Sendable {
        var kind = MessageKind.unspecified
        var isCorrection = false
        /// Whether nothing of its kind had been delivered before.
        var isFirstOfKind = false
        /// The last texts released for the channel of a delivery.
        var releases: [Release] = []
        /// The languages of the texts released for the channel.
        var languages: Set<String> = []
    }

    struct Release: Sendable {
        var language: String
        var text: String
        var position: UInt64
    }

    /// The messages of the entries so far.
    struct Messages: Sendable {
        private var kinds: [String: MessageKind] = [:]
        private var corrections: Set<String> = []
        /// The number of deliveries by kind, without slips.
        private var deliveries: [MessageKind: Int] = [:]
        /// The last released texts, by message and channel.
        private var releases: [ReleaseKey: [Release]] = [:]
        private var languages: [ReleaseKey: Set<String>] = [:]

        private struct ReleaseKey: Hashable {
            var message: String
            var channel: String
        }
    }
}

extension Timeline.Messages {
    /// The messages of the state, without the texts.
    init(_ state: IncidentState) {
        for message in state.messages.all {
            kinds[message.id.description] = message.kind
            if !message.corrects.isEmpty { corrections.insert(message.id.description) }
            deliveries[message.kind, default: 0] += message.postings.count
            for text in message.releasedTexts.keys {
                let key = ReleaseKey(
                    message: message.id.description, channel: text.channel.rawValue)
                languages[key, default: []].insert(text.language)
            }
        }
    }

    /// The context for the next entry; nil if it is not about a message's later history.
    func context(of content: IncidentRecord.Content) -> Timeline.MessageContext? {
        switch content {
        case .event(.messageReleased(let event)): context(of: event.message)
        case .event(.deliveryRecorded(let event)): context(of: event)
        case .event, .unknown, .redacted: nil
        }
    }

    private func context(of message: String) -> Timeline.MessageContext {
        let kind = kinds[message] ?? .unspecified
        return Timeline.MessageContext(
            kind: kind, isCorrection: corrections.contains(message),
            isFirstOfKind: deliveries[kind, default: 0] == 0)
    }

    private func context(of event: DeliveryRecorded) -> Timeline.MessageContext {
        var context = context(of: event.message)
        let channel = event.carrier.prefix { $0 != ":" }
        let key = ReleaseKey(message: event.message, channel: String(channel))
        if event.outcome == .posted { context.releases = releases[key] ?? [] }
        context.languages = languages[key] ?? []
        return context
    }

    /// Keeps the data of an entry that later ones need.
    mutating func learn(_ content: IncidentRecord.Content, at position: UInt64) {
        switch content {
        case .event(.messageDrafted(let event)):
            kinds[event.message] = event.kind
            if !event.corrects.isEmpty { corrections.insert(event.message) }
        case .event(.messageRevised(let event)):
            if !event.corrects.isEmpty { corrections.insert(event.message) }
        case .event(.messageReleased(let event)):
            for text in event.texts {
                let key = ReleaseKey(message: event.message, channel: text.channel)
                languages[key, default: []].insert(text.language)
                releases[key, default: []].removeAll { $0.language == text.language }
                releases[key, default: []].append(
                    Timeline.Release(
                        language: text.language, text: text.asPosted, position: position))
            }
        case .event(.deliveryRecorded(let event)):
            if event.outcome == .posted, let kind = kinds[event.message] {
                deliveries[kind, default: 0] += 1
            }
        case .event(.deliveryVoided(let event)):
            // A slip in one language leaves a delivery in the others.
            if event.languages.isEmpty, let kind = kinds[event.message] {
                deliveries[kind, default: 0] -= 1
            }
        case .event(.entryRedacted(let event)):
            for key in releases.keys {
                releases[key]?.removeAll { $0.position == event.position }
            }
        case .event, .unknown, .redacted: break
        }
    }
}

extension IncidentRecord.Content {
    /// Whether it reports a delivery of which nothing is left after a slip is taken back.
    func isVoided(by slip: DeliveryVoided) -> Bool {
        guard case .event(.deliveryRecorded(let delivery)) = self else { return false }
        return delivery.outcome == .posted && delivery.message == slip.message
            && delivery.carrier == slip.carrier
            && (slip.languages.isEmpty || delivery.languages.allSatisfy(slip.languages.contains))
    }
}
