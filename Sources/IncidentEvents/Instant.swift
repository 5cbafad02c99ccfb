public import Foundation
public import SwiftProtobuf

/// A moment in UTC, in whole microseconds since 1970-01-01T00:00:00Z.
///
/// Microseconds are what the log stores; a `Date` would round them.
public struct Instant: Hashable, Comparable, Sendable {
    public var microseconds: Int64

    public init(microseconds: Int64) { self.microseconds = microseconds }

    /// - Parameter seconds: Whole seconds since 1970, as in UNIX time.
    public init(seconds: Int64) { microseconds = seconds * 1_000_000 }

    public static func < (left: Instant, right: Instant) -> Bool {
        left.microseconds < right.microseconds
    }

    public func advanced(by duration: Duration) -> Instant {
        let (seconds, attoseconds) = duration.components
        return Instant(
            microseconds: microseconds + seconds * 1_000_000 + attoseconds / 1_000_000_000_000)
    }

    /// The time from `start` to this moment; negative where `start` is later.
    public func since(_ start: Instant) -> Duration {
        .microseconds(microseconds - start.microseconds)
    }

    public var date: Date { Date(timeIntervalSince1970: Double(microseconds) / 1_000_000) }
}

extension Instant {
    /// The years that four digits can print, which RFC 3339 requires.
    public static let representable =
        Instant(seconds: -62_135_596_800)...Instant(microseconds: 253_402_300_799_999_999)

    /// Reads an RFC 3339 time, which always states its offset.
    public init?(rfc3339 text: String) {
        let characters = Array(text.utf8)
        guard characters.count >= 20 else { return nil }
        func digits(_ range: Range<Int>) -> Int? {
            var value = 0
            for byte in characters[range] {
                guard byte >= 0x30, byte <= 0x39 else { return nil }
                value = value * 10 + Int(byte - 0x30)
            }
            return value
        }
        guard let year = digits(0..<4), let month = digits(5..<7), let day = digits(8..<10),
            let hour = digits(11..<13), let minute = digits(14..<16), let second = digits(17..<19),
            characters[4] == UInt8(ascii: "-"), characters[7] == UInt8(ascii: "-"),
            [UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: " ")].contains(characters[10]),
            characters[13] == UInt8(ascii: ":"), characters[16] == UInt8(ascii: ":"),
            (1...12).contains(month), hour < 24, minute < 60, second < 60,
            let days = Instant.days(year: year, month: month, day: day)
        else { return nil }
        var index = 19
        var fraction: Int64 = 0
        if characters[index] == UInt8(ascii: ".") {
            index += 1
            var scale: Int64 = 100_000
            let start = index
            while index < characters.count, (0x30...0x39).contains(characters[index]) {
                fraction += Int64(characters[index] - 0x30) * scale
                scale /= 10
                index += 1
            }
            guard index > start, index < characters.count else { return nil }
        }
        var offset = 0
        switch characters[index] {
        case UInt8(ascii: "Z"), UInt8(ascii: "z"):
            guard index + 1 == characters.count else { return nil }
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            guard index + 6 == characters.count, characters[index + 3] == UInt8(ascii: ":"),
                let hours = digits(index + 1..<index + 3), hours < 24,
                let minutes = digits(index + 4..<index + 6), minutes < 60
            else { return nil }
            offset =
                (hours * 3600 + minutes * 60) * (characters[index] == UInt8(ascii: "-") ? -1 : 1)
        default: return nil
        }
        let seconds = days * 86_400 + Int64(hour * 3600 + minute * 60 + second - offset)
        let instant = Instant(microseconds: seconds * 1_000_000 + fraction)
        guard Instant.representable.contains(instant) else { return nil }
        self = instant
    }

    /// The machine form, in UTC, with a fraction only where there is one: `2016-07-08T03:52:44Z`.
    public var rfc3339: String {
        let seconds = microseconds.flooredDivision(by: 1_000_000)
        let fraction = microseconds - seconds * 1_000_000
        let days = seconds.flooredDivision(by: 86_400)
        let rest = seconds - days * 86_400
        let (year, month, day) = Instant.civil(days: days)
        var text =
            "\(padded(year, 4))-\(padded(month))-\(padded(day))T\(padded(Int(rest / 3600)))"
            + ":\(padded(Int(rest / 60 % 60))):\(padded(Int(rest % 60)))"
        if fraction > 0 {
            var digits = padded(Int(fraction), 6)
            while digits.hasSuffix("0") { digits.removeLast() }
            text += ".\(digits)"
        }
        return text + "Z"
    }

    private func padded(_ number: Int, _ width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    /// Days since 1970 of a Gregorian date, or nil where there is no such day.
    private static func days(year: Int, month: Int, day: Int) -> Int64? {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1...lengths[month - 1]).contains(day) else { return nil }
        // Counts in years that begin in March, so that the leap day comes last.
        let shifted = Int64(month <= 2 ? year - 1 : year)
        let era = shifted.flooredDivision(by: 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = Int64((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1)
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
            - 719_468
    }

    private static func civil(days: Int64) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = shifted.flooredDivision(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (
            Int(yearOfEra + era * 400 + (month <= 2 ? 1 : 0)), Int(month),
            Int(dayOfYear - (153 * marchMonth + 2) / 5 + 1)
        )
    }
}

extension Int64 {
    fileprivate func flooredDivision(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}

extension Instant {
    public init(_ timestamp: Google_Protobuf_Timestamp) {
        // A hostile log may hold any seconds: clamp rather than overflow.
        let bounds = Instant.representable
        let low = bounds.lowerBound.microseconds / 1_000_000
        let high = bounds.upperBound.microseconds / 1_000_000
        let seconds = min(max(timestamp.seconds, low), high)
        microseconds = seconds * 1_000_000 + Int64(min(max(timestamp.nanos, 0), 999_999_999)) / 1000
    }

    public var timestamp: Google_Protobuf_Timestamp {
        let seconds = microseconds.flooredDivision(by: 1_000_000)
        return Google_Protobuf_Timestamp(
            seconds: seconds, nanos: Int32(microseconds - seconds * 1_000_000) * 1000)
    }
}

extension Duration {
    /// Whole seconds, rounded to nearest.
    public var wholeSeconds: Int64 {
        let (seconds, attoseconds) = components
        if attoseconds >= 500_000_000_000_000_000 { return seconds + 1 }
        return attoseconds <= -500_000_000_000_000_000 ? seconds - 1 : seconds
    }
}
