internal import Basics

/// Writes the little JSON that an export needs, to keep Foundation out of the log.
enum JSONText {
    /// `text` in quotation marks, escaped as in RFC 8259, section 7.
    static func string(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                result += "\\u" + scalar.codePoint(width: 4).lowercased()
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// RFC 3339 in UTC, with microseconds.
    static func time(_ microseconds: Int64) -> String {
        let (days, rest) = microseconds.flooredQuotientAndRemainder(dividingBy: 86_400_000_000)
        let seconds = rest / 1_000_000
        return "\(CivilDate(daysSince1970: days).text)T\((seconds / 3600).padded(2)):"
            + "\((seconds / 60 % 60).padded(2)):\((seconds % 60).padded(2))."
            + "\((rest % 1_000_000).padded(6))Z"
    }
}
