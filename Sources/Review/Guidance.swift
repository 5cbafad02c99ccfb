internal import Incident
internal import IncidentEvents
internal import Playbooks

extension IncidentState {
    /// The messages that ask the public to protect themselves, in the words of the author or of the
    /// template.
    func messages(guidingBy playbook: Playbook?) -> Set<MessageID> {
        Set(
            messages.all.filter { message in
                message.hasProtectiveAction
                    || message.isGuiding(by: message.template.flatMap { playbook?.template($0) })
            }.map(\.id))
    }
}

extension Message {
    /// Whether texts that it was released with are composed from a template with guidance of its
    /// own. Ending or correcting an order protects nobody.
    fileprivate func isGuiding(by template: MessageTemplate?) -> Bool {
        guard let template, [.holding, .alert, .update].contains(kind),
            let guidance = template.elements[TemplateValue.guidance.rawValue],
            guidance != "{\(TemplateValue.guidance.rawValue)}"
        else { return false }
        return releasedTexts.keys.contains { freeTexts[$0.language] == nil }
    }
}
