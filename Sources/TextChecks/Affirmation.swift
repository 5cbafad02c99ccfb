/// Words with which an answer makes the question's words its own.
package enum Affirmation {
    /// Whether a text begins with one of them.
    package static func begins(_ text: String) -> Bool {
        let keys = WordText(text).words.prefix(3).map(\.key)
        return keys.contains(where: words.contains)
    }

    /// Whether a word calls what it stands beside true.
    static func isOfTruth(_ key: String) -> Bool { truths.contains(key) }

    private static let truths: Set = [
        "true", "confirmed", "confirm", "confirms", "verified", "indeed", "cierto", "verdad",
        "confirmado", "confirmamos", "verificado",
    ]

    private static let words: Set = [
        "yes", "yeah", "correct", "right", "true", "confirmed", "confirm", "indeed",
        "unfortunately",
        "sadly", "si", "correcto", "cierto", "confirmado", "confirmamos", "lamentablemente",
    ]
}
