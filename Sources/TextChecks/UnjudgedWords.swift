/// Words in a language for which there are no lists: nobody finds a claim in them, so they count as
/// one.
package enum UnjudgedWords {
    /// The most characters of a sentence that are quoted.
    private static let quoted = 60
    /// The fewest words of a text that says something.
    private static let fewest = 3
    /// The fewest letters of a script without spaces that say something.
    private static let fewestLetters = 4

    /// The first sentence in such a language; nil if there is none.
    ///
    /// - Parameter language: The language that the text is said to be in, BCP 47.
    package static func first(in text: WordText, language: String) -> String? {
        let isJudged =
            switch JudgedLanguage(tag: language) {
            case .english, .spanish: true
            case .other: false
            }
        return text.sentences.first { sentence in
            let words = text.words[sentence]
            let letters = words.reduce(0) { count, word in
                count + text.scalars[word.scalars].count { isForeign($0) }
            }
            if letters >= fewestLetters { return true }
            guard isJudged else { return words.count { !$0.isNumber } >= fewest }
            let foreign = Set(words.map(\.key).filter(others.contains)).count
            guard foreign > 0 else { return false }
            return foreign > 1
                || words.count >= fewest && !words.contains { judged.contains($0.key) }
        }.map { sentence in
            String(text.string(text.scalars(ofWords: sentence)).prefix(quoted))
        }
    }

    /// A letter that neither English nor Spanish has: of another script, or Vietnamese.
    private static func isForeign(_ scalar: Unicode.Scalar) -> Bool {
        if vietnamese.contains(scalar) { return true }
        guard scalar.value > 0x24F, scalar.properties.isAlphabetic else { return false }
        // Letters in another dress are disguised Latin ones, which another guard finds.
        return LookAlikes.undressed(scalar) == nil
    }

    private static let vietnamese = Set("đĐơƠưƯ".unicodeScalars)

    /// Frequent words of English and Spanish.
    private static let judged = Set(
        """
        the a an is are was were be been and or of to in on at for from by with not no this that it \
        we you they he she your our their has have had will can do if as but there all more now \
        el la los las un una es son fue y o de del en con por para no se su sus al que lo le les hay \
        ha han más ya este esta si como pero está están
        """.split(separator: " ").map { WordText.key(String($0)) })

    /// Frequent words of other languages that are spoken here, and neither English nor Spanish ones:
    /// French, Portuguese, German, Italian, Haitian, Tagalog, Polish, Dutch, Somali.
    private static let others = Set(
        """
        sont une dans avec pour ont été cette nous vous ils elles leur morts mortes blessés \
        tués évacuez restez chez \
        não uma são foram você foi pessoas mortos feridos saiam fiquem agora pela pelo \
        und ist sind nicht eine einen wurde wurden auf tote verletzt sofort bleiben sie \
        sono della delle morti feriti stato gli che nella questo subito \
        moun pou mouri blese rete kounye \
        ang mga ng patay sugatan lumikas \
        jest nie się osoby zginęło ranni są proszę \
        het een niet zijn wordt doden gewonden \
        waa iyo ayaa dadka dhintay
        """.split(separator: " ").map { WordText.key(String($0)) })
}
