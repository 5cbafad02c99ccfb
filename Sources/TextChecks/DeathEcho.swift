/// Detects whether a text tells of the death that a statement tells of, in whatever words.
///
/// A sentence does if it speaks of a death and shares a word with the statement, or speaks of a
/// child as the statement does. Condolences tell of it whatever else they say. It stops a text too
/// many rather than tell a family by the news.
/// English, Spanish and the commonest German words are known.
package struct DeathEcho: Sendable {
    private let words: Set<String>
    private let isOfChild: Bool

    /// - Parameter statement: The statement; nil is returned if it tells of no death.
    package init?(_ statement: String) {
        let text = WordText(statement)
        let keys = text.words.map(\.key)
        guard Self.tellsOfDeath(keys) else { return nil }
        words = Set(keys.filter { $0.count > 3 && !Self.isOfDeath($0) })
            .subtracting(Self.common)
        isOfChild = keys.contains(where: Self.isOfChild)
    }

    /// Whether a sentence of the text tells of it.
    package func isIn(_ text: WordText) -> Bool {
        text.sentences.contains { sentence in
            let keys = text.words[sentence].map(\.key)
            if Self.condoles(keys) { return true }
            return Self.tellsOfDeath(keys)
                && (keys.contains(where: words.contains)
                    || isOfChild && keys.contains(where: Self.isOfChild))
        }
    }

    private static func tellsOfDeath(_ keys: [String]) -> Bool {
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

    private static func isOfChild(_ key: String) -> Bool { children.contains(key) }

    private static let stems = [
        "drown", "kill", "fatal", "deceas", "perish", "mourn", "griev", "succumb", "murder",
        "muert", "falleci", "ahog", "asesina", "luto", "cadaver", "ertrunk", "gestorben",
    ]
    private static let dead: Set = [
        "die", "died", "dies", "dying", "dead", "death", "deaths", "body", "bodies",
        "lifeless", "coroner", "morgue", "murio", "murieron", "muere", "morir", "perdida", "restos",
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
        (["rest"], ["peace"]), (["descanse"], ["paz"]),
        (["victima", "victimas"], ["mortal", "mortales"]),
        (["perdio", "perdieron", "perder", "cobro"], ["vida", "vidas"]),
    ]
    private static let children: Set = [
        "child", "children", "kid", "kids", "boy", "girl", "minor", "teen", "teenager", "infant",
        "baby", "toddler", "youth", "youngster", "young", "son", "daughter", "nino", "nina",
        "ninos",
        "menor", "menores", "adolescente", "bebe", "joven", "hijo", "hija", "kind", "junge",
        "madchen",
    ]
    private static let common: Set = [
        "near", "have", "been", "from", "with", "this", "that", "were",
    ]
}
