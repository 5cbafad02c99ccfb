internal import Documents
public import Incident
internal import IncidentEvents
internal import Playbooks

extension Message {
    /// The first words of its text in its own language, in one line: for lists, where a message's
    /// id alone says nothing. Nil if it has no text yet.
    ///
    /// Sheets leave them out: a draft may contain information that nobody may have yet.
    public var firstWords: String? {
        let released = releasedTexts
        let variants = submission?.variants ?? []
        let own = variants.first { $0.key.language == sourceLanguage } ?? variants.first
        let out = channels.lazy.compactMap {
            released[VariantKey(channel: $0, language: self.sourceLanguage)]?.text
        }.first
        let stated = freeTexts[sourceLanguage] ?? elements.text(of: .guidance)
        return (own?.text ?? out ?? stated)?.shortened(to: Self.firstWordsLength)
    }

    fileprivate static var firstWordsLength: Int { 60 }
}

extension MessageComposer {
    /// The same for any draft: of a template's draft, the words as composed now.
    public func firstWords(of message: Message) -> String? {
        message.firstWords
            ?? compose(message).variants.first { $0.text != nil }?.text?
            .shortened(to: Message.firstWordsLength)
    }
}
