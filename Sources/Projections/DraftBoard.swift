internal import Channels
public import Incident
public import IncidentEvents
public import Playbooks

/// Every message that is not out yet, with its text on each channel as it stands now.
///
/// JSON: `drafts`; a variant's `text` is absent where values are `missing`, and its `units` and
/// `limit` where there is no text or no limit.
public struct DraftBoard: Sendable, Encodable {
    public var drafts: [Draft]

    public struct Draft: Sendable, Encodable {
        public var message: MessageID
        public var name: String?
        public var kind: String
        public var template: String?
        /// `draft`, `submitted` or `approved`.
        public var status: String
        public var authors: [String]
        public var approvedBy: String?
        public var approval: String?
        public var returned: String?
        public var cites: [FactID]
        public var corrects: [RumorID]
        public var retracts: MessageID?
        /// Whom it identifies is not yet said, and submitting will be refused.
        public var needsDeclaration: Bool
        public var variants: [Variant]
        public var missing: [String]
    }

    public struct Variant: Sendable, Encodable {
        public var channel: String
        public var language: String
        public var text: String?
        /// `composed`, `free-text`, `hand-written` or `submitted`.
        public var origin: String
        public var units: Int?
        public var limit: Int?
        public var unit: String?
        public var parts: Int?
        public var isUpperBound: Bool
        /// Whether the channel takes it as it stands; false also where there is no text.
        public var fits: Bool
        public var problems: [String]
        public var missing: [String]
        /// A hand-written text whose composed text has changed since.
        public var changedUnderneath: Bool
        /// What the template gives now, where a hand-written text stands in its place.
        public var composedText: String?
    }

    /// - Parameter message: Only this one, whatever its status; nil for all that are not out.
    public init(
        state: IncidentState, playbook: Playbook, department: Department,
        message: MessageID? = nil
    ) {
        let composer = MessageComposer(state: state, playbook: playbook, department: department)
        let shown = state.messages.all.filter {
            message == nil ? $0.isPending : $0.id == message
        }
        drafts = shown.map { Draft($0, composer: composer, playbook: playbook) }
    }
}

extension Message {
    var isPending: Bool {
        switch status {
        case .draft, .submitted, .approved: true
        // Edited after it went out: the edit waits for its own release.
        case .released: submission == nil && isChangedSinceRelease
        case .discarded: false
        }
    }
}

extension DraftBoard.Draft {
    fileprivate init(_ message: Message, composer: MessageComposer, playbook: Playbook) {
        self.message = message.id
        name = message.name
        kind = message.kind.plainWord
        template = message.template
        status = message.status.rawValue
        authors = message.authors
        approvedBy = message.approval?.approver
        approval = message.approval?.manner.plainWord
        returned = message.submission == nil ? message.returns.last?.reason : nil
        corrects = message.corrects
        retracts = message.retracts
        needsDeclaration = message.declaration == .undeclared
        if let submission = message.submission {
            // Frozen: what was submitted is what will be approved, whatever facts have changed.
            cites = message.cites.map(\.fact)
            variants = submission.variants.map { DraftBoard.Variant($0, playbook: playbook) }
        } else {
            let composition = composer.compose(message)
            cites = composition.cites.map(\.fact)
            variants = composition.variants.map(DraftBoard.Variant.init)
        }
        var names: [String] = []
        for name in variants.flatMap(\.missing) where !names.contains(name) { names.append(name) }
        missing = names
    }
}

extension DraftBoard.Variant {
    fileprivate init(_ variant: ComposedVariant) {
        let origin =
            switch variant.origin {
            case .composed: "composed"
            case .freeText: "free-text"
            case .handWritten: "hand-written"
            }
        self.init(
            key: variant.key, text: variant.text, origin: origin, count: variant.count,
            missing: variant.missing, changedUnderneath: variant.changedUnderneath,
            composedText: variant.composedText)
    }

    fileprivate init(_ variant: Message.Variant, playbook: Playbook) {
        self.init(
            key: variant.key, text: variant.text, origin: "submitted",
            count: playbook.channel(variant.key.channel)?.count(variant.text), missing: [],
            changedUnderneath: false, composedText: nil)
    }

    private init(
        key: Message.VariantKey, text: String?, origin: String, count: Count?, missing: [String],
        changedUnderneath: Bool, composedText: String?
    ) {
        channel = key.channel.rawValue
        language = key.language
        self.text = text
        self.origin = origin
        units = count?.units
        limit = count?.limit
        unit = count?.unit
        parts = count?.parts
        isUpperBound = count?.isUpperBound ?? false
        fits = text != nil && (count?.fits ?? true)
        problems = count?.problems ?? []
        self.missing = missing
        self.changedUnderneath = changedUnderneath
        self.composedText = composedText
    }
}
