public import Channels
public import IncidentEvents

extension Message {
    /// The words of a message in a language other than its first.
    public struct Translation: Hashable, Sendable {
        /// The values by placeholder.
        public var values: [String: String] = [:]
        /// Whole texts by channel; nil is for every channel without its own text.
        public var texts: [ChannelID?: String] = [:]
        /// The last translator; nil for a machine.
        public var translator: String?
        /// The SHA-256 of the texts in the first language when values were last given.
        public var sourceSHA256: [UInt8]
        /// The source hash of each whole text.
        var textSources: [ChannelID?: [UInt8]] = [:]
        /// Placeholders and channels with machine translations that nobody has confirmed.
        var unconfirmed: Set<String> = []
        /// The time, author, role and log position of the entry.
        public var stamp: Stamp
        /// The confirmation of a machine translation.
        public var confirmed: Stamp?

        /// Whether a machine translation waits for a person.
        public var needsConfirmation: Bool { !unconfirmed.isEmpty }

        func text(for channel: ChannelID) -> String? { texts[channel] ?? texts[nil] }

        func source(for channel: ChannelID) -> [UInt8] {
            textSources[channel] ?? textSources[nil] ?? sourceSHA256
        }
    }
}

extension IncidentState {
    mutating func apply(_ event: MessageTranslated, _ stamp: Stamp) {
        messages.change(MessageID(event.message)) { message in
            var translation =
                message.translations[event.language]
                ?? Message.Translation(sourceSHA256: [], stamp: stamp)
            for value in event.values { translation.values[value.name] = value.value }
            let given = event.texts.filter { !$0.text.isEmpty }
            for text in event.texts where text.text.isEmpty {
                translation.texts[text.channelID] = nil
                translation.textSources[text.channelID] = nil
                translation.unconfirmed.remove("text:\(text.channel)")
            }
            for text in given {
                translation.texts[text.channelID] = text.text
                translation.textSources[text.channelID] = Array(event.sourceSha256)
            }
            let names = event.values.map(\.name) + given.map { "text:\($0.channel)" }
            if event.machine {
                translation.unconfirmed.formUnion(names)
            } else {
                translation.unconfirmed.subtract(names)
            }
            if !names.isEmpty {
                translation.confirmed = nil
                translation.translator = event.machine ? nil : event.translator
                translation.stamp = stamp
            }
            if !event.values.isEmpty { translation.sourceSHA256 = Array(event.sourceSha256) }
            message.translations[event.language] = translation
            if !message.languages.contains(event.language) {
                message.languages.append(event.language)
            }
            message.unfreeze(by: stamp)
        }
    }

    /// The words stay the same, so approvals stay valid.
    mutating func apply(_ event: TranslationConfirmed, _ stamp: Stamp) {
        messages.change(MessageID(event.message)) { message in
            guard var translation = message.translations[event.language],
                ContentHash.sha256(of: translation) == Array(event.contentSha256)
            else { return }
            translation.unconfirmed = []
            translation.confirmed = stamp
            message.translations[event.language] = translation
        }
    }

    mutating func apply(_ event: MediaAttached, _ stamp: Stamp) {
        messages.change(MessageID(event.message)) { message in
            message.attachments.removeAll { $0.sha256 == event.attachment.sha256 }
            message.attachments.append(event.attachment)
            message.unfreeze(by: stamp)
        }
    }

    mutating func apply(_ event: MediaDetached, _ stamp: Stamp) {
        messages.change(MessageID(event.message)) { message in
            message.attachments.removeAll { $0.sha256 == event.sha256 }
            message.unfreeze(by: stamp)
        }
    }
}

extension VariantText {
    /// Nil for every channel without a text of its own.
    fileprivate var channelID: ChannelID? { channel.nonEmpty.map(ChannelID.init(rawValue:)) }
}
