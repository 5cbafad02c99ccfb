internal import Documents
internal import IncidentEvents

/// A line of the review: our own words, and between them what the log says and where it says it.
///
/// What is put in by `\(…)` counts as text from the log, whatever it holds.
struct ReviewText: ExpressibleByStringInterpolation {
    enum Part {
        case words(String)
        case quoted(String)
        case strong(String)
        /// The entry at a position, which the reader can follow.
        case record(UInt64)
        /// A rumor, which has a place of its own in the register.
        case rumor(RumorID)
    }

    var parts: [Part] = []

    init(_ parts: [Part]) { self.parts = parts }
    init(stringLiteral value: String) { parts = value.isEmpty ? [] : [.words(value)] }
    init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }

    /// What the log says, and nothing else.
    init(quoting text: String) { parts = text.isEmpty ? [] : [.quoted(text)] }

    struct StringInterpolation: StringInterpolationProtocol {
        var parts: [Part] = []

        init(literalCapacity: Int, interpolationCount: Int) {}
        mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { parts.append(.words(literal)) }
        }
        mutating func appendInterpolation(_ text: String) {
            if !text.isEmpty { parts.append(.quoted(text)) }
        }
        mutating func appendInterpolation(_ number: Int) { parts.append(.words("\(number)")) }
        mutating func appendInterpolation(words: String) { parts.append(.words(words)) }
        mutating func appendInterpolation(strong: String) { parts.append(.strong(strong)) }
        mutating func appendInterpolation(record: UInt64) { parts.append(.record(record)) }
        mutating func appendInterpolation(_ rumor: RumorID) { parts.append(.rumor(rumor)) }
        mutating func appendInterpolation(_ text: ReviewText) { parts += text.parts }
    }

    static func + (left: ReviewText, right: ReviewText) -> ReviewText {
        ReviewText(left.parts + right.parts)
    }

    var isEmpty: Bool { parts.isEmpty }
}

extension [ReviewText] {
    func joined(_ separator: String) -> ReviewText {
        var result = ReviewText([])
        for (index, text) in enumerated() {
            if index > 0 { result.parts.append(.words(separator)) }
            result.parts += text.parts
        }
        return result
    }
}
