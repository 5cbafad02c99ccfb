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
        var index = text.words.startIndex
        while index < text.words.endIndex {
            let start = index
            while index < text.words.endIndex,
                Self.isCapitalized(text.string(text.words[index].scalars)),
                index == start || text.words[index].gap == .space
            {
                index += 1
            }
            defer { index = max(index, start + 1) }
            let run = text.words[start..<index].drop { Self.articles.contains($0.key) }
            // A place's or body's name may hold a person's: Martin Luther King Boulevard, el puente
            // Benito Juárez.
            let before = start > 0 ? [text.words[start - 1].key] : []
            let isOther = (before + run.map(\.key)).contains {
                Self.others.contains($0) || familiar.contains($0)
            }
            if run.count > 1, !isOther {
                found.append(text.string(text.scalars(ofWords: run.startIndex..<run.endIndex)))
            }
        }
        names = found
    }

    private static func isCapitalized(_ word: String) -> Bool {
        guard let first = word.first, word.count > 1 else { return false }
        return first.isUppercase && word.dropFirst().contains(where: \.isLowercase)
    }

    private static let articles: Set = [
        "the", "a", "an", "our", "all", "no", "el", "la", "los", "las", "un", "una",
    ]

    private static let others = Set(
        """
        street st avenue ave road rd boulevard blvd drive lane highway bridge park square plaza \
        school college university hospital church county city town river lake creek dam mall center \
        station police department fire sheriff north south east west two three \
        monday tuesday wednesday thursday friday saturday sunday january february march april may june \
        july august september october november december calle avenida carretera puente parque escuela \
        red cross national guard house team unit swat hall airport metro line bus zone district valley \
        hills beach bay island water power electric gas company county governor state federal army navy \
        air force coast border patrol emergency management office agency bureau council board service \
        services public health works transit university medical memorial general elementary middle high \
        tower garage building plant levee gate gates route exit interstate level stage news channel \
        radio tv times post main oak elm first second third \
        storm hurricane energy depot bowl community rangers santa san saint fort mount lincoln \
        cruz roja guardia nacional zona distrito agua luz gobernador estado barrio colonia plaza
        """.split(separator: " ").map(String.init))
}
