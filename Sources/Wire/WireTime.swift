/// A moment to the second with the offset in which it is written.
public struct WireTime: Hashable, Sendable {
    /// Whole seconds since 1970-01-01T00:00:00Z.
    public let secondsSince1970: Int64
    /// Minutes east of Greenwich. CAP writes 0 as `-00:00`.
    public let offsetMinutes: Int

    /// - Returns: Nil before year 1, after year 9999, or with an offset of 24 hours or more, none
    ///   of which the formats can write.
    public init?(secondsSince1970: Int64, offsetMinutes: Int = 0) {
        guard Self.representable.contains(secondsSince1970), abs(offsetMinutes) < 24 * 60,
            Self.representable.contains(secondsSince1970 + Int64(offsetMinutes) * 60)
        else { return nil }
        self.secondsSince1970 = secondsSince1970
        self.offsetMinutes = offsetMinutes
    }

    /// Reads an RFC 3339 time and drops a fraction of a second; nil where it is none.
    public init?(rfc3339 text: String) {
        var bytes = Array(text.utf8)
        guard bytes.count >= 20 else { return nil }
        if bytes[19] == UInt8(ascii: ".") {
            let end = bytes[20...].firstIndex { !(0x30...0x39).contains($0) }
            guard let end, end > 20 else { return nil }
            bytes.removeSubrange(19..<end)
        }
        if bytes.count == 20, bytes[19] == UInt8(ascii: "Z") {
            bytes.replaceSubrange(19..., with: Array("+00:00".utf8))
        }
        self.init(capBytes: bytes)
    }

    /// Reads the only form that CAP allows, such as `2016-07-07T22:15:00-05:00`; nil where `text` is
    /// written otherwise or is no time.
    init?(cap text: String) {
        self.init(capBytes: Array(text.utf8))
    }

    private init?(capBytes bytes: [UInt8]) {
        let form = Array("0000-00-00T00:00:00+00:00".utf8)
        guard bytes.count == form.count else { return nil }
        for (byte, expected) in zip(bytes, form) {
            switch expected {
            case UInt8(ascii: "0"):
                guard (0x30...0x39).contains(byte) else { return nil }
            case UInt8(ascii: "+"):
                guard byte == expected || byte == UInt8(ascii: "-") else { return nil }
            default:
                guard byte == expected else { return nil }
            }
        }
        func number(_ range: Range<Int>) -> Int {
            bytes[range].reduce(0) { $0 * 10 + Int($1 - 0x30) }
        }
        let (year, month, day) = (number(0..<4), number(5..<7), number(8..<10))
        let (hour, minute, second) = (number(11..<13), number(14..<16), number(17..<19))
        let (offsetHour, offsetMinute) = (number(20..<22), number(23..<25))
        guard year >= 1, (1...12).contains(month), day >= 1,
            day <= Self.daysInMonth(month, year: year),
            hour < 24, minute < 60, second < 60, offsetHour < 24, offsetMinute < 60
        else { return nil }
        let sign = bytes[19] == UInt8(ascii: "-") ? -1 : 1
        let offset = sign * (offsetHour * 60 + offsetMinute)
        let days = Self.days(year: year, month: month, day: day)
        let local = days * 86_400 + Int64(hour * 3_600 + minute * 60 + second)
        self.init(secondsSince1970: local - Int64(offset) * 60, offsetMinutes: offset)
    }

    /// From the first second of year 1 to the last of year 9999.
    private static let representable: ClosedRange<Int64> = -62_135_596_800...253_402_300_799
}

extension WireTime {
    /// `2016-07-07T22:15:00-05:00`, with UTC as `-00:00`, which is what CAP requires.
    public var cap: String {
        stamp + (offsetMinutes == 0 ? "-00:00" : offset(separator: ":"))
    }

    /// `2016-07-07T22:15:00-05:00`, with UTC as `+00:00`.
    public var rfc3339: String { stamp + offset(separator: ":") }

    /// `Thu, 07 Jul 2016 22:15:00 -0500`, which is what RSS requires.
    public var rfc822: String {
        let (year, month, day, seconds) = local
        let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        let localDays = Self.floored(secondsSince1970 + Int64(offsetMinutes) * 60, by: 86_400)
        let weekday = weekdays[Int(((localDays % 7) + 7) % 7)]
        return "\(weekday), \(Self.padded(day)) \(months[month - 1]) \(Self.padded(year, 4)) "
            + "\(Self.clock(seconds)) \(offset(separator: ""))"
    }

    /// `22:15 -05:00`, for a reader who was given no zone.
    public var plainClock: String {
        "\(Self.clock(local.seconds).prefix(5)) \(offset(separator: ":"))"
    }

    private var stamp: String {
        let (year, month, day, seconds) = local
        return "\(Self.padded(year, 4))-\(Self.padded(month))-\(Self.padded(day))"
            + "T\(Self.clock(seconds))"
    }

    private func offset(separator: String) -> String {
        let minutes = abs(offsetMinutes)
        return (offsetMinutes < 0 ? "-" : "+") + Self.padded(minutes / 60) + separator
            + Self.padded(minutes % 60)
    }

    private var local: (year: Int, month: Int, day: Int, seconds: Int) {
        let seconds = secondsSince1970 + Int64(offsetMinutes) * 60
        let days = Self.floored(seconds, by: 86_400)
        let (year, month, day) = Self.civil(days: days)
        return (year, month, day, Int(seconds - days * 86_400))
    }

    private static func clock(_ seconds: Int) -> String {
        "\(padded(seconds / 3_600)):\(padded(seconds / 60 % 60)):\(padded(seconds % 60))"
    }

    private static func padded(_ number: Int, _ width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

// The Gregorian calendar without Foundation, in years that begin in March, so that the leap day
// comes last.
extension WireTime {
    private static func daysInMonth(_ month: Int, year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }

    private static func days(year: Int, month: Int, day: Int) -> Int64 {
        let shifted = Int64(month <= 2 ? year - 1 : year)
        let era = floored(shifted, by: 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = Int64((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1)
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
            - 719_468
    }

    private static func civil(days: Int64) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = floored(shifted, by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = Int(marchMonth < 10 ? marchMonth + 3 : marchMonth - 9)
        return (
            Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0), month,
            Int(dayOfYear - (153 * marchMonth + 2) / 5 + 1)
        )
    }

    private static func floored(_ value: Int64, by divisor: Int64) -> Int64 {
        let quotient = value / divisor
        return value % divisor < 0 ? quotient - 1 : quotient
    }
}
