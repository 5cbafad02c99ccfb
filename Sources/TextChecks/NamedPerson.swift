/// Finds what looks like a person's name in a claim.
///
/// A name is two capitalized words in a row that are no place and no body. It asks one time too many
/// rather than spread an accusation.
package struct NamedPerson: Sendable {
    /// The names, as written.
    package let names: [String]

    /// - Parameter known: Texts whose capitalized words are no person: the place, our names.
    package init(in claim: String, known: [String]) {
        let text = WordText(claim)
        let familiar = Set(known.flatMap { WordText($0).words.map(\.key) })
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

    private static let others = Set(
        """
        street st avenue ave road rd boulevard blvd drive lane highway bridge park square plaza \
        school college university hospital church county city town river lake creek dam mall center \
        station police department fire sheriff north south east west the a an our all no two three \
        monday tuesday wednesday thursday friday saturday sunday january february march april may june \
        july august september october november december calle avenida carretera puente parque escuela \
        el la los las un una \
        red cross national guard house team unit swat hall airport metro line bus zone district valley \
        hills beach bay island water power electric gas company county governor state federal army navy \
        air force coast border patrol emergency management office agency bureau council board service \
        services public health works transit university medical memorial general elementary middle high \
        tower garage building plant levee gate gates route exit interstate level stage news channel \
        radio tv times post main oak elm first second third \
        cruz roja guardia nacional zona distrito agua luz gobernador estado barrio colonia plaza
        """.split(separator: " ").map(String.init))
}
