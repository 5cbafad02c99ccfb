/// Words with which somebody takes back or denies what they repeat, in English and Spanish.
package enum TakingBack {
    /// Whether a text has one of them.
    package static func isSaid(in text: WordText) -> Bool { isSaid(in: text.words[...]) }

    /// The first sentence that says a claim again although neither it nor the sentence beside it
    /// takes the claim back, or that calls the claim true.
    ///
    /// - Parameter others: What may be said, as in ``ClaimEcho/places(in:unlessSaid:)``.
    /// - Returns: Its place in UTF-8 bytes; nil if there is none.
    package static func affirmation(
        of claim: ClaimEcho, in text: WordText, unlessSaid others: [ClaimEcho] = []
    ) -> Range<Int>? {
        let sentences = text.sentences
        let repeated = claim.places(in: .init(text), unlessSaid: others)
        guard !repeated.isEmpty else { return nil }
        return sentences.indices.lazy.map { place in
            (place, text.span(text.scalars(ofWords: sentences[place])))
        }.first { place, span in
            guard repeated.contains(span) else { return false }
            let words = text.words[sentences[place]]
            if isSaid(in: words) { return false }
            let beside = sentences[max(place - 1, 0)...min(place + 1, sentences.count - 1)]
            return words.contains { Affirmation.isOfTruth($0.key) }
                || !beside.contains { isSaid(in: text.words[$0]) }
        }?.1
    }

    /// Whether a text that may be about other things takes back one of these statements: a sentence
    /// owns an error, or it denies or regrets and has a word of theirs or speaks of an earlier report.
    package static func isSaid(of statements: [ClaimEcho], in text: WordText) -> Bool {
        text.sentences.contains { sentence in
            let words = text.words[sentence]
            guard isSaid(in: words) else { return false }
            let said = text.string(text.scalars(ofWords: sentence))
            return words.contains { errors.contains($0.key) || reports.contains($0.key) }
                || statements.contains { $0.isTouched(by: said) }
        }
    }

    private static func isSaid(in words: ArraySlice<WordText.Word>) -> Bool {
        words.contains { Self.words.contains($0.key) || $0.key.hasSuffix("n't") }
    }

    private static let errors: Set = [
        "wrong", "incorrect", "error", "errors", "mistake", "mistaken", "mistakenly", "correction",
        "corrected", "correcting", "retract", "retracted", "false", "untrue", "hoax", "falso",
        "falsa", "equivocado", "erroneo", "incorrecto", "corregimos", "correccion", "rectificamos",
    ]
    private static let reports = Set(
        """
        earlier previous previously report reports reported reporting post posts posted tweet story \
        article headline statement broadcast claim claims information said wrote published version \
        anterior anteriormente informe informamos informacion publicacion publicamos nota noticia \
        titular mensaje dijimos
        """.split(separator: " ").map(String.init))

    private static let words = Set(
        """
        not no never wrong false untrue incorrect error errors mistake mistaken mistakenly sorry \
        regret apologize apologise correct corrects corrected correction correcting retract retracted \
        withdraw withdrawn rumor rumors rumour hoax fake misleading outdated instead actually isnt \
        wasnt didnt hasnt \
        nunca falso falsa falsos error errores equivocado equivocada erroneo incorrecto corregimos \
        corrige correccion rectificamos desmiente desmienten bulo rumor disculpas lamentamos
        """.split(separator: " ").map(String.init))
}
