/// The unit of a channel's limit.
public enum ChannelUnit: Hashable, Sendable, CaseIterable {
    /// X's weighted characters: 2 for most scripts outside Latin and for an emoji, 23 for a link.
    case weightedCharacters
    /// Extended grapheme clusters: the characters that a reader sees.
    case graphemes
    /// Graphemes, a link as 23, `@user@host` as `@user`.
    case mastodonCharacters
    /// Characters, an emoji as the bytes of its UTF-8.
    case threadsCharacters
    /// UTF-16 code units: the largest reading of a source's unexplained "characters".
    case characters
    /// Septets of the GSM 7-bit alphabet, or UTF-16 code units if the text has other characters.
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

/// A kind of outlet with its limit, as known on a given date.
public struct Channel: Hashable, Sendable {
    public let id: ChannelID
    /// The name for people, such as "X" or "WEA, 360 characters".
    public let title: String
    public let unit: ChannelUnit
    /// The limit of one message, in `unit`; for SMS, of one part in the GSM alphabet. Nil if only
    /// our own rule applies.
    public private(set) var limit: Int?
    /// The limit that our own rule advises, in `unit`. A longer text is not refused.
    public let advisedLimit: Int?
    /// The day on which the limit was looked up, as `2026-11-22`.
    public private(set) var asOf: String
    /// The source of the limit: an address, or "house rule".
    public private(set) var source: String
    /// Whether the outlet's own rule is known and followed. ``Count/isUpperBound`` says for each
    /// text whether its count may be too high.
    public let isExact: Bool
    /// A further note, such as a second limit.
    public let note: String?
    /// Whether it is public. Call-takers, staff and partners are not the public.
    public let isPublic: Bool
    /// The number of numbered posts that a text that is too long may become; 1 if the channel has
    /// no threads.
    public let maximumPosts: Int
    /// Whether a copy stays where it can be deleted or edited. What was sent or spoken can't be
    /// withdrawn.
    public let isWithdrawable: Bool
    /// Whether it reaches people unasked, on phones and in broadcasts, and can't be taken back: such
    /// a text needs an armed retraction, whatever the kind of the message.
    public let needsRetraction: Bool
    /// Whether every post needs a picture or video.
    public let needsMedia: Bool
    /// Whether every attachment needs a description for those who can't see it.
    public let needsAltText: Bool
    /// The number of different links that one post may have; nil if no limit is known.
    public let maximumLinks: Int?
    /// The number of parts that the carrier may split one message into: 1 except for SMS.
    public private(set) var maximumParts: Int
    /// The number of parts that a text may have before optional segments are dropped. Each part is
    /// sent and paid for alone and may arrive late, so it is one unless a playbook sets its own
    /// limit.
    public private(set) var preferredParts = 1

    init(
        _ id: ChannelID, _ title: String, _ unit: ChannelUnit, limit: Int? = nil,
        advisedLimit: Int? = nil, asOf: String = ChannelCatalogue.version,
        source: String = "house rule", isExact: Bool = true, note: String? = nil,
        isPublic: Bool = true, isWithdrawable: Bool = true, needsRetraction: Bool = false,
        maximumPosts: Int = 1, needsMedia: Bool = false,
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
        self.isWithdrawable = isWithdrawable
        self.needsRetraction = needsRetraction
        self.maximumPosts = maximumPosts
        self.needsMedia = needsMedia
        self.needsAltText = needsAltText
        self.maximumLinks = maximumLinks
        self.maximumParts = maximumParts
    }

    /// Whether every character counts, so texts should use their short forms.
    public var isShort: Bool { limit.map { $0 <= 360 } ?? false }

    /// Whether a text that is too long may be released as a thread.
    public var allowsThread: Bool { maximumPosts > 1 }

    /// The same channel with a playbook's own limit, such as a Mastodon server that allows 5,000.
    ///
    /// For SMS the limit is the septets of a whole message: 160 keeps it to a single part, 459
    /// allows it three before optional text is dropped. A limit below 0 counts as 0, which only an
    /// empty text fits.
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
