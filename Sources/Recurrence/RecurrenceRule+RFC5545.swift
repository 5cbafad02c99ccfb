public import Basics
public import IncidentEvents

extension RecurrenceRule {
    private static let subset =
        "The supported subset of RFC 5545 is FREQ=DAILY, WEEKLY or MONTHLY with INTERVAL, BYDAY, BYMONTHDAY, BYMONTH, COUNT, UNTIL and WKST."

    /// Reads the value of an RRULE, such as `FREQ=MONTHLY;BYDAY=-1FR;COUNT=10`.
    ///
    /// A weekday without WKST begins its weeks on Monday. A date as UNTIL is the last one included;
    /// a time must be in UTC, as RFC 5545 requires of a rule with a zone.
    ///
    /// - Parameters:
    ///   - time: The time of day at which the rule starts, since the subset has no BYHOUR.
    ///   - zone: The zone in which UNTIL is compared with the dates.
    /// - Throws: A ``Fault`` that names the part that isn't in the subset, and the subset.
    public init(rfc5545 text: String, at time: TimeOfDay, in zone: Zone) throws(Fault) {
        var parts: [String: String] = [:]
        for part in text.split(separator: ";", omittingEmptySubsequences: false) {
            let sides = part.split(separator: "=", omittingEmptySubsequences: false)
            guard sides.count == 2, !sides[1].isEmpty else {
                throw Self.fault("\"\(part)\" isn't a part such as COUNT=10.")
            }
            let name = sides[0].uppercased()
            guard parts.updateValue(sides[1].uppercased(), forKey: name) == nil else {
                throw Self.fault("\(name) occurs twice.")
            }
        }
        let known = [
            "FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "COUNT", "UNTIL", "WKST",
        ]
        for name in parts.keys.sorted() where !known.contains(name) {
            throw Self.fault("\(name.prefix(40)) isn't supported.")
        }
        guard let value = parts["FREQ"] else { throw Self.fault("FREQ is missing.") }
        guard let frequency = Frequency(rawValue: value.lowercased()) else {
            throw Self.fault("FREQ=\(value.prefix(40)) isn't supported.")
        }
        func numbers(_ name: String) throws(Fault) -> [Int]? {
            try parts[name].map { value throws(Fault) in try Self.numbers(value, of: name) }
        }
        func number(_ name: String) throws(Fault) -> Int? {
            guard let numbers = try numbers(name) else { return nil }
            guard numbers.count == 1, numbers[0] > 0 else {
                throw Self.fault("\(name) takes one number above 0.")
            }
            return numbers[0]
        }
        try self.init(
            frequency, interval: try number("INTERVAL") ?? 1,
            days: try parts["BYDAY"].map(Self.days) ?? [],
            monthDays: try numbers("BYMONTHDAY") ?? [], months: try numbers("BYMONTH") ?? [],
            weekStart: try parts["WKST"].map(Self.weekday) ?? .monday, at: time)
        if let count = try number("COUNT") { end = .count(count) }
        if let until = parts["UNTIL"] {
            guard end == nil else { throw Self.fault("COUNT and UNTIL exclude each other.") }
            end = .until(try Self.lastDate(until, at: time, in: zone))
        }
    }

    /// The value of an RRULE that gives the same dates from the same start.
    ///
    /// - Parameter zone: The zone of the start; UNTIL is written in UTC.
    public func rfc5545(in zone: Zone) -> String {
        func list(_ name: String, _ values: [String]) -> String? {
            values.isEmpty ? nil : "\(name)=\(values.joined(separator: ","))"
        }
        let ending: String? =
            switch end {
            case nil: nil
            case .count(let count): "COUNT=\(count)"
            case .until(let date):
                "UNTIL="
                    + zone.resolve(date, time).instant.rfc3339.filter { $0 != "-" && $0 != ":" }
            }
        return [
            "FREQ=\(frequency.rawValue.uppercased())",
            interval == 1 ? nil : "INTERVAL=\(interval)",
            list("BYMONTH", months.map(String.init)),
            list("BYMONTHDAY", monthDays.map(String.init)),
            list(
                "BYDAY", days.map { ($0.ordinal.map(String.init) ?? "") + $0.weekday.code }),
            weekStart == .monday ? nil : "WKST=\(weekStart.code)", ending,
        ].compactMap { $0 }.joined(separator: ";")
    }

    private static func fault(_ reason: String) -> Fault {
        Fault(description: "\(reason) \(subset)")
    }

    private static func numbers(_ text: String, of name: String) throws(Fault) -> [Int] {
        try text.split(separator: ",", omittingEmptySubsequences: false).map {
            part throws(Fault) in
            guard let number = Int(part) else {
                throw fault("\"\(part.prefix(40))\" isn't a number for \(name).")
            }
            return number
        }
    }

    private static func weekday(_ code: some StringProtocol) throws(Fault) -> Weekday {
        guard let weekday = Weekday.allCases.first(where: { $0.code == code }) else {
            throw fault("\"\(code.prefix(40))\" isn't a weekday such as FR.")
        }
        return weekday
    }

    private static func days(_ text: String) throws(Fault) -> [Day] {
        try text.split(separator: ",", omittingEmptySubsequences: false).map {
            part throws(Fault) in
            let weekday = try weekday(part.suffix(2))
            guard part.count > 2 else { return Day(weekday: weekday) }
            guard let ordinal = Int(part.dropLast(2)) else {
                throw fault("\"\(part.prefix(40))\" isn't a weekday such as FR or -1FR.")
            }
            return Day(weekday: weekday, ordinal: ordinal)
        }
    }

    /// The last date whose occurrence isn't after UNTIL.
    private static func lastDate(
        _ until: String, at time: TimeOfDay, in zone: Zone
    ) throws(Fault) -> CivilDate {
        func dashed(_ digits: Substring) -> String {
            "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.dropFirst(6))"
        }
        if let date = CivilDate(dashed(until[...])) { return date }
        let halves = until.split(separator: "T")
        guard halves.count == 2, halves[1].utf8.count == 7, halves[1].last == "Z",
            let moment = Instant(
                rfc3339: dashed(halves[0]) + "T"
                    + "\(halves[1].prefix(2)):\(halves[1].dropFirst(2).prefix(2)):\(halves[1].suffix(3))"
            )
        else {
            throw fault(
                "\"\(until.prefix(40))\" isn't a date or a UTC time such as 20271231T235959Z.")
        }
        let day = zone.date(moment)
        // A skipped time can fall on the next day.
        let candidates = [1, 0, -1].map { day.advanced(by: $0) }
        return candidates.first { zone.resolve($0, time).instant <= moment } ?? candidates[2]
    }
}
