internal import Basics

/// Words that may mean that somebody is in danger now, in English and Spanish.
///
/// They only decide whether an instruction is shown once more, so one too many does no harm.
public struct DangerWords: Sendable {
    /// The first such word or phrase; nil if there is none.
    public let found: String?

    private static let words: Set<String> = [
        "bomb", "bleeding", "dying", "explosive", "gun", "guns", "hostage", "kidnapped", "kill",
        "killing", "knife", "shooter", "shooting", "stabbed", "stabbing", "strangling", "suicide",
        "trapped", "weapon", "apuñalar", "arma", "armas", "bomba", "cuchillo", "matar", "muriendo",
        "pistola", "rehén", "sangrando", "secuestrada", "secuestrado", "suicidio", "tiroteo",
    ]
    private static let phrases = [
        ["right", "now"], ["beating", "her"], ["beating", "him"], ["going", "to", "hurt"],
        ["hurting", "her"], ["hurting", "him"], ["can't", "breathe"], ["ahora", "mismo"],
        ["la", "golpea"], ["lo", "golpea"], ["va", "a", "lastimar"],
    ]

    public init(in text: String) {
        let words = text.keys
        let phrase = Self.phrases.first { phrase in
            words.indices.contains { start in words[start...].starts(with: phrase) }
        }
        found = words.first { Self.words.contains($0) } ?? phrase?.joined(separator: " ")
    }
}

/// Words by which a text speaks of the person who wrote it, in English and Spanish.
public struct FirstPersonWords: Sendable {
    /// Each once, in lower case.
    public let found: [String]

    private static let words: Set<String> = [
        "i", "i'm", "i've", "i'd", "i'll", "me", "mine", "my", "myself", "our", "ours", "us", "we",
        "we're", "we've", "conmigo", "me", "mi", "mis", "mí", "mía", "mío", "nos", "nosotras",
        "nosotros", "nuestra", "nuestras", "nuestro", "nuestros", "yo",
    ]

    public init(in text: String) {
        found = text.keys.filter { Self.words.contains($0) }.uniqued()
    }
}

extension String {
    /// Its words in lower case, each with a straight apostrophe.
    fileprivate var keys: [String] {
        lowercased().replacing("\u{2019}", with: "'").split { !$0.isLetter && $0 != "'" }
            .map(String.init)
    }
}
