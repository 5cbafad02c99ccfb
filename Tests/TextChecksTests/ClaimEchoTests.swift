import SeededRandom
import TextChecks
import Testing

/// Claims are split into words in a quick way where a text is plain.
@Suite struct ClaimEchoTests {
    private static let pieces = [
        "Tank", "tanks", "EVACUATED", "a", "I", "of", "12", "4.5", "sh00ter", "I35E", "p.m.",
        "don't", "officer's", "s", "h", "{as-of}", "example.com", "oak-street", "café", "closed.",
        "closing", "is", "said,", "(both)", "\"burst\"", "x_y", "#tank", "@pd", "...", "it's.",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "\n", "día", "/", "24th", "U.S.",
    ]

    @Test(arguments: SeededGenerator.seeds(40))
    func `a claim has the same words however it is split`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<50 {
            let words = (0..<Int.random(in: 0...12, using: &random)).map { _ in
                Self.pieces.randomElement(using: &random) ?? ""
            }
            let text = words.joined(separator: Bool.random(using: &random) ? " " : "  ")
            let quick = ClaimEcho(text)
            // An apostrophe apart from any word keeps the text from being split in the quick way.
            let whole = ClaimEcho(text + " '")
            #expect(quick.isHeld(by: whole) && whole.isHeld(by: quick), "\(text)")
        }
    }

    @Test func `a sentence repeats a claim with three quarters of its words`() {
        let claim = ClaimEcho("Tank Four of chlorine burst")
        func isIn(_ text: String) -> Bool { !claim.places(in: .init(text)).isEmpty }
        #expect(isIn("Chlorine tank four did not leak."))
        #expect(!isIn("A tank of chlorine is closed."))
    }
}
