import Channels
import Foundation
import SeededRandom
import Testing

@Suite struct AnyInputTests {
    /// How much longer texts are with `TOCSIN_SOAK=1`. The short ones too would run for minutes by a
    /// rule whose time grew with the square of the length.
    static let soak = ProcessInfo.processInfo.environment["TOCSIN_SOAK"] == "1" ? 5 : 1

    private static let pieces: [String] = [
        "\u{0}", "\u{1B}", "\r\n", "\u{301}", "\u{327}", "\u{345}", "\u{200D}", "\u{FE0F}",
        "\u{FE0E}", "\u{20E3}", "\u{202E}", "\u{2066}", "\u{200F}", "\u{FEFF}", "\u{FFFF}",
        "👩", "👧", "🏽", "🇺", "🇸", "🏴", "\u{E0067}", "\u{E007F}", "❤️", "©", "1", "#", "@", ".",
        "-", "_", "/", "?", "(", ")", ":", "http://", "https://", "a.com", "xn--", "한국", "t.co/",
        "€", "[", "ß", "警", "か\u{3099}", "\u{1112}\u{1161}\u{11AB}", "شرطة", " ", "Ω", "é",
    ]

    static func text(seed: UInt64) -> String {
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

    @Test func `any text gets a count that agrees with itself on every channel`() {
        for seed in 0..<1_000 as Range<UInt64> {
            let text = Self.text(seed: seed)
            for channel in ChannelCatalogue.all {
                let count = channel.count(text)
                #expect(count.units >= 0 && count.parts >= 1, "seed \(seed), \(channel.id)")
                #expect(count == channel.count(text), "seed \(seed), \(channel.id)")
                if let limit = count.limit, count.units > limit {
                    #expect(!count.fits && !count.problems.isEmpty, "seed \(seed), \(channel.id)")
                }
                if !count.fits { #expect(!count.problems.isEmpty, "seed \(seed), \(channel.id)") }
            }
        }
    }

    @Test func `any limit that a playbook sets gets an answer`() {
        for channel in ChannelCatalogue.all {
            for limit in [Int.min, -1, 0] {
                #expect(!channel.counting(withLimit: limit).count("Stay home").fits)
            }
            #expect(channel.counting(withLimit: .max).count("Stay home").fits)
        }
    }

    /// A count whose time grew with the square of the length would run for minutes here.
    @Test(
        .timeLimit(.minutes(10)),
        arguments: [
            "\u{301}\u{327}", "\u{200D}", "👩\u{200D}", "🇺", "a.", "a.com/(", "あ.", "a_-", "@a",
            "https://", "http://t.co/", "(", "?", "xn--", "한국.", "\u{202E}", "\u{0}", "e\u{301}",
            "\u{1161}", "\u{1100}\u{1161}", "\u{9BE}",
        ])
    func `a text of 20,000 scalars is counted on every channel`(piece: String) {
        let length = 20_000 * Self.soak
        let text = String(repeating: piece, count: length / piece.unicodeScalars.count)
        for channel in ChannelCatalogue.all {
            #expect(channel.count(text).units > 0 || channel.unit == .spokenSeconds)
        }
    }
}
