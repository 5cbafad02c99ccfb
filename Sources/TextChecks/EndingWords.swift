/// Words with which a text ends a warning, whatever its author calls it.
package enum EndingWords {
    /// The first of them; nil if there are none.
    package static func first(in text: WordText) -> String? {
        let keys = text.words.map(\.key)
        return keys.indices.lazy.compactMap { start in
            phrases.first { keys[start...].starts(with: $0) }
        }.first.map { $0.joined(separator: " ") }
    }

    private static let phrases = [
        "all clear", "order is lifted", "orders are lifted", "has been lifted", "have been lifted",
        "you may return", "residents may return", "you can return", "warning has ended",
        "alert has ended", "no longer in effect", "ya puede regresar", "pueden regresar",
        "puede regresar", "se levanta la orden", "orden ha terminado", "aviso ha terminado",
    ].map { WordText($0).words.map(\.key) }
}
