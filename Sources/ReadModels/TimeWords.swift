public import IncidentEvents

extension Zone {
    /// A moment for people: `2016-07-07 22:15:44 CDT`, `about …` if it is approximate,
    /// `about … (time unknown)` if it is a placeholder.
    public func words(for moment: Moment) -> String {
        words(for: moment.happenedAt, certainty: moment.certainty)
    }

    /// - Parameter certainty: `exact`, `approximate` or `placeholder`.
    public func words(for instant: Instant, certainty: TimeCertainty) -> String {
        words(dated(instant, seconds: !instant.isWholeMinute), certainty: certainty)
    }

    /// The moment without the day: `about 22:15 CDT`.
    public func clockWords(for instant: Instant, certainty: TimeCertainty) -> String {
        words(clock(instant, seconds: !instant.isWholeMinute), certainty: certainty)
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
