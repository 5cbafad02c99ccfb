internal import Channels
internal import Incident
internal import IncidentEvents
internal import Playbooks

extension DueSubjects {
    /// The languages in which a message is incomplete: untranslated words, unconfirmed machine
    /// translations, and stale translations.
    ///
    /// A later message of its kind replaces it: the later one's languages are due instead.
    func translations(of message: Message) -> [DueItem] {
        guard message.languages.count > 1, let department, !isOvertaken(message) else { return [] }
        let id = message.id.description
        let composer = MessageComposer(state: state, playbook: playbook, department: department)
        let variants = composer.compose(message).variants
        if message.status == .released, !message.isPending {
            let released = message.releasedTexts
            return message.languages.dropFirst().compactMap { language in
                let isOut = message.channels.contains {
                    released[Message.VariantKey(channel: $0, language: language)] != nil
                }
                let isMachine = message.translations[language]?.needsConfirmation == true
                let waits =
                    message.submission?.variants.contains { $0.key.language == language } ?? false
                // A message that only waits for release is due for that.
                guard !isOut, isMachine || !waits else { return nil }
                return item(
                    .translation, id, "\(id) isn't released in \(language.languageName) yet.",
                    isMachine
                        ? .confirmTranslation(message.id, language)
                        : .translateMessage(
                            message.id, into: language, .init(missingIn: language, of: variants)))
            }
        }
        return message.languages.dropFirst().compactMap { language in
            let own = variants.filter { $0.key.language == language }
            let untranslated = own.filter(\.isUntranslated)
            if let first = untranslated.first {
                let isWhole = first.missing.contains("text in \(language)")
                let places = untranslated.map(\.key.channel.rawValue).joined(separator: ", ")
                let parts = first.missing.map { "\"\($0)\"" }.joined(separator: ", ")
                return item(
                    .translation, id,
                    isWhole
                        ? "\(id) has no \(language.languageName) text for \(places) yet."
                        : "\(id) needs a \(language.languageName) translation of \(parts) for \(places).",
                    .translateMessage(
                        message.id, into: language, .init(missingIn: language, of: variants)))
            }
            if message.translations[language]?.needsConfirmation == true {
                return item(
                    .translation, id,
                    "\(id) was machine-translated into \(language.languageName). A person must confirm it.",
                    .confirmTranslation(message.id, language))
            }
            guard own.contains(where: \.isStale) else { return nil }
            return item(
                .translation, id,
                "\(id) was changed after it was translated into \(language.languageName).",
                .translateMessage(
                    message.id, into: language,
                    .byElements(message.translations[language]?.values.keys.sorted() ?? [])))
        }
    }

    private func isOvertaken(_ message: Message) -> Bool {
        lastReleased[message.kind].map { $0 > message.id } ?? false
    }
}
