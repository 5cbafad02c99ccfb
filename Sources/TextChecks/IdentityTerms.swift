extension TextJudge {
    /// Finds sensitive terms that describe a person: before the person in English
    /// (`a Hispanic man`), after in Spanish (`un hombre hispano`), or after `described as`.
    func identityTerms(_ text: WordText, _ language: JudgedLanguage) -> [TextRemark] {
        describedTerms(text, language).filter { !allowedIdentities.contains($0.kind) }.map { term in
            let place = text.scalars(ofWords: term.words)
            return remark(
                .identityTerm, place, in: text,
                "\(text.quoted(place)) describes a person by \(term.kind.rawValue).",
                remedy:
                    "Describe clothes, height, age and actions. If policy allows the term, add identity-terms: [\(term.kind.rawValue)] to the department file."
            )
        }
    }

    /// The terms that describe a person, with their words and class.
    func describedTerms(
        _ text: WordText, _ language: JudgedLanguage
    ) -> [(words: Range<Int>, kind: IdentityClass)] {
        let lists: Identities
        switch language {
        case .english: lists = .english
        case .spanish: lists = .spanish
        case .other: return []
        }
        return text.words.indices.compactMap { index in
            guard let match = lists.terms.match(text, at: index),
                let kind = IdentityClass(rawValue: match.note)
            else { return nil }
            let range = index..<(index + match.count)
            return lists.describes(range, in: text) ? (range, kind) : nil
        }
    }
}

/// One language's terms, and the signs that they describe a person.
private struct Identities {
    let terms: PhraseList
    let persons: Set<String>
    /// Words allowed between the person and the term.
    let between: Set<String>
    /// Whether the person comes before the term.
    let isPersonFirst: Bool
    /// Words such as `described as`, after which the person may be in another sentence.
    let introductions: Set<String>
    /// Persons at the end of a term of several words, so that it needs no other.
    var nouns: Set<String> = []

    func describes(_ range: Range<Int>, in text: WordText) -> Bool {
        let words = text.words
        if range.count > 1, nouns.contains(words[range.upperBound - 1].key) { return true }
        var back = range.lowerBound
        while back > 0, range.lowerBound - back < 4, words[back].gap <= .clause {
            back -= 1
            if introductions.contains(words[back].key) { return true }
            if isPersonFirst, words[back + 1].gap <= .space, persons.contains(words[back].key) {
                return true
            }
            guard between.contains(words[back].key) else { break }
        }
        guard !isPersonFirst else { return false }
        var next = range.upperBound
        while next < words.count, next - range.upperBound < 3, words[next].gap <= .clause {
            if persons.contains(words[next].key) { return true }
            guard between.contains(words[next].key) else { return false }
            next += 1
        }
        return false
    }

    static let english = Identities(
        terms: PhraseList(
            [
                "black > race", "white > race", "brown > race", "hispanic > race",
                "latino > race", "latina > race", "latinx > race", "asian > race",
                "african american > race", "arab > race", "middle eastern > race",
                "native american > race", "indian > race", "caucasian > race", "mexican > race",
                "dark skinned > race", "light skinned > race", "gypsy > race",
                "muslim > religion", "islamic > religion", "jewish > religion",
                "christian > religion", "catholic > religion", "hindu > religion",
                "sikh > religion", "buddhist > religion",
                "illegal > immigration", "illegal immigrant > immigration",
                "illegal immigrants > immigration", "illegal alien > immigration",
                "illegal aliens > immigration", "undocumented > immigration",
                "immigrant > immigration", "migrant > immigration", "refugee > immigration",
                "foreign > immigration",
                "disabled > disability", "handicapped > disability", "crippled > disability",
                "deaf > disability", "blind > disability", "autistic > disability",
                "mentally ill > disability", "mentally disturbed > disability",
                "schizophrenic > disability", "bipolar > disability", "retarded > disability",
                "gay > orientation", "lesbian > orientation", "homosexual > orientation",
                "bisexual > orientation", "transgender > orientation",
                "transsexual > orientation", "trans > orientation", "queer > orientation",
            ]),
        persons: [
            "man", "woman", "male", "female", "boy", "girl", "men", "women", "males", "females",
            "suspect", "suspects", "person", "individual", "individuals", "gunman", "gunmen",
            "shooter", "shooters", "driver", "teen", "teens", "teenager", "youth", "youths",
            "juvenile", "adult", "attacker", "attackers", "victim", "victims", "immigrant",
            "alien",
        ],
        between: [
            "adult", "young", "older", "elderly", "tall", "heavyset", "thin", "is", "was", "as",
            "a", "an", "possibly", "believed", "to", "be", "or", "likely", "american", "skinned",
        ], isPersonFirst: false, introductions: ["described", "descrito"],
        nouns: ["alien", "aliens", "immigrant", "immigrants"])

    static let spanish = Identities(
        terms: PhraseList(
            [
                "negro > race", "negra > race", "negros > race", "blanco > race",
                "blanca > race", "moreno > race", "morena > race", "hispano > race",
                "hispana > race", "hispanos > race", "latino > race", "latina > race",
                "asiatico > race", "asiatica > race", "afroamericano > race",
                "afroamericana > race", "arabe > race", "indigena > race", "gitano > race",
                "gitana > race", "mexicano > race", "mexicana > race",
                "musulman > religion", "musulmana > religion", "islamico > religion",
                "judio > religion", "judia > religion", "cristiano > religion",
                "cristiana > religion", "catolico > religion", "catolica > religion",
                "ilegal > immigration", "indocumentado > immigration",
                "indocumentada > immigration", "inmigrante > immigration",
                "migrante > immigration", "refugiado > immigration", "refugiada > immigration",
                "extranjero > immigration", "extranjera > immigration",
                "discapacitado > disability", "discapacitada > disability",
                "minusvalido > disability", "minusvalida > disability", "sordo > disability",
                "sorda > disability", "ciego > disability", "ciega > disability",
                "autista > disability", "enfermo mental > disability",
                "enferma mental > disability", "esquizofrenico > disability",
                "esquizofrenica > disability", "gay > orientation", "lesbiana > orientation",
                "homosexual > orientation", "bisexual > orientation",
                "transgenero > orientation", "transexual > orientation", "trans > orientation",
            ]),
        persons: [
            "hombre", "mujer", "hombres", "mujeres", "varon", "nino", "nina", "joven", "jovenes",
            "adolescente", "sospechoso", "sospechosa", "sospechosos", "persona", "individuo",
            "individuos", "sujeto", "sujetos", "tirador", "conductor", "conductora", "atacante",
            "victima", "menor", "adulto", "adulta", "masculino", "femenina", "inmigrante",
        ],
        between: [
            "adulto", "adulta", "joven", "de", "raza", "origen", "aspecto", "tez", "piel",
            "religion", "alto", "alta", "es", "era", "como", "un", "una", "probablemente",
            "posiblemente", "mayor", "descendencia",
        ], isPersonFirst: true, introductions: ["descrito", "descrita", "descritos"])
}
