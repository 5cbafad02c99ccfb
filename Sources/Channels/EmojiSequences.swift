/// The scalars that make one emoji in X's text library (with twemoji's list).
package enum EmojiSequences {
    /// The start of an emoji sequence.
    package struct Match {
        /// The number of scalars in it.
        package let length: Int
        /// Whether it joins scalars in a way that our lists don't have. A newer list may count them
        /// as one, so counting them separately is an upper bound.
        var isUnlistedJoin = false
    }

    /// The longest emoji that begins at `start`, or nil.
    package static func match(in text: [UInt32], at start: Int) -> Match? {
        let value = text[start]
        if isKeycapBase(value) { return keycap(in: text, at: start) }
        guard value >= 0xA9, let scalar = Unicode.Scalar(value) else { return nil }
        if isRegional(value) { return flag(in: text, at: start) }
        let properties = scalar.properties
        guard properties.isEmoji else { return nil }
        if value == 0x1F3F4, let length = subdivisionFlag(in: text, at: start) {
            return Match(length: length)
        }
        let length = single(in: text, at: start)
        // Below the weights' first boundary only the emoji form counts as an emoji.
        if value < 0x100 { return length > 1 ? Match(length: length) : nil }
        let next = start + (elementLength(in: text, at: start) ?? 1)
        if next + 1 < text.count, text[next] == joiner, isEmoji(text[next + 1]) {
            return joined(in: text, at: start) ?? Match(length: length, isUnlistedJoin: true)
        }
        return Match(length: length)
    }

    private static let joiner: UInt32 = 0x200D
    private static let emojiSelector: UInt32 = 0xFE0F
    private static let tones: ClosedRange<UInt32> = 0x1F3FB...0x1F3FF

    private static func isKeycapBase(_ value: UInt32) -> Bool {
        (0x30...0x39).contains(value) || value == 0x23 || value == 0x2A
    }

    private static func keycap(in text: [UInt32], at start: Int) -> Match? {
        var end = start + 1
        if end < text.count, text[end] == emojiSelector { end += 1 }
        return end < text.count && text[end] == 0x20E3 ? Match(length: end + 1 - start) : nil
    }

    private static func isRegional(_ value: UInt32) -> Bool {
        (0x1F1E6...0x1F1FF).contains(value)
    }

    private static let flags: Set<UInt32> = Set(
        EmojiData.flags.split(whereSeparator: \.isWhitespace).map { letters in
            letters.unicodeScalars.reduce(0) { $0 << 8 | $1.value }
        })

    /// Two letters that name a region are one emoji, any others two.
    private static func flag(in text: [UInt32], at start: Int) -> Match {
        guard start + 1 < text.count, isRegional(text[start + 1]) else { return Match(length: 1) }
        let letters = text[start...(start + 1)].reduce(0) { $0 << 8 | ($1 - 0x1F1E6 + 0x41) }
        return Match(length: flags.contains(letters) ? 2 : 1)
    }

    /// England's, Scotland's and Wales's.
    private static let subdivisions: [[UInt32]] = ["gbeng", "gbsct", "gbwls"].map { name in
        name.unicodeScalars.map { $0.value + 0xE0000 } + [0xE007F]
    }

    private static func subdivisionFlag(in text: [UInt32], at start: Int) -> Int? {
        let tags = text[(start + 1)...].prefix(6)
        return subdivisions.contains { tags.elementsEqual($0) } ? 7 : nil
    }

    private static func isEmoji(_ value: UInt32) -> Bool {
        value > 0xFF && Unicode.Scalar(value)?.properties.isEmoji == true
    }

    /// Emoji that X's list also has with a selector, though they need none.
    private static let selectable: Set<UInt32> = [
        0x231A, 0x231B, 0x25FD, 0x25FE, 0x2614, 0x2615, 0x2648, 0x2649, 0x264A, 0x264B, 0x264C,
        0x264D, 0x264E, 0x264F, 0x2650, 0x2651, 0x2652, 0x2653, 0x267F, 0x2693, 0x26A1, 0x26AA,
        0x26AB, 0x26BD, 0x26BE, 0x26C4, 0x26C5, 0x26D4, 0x26EA, 0x26F2, 0x26F3, 0x26F5, 0x26FA,
        0x26FD, 0x2757, 0x2B1B, 0x2B1C, 0x2B50, 0x2B55, 0x1F004, 0x1F21A, 0x1F22F,
    ]

    /// One emoji that is not joined: its scalar, an optional selector, a skin tone.
    private static func single(in text: [UInt32], at start: Int) -> Int {
        guard let properties = Unicode.Scalar(text[start])?.properties else { return 1 }
        var end = start + 1
        if end < text.count, text[end] == emojiSelector,
            !properties.isEmojiPresentation || selectable.contains(text[start])
        {
            end += 1
        }
        if end < text.count, tones.contains(text[end]), properties.isEmojiModifierBase { end += 1 }
        return end - start
    }

    /// An emoji as an element of a joined sequence: with a selector or a skin tone, or bare.
    private static func elementLength(in text: [UInt32], at start: Int) -> Int? {
        guard start < text.count, isEmoji(text[start]) else { return nil }
        let next = start + 1
        guard next < text.count, text[next] == emojiSelector || tones.contains(text[next]) else {
            return 1
        }
        return 2
    }

    private enum Tones { case none, first, both, onlyFirst, onlyTwo }

    private static let joinedSequences: [[UInt32]: Tones] = {
        var sequences: [[UInt32]: Tones] = [:]
        let lists: [(String, Tones)] = [
            (EmojiData.withoutTones, .none), (EmojiData.withToneOnFirst, .first),
            (EmojiData.withToneOnBoth, .both), (EmojiData.onlyWithTwoTones, .onlyTwo),
            (EmojiData.onlyWithToneOnFirst, .onlyFirst),
        ]
        for (list, tones) in lists {
            for sequence in list.split(whereSeparator: \.isWhitespace) {
                sequences[sequence.split(separator: "-").compactMap { UInt32($0, radix: 16) }] =
                    tones
            }
        }
        return sequences
    }()

    /// The longest listed sequence at `start`, of at most four elements.
    private static func joined(in text: [UInt32], at start: Int) -> Match? {
        var base: [UInt32] = []
        var tonesOf: [UInt32?] = []
        var end = start
        var best: Int?
        while tonesOf.count < 4, let length = elementLength(in: text, at: end) {
            base.append(text[end])
            tonesOf.append(nil)
            if length == 2 {
                let modifier = text[end + 1]
                if tones.contains(modifier) {
                    tonesOf[tonesOf.count - 1] = modifier
                } else {
                    base.append(modifier)
                }
            }
            end += length
            if let rule = joinedSequences[base], allows(rule, tonesOf) { best = end - start }
            guard end < text.count, text[end] == joiner else { break }
            base.append(joiner)
            end += 1
        }
        return best.map { Match(length: $0) }
    }

    private static func allows(_ rule: Tones, _ tones: [UInt32?]) -> Bool {
        guard let first = tones.first, let last = tones.last else { return false }
        let isInnerPlain = tones.dropFirst().dropLast().allSatisfy { $0 == nil }
        let isPlain = isInnerPlain && first == nil && last == nil
        let isOnFirst = isInnerPlain && first != nil && last == nil
        let isOnBoth = isInnerPlain && first != nil && last != nil
        return switch rule {
        case .none: isPlain
        case .first: isPlain || isOnFirst
        case .both: isPlain || isOnBoth
        case .onlyFirst: isOnFirst
        case .onlyTwo: isOnBoth && first != last
        }
    }
}
