import TextChecks
import Channels
import SeededRandom
import TestData
import Testing

@Suite struct JudgingAnyInputTests {
    private static let judge = TextJudge(
        blameWords: ["x > y"], known: ["214-555-0199", "Main and Lamar"], isEveryday: true)

    private func judge(_ text: String, _ about: String, in languages: [String] = ["en", "es"]) {
        let count = text.utf8.count
        for language in languages {
            for remark in Self.judge.remarks(on: text, language: language) {
                #expect(
                    remark.span.lowerBound >= 0 && !remark.span.isEmpty
                        && remark.span.upperBound <= count, "\(about) \(remark)")
            }
            for number in StatedNumbers(text, language: language).all {
                #expect(number.span.upperBound <= count && number.value.isFinite, "\(about)")
            }
        }
        _ = ClaimEcho("All suspects are in custody").places(in: ClaimEcho.Sentences(text))
    }

    @Test func `any text gets remarks whose places lie in it`() {
        for seed in 0..<300 as Range<UInt64> {
            judge(AnyText.text(seed: seed), "seed \(seed)")
        }
    }

    /// Words from the rules' lists, in any order and with any signs between.
    @Test func `any words in any order are judged`() {
        let pieces = [
            "born", "plate", "calle", "Av", "Main", "Street", "1234", "10", "4", "one", "a",
            "hundred", "mil", "y", "treinta", "dead", "officers", "described", "as", "black",
            "man", "your", "own", "fault", "DOB", "IMMEDIATELY", "-", ",", ".", "\n", "@", "#",
            "!", "(", ")", "+", "{", "}", " ", " ", " ", "🚨", "e\u{301}", "a.com", "999999999999",
        ]
        for seed in 0..<400 as Range<UInt64> {
            var generator = SeededGenerator(seed: seed)
            let words = (0..<30).map { _ in pieces.randomElement(using: &generator) ?? "" }
            judge(words.joined(separator: seed % 2 == 0 ? " " : ""), "seed \(seed)")
        }
    }

    /// A rule in quadratic time would run for minutes here.
    @Test(
        .timeLimit(.minutes(5)),
        arguments: [
            ("\u{202E}\u{0}", "ja"), ("🚨", "en"), ("1 ", "en"), ("1-", "en"), ("(214) ", "en"),
            ("@a.", "en"), ("a@b.", "en"), ("!#a{", "en"), ("Calle Av ", "es"), ("born ", "en"),
            ("plate A", "en"), ("one a hundred ", "en"), ("mil treinta y ", "es"),
            ("described as black ", "en"), ("STAY your own ", "en"), ("1234 A ", "en"),
            ("dead officers ", "en"),
        ])
    func `a text of 40 KB ends`(piece: String, language: String) {
        let length = 40_000 * AnyText.soak
        let text = String(repeating: piece, count: length / piece.utf8.count)
        judge(text, piece, in: [language])
    }

    @Test(.timeLimit(.minutes(5)))
    func `200 KB of combining marks end`() {
        let marks = String(repeating: "\u{301}", count: 100_000 * AnyText.soak)
        judge("e" + marks, "marks", in: ["en"])
    }
}
