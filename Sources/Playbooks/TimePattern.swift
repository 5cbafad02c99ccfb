internal import Basics
internal import IncidentEvents

/// The form of a file's times.
public struct TimePattern: Hashable, Sendable {
    private enum Part: Hashable {
        case year, month, day, hour, halfDayHour, minute, second, fraction, halfDay, zone
        case monthName
        /// Whether the number has exactly two digits.
        case literal(UInt8)
    }

    private enum Form: Hashable {
        case rfc3339
        /// Units in a second.
        case unix(Int64)
        case parts([Part])
    }

    private let form: Form

    /// Reads `rfc3339`, `unix`, `unix-ms`, `unix-us` or a pattern with the letters of Unicode's
    /// date patterns: `yyyy-MM-dd HH:mm:ss z`. A single letter also takes one digit. `z` is an
    /// abbreviation or an offset. Nil for another letter, or without a year.
    public init?(_ text: String) {
        switch text {
        case "rfc3339": form = .rfc3339
        case "unix": form = .unix(1)
        case "unix-ms": form = .unix(1000)
        case "unix-us": form = .unix(1_000_000)
        default:
            guard let parts = Self.parts(text), parts.contains(.year) else { return nil }
            form = .parts(parts)
        }
    }

    private static let letters: [String: Part] = [
        "yyyy": .year, "MM": .month, "M": .month, "MMM": .monthName, "dd": .day, "d": .day,
        "HH": .hour, "H": .hour, "hh": .halfDayHour, "h": .halfDayHour, "mm": .minute,
        "ss": .second, "S": .fraction, "a": .halfDay, "z": .zone,
    ]

    private static func parts(_ text: String) -> [Part]? {
        var parts: [Part] = []
        var isQuoted = false
        var rest = text[...]
        while let letter = rest.first {
            if letter == "'" {
                isQuoted.toggle()
                rest.removeFirst()
            } else if letter.isLetter, !isQuoted {
                let run = rest.prefix { $0 == letter }
                guard let part = letters[String(run)] else { return nil }
                parts.append(part)
                rest = rest.dropFirst(run.count)
            } else {
                parts += rest.removeFirst().utf8.map { .literal($0) }
            }
        }
        return parts
    }

    /// The moment, or the wall clock's reading where the text names no zone; nil if the text has
    /// another form or isn't a time of the calendar.
    func read(_ text: String) -> Reading? {
        switch form {
        case .rfc3339: return Instant(rfc3339: text).map { .moment($0) }
        case .unix(let units):
            guard let number = Int64(text), case let scale = 1_000_000 / units,
                number.magnitude < UInt64(Int64.max / scale)
            else { return nil }
            let instant = Instant(microseconds: number * scale)
            return Instant.representable.contains(instant) ? .moment(instant) : nil
        case .parts(let parts): return Self.read(text, parts)
        }
    }

    enum Reading {
        case moment(Instant)
        /// Seconds since 1970 as if the wall clock showed UTC.
        case local(Int64)
    }

    private struct Fields {
        var (year, month, day) = (0, 1, 1)
        var (hour, minute, second) = (0, 0, 0)
        var isAfternoon: Bool?
        var offset: Int?
    }

    private static func read(_ text: String, _ parts: [Part]) -> Reading? {
        var text = text
        return text.withUTF8 { bytes -> Reading? in
            var fields = Fields()
            var index = 0
            for part in parts {
                guard take(part, bytes, &index, &fields) else { return nil }
            }
            guard index == bytes.count else { return nil }
            return reading(fields)
        }
    }

    private static func reading(_ fields: Fields) -> Reading? {
        var hour = fields.hour
        if let isAfternoon = fields.isAfternoon {
            guard (1...12).contains(hour) else { return nil }
            hour = hour % 12 + (isAfternoon ? 12 : 0)
        }
        guard hour < 24, fields.minute < 60, fields.second <= 60,
            let date = CivilDate(year: fields.year, month: fields.month, day: fields.day)
        else { return nil }
        let local =
            date.daysSince1970 * 86_400
            + Int64(hour * 3600 + fields.minute * 60 + fields.second)
        return fields.offset.map { .moment(Instant(seconds: local - Int64($0))) } ?? .local(local)
    }

    private static func take(
        _ part: Part, _ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int,
        _ fields: inout Fields
    ) -> Bool {
        func number(_ range: ClosedRange<Int>) -> Int? {
            var value = 0
            let start = index
            while index < bytes.count, index - start < range.upperBound,
                (0x30...0x39).contains(bytes[index])
            {
                value = value * 10 + Int(bytes[index] - 0x30)
                index += 1
            }
            return index - start >= range.lowerBound ? value : nil
        }
        func set(_ field: WritableKeyPath<Fields, Int>, _ range: ClosedRange<Int>) -> Bool {
            guard let value = number(range) else { return false }
            fields[keyPath: field] = value
            return true
        }
        switch part {
        case .year: return set(\.year, 4...4)
        case .month: return set(\.month, 1...2)
        case .day: return set(\.day, 1...2)
        case .hour, .halfDayHour: return set(\.hour, 1...2)
        case .minute: return set(\.minute, 2...2)
        case .second: return set(\.second, 2...2)
        case .fraction: return number(1...9) != nil
        case .literal(let byte):
            guard index < bytes.count, bytes[index] == byte else { return false }
            index += 1
            return true
        case .halfDay, .monthName, .zone:
            let word = word(bytes, &index, isZone: part == .zone)
            return take(part, word, &fields)
        }
    }

    private static func take(_ part: Part, _ word: String, _ fields: inout Fields) -> Bool {
        switch part {
        case .halfDay:
            guard let half = ["AM": false, "PM": true][word.uppercased()] else { return false }
            fields.isAfternoon = half
        case .monthName:
            guard let index = months.firstIndex(of: word.lowercased()) else { return false }
            fields.month = index + 1
        default:
            guard let offset = offset(of: word) else { return false }
            fields.offset = offset
        }
        return true
    }

    /// Letters, or what an offset has.
    private static func word(
        _ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int, isZone: Bool
    ) -> String {
        let start = index
        while index < bytes.count {
            let byte = bytes[index]
            let isLetter = (0x41...0x5A).contains(byte & ~0x20)
            let isOffset = isZone && ((0x30...0x3A).contains(byte) || byte == 0x2B || byte == 0x2D)
            guard isLetter || isOffset else { break }
            index += 1
        }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    /// Hours east of Greenwich, as vendors in North America mean them.
    private static let abbreviations: [String: Int] = [
        "Z": 0, "UTC": 0, "GMT": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7,
        "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10, "AST": -4, "ADT": -3,
    ]

    /// Seconds east of Greenwich of `EDT`, `-05:00` or `-0500`.
    private static func offset(of word: String) -> Int? {
        if let hours = abbreviations[word] { return hours * 3600 }
        guard let sign = word.first, sign == "+" || sign == "-" else { return nil }
        let digits = word.dropFirst().filter { $0 != ":" }
        guard digits.utf8.count == 4, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let hours = Int(digits.prefix(2)), hours < 24, let minutes = Int(digits.suffix(2)),
            minutes < 60
        else { return nil }
        return (hours * 3600 + minutes * 60) * (sign == "-" ? -1 : 1)
    }
}
