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

    var expired: GuardFinding? {
        guard message.elements.hasNextUpdateBy, state.mode != .reenactment else { return nil }
        let promised = Instant(message.elements.nextUpdateBy)
        guard promised <= context.now else { return nil }
        return finding(
            .expired,
            "\(id) promises the next update by \(state.zone.clock(promised)), which has passed.",
            remedy: "Give a new time: tocsin message revise \(id) --next-update +30m")
    }
}
