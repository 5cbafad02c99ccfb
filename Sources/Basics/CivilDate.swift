/// A day of the Gregorian calendar, also for years before the calendar was introduced.
///
/// The arithmetic is that of Howard Hinnant's "chrono-compatible low-level date algorithms": years
/// begin in March, so that the leap day comes last.
public struct CivilDate: Hashable, Comparable, Sendable {
    /// Astronomical: 0 is 1 BC.
    public let year: Int
    /// 1 to 12.
    public let month: Int
    /// The day of the month, from 1.
    public let day: Int

    /// Nil for a day that the calendar doesn't have, such as February 30.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), (1...Self.days(inMonth: month, of: year)).contains(day)
        else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// Reads `2016-07-07`; nil if `text` has another form or isn't a day of the calendar.
    public init?(_ text: some StringProtocol) {
        guard let numbers = decimals(in: text, widths: [4, 2, 2], separator: "-") else {
            return nil
        }
        self.init(year: numbers[0], month: numbers[1], day: numbers[2])
    }

    /// The day that is `days` after 1970-01-01; negative for earlier days.
    public init(daysSince1970 days: Int64) {
        let (era, dayOfEra) = (days + 719_468).flooredQuotientAndRemainder(dividingBy: 146_097)
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        month = Int(marchMonth < 10 ? marchMonth + 3 : marchMonth - 9)
        year = Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0)
        day = Int(dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    /// 0 for 1970-01-01, negative before.
    public var daysSince1970: Int64 {
        let marchYear = Int64(month <= 2 ? year - 1 : year)
        let (era, yearOfEra) = marchYear.flooredQuotientAndRemainder(dividingBy: 400)
        let dayOfYear = Int64((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1)
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
            - 719_468
    }

    /// 0 for Sunday to 6 for Saturday; 1970-01-01 was a Thursday.
    public var weekday: Int {
        Int((daysSince1970 + 4).flooredQuotientAndRemainder(dividingBy: 7).remainder)
    }

    /// The day that is `days` later; earlier if negative.
    public func advanced(by days: Int64) -> CivilDate {
        CivilDate(daysSince1970: daysSince1970 + days)
    }

    public static func < (left: CivilDate, right: CivilDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    /// The first day of the month that is `months` later; 0 for this month's.
    public func firstOfMonth(after months: Int64 = 0) -> CivilDate {
        let (years, rest) = (Int64(month - 1) + months).flooredQuotientAndRemainder(dividingBy: 12)
        return CivilDate(firstOf: Int(rest) + 1, year: year + Int(years))
    }

    private init(firstOf month: Int, year: Int) {
        (self.year, self.month, day) = (year, month, 1)
    }

    public var daysInMonth: Int { Self.days(inMonth: month, of: year) }

    private static func days(inMonth month: Int, of year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }

    /// ISO 8601, such as `2016-07-07`.
    public var text: String { "\(year.padded(4))-\(month.padded(2))-\(day.padded(2))" }
}

extension Int64 {
    /// The quotient rounded down, and a remainder that is never negative.
    ///
    /// - Parameter divisor: Above 0.
    public func flooredQuotientAndRemainder(
        dividingBy divisor: Int64
    ) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}

extension BinaryInteger {
    /// The decimal digits, with leading zeros up to `width` digits.
    public func padded(_ width: Int) -> String { String(self).padded(width) }
}

extension String {
    /// The digits, with leading zeros up to `width` digits.
    func padded(_ width: Int) -> String {
        String(repeating: "0", count: Swift.max(0, width - utf8.count)) + self
    }
}

/// The numbers of a text like `2016-07-07`, in ASCII digits of exactly these widths; nil if the text
/// has another form.
func decimals(
    in text: some StringProtocol, widths: [Int], separator: Character
) -> [Int]? {
    let parts = text.split(separator: separator, omittingEmptySubsequences: false)
    let isDecimal = parts.allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    guard isDecimal, parts.map(\.utf8.count) == widths else { return nil }
    return parts.compactMap { Int($0) }
}
