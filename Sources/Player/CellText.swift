internal import Documents
internal import ReadModels

/// Text measured in the cells of a terminal.
public enum CellText {
    /// Text made safe: on one line, with no cell overloaded with marks.
    public static func safe(_ text: String) -> String {
        let shown = VisibleText.escaping(text)
        guard !shown.utf8.allSatisfy({ $0 < 0x80 }) else { return shown }
        var result = String.UnicodeScalarView()
        var marks = 0
        for scalar in shown.unicodeScalars {
            marks = width(of: scalar) == 0 ? marks + 1 : 0
            // More marks than any script needs are shown as separate signs.
            if marks > 8 || (marks > 0 && result.isEmpty) {
                result.append(contentsOf: VisibleText.sign(for: scalar).unicodeScalars)
                marks = 0
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }

    public static func width(of text: some StringProtocol) -> Int {
        text.unicodeScalars.reduce(0) { $0 + width(of: $1) }
    }

    /// The width by wcwidth(3), which most terminals follow: a sequence counts the sum of its
    /// parts.
    public static func width(of scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        if value < 0x300 { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        // The second and third parts of a Korean syllable share the first one's cells.
        if (0x1160...0x11FF).contains(value) { return 0 }
        if isWide(value) { return 2 }
        // Each half of a flag is narrow.
        let isEmoji = scalar.properties.isEmojiPresentation && !(0x1F1E6...0x1F1FF).contains(value)
        return isEmoji ? 2 : 1
    }

    /// East Asian wide and full-width characters (Unicode Standard Annex 11, W and F), without the
    /// emoji, which have their own property.
    private static func isWide(_ value: UInt32) -> Bool {
        switch value {
        case 0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF,
            0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF,
            0x1F200...0x1F265, 0x1F3FB...0x1F3FF, 0x20000...0x3FFFD:
            true
        default: false
        }
    }

    /// A safe text cut to a number of cells, with `…` if something is left out.
    public static func clipped(_ text: String, to cells: Int) -> String {
        if width(of: text) <= cells { return text }
        guard cells > 0 else { return "" }
        return head(of: text.unicodeScalars[...], cells: cells - 1).text + "…"
    }

    /// The part of a text that fits, and the rest.
    private static func head(
        of text: Substring.UnicodeScalarView, cells: Int
    ) -> (text: String, rest: Substring.UnicodeScalarView) {
        var used = 0
        var end = text.startIndex
        while end < text.endIndex {
            used += width(of: text[end])
            if used > cells { break }
            end = text.index(after: end)
        }
        return (String(text[..<end]), text[end...])
    }

    /// A safe text broken at spaces; a longer word is broken anywhere.
    ///
    /// - Parameter limit: The most lines; the last one ends with `…` if text is left out.
    public static func lines(_ text: String, cells: Int, limit: Int) -> [String] {
        guard cells > 1, limit > 0 else { return [] }
        var lines: [String] = []
        var line = ""
        var used = 0
        for word in text.split(separator: " ") {
            var rest = word.unicodeScalars[...]
            var length = width(of: word)
            if !line.isEmpty, used + 1 + length > cells {
                lines.append(line)
                (line, used) = ("", 0)
            }
            while length > cells, lines.count <= limit {
                let (head, tail) = head(of: rest, cells: cells)
                // A character wider than the line would never end it.
                guard !head.isEmpty else { break }
                lines.append(head)
                rest = tail
                length -= width(of: head)
            }
            if lines.count > limit { break }
            line += (line.isEmpty ? "" : " ") + String(rest)
            used = width(of: line)
        }
        if !line.isEmpty { lines.append(line) }
        guard lines.count > limit else { return lines }
        let last = clipped(lines[limit - 1] + " " + lines[limit], to: cells)
        return lines.prefix(limit - 1) + [last.hasSuffix("…") ? last : last + "…"]
    }

    /// A text in pieces of at most 400 characters, so a long one can be scrolled.
    static func pieces(_ text: String) -> [String] {
        var pieces: [String] = []
        var rest = text[...]
        while rest.count > 400 {
            let end = rest.index(rest.startIndex, offsetBy: 400)
            let space = rest[..<end].lastIndex(of: " ") ?? end
            pieces.append(String(rest[..<space]))
            rest = rest[space...].drop { $0 == " " }
        }
        return pieces + [String(rest)]
    }
}
