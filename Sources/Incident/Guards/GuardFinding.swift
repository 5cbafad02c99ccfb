public import Channels

/// A guard's finding in one message.
public struct GuardFinding: Hashable, Sendable {
    /// The rule that found it.
    public var `guard`: Guard
    /// The subject, such as `M3`.
    public var subject: String
    /// The channels it concerns; empty for all.
    public var channels: [ChannelID]
    /// The languages it concerns on those channels; empty for all.
    public var languages: [String]
    /// The finding and its place.
    public var finding: String
    /// The fix.
    public var remedy: Remedy
    /// The places in the texts; empty if it is about the message as a whole.
    public var places: [Place]

    /// A stretch of one text, in UTF-8 bytes from its beginning.
    public struct Place: Hashable, Sendable {
        /// The text: its channel and language.
        public var key: Message.VariantKey
        /// The range in the text's UTF-8 bytes.
        public var span: Range<Int>

        public init(key: Message.VariantKey, span: Range<Int>) {
            self.key = key
            self.span = span
        }
    }

    init(_ guard: Guard, _ subject: String, _ flaw: Flaw) {
        self.guard = `guard`
        self.subject = subject
        channels = flaw.channels
        languages = flaw.languages
        finding = flaw.finding
        remedy = flaw.remedy
        places = flaw.places
    }

    /// Whether it is about this text.
    func concerns(_ key: Message.VariantKey) -> Bool {
        (channels.isEmpty || channels.contains(key.channel))
            && (languages.isEmpty || languages.contains(key.language))
    }
}

/// A finding without its guard and message, as a rule reports it.
struct Flaw: Hashable {
    var finding: String
    var remedy: Remedy
    var channels: [ChannelID]
    var languages: [String]
    var places: [GuardFinding.Place]

    init(
        _ finding: String, on channels: [ChannelID] = [], in languages: [String] = [],
        remedy: Remedy, places: [GuardFinding.Place] = []
    ) {
        self.finding = finding
        self.remedy = remedy
        self.channels = channels
        self.languages = languages
        self.places = places
    }

    /// A flaw of one text.
    init(
        _ finding: String, of key: Message.VariantKey, remedy: Remedy,
        places: [GuardFinding.Place] = []
    ) {
        self.init(
            finding, on: [key.channel], in: [key.language], remedy: remedy, places: places)
    }
}
