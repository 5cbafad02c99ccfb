public import Basics

/// The days and the time of day at which something recurs, in the subset of RFC 5545 on which its
/// implementations agree.
///
/// The time is a wall clock's. A rule has no zone and no first day; a ``Schedule`` adds them.
public struct RecurrenceRule: Hashable, Sendable {
    enum Frequency: String, CaseIterable, Sendable {
        case daily, weekly, monthly
    }

    /// The end of a rule. A rule without one goes on to the year 9999.
    public enum End: Hashable, Sendable {
        /// The number of dates, counted from the first and before any is left out.
        case count(Int)
        /// The last date that may be one.
        case until(CivilDate)
    }

    /// A weekday of each period, or its nth in the month.
    struct Day: Hashable, Sendable {
        var weekday: Weekday
        /// 1 to 5 from the month's start, -1 to -5 from its end; nil means each one.
        var ordinal: Int?
    }

    let frequency: Frequency
    let interval: Int
    /// BYDAY, BYMONTHDAY and BYMONTH, sorted; an empty list leaves out nothing.
    let days: [Day]
    let monthDays: [Int]
    let months: [Int]
    /// The day on which weeks begin. It matters for every second week and longer.
    let weekStart: Weekday
    public let time: TimeOfDay
    public var end: End?

    /// The reason that a rule can't be read. `description` is the whole sentence.
    public struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
        public let description: String
    }

    /// - Throws: A ``Fault`` for a value outside the subset.
    init(
        _ frequency: Frequency, interval: Int = 1, days: [Day] = [], monthDays: [Int] = [],
        months: [Int] = [], weekStart: Weekday = .monday, at time: TimeOfDay, end: End? = nil
    ) throws(Fault) {
        func check(_ holds: Bool, _ reason: String) throws(Fault) {
            if !holds { throw Fault(description: reason) }
        }
        try check(
            (1...1000).contains(interval),
            "The interval is \(interval). Write a number from 1 to 1000.")
        try check(
            frequency == .monthly || days.allSatisfy { $0.ordinal == nil },
            "Only months have a first or last weekday (BYDAY=1FR needs FREQ=MONTHLY).")
        try check(
            days.allSatisfy { $0.ordinal.map { (1...5).contains(abs($0)) } ?? true },
            "A month has at most five of each weekday. BYDAY takes 1 to 5 and -1 to -5.")
        // Implementations disagree: the union in some, the intersection in others.
        try check(
            Set(days.map { $0.ordinal == nil }).count < 2,
            "BYDAY mixes each weekday (MO) with an nth one (1FR). Use one kind.")
        try check(
            frequency != .weekly || monthDays.isEmpty,
            "A weekly rule can't name days of the month (BYMONTHDAY).")
        try check(
            monthDays.allSatisfy { (1...31).contains(abs($0)) },
            "A day of the month (BYMONTHDAY) is a number from 1 to 31, or from -1 to -31 counted from the end."
        )
        try check(
            months.allSatisfy { (1...12).contains($0) },
            "A month (BYMONTH) is a number from 1 to 12.")
        self.frequency = frequency
        self.interval = interval
        self.days = Set(days).sorted {
            ($0.ordinal ?? 0, $0.weekday.rawValue) < ($1.ordinal ?? 0, $1.weekday.rawValue)
        }
        self.monthDays = Set(monthDays).sorted()
        self.months = Set(months).sorted()
        self.weekStart = weekStart
        self.time = time
        self.end = end
    }
}
