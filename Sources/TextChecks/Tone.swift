extension TextJudge {
    /// Finds mockery, gloating over an arrest, and comments on a sentence. In a crisis nobody writes
    /// them; everyday posts are where departments were hurt by them.
    func tone(_ text: WordText, _ language: JudgedLanguage) -> [TextRemark] {
        guard isEveryday else { return [] }
        let lists: [(rule: TextRule, list: PhraseList)] =
            switch language {
            case .english: ToneWords.english
            case .spanish: ToneWords.spanish
            case .other: []
            }
        return text.words.indices.flatMap { index in
            lists.compactMap { rule, list in
                guard let match = list.match(text, at: index) else { return nil }
                let place = text.scalars(ofWords: index..<(index + match.count))
                let (finding, remedy) = Self.words(for: rule)
                return remark(
                    rule, place, in: text, "\(text.quoted(place)) \(finding).", remedy: remedy)
            }
        }
    }

    private static func words(for rule: TextRule) -> (finding: String, remedy: String) {
        switch rule {
        case .arrestTrophy:
            (
                "gloats over an arrest",
                "Say who was arrested for what, if policy allows it. An arrest isn't a verdict."
            )
        case .sentenceComment:
            ("comments on a sentence", "State the sentence and the court, or leave it out.")
        default:
            ("makes fun of somebody", "Say what happened. A victim may read it, too.")
        }
    }
}

/// The words of tone, by language.
enum ToneWords {
    static let english: [(rule: TextRule, list: PhraseList)] = [
        (
            .mockery,
            PhraseList([
                "lol", "lmao", "rofl", "haha", "hahaha", "ha ha", "facepalm", "epic fail",
                "nice try", "better luck next time", "good luck with that", "smooth move",
                "you had one job", "can't make this up", "cannot make this up",
                "not the brightest", "not the sharpest", "brightest bulb", "sharpest tool",
                "criminal mastermind", "criminal masterminds", "dumb criminal", "dumb criminals",
                "dumbest criminal", "dumbest criminals", "genius move", "this genius",
                "our genius", "real genius", "darwin award", "bless his heart", "bless her heart",
                "clown", "clowns", "loser", "losers", "winner of the day", "prize for the",
                "award for the worst", "who would have thought", "surprise surprise",
            ])
        ),
        (
            .arrestTrophy,
            PhraseList([
                "gotcha", "we got him", "we got our man", "busted", "nabbed",
                "collared", "off our streets", "off your streets", "behind bars where",
                "behind bars tonight", "enjoy your stay", "enjoy his stay", "enjoy her stay",
                "free ride to", "silver bracelets", "shiny bracelets", "matching bracelets",
                "new bracelets", "crossbar hotel", "graybar hotel", "three hots and a cot",
                "catch of the day", "catch of the week", "arrest of the week", "mugshot monday",
                "mug shot monday", "thug thursday", "jailbird", "jailbirds", "another one down",
                "one less criminal", "took out the trash", "taking out the trash",
            ])
        ),
        (
            .sentenceComment,
            PhraseList([
                "what he deserves", "what she deserves", "what they deserve", "what he deserved",
                "what she deserved", "what they deserved", "rot in jail", "rot in prison",
                "throw away the key", "slap on the wrist", "good riddance", "justice was served",
                "justice is served", "justice served", "light sentence", "lenient sentence",
                "soft sentence", "harsh sentence", "too lenient", "not long enough",
                "well deserved sentence", "sentence he deserved", "welcome the sentence",
                "happy with the sentence", "pleased with the sentence",
                "disappointed with the sentence", "disappointed by the sentence",
                "the judge should", "should have got more", "should have gotten more",
                "got off easy", "got off lightly",
            ])
        ),
    ]
    static let spanish: [(rule: TextRule, list: PhraseList)] = [
        (
            .mockery,
            PhraseList([
                "jaja", "jajaja", "jajajaja", "jeje", "jejeje", "buen intento", "menudo genio",
                "vaya genio", "que genio", "todo un genio", "vaya lumbrera", "menuda lumbrera",
                "el mas listo de la clase", "no es el mas listo", "mas suerte la proxima",
                "suerte la proxima vez", "payaso", "payasos", "perdedor", "perdedores",
                "listillo", "listillos", "ladron de pacotilla", "delincuente de pacotilla",
                "no se lo pierdan", "premio al mas", "sorpresa sorpresa", "quien lo diria",
                "no nos lo inventamos",
            ])
        ),
        (
            .arrestTrophy,
            PhraseList([
                "te pillamos", "lo pillamos", "la pillamos", "pillado", "pillada", "cazado",
                "cazada", "trincado", "trincada", "lo atrapamos", "la atrapamos",
                "le echamos el guante", "cayo en nuestras manos", "uno menos en la calle",
                "un delincuente menos", "ya no anda suelto", "tras las rejas", "entre rejas",
                "a la sombra", "pulseras de plata", "pulseras nuevas", "hotel con barrotes",
                "hotel de rejas", "disfrute de su estancia", "feliz estancia",
                "detenido de la semana", "captura del dia", "sacamos la basura",
            ])
        ),
        (
            .sentenceComment,
            PhraseList([
                "se lo merece", "se lo merecia", "se lo merecen", "lo que merece",
                "lo que merecia", "que se pudra", "se pudra en la carcel", "tiren la llave",
                "se hizo justicia", "justicia cumplida", "condena leve", "pena leve",
                "sentencia leve", "sentencia blanda", "condena blanda", "condena ejemplar",
                "demasiado leve", "demasiado blanda", "celebramos la condena",
                "celebramos la sentencia", "nos alegra la condena", "nos alegra la sentencia",
                "lamentamos la sentencia", "el juez deberia", "la jueza deberia",
                "le salio barato", "salio barato",
            ])
        ),
    ]
}
