internal import Basics
public import Channels
public import IncidentEvents

/// The way to make a message's texts from the incident's own values.
///
/// Placeholders are strict: a missing value is an error, never a blank. Only an optional segment is
/// left out.
public struct MessageTemplate: Hashable, Sendable {
    public var id: TemplateID
    public var kind: MessageKind
    /// The name for people.
    public var title: String
    /// The channels; nil for the playbook's.
    public var channels: [ChannelID]?
    /// The message's elements (`guidance`, `location`, …) in the playbook's first language. They
    /// may contain placeholders.
    public var elements: [String: String]
    /// By language, the elements and the fields' standards in languages other than the first.
    public var translations: [String: [String: String]]
    /// Fields for the author to fill in, in order. A field `person` has the name of a person, so a
    /// message with it identifies somebody.
    public var fields: [Field]
    /// Whether its texts have the name of a person.
    public var isAboutPerson: Bool { fields.contains { $0.name == "person" } }
    /// Whether no text from this template identifies a person.
    public var identifiesNobody: Bool
    /// By language, then by channel; channel nil is the text for every channel without its own.
    public var texts: [Text]
    /// By language, the review of its texts by a speaker of the language.
    public var reviews: [String: Review]
    /// For an alert: the templates of the texts armed with it.
    public var armed: Armed?
    /// Whether it is drafted when the incident is opened.
    public var isDraftedAtOpen: Bool
    /// Whether a text that is too long is refused instead of split into a thread.
    public var forbidsThread: Bool

    /// The languages that it has texts in, in the order of the texts.
    public var languages: [String] { texts.map(\.language).uniqued() }

    public init(
        id: TemplateID, kind: MessageKind, title: String, channels: [ChannelID]? = nil,
        elements: [String: String] = [:],
        translations: [String: [String: String]] = [:], fields: [Field] = [],
        identifiesNobody: Bool = false,
        texts: [Text], reviews: [String: Review] = [:], armed: Armed? = nil,
        isDraftedAtOpen: Bool = false,
        forbidsThread: Bool = false
    ) {
        self.id = id
        self.kind = kind
        self.title = title
        self.channels = channels
        self.elements = elements
        self.translations = translations
        self.fields = fields
        self.identifiesNobody = identifiesNobody
        self.texts = texts
        self.reviews = reviews
        self.armed = armed
        self.isDraftedAtOpen = isDraftedAtOpen
        self.forbidsThread = forbidsThread
    }

    public struct Text: Hashable, Sendable {
        /// The language, BCP 47.
        public var language: String
        public var channel: ChannelID?
        public var segments: [Segment]

        public init(language: String, channel: ChannelID? = nil, segments: [Segment]) {
            self.language = language
            self.channel = channel
            self.segments = segments
        }
    }

    /// A piece of text. Segments are joined by single spaces.
    public struct Segment: Hashable, Sendable {
        public var text: String
        /// Whether it is left out if a value is missing, or if the whole is too long for the
        /// channel.
        public var isOptional: Bool
        /// The order of dropping if the whole is too long: the lowest number first; segments
        /// without one after all others, the last of them first.
        public var drop: Int?

        public init(_ text: String, isOptional: Bool = false, drop: Int? = nil) {
            self.text = text
            self.isOptional = isOptional
            self.drop = drop
        }
    }

    /// `reviewed: {by: county-interpreters, on: 2026-05-01}` beside the texts of a language.
    public struct Review: Hashable, Sendable {
        /// The reviewer: a person's work id, or an office.
        public var by: String
        /// The day, `2026-05-01`.
        public var on: String

        public init(by: String, on: String) {
            self.by = by
            self.on = on
        }
    }

    public struct Armed: Hashable, Sendable {
        public var allClear: TemplateID
        public var falseAlert: TemplateID

        public init(allClear: TemplateID, falseAlert: TemplateID) {
            self.allClear = allClear
            self.falseAlert = falseAlert
        }
    }

    /// Every placeholder name in its texts and elements.
    public var placeholders: Set<String> {
        let sources =
            texts.flatMap(\.segments).map(\.text) + elements.values
            + translations.values.flatMap(\.values)
        return Set(sources.flatMap { (try? TemplateText($0))?.names ?? [] })
    }

    /// The segments for a channel: its own, else those for every channel; nil if the template
    /// has no text in that language.
    public func segments(for channel: ChannelID, in language: String) -> [Segment]? {
        text(for: channel, in: language)?.segments
    }

    func text(for channel: ChannelID, in language: String) -> Text? {
        let candidates = texts.filter { $0.language == language }
        return candidates.first { $0.channel == channel } ?? candidates.first { $0.channel == nil }
    }
}

/// The values that a template may name without declaring them.
///
/// `{fact:TOPIC}` is the sayable fact of a topic, `{number:TOPIC}` its number.
public enum TemplateValue: String, CaseIterable, Sendable {
    /// The incident's title, place and hazard.
    case title, place, hazard
    /// The department's name, hotline and web address.
    case department, hotline, web
    /// The department's name for tight limits.
    case shortName = "short-name"
    /// The message's elements.
    case source, location, guidance, time, impact, known
    case notKnown = "not-known"
    case doing, empathy
    /// For a correction: the false claim, the correct statement, and the department's own part in
    /// it.
    case claim, truth
    /// For a correction: the time of our wrong message.
    case saidAt = "said-at"
    /// Filled in at release: the time of release, the promised time of the next update, and the
    /// time until which the guidance holds.
    case asOf = "as-of"
    case nextUpdate = "next-update"
    case expires
}
