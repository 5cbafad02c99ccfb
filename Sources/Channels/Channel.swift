/// What a channel's limit is counted in.
public enum ChannelUnit: Hashable, Sendable, CaseIterable {
    /// X's weighted characters: 2 for most scripts outside Latin and for an emoji, 23 for a link.
    case weightedCharacters
    /// Extended grapheme clusters: what a reader takes for one character.
    case graphemes
    /// Graphemes, a link as 23, `@user@host` as `@user`.
    case mastodonCharacters
    /// Characters, an emoji as the bytes of its UTF-8.
    case threadsCharacters
    /// UTF-16 code units: the most that a source's unexplained "characters" can mean.
    case characters
    /// Septets of the GSM 7-bit alphabet, or UTF-16 code units where a text leaves it.
    case smsUnits
    /// Septets of the GSM 7-bit alphabet, and nothing outside it.
    case gsmCharacters
    /// Seconds of speech at 150 words a minute, rounded up.
    case spokenSeconds

    public var name: String {
        switch self {
        case .weightedCharacters: "weighted characters"
        case .graphemes: "graphemes"
        case .mastodonCharacters: "characters (links 23)"
        case .threadsCharacters: "characters (emoji as bytes)"
        case .characters: "characters"
        case .smsUnits: "septets"
        case .gsmCharacters: "GSM-7 characters"
        case .spokenSeconds: "seconds of speech"
        }
    }
}

/// A kind of outlet with its limit, as known on a date.
public struct Channel: Hashable, Sendable {
    public let id: ChannelID
    /// The name for people, such as "X" or "WEA, 360 characters".
    public let title: String
    public let unit: ChannelUnit
    /// The most that one message may count, in `unit`; for SMS, one part in the GSM alphabet. Nil
    /// where only a house rule applies.
    public private(set) var limit: Int?
    /// What our own rule advises, in `unit`. Exceeding it refuses nothing.
    public let advisedLimit: Int?
    /// The day on which the limit was looked up, as `2026-11-22`.
    public private(set) var asOf: String
    /// Where the limit stands: an address, or "house rule".
    public private(set) var source: String
    /// Whether the outlet's own rule is known and followed. ``Count/isUpperBound`` says for each
    /// text whether its count may be too high.
    public let isExact: Bool
    /// What else to know, such as a second limit.
    public let note: String?
    /// Whether the public receives it. Call-takers, staff and partners are not the public.
    public let isPublic: Bool
    /// How many numbered posts of a thread a text that is too long may become; 1 where the channel
    /// has no threads.
    public let maximumPosts: Int
    /// Whether nothing can be posted without a picture or film.
    public let needsMedia: Bool
    /// Whether whatever is attached must be described for those who can't see it.
    public let needsAltText: Bool
    /// How many different links one post may hold; nil where no limit is known.
    public let maximumLinks: Int?
    /// How many parts one message may be cut into by its carrier: 1 but for SMS.
    public private(set) var maximumParts: Int
    /// How many parts a text may have before what is optional in it makes way. Each part is sent and
    /// paid for alone and may come late, so one unless a playbook sets a limit of its own.
    public private(set) var preferredParts = 1

    init(
        _ id: ChannelID, _ title: String, _ unit: ChannelUnit, limit: Int? = nil,
        advisedLimit: Int? = nil, asOf: String = ChannelCatalogue.version,
        source: String = "house rule", isExact: Bool = true, note: String? = nil,
        isPublic: Bool = true, maximumPosts: Int = 1, needsMedia: Bool = false,
        needsAltText: Bool = false, maximumLinks: Int? = nil, maximumParts: Int = 1
    ) {
        self.id = id
        self.title = title
        self.unit = unit
        self.limit = limit
        self.advisedLimit = advisedLimit
        self.asOf = asOf
        self.source = source
        self.isExact = isExact
        self.note = note
        self.isPublic = isPublic
        self.maximumPosts = maximumPosts
        self.needsMedia = needsMedia
        self.needsAltText = needsAltText
        self.maximumLinks = maximumLinks
        self.maximumParts = maximumParts
    }

    /// Whether every character counts, so that texts should take their short forms.
    public var isShort: Bool { limit.map { $0 <= 360 } ?? false }

    /// Whether a text that is too long may go out as a thread.
    public var allowsThread: Bool { maximumPosts > 1 }

    /// The same channel with a playbook's own limit, such as a Mastodon server that allows 5,000.
    ///
    /// For SMS the limit is the septets of a whole message: 160 keeps it to a single part, 459 lets
    /// it have three before optional text makes way.
    /// A limit below 0 counts as 0, which no text but an empty one fits.
    public func counting(withLimit newLimit: Int) -> Channel {
        let limit = Swift.max(newLimit, 0)
        var channel = self
        if unit == .smsUnits {
            channel.maximumParts =
                limit <= SMSEncoding.gsm.single ? 1 : limit / SMSEncoding.gsm.perPart
            channel.limit = Swift.min(limit, SMSEncoding.gsm.single)
            channel.preferredParts = channel.maximumParts
        } else {
            channel.limit = limit
        }
        channel.source = "playbook"
        return channel
    }
}
