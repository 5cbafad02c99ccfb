public import Basics
public import IncidentEvents

/// A consequence of a schedule that its author may not expect. `description` is the whole sentence.
public enum ScheduleNotice: Hashable, Sendable, CustomStringConvertible {
    /// The schedule has no date from that day on.
    case noDates(from: CivilDate)
    /// The day is missing in these months, given by number. February has a day 29 in leap years.
    case monthsSkipped(day: Int, months: [Int])
    /// Most months have only four of the weekday.
    case fifthWeekdaySkipped(Weekday)
    case timeSkipped(TimeOfDay, on: [CivilDate], in: Zone)
    case timeRepeated(TimeOfDay, on: [CivilDate], in: Zone)
    /// The rule has no occurrence on these days.
    case exceptUnused([CivilDate])
    /// The list of holidays has none in a year with occurrences.
    case holidaysUnknown(year: Int)

    public var description: String {
        func list(_ dates: [CivilDate]) -> String { dates.map(\.text).joined(separator: ", ") }
        func clock(_ time: TimeOfDay, _ dates: [CivilDate], _ zone: Zone) -> String {
            dates.first.map { zone.clock(zone.resolve($0, time).instant) } ?? time.text
        }
        switch self {
        case .noDates(let first):
            return "The schedule has no date from \(first.text) on."
        case .monthsSkipped(29, _):
            return "February is skipped outside leap years, because it has no day 29."
        case .monthsSkipped(let day, let months):
            let names = months.compactMap { Month(rawValue: $0)?.name.capitalizedFirst }
            return
                "Months without a day \(day) are skipped (\(names.joined(separator: ", "))); \"month last day\" is the last day of every month."
        case .fifthWeekdaySkipped(let weekday):
            return
                "Months without a fifth \(weekday.name.capitalizedFirst) are skipped; \"month last \(weekday.name)\" is the last one of every month."
        case .timeSkipped(let time, let dates, let zone):
            return
                "Clocks skip \(time.text) on \(list(dates)): the occurrence is at \(clock(time, dates, zone)) instead."
        case .timeRepeated(let time, let dates, let zone):
            return
                "Clocks show \(time.text) twice on \(list(dates)): the occurrence is at the first, \(clock(time, dates, zone))."
        case .exceptUnused(let dates):
            return
                "The schedule has no occurrence on \(list(dates)), so the exception has no effect."
        case .holidaysUnknown(let year):
            return
                "The list of holidays has none in \(year), so no occurrence of \(year) is moved or skipped."
        }
    }
}

extension Schedule {
    /// All that the author of the schedule should know of it.
    ///
    /// - Parameters:
    ///   - today: The first day to look at.
    ///   - years: The number of years in which changes of the clocks are looked for.
    public func notices(from today: CivilDate, years: Int64 = 5) -> [ScheduleNotice] {
        let first = max(start, today)
        var upcoming = occurrences(from: first)
        guard upcoming.next() != nil else {
            return [.noDates(from: first)] + exceptNotices
        }
        let last = today.advanced(by: 366 * years)
        let coming = occurrences(from: first).prefix { $0.date <= last }
        func dates(_ change: Zone.ClockChange) -> [CivilDate] {
            coming.filter { $0.clockChange == change }.map(\.date)
        }
        var notices = monthNotices
        let (skipped, repeated) = (dates(.skipped), dates(.repeated))
        if !skipped.isEmpty {
            notices.append(.timeSkipped(rule.time, on: skipped, in: zone))
        }
        if !repeated.isEmpty {
            notices.append(.timeRepeated(rule.time, on: repeated, in: zone))
        }
        return notices + exceptNotices + holidayNotices(coming, from: today)
    }

    private var monthNotices: [ScheduleNotice] {
        let steps = rule.frequency == .monthly ? (0..<12).map { $0 * rule.interval } : Array(0..<12)
        let months = Set(steps.map { (start.month - 1 + $0) % 12 + 1 })
            .filter { rule.months.isEmpty || rule.months.contains($0) }.sorted()
        let isByStart = rule.frequency == .monthly && rule.days.isEmpty && rule.monthDays.isEmpty
        let days = isByStart ? [start.day] : rule.monthDays
        let short = Set(days.map(abs)).sorted().compactMap { day -> ScheduleNotice? in
            // In a year that isn't a leap year.
            let missing = months.filter { CivilDate(year: 2001, month: $0, day: day) == nil }
            return missing.isEmpty ? nil : .monthsSkipped(day: day, months: missing)
        }
        return short
            + rule.days.filter { $0.ordinal.map(abs) == 5 }
            .map { .fifthWeekdaySkipped($0.weekday) }
    }

    private var exceptNotices: [ScheduleNotice] {
        guard let last = except.max() else { return [] }
        var plain = self
        plain.except = []
        let used = plain.rule.dates(from: start).prefix { $0 <= last }
            .flatMap { [$0] + (plain.day(of: $0).map { [$0] } ?? []) }
        let unused = except.subtracting(used).sorted()
        return unused.isEmpty ? [] : [.exceptUnused(unused)]
    }

    private func holidayNotices(
        _ coming: [Occurrence], from today: CivilDate
    ) -> [ScheduleNotice] {
        guard holidayRule != nil else { return [] }
        let years = Set(coming.filter { $0.date < today.advanced(by: 366) }.map(\.date.year))
        return years.subtracting(holidays.map(\.year)).sorted().map { .holidaysUnknown(year: $0) }
    }
}
