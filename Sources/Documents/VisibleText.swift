internal import Basics

/// Invisible characters, and ways to show text of any origin safely: it can't move a cursor, color
/// a line or change the direction of the text around it.
public enum VisibleText {
    /// The effect of an invisible character.
    public enum Effect: Hashable, Sendable {
        /// Controls a device: C0, delete and C1.
        case control
        /// Marks, embeds or isolates a direction, as Arabic and Hebrew need.
        case direction
        /// Overrides the direction of letters, so that they read in another order.
        case override
        /// Ends a line or a paragraph.
        case separator
        /// Shows nothing: byte order marks, and tags other than those of flags.
        case invisible
        /// A code point that Unicode reserves as a noncharacter.
        case noncharacter
    }

    /// The single table of invisible characters; nil for a visible one, or one that joins others.
    public static func effect(of scalar: Unicode.Scalar) -> Effect? {
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F: .control
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202C, 0x2066...0x2069: .direction
        case 0x202D, 0x202E: .override
        case 0x2028, 0x2029: .separator
        // The tags that spell the flags of England, Scotland and Wales belong to visible emoji.
        case 0xE0020...0xE007F: nil
        case 0xFEFF, 0xE0000...0xE0FFF: .invisible
        case 0xFDD0...0xFDEF: .noncharacter
        default: scalar.value & 0xFFFE == 0xFFFE ? .noncharacter : nil
        }
    }

    /// Whether a typed text must not contain the character: control characters other than tabs and
    /// line feeds.
    public static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        effect(of: scalar) == .control && scalar != "\t" && scalar != "\n"
    }

    /// Whether the character is invisible and changes how a text is read: control characters as in
    /// ``isControl(_:)``, and direction overrides.
    public static func isDeceptive(_ scalar: Unicode.Scalar) -> Bool {
        isControl(scalar) || effect(of: scalar) == .override
    }

    /// The `Char` production of XML 1.0, which allows DEL, C1 and most noncharacters.
    public static func isAllowedInXML(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
        default: false
        }
    }

    /// The visible form of an invisible character: `\u{1B}`.
    public static func sign(for scalar: Unicode.Scalar) -> String {
        "\\u{\(scalar.codePoint())}"
    }

    /// Shows the characters that no released text may have as `\u{1B}`, and leaves all others as
    /// they are, so that the text can be copied.
    public static func escapingDeception(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        let deceptive = deceptive(in: scalars)
        guard !deceptive.isEmpty else { return text }
        return scalars.indices.map { place in
            deceptive.contains(place) ? sign(for: scalars[place]) : String(scalars[place])
        }.joined()
    }

    /// The places of the deceptive characters. A carriage return that ends a line with a line feed
    /// isn't one.
    public static func deceptive(in scalars: [Unicode.Scalar]) -> Set<Int> {
        Set(
            scalars.indices.filter { place in
                let endsLine = place + 1 < scalars.count && scalars[place + 1] == "\n"
                return isDeceptive(scalars[place]) && !(scalars[place] == "\r" && endsLine)
            })
    }

    /// Shows control characters, escape sequences and direction overrides as `\u{1B}`.
    ///
    /// - Parameters:
    ///   - keepsLineBreaks: Whether line feeds and tabs stay unchanged. If not, a line feed becomes
    ///     ` / `, and a tab a space.
    ///   - keepsDirection: Whether direction marks, embeddings and isolates stay.
    public static func escaping(
        _ text: String, keepsLineBreaks: Bool = false, keepsDirection: Bool = false
    ) -> String {
        func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
            guard let effect = effect(of: scalar) else { return false }
            return !(keepsDirection && effect == .direction)
        }
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
            default: result.append(contentsOf: sign(for: scalar).unicodeScalars)
            }
        }
        return String(result)
    }
}
