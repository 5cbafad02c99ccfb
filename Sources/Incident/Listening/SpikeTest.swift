internal import Basics
internal import Foundation
public import IncidentEvents

/// Compares the count of each hour with those of the same time of day before.
///
/// The baseline is the counts of the same local hour, one hour before and one after, on weekdays or
/// on weekends, of the last 28 days but the last one. By it, a count as high is as likely as the tail
/// of a negative binomial distribution, or of a Poisson distribution where the counts vary no more
/// than their mean. It decides nothing.
public struct SpikeTest: Hashable, Sendable {
    public var days = 28
    /// The days just before the hour that stay out: a spike must not raise its own baseline.
    public var guardDays = 1
    /// With fewer values there is no baseline.
    public var fewestValues = 20
    /// A signal is less likely than this.
    public var threshold = 1e-4
    /// And has at least this count.
    public var leastCount = 5

    public init() {}

    /// What is known of one hour.
    public struct Finding: Hashable, Sendable {
        /// The start of the hour.
        public var hour: Instant
        public var count: Int
        /// The number of values in the baseline.
        public var baseline: Int
        /// What the baseline gives; nil if it has too few values.
        public var expectation: Expectation?
        public var isSignal = false
        /// Whether the hour before it is a signal, too.
        public var isRising = false
        /// The count of the hour before; nil if nobody counted it.
        public var before: Int?

        /// The hours in which the count doubles at this rate; nil if it doesn't grow.
        public var doublingHours: Double? {
            guard let before, before > 0, count > before else { return nil }
            return 1 / log2(Double(count) / Double(before))
        }
    }

    public struct Expectation: Hashable, Sendable {
        public var mean: Double
        /// The probability of a count at least as high.
        public var probability: Double
    }

    /// Compares a count with a baseline of at least two values.
    public static func expectation(_ count: Int, baseline: [Int]) -> Expectation {
        let values = baseline.map(Double.init)
        let number = Double(values.count)
        let sum = values.reduce(0, +)
        let mean = (sum + 0.5) / number
        let center = sum / number
        let variance = values.reduce(0) { $0 + ($1 - center) * ($1 - center) } / (number - 1)
        let probability =
            variance > mean
            ? TailProbability.negativeBinomial(
                atLeast: count, mean: mean, size: mean * mean / (variance - mean))
            : TailProbability.poisson(atLeast: count, mean: mean)
        return Expectation(mean: mean, probability: probability)
    }

    /// The findings for all hours that were counted, in order.
    ///
    /// - Parameter counts: By the number of the hour since 1970 in UTC; an hour without an entry was
    ///   not counted.
    public func findings(_ counts: [Int64: Int], in zone: Zone) -> [Finding] {
        // By local hour. On the day when clocks go back, one of them has two counts.
        var local: [Int64: [Int]] = [:]
        let hours = counts.keys.sorted()
        let localHours = hours.map { hour in
            let offset = Int64(zone.offset(at: Instant(seconds: hour * 3600)))
            return (hour * 3600 + offset).flooredQuotientAndRemainder(dividingBy: 3600).quotient
        }
        for (hour, key) in zip(hours, localHours) {
            local[key, default: []].append(counts[hour] ?? 0)
        }
        var findings: [Finding] = []
        var lastSignal: Int64?
        for (hour, key) in zip(hours, localHours) {
            let baseline = baseline(of: key, local)
            var finding = Finding(
                hour: Instant(seconds: hour * 3600), count: counts[hour] ?? 0,
                baseline: baseline.count)
            finding.before = counts[hour - 1]
            if baseline.count >= max(2, fewestValues) {
                let expectation = Self.expectation(finding.count, baseline: baseline)
                finding.expectation = expectation
                finding.isSignal =
                    expectation.probability < threshold && finding.count >= leastCount
                finding.isRising = finding.isSignal && lastSignal == hour - 1
                if finding.isSignal { lastSignal = hour }
            }
            findings.append(finding)
        }
        return findings
    }

    private func baseline(of hour: Int64, _ local: [Int64: [Int]]) -> [Int] {
        let isWeekend = Self.isWeekend(hour)
        var values: [Int] = []
        for day in Int64(guardDays + 1)...Int64(guardDays + days) {
            for shift in Int64(-1)...1 {
                let key = hour - 24 * day + shift
                if let counts = local[key], Self.isWeekend(key) == isWeekend { values += counts }
            }
        }
        return values
    }

    private static func isWeekend(_ localHour: Int64) -> Bool {
        let day = localHour.flooredQuotientAndRemainder(dividingBy: 24).quotient
        return [0, 6].contains(CivilDate(daysSince1970: day).weekday)
    }
}
