/// A text's weighted length by version 3 of X's rules.
///
/// Source: https://github.com/twitter/twitter-text, `config/v3.json`.
struct WeightedLength {
    private(set) var units = 0
    /// Whether an emoji joined in a way that our list lacks was counted by its parts.
    private(set) var isUpperBound = false
    private(set) var refusals: [String] = []

    private static let linkWeight = 23
    private static let emojiWeight = 2

    init(of text: String) {
        if let length = Self.plainLength(of: text) {
            units = length
            return
        }
        let scalars = Normalization.composed(text)
        var invalid: Set<UInt32> = []
        var links = LinkScanner(.x).links(in: scalars)[...]
        var place = 0
        while place < scalars.count {
            let value = scalars[place]
            if let link = links.first, link.lowerBound == place {
                units += Self.linkWeight
                place = link.upperBound
                links = links.dropFirst()
            } else if let emoji = EmojiSequences.match(in: scalars, at: place) {
                units += Self.emojiWeight
                isUpperBound = isUpperBound || emoji.isUnlistedJoin
                place += emoji.length
                // An emoji that consumed the start of a link leaves the rest of it as characters.
                links = links.drop { $0.lowerBound < place }
            } else {
                units += Self.weight(of: value)
                place += 1
            }
            if LinkScanner.isInvalid(value), invalid.insert(value).inserted {
                let code = String(value, radix: 16, uppercase: true)
                refusals.append("U+\(code) is refused by X; leave it out.")
            }
        }
    }

    /// The length if every character counts 1 and none can begin a link; nil if that isn't certain.
    private static func plainLength(of text: String) -> Int? {
        var length = 0
        var isAfterDot = false
        for byte in text.utf8 {
            guard byte < 0x80 else { return nil }
            // Folding to lower case maps only letters to letters here.
            if isAfterDot, (0x61...0x7A).contains(byte | 0x20) { return nil }
            isAfterDot = byte == 0x2E
            length += 1
        }
        return length
    }

    private static func weight(of value: UInt32) -> Int {
        switch value {
        case 0...4351, 8192...8205, 8208...8223, 8242...8247: 1
        default: 2
        }
    }
}
