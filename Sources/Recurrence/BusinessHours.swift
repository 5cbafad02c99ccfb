public import Basics
public import IncidentEvents

/// When an office is open, and time counted only while it is.
///
/// Openings are wall-clock times: on a day when the clocks change, an opening over the change is
/// longer or shorter than usual. No opening crosses midnight; one that ends at 24:00 and one that
/// begins at 00:00 the next day leave no gap.
public struct BusinessHours: Hashable, Sendable {
    /// An opening on some days of the week.
    struct Opening: Hashable {
        var days: Set<Weekday>
        /// Minutes since midnight.
        var from: Int
        /// Minutes since midnight, at most 1,440.
        var to: Int
        var words: String
    }

    let openings: [Opening]

    /// Open at every moment, holidays included.
    public static let always = BusinessHours(openings: [])

    private init(openings: [Opening]) { self.openings = openings }

    /// A text that states no opening, and why.
    public struct Fault: Error, Hashable {
        /// The reason and the right form.
        public let reason: String
    }

    /// - Parameter words: Openings, such as `monday-friday 09:00-17:00` or `saturday 10:00-24:00`,
    ///   or only `always`.
    public init(_ words: [String]) throws(Fault) {
        if words == ["always"] {
            self = .always
            return
        }
        guard !words.isEmpty else {
            throw Fault(reason: "hours are missing: write monday-friday 09:00-17:00, or always")
        }
        var openings: [Opening] = []
        for words in words { openings.append(try Opening(words)) }
        self.init(openings: openings)
    }

    /// The form from which it can be read again.
    public var words: [String] { openings.isEmpty ? ["always"] : openings.map(\.words) }

    /// The moment at which the office has been open for `duration` since `start`.
    ///
    /// - Parameter duration: Above zero.
    /// - Returns: Nil if it isn't open that long within ten years.
    public func moment(
        after duration: Duration, from start: Instant, in zone: Zone, holidays: Set<CivilDate>
    ) -> Instant? {
        guard !openings.isEmpty else { return start.advanced(by: duration) }
        var rest = duration
        for date in dates(from: zone.date(start)) {
            for (from, to) in spans(on: date, in: zone, holidays: holidays) where to > start {
                let begin = max(from, start)
                let length = to.since(begin)
                if rest <= length { return begin.advanced(by: rest) }
                rest -= length
            }
        }
        return nil
    }

    /// The time for which the office is open from one moment to a later one; zero if `end` isn't
    /// later.
    public func time(
        from start: Instant, to end: Instant, in zone: Zone, holidays: Set<CivilDate>
    ) -> Duration {
        guard start < end else { return .zero }
        guard !openings.isEmpty else { return end.since(start) }
        var total = Duration.zero
        for date in dates(from: zone.date(start)) {
            for (from, to) in spans(on: date, in: zone, holidays: holidays) {
                let (begin, stop) = (max(from, start), min(to, end))
                if begin < stop { total += stop.since(begin) }
            }
            if date >= zone.date(end) { break }
        }
        return total
    }

    private func dates(from first: CivilDate) -> some Sequence<CivilDate> {
        (0..<Int64(3660)).lazy.map(first.advanced)
    }

    /// The openings of a day in order, those that touch or overlap as one.
    private func spans(
        on date: CivilDate, in zone: Zone, holidays: Set<CivilDate>
    ) -> [(from: Instant, to: Instant)] {
        guard !holidays.contains(date) else { return [] }
        let today = openings.filter { $0.days.contains { $0.rawValue == date.weekday } }
        var spans: [(from: Int, to: Int)] = []
        for opening in today.sorted(by: { ($0.from, $0.to) < ($1.from, $1.to) }) {
            if let last = spans.last, opening.from <= last.to {
                spans[spans.count - 1].to = max(last.to, opening.to)
            } else {
                spans.append((opening.from, opening.to))
            }
        }
        return spans.map {
            (moment($0.from, on: date, in: zone), moment($0.to, on: date, in: zone))
        }
    }

    private func moment(_ minutes: Int, on date: CivilDate, in zone: Zone) -> Instant {
        guard let time = TimeOfDay(hour: minutes / 60, minute: minutes % 60) else {
            return zone.end(of: date)
        }
        return zone.resolve(date, time).instant
    }
}

extension BusinessHours.Opening {
    fileprivate init(_ words: String) throws(BusinessHours.Fault) {
        let parts = words.split(separator: " ")
        let times = parts.last?.split(separator: "-", omittingEmptySubsequences: false) ?? []
        guard parts.count == 2, times.count == 2, let from = Self.minutes(times[0]),
            let to = Self.minutes(times[1])
        else {
            throw .init(
                reason:
                    "\"\(words)\" isn't an opening: write days and hours, such as monday-friday 09:00-17:00"
            )
        }
        guard times[1] != "23:59" else {
            throw .init(
                reason: "\"\(words)\" is closed for a minute each day: write 24:00 for midnight")
        }
        guard from < to else {
            throw .init(
                reason:
                    "\"\(words)\" ends before it begins: write an opening over midnight as two, one until 24:00 and one from 00:00"
            )
        }
        self.init(days: try Self.days(parts[0], of: words), from: from, to: to, words: words)
    }

    /// `monday-friday`, `saturday`, or several with commas. A range may go over the weekend.
    private static func days(
        _ text: Substring, of words: String
    ) throws(BusinessHours.Fault) -> Set<Weekday> {
        var days: Set<Weekday> = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false)
                .map { name in Weekday.allCases.first { $0.name == name } }
            guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1]
            else {
                throw .init(
                    reason:
                        "\"\(part)\" in \"\(words)\" isn't a day of the week: write monday, saturday,sunday or monday-friday"
                )
            }
            var day = first.rawValue
            while true {
                if let day = Weekday(rawValue: day) { days.insert(day) }
                if day == last.rawValue { break }
                day = (day + 1) % 7
            }
        }
        return days
    }

    private static func minutes(_ text: Substring) -> Int? {
        if text == "24:00" { return 1_440 }
        return TimeOfDay(text).map { $0.hour * 60 + $0.minute }
    }
}
