internal import Basics
internal import Foundation

/// The GSM 7-bit default alphabet of 3GPP TS 23.038 with its extension table.
enum GSMAlphabet {
    private static let basic: Set<UInt32> = Set(
        """
        @£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,-./0123456789:;<=>?\
        ¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà\n\r
        """.unicodeScalars.map(\.value))

    private static let extended: Set<UInt32> = Set("\u{0C}^{}\\[~]|€".unicodeScalars.map(\.value))

    /// ASCII by its value, because nearly every text is nearly all ASCII; 0 if it is not in the
    /// set.
    private static let ascii: [UInt8] = (0..<128).map { value in
        basic.contains(value) ? 1 : extended.contains(value) ? 2 : 0
    }

    /// 1, or 2 for a character of the extension table; nil outside the alphabet.
    static func septets(of scalar: Unicode.Scalar) -> Int? {
        let value = scalar.value
        if value < 128 {
            let septets = ascii[Int(value)]
            return septets == 0 ? nil : Int(septets)
        }
        if basic.contains(value) { return 1 }
        return extended.contains(value) ? 2 : nil
    }

    /// A replacement within the alphabet: `"` for a curly quote, `a` for `á`, nothing for an
    /// invisible character; nil if there is none, as for an emoji.
    static func plainForm(of scalar: Unicode.Scalar) -> String? {
        if let form = plainForms[scalar.value] { return form }
        let properties = scalar.properties
        switch properties.generalCategory {
        case .spaceSeparator: return " "
        case .lineSeparator, .paragraphSeparator: return "\n"
        case .dashPunctuation: return "-"
        case .format, .control, .nonspacingMark: return ""
        default: break
        }
        var plain = ""
        for part in String(scalar).decomposedStringWithCompatibilityMapping.unicodeScalars
        where part.properties.canonicalCombiningClass == .notReordered {
            guard septets(of: part) != nil else { return nil }
            plain.unicodeScalars.append(part)
        }
        return plain.isEmpty ? nil : plain
    }

    private static let plainForms: [UInt32: String] = [
        0x60: "'", 0xAB: "\"", 0xB4: "'", 0xB7: "-", 0xBB: "\"", 0xD7: "x", 0xE7: "c",
        0x2018: "'", 0x2019: "'", 0x201A: "'", 0x201B: "'", 0x2032: "'", 0x2033: "\"",
        0x201C: "\"", 0x201D: "\"", 0x201E: "\"", 0x201F: "\"", 0x2039: "'", 0x203A: "'",
        0x2022: "-", 0x2026: "...", 0x2044: "/", 0x2212: "-", 0xAE: "(R)", 0xA9: "(C)",
        0xBC: "1/4", 0xBD: "1/2", 0xBE: "3/4", 0xB0: "deg", 0x09: " ",
    ]
}

/// The characters of a text that an alphabet lacks, each reported once with its first place.
struct ForeignCharacters {
    /// A message with a hundred such characters doesn't need a hundred sentences.
    private static let most = 5
    private var seen: Set<UInt32> = []
    private var first: [(scalar: Unicode.Scalar, place: Int)] = []

    var isEmpty: Bool { seen.isEmpty }

    mutating func note(_ scalar: Unicode.Scalar, place: Int) {
        guard seen.insert(scalar.value).inserted, first.count < Self.most else { return }
        first.append((scalar, place))
    }

    /// One sentence a character; `fault` describes the fault of the given character.
    func sentences(_ fault: (String) -> String) -> [String] {
        var sentences = first.map { scalar, place in
            let sentence = fault("\(Self.name(scalar)), the text's character \(place + 1),")
            switch GSMAlphabet.plainForm(of: scalar) {
            case nil: return "\(sentence); it has no plain form, so use words."
            case "": return "\(sentence); leave it out."
            case " ": return "\(sentence); use a plain space."
            case "\n": return "\(sentence); use a line break."
            case let form?: return "\(sentence); its plain form is \(form)"
            }
        }
        if seen.count > first.count {
            sentences.append("Same for \((seen.count - first.count).counted("other character")).")
        }
        return sentences
    }

    /// The character itself if it is visible, always with its code point.
    private static func name(_ scalar: Unicode.Scalar) -> String {
        let code = "U+\(scalar.codePoint(width: 4))"
        switch scalar.properties.generalCategory {
        case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator,
            .nonspacingMark, .enclosingMark, .spacingMark, .unassigned, .privateUse, .surrogate:
            return scalar.properties.name.map { "\(code) (\($0))" } ?? code
        default:
            return "\(scalar) (\(code))"
        }
    }
}
