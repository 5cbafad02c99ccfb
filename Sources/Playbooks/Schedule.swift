/// Spans of time in the form of playbooks: `90s`, `10m`, `1h30m`, `2d`.
public enum SpanText {
    /// The longest span in a playbook. A longer one is a typing error.
    public static let longest = Duration.seconds(366 * 86_400)

    private static let units: [(letter: Character, seconds: Int64)] = [
        ("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1),
    ]

    /// Reads whole numbers with the units d, h, m and s, each once, from the largest down; nil if
    /// the text is not such a span, is zero or is longer than ``longest``.
    public static func read(_ text: String) -> Duration? {
        var total: Int64 = 0
        var rest = text.utf8[...]
        var remaining = units[...]
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            guard let number = Int64(String(Substring(digits))), digits.count <= 9,
                let letter = rest.dropFirst(digits.count).first,
                let unit = remaining.firstIndex(where: { $0.letter.asciiValue == letter })
            else { return nil }
            total += number * remaining[unit].seconds
            remaining = remaining[(unit + 1)...]
            rest = rest.dropFirst(digits.count + 1)
        }
        let span = Duration.seconds(total)
        return total > 0 && span <= longest ? span : nil
    }

    /// Writes a span in the form that ``read(_:)`` reads: `1h30m`. Parts of a second are left out.
    public static func write(_ span: Duration) -> String {
        var rest = span.components.seconds
        var text = rest < 0 ? "-" : ""
        rest = abs(rest)
        guard rest > 0 else { return "0s" }
        for unit in units where rest >= unit.seconds {
            text += "\(rest / unit.seconds)\(unit.letter)"
            rest %= unit.seconds
        }
        return text
    }
}

/// Dates and times in the form of the files, checked against the calendar.
enum CalendarText {
    /// Seconds since 1970 of an RFC 3339 time with its offset; nil if it isn't one or names a day
    /// or an hour that does not exist. A leap second counts as the second after it.
    static func seconds(rfc3339 text: String) -> Double? {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, let day = day(bytes[..<10]),
            bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
            bytes[16] == UInt8(ascii: ":"), let hour = number(bytes[11..<13]), hour < 24,
            let minute = number(bytes[14..<16]), minute < 60,
            let second = number(bytes[17..<19]), second <= 60
        else { return nil }
        var fraction = 0.0
        var rest = bytes[19...]
        if rest.first == UInt8(ascii: ".") {
            let digits = rest.dropFirst().prefix { (48...57).contains($0) }
            guard (1...9).contains(digits.count), let value = number(digits) else { return nil }
            fraction = digits.reduce(Double(value)) { value, _ in value / 10 }
            rest = rest.dropFirst(1 + digits.count)
        }
        guard let offset = offset(rest) else { return nil }
        return Double(day * 86_400 + hour * 3_600 + minute * 60 + second - offset) + fraction
    }

    /// Whether the text is a day of the calendar, `2027-06-30`.
    static func isDay(_ text: String) -> Bool {
        day(Array(text.utf8)[...]) != nil
    }

    /// Days since 1970-01-01.
    private static func day(_ bytes: ArraySlice<UInt8>) -> Int? {
        let start = bytes.startIndex
        guard bytes.count == 10, bytes[start + 4] == UInt8(ascii: "-"),
            bytes[start + 7] == UInt8(ascii: "-"), let year = number(bytes[start..<start + 4]),
            let month = number(bytes[start + 5..<start + 7]), (1...12).contains(month),
            let day = number(bytes[start + 8..<start + 10]), day >= 1, year >= 1
        else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard day <= lengths[month - 1] else { return nil }
        let before = year - 1
        let years = before * 365 + before / 4 - before / 100 + before / 400
        return years + lengths[..<(month - 1)].reduce(0, +) + day - 1 - 719_162
    }

    /// Seconds east of UTC of `Z` or `-05:00`.
    private static func offset(_ bytes: ArraySlice<UInt8>) -> Int? {
        if bytes.elementsEqual([UInt8(ascii: "Z")]) { return 0 }
        let start = bytes.startIndex
        guard bytes.count == 6, bytes[start + 3] == UInt8(ascii: ":"),
            bytes[start] == UInt8(ascii: "+") || bytes[start] == UInt8(ascii: "-"),
            let hours = number(bytes[start + 1..<start + 3]), hours < 24,
            let minutes = number(bytes[start + 4..<start + 6]), minutes < 60
        else { return nil }
        let seconds = hours * 3_600 + minutes * 60
        return bytes[start] == UInt8(ascii: "-") ? -seconds : seconds
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for digit in digits {
            guard (48...57).contains(digit) else { return nil }
            value = value * 10 + Int(digit - 48)
        }
        return value
    }
}
