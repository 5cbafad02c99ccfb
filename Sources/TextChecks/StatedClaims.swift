/// Finds what somebody must vouch for in a text: a telephone number that isn't published, a claim,
/// a number, and words in a language whose claims nobody finds.
package struct StatedClaims: Sendable {
    private let digits: [StatedDigits]
    private let numbers: Set<Double>

    /// - Parameters:
    ///   - words: Words whose telephone numbers and counts need nobody's word.
    ///   - language: Their language.
    package init(besides words: [String], in language: String) {
        digits = words.map { StatedDigits($0) }
        numbers = Set(
            words.flatMap { StatedNumbers($0, language: language).all.map(\.value) })
    }

    /// The words of the first one; nil if there are none.
    package func first(in text: String, language: String) -> String? {
        let telephone = StatedDigits(text).all.first { stated in
            stated.kind == .telephone && !digits.contains { $0.says(stated) }
        }
        return telephone?.words ?? Self.claim(in: text, language: language)
            ?? StatedNumbers(text, language: language).all.first { !numbers.contains($0.value) }?
            .words
    }

    /// The first claim's words, or words in which nobody finds one; nil if there are none.
    package static func claim(in text: String, language: String) -> String? {
        // A text may say it in the other language.
        [language, "en", "es"].lazy.compactMap { ClaimWords(language: $0).first(in: text) }.first
            ?? UnjudgedWords.first(in: WordText(text), language: language)
    }
}
