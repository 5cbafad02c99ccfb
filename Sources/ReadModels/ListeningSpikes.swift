public import Incident
public import IncidentEvents
internal import TextChecks

/// Hours with far more posts than the same hours before, explained. They decide nothing.
public struct ListeningSpikes: Encodable, Sendable {
    public struct Spike: Encodable, Sendable {
        public var topic: String
        public var channel: String
        public var source: String
        public var from: Instant
        public var count: Int
        /// The baseline's mean.
        public var expected: Double
        /// How likely a count as high is by the baseline.
        public var probability: Double
        /// The number of values in the baseline.
        public var baseline: Int
        public var isRising: Bool
        /// Words that several samples of the hour share.
        public var words: [String]
        public var samples: [String]
    }

    /// The last hour of a series that has no baseline yet.
    public struct Unknown: Encodable, Sendable {
        public var topic: String
        public var channel: String
        public var source: String
        public var from: Instant
        public var count: Int
        public var baseline: Int
        /// The count of the hour before; absent if nobody counted it.
        public var before: Int?
        /// Absent if the count doesn't grow.
        public var doublingHours: Double?
    }

    /// The latest first.
    public var spikes: [Spike] = []
    public var withoutBaseline: [Unknown] = []
    /// The hours that were compared with a baseline.
    public var tested = 0

    /// - Parameter topic: Nil for all topics.
    public init(
        _ state: ListeningState, in zone: Zone, topic: String? = nil, since: Instant? = nil,
        test: SpikeTest = SpikeTest()
    ) {
        for key in state.series.keys.sorted() where topic == nil || key.topic == topic {
            let findings = test.findings(state.hourlyCounts(key), in: zone)
                .filter { finding in since.map { finding.hour >= $0 } ?? true }
            for finding in findings {
                guard let expectation = finding.expectation else { continue }
                tested += 1
                guard finding.isSignal else { continue }
                let samples = state.series[key]?.samples[finding.hour.hour] ?? []
                spikes.append(
                    Spike(
                        topic: key.topic, channel: key.channel, source: key.source,
                        from: finding.hour, count: finding.count, expected: expectation.mean,
                        probability: expectation.probability, baseline: finding.baseline,
                        isRising: finding.isRising,
                        words: Self.sharedWords(samples, besides: key.topic), samples: samples))
            }
            if let last = findings.last, last.expectation == nil {
                withoutBaseline.append(
                    Unknown(
                        topic: key.topic, channel: key.channel, source: key.source,
                        from: last.hour, count: last.count, baseline: last.baseline,
                        before: last.before, doublingHours: last.doublingHours))
            }
        }
        spikes.sort { $0.from > $1.from }
    }

    private static let mostWords = 6

    /// The words of at least a third of the samples, and of two, the most frequent first.
    private static func sharedWords(_ samples: [String], besides topic: String) -> [String] {
        let known = Set(WordText(topic).words.map(\.key))
        var counts: [String: Int] = [:]
        for sample in samples {
            let keys = Set(WordText(sample).words.map(\.key)).filter {
                $0.count >= 4 && !known.contains($0) && !common.contains($0)
            }
            for key in keys { counts[key, default: 0] += 1 }
        }
        let fewest = max(2, (samples.count + 2) / 3)
        return counts.filter { $0.value >= fewest }.sorted {
            ($1.value, $0.key) < ($0.value, $1.key)
        }.prefix(mostWords).map(\.key)
    }

    private static let common: Set = [
        "that", "this", "with", "from", "have", "they", "them", "what", "when", "there", "their",
        "just", "about", "your", "been", "were", "will", "would", "like", "some", "into", "than",
        "then", "here", "please", "anyone", "know", "does", "this", "more", "para", "como", "pero",
        "esta", "este", "donde", "cuando",
    ]
}
