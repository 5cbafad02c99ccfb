internal import Basics

/// A day of the week; the raw value is that of `CivilDate.weekday`.
public enum Weekday: Int, CaseIterable, Sendable {
    case sunday, monday, tuesday, wednesday, thursday, friday, saturday

    static let workdays: [Weekday] = [.monday, .tuesday, .wednesday, .thursday, .friday]

    /// `friday`
    var name: String { "\(self)" }

    /// `FR`
    var code: String { name.prefix(2).uppercased() }
}

/// A month of the year; the raw value is its number.
enum Month: Int, CaseIterable {
    case january = 1
    case february, march, april, may, june, july, august, september, october, november, december

    /// `august`
    var name: String { "\(self)" }
}

extension CivilDate {
    var isWorkday: Bool { Weekday.workdays.contains { $0.rawValue == weekday } }
}
