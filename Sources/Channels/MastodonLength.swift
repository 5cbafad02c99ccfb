/// A text's length by Mastodon's rules: graphemes, an http(s) link as 23 of them, a mention of
/// someone on another server without the server.
///
/// Source: https://docs.joinmastodon.org/user/posting/ and Mastodon's `twitter_regex.rb`.
enum MastodonLength {
    private static let placeholder = [UInt32](repeating: 0x78, count: 23)

    static func units(of text: String) -> Int {
        guard text.utf8.contains(where: { $0 == 0x40 || $0 == 0x3A }) else { return text.count }
        let scalars = text.unicodeScalars.map(\.value)
        var counted: [UInt32] = []
        counted.reserveCapacity(scalars.count)
        var links = LinkScanner(.mastodon).links(in: scalars)[...]
        var place = 0
        while place < scalars.count {
            if let link = links.first, link.lowerBound == place {
                counted += placeholder
                place = link.upperBound
                links = links.dropFirst()
            } else if let mention = mention(in: scalars, at: place) {
                counted += scalars[mention.name]
                place = mention.end
                links = links.drop { $0.lowerBound < place }
            } else {
                counted.append(scalars[place])
                place += 1
            }
        }
        var result = String.UnicodeScalarView()
        result.append(contentsOf: counted.lazy.compactMap(Unicode.Scalar.init))
        return String(result).count
    }

    /// `@name@host` at `start`: the range of `@name`, and the end of the host.
    private static func mention(
        in text: [UInt32], at start: Int
    ) -> (name: Range<Int>, end: Int)? {
        guard text[start] == 0x40 else { return nil }
        if start > 0 {
            let before = text[start - 1]
            // A path, a query or a longer word: the whole counts, which is never less.
            if isWord(before) || before == 0x2F || before == 0x3D || before > 0x7F { return nil }
        }
        var end = start + 1
        while end < text.count, isWord(text[end]) { end += 1 }
        let name = start..<end
        guard name.count > 1, end < text.count, text[end] == 0x40 else { return nil }
        let host = end + 1
        end = host
        while end < text.count, isAlphanumeric(text[end]) || text[end] == 0x2E || text[end] == 0x2D
        {
            end += 1
        }
        while end > host, !isAlphanumeric(text[end - 1]) { end -= 1 }
        return end - host >= 2 ? (name, end) : nil
    }

    private static func isWord(_ value: UInt32) -> Bool {
        isAlphanumeric(value) || value == 0x5F
    }

    private static func isAlphanumeric(_ value: UInt32) -> Bool {
        (0x30...0x39).contains(value) || (0x41...0x5A).contains(value)
            || (0x61...0x7A).contains(value)
    }
}
