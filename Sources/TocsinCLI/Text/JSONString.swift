internal import Forms

/// A line that is one JSON string (RFC 8259), read without a parser for whole documents: a million
/// texts are compared line by line.
enum JSONString {
    struct Fault: Error, Hashable, CustomStringConvertible {
        var description: String
    }

    /// - Throws: A ``Fault`` for anything that isn't a string or isn't UTF-8, and for half a
    ///   surrogate pair, which UTF-8 can't encode.
    static func read(_ line: ArraySlice<UInt8>) throws(Fault) -> String {
        let bytes = Array(line)
        var place = bytes.firstIndex { !isSpace($0) } ?? bytes.count
        let end = (bytes.lastIndex { !isSpace($0) } ?? -1)
        guard end > place, bytes[place] == quote, bytes[end] == quote else {
            throw Fault(description: "it isn't a valid JSON string")
        }
        place += 1
        var text: [UInt8] = []
        text.reserveCapacity(end - place)
        while place < end {
            let byte = bytes[place]
            guard byte >= 0x20 else {
                throw Fault(description: "it has an unescaped control character")
            }
            guard byte != quote else {
                throw Fault(description: "it has text after the closing quote")
            }
            place += 1
            if byte == UInt8(ascii: "\\") {
                try escape(bytes[..<end], at: &place, into: &text)
            } else {
                text.append(byte)
            }
        }
        guard let valid = String(validating: text, as: UTF8.self) else {
            throw Fault(description: "it isn't valid UTF-8")
        }
        return valid
    }

    private static let quote = UInt8(ascii: "\"")

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0D
    }

    private static let escapes: [UInt8: UInt8] = [
        quote: quote, UInt8(ascii: "\\"): UInt8(ascii: "\\"), UInt8(ascii: "/"): UInt8(ascii: "/"),
        UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "n"): 0x0A,
        UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09,
    ]

    private static func escape(
        _ bytes: ArraySlice<UInt8>, at place: inout Int, into text: inout [UInt8]
    ) throws(Fault) {
        guard place < bytes.endIndex else { throw Fault(description: "it ends in an escape") }
        let letter = bytes[place]
        if let plain = escapes[letter] {
            text.append(plain)
            place += 1
            return
        }
        guard letter == UInt8(ascii: "u") else {
            throw Fault(description: "it has an escape that JSON doesn't allow")
        }
        let value = try unit(bytes, at: &place)
        if let scalar = Unicode.Scalar(value) {
            text += Array(String(scalar).utf8)
            return
        }
        guard value < 0xDC00, bytes[place...].starts(with: [0x5C, 0x75]) else {
            throw halfPair(value)
        }
        place += 1
        let trail = try unit(bytes, at: &place)
        let joined = 0x10000 + (UInt32(value) - 0xD800) << 10 + (UInt32(trail) & 0x3FF)
        guard (0xDC00...0xDFFF).contains(trail), let scalar = Unicode.Scalar(joined) else {
            throw halfPair(value)
        }
        text += Array(String(scalar).utf8)
    }

    private static func halfPair(_ value: UInt16) -> Fault {
        Fault(
            description:
                "\\u\(String(value, radix: 16, uppercase: true)) is half a surrogate pair, which isn't valid text"
        )
    }

    /// The four digits after a `u` at `place`.
    private static func unit(
        _ bytes: ArraySlice<UInt8>, at place: inout Int
    ) throws(Fault) -> UInt16 {
        let digits = bytes[(place + 1)...].prefix(4)
        let isHexadecimal = digits.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x46).contains($0 & 0xDF)
        }
        guard digits.count == 4, isHexadecimal,
            let value = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw Fault(description: "an escape doesn't have four digits") }
        place += 5
        return value
    }
}
