/// Text of any origin made harmless to look at: nothing in it can move a cursor, colour a line or
/// turn the direction of what stands around it.
public enum VisibleText {
    /// Shows control characters, escape sequences and direction overrides as `\u{1B}`.
    ///
    /// - Parameter keepsLineBreaks: Whether line feeds and tabs stay as they are. Where they do
    ///   not, a line feed becomes ` / `, and a tab a space.
    public static func escaping(_ text: String, keepsLineBreaks: Bool = false) -> String {
        guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
        var result = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            defer { previous = scalar }
            guard isUnsafe(scalar) else {
                result.append(scalar)
                continue
            }
            switch scalar {
            case "\n" where keepsLineBreaks, "\t" where keepsLineBreaks: result.append(scalar)
            case "\n" where previous == "\r" && !keepsLineBreaks: continue
            case "\n",
                "\r" where !keepsLineBreaks:
                result.append(contentsOf: " / ".unicodeScalars)
            case "\t": result.append(" ")
            default:
                let code = String(scalar.value, radix: 16, uppercase: true)
                result.append(contentsOf: "\\u{\(code)}".unicodeScalars)
            }
        }
        return String(result)
    }

    private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F: true
        // Marks, embeddings, overrides and isolates of direction; line and paragraph separators.
        case 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        // Invisible tags, and the byte order mark.
        case 0xFEFF, 0xE0000...0xE0FFF: isHidden(scalar)
        // What Unicode calls noncharacters, which no page may hold.
        case 0xFDD0...0xFDEF: true
        default: scalar.value & 0xFFFE == 0xFFFE
        }
    }

    /// The tags that spell the flags of England, Scotland and Wales are no text of their own.
    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        !(0xE0020...0xE007F).contains(scalar.value)
    }
}
