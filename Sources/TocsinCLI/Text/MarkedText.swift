internal import Documents

/// A text with a reviewer's marks: each passage is in brackets with the number of its note.
enum MarkedText {
    struct Mark {
        /// The range in UTF-8 bytes from the text's beginning.
        var span: Range<Int>
        var number: Int
    }

    /// Brackets instead of a line of carets below: they work in a text that is broken into lines,
    /// has wide characters or runs right to left, and a screen reader reads them in place.
    static func marking(_ text: String, _ marks: [Mark]) -> String {
        var before: [Int: [UInt8]] = [:]
        var after: [Int: [UInt8]] = [:]
        // The longer of two that begin together opens first.
        for mark in marks.sorted(by: { $0.span.upperBound > $1.span.upperBound }) {
            before[mark.span.lowerBound, default: []] += Array("[\(mark.number): ".utf8)
            after[mark.span.upperBound, default: []] += Array("]".utf8)
        }
        var bytes: [UInt8] = []
        for (offset, byte) in text.utf8.enumerated() {
            bytes += after[offset] ?? []
            bytes += before[offset] ?? []
            bytes.append(byte)
        }
        bytes += after[text.utf8.count] ?? []
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The marked text below a heading, broken into lines.
    static func block(
        _ heading: String, _ text: String, _ marks: [Mark], width: Int
    ) -> String {
        let lines = marking(text, marks).split(separator: "\n", omittingEmptySubsequences: false)
            .map { TerminalText.block(String($0), indent: 6, width: width) }
        return ([TerminalText.block(heading, indent: 2, width: width)] + lines)
            .joined(separator: "\n")
    }

    struct Note {
        var name: String
        var finding: String
        var remedy: String
        var reason: String
    }

    /// `[2] blame: the finding and the fix`, with the reason below, once for each rule.
    static func notes(_ notes: [Note], width: Int) -> [String] {
        var explained: Set<String> = []
        return notes.enumerated().map { index, note in
            let what = TerminalText.block(
                "[\(index + 1)] \(note.name): \(note.finding) \(note.remedy)", indent: 2,
                width: width)
            guard explained.insert(note.name).inserted else { return what }
            return what + "\n"
                + TerminalText.block("Why: \(note.reason)", indent: 6, width: width)
        }
    }
}
