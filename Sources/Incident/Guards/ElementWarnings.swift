internal import Basics
internal import TextChecks
internal import Channels
internal import IncidentEvents
internal import Playbooks

/// Gaps in the message as a whole.
extension Guard {
    /// An alert without the elements that 47 CFR 10.420 asks for.
    public static let elementMissing = Guard(
        "element-missing", .warns,
        summary: "An alert that doesn't state one of: time, location, source, hazard, guidance.",
        reason:
            "People act on a warning that states all five. Of 6,080 wireless alerts sent from 2012 to 2022 only 8.5 % did: Olson et al. 2023, doi:10.1111/1468-5973.12518. 47 CFR 10.420 asks for all five."
    ) { judged in
        let message = judged.message
        guard message.kind == .alert else { return [] }
        let template = message.template.flatMap(judged.context.playbook.template)?.elements ?? [:]
        let missing = [TemplateValue.time, .location, .source, .hazard, .guidance].filter {
            message.elements.text(of: $0) == nil && template[$0.rawValue] == nil
        }
        guard !missing.isEmpty else { return [] }
        let names = missing.map(\.rawValue).joined(separator: ", ")
        return [
            Flaw(
                "\(message.id) doesn't state: \(names).",
                remedy: "Add it: \(do: .reviseMessage(message.id, .element(missing[0])))")
        ]
    }

    /// Texts that state the playbook's own guidance and contradict the author's.
    public static let guidanceUnsaid = Guard(
        "guidance-unsaid", .blocks,
        summary:
            "A text with the playbook's guidance when the author gave different guidance. Blocks that text only.",
        reason: saysWhatToDo
    ) { judged in
        let message = judged.message
        let given = message.elements.guidance
        return judged.unsaidByLanguage(.guidance).map { language, variants in
            let channels = variants.map(\.key.channel)
            let isTranslated =
                language == message.sourceLanguage || message.translations[language] != nil
            let remedy: Remedy =
                isTranslated
                ? "Write it by hand: \(do: judged.edit(variants[0].key))"
                : "Translate it: \(do: .translateMessage(message.id, into: language, .byElements(["guidance"])))"
            return Flaw(
                "The \(language.languageName) text of \(message.id) for \(channels.map(\.rawValue).joined(separator: ", ")) gives the playbook's guidance, not yours: \"\(given)\".",
                on: channels, in: [language],
                remedy: remedy + ". To send the playbook's words, draft it again without yours.")
        }
    }

    /// The same for hazard and time, which a short text may omit.
    public static let elementUnsaid = Guard(
        "element-unsaid", .warns,
        summary: "A text that doesn't include the hazard or the time that the author gave.",
        reason: saysWhatToDo
    ) { judged in
        [TemplateValue.hazard, .time].flatMap { value -> [Flaw] in
            guard let stated = judged.message.elements.text(of: value) else { return [] }
            return judged.unsaidByLanguage(value).map { language, variants in
                let channels = variants.map(\.key.channel)
                return Flaw(
                    "The \(language.languageName) text of \(judged.id) for \(channels.map(\.rawValue).joined(separator: ", ")) doesn't include your \(value.rawValue): \"\(stated)\".",
                    on: channels, in: [language],
                    remedy: "Write it by hand: \(do: judged.edit(variants[0].key))")
            }
        }
    }

    private static let saysWhatToDo =
        "47 CFR 10.420 requires hazard, time and guidance in a warning. People don't follow warnings that contradict each other: Mileti and Sorensen 1990."

    /// Anything that `message cap --wea` would refuse, reported while there is still time to fix
    /// it.
    public static let phoneTextIncomplete = Guard(
        "phone-text-incomplete", .warns,
        summary: "A text for phones (WEA) without the agency's name or a time with its zone.",
        reason:
            "A WEA must name its event, area, action, expiration time with the zone, and agency (47 CFR 10.420). Tocsin writes no CAP file without them."
    ) { judged in
        guard judged.state.mode != .reenactment else { return [] }
        let names = judged.context.department.agencyNames
        return judged.variants.compactMap { variant in
            guard [.wea90, .wea360].contains(variant.key.channel) else { return nil }
            let times = [
                ReleaseValues.asOfName, ReleaseValues.nextUpdateName, ReleaseValues.expiresName,
            ]
            var missing: [String] = []
            if !times.contains(where: variant.text.contains), !WEAText.statesTime(variant.text) {
                missing.append("a time with its zone")
            }
            if !WEAText.names(variant.text, anyOf: names) { missing.append("who sent it") }
            guard !missing.isEmpty else { return nil }
            return Flaw(
                "The text of \(judged.id) for phones (\(variant.key)) doesn't say: \(missing.joined(separator: " or ")).",
                of: variant.key,
                remedy:
                    "Reword it: \(do: judged.edit(variant.key)). A short-name in the department file leaves more room."
            )
        }
    }

    /// Only if no text of a language states it: a short channel may leave it to the others.
    public static let nextUpdateUnsaid = Guard(
        "next-update-unsaid", .warns,
        summary: "A holding message, alert or update that doesn't say when the next update comes.",
        reason:
            "If we don't promise a time, people look for news elsewhere: CDC, CERC manual, 2018."
    ) { judged in
        guard [.holding, .alert, .update].contains(judged.message.kind) else { return [] }
        let published = judged.publicVariants
        let languages = Set(published.map(\.key.language)).sorted()
        let silent = languages.filter { language in
            !published.contains { $0.key.language == language && saysNextUpdate($0.text) }
        }
        guard !silent.isEmpty else { return [] }
        return [
            Flaw(
                "\(judged.id) doesn't say when the next update comes in: \(silent.joined(separator: ", ")).",
                remedy:
                    "Say it in the text and set the time: \(do: .reviseMessage(judged.message.id, judged.settingNextUpdate))"
            )
        ]
    }

    private static func saysNextUpdate(_ text: String) -> Bool {
        if text.contains(ReleaseValues.nextUpdateName) { return true }
        let text = text.lowercased()
        return ["update", "actualiza"].contains { text.contains($0) }
    }

    /// A promised time that passes before the text is released.
    public static let expired = Guard(
        "expired", .warns,
        summary: "A promised update that is past before the release.",
        reason: "A promise that is already broken costs trust."
    ) { judged in
        guard judged.state.mode != .reenactment else { return [] }
        let id = judged.message.id
        let elements = judged.message.elements
        func isPast(_ time: Instant) -> Bool { time <= judged.context.publicNow }
        var flaws: [Flaw] = []
        if elements.hasNextUpdateBy, isPast(Instant(elements.nextUpdateBy)) {
            let promised = judged.state.zone.clock(Instant(elements.nextUpdateBy))
            flaws.append(
                Flaw(
                    "\(id) promises the next update by \(promised). That time is past.",
                    remedy: "Set a new time: \(do: .reviseMessage(id, judged.settingNextUpdate))"))
        }
        return flaws
    }
}

extension JudgedMessage {
    /// ``unsaid(_:)`` by language: one line for each, as people would mend it.
    fileprivate func unsaidByLanguage(
        _ value: TemplateValue
    ) -> [(language: String, variants: [Message.Variant])] {
        let unsaid = unsaid(value)
        return unsaid.map(\.key.language).uniqued().map { language in
            (language, unsaid.filter { $0.key.language == language })
        }
    }

    /// The variants from a template that has its own words for an element and no placeholder for
    /// the author's.
    fileprivate func unsaid(_ value: TemplateValue) -> [Message.Variant] {
        // A message armed with an alert takes over the elements that the author stated for the
        // alert.
        let alert = message.retracts.flatMap { state.messages[$0] }
        let isArmed = alert?.armed.contains(message.id) ?? false
        guard state.mode != .reenactment, !isArmed,
            let stated = message.elements.text(of: value),
            let template = message.template.flatMap(context.playbook.template),
            let own = template.elements[value.rawValue], own != "{\(value.rawValue)}",
            !says(own, stated, template)
        else { return [] }
        // One element may hold another.
        let name = "{\(value.rawValue)}"
        let holding = template.elements.filter { $0.value.contains(name) }.keys
        let holders = [name] + holding.map { "{\($0)}" }
        return variants.filter { variant in
            let key = variant.key
            guard message.handTexts[key] == nil, message.freeTexts[key.language] == nil,
                message.translations[key.language]?.text(for: key.channel) == nil,
                let segments = template.segments(for: key.channel, in: key.language)
            else { return false }
            return !segments.contains { segment in
                holders.contains { segment.text.contains($0) }
            }
        }
    }

    /// Whether the playbook's filled-in words equal the author's.
    private func says(_ own: String, _ stated: String, _ template: MessageTemplate) -> Bool {
        if Self.plain(own) == Self.plain(stated) { return true }
        var bare = message
        bare.elements = MessageElements()
        var values = TemplateValues(composer, bare, in: message.sourceLanguage)
        guard case .success(let filled) = values.fill(own, template) else { return false }
        return Self.plain(filled) == Self.plain(stated)
    }

    /// The text without differences that don't matter: case, outer spaces and the final period.
    private static func plain(_ text: String) -> String {
        var words = text.lowercased()[...].drop(while: \.isWhitespace)
        while let last = words.last, last.isWhitespace || last == "." { words = words.dropLast() }
        return String(words)
    }
}
