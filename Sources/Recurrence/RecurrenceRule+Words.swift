internal import Basics

extension RecurrenceRule {
    /// Reads a rule as people write it: `friday 09:00`, `2 weeks tuesday 18:30`,
    /// `month last friday 10:00`, `year august 1st tuesday 17:00`. Capital letters make no
    /// difference, and a comma may separate several weekdays, days or places in the month.
    ///
    /// Weeks begin on Monday.
    ///
    /// - Throws: A ``Fault`` that names the words that can't be read and those that can.
    public init(_ words: String) throws(Fault) {
        var words = Words(words)
        let time = try words.takeTime()
        let interval = words.takeNumber()
        let unit = try words.take()
        switch unit {
        case "day", "days":
            try self.init(.daily, interval: interval ?? 1, at: time)
        case "week", "weeks":
            let days = try words.takeWeekdays()
            try self.init(.weekly, interval: interval ?? 1, days: days, at: time)
        case "month", "months":
            let (days, monthDays) = try words.takeDaysOfMonth()
            try self.init(
                .monthly, interval: interval ?? 1, days: days, monthDays: monthDays, at: time)
        case "year" where interval == nil:
            let month = try words.takeMonth()
            let (days, monthDays) = try words.takeDaysOfMonth()
            try self.init(.monthly, days: days, monthDays: monthDays, months: [month], at: time)
        case "weekday" where interval == nil:
            let days = Weekday.workdays.map { Day(weekday: $0, ordinal: nil) }
            try self.init(.weekly, days: days, at: time)
        case _ where interval == nil && Words.weekdays[unit] != nil:
            words.putBack()
            try self.init(.weekly, days: try words.takeWeekdays(), at: time)
        default:
            throw words.fault(at: unit)
        }
        if let rest = words.first { throw words.fault(at: rest) }
    }
}

/// The words of a rule, taken from the front one by one.
private struct Words {
    private let text: String
    private let all: [String]
    private var index = 0
    private var end: Int

    init(_ text: String) {
        self.text = String(text.prefix(80))
        all = text.lowercased().replacing(",", with: " , ").split { $0.isWhitespace }
            .map(String.init)
        end = all.count
    }

    var first: String? { index < end ? all[index] : nil }

    // MARK: Faults

    private static let forms =
        "Write day, weekday, friday, 2 weeks tuesday, month last friday, month day 15 or year august 1st tuesday, and then a time such as 09:00."

    func fault(at word: String) -> RecurrenceRule.Fault {
        let known =
            ["day", "week", "weekday", "month", "year"] + Weekday.allCases.map(\.name)
            + Month.allCases.map(\.name) + Self.ordinals.keys.sorted()
        let near = known.first { editDistance(Array($0), Array(word.prefix(20))) == 1 }
        return RecurrenceRule.Fault(
            description: "\"\(word.prefix(40))\" isn't understood in \"\(text)\". "
                + (near.map { "Did you mean \($0)? " } ?? "") + Self.forms)
    }

    /// - Parameter what: Begins with its article.
    private func missing(_ what: String) -> RecurrenceRule.Fault {
        RecurrenceRule.Fault(description: "\"\(text)\" lacks \(what). \(Self.forms)")
    }

    // MARK: Words

    static let weekdays = Dictionary(
        uniqueKeysWithValues: Weekday.allCases.map { ($0.name, $0) })
    private static let months = Dictionary(
        uniqueKeysWithValues: Month.allCases.map { ($0.name, $0.rawValue) })
    private static let ordinals = [
        "1st": 1, "first": 1, "2nd": 2, "second": 2, "3rd": 3, "third": 3, "4th": 4, "fourth": 4,
        "5th": 5, "fifth": 5, "last": -1,
    ]

    mutating func take() throws(RecurrenceRule.Fault) -> String {
        guard let first else { throw missing("a day") }
        index += 1
        return first
    }

    mutating func putBack() { index -= 1 }

    /// The time, which is the last word.
    mutating func takeTime() throws(RecurrenceRule.Fault) -> TimeOfDay {
        guard let last = all.last else { throw missing("a day and a time") }
        guard let time = TimeOfDay(last) else {
            guard !text.uppercased().hasPrefix("FREQ=") else {
                throw RecurrenceRule.Fault(
                    description:
                        "\"\(text)\" is written as calendar programs write rules. \(Self.forms)")
            }
            guard TimeOfDay("0" + last) == nil else {
                throw RecurrenceRule.Fault(
                    description:
                        "\"\(last)\" isn't understood in \"\(text)\". Write 0\(last), with two digits for the hour. \(Self.forms)"
                )
            }
            let isClock = last.first?.isNumber == true && Int(last) == nil
            throw isClock && Self.ordinals[last] == nil ? fault(at: last) : missing("a time")
        }
        end -= 1
        return time
    }

    /// Whether the next word is that word; only then is it taken.
    mutating func take(_ word: String) -> Bool {
        guard first == word else { return false }
        index += 1
        return true
    }

    mutating func takeNumber() -> Int? {
        guard let number = first.flatMap({ Int($0) }) else { return nil }
        index += 1
        return number
    }

    /// A word with a meaning.
    private mutating func take<Value>(
        _ what: String, _ meaning: (String) -> Value?
    ) throws(RecurrenceRule.Fault) -> Value {
        guard let first else { throw missing(what) }
        guard let value = meaning(first) else { throw fault(at: first) }
        index += 1
        return value
    }

    /// Several of them with commas between: "2nd last friday" must not become two Fridays.
    private mutating func takeList<Value>(
        _ what: String, _ meaning: (String) -> Value?
    ) throws(RecurrenceRule.Fault) -> [Value] {
        var values: [Value] = []
        repeat { values.append(try take(what, meaning)) } while take(",")
        return values
    }

    mutating func takeWeekdays() throws(RecurrenceRule.Fault) -> [RecurrenceRule.Day] {
        try takeList("a weekday") { Self.weekdays[$0] }.map { RecurrenceRule.Day(weekday: $0) }
    }

    mutating func takeMonth() throws(RecurrenceRule.Fault) -> Int {
        try take("a month") { Self.months[$0] }
    }

    /// `day 15`, `last day`, `2nd tuesday` or `1st, 3rd friday`.
    mutating func takeDaysOfMonth() throws(RecurrenceRule.Fault) -> (
        days: [RecurrenceRule.Day], monthDays: [Int]
    ) {
        if take("day") { return ([], try takeList("a day of the month") { Int($0) }) }
        let ordinals = try takeList("a day of the month") { Self.ordinals[$0] }
        if ordinals == [-1], take("day") { return ([], [-1]) }
        let weekday = try take("a weekday") { Self.weekdays[$0] }
        return (ordinals.map { RecurrenceRule.Day(weekday: weekday, ordinal: $0) }, [])
    }
}
