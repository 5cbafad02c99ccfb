public import Basics

// The moments at which a wall clock shows a date and time.
extension Zone {
    /// The way in which a change of the clocks affects a wall-clock time.
    public enum ClockChange: Hashable, Sendable {
        /// Clocks go forward past it.
        case skipped
        /// Clocks go back and show it twice.
        case repeated
    }

    /// The moment at which clocks here show `time` on `date`, by RFC 5545, section 3.3.5: a skipped
    /// time is read with the offset before the gap, a repeated one is the first of the two.
    ///
    /// In Chicago, 02:30 on 2026-03-08 is skipped and means 08:30Z, when clocks show 03:30.
    public func resolve(
        _ date: CivilDate, _ time: TimeOfDay
    ) -> (instant: Instant, change: ClockChange?) {
        let reading = reading(of: date.daysSince1970 * 86_400 + time.secondsSinceMidnight)
        switch reading.fitting.count {
        case 0: return (reading.instant, .skipped)
        case 1: return (reading.instant, nil)
        default: return (reading.instant, .repeated)
        }
    }

    /// The first moment of the day after `date`.
    public func end(of date: CivilDate) -> Instant {
        reading(of: date.advanced(by: 1).daysSince1970 * 86_400).instant
    }

    /// The offsets that could belong to a wall clock's reading.
    struct Reading {
        /// Seconds since 1970 as if the wall clock showed UTC.
        let local: Int64
        /// The offset a day before and a day after: no zone is further from UTC than that.
        let before: Int
        let after: Int
        /// The offsets with which the clock shows it: none in a gap, two in a repeated hour.
        let fitting: Set<Int>

        var instant: Instant { Instant(seconds: local - Int64(fitting.max() ?? before)) }
    }

    func reading(of local: Int64) -> Reading {
        let before = offset(at: Instant(seconds: local - 86_400))
        let after = offset(at: Instant(seconds: local + 86_400))
        let fitting = Set([before, after]).filter {
            offset(at: Instant(seconds: local - Int64($0))) == $0
        }
        return Reading(local: local, before: before, after: after, fitting: fitting)
    }
}
