/// Words with which a text ends a warning, whatever its author calls it.
package enum EndingWords {
    /// The first of them; nil if there are none.
    ///
    /// "Until we give the all-clear" ends nothing, and neither does "the danger isn't over".
    package static func first(in text: WordText) -> String? {
        text.sentences.lazy.compactMap { sentence -> String? in
            let keys = text.words[sentence].map(\.key)
            if keys.contains(where: later.contains) { return nil }
            let phrase = keys.indices.lazy.compactMap { start in
                phrases.first { keys[start...].starts(with: $0) }
            }.first
            if let phrase { return phrase.joined(separator: " ") }
            // "The danger at Main and Lamar is over", "our warning for Zone B was wrong".
            guard let subject = keys.first(where: subjects.contains),
                let end = keys.first(where: ends.contains)
            else { return nil }
            return "\(subject) … \(end)"
        }.first
    }

    private static let later: Set = [
        "until", "when", "before", "not", "no", "isn't", "aren't", "still", "yet", "hasta",
        "cuando",
        "todavia", "aun",
    ]
    private static let subjects: Set = [
        "danger", "threat", "warning", "order", "alert", "peligro", "amenaza", "aviso", "orden",
        "alerta",
    ]
    private static let ends: Set = [
        "over", "ended", "ends", "lifted", "canceled", "cancelled", "disregard", "terminado",
        "termino", "cancelado", "cancelada", "levantado", "levantada",
    ]

    private static let phrases = [
        "all clear", "order is lifted", "orders are lifted", "has been lifted", "have been lifted",
        "you may return", "residents may return", "you can return", "go outside again",
        "go out again", "no danger to the public", "warning has ended",
        "alert has ended", "no longer in effect", "ya puede regresar", "pueden regresar",
        "puede regresar", "se levanta la orden", "orden ha terminado", "aviso ha terminado",
    ].map { WordText($0).words.map(\.key) }
}
