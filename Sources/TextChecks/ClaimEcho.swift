/// Detects whether a text repeats a claim.
///
/// It does if one of its sentences contains three quarters of the claim's content words, and at
/// least two, ignoring word endings. A paraphrase in other words, or in another language, is not
/// detected.
package struct ClaimEcho: Sendable {
    private let claim: Set<String>

    package init(_ claim: String) {
        self.claim =
            Self.plainStems(claim) ?? Set(WordText(claim).words.compactMap { Self.stem($0.key) })
    }

    /// A text prepared for many claims.
    package struct Sentences: Sendable {
        fileprivate var stems: [(stems: Set<String>, place: Range<Int>)]

        package init(_ text: String) { self.init(WordText(text)) }

        package init(_ text: WordText) {
            stems = text.sentences.map { sentence in
                (
                    Set(text.words[sentence].compactMap { ClaimEcho.stem($0.key) }),
                    text.span(text.scalars(ofWords: sentence))
                )
            }
        }
    }

    /// The places of the sentences that repeat it, in UTF-8 bytes.
    ///
    /// - Parameter others: Claims that may be said. A sentence that says one of them, and nothing in
    ///   which this claim differs from it, doesn't repeat this one: "Oak Avenue 12" isn't "Oak Street
    ///   12".
    package func places(in text: Sentences, unlessSaid others: [ClaimEcho] = []) -> [Range<Int>] {
        text.stems.filter { sentence in
            guard isSaid(by: sentence.stems) else { return false }
            return !others.contains { other in
                let difference = claim.subtracting(other.claim)
                return !difference.isEmpty && difference.isDisjoint(with: sentence.stems)
                    && other.isSaid(by: sentence.stems)
            }
        }.map(\.place)
    }

    private func isSaid(by stems: Set<String>) -> Bool {
        guard claim.count >= 2 else { return false }
        // There may be thousands of claims, of which nearly all have too many words elsewhere.
        var missing = claim.count - max(2, (claim.count * 3 + 3) / 4)
        for stem in claim where !stems.contains(stem) {
            missing -= 1
            if missing < 0 { return false }
        }
        return true
    }

    /// Whether a text has any of the claim's content words.
    package func isTouched(by text: String) -> Bool {
        !claim.isDisjoint(with: WordText(text).words.compactMap { Self.stem($0.key) })
    }

    /// Whether the other claim's words contain all of this one's.
    package func isHeld(by other: ClaimEcho) -> Bool { claim.isSubset(of: other.claim) }

    /// The stems of a text's words, as ``WordText`` splits it, in a tenth of the time; nil for a text
    /// that may have links, placeholders, accents or disguised words.
    private static func plainStems(_ text: String) -> Set<String>? {
        var text = text
        return text.withUTF8 { bytes in
            var stems: Set<String> = []
            var place = 0
            var lastLength = 0
            while place < bytes.count {
                let start = place
                var (letters, digits) = (0, 0)
                while place < bytes.count, let isDigit = isDigitOfWord(bytes[place]) {
                    if isDigit { digits += 1 } else { letters += 1 }
                    place += 1
                }
                let length = place - start
                if length > 0 {
                    // Letters that stand alone may be one word, and digits may stand for letters.
                    let isSpaced = length == 1 && lastLength == 1
                    if isSpaced || length > 40 || letters > 0 && digits > 0 { return nil }
                    lastLength = length
                    let word = UnsafeBufferPointer(rebasing: bytes[start..<place])
                    if let stem = stem(String(decoding: word, as: UTF8.self).lowercased()) {
                        stems.insert(stem)
                    }
                } else {
                    let isJoined = place + 1 < bytes.count && isDigitOfWord(bytes[place + 1]) != nil
                    switch bytes[place] {
                    case UInt8(ascii: "{"), UInt8(ascii: "'"), 0x80...: return nil
                    case UInt8(ascii: ".") where isJoined: return nil
                    default: place += 1
                    }
                }
            }
            return stems
        }
    }

    /// Whether a byte of a word is a digit; nil for one that is in no word.
    private static func isDigitOfWord(_ byte: UInt8) -> Bool? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): false
        default: nil
        }
    }

    /// The stem; nil for a word without content.
    static func stem(_ key: String) -> String? {
        guard !key.isEmpty, !stopWords.contains(key) else { return nil }
        let isPlain = key.utf8.allSatisfy { $0 < 0x80 }
        let count = isPlain ? key.utf8.count : key.count
        for ending in endings
        where count - ending.count >= 3
            && key.utf8.suffix(ending.count).elementsEqual(ending)
        {
            return String(key.dropLast(ending.count))
        }
        return key
    }

    private static let endings = ["ing", "es", "ed", "s"].map { Array($0.utf8) }

    private static let stopWords = Set(
        """
        a an the and or but of to in on at by for with from as is are was were be been being it its \
        this that these those there has have had do does did will would can could may might we our us \
        they their he she his her you your i not no all who which what when where than then so if \
        el la los las un una unos unas y o pero de del al a en por para con como es son fue fueron ser \
        esta estan estaba hay ha han se su sus lo le les que quien no si ya mas todos todas nos
        """.split(separator: " ").map(String.init))
}
