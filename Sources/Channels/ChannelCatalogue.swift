internal import Basics

/// The channels that we write for, with their limits, and the other outlets that carry news.
public enum ChannelCatalogue {
    /// The day of this table. A release records it, so a later reader knows which limits were used.
    public static let version = "2026-11-22"

    /// Bluesky's second limit, in addition to its 300 graphemes.
    static let blueskyByteLimit = 3_000
    /// Posts with more fail with THREADS_API__LINK_LIMIT_EXCEEDED since 2025-12-22; equal addresses
    /// count once: https://developers.facebook.com/docs/threads/changelog
    static let threadsLinkLimit = 5
    /// The longest time that an EAS message may take to read aloud.
    static let easSecondsLimit = 120

    /// The channels that a playbook may draft for, in the order that people expect.
    public static let all: [Channel] = social + alerts + own + handedOut

    /// Kinds of outlet that belong to others and only carry: nobody drafts for them.
    ///
    /// A news release of ours is on `release`, another agency's is on `press-release`. A live
    /// briefing of ours is on `press-conference`.
    public static let outlets: [Channel] = [
        outlet("tv", "Television"),
        outlet("radio-station", "Radio station"),
        outlet("news-wire", "News agency"),
        outlet("newspaper", "Newspaper"),
        outlet("press", "Press, kind unknown"),
        outlet("press-release", "Another agency's news release"),
        outlet("periscope", "Periscope", note: "Historic: closed on 31 March 2021."),
        outlet("youtube", "YouTube"),
        outlet("reddit", "Reddit"),
        outlet("tiktok", "TikTok"),
        outlet("messenger", "Forwarded private messages"),
        outlet("phone", "Telephone"),
        outlet("in-person", "In person"),
        outlet("police-scanner", "Police radio overheard"),
        outlet("unknown", "Outlet not recorded"),
    ]

    /// The channel with this id that can be drafted for, or nil. See ``outlet(_:)`` for the others.
    public static func channel(_ id: ChannelID) -> Channel? {
        channelsByID[id]
    }

    /// The outlet of others with this id, or nil.
    public static func outlet(_ id: ChannelID) -> Channel? {
        outletsByID[id]
    }

    /// Whether a carrier may be on `id`: a channel of ours or an outlet of others.
    public static func knows(_ id: ChannelID) -> Bool {
        channelsByID[id] != nil || outletsByID[id] != nil
    }

    /// Whether a carrier there is an account with a name of its own, which nobody can guess. A
    /// podium or a news release is the department's own, without a name.
    public static func hasNamedAccounts(_ id: ChannelID) -> Bool {
        let networks: [ChannelID] = ["periscope", "youtube", "reddit", "tiktok"]
        return networks.contains(id) || social.contains { $0.id == id }
    }

    /// Other names of channels.
    package static let otherNames: [String: ChannelID] = [
        "twitter": .x, "tweet": .x, "fb": .facebook, "insta": .instagram, "text": .sms,
    ]

    /// The known id that was probably meant by `id`, or nil if none is within two keystrokes.
    public static func nearest(to id: ChannelID) -> ChannelID? {
        if let meant = otherNames[id.rawValue.lowercased()] { return meant }
        let bytes = Array(id.rawValue.utf8)
        guard bytes.count <= 40 else { return nil }
        let ranked = (all + outlets).map {
            ($0.id, editDistance(bytes, Array($0.id.rawValue.utf8)))
        }
        // A two-letter name is two keystrokes away from any other.
        guard let best = ranked.min(by: { $0.1 < $1.1 }), best.1 <= min(2, bytes.count / 2) else {
            return nil
        }
        return best.0
    }

    /// The servers of each network. Mastodon has thousands.
    static let servers: [ChannelID: [String]] = [
        .x: ["x.com", "twitter.com"],
        .facebook: ["facebook.com", "fb.com", "fb.me", "fb.watch"],
        .instagram: ["instagram.com"],
        .threads: ["threads.com", "threads.net"],
        .bluesky: ["bsky.app"],
        .nextdoor: ["nextdoor.com"],
        "youtube": ["youtube.com", "youtu.be"],
        "tiktok": ["tiktok.com"],
        "reddit": ["reddit.com"],
        "periscope": ["pscp.tv", "periscope.tv"],
    ]

    private static let channelsByID = index(all)
    private static let outletsByID = index(outlets)

    private static func index(_ channels: [Channel]) -> [ChannelID: Channel] {
        Dictionary(channels.map { ($0.id, $0) }) { first, _ in first }
    }

    private static func outlet(_ id: ChannelID, _ title: String, note: String? = nil) -> Channel {
        Channel(id, title, .characters, source: "an outlet of others", note: note)
    }
}

extension ChannelCatalogue {
    /// Readers lose track of a longer thread; our own rule, as for the parts of an SMS.
    private static let threadPosts = 10

    /// The social networks, in the order that people expect.
    package static let social: [Channel] = [
        Channel(
            .x, "X", .weightedCharacters, limit: 280,
            source: "https://docs.x.com/fundamentals/counting-characters",
            note: "A link counts 23, an emoji 2. Emoji newer than Unicode 15 may be over-counted.",
            maximumPosts: threadPosts),
        Channel(
            .bluesky, "Bluesky", .graphemes, limit: 300,
            source: "https://github.com/bluesky-social/atproto, lexicons/app/bsky/feed/post.json",
            note: "Also at most 3,000 bytes of UTF-8. Links are not shortened.",
            maximumPosts: threadPosts),
        Channel(
            .mastodon, "Mastodon", .mastodonCharacters, limit: 500,
            source: "https://docs.joinmastodon.org/user/posting/",
            note: "Servers set their own limit. A link counts 23; a content warning counts too.",
            maximumPosts: threadPosts),
        Channel(
            .threads, "Threads", .threadsCharacters, limit: 500,
            source: "https://developers.facebook.com/docs/threads/overview/", isExact: false,
            note: "The source doesn't define a character, so UTF-16 units are counted, "
                + "and an emoji as its UTF-8 bytes. At most five different links.",
            maximumPosts: threadPosts, maximumLinks: threadsLinkLimit),
        Channel(
            .facebook, "Facebook", .characters, limit: 63_206,
            source: "widely reported, https://ferryman.io/character-limits/facebook",
            isExact: false, note: "No source defines a character, so UTF-16 units are counted."),
        Channel(
            .instagram, "Instagram", .characters, limit: 2_200,
            source: "https://ayrshare.com/apis/post/social-networks/instagram",
            isExact: false,
            note: "Needs an image with alt text. Hashtags: sources disagree, 30 or 5. No source "
                + "defines a character, so UTF-16 units are counted.",
            needsMedia: true, needsAltText: true),
        Channel(
            .nextdoor, "Nextdoor", .characters, limit: 8_192,
            source: "unverified: no public source was found", isExact: false,
            note: "No source defines a character, so UTF-16 units are counted."),
    ]

    private static let alerts: [Channel] = [
        Channel(
            .sms, "SMS", .smsUnits, limit: 160,
            source: "3GPP TS 23.038 and TS 23.040, https://www.3gpp.org/dynareport/23038.htm",
            note: "153 septets a part in longer texts; 70 and 67 UTF-16 units outside the GSM "
                + "alphabet. House rules: optional text is dropped from the second part on, and the "
                + "limit is ten parts.",
            isWithdrawable: false, needsRetraction: true, maximumParts: 10),
        Channel(
            .wea90, "WEA, 90 characters", .gsmCharacters, limit: 90,
            source: "47 CFR 10.430, https://www.ecfr.gov/current/title-47/section-10.430",
            note: "Phone networks that can't show 360 characters show this text.",
            isWithdrawable: false, needsRetraction: true),
        Channel(
            .wea360, "WEA, 360 characters", .gsmCharacters, limit: 360,
            source: "47 CFR 10.430, https://www.ecfr.gov/current/title-47/section-10.430",
            note: "Sent together with the 90-character text.", isWithdrawable: false,
            needsRetraction: true),
        Channel(
            .eas, "EAS", .characters, limit: 1_800,
            source: "47 CFR Part 11 and ECIG CAP-to-EAS Implementation Guide 1.0, "
                + "https://easstation.com/docs/ECIG-CAP-to-EAS_Implementation_Guide-V1-0",
            isExact: false, note: "Also at most two minutes read aloud, at 150 words a minute.",
            isWithdrawable: false, needsRetraction: true),
    ]

    private static let own: [Channel] = [
        Channel(
            .email, "E-mail", .characters, note: "House rule: a subject of at most 60 characters.",
            isWithdrawable: false),
        Channel(.web, "Website", .characters),
        Channel(.blog, "Blog", .characters),
        Channel(
            .release, "News release", .characters, note: "House rule: one page, 400 words.",
            isWithdrawable: false),
        Channel(
            .podium, "Podium brief", .spokenSeconds, advisedLimit: 180,
            note: "Seconds at 150 words a minute.", isWithdrawable: false),
        Channel(
            .pressConference, "Press conference", .spokenSeconds,
            note: "Seconds at 150 words a minute.", isWithdrawable: false),
        Channel(
            .radio, "Radio script", .spokenSeconds, advisedLimit: 30,
            note: "Seconds at 150 words a minute.", isWithdrawable: false),
    ]

    /// Handed out first, and never a reason to delay public messages.
    private static let handedOut: [Channel] = [
        Channel(
            .callTakers, "Call-takers (911 and 311)", .spokenSeconds, advisedLimit: 30,
            note: "Seconds at 150 words a minute, read to callers.", isPublic: false),
        Channel(.internal, "Staff and elected officials", .characters, isPublic: false),
        Channel(.partners, "Partners, relay copy", .characters, isPublic: false),
    ]
}
