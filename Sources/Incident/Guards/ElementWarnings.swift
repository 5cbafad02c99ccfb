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
            remedy: "Add it: tocsin message revise \(id) --\(names[0]) TEXT")
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
                    "Word it anew: \(edit(variant.key)). A short-name in the department file leaves more room."
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
                "Say it in the text, and give the time: tocsin message revise \(id) --next-update +30m"
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
            remedy: "Give a new time: tocsin message revise \(id) --expires +1h")
    }

    private var promisePassed: GuardFinding? {
        guard message.elements.hasNextUpdateBy else { return nil }
        let promised = Instant(message.elements.nextUpdateBy)
        guard promised <= context.now else { return nil }
        return finding(
            .expired,
            "\(id) promises the next update by \(state.zone.clock(promised)), which has passed.",
            remedy: "Give a new time: tocsin message revise \(id) --next-update +30m")
    }
}
