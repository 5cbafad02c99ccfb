internal import Basics

/// A text split into the numbered posts of a thread.
///
/// A post ends at the end of a sentence if possible, the first above all, so it can be read alone;
/// never inside a word, a link, a grapheme or a number. Each is judged by the same counter that
/// refuses a text. Nothing is left out: ``whole(of:marking:)`` returns the text.
public struct PostThread: Hashable, Sendable {
    /// The posts in order, each with its number: `Stay away. (1/2)`.
    public let posts: [String]

    /// The reason that a text can't be made a thread.
    public enum Fault: Error, Hashable, Sendable, CustomStringConvertible {
        case noThread
        /// A word (with the white space after it) is longer than a post can be.
        case wordTooLong(units: Int, room: Int)
        case tooManyPosts(allowed: Int)

        public var description: String {
            switch self {
            case .noThread: "The channel has no threads."
            case .wordTooLong(let units, let room):
                "No thread: a word has \(units), but a post holds only \(room)."
            case .tooManyPosts(let allowed): "No thread: it would need more than \(allowed) posts."
            }
        }
    }

    /// Splits a text, in time linear in its length.
    ///
    /// - Parameters:
    ///   - marking: The text before every post; the whole text begins with it.
    ///   - filled: A post at its longest, with the values that are known only at release. A
    ///     placeholder without white space is never split.
    /// - Throws: A ``Fault`` if no split keeps every post within the channel's limit.
    public init(
        _ text: String, on channel: Channel, marking: String = "",
        filled: @escaping (String) -> String = { $0 }
    ) throws(Fault) {
        guard channel.allowsThread, let limit = channel.limit else { throw .noThread }
        let cutter = Cutter(
            words: Words(text), channel: channel, limit: limit,
            marking: marking.isEmpty ? "" : marking + " ", filled: filled)
        for endsAtSentences in [true, false] {
            for digits in 1...2 {
                guard let posts = try cutter.posts(digits: digits, endsAtSentences: endsAtSentences)
                else { continue }
                self.posts = posts
                return
            }
        }
        throw .tooManyPosts(allowed: channel.maximumPosts)
    }

    /// The text that was split into these posts.
    public static func whole(of posts: [String], marking: String = "") -> String {
        let marking = marking.isEmpty ? "" : marking + " "
        return posts.enumerated().map { index, post in
            // By bytes: the first character after the marking may combine with its last character.
            var body = post.utf8.dropLast(Self.number(index + 1, of: posts.count).utf8.count)
            if index == posts.count - 1 { body = body.dropLast() }
            if index > 0 { body = body.dropFirst(marking.utf8.count) }
            return String(decoding: body, as: UTF8.self)
        }.joined()
    }

    fileprivate static func number(_ index: Int, of count: Int) -> String { "(\(index)/\(count))" }
}

private struct Cutter {
    let words: Words
    let channel: Channel
    let marking: String
    let filled: (String) -> String
    let limit: Int
    /// The cost of all words before each one. Words are separated by white space, which no link and
    /// no emoji spans, so their costs add up. The counter makes the final check of each post.
    let costs: [Int]

    init(
        words: Words, channel: Channel, limit: Int, marking: String,
        filled: @escaping (String) -> String
    ) {
        self.words = words
        self.channel = channel
        self.limit = limit
        self.marking = marking
        self.filled = filled
        var costs = [0]
        costs.reserveCapacity(words.ends.count + 1)
        for index in words.ends.indices {
            costs.append(costs[index] + channel.count(filled(words.text(index..<index + 1))).units)
        }
        self.costs = costs
    }

    /// The posts, if their count has this many digits and the channel allows it; else nil.
    func posts(digits: Int, endsAtSentences: Bool) throws(PostThread.Fault) -> [String]? {
        let most = Swift.min(channel.maximumPosts, digits == 1 ? 9 : 99)
        var ranges: [Range<Int>] = []
        var start = 0
        while start < words.ends.count {
            guard ranges.count < most else { return nil }
            let end = try end(
                from: start, post: ranges.count + 1, digits: digits,
                endsAtSentences: endsAtSentences)
            ranges.append(start..<end)
            start = end
        }
        let posts = ranges.enumerated().map { index, range in
            let number = PostThread.number(index + 1, of: ranges.count)
            let gap = index == ranges.count - 1 ? " " : ""
            return (index == 0 ? "" : marking) + words.text(range) + gap + number
        }
        return posts.allSatisfy { channel.count(filled($0)).fits } ? posts : nil
    }

    private func end(
        from start: Int, post: Int, digits: Int, endsAtSentences: Bool
    ) throws(PostThread.Fault) -> Int {
        // The widest number that the post can have, with the gap of a last one.
        let number = " " + PostThread.number(post, of: digits == 1 ? 9 : 99)
        let lead = post == 1 ? "" : marking
        let room = limit - channel.count(lead + number).units
        func fits(_ end: Int) -> Bool {
            channel.count(filled(lead + words.text(start..<end) + number)).fits
        }
        var end = farthest(from: start, room: room)
        if end > start, !fits(end) {
            // A second limit, such as Bluesky's byte limit.
            var fitting = start
            while fitting + 1 < end {
                let middle = (fitting + end) / 2
                if fits(middle) { fitting = middle } else { end = middle }
            }
            end = fitting
        }
        guard end > start else {
            throw .wordTooLong(units: costs[start + 1] - costs[start], room: room)
        }
        if end == words.ends.count { return end }
        guard let sentence = (start..<end).last(where: { words.endsSentence[$0] }) else {
            return end
        }
        let isLongEnough = (costs[sentence + 1] - costs[start]) * 2 >= costs[end] - costs[start]
        return post == 1 || (endsAtSentences && isLongEnough) ? sentence + 1 : end
    }

    /// The last word that still fits.
    private func farthest(from start: Int, room: Int) -> Int {
        costs[(start + 1)...].partitioningIndex { $0 - costs[start] > room } - 1
    }
}

/// A text's words, each with the white space after it, and the ends of its sentences.
private struct Words {
    private let source: String
    private(set) var ends: [String.Index] = []
    private(set) var endsSentence: [Bool] = []

    init(_ source: String) {
        self.source = source
        var start = source.startIndex
        var wordEnd: String.Index?
        var hasBreak = false
        var previous: Character?
        var index = source.startIndex
        func add(upTo end: String.Index, next: Character?) {
            let word = source[start..<(wordEnd ?? end)]
            ends.append(end)
            endsSentence.append(hasBreak || Sentence.isEnded(by: word, before: next))
            start = end
            wordEnd = nil
            hasBreak = false
        }
        while index < source.endIndex {
            let character = source[index]
            let after = source.index(after: index)
            if character.isBreakingSpace {
                if wordEnd == nil, index > start {
                    let next = after < source.endIndex ? source[after] : nil
                    // "12 345" is one number.
                    let isInNumber =
                        character == " " && (previous?.isASCIIDigit ?? false)
                        && (next?.isASCIIDigit ?? false)
                    if !isInNumber { wordEnd = index }
                }
                if wordEnd != nil { hasBreak = hasBreak || character.isNewline }
            } else if wordEnd != nil {
                add(upTo: index, next: character)
            } else if let last = previous, Sentence.ideographicEnds.contains(last), index > start,
                !Sentence.closers.contains(character)
            {
                add(upTo: index, next: character)
            }
            previous = character
            index = after
        }
        if start < source.endIndex { add(upTo: source.endIndex, next: nil) }
    }

    func text(_ range: Range<Int>) -> String {
        let start = range.lowerBound == 0 ? source.startIndex : ends[range.lowerBound - 1]
        return range.isEmpty ? "" : String(source[start..<ends[range.upperBound - 1]])
    }
}

private enum Sentence {
    static let ideographicEnds: Set<Character> = ["。", "！", "？"]
    static let closers: Set<Character> = [
        "\"", "'", ")", "]", "}", "”", "’", "»", "」", "』", "）", "。", "！", "？",
    ]
    /// Words that end in a period without ending a sentence, in English and Spanish.
    private static let abbreviations: Set<String> = [
        "ave", "blvd", "rd", "st", "mt", "ft", "dr", "mr", "mrs", "ms", "jr", "sr", "lt", "sgt",
        "capt", "col", "gen", "no", "dept", "approx", "sra", "srta", "dra", "av", "avda", "núm",
        "tel", "pág",
    ]

    /// Whether a sentence ends with `word`, before a word that begins with `next`.
    static func isEnded(by word: Substring, before next: Character?) -> Bool {
        var bare = word
        while let last = bare.last, closers.contains(last), !ideographicEnds.contains(last) {
            // The brace of a placeholder is not a closing mark.
            if last == "}" { return false }
            bare = bare.dropLast()
        }
        guard let last = bare.last else { return false }
        if last == "!" || last == "?" || last == "…" || ideographicEnds.contains(last) {
            return true
        }
        guard last == "." else { return false }
        if let next, next.isLowercase { return false }
        let stem = bare.dropLast().drop { !$0.isLetter && !$0.isNumber && $0 != "{" }
        guard stem.utf8.count <= 16 else { return true }
        if abbreviations.contains(stem.lowercased()) { return false }
        // An initial, and "U.S.", "p.m.", "EE.UU.".
        let pieces = stem.split(separator: ".")
        return stem.isEmpty || !pieces.allSatisfy { $0.count <= 2 && $0.allSatisfy(\.isLetter) }
            || (pieces.count == 1 && pieces[0].count == 2)
    }
}

extension Character {
    /// White space at which a line may break; a no-break space holds a number together.
    fileprivate var isBreakingSpace: Bool {
        isWhitespace && !["\u{A0}", "\u{2007}", "\u{202F}"].contains(self)
    }

    fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
