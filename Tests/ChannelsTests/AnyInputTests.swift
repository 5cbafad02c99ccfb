import Channels
import Foundation
import TestData
import Testing

@Suite struct AnyInputTests {
    @Test func `any text gets a count that agrees with itself on every channel`() {
        for seed in 0..<1_000 as Range<UInt64> {
            let text = AnyText.text(seed: seed)
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

    /// A count in quadratic time would run for minutes here.
    @Test(
        .timeLimit(.minutes(10)),
        arguments: [
            "\u{301}\u{327}", "\u{200D}", "👩\u{200D}", "🇺", "a.", "a.com/(", "あ.", "a_-", "@a",
            "https://", "http://t.co/", "(", "?", "xn--", "한국.", "\u{202E}", "\u{0}", "e\u{301}",
            "\u{1161}", "\u{1100}\u{1161}", "\u{9BE}",
        ])
    func `a text of 20,000 scalars is counted on every channel`(piece: String) {
        let length = 20_000 * AnyText.soak
        let text = String(repeating: piece, count: length / piece.unicodeScalars.count)
        for channel in ChannelCatalogue.all {
            #expect(channel.count(text).units > 0 || channel.unit == .spokenSeconds)
        }
    }
}
