internal import Basics
public import Incident
public import IncidentEvents

/// The counts of topics over time, as they were imported: nothing is added up over sources, channels
/// or kinds.
public struct ListeningTrend: Encodable, Sendable {
    public struct Series: Encodable, Sendable {
        public var topic: String
        public var channel: String
        /// Whose counts they are.
        public var source: String
        /// Whether the values are an index, which isn't a count.
        public var isIndex: Bool
        /// The sum of the counts; nil for an index.
        public var total: Int?
        /// The highest value.
        public var highest: Int
        /// By the vendor's label, the number of posts. The vendor is the source.
        public var sentiment: [String: Int]
        public var samples: Int
        public var windows: [Window]
    }

    public struct Window: Encodable, Hashable, Sendable {
        public var from: Instant
        public var value: Int
    }

    public var series: [Series]

    /// - Parameter topic: Nil for all topics.
    public init(_ state: ListeningState, topic: String? = nil, since: Instant? = nil) {
        series = state.series.keys.sorted().filter { topic == nil || $0.topic == topic }
            .flatMap { key -> [Series] in
                guard let series = state.series[key] else { return [] }
                let first = since?.hour ?? .min
                let counts = state.hourlyCounts(key).filter { $0.key >= first }
                let index = series.cells.filter { $0.key >= first }.compactMapValues(\.index)
                var found: [Series] = []
                for (values, isIndex) in [(counts, false), (index, true)] where !values.isEmpty {
                    found.append(
                        Series(
                            topic: key.topic, channel: key.channel, source: key.source,
                            isIndex: isIndex,
                            total: isIndex ? nil : values.values.reduce(0, +),
                            highest: values.values.max() ?? 0,
                            sentiment: isIndex ? [:] : series.sentiment(from: first),
                            samples: series.samples.filter { $0.key >= first }.values
                                .map(\.count).reduce(0, +),
                            windows: values.sorted { $0.key < $1.key }.map {
                                Window(from: Instant(hour: $0.key), value: $0.value)
                            }))
                }
                return found
            }
    }
}

extension ListeningTrend.Series {
    /// The values by hour; by day if they cover more than three days: the sum of counts, the
    /// highest value of an index.
    public func steps(in zone: Zone) -> [(label: String, from: Instant, value: Int)] {
        guard let first = windows.first, let last = windows.last else { return [] }
        if last.from.since(first.from) <= .seconds(3 * 86_400) {
            return windows.map { (zone.dated($0.from), $0.from, $0.value) }
        }
        var steps: [(label: String, from: Instant, value: Int)] = []
        for window in windows {
            let day = zone.day(window.from)
            if steps.last?.label == day, let last = steps.last {
                steps[steps.count - 1].value =
                    isIndex ? max(last.value, window.value) : last.value + window.value
            } else {
                steps.append((day, window.from, window.value))
            }
        }
        return steps
    }
}

extension ObservationSeries {
    fileprivate func sentiment(from first: Int64) -> [String: Int] {
        var labels: [String: Int] = [:]
        for (hour, cell) in cells where hour >= first { labels.merge(cell.labels) { $0 + $1 } }
        return labels
    }
}
