public import Basics
public import IncidentEvents

/// A rule with all that turns its dates into moments: first day, zone, exceptions and holidays.
///
/// The zone and the wall clock are kept, never UTC: 09:00 stays 09:00 when the clocks change.
public struct Schedule: Hashable, Sendable {
    /// The treatment of an occurrence whose date is a holiday.
    public enum HolidayRule: String, CaseIterable, Sendable {
        case skip
        /// It moves to the next day that is neither a Saturday, a Sunday nor a holiday.
        case nextWorkday = "next-workday"
    }

    public var rule: RecurrenceRule
    /// The first date that may be one; see ``RecurrenceRule/dates(from:)``.
    public var start: CivilDate
    public var zone: Zone
    /// The days without an occurrence, be it planned for them or moved to them.
    public var except: Set<CivilDate>
    /// Nil if holidays are days like any other.
    public var holidayRule: HolidayRule?
    public var holidays: Set<CivilDate>

    public init(
        _ rule: RecurrenceRule, from start: CivilDate, in zone: Zone,
        except: Set<CivilDate> = [], holidayRule: HolidayRule? = nil,
        holidays: Set<CivilDate> = []
    ) {
        self.rule = rule
        self.start = start
        self.zone = zone
        self.except = except
        self.holidayRule = holidayRule
        self.holidays = holidays
    }

    /// The occurrences by date, made one by one as they are asked for.
    ///
    /// At most one is on a day. Where a holiday moves one to a day that has its own, the day keeps
    /// its own; of two that are moved to one day, it keeps the earlier one.
    ///
    /// - Parameter first: The first day to give occurrences of; nil for the schedule's first.
    public func occurrences(from first: CivilDate? = nil) -> Occurrences {
        Occurrences(self, from: first ?? start)
    }

    /// The day of the occurrence that the rule puts on `ruleDate`; nil if it is left out.
    func day(of ruleDate: CivilDate) -> CivilDate? {
        var day = ruleDate
        if holidays.contains(day), let holidayRule {
            if holidayRule == .skip { return nil }
            repeat { day = day.advanced(by: 1) } while holidays.contains(day) || !day.isWorkday
        }
        return except.contains(ruleDate) || except.contains(day) ? nil : day
    }
}

/// One date of a ``Schedule``.
public struct Occurrence: Hashable, Sendable {
    /// The date by the rule. With the schedule's own id it identifies the occurrence, because a
    /// changed holiday, time or zone doesn't change it.
    public let ruleDate: CivilDate
    /// The day on which it happens: another one only if it was moved from a holiday.
    public let date: CivilDate
    public let instant: Instant
    /// Set if clocks skip or repeat its time on that day; see ``Zone/resolve(_:_:)``.
    public let clockChange: Zone.ClockChange?
}

/// The occurrences of a ``Schedule``, in order and without an end if its rule has none.
public struct Occurrences: Sequence, IteratorProtocol {
    private let schedule: Schedule
    private let first: CivilDate
    private var ruleDates: RecurrenceDates
    private var nextRuleDate: CivilDate?
    /// Those that an occurrence of a later rule date could still precede, by day.
    private var waiting: [(ruleDate: CivilDate, date: CivilDate)] = []

    fileprivate init(_ schedule: Schedule, from first: CivilDate) {
        (self.schedule, self.first) = (schedule, first)
        ruleDates = schedule.rule.dates(from: schedule.start)
        nextRuleDate = ruleDates.next()
    }

    public mutating func next() -> Occurrence? {
        while true {
            if let (ruleDate, date) = waiting.first, nextRuleDate.map({ date < $0 }) ?? true {
                waiting.removeFirst()
                if date < first { continue }
                let (instant, change) = schedule.zone.resolve(date, schedule.rule.time)
                return Occurrence(
                    ruleDate: ruleDate, date: date, instant: instant, clockChange: change)
            }
            guard let ruleDate = nextRuleDate else { return nil }
            nextRuleDate = ruleDates.next()
            if let date = schedule.day(of: ruleDate) { wait(ruleDate, on: date) }
        }
    }

    private mutating func wait(_ ruleDate: CivilDate, on date: CivilDate) {
        let place = waiting.firstIndex { $0.date >= date } ?? waiting.endIndex
        let isTaken = place < waiting.endIndex && waiting[place].date == date
        if !isTaken {
            waiting.insert((ruleDate, date), at: place)
        } else if ruleDate == date {
            waiting[place] = (ruleDate, date)
        }
    }
}
