/// The telephone numbers, street numbers and counts of a text, by their digits alone: `555-0142`,
/// `555 0142` and `(555) 0142` are one number.
package struct StatedDigits: Sendable {
    /// A kind of number that people act on.
    package enum Kind: Hashable, Sendable {
        case telephone, street, count
    }

    package struct Stated: Sendable {
        package var kind: Kind
        /// ASCII digits without groups.
        package var digits: String
        /// The range in UTF-8 bytes.
        package var span: Range<Int>
        package var words: String
    }

    package private(set) var all: [Stated] = []

    package init(_ text: String) { self.init(WordText(text)) }

    package init(_ words: WordText) {
        for place in PersonalData.telephones(words) { add(.telephone, place, in: words) }
        for place in PersonalData.streets(words) { add(.street, place, in: words) }
        for language in ["en", "es"] {
            for stated in StatedNumbers(words, language: language).all
            where !all.contains(where: { $0.span.overlaps(stated.span) }) {
                all.append(
                    Stated(
                        kind: .count, digits: Self.plain(stated.value), span: stated.span,
                        words: stated.words))
            }
        }
    }

    package var isEmpty: Bool { all.isEmpty }

    /// Whether it states a number of this kind.
    package func has(_ kind: Kind) -> Bool { all.contains { $0.kind == kind } }

    /// Whether it states the same number, in any grouping.
    package func says(_ other: Stated) -> Bool { all.contains { $0.digits == other.digits } }

    private mutating func add(_ kind: Kind, _ place: Range<Int>, in text: WordText) {
        let digits = DigitRun.digits(ofNumber: text.scalars[place])
        guard !digits.isEmpty else { return }
        all.append(
            Stated(
                kind: kind, digits: digits, span: text.span(place), words: text.string(place)))
    }

    private static func plain(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
    }
}
