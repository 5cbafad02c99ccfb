/// A wall clock's reading to the minute, without a day or a zone.
public struct TimeOfDay: Hashable, Sendable {
    /// 0 to 23.
    public let hour: Int
    /// 0 to 59.
    public let minute: Int

    /// Nil if no clock shows that hour or minute.
    public init?(hour: Int, minute: Int) {
        guard (0..<24).contains(hour), (0..<60).contains(minute) else { return nil }
        (self.hour, self.minute) = (hour, minute)
    }

    /// Reads `09:00`, with two digits each; nil if `text` has another form.
    public init?(_ text: some StringProtocol) {
        guard let numbers = decimals(in: text, widths: [2, 2], separator: ":") else { return nil }
        self.init(hour: numbers[0], minute: numbers[1])
    }

    public var secondsSinceMidnight: Int64 { Int64(hour * 3600 + minute * 60) }

    /// `09:00`
    public var text: String { "\(hour.padded(2)):\(minute.padded(2))" }
}
