/// Finds words with which a text fakes or denies an exercise. The mark is the program's to set.
package struct ExerciseWords: Sendable {
    /// The words that deny an exercise or claim that it is real; nil if there are none.
    package let denial: String?
    /// Whether it begins with a word for an exercise and a colon or dash, as a marking does.
    package let beginsAsExercise: Bool

    /// - Parameter words: The words of the same text.
    package init(_ text: String, _ words: WordText) {
        let words = words.words.map(\.key)
        denial = words.indices.lazy.compactMap { start in
            Self.denials[words[start]]?.first { words[start...].starts(with: $0) }
        }.first.map { $0.joined(separator: " ") }
        let start = text.drop { !$0.isLetter }
        let first = start.prefix(while: \.isLetter)
        let rest = start.dropFirst(first.count).drop(while: \.isWhitespace)
        beginsAsExercise =
            Self.markings.contains(first.lowercased())
            && rest.first.map { ":-–—!*].)".contains($0) } ?? true
    }

    private static let markings: Set = [
        "exercise", "drill", "test", "ejercicio", "simulacro", "prueba",
    ]

    /// A phrase that contains another one isn't listed: `es un simulacro` also finds its denial.
    ///
    /// By their first words.
    private static let denials = Dictionary(
        grouping: [
            "not an exercise", "not a drill", "not a test", "isn't an exercise", "isn't a drill",
            "isn't a test", "no exercise", "no drill", "this is an exercise", "this is a drill",
            "this is a test", "this is only an exercise", "this is only a drill",
            "this is only a test", "this is real", "a real emergency", "es un simulacro",
            "es un ejercicio", "no es simulacro", "no es ejercicio", "no es una prueba",
            "esto es real", "actual emergency", "real emergency", "not a simulation",
            "the first word", "ignore the first", "drill is over", "exercise is over",
            "exercise exercise", "drill drill", "test test", "emergencia real",
            "emergencia verdadera", "verdadera emergencia", "la primera palabra",
            "termino el simulacro", "simulacro ha terminado",
        ].map { WordText($0).words.map(\.key) }, by: \.[0])
}
