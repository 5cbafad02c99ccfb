/// A line of a document: our own words, with quoted words of others between them.
///
/// A literal is our own words. Anything put in with `\(…)` counts as quoted, unless its label says
/// otherwise.
package struct DocumentText: ExpressibleByStringInterpolation {
    package enum Part {
        case words(String)
        case quoted(String)
        case strong(String)
        /// Words that link to an anchor of the document, else to `fallback`. Without either they
        /// are plain words.
        case reference(String, anchor: String, fallback: String?)
        case lineBreak
    }

    package var parts: [Part] = []

    package init(_ parts: [Part]) { self.parts = parts }
    package init(stringLiteral value: String) { parts = value.isEmpty ? [] : [.words(value)] }
    package init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }

    /// Only words of others.
    package init(quoting text: String) { parts = text.isEmpty ? [] : [.quoted(text)] }

    package struct StringInterpolation: StringInterpolationProtocol {
        package private(set) var parts: [Part] = []

        package init(literalCapacity: Int, interpolationCount: Int) {}
        package mutating func append(_ part: Part) { parts.append(part) }
        package mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { parts.append(.words(literal)) }
        }
        package mutating func appendInterpolation(_ text: String) {
            if !text.isEmpty { parts.append(.quoted(text)) }
        }
        package mutating func appendInterpolation(_ number: Int) {
            parts.append(.words("\(number)"))
        }
        package mutating func appendInterpolation(words: String) { parts.append(.words(words)) }
        package mutating func appendInterpolation(strong: String) { parts.append(.strong(strong)) }
        package mutating func appendInterpolation(_ text: DocumentText) { parts += text.parts }
    }

    package static func + (left: DocumentText, right: DocumentText) -> DocumentText {
        DocumentText(left.parts + right.parts)
    }

    package var isEmpty: Bool { parts.isEmpty }
}

extension [DocumentText] {
    package func joined(_ separator: String) -> DocumentText {
        joined(by: .words(separator))
    }

    /// One text with a line for each.
    package func joinedLines() -> DocumentText { joined(by: .lineBreak) }

    private func joined(by separator: DocumentText.Part) -> DocumentText {
        var result = DocumentText([])
        for (index, text) in enumerated() {
            if index > 0 { result.parts.append(separator) }
            result.parts += text.parts
        }
        return result
    }
}
