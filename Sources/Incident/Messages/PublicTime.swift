internal import Basics
internal import Channels
internal import Foundation
public import IncidentEvents
public import Playbooks

/// A time as the public reads it: with its zone, and with its day unless that is today.
public struct PublicTime: Hashable, Sendable {
    let zone: Zone
    let style: Department.TimeStyle

    /// - Parameter department: Determines the style.
    public init(zone: Zone, department: Department) {
        self.zone = zone
        style = department.timeStyle
    }

    /// `14:20 CDT`; on another day `14:20 CDT on Thursday, June 4`, in Spanish
    /// `14:20 CDT del jueves 4 de junio`, on a short channel `14:20 CDT Thu`.
    ///
    /// - Parameters:
    ///   - language: BCP 47. Languages other than English and Spanish write days as in the locale
    ///     data, and always use 24 hours.
    ///   - isShort: For channels with little room; see ``Channel/isShort``. From a week on, the
    ///     short form has the date, because a weekday would be read as the next one. From about ten
    ///     months on, every form has the year.
    ///   - today: The moment of the release.
    public func text(
        _ instant: Instant, in language: String, isShort: Bool = false, today: Instant
    ) -> String {
        let clock = clock(instant, in: language, isShort: isShort)
        guard zone.day(instant) != zone.day(today) else { return clock }
        let distance: Distance =
            switch abs(instant.microseconds - today.microseconds) / (86_400 * 1_000_000) {
            case ..<6: .days
            case ...Self.longestWithoutYear: .months
            default: .years
            }
        return clock + day(instant, in: language, isShort: isShort, distance)
    }

    /// The time of day alone, such as `14:20 CDT` or `2:20 p.m. CDT`.
    func clock(_ instant: Instant, in language: String, isShort: Bool) -> String {
        let full = zone.clock(instant)
        let family = LanguageFamily(language)
        guard style == .hours12, family != .other, let hour = Int(full.prefix(2)) else {
            return full
        }
        let half =
            switch (family, isShort) {
            case (_, true): hour < 12 ? "am" : "pm"
            case (.spanish, false): hour < 12 ? " a. m." : " p. m."
            case (_, false): hour < 12 ? " a.m." : " p.m."
            }
        return "\((hour + 11) % 12 + 1)\(full.dropFirst(2).prefix(3))\(half)\(full.dropFirst(5))"
    }

    /// A time at least as long as any time that ``text(_:in:isShort:today:)`` gives.
    ///
    /// - Parameter isNear: For times within six days.
    func longest(in language: String, isShort: Bool, isNear: Bool = false) -> String {
        longestClock(in: language, isShort: isShort)
            + day(Self.longDay, in: language, isShort: isShort, isNear ? .days : .years)
    }

    /// Days, about ten months: beyond, a date without its year would be read as this year's.
    private static let longestWithoutYear: Int64 = 304

    /// How far a day is from the release, which decides how much of its date a text needs.
    private enum Distance { case days, months, years }

    /// The longest form of a time that is always today's.
    func longestClock(in language: String, isShort: Bool) -> String {
        let clock = clock(Self.longDay, in: language, isShort: isShort)
        let suffix = zone.suffix(at: Self.longDay)
        let hour = clock.prefix { $0 != ":" }.count == 1 ? "0" : ""
        return hour + clock.dropLast(suffix.count) + zone.longestClock.dropFirst("00:00 ".count)
    }

    /// 2026-09-30 22:00 UTC: a Wednesday in September, in the evening or at noon.
    private static let longDay = Instant(seconds: 1_790_805_600)

    private func day(
        _ instant: Instant, in language: String, isShort: Bool, _ distance: Distance
    ) -> String {
        let date = zone.date(instant)
        let (weekday, month) = (date.weekday, date.month - 1)
        let hasYear = distance == .years
        let year = hasYear ? ", \(date.year)" : ""
        switch (LanguageFamily(language), isShort) {
        case (.english, false):
            return
                " on \(Names.english.weekdays[weekday]), \(Names.english.months[month]) \(date.day)\(year)"
        case (.english, true):
            return distance == .days
                ? " \(Names.english.shortWeekdays[weekday])"
                : " \(Names.english.months[month].prefix(3)) \(date.day)\(year)"
        case (.spanish, false):
            return
                " del \(Names.spanish.weekdays[weekday]) \(date.day) de \(Names.spanish.months[month])"
                + (hasYear ? " de \(date.year)" : "")
        case (.spanish, true):
            return distance == .days
                ? " \(Names.spanish.shortWeekdays[weekday])"
                : " \(date.day) \(Names.spanish.months[month].prefix(3))"
                    + (hasYear ? " \(date.year)" : "")
        case (.other, let isShort):
            let style = Date.FormatStyle(
                locale: Locale(identifier: language),
                timeZone: TimeZone(identifier: zone.identifier) ?? .gmt)
            let moment = Date(timeIntervalSince1970: Double(instant.microseconds) / 1_000_000)
            let written =
                isShort
                ? style.month(.defaultDigits).day() : style.weekday(.wide).month(.wide).day()
            let day = moment.formatted(hasYear ? written.year() : written)
            return isShort ? " \(day)" : ", \(day)"
        }
    }

    private struct Names {
        let weekdays: [String]
        let shortWeekdays: [String]
        let months: [String]

        static let english = Names(
            weekdays: [
                "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
            ],
            shortWeekdays: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
            months: [
                "January", "February", "March", "April", "May", "June", "July", "August",
                "September", "October", "November", "December",
            ])
        static let spanish = Names(
            weekdays: ["domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"],
            // Phones' alphabet has é but no á.
            shortWeekdays: ["dom", "lun", "mar", "mié", "jue", "vie", "sab"],
            months: [
                "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto",
                "septiembre", "octubre", "noviembre", "diciembre",
            ])
    }
}
