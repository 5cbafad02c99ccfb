/// Detects whether a text marks a claim as unconfirmed.
///
/// The mark belongs to the sentence with the claim, and a semicolon ends a sentence here: every one
/// that repeats the claim needs a mark. Where none repeats it in nearly the same words, one mark
/// anywhere is enough. A negated mark ("no longer unconfirmed") doesn't count.
package struct UncertaintyMark: Sendable {
    private let phrases: [[String]]

    /// - Parameter phrases: The marks, such as `unconfirmed` and `not yet confirmed`.
    package init(_ phrases: [String]) {
        self.phrases = phrases.map { WordText($0).words.map(\.key) }.filter { !$0.isEmpty }
    }

    /// Whether the text marks this claim.
    package func isSet(on claim: String, in text: String) -> Bool {
        let echo = ClaimEcho(claim)
        // A claim may also lie on both sides of a semicolon.
        for text in [text.replacing(";", with: "."), text] {
            let text = WordText(text)
            let marked = text.sentences.filter { isSet(in: text.words[$0].map(\.key)) }
                .map { text.span(text.scalars(ofWords: $0)) }
            let repeated = echo.places(in: ClaimEcho.Sentences(text))
            if !repeated.isEmpty { return repeated.allSatisfy(marked.contains) }
            if marked.isEmpty { return false }
        }
        return true
    }

    private func isSet(in sentence: [String]) -> Bool {
        phrases.contains { phrase in
            sentence.indices.contains { start in
                sentence[start...].starts(with: phrase)
                    && !sentence[..<start].suffix(4).contains(where: Self.isNegation)
            }
        }
    }

    private static func isNegation(_ word: String) -> Bool {
        negations.contains(word) || word.hasSuffix("n't") || word.hasSuffix("n’t")
    }

    private static let negations: Set = [
        "not", "no", "never", "longer", "nothing", "cant", "unlike", "without", "hardly", "nunca",
        "tampoco", "ya", "isnt", "arent", "wasnt",
    ]
}
