internal import IncidentEvents

/// The time from one entry to another, as far as it is known. Every duration of a review is one.
struct Span {
    var from: Measure.End
    var to: Measure.End

    /// A span of fewer days can't be counted in days, because either end may be at any time of its
    /// day.
    static let uncountedDays = Duration.seconds(2 * 86_400)

    /// The certainty of its less sure end.
    var certainty: TimeCertainty { .lessSure(from.certainty, to.certainty) }

    /// Whether the end happened before the start.
    var isReversed: Bool { to.time < from.time }

    /// The duration, in whole days if an end is sure only to the day. Nil if an end is a
    /// placeholder, if the end came first, and if the ends are sure only to the day and too close.
    var duration: Duration? {
        guard certainty != .placeholder, !isReversed else { return nil }
        let elapsed = to.time.since(from.time)
        guard certainty == .day else { return elapsed }
        let days = (elapsed.wholeSeconds + 43_200) / 86_400
        return days < 2 ? nil : .seconds(days * 86_400)
    }
}

extension Span {
    init(_ from: Stamp, _ to: Stamp) { self.init(from: .init(from), to: .init(to)) }
}
