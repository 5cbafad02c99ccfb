internal import Basics
public import IncidentEvents

extension Zone {
    /// A moment for people: `2016-07-07 22:15:44 CDT`, `about …` if it is approximate,
    /// `2016-07-07 (time of day unknown)` if only the day is sure, `about … (time unknown)` if it is a
    /// placeholder.
    public func words(for moment: Moment) -> String {
        words(for: moment.happenedAt, certainty: moment.certainty)
    }

    /// - Parameter certainty: `exact`, `approximate`, `day` or `placeholder`.
    public func words(for instant: Instant, certainty: TimeCertainty) -> String {
        certainty == .day
            ? "\(day(instant)) (time of day unknown)"
            : words(dated(instant, seconds: !instant.isWholeMinute), certainty: certainty)
    }

    /// The moment without the day: `about 22:15 CDT`.
    public func clockWords(for instant: Instant, certainty: TimeCertainty) -> String {
        certainty == .day
            ? "time of day unknown"
            : words(clock(instant, seconds: !instant.isWholeMinute), certainty: certainty)
    }

    private func words(_ time: String, certainty: TimeCertainty) -> String {
        if certainty == .placeholder {
            return "about \(time) (time unknown)"
        }
        return certainty == .approximate ? "about \(time)" : time
    }
}

extension Instant {
    /// Whether it has no seconds to show.
    public var isWholeMinute: Bool { microseconds % 60_000_000 == 0 }
}

extension Duration {
    /// The span for people: `27 min`, `about 27 min` if an end is approximate, `about 17 days` if an
    /// end is sure only to the day.
    ///
    /// - Parameter certainty: The certainty of the less sure end.
    public func words(_ certainty: TimeCertainty) -> String {
        switch certainty {
        case .day:
            let days = (wholeSeconds + 43_200) / 86_400
            return "about \(days.counted("day"))"
        case .approximate: return "about \(brief)"
        case .exact, .placeholder, .unspecified, .UNRECOGNIZED: return brief
        }
    }
}
