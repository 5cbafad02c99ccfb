extension Sequence<UInt8> {
    /// Two lowercase hexadecimal digits for each byte.
    public var hexadecimal: String {
        var digits: [UInt8] = []
        digits.reserveCapacity(2 * underestimatedCount)
        for byte in self {
            digits.append(hexadecimalDigit(byte >> 4))
            digits.append(hexadecimalDigit(byte & 0xF))
        }
        return String(decoding: digits, as: UTF8.self)
    }
}

private func hexadecimalDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
}

extension Unicode.Scalar {
    /// The code point in uppercase hexadecimal digits, such as `202E`.
    ///
    /// - Parameter width: The least number of digits; leading zeros fill it up.
    public func codePoint(width: Int = 1) -> String {
        String(value, radix: 16, uppercase: true).padded(width)
    }
}
