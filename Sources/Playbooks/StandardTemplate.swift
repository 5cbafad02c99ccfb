internal import Basics
public import IncidentEvents
internal import Channels

/// The templates that commands use without being told to. Every playbook has each of them: its own,
/// or the shipped neutral one.
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

    /// The name, then its earlier names.
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
    /// The neutral templates that complete a playbook with these templates of its own.
    static func neutral(completing own: [TemplateID], faults: Faults) -> [MessageTemplate] {
        let missing = allCases.filter { !$0.ids.contains(where: own.contains) }
        // The neutral playbook has all of them, so reading it never needs the neutral playbook.
        guard !missing.isEmpty, let neutral = faults.neutralPlaybook() else { return [] }
        return missing.compactMap(neutral.template)
    }
}

extension Faults {
    /// The shipped neutral templates; nil, with a fault, if the shipped file is broken.
    func neutralPlaybook() -> Playbook? {
        do throws(LoadFailure) {
            return try ShippedFiles.neutral().playbook
        } catch {
            self.error("the shipped neutral templates can't be read: \(error)", at: .start)
            return nil
        }
    }
}

extension Playbook {
    /// The playbook's template for this purpose; nil if it has none. No other template of the same
    /// kind replaces it: a text that names the wrong thing is worse than none.
    public func template(_ standard: StandardTemplate) -> MessageTemplate? {
        standard.ids.lazy.compactMap(template).first { $0.kind == standard.kind }
    }

    /// The playbook with a neutral template for each missing standard one, in the playbook's
    /// languages.
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

    /// The languages of the playbook, then those of single texts.
    private var spoken: [String] {
        (languages + templates.flatMap(\.languages)).uniqued()
    }

    /// A neutral template for this playbook; nil if they have no language in common.
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
        // Two first drafts would be ambiguous.
        if templates.contains(where: \.isDraftedAtOpen) { fitted.isDraftedAtOpen = false }
        switch template.kind {
        // The end of an alert must reach everyone who got the alert.
        case .allClear: fitted.channels = channels(with: templates.filter { $0.kind == .alert })
        case .retraction: fitted.channels = channels(with: templates)
        default: break
        }
        return fitted
    }

    /// A text in `es` serves a playbook in `es-US`.
    static func isSameLanguage(_ tag: String, _ other: String) -> Bool {
        tag.split(separator: "-").first == other.split(separator: "-").first
    }

    /// The playbook's channels and the other channels of some templates; nil if there are no others.
    private func channels(with templates: [MessageTemplate]) -> [ChannelID]? {
        let reach = (channels + templates.flatMap { $0.channels ?? [] }).uniqued()
        return reach.count > channels.count ? reach : nil
    }
}
