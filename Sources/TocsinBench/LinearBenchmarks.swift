internal import TextChecks
internal import Channels
internal import Glibc

/// Checks that counting, splitting and judging stay linear in a text's length: nanoseconds a
/// character of ever longer texts, ordinary and hostile.
enum LinearBenchmarks {
    /// The piece that a text repeats.
    struct Piece: Sendable {
        let name: String
        let text: String

        /// At least `length` scalars, in whole pieces.
        func repeated(to length: Int) -> String {
            let own = text.unicodeScalars.count
            return String(repeating: text, count: max(1, length / own))
        }
    }

    private static let messages = Piece(
        name: "messages", text: CountingBenchmarks.texts.joined(separator: " ") + " ")

    /// Texts in which a counter that looks back or ahead would do so at every place.
    private static let hostile = [
        Piece(name: "combining-marks", text: "\u{301}\u{327}"),
        Piece(name: "marked-letters", text: "e\u{327}\u{301}"),
        Piece(name: "zwj-run", text: "👩\u{200D}"),
        Piece(name: "bare-zwj", text: "\u{200D}"),
        Piece(name: "flags", text: "🇺"),
        Piece(name: "url-like", text: "a.com/("),
        Piece(name: "schemes", text: "http://t.co/"),
        Piece(name: "mentions", text: "@a"),
        Piece(name: "sms-extension", text: "€{"),
        Piece(name: "hangul", text: "\u{1100}\u{1161}"),
        Piece(name: "right-to-left", text: "\u{202E}"),
    ]

    private static func lengths(_ settings: Benchmark.Settings) -> [Int] {
        [500, 5_000, 50_000] + settings.scale.pick([], [500_000])
    }

    // MARK: Counting

    /// Every channel on ordinary text; every counting rule also on the hostile ones.
    static func counting(_ settings: Benchmark.Settings) throws {
        for channel in ChannelCatalogue.all {
            try curve("count-\(channel.id)", messages, settings) { channel.count($0).units }
        }
        var seen: Set<ChannelUnit> = []
        for channel in ChannelCatalogue.all where seen.insert(channel.unit).inserted {
            for piece in hostile {
                try curve("count-\(channel.id)", piece, settings) { channel.count($0).units }
            }
        }
    }

    // MARK: Splitting

    /// The channels with threads. Their limit grows with the text, so ten posts hold it; the parts
    /// of an SMS are counted in the same pass as the text.
    static func cutting(_ settings: Benchmark.Settings) throws {
        let pieces =
            [messages, Piece(name: "words", text: "警 "), Piece(name: "sentences", text: "So. ")]
            + hostile.map { Piece(name: $0.name, text: $0.text + " ") }
        for channel in ChannelCatalogue.all where channel.allowsThread {
            for piece in pieces {
                try curve("cut-\(channel.id)", piece, settings) { text in
                    let limit = max(channel.limit ?? 0, channel.count(text).units / 8)
                    let roomy = channel.counting(withLimit: limit)
                    return (try? PostThread(text, on: roomy).posts.count) ?? 1
                }
            }
        }
    }

    // MARK: Judging

    static func judging(_ settings: Benchmark.Settings) throws {
        let judge = TextJudge(blameWords: ["x > y"], known: ["214-555-0199", "Main and Lamar"])
        let pieces =
            [messages] + hostile
            + [
                "1 ", "1-", "(214) ", "a@b.", "!#a{", "Calle Av ", "born ", "one a hundred ",
                "mil treinta y ", "described as black ", "STAY your own ", "dead officers ",
            ].enumerated().map { Piece(name: "words-\($0)", text: $1) }
        for (language, name) in [("en", "english"), ("es", "spanish")] {
            for piece in pieces {
                try curve("judge-\(name)", piece, settings) { text in
                    judge.remarks(on: text, language: language).count + 1
                        + StatedNumbers(text, language: language).all.count
                }
            }
        }
        let echo = ClaimEcho("All suspects are in custody")
        for piece in [messages, Piece(name: "suspects", text: "suspects ")] {
            try curve("judge-claim", piece, settings) {
                echo.places(in: ClaimEcho.Sentences($0)).count + 1
            }
        }
    }

    // MARK: A curve

    /// This thread's own processor time in seconds, unaffected by other programs.
    private static func processorSeconds(_ body: () -> Void) -> Double {
        func now() -> Double {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        }
        let start = now()
        body()
        return now() - start
    }

    private static func curve(
        _ name: String, _ piece: Piece, _ settings: Benchmark.Settings,
        _ measured: @escaping (String) -> Int
    ) throws {
        for length in lengths(settings) {
            let text = piece.repeated(to: length)
            let scalars = text.unicodeScalars.count
            let repeats = max(1, settings.scale.pick(20_000, 100_000) / scalars)
            let runs = try Runs.alternating({
                processorSeconds {
                    var total = 0
                    for _ in 0..<repeats { total += measured(text) }
                    precondition(total > 0, "something is measured")
                } * 1e9 / Double(repeats * scalars)
            })
            try Figure("\(name)-\(piece.name)-\(length)", runs[0], unit: "ns/character").report()
        }
    }
}
