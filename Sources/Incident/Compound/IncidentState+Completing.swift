internal import IncidentEvents
internal import Playbooks

extension IncidentState {
    /// How to give the first value that a draft's texts lack; nil if they lack none. A text that
    /// only lacks a translation holds back nothing but itself.
    func completing(_ id: MessageID, _ context: DecisionContext) -> Remedy? {
        guard let message = messages[id], message.discarded == nil else { return nil }
        let composer = MessageComposer(
            state: self, playbook: context.playbook, department: context.department)
        let lacking = composer.compose(message).variants.filter {
            $0.text == nil && !$0.isUntranslated
        }
        guard let name = lacking.flatMap(\.missing).first else { return nil }
        return giving(
            name, to: message, message.template.flatMap(context.playbook.template), context)
    }

    /// - Parameter name: A placeholder of the template.
    private func giving(
        _ name: String, to message: Message, _ template: MessageTemplate?,
        _ context: DecisionContext
    ) -> Remedy {
        func adding(_ revision: Suggestion.Revision) -> Remedy {
            "Add it: \(do: .reviseMessage(message.id, revision))"
        }
        for prefix in ["fact:", "number:"] where name.hasPrefix(prefix) {
            return stating(
                topic: String(name.dropFirst(prefix.count)), isNumber: prefix == "number:")
        }
        if template?.fields.contains(where: { $0.name == name }) ?? false {
            return adding(.namedField(name))
        }
        switch TemplateValue(rawValue: name) {
        case .known:
            return adding(.element(.known))
                + ", or record, verify and clear a fact: \(do: .recordFact())"
        case .source, .hazard, .location, .guidance, .time, .impact, .notKnown, .doing, .empathy:
            return TemplateValue(rawValue: name).map { adding(.element($0)) } ?? adding(.text)
        case .nextUpdate: return adding(settingNextUpdate(context))
        case .expires: return adding(settingEnd(of: message.id, context))
        case .claim, .truth: return adding(.anyRumor)
        case .title, .place, .department, .hotline, .web, .shortName, .saidAt, .asOf, nil:
            return "Write the text without it: \(do: .reviseMessage(message.id))"
        }
    }

    /// The next command until the topic has a fact that may be said.
    private func stating(topic: String, isNumber: Bool) -> Remedy {
        let fact = facts.all.last { $0.topic == topic && $0.isStanding }
        switch fact?.status {
        case .recorded: return "Verify the fact: \(do: .verifyFact(fact?.id))"
        case .verified: return "Clear the fact: \(do: .clearFact(fact?.id))"
        case .held: return "\(fact?.id.description ?? "It") is held back. See it: \(do: .listFacts)"
        case .cleared, .refuted, .superseded, nil:
            return
                "Record the fact: \(do: .recordFact(number: isNumber ? 1 : nil, topic: topic))"
        }
    }
}
