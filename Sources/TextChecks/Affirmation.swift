/// Words with which an answer makes the question's words its own.
package enum Affirmation {
    /// Whether a text begins with one of them.
    package static func begins(_ text: String) -> Bool {
        let keys = WordText(text).words.prefix(3).map(\.key)
        return keys.contains(where: words.contains)
    }

    private static let words: Set = [
        "yes", "yeah", "correct", "right", "true", "confirmed", "confirm", "indeed",
        "unfortunately",
        "sadly", "si", "correcto", "cierto", "confirmado", "confirmamos", "lamentablemente",
    ]
}
