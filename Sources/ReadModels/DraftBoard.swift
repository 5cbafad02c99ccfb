internal import Basics
internal import Channels
public import Incident
public import IncidentEvents
public import Playbooks

/// Every unreleased message, with its current text on each channel.
///
/// JSON: `drafts`; a variant's `text` is absent if values are `missing`, and its `units` and
/// `limit` if there is no text or no limit.
public struct DraftBoard: Sendable, Encodable {
    /// The messages shown, in the order of their ids.
    public var drafts: [Draft]
    /// The number of further messages.
    public var rest: Int

    private enum CodingKeys: CodingKey { case drafts }

    /// One message with its texts.
    public struct Draft: Sendable, Encodable {
        /// The message, such as `M3`.
        public var message: MessageID
        /// The name in commands; nil for none.
        public var name: String?
        /// The kind of message; nil leaves it to the reader.
        public var kind: MessageKind
        /// The playbook's template; nil for the kind's own.
        public var template: TemplateID?
        /// `draft`, `submitted` or `approved`.
        public var status: String
        /// The authors of the current text, by work id.
        public var authors: [String]
        /// The approver of the current submission; nil if there is none.
        public var approvedBy: EmptyInJSON<String>?
        /// The manner of the approval; nil if there is none.
        public var approval: ApprovalManner?
        /// The reason for an approver's return; nil if there was none.
        public var returned: String?
        /// The facts that it is based on.
        public var cites: [FactID]
        /// The rumors to correct.
        public var corrects: [RumorID]
        /// The message that it ends or retracts; nil for none.
        public var retracts: MessageID?
        /// Whether the author has yet to say whom it identifies; submitting is refused until then.
        public var needsDeclaration: Bool
        /// One for each channel and language.
        public var variants: [Variant]
        /// The values that nobody has given yet.
        public var missing: [String]
        /// Missing values that caused optional segments to be left out of every text that has them.
        public var omitted: [String]
        /// Each language after the first.
        public var translations: [Translation]
        /// Pictures and videos, with their alt texts.
        public var attachments: [Media]
    }

    /// The state of one of the message's languages.
    public struct Translation: Sendable, Encodable {
        /// The language, BCP 47.
        public var language: String
        /// `template` (the playbook's own words), `human`, `machine`, `confirmed`, or
        /// `untranslated` if words are missing.
        public var state: String
        /// The translator; absent for a machine.
        public var translator: String?
        /// The person who confirmed a machine translation; nil if nobody did.
        public var confirmedBy: String?
        /// Whether the first language has changed since.
        public var isStale: Bool
        /// The placeholders without words in this language.
        public var missing: [String]
    }

    /// An attached file. Only its details are recorded.
    public struct Media: Sendable, Encodable {
        /// SHA-256 of the file, in hexadecimal digits.
        public var sha256: String
        /// The media type, such as `image/png`.
        public var mediaType: String
        /// The size in bytes.
        public var size: UInt64
        /// The descriptions, by language.
        public var alt: [Alt]
        /// The persons that it identifies, by purpose.
        public var shows: [String]

        /// A picture's description in one language.
        public struct Alt: Sendable, Encodable {
            /// The language, BCP 47.
            public var language: String
            /// The description.
            public var text: String
        }
    }

    /// A text for one channel in one language.
    public struct Variant: Sendable, Encodable {
        /// The channel, such as `x`.
        public var channel: String
        /// The language, BCP 47.
        public var language: String
        /// The text; nil if a value is missing.
        public var text: String?
        /// The numbered posts of a thread, if one post can't hold the text; else empty.
        public var posts: [String]
        /// Optional segments that were left out because the whole was too long.
        public var dropped: [String]
        /// The fields whose short form is in it, because it was too long with the author's value.
        public var shortened: [String]
        /// `composed`, `free-text`, `hand-written`, `translated` or `submitted`.
        public var origin: String
        /// The count at its longest, in `unit`.
        public var units: Int?
        /// The limit; nil if there is none.
        public var limit: Int?
        /// The unit of the count, such as `weighted characters`.
        public var unit: String?
        /// The number of parts or posts that it takes.
        public var parts: Int?
        /// Whether the outlet may count less.
        public var isUpperBound: Bool
        /// Whether it fits the channel; false also if there is no text.
        public var fits: Bool
        /// The channel's reasons to refuse the text, as sentences.
        public var problems: [String]
        /// The values that nobody has given yet.
        public var missing: [String]
        /// Whether the missing values exist in the message's first language.
        public var isUntranslated: Bool
        /// Whether the first language's words have changed since they were translated.
        public var isStale: Bool
        /// Whether it is the playbook's own text in another language than its first, and the
        /// playbook names nobody who read it.
        public var isUnreviewed: Bool
        /// Whether the composed text behind a hand-written text has changed since.
        public var changedUnderneath: Bool
        /// The template's current text, if a hand-written text replaces it.
        public var composedText: String?
    }

    /// - Parameters:
    ///   - message: The only message to show, whatever its status; nil for all unreleased ones.
    ///   - limit: The most messages to compose; nil for all. The rest is counted.
    public init(
        state: IncidentState, playbook: Playbook, department: Department,
        message: MessageID? = nil, limit: Int? = nil
    ) {
        let composer = MessageComposer(state: state, playbook: playbook, department: department)
        let all = state.messages.all
        // A whole message is slow to copy.
        let places = all.indices.filter {
            message == nil ? all[$0].isPending : all[$0].id == message
        }
        let shown = places.prefix(limit ?? places.count)
        drafts = shown.map { Draft(all[$0], composer: composer, playbook: playbook) }
        rest = places.count - shown.count
    }
}

extension Message {
    var isPending: Bool {
        switch status {
        case .draft, .submitted, .approved: true
        // Edited after its release: the edit waits for its own release.
        case .released: submission == nil && isChangedSinceRelease
        case .discarded: false
        }
    }
}

extension DraftBoard.Draft {
    fileprivate init(_ message: Message, composer: MessageComposer, playbook: Playbook) {
        self.message = message.id
        name = message.name
        kind = message.kind
        template = message.template
        status = message.statusWord
        authors = message.authors
        approvedBy = message.approval.map { EmptyInJSON(wrappedValue: $0.approver) }
        approval = message.approval?.manner
        returned = message.submission == nil ? message.returns.last?.reason : nil
        corrects = message.corrects
        retracts = message.retracts
        needsDeclaration = message.declaration == .undeclared
        if let submission = message.submission {
            // Frozen: the submitted content is the one to be approved, even if facts have changed.
            cites = message.cites.map(\.fact)
            variants = submission.variants.map {
                DraftBoard.Variant($0, of: message, composer: composer)
            }
            let frozen = Set(submission.variants.map(\.key))
            // Untranslated texts were not submitted, but are shown.
            let composed = message.languages.count > 1 ? composer.compose(message).variants : []
            variants += composed.filter { !frozen.contains($0.key) }.map(DraftBoard.Variant.init)
            for variant in composed where variant.isStale {
                for index in variants.indices where variants[index].key == variant.key {
                    variants[index].isStale = true
                }
            }
            omitted = []
        } else {
            let composition = composer.compose(message)
            cites = composition.cites.map(\.fact)
            variants = composition.variants.map(DraftBoard.Variant.init)
            omitted = Set(composition.variants.flatMap(\.omitted)).sorted()
        }
        let all = variants
        translations = message.languages.dropFirst().map { language in
            DraftBoard.Translation(
                language, message.translations[language],
                all.filter { $0.language == language })
        }
        attachments = message.attachments.map(DraftBoard.Media.init)
        missing = variants.flatMap(\.missing).uniqued()
    }
}

extension DraftBoard.Translation {
    fileprivate init(
        _ language: String, _ translation: Message.Translation?, _ variants: [DraftBoard.Variant]
    ) {
        self.language = language
        missing = variants.flatMap(\.missing).uniqued()
        translator = translation?.translator
        confirmedBy = translation?.confirmed?.actor
        isStale = variants.contains(where: \.isStale)
        if variants.contains(where: \.isUntranslated) {
            state = "untranslated"
        } else if let translation {
            state =
                translation.needsConfirmation
                ? "machine" : translation.confirmed == nil ? "human" : "confirmed"
        } else {
            state = variants.contains { $0.origin == "hand-written" } ? "human" : "template"
        }
    }
}

extension DraftBoard.Media {
    fileprivate init(_ attachment: AttachedMedia) {
        sha256 = attachment.sha256.hexadecimal
        mediaType = attachment.mediaType
        size = attachment.size
        alt = attachment.alt.map { Alt(language: $0.language, text: $0.text) }
        shows = attachment.identifications.map(\.whom)
    }
}

extension DraftBoard.Variant {
    fileprivate var key: Message.VariantKey {
        Message.VariantKey(channel: ChannelID(rawValue: channel), language: language)
    }

    fileprivate init(_ variant: ComposedVariant) {
        let origin =
            switch variant.origin {
            case .composed: "composed"
            case .freeText: "free-text"
            case .handWritten: "hand-written"
            case .translated: "translated"
            }
        self.init(
            key: variant.key, text: variant.text, origin: origin, count: variant.count,
            missing: variant.missing, changedUnderneath: variant.changedUnderneath,
            composedText: variant.composedText)
        posts = variant.parts
        dropped = variant.dropped
        shortened = variant.shortened
        isUntranslated = variant.isUntranslated
        isStale = variant.isStale
        isUnreviewed = variant.isUnreviewed
        if let problem = variant.threadProblem { problems.append(problem) }
    }

    fileprivate init(
        _ variant: Message.Variant, of message: Message, composer: MessageComposer
    ) {
        self.init(
            key: variant.key, text: variant.text, origin: "submitted",
            count: composer.count(variant, of: message), missing: [], changedUnderneath: false,
            composedText: nil)
        posts = variant.parts
        dropped = variant.dropped
        isUnreviewed = composer.isUnreviewed(variant.key, of: message)
    }

    private init(
        key: Message.VariantKey, text: String?, origin: String, count: Count?, missing: [String],
        changedUnderneath: Bool, composedText: String?
    ) {
        channel = key.channel.rawValue
        language = key.language
        self.text = text
        posts = []
        dropped = []
        shortened = []
        isUntranslated = false
        isStale = false
        isUnreviewed = false
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
