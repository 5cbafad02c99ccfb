public import Basics
internal import Foundation

/// The zone in which an incident's times are read and printed.
///
/// Times print in one form everywhere: `22:15 CDT` if the abbreviation is in common use, else
/// `22:15 -05:00`.
public struct Zone: Hashable, Sendable {
    public let identifier: String
    let timeZone: TimeZone

    public static let utc = Zone(identifier: "UTC", timeZone: .gmt)

    /// Returns nil if the machine's zone rules do not include the name.
    public init?(_ identifier: String) {
        // Foundation also accepts abbreviations and offsets; only IANA names carry their rules.
        guard identifier == "UTC" || identifier.contains("/"),
            let timeZone = TimeZone(identifier: identifier)
        else { return nil }
        self.init(identifier: identifier, timeZone: timeZone)
    }

    private init(identifier: String, timeZone: TimeZone) {
        self.identifier = identifier
        self.timeZone = timeZone
    }

    /// Seconds east of Greenwich at that moment.
    public func offset(at instant: Instant) -> Int { timeZone.secondsFromGMT(for: instant.date) }

    /// `22:15 CDT`, or `22:15:44 CDT`.
    public func clock(_ instant: Instant, seconds: Bool = false) -> String {
        "\(local(instant).clock(seconds: seconds)) \(suffix(at: instant))"
    }

    /// `2016-07-07 22:15 CDT`.
    public func dated(_ instant: Instant, seconds: Bool = false) -> String {
        "\(local(instant).date) \(clock(instant, seconds: seconds))"
    }

    /// The local calendar day, `2016-07-07`.
    public func day(_ instant: Instant) -> String { local(instant).date }

    /// The local calendar day.
    public func date(_ instant: Instant) -> CivilDate {
        let seconds = instant.floorSeconds + Int64(offset(at: instant))
        return CivilDate(
            daysSince1970: seconds.flooredQuotientAndRemainder(dividingBy: 86_400).quotient)
    }

    /// The longest clock time in this zone. Texts with a time to be filled in later are judged with
    /// it.
    public var longestClock: String {
        Zone.abbreviations[identifier] == nil ? "00:00 +00:00" : "00:00 AKDT"
    }

    /// `CDT` or `-05:00`.
    public func suffix(at instant: Instant) -> String {
        if let names = Zone.abbreviations[identifier] {
            return timeZone.isDaylightSavingTime(for: instant.date)
                ? names.daylight : names.standard
        }
        return rareAbbreviation(at: instant) ?? Zone.offsetText(offset(at: instant))
    }

    /// The zone's English name in the locale data, unless it is an offset.
    ///
    /// Using `FormatStyle` also makes the linker keep the zone rules in a static binary; without it
    /// `TimeZone(identifier:)` has returned nil there.
    private func rareAbbreviation(at instant: Instant) -> String? {
        let style = Date.FormatStyle(locale: Locale(identifier: "en_US"), timeZone: timeZone)
        let name = instant.date.formatted(style.timeZone(.specificName(.short)))
        return name.count <= 4 && name.allSatisfy { $0.isASCII && $0.isUppercase } ? name : nil
    }

    /// `-05:00`
    public static func offsetText(_ seconds: Int) -> String {
        let minutes = abs(seconds) / 60
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(seconds < 0 ? "-" : "+")\(two(minutes / 60)):\(two(minutes % 60))"
    }

    /// The abbreviations that people in these zones use. In other zones readers would have to
    /// guess.
    private static let abbreviations: [String: (standard: String, daylight: String)] = [
        "UTC": ("UTC", "UTC"),
        "America/New_York": ("EST", "EDT"), "America/Detroit": ("EST", "EDT"),
        "America/Indiana/Indianapolis": ("EST", "EDT"),
        "America/Kentucky/Louisville": ("EST", "EDT"), "America/Toronto": ("EST", "EDT"),
        "America/Chicago": ("CST", "CDT"), "America/Winnipeg": ("CST", "CDT"),
        "America/Denver": ("MST", "MDT"), "America/Boise": ("MST", "MDT"),
        "America/Edmonton": ("MST", "MDT"), "America/Phoenix": ("MST", "MST"),
        "America/Los_Angeles": ("PST", "PDT"), "America/Vancouver": ("PST", "PDT"),
        "America/Anchorage": ("AKST", "AKDT"), "America/Juneau": ("AKST", "AKDT"),
        "Pacific/Honolulu": ("HST", "HST"), "America/Halifax": ("AST", "ADT"),
        "America/Puerto_Rico": ("AST", "AST"),
        "Europe/London": ("GMT", "BST"), "Europe/Berlin": ("CET", "CEST"),
        "Europe/Paris": ("CET", "CEST"), "Europe/Madrid": ("CET", "CEST"),
        "Europe/Rome": ("CET", "CEST"), "Europe/Vienna": ("CET", "CEST"),
        "Europe/Zurich": ("CET", "CEST"), "Europe/Amsterdam": ("CET", "CEST"),
    ]

    private func local(_ instant: Instant) -> LocalTime {
        LocalTime(
            secondsSince1970: instant.advanced(by: .seconds(offset(at: instant))).floorSeconds)
    }
}

/// A wall clock's reading, without a zone.
struct LocalTime {
    /// The seconds as if the wall clock showed UTC.
    var secondsSince1970: Int64

    private var text: String { Instant(seconds: secondsSince1970).rfc3339 }
    var date: String { String(text.prefix(10)) }
    func clock(seconds: Bool) -> String { String(text.dropFirst(11).prefix(seconds ? 8 : 5)) }
}

extension Instant {
    var floorSeconds: Int64 {
        let quotient = microseconds / 1_000_000
        return microseconds % 1_000_000 < 0 ? quotient - 1 : quotient
    }
}

extension Duration {
    /// Reads `90s`, `10m`, `1h30m` or `2d`: whole numbers with units from large to small.
    public init?(_ text: some StringProtocol) {
        var seconds: Int64 = 0
        var digits = ""
        var lastUnit: Int64 = .max
        for character in text {
            if character.isASCII, character.isNumber {
                digits.append(character)
                continue
            }
            let units: [Character: Int64] = ["d": 86_400, "h": 3600, "m": 60, "s": 1]
            guard let unit = units[character], unit < lastUnit, let number = Int64(digits),
                number <= 1_000_000
            else { return nil }
            seconds += number * unit
            lastUnit = unit
            digits = ""
        }
        guard digits.isEmpty, lastUnit != .max else { return nil }
        self = .seconds(seconds)
    }

    /// `2 h 05 min`, `12 min`, `44 s`: at most two units, rounded down.
    public var brief: String {
        let total = Swift.abs(wholeSeconds)
        let sign = wholeSeconds < 0 ? "-" : ""
        let (days, hours, minutes) = (total / 86_400, total / 3600 % 24, total / 60 % 60)
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        if days > 0 { return "\(sign)\(days) d \(two(hours)) h" }
        if hours > 0 { return "\(sign)\(hours) h \(two(minutes)) min" }
        if minutes > 0 { return "\(sign)\(minutes) min" }
        return "\(sign)\(total) s"
    }
}
