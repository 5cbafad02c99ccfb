extension TextJudge {
    /// The number of other features without which a description by race fits too many people.
    static let fewestFeatures = 3

    /// Finds a term of race that describes a person with fewer than three features that tell the
    /// person from others.
    ///
    /// Policies that allow the term ask for them, too: about a third of the descriptions that one
    /// university had sent out were too general to find anyone. It counts the features in the term's
    /// sentence, the one before and the two after it.
    func raceAlone(_ text: WordText, _ language: JudgedLanguage) -> [TextRemark] {
        let terms = describedTerms(text, language).filter { $0.kind == .race }
        guard !terms.isEmpty else { return [] }
        // Once for the whole text, so that many terms in it take no longer.
        let sentences = text.sentences
        let found = sentences.map { features(in: $0, of: text, language) }
        var own = 0
        return terms.compactMap { term in
            while sentences[own].upperBound <= term.words.lowerBound { own += 1 }
            let near = found[max(0, own - 1)..<min(found.count, own + 3)]
            let count = Set(near.joined()).count
            guard count < Self.fewestFeatures else { return nil }
            let place = text.scalars(ofWords: term.words)
            let others =
                count == 0
                ? "no other feature" : count == 1 ? "one other feature" : "\(count) other features"
            return remark(
                .raceAlone, place, in: text,
                "\(text.quoted(place)) describes a person with \(others) that would single them out.",
                remedy:
                    "Leave the term out, or add clothes, hair, marks or a vehicle: at least \(Self.fewestFeatures) in all."
            )
        }
    }

    /// The classes of the features in one sentence.
    private func features(
        in sentence: Range<Int>, of text: WordText, _ language: JudgedLanguage
    ) -> Set<String> {
        let list =
            switch language {
            case .english: FeatureWords.english
            case .spanish: FeatureWords.spanish
            case .other: PhraseList([])
            }
        return Set(
            sentence.compactMap { index in
                list.match(text, at: index)?.note ?? height(text, at: index)
            })
    }

    /// `5'10"`, `6 ft 2`, `180 cm`: the words `ft` and `cm` are in the lists.
    private func height(_ text: WordText, at index: Int) -> String? {
        let word = text.words[index]
        let next = word.scalars.upperBound
        guard word.isNumber, next < text.scalars.count,
            text.scalars[next] == "'" || text.scalars[next] == "\u{2032}"
        else { return nil }
        return "height"
    }
}

/// Words that tell one person from others, each with its class. Sex, age and an average height or
/// build are none: they fit too many.
enum FeatureWords {
    static let english = PhraseList(
        classes([
            "top": [
                "shirt", "t shirt", "tshirt", "hoodie", "sweatshirt", "sweater", "jacket", "coat",
                "vest", "jersey", "blouse", "tank top", "raincoat", "parka", "uniform",
            ],
            "bottom": [
                "pants", "jeans", "shorts", "trousers", "sweatpants", "leggings", "skirt", "dress",
            ],
            "head": [
                "hat", "cap", "beanie", "hood", "helmet", "mask", "bandana", "scarf", "turban",
                "headscarf", "headband",
            ],
            "shoes": ["shoes", "sneakers", "boots", "sandals", "slippers"],
            "hair": [
                "hair", "haired", "bald", "braids", "dreadlocks", "ponytail", "mohawk", "afro",
                "buzz cut",
            ],
            "beard": ["beard", "bearded", "mustache", "moustache", "goatee", "sideburns"],
            "mark": [
                "tattoo", "tattoos", "tattooed", "scar", "scars", "birthmark", "piercing",
                "piercings", "missing tooth", "gold tooth", "mole",
            ],
            "glasses": ["glasses", "sunglasses", "eyepatch"],
            "height": ["ft", "feet", "foot", "inches", "cm"],
            "weight": ["pounds", "lbs", "kilos", "kg"],
            "bag": ["backpack", "bag", "duffel", "purse", "suitcase", "briefcase"],
            "vehicle": [
                "car", "truck", "van", "sedan", "suv", "pickup", "motorcycle", "moped", "scooter",
                "bicycle", "bike", "skateboard", "license plate",
            ],
            "gait": ["limp", "limped", "limping", "crutches", "cane", "wheelchair", "arm cast"],
            "jewelry": ["earring", "earrings", "necklace", "bracelet", "gold chain", "wristwatch"],
        ]))
    static let spanish = PhraseList(
        classes([
            "top": [
                "camisa", "camiseta", "sudadera", "sueter", "chaqueta", "abrigo", "chaleco",
                "blusa", "jersey", "impermeable", "uniforme", "campera",
            ],
            "bottom": [
                "pantalon", "pantalones", "vaqueros", "jeans", "falda", "vestido", "mallas",
            ],
            "head": [
                "sombrero", "gorra", "gorro", "capucha", "casco", "mascara", "panuelo", "bufanda",
                "turbante", "cubrebocas", "pasamontanas",
            ],
            "shoes": ["zapatos", "zapatillas", "tenis", "botas", "sandalias"],
            "hair": ["pelo", "cabello", "calvo", "calva", "trenzas", "rastas", "coleta", "rapado"],
            "beard": ["barba", "bigote", "perilla", "patillas"],
            "mark": [
                "tatuaje", "tatuajes", "tatuado", "cicatriz", "cicatrices", "lunar", "piercing",
                "marca de nacimiento", "diente de oro",
            ],
            "glasses": ["gafas", "lentes", "anteojos", "parche en el ojo"],
            "height": ["pies", "pulgadas", "cm", "centimetros", "metros"],
            "weight": ["libras", "kilos", "kg"],
            "bag": ["mochila", "bolsa", "bolso", "maleta", "maletin"],
            "vehicle": [
                "carro", "coche", "auto", "automovil", "camioneta", "camion", "furgoneta",
                "motocicleta", "moto", "bicicleta", "patineta", "patinete", "placa", "placas",
            ],
            "gait": ["cojea", "cojeaba", "cojeando", "muletas", "baston", "silla de ruedas"],
            "jewelry": [
                "arete", "aretes", "pendiente", "pendientes", "collar", "pulsera", "cadena",
            ],
        ]))

    private static func classes(_ words: [String: [String]]) -> [String] {
        words.flatMap { name, words in words.map { "\($0) > \(name)" } }
    }
}
