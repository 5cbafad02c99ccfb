internal import Basics
public import Foundation
public import SwiftProtobuf

/// A moment in UTC, in whole microseconds since 1970-01-01T00:00:00Z.
///
/// The log stores microseconds; a `Date` would round them.
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

    /// The time from `start` to this moment; negative if `start` is later.
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
            let days = CivilDate(year: year, month: month, day: day)?.daysSince1970
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

    /// The machine-readable form, in UTC, with a fraction only if there is one:
    /// `2016-07-08T03:52:44Z`.
    public var rfc3339: String {
        let (seconds, fraction) = microseconds.flooredQuotientAndRemainder(dividingBy: 1_000_000)
        let (days, rest) = seconds.flooredQuotientAndRemainder(dividingBy: 86_400)
        var text =
            "\(CivilDate(daysSince1970: days).text)T\((rest / 3600).padded(2))"
            + ":\((rest / 60 % 60).padded(2)):\((rest % 60).padded(2))"
        if fraction > 0 {
            var digits = fraction.padded(6)
            while digits.hasSuffix("0") { digits.removeLast() }
            text += ".\(digits)"
        }
        return text + "Z"
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
        let seconds = microseconds.flooredQuotientAndRemainder(dividingBy: 1_000_000).quotient
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
