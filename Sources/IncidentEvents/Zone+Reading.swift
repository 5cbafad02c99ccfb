internal import Basics

// Reading times that people type.
extension Zone {
    /// The reason that a typed time can't be used. `description` is the whole sentence.
    public struct TimeFault: Error, Hashable, Sendable, CustomStringConvertible {
        public var description: String
    }

    /// The choice among the moments that a time of day can mean.
    public enum Direction: Sendable {
        /// The moment nearest to now, within half a day.
        case nearest
        /// The last such moment: a past event can't be in the future.
        case past
        /// The next such moment.
        case future
    }

    /// Reads a time as people type it: `22:15`, `5 pm`, `2:15pm`, `2016-07-07 22:15`,
    /// `tomorrow 9 am`, `-5m`, `+30m`, `in 30 minutes`, `30 minutes ago`, or RFC 3339.
    ///
    /// - Throws: A ``TimeFault`` if `text` isn't a time, if the change to daylight saving skips that
    ///   wall-clock time or repeats it (the fault names both offsets), or if `direction` is the past
    ///   and the time is in the future.
    public func instant(
        _ text: String, _ direction: Direction = .nearest, now: Instant
    ) throws(TimeFault) -> Instant {
        let instant = try read(text, direction, now: now)
        guard direction != .past || instant <= now else {
            throw TimeFault(
                description:
                    "\"\(text.prefix(40))\" is \(dated(instant)), which is in the future. Give a time in the past. It is \(dated(now)) now."
            )
        }
        return instant
    }

    private func read(
        _ text: String, _ direction: Direction, now: Instant
    ) throws(TimeFault) -> Instant {
        if let instant = Instant(rfc3339: text) { return instant }
        if let span = try span(text) {
            let instant = now.advanced(by: span)
            guard Instant.representable.contains(instant) else {
                throw TimeFault(description: "\"\(text)\" is outside the calendar.")
            }
            return instant
        }
        let today = date(now)
        if let clock = Self.secondOfDay(text[...]) {
            return try timeOfDay(clock, text, direction, today: today, now: now)
        }
        guard
            let gap = text.firstIndex(where: { $0 == " " || $0 == "T" }),
            let day = Self.day(text[..<gap], today: today),
            let clock = Self.secondOfDay(text[text.index(after: gap)...])
        else {
            throw Self.halfDay(text) ?? unreadable(text, direction)
        }
        return try resolve(day.daysSince1970 * 86_400 + clock, text)
    }

    // MARK: Times of day

    /// A time of day at most this far ahead comes from a fast watch, not from yesterday.
    private static let watchesDifferBySeconds: Int64 = 900

    private func timeOfDay(
        _ clock: Int64, _ text: String, _ direction: Direction, today: CivilDate, now: Instant
    ) throws(TimeFault) -> Instant {
        let here = now.floorSeconds + Int64(offset(at: now))
        // In whole calendar days, because a day of 23 hours also has a yesterday.
        let candidates = (-1...1).map { (today.daysSince1970 + $0) * 86_400 + clock }
        switch direction {
        case .nearest:
            let nearest = candidates.min { abs($0 - here) < abs($1 - here) }
            return try resolve(nearest ?? candidates[1], text)
        case .future:
            return try resolve(candidates.first { $0 > here } ?? candidates[2], text)
        case .past:
            if candidates.contains(where: {
                $0 > here && $0 - here <= Self.watchesDifferBySeconds
            }) {
                let yesterday = CivilDate(daysSince1970: today.daysSince1970 - 1).text
                throw TimeFault(
                    description:
                        "\"\(text)\" is in the future. It is \(self.clock(now, seconds: true)) now. If you mean yesterday, write \"\(yesterday) \(text)\"."
                )
            }
            return try resolve(candidates.last { $0 <= here } ?? candidates[0], text)
        }
    }

    /// `22:15`, `22:15:44`, `5 pm`, `2:15pm` or `2:15 p.m.` as the second of the day.
    private static func secondOfDay(_ text: Substring) -> Int64? {
        let half = text.wholeMatch(
            of: /([0-9]{1,2})(?::([0-9]{2}))? ?(a|p)\.?m\.?/.ignoresCase())
        if let half {
            guard let hour = Int64(half.1), (1...12).contains(hour),
                let minute = Int64(half.2 ?? "0"), minute < 60
            else { return nil }
            let isAfternoon = half.3.lowercased() == "p"
            return (hour % 12 + (isAfternoon ? 12 : 0)) * 3600 + minute * 60
        }
        guard let full = text.wholeMatch(of: /([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?/),
            let hour = Int64(full.1), hour < 24, let minute = Int64(full.2), minute < 60,
            let second = Int64(full.3 ?? "0"), second < 60
        else { return nil }
        return hour * 3600 + minute * 60 + second
    }

    private static func day(_ text: Substring, today: CivilDate) -> CivilDate? {
        switch text.lowercased() {
        case "today": return today
        case "yesterday": return CivilDate(daysSince1970: today.daysSince1970 - 1)
        case "tomorrow": return CivilDate(daysSince1970: today.daysSince1970 + 1)
        default: return CivilDate(text)
        }
    }

    // MARK: Spans

    /// `-5m`, `+1h30m`, `in 30 minutes` or `2 hours ago`; nil if the text isn't a span.
    private func span(_ text: String) throws(TimeFault) -> Duration? {
        if let first = text.first, first == "-" || first == "+" {
            guard let distance = Duration(text.dropFirst()) else {
                throw TimeFault(
                    description: "\"\(text)\" isn't a valid time span. Write -5m, -1h30m or +45s.")
            }
            return first == "-" ? .zero - distance : distance
        }
        let spoken = text.wholeMatch(
            of:
                /(in )?([0-9]{1,6}) ?(s|seconds?|m|min|minutes?|h|hours?|d|days?)( ago)?/
                .ignoresCase())
        guard let spoken, (spoken.1 == nil) != (spoken.4 == nil), let number = Int64(spoken.2)
        else { return nil }
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
        let unit = spoken.3.lowercased().first.flatMap { units[$0] } ?? 1
        return .seconds(spoken.4 == nil ? number * unit : -number * unit)
    }

    private func resolve(_ local: Int64, _ text: String) throws(TimeFault) -> Instant {
        let reading = reading(of: local)
        guard reading.fitting.count != 1 else { return reading.instant }
        let offsets = Set([reading.before, reading.after]).sorted().map(Zone.offsetText)
            .joined(separator: " and ")
        let example = Zone.offsetText(reading.before)
        let shown = LocalTime(secondsSince1970: local)
        let advice =
            "Write the offset too, e.g. \(shown.date)T\(shown.clock(seconds: true))\(example)."
        if reading.fitting.isEmpty {
            throw TimeFault(
                description:
                    "\(text) doesn't exist in \(identifier): clocks skip it when they change between \(offsets). \(advice)"
            )
        }
        throw TimeFault(
            description:
                "\(text) occurs twice in \(identifier), at \(offsets). \(advice)")
    }

    /// `9:00` is nine in the morning or in the evening, and a wrong guess is off by half a day.
    private static func halfDay(_ text: String) -> TimeFault? {
        guard
            let typed = text.wholeMatch(
                of:
                    /(|today |yesterday |tomorrow |[0-9-]{10}[ T])([0-9]):([0-5][0-9])(:[0-5][0-9])?/
                    .ignoresCase()),
            let hour = Int(typed.2)
        else { return nil }
        func written(_ hour: Int) -> String {
            "\(typed.1)\(hour < 10 ? "0" : "")\(hour):\(typed.3)\(typed.4 ?? "")"
        }
        return TimeFault(
            description:
                "\"\(text)\" could be in the morning or in the evening. Write \(written(hour)) or \(written(hour + 12))."
        )
    }

    private func unreadable(_ text: String, _ direction: Direction) -> TimeFault {
        let signs =
            switch direction {
            case .future: ["+"]
            case .past: ["-"]
            case .nearest: ["-", "+"]
            }
        let spans = Duration(text[...]) == nil ? [] : signs.map { $0 + text }
        let meant =
            spans.isEmpty ? "" : " Did you mean \(spans.joined(separator: " or "))?"
        return TimeFault(
            description:
                "\"\(text.prefix(40))\" isn't a valid time.\(meant) Write 22:15, 2:15 pm, 2016-07-07 22:15, -5m, or 2016-07-07T22:15:00-05:00."
        )
    }
}
