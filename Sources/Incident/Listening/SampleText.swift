internal import Channels
internal import Foundation
internal import TextChecks

/// A post's words without anything that leads to the person who wrote it.
///
/// Whole words are taken out, from blank to blank: rather one word too many than a part of a name.
public struct SampleText: Hashable, Sendable {
    /// The most characters of a sample.
    static let longest = 500
    /// The most characters of a post that are read.
    private static let mostRead = 4000

    public let text: String
    /// The number of handles, links, addresses and numbers that were taken out.
    public let stripped: Int

    /// Stands for what was taken out.
    private static let mark = "…"

    /// Takes the tags of HTML, handles, links, mail addresses, telephone numbers and identifiers out.
    public init(_ post: String) {
        var stripper = WordStripper(Self.plain(String(post.prefix(Self.mostRead))))
        var text = stripper.stripped()
        var count = stripper.count
        if text.utf8.contains(where: { (0x30...0x39).contains($0) || $0 >= 0x80 }) {
            var scalars = Array(text.unicodeScalars)
            for range in PersonalData.identifying(WordText(text)).reversed()
            where range.upperBound <= scalars.count {
                scalars.replaceSubrange(range, with: Array(Self.mark.unicodeScalars))
                count += 1
            }
            text = String(String.UnicodeScalarView(scalars))
        }
        self.text = text.count > Self.longest ? text.prefix(Self.longest) + Self.mark : text
        stripped = count
    }

    /// Whether a text leads to a person: it has a handle, a link, an address or a number.
    static func leadsToPerson(_ text: String) -> Bool { SampleText(text).stripped > 0 }

    /// Without tags and characters that have no form, which hide what follows from a reader and from
    /// a search; letters of other widths are the plain ones.
    private static func plain(_ post: String) -> String {
        let text = withoutTags(post)
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text }
        let visible = text.unicodeScalars.filter { scalar in
            switch scalar.properties.generalCategory {
            case .format: false
            case .control: scalar == "\n" || scalar == "\t" || scalar == "\r"
            default: true
            }
        }
        return String(String.UnicodeScalarView(visible)).precomposedStringWithCompatibilityMapping
    }

    // MARK: HTML

    /// `&amp;` is the last: it may stand before another.
    private static let entities = [
        ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&apos;", "'"),
        ("&nbsp;", " "), ("&amp;", "&"), ("&commat;", "@"), ("&#64;", "@"), ("&#x40;", "@"),
        ("&period;", "."), ("&#46;", "."), ("&#x2e;", "."), ("&#x2E;", "."), ("&colon;", ":"),
        ("&sol;", "/"),
    ]
    /// The tags that end a word. A mention's parts are in tags within one.
    private static let breaking: Set<String> = ["br", "p", "div", "li", "blockquote", "td", "tr"]

    private static func withoutTags(_ post: String) -> String {
        var text = post
        if text.utf8.contains(UInt8(ascii: "<")) {
            var plain = ""
            var rest = text[...]
            while let start = rest.firstIndex(of: "<") {
                plain += rest[..<start]
                let tag = rest[start...]
                let name = tag.dropFirst().drop { $0 == "/" }.prefix { $0.isLetter || $0 == "!" }
                guard !name.isEmpty, let end = tag.firstIndex(of: ">") else {
                    plain.append("<")
                    rest = tag.dropFirst()
                    continue
                }
                if breaking.contains(name.lowercased()) { plain.append(" ") }
                rest = tag[end...].dropFirst()
            }
            text = plain + rest
        }
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        for (entity, character) in entities { text = text.replacing(entity, with: character) }
        return text
    }
}

/// Finds the words of a text that lead to a person.
private struct WordStripper {
    private let words: [Substring]
    private(set) var count = 0

    init(_ text: String) {
        words = text.split(whereSeparator: \.isWhitespace)
    }

    /// The words that stay, with a mark for each run of others.
    mutating func stripped() -> String {
        var kept: [Substring] = []
        var index = 0
        while index < words.count {
            let length = Self.leading(words[index...])
            guard length > 0 else {
                kept.append(words[index])
                index += 1
                continue
            }
            count += 1
            if kept.last != "…" { kept.append("…") }
            index += length
        }
        return kept.joined(separator: " ")
    }

    /// The number of words from the first that lead to a person; 0 for none.
    private static func leading(_ words: ArraySlice<Substring>) -> Int {
        guard let word = words.first else { return 0 }
        let next = words.dropFirst().first
        let endsInMark = word.utf8.last == UInt8(ascii: ":") || word.utf8.last == UInt8(ascii: "=")
        let isNamed = next.map(marks.contains) ?? false
        // Most words are letters and nothing else.
        if !endsInMark, !isNamed, word.utf8.allSatisfy(isPlain) { return 0 }
        if word.utf8.contains(UInt8(ascii: "@")) {
            // `@ name`, and `@[123:Name Surname]`.
            let isBare = !word.contains { $0.isLetter || $0.isNumber }
            if word.contains("@["), !word.contains("]") {
                let end = words.prefix(8).firstIndex { $0.contains("]") }
                return (end ?? words.startIndex) - words.startIndex + 1
            }
            return isBare && words.count > 1 ? 2 : 1
        }
        if isAddress(word) || isNumber(word) { return 1 }
        // `IG: name`, `snap - name`, `my handle is name`.
        guard endsInMark || isNamed, words.count > (isNamed ? 2 : 1),
            services.contains(word.lowercased().filter { $0.isLetter || $0.isNumber })
        else { return 0 }
        return isNamed ? 3 : 2
    }

    private static let marks: Set<Substring> = [":", "=", "-", "–", "is", "->"]

    /// A letter, or a mark that no address has.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x41...0x5A, 0x61...0x7A, 0x21, 0x22, 0x27, 0x28, 0x29, 0x2C, 0x3B: true
        default: false
        }
    }

    /// What people call a network before a name there: its channel's id, and short forms of it.
    private static let services = Set(
        (ChannelCatalogue.all + ChannelCatalogue.outlets).map(\.id.rawValue)
    ).union([
        "ig", "insta", "snap", "snapchat", "twitter", "tiktok", "telegram", "discord", "signal",
        "whatsapp", "bsky", "mastodon", "venmo", "cashapp", "fb", "twitch", "reddit", "handle",
        "username", "userid", "screenname", "user",
    ])
    private static let paths: Set<Substring> = [
        "u", "r", "user", "users", "profile", "c", "channel", "in", "people",
    ]
    private static let schemes = [
        "://", "did:", "acct:", "mailto:", "tg:", "matrix:", "nostr:", "ap:", "profile.php",
        "npub1", "nprofile1", "nevent1",
    ]

    /// A link, a domain, a path to a profile, an identifier, or a name with a service's own mark.
    private static func isAddress(_ word: Substring) -> Bool {
        let bytes = word.utf8
        let hasColon = bytes.contains(UInt8(ascii: ":"))
        if hasColon || bytes.contains(UInt8(ascii: "1")) || bytes.contains(UInt8(ascii: "?")) {
            let lower = word.lowercased()
            if schemes.contains(where: { lower.contains($0) }) { return true }
            if hasColon, let mark = lower.firstIndex(of: ":"),
                services.contains(String(lower[..<mark].filter(\.isLetter))),
                lower[mark...].contains(where: \.isLetter)
            {
                return true
            }
        }
        if bytes.contains(UInt8(ascii: "/")) {
            let parts = word.lowercased().drop { !$0.isLetter }.split(separator: "/")
            if parts.count > 1, let first = parts.first, paths.contains(first) { return true }
        }
        if bytes.contains(UInt8(ascii: ".")), hasDomain(word) { return true }
        // `$name`, `name#1234`.
        let inner = word.drop { !$0.isLetter && !$0.isNumber && $0 != "$" && $0 != "#" }
        if inner.first == "$", inner.dropFirst().first?.isLetter ?? false { return true }
        if let mark = inner.dropFirst().firstIndex(of: "#") {
            return inner[mark...].dropFirst().prefix(4).filter(\.isNumber).count == 4
        }
        return false
    }

    /// Whether letters follow a point within the word, as in `name.bsky.social/about`.
    private static func hasDomain(_ word: Substring) -> Bool {
        let parts = word.split(separator: ".", omittingEmptySubsequences: false)
        return zip(parts, parts.dropFirst()).contains { before, after in
            guard let last = before.last, last.isLetter || last.isNumber else { return false }
            let label = after.prefix { $0.isLetter || $0 == "-" }
            guard label.count >= 2 else { return false }
            let next = after.dropFirst(label.count).first
            return next.map { !$0.isNumber } ?? true
        }
    }

    /// Long numbers are of accounts or posts.
    private static func isNumber(_ word: Substring) -> Bool {
        var digits = 0
        for byte in word.utf8 {
            digits = (0x30...0x39).contains(byte) ? digits + 1 : 0
            if digits == 9 { return true }
        }
        return false
    }
}
