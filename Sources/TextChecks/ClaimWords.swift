/// Words of the claims that had to be taken back most often: casualties, suspects, causes, damage.
///
/// A text with one of them states something that somebody must know. Other claims are not found:
/// no list of words finds them all.
package struct ClaimWords: Sendable {
    private let phrases: PhraseList?

    /// - Parameter language: A BCP 47 tag. Only English and Spanish have words.
    package init(language: String) {
        switch JudgedLanguage(tag: language) {
        case .english: phrases = Self.english
        case .spanish: phrases = Self.spanish
        case .other: phrases = nil
        }
    }

    /// The first claim's word; nil if there is none.
    package func first(in text: String) -> String? {
        let text = WordText(text)
        for index in text.words.indices {
            guard let match = phrases?.match(text, at: index) else { continue }
            return text.string(text.scalars(ofWords: index..<(index + match.count)))
        }
        return nil
    }

    private static let english = PhraseList([
        "dead", "died", "death", "deaths", "killed", "drowned", "murdered", "injured", "injuries",
        "wounded", "hurt", "shot", "stabbed", "missing", "casualties", "victims", "fatalities",
        "suspect", "suspects", "gunman", "gunmen", "shooter", "shooters", "sniper", "attacker",
        "attackers", "arrested", "in custody", "identified", "hostage", "hostages", "bomb", "bombs",
        "explosive", "explosives", "exploded", "arson", "the cause", "caused by", "motive",
        "terrorism", "has broken", "has failed", "collapsed", "contaminated", "poisoned",
        "radioactive", "outbreak", "leaking", "breached", "has burst", "gave way", "has given way",
        "overtopped", "washed away", "destroyed",
    ])

    private static let spanish = PhraseList([
        "muerto", "muertos", "muerta", "muertas", "murio", "murieron", "fallecido", "fallecidos",
        "fallecio", "ahogado", "ahogada", "asesinado", "herido", "heridos", "herida", "heridas",
        "lesionado", "lesionados", "desaparecido", "desaparecidos", "victimas", "sospechoso",
        "sospechosos", "tirador", "tiradores", "atacante", "atacantes", "arrestado", "detenido",
        "detenidos", "identificado", "rehen", "rehenes", "bomba", "bombas", "explosivo",
        "explosivos", "exploto", "la causa", "causado por", "motivo", "terrorismo", "se rompio",
        "se derrumbo", "contaminada", "contaminado", "brote", "ha cedido", "cedio", "reventado",
        "desbordado", "se desbordo", "destruido", "destruida", "fuga",
    ])
}
