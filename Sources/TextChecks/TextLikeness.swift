internal import Foundation

/// How alike short texts are, by the words they share: the cosine of their TF-IDF vectors.
///
/// Questions, samples and rumors all use it. Word endings and common words don't count, and a word
/// counts for more the fewer of the texts at hand have it. Two words that follow each other count a
/// little once more, because the same words in another order often ask something else. Texts that
/// share only one word aren't alike, and neither are texts in different languages. A likeness is a
/// hint for a person, who sees the shared words and decides.
public struct TextLikeness: Sendable {
    /// The least likeness worth showing to a person.
    public static let suggested = 0.2
    /// The least likeness at which two texts are proposed as the same.
    public static let same = 0.4

    /// One of the texts, and how like it another text is.
    public struct Match: Hashable, Sendable {
        /// The place of the text in the list.
        public var index: Int
        /// From 0 to 1.
        public var score: Double
        /// The shared words as the other text has them, those that count most first.
        public var words: [String]

        /// Whether it is proposed as the same.
        public var isSame: Bool { score >= TextLikeness.same }
    }

    /// The texts with each word or pair, and its part in them.
    private var texts: [Feature: [(index: Int, part: Double)]] = [:]
    /// The number of texts at hand that have each word or pair.
    private var frequencies: [Feature: Int] = [:]
    private var count = 0

    /// A word's stem, or those of two words that follow each other.
    private struct Feature: Hashable {
        var first: String
        var second: String?

        var weight: Double { second == nil ? 1 : 0.25 }
    }

    /// - Parameters:
    ///   - texts: The texts to find.
    ///   - others: More texts of the same kind, which only tell rare words from common ones.
    public init(_ texts: [String], besides others: [String] = []) {
        let counted = texts.map(Counted.init)
        for text in counted + others.map(Counted.init) {
            for feature in text.counts.keys { frequencies[feature, default: 0] += 1 }
        }
        count = texts.count + others.count
        for (index, text) in counted.enumerated() {
            for (feature, part) in parts(of: text) {
                self.texts[feature, default: []].append((index, part))
            }
        }
    }

    /// The texts that are like `text`, the most alike first.
    ///
    /// - Parameter least: The least likeness, above 0.
    public func matches(of text: String, from least: Double = suggested) -> [Match] {
        let text = Counted(text)
        var found: [Int: [(feature: Feature, share: Double)]] = [:]
        for (feature, part) in parts(of: text) {
            for (index, other) in texts[feature] ?? [] {
                found[index, default: []].append((feature, part * other))
            }
        }
        return found.compactMap { index, shares -> Match? in
            let words = shares.filter { $0.feature.second == nil }
            let score = shares.reduce(0) { $0 + $1.share }
            guard words.count > 1, score >= least else { return nil }
            // Words that count the same stay in the order of the text.
            let ordered = words.enumerated().sorted {
                ($1.element.share, $0.offset) < ($0.element.share, $1.offset)
            }
            return Match(
                index: index, score: min(score, 1),
                words: ordered.compactMap { text.spelled[$0.element.feature.first] })
        }.sorted { ($1.score, $0.index) < ($0.score, $1.index) }
    }

    /// The part of each word and pair in a text's vector, whose length is 1. In the text's order, so
    /// that the same texts always give the same sum.
    private func parts(of text: Counted) -> [(feature: Feature, part: Double)] {
        let weights = text.order.map { feature in
            let rarity = log(Double(1 + count) / Double(1 + frequencies[feature, default: 0])) + 1
            return (feature, Double(text.counts[feature, default: 0]) * rarity * feature.weight)
        }
        let length = weights.reduce(0) { $0 + $1.1 * $1.1 }.squareRoot()
        return weights.map { ($0.0, $0.1 / length) }
    }

    /// The content words of a text and their pairs.
    private struct Counted {
        var counts: [Feature: Int] = [:]
        /// Each feature once, in the order in which it first appears.
        var order: [Feature] = []
        /// A word for each stem, as the text has it.
        var spelled: [String: String] = [:]

        init(_ text: String) {
            var last: String?
            for word in WordText(text).words {
                guard let stem = ClaimEcho.stem(word.key) else { continue }
                if spelled[stem] == nil { spelled[stem] = word.key }
                add(Feature(first: stem))
                if let last { add(Feature(first: last, second: stem)) }
                last = stem
            }
        }

        private mutating func add(_ feature: Feature) {
            counts[feature, default: 0] += 1
            if counts[feature] == 1 { order.append(feature) }
        }
    }
}
