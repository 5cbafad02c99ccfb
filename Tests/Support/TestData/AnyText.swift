import SeededRandom

/// Random texts unlike any that people write, drawn from a seed.
public enum AnyText {
    /// The factor by which texts are longer in a long search. With a rule in quadratic time, even
    /// the short ones would run for minutes.
    public static var soak: Int { SeededGenerator.soak }

    private static let pieces: [String] = [
        "\u{0}", "\u{1B}", "\r\n", "\u{301}", "\u{327}", "\u{345}", "\u{200D}", "\u{FE0F}",
        "\u{FE0E}", "\u{20E3}", "\u{202E}", "\u{2066}", "\u{200F}", "\u{FEFF}", "\u{FFFF}",
        "👩", "👧", "🏽", "🇺", "🇸", "🏴", "\u{E0067}", "\u{E007F}", "❤️", "©", "1", "#", "@", ".",
        "-", "_", "/", "?", "(", ")", ":", "http://", "https://", "a.com", "xn--", "한국", "t.co/",
        "€", "[", "ß", "警", "か\u{3099}", "\u{1112}\u{1161}\u{11AB}", "شرطة", " ", "Ω", "é",
    ]

    public static func text(seed: UInt64) -> String {
        var generator = SeededGenerator(seed: seed)
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...60, using: &generator) {
            if Bool.random(using: &generator) {
                let piece = pieces.randomElement(using: &generator) ?? ""
                text.append(contentsOf: piece.unicodeScalars)
            } else if let scalar = Unicode.Scalar(
                UInt32.random(in: 0...0x10FFFF, using: &generator))
            {
                text.append(scalar)
            }
        }
        return String(text)
    }
}
