/// Finds what looks like a person's name in a claim that says something about the person.
///
/// A name is two capitalized words in a row that are no place, in a claim with a word such as
/// `suspect` or `arrested`. It asks one time too many rather than spread an accusation.
package struct NamedPerson: Sendable {
    /// The names, as written.
    package let names: [String]

    /// - Parameter known: Texts whose capitalized words are no person: the place, our names.
    package init(in claim: String, known: [String]) {
        let text = WordText(claim)
        let familiar = Set(known.flatMap { WordText($0).words.map(\.key) })
        guard text.words.contains(where: { Self.accusations.contains($0.key) }) else {
            names = []
            return
        }
        var found: [String] = []
        for index in text.words.indices.dropLast() {
            let pair = [text.words[index], text.words[index + 1]]
            let isName =
                pair[1].gap == .space
                && pair.allSatisfy { word in
                    Self.isCapitalized(text.string(word.scalars))
                        && !familiar.contains(word.key) && !Self.others.contains(word.key)
                }
            if isName { found.append(text.string(text.scalars(ofWords: index..<(index + 2)))) }
        }
        names = found
    }

    private static func isCapitalized(_ word: String) -> Bool {
        guard let first = word.first, word.count > 1 else { return false }
        return first.isUppercase && word.dropFirst().contains(where: \.isLowercase)
    }

    private static let accusations = Set(
        """
        suspect shooter gunman sniper attacker killer murderer bomber driver arrested wanted custody \
        charged killed dead died did guilty responsible armed drunk terrorist thief victim \
        sospechoso tirador atacante asesino conductor arrestado detenido buscado culpable responsable \
        armado muerto murio victima terrorista
        """.split(separator: " ").map(String.init))

    private static let others = Set(
        """
        street st avenue ave road rd boulevard blvd drive lane highway bridge park square plaza \
        school college university hospital church county city town river lake creek dam mall center \
        station police department fire sheriff north south east west the a an our all no two three \
        monday tuesday wednesday thursday friday saturday sunday january february march april may june \
        july august september october november december calle avenida carretera puente parque escuela \
        el la los las un una
        """.split(separator: " ").map(String.init))
}
