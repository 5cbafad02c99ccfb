internal import TextChecks
internal import Channels
internal import IncidentEvents
internal import Playbooks

/// What the message as a whole does not say.
extension MessageGuards {
    var elementMissing: GuardFinding? {
        guard message.kind == .alert else { return nil }
        let template = message.template.flatMap(context.playbook.template)?.elements ?? [:]
        let missing = [TemplateValue.time, .location, .source, .hazard, .guidance].filter {
            message.elements.text(of: $0) == nil && template[$0.rawValue] == nil
        }
        guard !missing.isEmpty else { return nil }
        let names = missing.map(\.rawValue)
        return finding(
            .elementMissing, "\(id) does not state: \(names.joined(separator: ", ")).",
            remedy: "Add it: \(do: .reviseMessage(message.id, .element(missing[0])))")
    }

    /// Texts that say the playbook's own guidance and contradict the author's.
    var guidanceUnsaid: [GuardFinding] {
        unsaid(.guidance).map { variant in
            GuardFinding(
                .guidanceUnsaid, id, channels: [variant.key.channel],
                languages: [variant.key.language],
                "The text of \(id) for \(variant.key.channel) (\(variant.key.language)) says the playbook's own guidance and not yours: \"\(message.elements.guidance)\".",
                remedy: "Write it there: \(do: edit(variant.key))")
        }
    }

    /// The same for hazard and time, which a short text may leave out.
    var elementsUnsaid: [GuardFinding] {
        [TemplateValue.hazard, .time].flatMap { value in
            unsaid(value).map { variant in
                GuardFinding(
                    .elementUnsaid, id, channels: [variant.key.channel],
                    languages: [variant.key.language],
                    "The text of \(id) for \(variant.key.channel) (\(variant.key.language)) does not say your \(value.rawValue): \"\(message.elements.text(of: value) ?? "")\".",
                    remedy: "Write it there: \(do: edit(variant.key))")
            }
        }
    }

    /// The variants made of a template that has words of its own for an element, and no place there
    /// for the author's.
    private func unsaid(_ value: TemplateValue) -> [Message.Variant] {
        // What is armed with an alert takes over the elements that its author stated there.
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

    /// Whether the playbook's words, filled in, are the author's.
    private func says(_ own: String, _ stated: String, _ template: MessageTemplate) -> Bool {
        if Self.plain(own) == Self.plain(stated) { return true }
        var bare = message
        bare.elements = MessageElements()
        let composer = MessageComposer(
            state: state, playbook: context.playbook, department: context.department)
        var values = TemplateValues(composer, bare, in: message.sourceLanguage)
        guard case .success(let filled) = values.fill(own, template) else { return false }
        return Self.plain(filled) == Self.plain(stated)
    }

    /// Without the case, the outer spaces and the full stop that change nothing.
    private static func plain(_ text: String) -> String {
        var words = text.lowercased()[...].drop(while: \.isWhitespace)
        while let last = words.last, last.isWhitespace || last == "." { words = words.dropLast() }
        return String(words)
    }

    /// What `message cap --wea` would refuse, told while there is still time to mend it.
    var phoneTextsIncomplete: [GuardFinding] {
        guard state.mode != .reenactment else { return [] }
        let names = context.department.agencyNames
        return variants.compactMap { variant in
            guard [.wea90, .wea360].contains(variant.key.channel) else { return nil }
            let times = [
                ReleaseValues.asOfName, ReleaseValues.nextUpdateName, ReleaseValues.expiresName,
            ]
            var missing: [String] = []
            if !times.contains(where: variant.text.contains), !WEAText.statesTime(variant.text) {
                missing.append("a time with its zone")
            }
            if !WEAText.names(variant.text, anyOf: names) { missing.append("who sends it") }
            guard !missing.isEmpty else { return nil }
            return GuardFinding(
                .phoneTextIncomplete, id, channels: [variant.key.channel],
                languages: [variant.key.language],
                "The text of \(id) for phones (\(variant.key)) does not say: \(missing.joined(separator: ", ")).",
                remedy:
                    "Reword it: \(do: edit(variant.key)). A short-name in the department file leaves more room."
            )
        }
    }

    /// Only where no text of a language says it: a short channel may leave it to the others.
    var nextUpdateUnsaid: GuardFinding? {
        guard [.holding, .alert, .update].contains(message.kind) else { return nil }
        let published = publicVariants
        let languages = Set(published.map(\.key.language)).sorted()
        let silent = languages.filter { language in
            !published.contains { $0.key.language == language && saysNextUpdate($0.text) }
        }
        guard !silent.isEmpty else { return nil }
        return finding(
            .nextUpdateUnsaid,
            "\(id) does not say in \(silent.joined(separator: ", ")) when the next update comes.",
            remedy:
                "Say it in the text, and give the time: \(do: .reviseMessage(message.id, .nextUpdate))"
        )
    }

    private func saysNextUpdate(_ text: String) -> Bool {
        if text.contains(ReleaseValues.nextUpdateName) { return true }
        let text = text.lowercased()
        return ["update", "actualiza"].contains { text.contains($0) }
    }

    var expired: [GuardFinding] {
        guard state.mode != .reenactment else { return [] }
        return [promisePassed, expiryPassed].compactMap(\.self)
    }

    private var expiryPassed: GuardFinding? {
        guard message.elements.hasExpires, Instant(message.elements.expires) <= context.now else {
            return nil
        }
        let end = state.zone.clock(Instant(message.elements.expires))
        return finding(
            .expired, "\(id) holds until \(end), which has passed.",
            remedy: "Give a new time: \(do: .reviseMessage(message.id, .expires))")
    }

    private var promisePassed: GuardFinding? {
        guard message.elements.hasNextUpdateBy else { return nil }
        let promised = Instant(message.elements.nextUpdateBy)
        guard promised <= context.now else { return nil }
        return finding(
            .expired,
            "\(id) promises the next update by \(state.zone.clock(promised)), which has passed.",
            remedy: "Give a new time: \(do: .reviseMessage(message.id, .nextUpdate))")
    }
}
