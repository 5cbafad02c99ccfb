/// Detects whether a text tells of a death while one is held.
///
/// A sentence does if it speaks of a death, unless it denies one or repeats a death that may be told.
/// Condolences tell of it whatever else they say. It stops a text too many rather than tell a family
/// by the news. English, Spanish and the commonest German words are known.
package struct DeathEcho: Sendable {
    /// - Parameter statement: The statement; nil is returned if it tells of no death.
    package init?(_ statement: String) {
        guard Self.tellsOfDeath(WordText(statement).words.map(\.key)) else { return nil }
    }

    /// Whether a sentence of the text tells of it.
    ///
    /// - Parameter others: Statements that may be said.
    package func isIn(_ text: WordText, unlessSaid others: [ClaimEcho] = []) -> Bool {
        let sentences = ClaimEcho.Sentences(text)
        let said = Set(others.flatMap { $0.places(in: sentences) })
        return text.sentences.contains { sentence in
            let keys = text.words[sentence].map(\.key)
            if Self.condoles(keys) { return true }
            return Self.tellsOfDeath(keys) && !keys.contains(where: Self.denials.contains)
                && !said.contains(text.span(text.scalars(ofWords: sentence)))
        }
    }

    private static let denials: Set = [
        "no", "nobody", "none", "not", "can't", "cannot", "ningun", "ninguna", "nadie",
    ]

    private static func tellsOfDeath(_ keys: [String]) -> Bool {
        // A body camera tells of no death.
        let keys =
            keys.contains(where: ["camera", "cam", "worn", "armor"].contains)
            ? keys.filter { $0 != "body" } : keys
        if keys.contains(where: isOfDeath) { return true }
        // "Lost his life", "perdió la vida", "passed away".
        return pairs.contains { first, second in
            keys.contains(where: first.contains) && keys.contains(where: second.contains)
        }
    }

    /// Funerals and prayers for a family are spoken of after a death.
    private static func condoles(_ keys: [String]) -> Bool {
        keys.contains(where: condolences.contains)
            || keys.contains(where: feelings.contains) && keys.contains(where: bereaved.contains)
    }

    private static func isOfDeath(_ key: String) -> Bool {
        dead.contains(key) || stems.contains { key.hasPrefix($0) }
    }

    private static let stems = [
        "drown", "kill", "fatal", "deceas", "perish", "slain", "mourn", "griev", "succumb",
        "murder",
        "muert", "falleci", "ahog", "asesina", "luto", "cadaver", "ertrunk", "gestorben",
    ]
    private static let dead: Set = [
        "die", "died", "dies", "dying", "dead", "death", "deaths", "body", "bodies",
        "lifeless", "rip", "coroner", "morgue", "murio", "murieron", "muere", "morir", "perdida",
        "restos",
        "forense", "starb", "tot", "tote", "toter",
    ]
    private static let condolences: Set = [
        "condolences", "funeral", "burial", "vigil", "bereaved", "widow", "widower",
        "condolencias", "pesame", "velorio", "sepelio", "entierro", "viuda", "viudo", "deudos",
    ]
    private static let feelings: Set = [
        "thoughts", "prayers", "pray", "praying", "hearts", "heart", "heartbroken", "saddened",
        "sorrow", "loss", "sympathy", "oraciones", "oramos", "corazones", "corazon", "tristeza",
        "dolor",
    ]
    private static let bereaved: Set = [
        "family", "families", "parents", "mother", "father", "loved", "relatives", "friends",
        "familia", "familias", "padres", "madre", "padre", "seres", "allegados",
    ]
    private static let pairs: [(Set<String>, Set<String>)] = [
        (["lost", "lose", "loses", "took", "taken", "claimed"], ["life", "lives"]),
        (["passed"], ["away"]), (["not", "didnt", "didn't"], ["survive"]),
        (["rest"], ["peace"]), (["end"], ["watch"]),
        (["lost", "perdimos"], ["officer", "firefighter", "agente", "bombero"]),
        (["descanse"], ["paz"]),
        (["victima", "victimas"], ["mortal", "mortales"]),
        (["perdio", "perdieron", "perder", "cobro"], ["vida", "vidas"]),
    ]
}
