internal import Basics

/// A moment to the second, with its written offset.
public struct WireTime: Hashable, Sendable {
    /// Whole seconds since 1970-01-01T00:00:00Z.
    public let secondsSince1970: Int64
    /// Minutes east of Greenwich. CAP writes 0 as `-00:00`.
    public let offsetMinutes: Int

    /// - Returns: Nil before year 1, after year 9999, or with an offset of 24 hours or more: the
    ///   formats can't write these.
    public init?(secondsSince1970: Int64, offsetMinutes: Int = 0) {
        guard Self.representable.contains(secondsSince1970), abs(offsetMinutes) < 24 * 60,
            Self.representable.contains(secondsSince1970 + Int64(offsetMinutes) * 60)
        else { return nil }
        self.secondsSince1970 = secondsSince1970
        self.offsetMinutes = offsetMinutes
    }

    /// Reads an RFC 3339 time and drops a fraction of a second; nil if it isn't one.
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

    /// Reads the only form that CAP allows, such as `2016-07-07T22:15:00-05:00`; nil if `text` has
    /// another form or isn't a time.
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
        guard year >= 1, let date = CivilDate(year: year, month: month, day: day), hour < 24,
            minute < 60, second < 60, offsetHour < 24, offsetMinute < 60
        else { return nil }
        let sign = bytes[19] == UInt8(ascii: "-") ? -1 : 1
        let offset = sign * (offsetHour * 60 + offsetMinute)
        let local = date.daysSince1970 * 86_400 + Int64(hour * 3_600 + minute * 60 + second)
        self.init(secondsSince1970: local - Int64(offset) * 60, offsetMinutes: offset)
    }

    /// The seconds from the first of year 1 to the last of year 9999.
    private static let representable: ClosedRange<Int64> = -62_135_596_800...253_402_300_799
}

extension WireTime {
    /// `2016-07-07T22:15:00-05:00`, with UTC as `-00:00`, as CAP requires.
    public var cap: String {
        stamp + (offsetMinutes == 0 ? "-00:00" : offset(separator: ":"))
    }

    /// `2016-07-07T22:15:00-05:00`, with UTC as `+00:00`.
    public var rfc3339: String { stamp + offset(separator: ":") }

    /// `Thu, 07 Jul 2016 22:15:00 -0500`, as RSS requires.
    public var rfc822: String {
        let (date, seconds) = local
        let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        return "\(weekdays[date.weekday]), \(date.day.padded(2)) \(months[date.month - 1]) "
            + "\(date.year.padded(4)) \(Self.clock(seconds)) \(offset(separator: ""))"
    }

    /// `20160708T031500Z`, always in UTC, as iCalendar writes it.
    public var iCalendar: String {
        let (days, seconds) = secondsSince1970.flooredQuotientAndRemainder(dividingBy: 86_400)
        let stamp = "\(CivilDate(daysSince1970: days).text)T\(Self.clock(seconds))Z"
        return stamp.filter { $0 != "-" && $0 != ":" }
    }

    /// `22:15 -05:00`, for a reader who doesn't know the zone.
    public var plainClock: String {
        "\(Self.clock(local.seconds).prefix(5)) \(offset(separator: ":"))"
    }

    private var stamp: String {
        let (date, seconds) = local
        return "\(date.text)T\(Self.clock(seconds))"
    }

    private func offset(separator: String) -> String {
        let minutes = abs(offsetMinutes)
        return (offsetMinutes < 0 ? "-" : "+") + (minutes / 60).padded(2) + separator
            + (minutes % 60).padded(2)
    }

    private var local: (date: CivilDate, seconds: Int64) {
        let (days, seconds) = (secondsSince1970 + Int64(offsetMinutes) * 60)
            .flooredQuotientAndRemainder(dividingBy: 86_400)
        return (CivilDate(daysSince1970: days), seconds)
    }

    private static func clock(_ seconds: Int64) -> String {
        "\((seconds / 3_600).padded(2)):\((seconds / 60 % 60).padded(2)):\((seconds % 60).padded(2))"
    }
}
