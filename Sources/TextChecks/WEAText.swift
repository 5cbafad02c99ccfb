/// The requirements for the words of a WEA, by 47 CFR 10.420.
package enum WEAText {
    /// Whether it states a clock time with its zone.
    package static func statesTime(_ text: String) -> Bool { text.statesTimeWithZone }

    /// Whether it names the sending agency; true for any text if no name is known.
    package static func names(_ text: String, anyOf agencies: [String]) -> Bool {
        let text = text.lowercased()
        return agencies.isEmpty || agencies.contains { text.contains($0.lowercased()) }
    }
}

extension String {
    /// Whether a clock time is followed by a zone, as in `until 11:15 PM CDT` or `22:15 -05:00`.
    var statesTimeWithZone: Bool {
        let words = split { $0.isWhitespace || $0 == "," || $0 == ";" || $0 == "(" || $0 == ")" }
            .map { word in word.trimmingMarks.uppercased() }
        return words.indices.contains { index in
            guard words[index].isClockTime(before: index + 1 < words.count ? words[index + 1] : "")
            else { return false }
            return words[(index + 1)...].prefix(3).contains(where: \.isZone)
        }
    }

    private func isClockTime(before next: String) -> Bool {
        let bytes = Array(utf8)
        guard let first = bytes.first, (0x30...0x39).contains(first), bytes.count <= 8 else {
            return false
        }
        let isHalfDay = ["AM", "PM", "A.M", "P.M"].contains { hasSuffix($0) || next == $0 }
        return bytes.contains(UInt8(ascii: ":")) || isHalfDay
    }

    private var isZone: Bool {
        if let first = utf8.first, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(first) {
            let digits = utf8.dropFirst().filter { $0 != UInt8(ascii: ":") }
            return digits.count == 4 && digits.allSatisfy { (0x30...0x39).contains($0) }
        }
        return Self.zones.contains(self)
    }

    private static let zones: Set<String> = [
        "EST", "EDT", "ET", "CST", "CDT", "CT", "MST", "MDT", "MT", "PST", "PDT", "PT", "AKST",
        "AKDT", "AKT", "HST", "HDT", "AST", "ADT", "CHST", "SST", "UTC", "GMT",
    ]
}

extension Substring {
    fileprivate var trimmingMarks: Substring {
        var rest = self
        while let last = rest.last, ".!:".contains(last) { rest.removeLast() }
        return rest
    }
}
