/// Words with which somebody takes back or denies what they repeat.
package enum TakingBack {
    /// Whether a text has one of them.
    package static func isSaid(in text: WordText) -> Bool {
        text.words.contains { words.contains($0.key) || $0.key.hasSuffix("n't") }
    }

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
