internal import Foundation

/// A measured value, for printing.
struct Figure: Encodable {
    var name: String
    var value: Double
    var unit: String
    /// The name of the baseline.
    var against: String?
    var baseline: Double?
    var ratio: Double?
    /// (greatest - least) / median of the runs.
    var spread: Double?
    var baselineSpread: Double?
    /// A note needed to read the value.
    var note: String?

    func report() throws {
        var rounded = self
        rounded.value = Self.rounded(value)
        rounded.baseline = baseline.map(Self.rounded)
        rounded.ratio = ratio.map(Self.rounded)
        rounded.spread = spread.map(Self.rounded)
        rounded.baselineSpread = baselineSpread.map(Self.rounded)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var line = try encoder.encode(rounded)
        line.append(0x0A)
        try FileHandle.standardOutput.write(contentsOf: line)
    }

    /// The value to four digits: more are noise.
    private static func rounded(_ value: Double) -> Double {
        guard value != 0, value.isFinite else { return value }
        return Double(String(format: "%.4g", value)) ?? value
    }
}

/// The values of several runs of one benchmark.
struct Runs {
    private(set) var values: [Double] = []

    mutating func add(_ value: Double) { values.append(value) }

    var median: Double { percentile(0.5) }

    var spread: Double {
        guard let least = values.min(), let greatest = values.max(), median != 0 else { return 0 }
        return (greatest - least) / median
    }

    /// The value that the given share of all values don't exceed.
    func percentile(_ share: Double) -> Double {
        guard !values.isEmpty else { return .nan }
        let place = Int((share * Double(values.count)).rounded(.up)) - 1
        return values.sorted()[min(max(place, 0), values.count - 1)]
    }

    /// Runs all of `bodies` in turn, five times, after one round that is not counted.
    ///
    /// Every other round goes backward: earlier work affects a disk.
    static func alternating(_ bodies: (() throws -> Double)...) throws -> [Runs] {
        var runs = [Runs](repeating: Runs(), count: bodies.count)
        for turn in 0..<turns {
            let order = Array(bodies.indices)
            for index in turn.isMultiple(of: 2) ? order : order.reversed() {
                let value = try bodies[index]()
                if turn > 0 { runs[index].add(value) }
            }
        }
        return runs
    }

    /// Runs `bodies` in turn at every one of `count` steps, five times, after one round that is not
    /// counted: changes in the disk's speed affect all of them.
    ///
    /// - Parameter bodies: Each gets the number of its step, which grows to the end.
    /// - Returns: The number of steps a second of each body.
    static func interleaving(_ count: Int, _ bodies: ((Int) throws -> Void)...) throws -> [Runs] {
        var runs = [Runs](repeating: Runs(), count: bodies.count)
        for turn in 0..<turns {
            var times = [Double](repeating: 0, count: bodies.count)
            for step in turn * count..<(turn + 1) * count {
                let order = Array(bodies.indices)
                for index in step.isMultiple(of: 2) ? order : order.reversed() {
                    times[index] += try seconds { try bodies[index](step) }
                }
            }
            guard turn > 0 else { continue }
            for index in bodies.indices { runs[index].add(Double(count) / times[index]) }
        }
        return runs
    }

    /// Five rounds that count, and a first one that doesn't.
    static let turns = 6
}

extension Figure {
    init(_ name: String, _ runs: Runs, unit: String, note: String? = nil) {
        self.init(
            name: name, value: runs.median, unit: unit, spread: runs.spread, note: note)
    }

    init(
        _ name: String, _ runs: Runs, unit: String, against: String, _ baseline: Runs,
        note: String? = nil
    ) {
        self.init(
            name: name, value: runs.median, unit: unit, against: against,
            baseline: baseline.median, ratio: runs.median / baseline.median, spread: runs.spread,
            baselineSpread: baseline.spread, note: note)
    }

    /// Reports the median, the 99th percentile and the worst of single measurements.
    static func reportPercentiles(
        _ name: String, _ runs: Runs, unit: String, note: String? = nil
    ) throws {
        for (suffix, share) in [("p50", 0.5), ("p99", 0.99), ("max", 1)] {
            try Figure(
                name: "\(name)-\(suffix)", value: runs.percentile(share), unit: unit,
                note: "\(runs.values.count) measurements" + (note.map { "; \($0)" } ?? "")
            ).report()
        }
    }
}

/// The seconds that `body` takes.
func seconds(_ body: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    try body()
    return (clock.now - start) / .seconds(1)
}

/// The rate per second of an operation that `body` does `count` times.
func rate(_ count: Int, _ body: () throws -> Void) rethrows -> Double {
    Double(count) / (try seconds(body))
}
