public import Basics

extension RecurrenceRule {
    /// The rule's dates from `start` on, made one by one as they are asked for.
    ///
    /// `start` is the first date only if the rule falls on it. Intervals are counted from it, and it
    /// gives the weekday of a weekly rule that names none and the day of such a monthly rule.
    public func dates(from start: CivilDate) -> RecurrenceDates {
        RecurrenceDates(self, from: start)
    }

    /// The periods after which the calendar repeats itself: 400 years are 146,097 days, in whole
    /// weeks. A rule without a date in as many of its periods has no more dates.
    fileprivate var periodsUntilRepeat: Int {
        switch frequency {
        case .daily: 146_097
        case .weekly: 20_871
        case .monthly: 4800
        }
    }

    /// The dates of one period.
    ///
    /// - Parameter index: 0 for the period that holds `start`.
    /// - Returns: Nil after the year 9999, the last that times can be written for.
    fileprivate func dates(inPeriod index: Int, from start: CivilDate) -> [CivilDate]? {
        let step = Int64(index) * Int64(interval)
        let first: CivilDate
        let length: Int
        switch frequency {
        case .daily: (first, length) = (start.advanced(by: step), 1)
        case .weekly:
            let daysIntoWeek = (start.weekday - weekStart.rawValue + 7) % 7
            (first, length) = (start.advanced(by: step * 7 - Int64(daysIntoWeek)), 7)
        case .monthly:
            first = start.firstOfMonth(after: step)
            length = first.daysInMonth
        }
        guard first.year <= 9999 else { return nil }
        return (0..<Int64(length)).map(first.advanced).filter { isDate($0, from: start) }
    }

    private func isDate(_ date: CivilDate, from start: CivilDate) -> Bool {
        let fromEnd = date.day - date.daysInMonth - 1
        func falls(on day: Day) -> Bool {
            guard day.weekday.rawValue == date.weekday else { return false }
            return day.ordinal.map { $0 == (date.day + 6) / 7 || $0 == (fromEnd - 6) / 7 } ?? true
        }
        let isOnDay: Bool
        if days.isEmpty, monthDays.isEmpty {
            switch frequency {
            case .daily: isOnDay = true
            case .weekly: isOnDay = date.weekday == start.weekday
            case .monthly: isOnDay = date.day == start.day
            }
        } else {
            isOnDay =
                (days.isEmpty || days.contains(where: falls))
                && (monthDays.isEmpty || monthDays.contains { $0 == date.day || $0 == fromEnd })
        }
        return isOnDay && (months.isEmpty || months.contains(date.month))
            && date >= start && date.year <= 9999
    }
}

/// The dates of a ``RecurrenceRule``, in order and without an end if the rule has none.
public struct RecurrenceDates: Sequence, IteratorProtocol {
    private let rule: RecurrenceRule
    private let start: CivilDate
    private var nextPeriod = 0
    /// The rest of the dates in the last period that was searched, the last one first.
    private var found: [CivilDate] = []
    private var count = 0

    fileprivate init(_ rule: RecurrenceRule, from start: CivilDate) {
        (self.rule, self.start) = (rule, start)
    }

    public mutating func next() -> CivilDate? {
        if case .count(let limit) = rule.end, count >= limit { return nil }
        let limit = nextPeriod + rule.periodsUntilRepeat
        while found.isEmpty {
            guard nextPeriod <= limit, let dates = rule.dates(inPeriod: nextPeriod, from: start)
            else { return nil }
            found = dates.reversed()
            nextPeriod += 1
        }
        if case .until(let last) = rule.end, let date = found.last, date > last { return nil }
        count += 1
        return found.popLast()
    }
}
