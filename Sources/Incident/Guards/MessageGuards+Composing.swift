internal import Basics
internal import Documents
internal import Channels
internal import IncidentEvents
internal import Playbooks

/// What a variant lacks to be whole: its limit, its pictures, a person behind a machine's words.
extension MessageGuards {
    var overLimit: [GuardFinding] {
        let composer = MessageComposer(
            state: state, playbook: context.playbook, department: context.department)
        return variants.compactMap { variant in
            guard let count = composer.count(variant), !count.fits else { return nil }
            var problems = count.problems
            if variant.parts.isEmpty,
                case .failure(let problem) = composer.thread(
                    variant.text, on: variant.key.channel, of: message)
            {
                problems.append(problem.description)
            }
            let reasons =
                problems.isEmpty ? "" : ": " + problems.map(Self.clause).joined(separator: "; ")
            let limit = count.limit.map { " of \($0)" } ?? ""
            let channel = variant.key.channel
            return GuardFinding(
                .overLimit, message.id.description, channels: [channel],
                languages: [variant.key.language],
                "\(message.id) has \(count.units)\(limit) \(count.unit) on \(channel)\(reasons).",
                remedy: "Shorten it there: \(do: edit(variant.key))")
        }
    }

    func edit(_ key: Message.VariantKey) -> Suggestion {
        .editText(
            message.id, key.channel,
            translatedInto: key.language == message.sourceLanguage ? nil : key.language)
    }

    /// A sentence as a part of another.
    private static func clause(_ sentence: String) -> String {
        sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
    }

    /// A machine's words that nobody has read. A text written by hand in their place is a person's.
    var translationUnconfirmed: [GuardFinding] {
        message.translations.keys.sorted().compactMap { language in
            guard message.translations[language]?.needsConfirmation == true else { return nil }
            let channels = variants.map(\.key).filter {
                $0.language == language && message.handTexts[$0] == nil
            }.map(\.channel)
            guard !channels.isEmpty else { return nil }
            return GuardFinding(
                .translationUnconfirmed, message.id.description, channels: channels,
                languages: [language],
                "\(message.id) was translated into \(language) by a machine, and nobody has confirmed it.",
                remedy:
                    "Read it, or have it read, then type: \(do: .confirmTranslation(message.id, language))"
            )
        }
    }

    /// Languages that stay behind, and those that say what the first no longer says.
    var translationsDue: [GuardFinding] {
        guard message.languages.count > 1, state.mode != .reenactment else { return [] }
        let composer = MessageComposer(
            state: state, playbook: context.playbook, department: context.department)
        let composed = composer.compose(message).variants
        return message.languages.dropFirst().flatMap { language in
            let own = composed.filter { $0.key.language == language }
            let untranslated = own.filter(\.isUntranslated)
            let stale = own.filter { isStale($0, composer) }
            let remedy: Remedy =
                "Translate it: \(do: .translateMessage(message.id, into: language, .byElement))"
            var findings: [GuardFinding] = []
            if let first = untranslated.first {
                findings.append(
                    GuardFinding(
                        .untranslated, message.id.description,
                        channels: untranslated.map(\.key.channel), languages: [language],
                        "\(message.id) lacks \(first.missing.joined(separator: ", ")) in \(language), so only the other languages will go out.",
                        remedy: remedy))
            }
            if !stale.isEmpty {
                findings.append(
                    GuardFinding(
                        .translationStale, message.id.description,
                        channels: stale.map(\.key.channel), languages: [language],
                        "\(message.id) has changed since it was translated into \(language).",
                        remedy: remedy))
            }
            return findings
        }
    }

    /// What is submitted goes out as it is, so a fact that came later makes no translation of it
    /// stale.
    private func isStale(_ variant: ComposedVariant, _ composer: MessageComposer) -> Bool {
        guard let submission = message.submission else { return variant.isStale }
        let source = submission.variants.filter { $0.key.language == message.sourceLanguage }
        return composer.isStale(
            variant.key, of: message, source: ContentHash.sha256(source: source.map(\.text)))
    }

    /// What is not seen and changes what is: control characters, and overrides of direction.
    var controlCharacters: [GuardFinding] {
        variants.compactMap { variant in
            let found = Self.controlCharacters(in: variant.text)
            guard let first = found.first else { return nil }
            let others = found.count > 1 ? " and \(found.count - 1) more" : ""
            let places = found.map { GuardFinding.Place(key: variant.key, span: $0.span) }
            return GuardFinding(
                .controlCharacter, message.id.description, channels: [variant.key.channel],
                languages: [variant.key.language],
                "The text of \(message.id) for \(variant.key) holds \(first.name) at byte \(first.span.lowerBound)\(others).",
                remedy: "Write it without: \(do: edit(variant.key))", places: places)
        }
    }

    private static func controlCharacters(
        in text: String
    ) -> [(name: String, span: Range<Int>)] {
        let scalars = Array(text.unicodeScalars)
        var found: [(name: String, span: Range<Int>)] = []
        var offset = 0
        for (index, scalar) in scalars.enumerated() {
            let end = offset + UTF8.width(scalar)
            let endsLine = index + 1 < scalars.count && scalars[index + 1] == "\n"
            if VisibleText.isDeceptive(scalar), scalar != "\r" || !endsLine {
                found.append(("U+\(scalar.codePoint(width: 4))", offset..<end))
            }
            offset = end
        }
        return found
    }

    var mediaMissing: [GuardFinding] {
        let attachments = message.submission?.attachments ?? message.attachments
        let found = variants.compactMap { variant -> GuardFinding? in
            let key = variant.key
            guard let channel = context.playbook.channel(key.channel) else { return nil }
            func finding(_ text: String, _ remedy: Remedy) -> GuardFinding {
                GuardFinding(
                    .mediaMissing, message.id.description, channels: [key.channel],
                    languages: [key.language], text, remedy: remedy)
            }
            if channel.needsMedia, !attachments.contains(where: \.isVisual) {
                return finding(
                    "\(channel.title) takes no post without a picture, and \(message.id) has none.",
                    "Attach one: \(do: .attachPicture(message.id))"
                )
            }
            let isDescribed = attachments.allSatisfy { attachment in
                !attachment.isVisual || attachment.alt.contains { $0.language == key.language }
            }
            guard channel.needsAltText, !isDescribed else { return nil }
            return finding(
                "A picture of \(message.id) has no alt text in \(key.language), which \(channel.title) needs.",
                "Give it: \(do: .describePicture(message.id, language: key.language))"
            )
        }
        // What is the same in every language is said once.
        return found.reduce(into: []) { merged, finding in
            let same = merged.firstIndex {
                $0.channels == finding.channels && $0.finding == finding.finding
            }
            if let same {
                merged[same].languages += finding.languages
            } else {
                merged.append(finding)
            }
        }
    }
}
