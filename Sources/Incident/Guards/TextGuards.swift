internal import Basics
internal import Documents
internal import Channels
internal import IncidentEvents
internal import Playbooks
internal import TextChecks

/// Requirements and prohibitions for texts on their channels.
extension Guard {
    /// A text that its channel would truncate or refuse.
    public static let overLimit = Guard(
        "over-limit", .blocks,
        summary: "A text beyond its channel's limit or character set. Blocks that channel only.",
        reason: "A channel cuts off or rejects a text that doesn't fit."
    ) { judged in
        let composer = judged.composer
        return judged.variants.compactMap { variant in
            guard let count = composer.count(variant, of: judged.message), !count.fits else {
                return nil
            }
            var problems = count.problems
            if variant.parts.isEmpty,
                case .failure(let problem) = composer.thread(
                    variant.text, for: variant.key, of: judged.message)
            {
                problems.append(problem.description)
            }
            let reasons =
                problems.isEmpty ? "" : ": " + problems.map(clause).joined(separator: "; ")
            let limit = count.limit.map { " of \($0)" } ?? ""
            return Flaw(
                "\(judged.id) has \(count.units)\(limit) \(count.unit) on \(variant.key.channel)\(reasons).",
                of: variant.key, remedy: "Shorten it: \(do: judged.edit(variant.key))")
        }
    }

    /// A sentence as part of another.
    private static func clause(_ sentence: String) -> String {
        sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
    }

    /// Invisible characters that change the visible text: control characters and direction
    /// overrides.
    public static let controlCharacter = Guard(
        "control-character", .blocks,
        summary: "A text with a control character or a direction override. Blocks that text only.",
        reason:
            "Readers can't see the character, but it can change or break the text on a screen, in a screen reader or at a gateway."
    ) { judged in
        judged.variants.compactMap { variant in
            let found = controlCharacters(in: variant.text)
            guard let first = found.first else { return nil }
            let others = found.count > 1 ? " and \(found.count - 1) more" : ""
            return Flaw(
                "The text of \(judged.id) for \(variant.key) has \(first.name) at byte \(first.span.lowerBound)\(others).",
                of: variant.key, remedy: "Remove it: \(do: judged.edit(variant.key))",
                places: found.map { .init(key: variant.key, span: $0.span) })
        }
    }

    private static func controlCharacters(
        in text: String
    ) -> [(name: String, span: Range<Int>)] {
        let scalars = Array(text.unicodeScalars)
        let deceptive = VisibleText.deceptive(in: scalars)
        guard !deceptive.isEmpty else { return [] }
        var found: [(name: String, span: Range<Int>)] = []
        var offset = 0
        for (index, scalar) in scalars.enumerated() {
            let end = offset + UTF8.width(scalar)
            if deceptive.contains(index) {
                found.append(("U+\(scalar.codePoint(width: 4))", offset..<end))
            }
            offset = end
        }
        return found
    }

    /// A word that people read and that no search for the word finds.
    public static let disguisedWord = Guard(
        "disguised-word", .blocksUnlessOverridden,
        summary:
            "A word with letters of several scripts, hidden characters, digits for letters, or gaps between its letters.",
        reason:
            "Screen readers spell it out, and readers can't tell a look-alike address or name from ours."
    ) { judged in
        // Staff read their texts to the public.
        judged.gathered(among: judged.variants) { variant in
            let text = judged.words(of: variant)
            let isLatin =
                switch JudgedLanguage(tag: variant.key.language) {
                case .english, .spanish: true
                case .other: false
                }
            return text.words.compactMap { word in
                guard let disguise = word.disguise, isLatin || disguise != .lookAlike else {
                    return nil
                }
                return (
                    text.span(word.scalars),
                    "\(judged.id) has \(words(disguise)): \"\(text.string(word.scalars))\".",
                    "Write the plain word: \(do: judged.edit(variant.key))"
                )
            }
        }
    }

    private static func words(_ disguise: WordText.Disguise) -> String {
        switch disguise {
        case .mixedScripts: "letters of several scripts in one word"
        case .lookAlike: "letters that only look like Latin ones"
        case .hiddenCharacters: "hidden characters in a word"
        case .spacedLetters: "gaps between the letters of a word"
        case .digits: "digits for letters"
        }
    }

    /// A channel that requires a picture or its description with each post.
    public static let mediaMissing = Guard(
        "media-missing", .blocks,
        summary:
            "A post without the picture or alt text that its channel needs. Blocks that channel only.",
        reason: "The channel rejects the post, or people with a screen reader can't read it."
    ) { judged in
        let message = judged.message
        let attachments = message.submission?.attachments ?? message.attachments
        let found = judged.variants.compactMap { variant -> Flaw? in
            let key = variant.key
            guard let channel = judged.context.playbook.channel(key.channel) else { return nil }
            if channel.needsMedia, !attachments.contains(where: \.isVisual) {
                return Flaw(
                    "\(channel.title) needs a picture, and \(message.id) has none.",
                    of: key, remedy: "Attach one: \(do: .attachPicture(message.id))")
            }
            let isDescribed = attachments.allSatisfy { attachment in
                !attachment.isVisual || attachment.alt.contains { $0.language == key.language }
            }
            guard channel.needsAltText, !isDescribed else { return nil }
            return Flaw(
                "A picture of \(message.id) has no alt text in \(key.language), which \(channel.title) needs.",
                of: key,
                remedy: "Add it: \(do: .describePicture(message.id, language: key.language))")
        }
        // A finding that is the same in every language is reported once.
        return found.reduce(into: []) { merged, flaw in
            let same = merged.firstIndex {
                $0.channels == flaw.channels && $0.finding == flaw.finding
            }
            if let same {
                merged[same].languages += flaw.languages
            } else {
                merged.append(flaw)
            }
        }
    }
}
