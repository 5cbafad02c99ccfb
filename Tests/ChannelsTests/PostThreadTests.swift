import Channels
import Foundation
import SeededRandom
import Testing

@Suite struct PostThreadTests {
    private let x: Channel

    init() throws { x = try #require(ChannelCatalogue.channel(.x)) }

    private func posts(
        _ text: String, on channel: Channel? = nil, marking: String = "",
        filled: @escaping (String) -> String = { $0 }
    ) throws -> [String] {
        try PostThread(text, on: channel ?? x, marking: marking, filled: filled).posts
    }

    /// `count` sentences of 50 characters, including the space after each.
    private func sentences(_ count: Int) -> String {
        (0..<count).map { index in
            let number = index < 10 ? "0\(index)" : "\(index)"
            return "Sentence \(number) " + String(repeating: "a", count: 36) + "."
        }.joined(separator: " ")
    }

    @Test func `a thread is numbered, and its posts end with sentences`() throws {
        let posts = try posts(sentences(8))
        #expect(posts.count == 2)
        #expect(posts[0].hasSuffix(". (1/2)") && posts[1].hasSuffix(". (2/2)"))
        #expect(posts[0].hasPrefix("Sentence 00") && posts[1].hasPrefix("Sentence 05"))
        #expect(PostThread.whole(of: posts) == sentences(8))
    }

    @Test func `the first post ends at a sentence even where that leaves room`() throws {
        let rest = "Then " + String(repeating: "word ", count: 70)
        let posts = try posts("Stay away. " + rest + "end.")
        #expect(posts[0] == "Stay away. (1/3)")
        #expect(posts[1].hasSuffix("word (2/3)"))
    }

    @Test(arguments: [
        "at St. Mary", "Dr. Nobody", "at 9 p.m. Central", "the U.S. Marshals", "N. Nobody",
        "el núm. 5", "about 3.5 miles", "the St. bridge",
    ])
    func `a full stop inside a sentence ends no post`(words: String) throws {
        let text =
            "They met " + words + " " + String(repeating: "word ", count: 60) + "end. After it."
        let posts = try posts(text)
        #expect(posts[0].hasSuffix("word (1/2)"), "\(posts[0])")
    }

    @Test func `a link, a number with spaces and a placeholder stay whole`() throws {
        let link = "https://example.org/" + String(repeating: "a", count: 60)
        for whole in [link, "12 345 678", "12\u{A0}345\u{A0}678", "{next-update}"] {
            for padding in 200...270 {
                let text = String(repeating: "a", count: padding) + " \(whole) end"
                let posts = try posts(text) {
                    $0.replacing("{next-update}", with: "00:00 +00:00")
                }
                #expect(posts.contains { $0.contains(whole) }, "\(padding): \(posts)")
            }
        }
    }

    @Test func `values known at release are judged at their longest`() throws {
        let text = String(repeating: "a", count: 258) + ". {at} b."
        #expect(try posts(text).count == 1)
        let long = try posts(text) { $0.replacing("{at}", with: "00:00 +00:00") }
        #expect(long.count == 2 && long[1] == "{at} b. (2/2)")
    }

    @Test func `every post of an exercise says so`() throws {
        let text = "EXERCISE: " + sentences(8)
        let posts = try posts(text, marking: "EXERCISE:")
        #expect(posts.count == 2)
        let marked = posts.allSatisfy { $0.hasPrefix("EXERCISE: Sentence") }
        #expect(marked)
        #expect(PostThread.whole(of: posts, marking: "EXERCISE:") == text)
    }

    @Test func `a word that no post holds is refused with its length`() {
        let word = String(repeating: "a", count: 281)
        #expect(throws: PostThread.Fault.wordTooLong(units: 281, room: 274)) {
            try PostThread("Stay away. " + word, on: x)
        }
    }

    @Test func `more posts than the channel allows are refused`() throws {
        #expect(try posts(sentences(50)).count == 10)
        #expect(throws: PostThread.Fault.tooManyPosts(allowed: 10)) {
            try PostThread(sentences(60), on: x)
        }
    }

    @Test func `ten posts leave room for two digits`() throws {
        let posts = try posts(sentences(50))
        #expect(posts.last?.hasSuffix(" (10/10)") == true)
        #expect(posts.allSatisfy { x.count($0).fits })
    }

    @Test func `a text without spaces is cut where its sentences end`() throws {
        let sentence = String(repeating: "警", count: 49) + "。"
        let posts = try posts(String(repeating: sentence, count: 4))
        #expect(posts.count == 2)
        #expect(posts[0].hasSuffix("。(1/2)"))
    }

    @Test(arguments: ["\u{301}", "a", " ", "\u{200D}", "👩‍👩‍👧", "\u{0}", "\u{202E}"])
    func `a megabyte of anything is refused or cut, and never hangs`(piece: String) {
        let text = "a" + String(repeating: piece, count: 1_000_000 / piece.utf8.count)
        for channel in ChannelCatalogue.all where channel.allowsThread {
            if let thread = try? PostThread(text, on: channel) {
                #expect(thread.posts.allSatisfy { channel.count($0).fits })
            }
        }
    }

    /// Pieces that a bad split would damage.
    private static let pieces = [
        "Stay", "away.", "Go", "indoors!", "Is", "it?", "12 345", "3.5", "22:15 CDT", "a\u{301}b",
        "https://example.org/alerts.", "t.co/abc", "👩‍👩‍👧", "🇺🇸", "한국", "警察。", "{as-of}",
        "{next-update}.",
        "\n\n", "\r\n", "\u{A0}", "\u{202F}", "St.", "U.S.", "(here)", "\"so.\"", "\u{301}",
        "e\u{327}\u{301}", "\u{202E}", "\u{0}", "  ", "#StayHome", "@user@example.org",
    ]

    @Test func `any text is cut into posts that fit and give the text back, the same each time`() {
        let runs = ProcessInfo.processInfo.environment["TOCSIN_TEST_THREADS"].flatMap(UInt64.init)
        let channels = ChannelCatalogue.all.filter(\.allowsThread)
        var threads = 0
        for seed in 0..<(runs ?? 60) {
            var generator = SeededGenerator(seed: seed)
            let text = (0..<Int.random(in: 0...500, using: &generator)).map { _ in
                (Self.pieces.randomElement(using: &generator) ?? "")
                    + (Int.random(in: 0..<9, using: &generator) == 0 ? "" : " ")
            }.joined()
            let marking = seed.isMultiple(of: 3) ? "EXERCISE:" : ""
            let whole = marking.isEmpty ? text : "EXERCISE: " + text
            func filled(_ text: String) -> String {
                text.replacing("{as-of}", with: "00:00 +00:00")
                    .replacing("{next-update}", with: "00:00 +00:00")
            }
            for channel in channels {
                let thread = try? PostThread(whole, on: channel, marking: marking, filled: filled)
                let again = try? PostThread(whole, on: channel, marking: marking, filled: filled)
                #expect(thread == again)
                guard let thread else { continue }
                threads += 1
                let fits = thread.posts.allSatisfy { channel.count(filled($0)).fits }
                #expect(fits, "seed \(seed), \(channel.id)")
                let joined = PostThread.whole(of: thread.posts, marking: marking)
                #expect(joined.utf8.elementsEqual(whole.utf8), "seed \(seed), \(channel.id)")
            }
        }
        #expect(threads > (runs ?? 60))
    }
}
