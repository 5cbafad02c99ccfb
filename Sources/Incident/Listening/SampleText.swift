internal import Foundation
internal import TextChecks

/// A post's words without anything that leads to the person who wrote it.
public struct SampleText: Hashable, Sendable {
    /// The most characters of a sample.
    static let longest = 500

    public let text: String
    /// The number of handles, links, addresses and numbers that were taken out.
    public let stripped: Int

    private static let mark = "…"

    /// Takes the tags of HTML, handles, links, mail addresses, telephone numbers and identifiers out.
    public init(_ post: String) {
        var text = Self.withoutTags(post)
        text = String(String.UnicodeScalarView(text.unicodeScalars.filter(Self.isVisible)))
        text = text.precomposedStringWithCompatibilityMapping
        var stripped = 0
        for pattern in Self.patterns {
            text = text.replacing(pattern) { _ in
                stripped += 1
                return Self.mark
            }
        }
        for range in PersonalData.identifying(WordText(text)).reversed() {
            var scalars = Array(text.unicodeScalars)
            guard range.upperBound <= scalars.count else { continue }
            scalars.replaceSubrange(range, with: Array(Self.mark.unicodeScalars))
            text = String(String.UnicodeScalarView(scalars))
            stripped += 1
        }
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        self.text = words.count > Self.longest ? words.prefix(Self.longest) + Self.mark : words
        self.stripped = stripped
    }

    /// Whether a text leads to a person: it has a handle, a link, an address or a number.
    static func leadsToPerson(_ text: String) -> Bool { SampleText(text).stripped > 0 }

    /// Characters without a form hide what follows from a reader and from a pattern.
    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .format: false
        case .control: scalar == "\n" || scalar == "\t"
        default: true
        }
    }

    // MARK: HTML

    private static let entities = [
        "&lt;": "<", "&gt;": ">", "&quot;": "\"", "&#39;": "'", "&apos;": "'", "&nbsp;": " ",
        "&commat;": "@", "&#64;": "@", "&#x40;": "@", "&period;": ".", "&#46;": ".", "&#x2e;": ".",
        "&#x2E;": ".", "&amp;": "&",
    ]

    private static func withoutTags(_ text: String) -> String {
        guard text.contains("<") || text.contains("&") else { return text }
        // A mention's or hashtag's parts are in tags within a word; the tags of lines end one.
        var plain = text.replacing(
            #/<(?:br|/?p|/?div|/?li)\b[^<>]*>/#.ignoresCase(), with: " ")
        plain = plain.replacing(#/</?[A-Za-z!][^<>]*>/#, with: "")
        for (entity, character) in entities.sorted(by: { $0.key > $1.key }) {
            plain = plain.replacing(entity, with: character)
        }
        return plain
    }

    // MARK: Handles

    /// In order: a later pattern sees what the earlier ones left.
    private nonisolated(unsafe) static let patterns: [Regex<Substring>] = forms.map {
        $0.matchingSemantics(.unicodeScalar)
    }

    private nonisolated(unsafe) static let forms: [Regex<Substring>] = [
        // Links, and the names of services with a path.
        #/(?:https?|ftp|web\+ap|at|acct|mailto|tg|matrix|nostr|ap):(?://)?[^\s<>"…]+/#
            .ignoresCase(),
        #/\bwww\.[^\s<>"…]+/#.ignoresCase(),
        // Decentralized identifiers and public keys.
        #/\bdid:[a-z]+:[A-Za-z0-9._:%-]+/#.ignoresCase(),
        #/\b(?:npub|nprofile|note|nevent)1[a-z0-9]{8,}/#.ignoresCase(),
        // Mail addresses and accounts of servers: name@server, @name@server, @name:server.
        #/@?[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/#,
        #/@[\p{L}\p{N}._=/-]+:[\p{L}\p{N}.-]+/#,
        // Mentions of chat programs: <@123>, @[123:Name].
        #/<?@[!&]?[0-9]+>?/#,
        #/@\[[^\]\n]*\](?:\([^)\n]*\))?/#,
        // @name, also with a space or marks over the sign, and Bluesky's names with dots.
        #/@\p{M}* ?[\p{L}\p{N}_][\p{L}\p{N}_.·-]*/#,
        // Domains, with or without a path: x.com/name, name.bsky.social.
        #/\b[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?(?:\.[\p{L}\p{N}-]+)*\.[A-Za-z]{2,}(?:/[^\s<>"…]*)?/#,
        // u/name, user/name, profile.php?id=1.
        #/(?:\b|/)(?:u|user|users|profile|c|channel)/[\p{L}\p{N}_.-]+/#.ignoresCase(),
        #/\bprofile\.php\S*/#.ignoresCase(),
        // name#1234
        #/\b[\p{L}\p{N}_.]{2,32}\#[0-9]{4}\b/#,
        // IG: name, snap - name, my handle is name.
        #/\b(?:ig|insta|instagram|snap|snapchat|twitter|tiktok|telegram|discord|signal|whatsapp|threads|bluesky|bsky|mastodon|venmo|cashapp|handle|username|screen ?name|user ?id)\b ?(?:is|[:=–-]) ?[@$]?[\p{L}\p{N}_.-]+/#
            .ignoresCase(),
        #/\$[A-Za-z][A-Za-z0-9_-]{2,}/#,
        // Long numbers are identifiers of accounts or posts.
        #/\b[0-9]{9,}\b/#,
    ]
}
