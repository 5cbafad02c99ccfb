/// Finds what looks like a person's name in a claim.
///
/// A name is two capitalized words in a row that are no place and no body, or the word that a claim
/// gives as the suspect's, in whatever case: "the shooter is maria". It asks one time too many rather
/// than spread an accusation.
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
        names =
            found.isEmpty
            ? Self.named(in: text).filter { !familiar.contains($0.key) }.map {
                text.string($0.scalars)
            } : found
    }

    /// The words that are said to be the suspect, or to be somebody's name.
    private static func named(in text: WordText) -> [WordText.Word] {
        let words = text.words
        return text.sentences.flatMap { sentence in
            sentence.filter { place in
                guard !common.contains(words[place].key), !words[place].isNumber else {
                    return false
                }
                let before = words[sentence.lowerBound..<place].suffix(2).map(\.key)
                let after = words[place..<sentence.upperBound].dropFirst().prefix(3).map(\.key)
                if before.last.map(naming.contains) ?? false { return true }
                // "The shooter is maria", but not "the shooter is armed": the name ends the sentence
                // or is capitalized.
                if before.count == 2, suspects.contains(before[0]), being.contains(before[1]) {
                    return words[place].startsUpper
                        || after.isEmpty && !predicates.contains(words[place].key)
                }
                // "Maria is the shooter."
                return before.isEmpty && after.count == 3 && being.contains(after[0])
                    && articles.contains(after[1]) && suspects.contains(after[2])
            }.map { words[$0] }
        }
    }

    private static func isCapitalized(_ word: String) -> Bool {
        guard let first = word.first, word.count > 1 else { return false }
        return first.isUppercase && word.dropFirst().contains(where: \.isLowercase)
    }

    private static let articles: Set = [
        "the", "a", "an", "our", "all", "no", "el", "la", "los", "las", "un", "una",
    ]

    private static let naming: Set = [
        "named", "called", "identified", "llamado", "llamada", "llama",
    ]
    private static let suspects: Set = [
        "shooter", "suspect", "gunman", "killer", "attacker", "bomber", "arsonist", "driver",
        "murderer", "thief", "sospechoso", "tirador", "asesino", "atacante", "autor", "pistolero",
    ]
    private static let being: Set = ["is", "was", "es", "era", "fue"]
    private static let predicates: Set = [
        "armed", "dead", "alive", "down", "loose", "active", "inside", "outside", "gone", "hurt",
        "wounded", "injured", "arrested", "contained", "caught", "captured", "here", "there",
        "hiding", "unknown", "white", "black", "muerto", "herido", "armado", "detenido", "dentro",
        "suelto", "huyendo", "running", "police", "real", "fake",
    ]
    private static let common: Set = [
        "a", "an", "the", "as", "in", "at", "on", "by", "not", "still", "now", "off", "for", "to",
        "it", "he", "she", "they", "this", "that", "there", "who", "one", "nobody", "it's", "un",
        "una", "el", "la", "los", "las", "en", "de", "no", "yet", "also", "victims", "people",
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
