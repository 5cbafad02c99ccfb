/// Detects whether a text repeats a claim.
///
/// It does if one of its sentences contains three quarters of the claim's content words, and at
/// least two, ignoring word endings. A paraphrase in other words, or in another language, is not
/// detected.
package struct ClaimEcho: Sendable {
    private let claim: Set<String>

    package init(_ claim: String) {
        let text = WordText(claim)
        self.claim = Set(text.words.compactMap { Self.stem($0.key) })
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
        claim.count >= 2
            && stems.intersection(claim).count >= max(2, (claim.count * 3 + 3) / 4)
    }

    /// Whether a text has any of the claim's content words.
    package func isTouched(by text: String) -> Bool {
        !claim.isDisjoint(with: WordText(text).words.compactMap { Self.stem($0.key) })
    }

    /// Whether these words contain all of the claim's.
    package func isHeld(by text: String) -> Bool {
        claim.isSubset(of: WordText(text).words.compactMap { Self.stem($0.key) })
    }

    /// The stem; nil for a word without content.
    static func stem(_ key: String) -> String? {
        guard !key.isEmpty, !stopWords.contains(key) else { return nil }
        for ending in ["ing", "es", "ed", "s"]
        where key.count - ending.count >= 3 && key.hasSuffix(ending) {
            return String(key.dropLast(ending.count))
        }
        return key
    }

    private static let stopWords = Set(
        """
        a an the and or but of to in on at by for with from as is are was were be been being it its \
        this that these those there has have had do does did will would can could may might we our us \
        they their he she his her you your i not no all who which what when where than then so if \
        el la los las un una unos unas y o pero de del al a en por para con como es son fue fueron ser \
        esta estan estaba hay ha han se su sus lo le les que quien no si ya mas todos todas nos
        """.split(separator: " ").map(String.init))
}
