public import IncidentEvents
internal import Channels

/// The templates that commands draft from by themselves, so that every playbook has each of them:
/// its own, or the neutral one that ships.
public enum StandardTemplate: CaseIterable, Hashable, Sendable {
    case holding, update, correction, rumorCorrection, retraction, allClear

    /// The template's name.
    public var id: TemplateID { ids[0] }

    public var kind: MessageKind {
        switch self {
        case .holding: .holding
        case .update: .update
        case .correction, .rumorCorrection: .correction
        case .retraction: .retraction
        case .allClear: .allClear
        }
    }

    /// The name, then those that playbooks gave it before.
    fileprivate var ids: [TemplateID] {
        switch self {
        case .holding: ["holding"]
        case .update: ["update"]
        // Version 0.1 drafted corrections of our own errors from "fact-correction".
        case .correction: ["correction", "fact-correction"]
        case .rumorCorrection: ["rumor-correction"]
        case .retraction: ["retraction"]
        case .allClear: ["all-clear"]
        }
    }
}

extension StandardTemplate {
    /// The neutral templates that complete a playbook with these of its own.
    static func neutral(besides own: [TemplateID]) -> [MessageTemplate] {
        let missing = allCases.filter { !$0.ids.contains(where: own.contains) }
        // The neutral playbook lacks none, so reading it doesn't ask for itself.
        return missing.isEmpty ? [] : missing.compactMap(ShippedFiles.neutral.playbook.template)
    }
}

extension Playbook {
    /// The playbook's template for this purpose; nil where it has none. No other template of the same
    /// kind takes its place: a text that names the wrong thing is worse than none.
    public func template(_ standard: StandardTemplate) -> MessageTemplate? {
        standard.ids.lazy.compactMap(template).first { $0.kind == standard.kind }
    }

    /// The playbook with a neutral template for each standard one that it lacks, in the languages
    /// that it uses.
    public func completed(by neutral: Playbook) -> Playbook {
        var whole = self
        for standard in StandardTemplate.allCases
        where !standard.ids.contains(where: { template($0) != nil }) {
            guard let template = neutral.template(standard), let fitting = fitted(template) else {
                continue
            }
            whole.templates.append(fitting)
        }
        return whole
    }

    /// The languages of the playbook, then those in which only some of its texts are.
    private var spoken: [String] {
        var tags: [String] = []
        for tag in languages + templates.flatMap(\.texts).map(\.language) where !tags.contains(tag)
        {
            tags.append(tag)
        }
        return tags
    }

    /// A neutral template as this playbook would have it; nil where it has no language in common.
    private func fitted(_ template: MessageTemplate) -> MessageTemplate? {
        var fitted = template
        fitted.texts = spoken.flatMap { tag in
            template.texts.filter { Self.isSameLanguage($0.language, tag) }.map { text in
                var text = text
                text.language = tag
                return text
            }
        }
        guard !fitted.texts.isEmpty else { return nil }
        // Two first drafts would leave it open which one is meant.
        if templates.contains(where: \.isDraftedAtOpen) { fitted.isDraftedAtOpen = false }
        if template.kind == .allClear || template.kind == .retraction {
            fitted.channels = channelsOfAlerts
        }
        return fitted
    }

    /// `es` serves a playbook that is in `es-US`.
    private static func isSameLanguage(_ tag: String, _ other: String) -> Bool {
        tag.split(separator: "-").first == other.split(separator: "-").first
    }

    /// The playbook's channels and those to which its alerts go besides; nil where there are none
    /// besides. What ends an alert has to reach everyone who got it.
    private var channelsOfAlerts: [ChannelID]? {
        var reach = channels
        for channel in templates.filter({ $0.kind == .alert }).flatMap({ $0.channels ?? [] })
        where !reach.contains(channel) {
            reach.append(channel)
        }
        return reach.count > channels.count ? reach : nil
    }
}
