/// The standard alphabet of RFC 4648, section 4, with padding.
///
/// Decoding accepts only the text that encoding produces: no blanks, no missing padding, no stray
/// bits. Otherwise there would be several ways to write one proof.
enum Base64 {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let padding = UInt8(ascii: "=")

    static func encode(_ bytes: some Collection<UInt8>) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var word: UInt32 = 0
        var held = 0
        for byte in bytes {
            word = word << 8 | UInt32(byte)
            held += 1
            if held == 3 {
                for shift in [18, 12, 6, 0] { text.append(alphabet[Int(word >> shift & 63)]) }
                word = 0
                held = 0
            }
        }
        if held == 1 {
            text += [alphabet[Int(word >> 2 & 63)], alphabet[Int(word << 4 & 63)]]
            text += [padding, padding]
        } else if held == 2 {
            text += [alphabet[Int(word >> 10 & 63)], alphabet[Int(word >> 4 & 63)]]
            text += [alphabet[Int(word << 2 & 63)], padding]
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes whose encoding is `text`; nil if there are none.
    static func decode(_ text: some StringProtocol) -> [UInt8]? {
        var digits = Array(text.utf8)
        guard digits.count % 4 == 0 else { return nil }
        var missing = 0
        while missing < 2, digits.last == padding {
            digits.removeLast()
            missing += 1
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 4 * 3 + 2)
        var word: UInt32 = 0
        var bits = 0
        for digit in digits {
            guard let value = value(of: digit) else { return nil }
            word = word << 6 | value
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: word >> UInt32(bits)))
                word &= 1 << UInt32(bits) - 1
            }
        }
        // The rest must be padding and zero bits, matching the bytes that are missing.
        guard word == 0, bits == missing * 2 else { return nil }
        return bytes
    }

    private static func value(of digit: UInt8) -> UInt32? {
        switch digit {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(digit) - 65
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(digit) - 97 + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(digit) - 48 + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
