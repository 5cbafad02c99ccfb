internal import Channels
internal import IncidentEvents
internal import Playbooks

/// Languages without a text, with an unconfirmed machine translation, or with an outdated
/// translation.
extension Guard {
    /// A machine translation that nobody has confirmed. A text written by hand in its place counts
    /// as a person's.
    public static let translationUnconfirmed = Guard(
        "translation-unconfirmed", .blocks,
        summary: "A machine translation that nobody has confirmed. Blocks that language only.",
        reason: "A wrong instruction harms the people who read only that language."
    ) { judged in
        let message = judged.message
        return message.translations.keys.sorted().compactMap { language in
            guard message.translations[language]?.needsConfirmation == true else { return nil }
            let channels = judged.variants.map(\.key).filter {
                $0.language == language && message.handTexts[$0] == nil
            }.map(\.channel)
            guard !channels.isEmpty else { return nil }
            return Flaw(
                "\(message.id) was machine-translated into \(language.languageName), and nobody has confirmed it.",
                on: channels, in: [language],
                remedy:
                    "Read it or have a speaker read it, then type: \(do: .confirmTranslation(message.id, language))"
            )
        }
    }

    /// A language without a text.
    public static let untranslated = Guard(
        "untranslated", .warns,
        summary: "A language that has no text yet. Only the other languages are released.",
        reason: oldOrNoWords
    ) { judged in
        judged.translations.compactMap { language, variants in
            let untranslated = variants.filter(\.isUntranslated)
            guard let first = untranslated.first else { return nil }
            return Flaw(
                "\(judged.id) has no \(first.missing(in: language)) yet. Only the other languages will be released.",
                on: untranslated.map(\.key.channel), in: [language],
                remedy: judged.translate(into: language))
        }
    }

    /// A translation whose source text has changed since.
    public static let translationStale = Guard(
        "translation-stale", .blocks,
        summary:
            "A translation whose source text was changed afterward. Blocks that language only.",
        reason: oldOrNoWords
    ) { judged in
        judged.translations.compactMap { language, variants in
            let stale = variants.filter(judged.isStale)
            guard !stale.isEmpty else { return nil }
            return Flaw(
                "\(judged.id) was changed after it was translated into \(language.languageName).",
                on: stale.map(\.key.channel), in: [language],
                remedy: judged.translate(into: language))
        }
    }

    private static let oldOrNoWords =
        "People who read only that language get no text or an outdated one."
}

extension JudgedMessage {
    fileprivate func translate(into language: String) -> Remedy {
        "Translate it: \(do: .translateMessage(message.id, into: language, words(missingIn: language)))"
    }

    private func words(missingIn language: String) -> Suggestion.Words {
        let variants = translations.first { $0.language == language }?.variants ?? []
        let words = Suggestion.Words(missingIn: language, of: variants)
        // Nothing is missing in a translation that is only out of date.
        return words == .byElements([])
            ? .byElements(message.translations[language]?.values.keys.sorted() ?? []) : words
    }

    /// A submitted text is released unchanged, so a later fact doesn't make its translation stale.
    fileprivate func isStale(_ variant: ComposedVariant) -> Bool {
        guard let submission = message.submission else { return variant.isStale }
        let source = submission.variants.filter { $0.key.language == message.sourceLanguage }
        return composer.isStale(
            variant.key, of: message, source: ContentHash.sha256(source: source.map(\.text)))
    }
}
