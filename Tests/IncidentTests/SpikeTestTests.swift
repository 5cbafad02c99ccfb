import ChildProcess
import Foundation
import Incident
import IncidentEvents
import SeededRandom
import Testing

@Suite struct SpikeTestTests {
    private func isNear(_ left: Double, _ right: Double, within relative: Double = 1e-9) -> Bool {
        abs(left - right) <= relative * abs(right)
    }

    /// Values that R's `pnbinom` and `ppois` and scipy give.
    @Test(arguments: [
        (15, [2, 1, 0, 3, 4, 2, 5, 1, 2, 3], 3.1418573600e-08),
        (3, Array(repeating: 0, count: 27) + [1, 0, 1], 9.0618822992e-05),
        (9, [4, 5, 3, 6, 4, 5, 4, 6, 5, 4], 4.7617261660e-02),
    ])
    func `probabilities are those of R and scipy`(count: Int, baseline: [Int], expected: Double) {
        let found = SpikeTest.expectation(count, baseline: baseline).probability
        #expect(isNear(found, expected), "\(found) for \(expected)")
    }

    @Test func `a count of 0 or less is certain`() {
        #expect(SpikeTest.expectation(0, baseline: [1, 2, 3]).probability == 1)
    }

    @Test func `a baseline of zeros has a small mean instead of none`() {
        let found = SpikeTest.expectation(5, baseline: Array(repeating: 0, count: 50))
        #expect(isNear(found.mean, 0.01))
        #expect(isNear(found.probability, 8.2641e-13, within: 1e-3))
    }

    // MARK: scipy

    private static let python =
        ProcessInfo.processInfo.environment["TOCSIN_PYTHON"] ?? "/usr/bin/python3"

    private static func run(_ program: String, input: String) throws -> String {
        let result = try Child.run(python, ["-c", program], input: Data(input.utf8))
        guard result.status == 0 else { return "" }
        return result.output
    }

    private static let hasSciPy =
        (try? run("import scipy; print(1)", input: ""))?.hasPrefix("1") ?? false

    private static let program = """
        import sys
        import numpy as np
        from scipy import stats
        for line in sys.stdin:
            y, *b = (int(x) for x in line.split())
            b = np.array(b, float); n = len(b); m = (b.sum() + .5) / n; v = b.var(ddof=1)
            if v > m:
                k = m * m / (v - m); p = stats.nbinom.sf(y - 1, k, k / (k + m))
            else:
                p = stats.poisson.sf(y - 1, m)
            print(repr(float(p)))
        """

    /// `TOCSIN_BASELINES` sets how many there are.
    @Test(.enabled(if: hasSciPy, "scipy isn't there"))
    func `probabilities on random baselines are those of scipy, far out in the tail too`() throws {
        let number = ProcessInfo.processInfo.environment["TOCSIN_BASELINES"].flatMap(Int.init)
        var generator = SeededGenerator(seed: 190)
        let cases = (0..<(number ?? 2000)).map { _ -> (Int, [Int]) in
            let level = pow(10, Double.random(in: -1...4.5, using: &generator))
            let spread = Double.random(in: 0...2, using: &generator)
            let baseline = (0..<Int.random(in: 2...90, using: &generator)).map { _ in
                Int(level * exp(spread * Double.random(in: -1...1, using: &generator)))
            }
            let mean = Double(baseline.reduce(0, +)) / Double(baseline.count)
            let factor = pow(10, Double.random(in: -1...1.5, using: &generator))
            return (Int(mean * factor) + Int.random(in: 0...30, using: &generator), baseline)
        }
        let input = cases.map { count, baseline in
            ([count] + baseline).map(String.init).joined(separator: " ")
        }.joined(separator: "\n")
        let answers = try Self.run(Self.program, input: input).split(separator: "\n").compactMap {
            Double($0)
        }
        try #require(answers.count == cases.count)
        var (deepest, compared) = (1.0, 0)
        for ((count, baseline), expected) in zip(cases, answers) {
            let found = SpikeTest.expectation(count, baseline: baseline).probability
            // Below it, doubles lose digits.
            guard expected > 1e-290 else {
                #expect(found < 1e-280)
                continue
            }
            deepest = min(deepest, expected)
            compared += 1
            #expect(isNear(found, expected), "\(count) \(baseline): \(found) for \(expected)")
        }
        #expect(deepest < 1e-200 && compared > cases.count / 2)
    }

    // MARK: Baselines

    private static let chicago = Zone("America/Chicago") ?? .utc

    private func hours(from start: String, _ count: Int64, _ value: (Int64) -> Int) -> [Int64: Int]
    {
        let first = Instant(rfc3339: start)?.hour ?? 0
        return Dictionary(uniqueKeysWithValues: (0..<count).map { (first + $0, value(first + $0)) })
    }

    private func localHour(_ hour: Int64) -> Int {
        let instant = Instant(hour: hour)
        let seconds = hour * 3600 + Int64(Self.chicago.offset(at: instant))
        return Int(seconds / 3600 % 24)
    }

    /// Whether the baselines of the local hours around noon are high and all others low.
    private func hasNoonAlone(_ findings: [SpikeTest.Finding]) -> Bool {
        findings.allSatisfy { finding in
            guard let mean = finding.expectation?.mean else { return true }
            let hour = localHour(finding.hour.microseconds / 3_600_000_000)
            return (11...13).contains(hour) == (mean > 20)
        }
    }

    @Test(arguments: ["2026-02-20T06:00:00Z", "2026-10-16T05:00:00Z"])
    func `a day of 23 or 25 hours doesn't shift a baseline`(start: String) {
        // 100 posts at noon by the local clock and none else, across a change of the clocks.
        let counts = hours(from: start, 24 * 40) { localHour($0) == 12 ? 100 : 0 }
        let findings = SpikeTest().findings(counts, in: Self.chicago)
        #expect(findings.allSatisfy { !$0.isSignal })
        #expect(hasNoonAlone(findings))
        let shifted = SpikeTest().findings(counts, in: .utc)
        #expect(!hasNoonAlone(shifted), "By UTC hours, noon would move.")
    }

    @Test func `weekdays and weekends have baselines of their own`() {
        // 2026-03-02 is a Monday.
        let counts = hours(from: "2026-03-02T00:00:00Z", 24 * 35) { hour in
            [2, 3].contains(hour / 24 % 7) ? 200 : 2
        }
        #expect(SpikeTest().findings(counts, in: .utc).allSatisfy { !$0.isSignal })
    }

    @Test func `the last day stays out, and two signals in a row are rising`() throws {
        var counts = hours(from: "2026-03-02T00:00:00Z", 24 * 30) { Int($0 % 3) + 2 }
        let last = try #require(counts.keys.max())
        for hour in [last - 25, last - 24, last - 1, last] { counts[hour] = 40 }
        let signals = SpikeTest().findings(counts, in: .utc).filter(\.isSignal)
        #expect(signals.map(\.hour.hour) == [last - 25, last - 24, last - 1, last])
        #expect(signals.map(\.isRising) == [false, true, false, true])
    }

    @Test func `fewer than 20 values are no baseline, and growth is said instead`() throws {
        var counts = hours(from: "2026-03-02T00:00:00Z", 24 * 5) { _ in 3 }
        let last = try #require(counts.keys.max())
        counts[last] = 12
        let finding = try #require(SpikeTest().findings(counts, in: .utc).last)
        #expect(finding.expectation == nil && !finding.isSignal)
        #expect(finding.baseline < 20 && finding.count == 12 && finding.before == 3)
        #expect(finding.doublingHours == 0.5)
    }

    @Test func `four posts are no signal, however few there were before`() throws {
        var counts = hours(from: "2026-03-02T00:00:00Z", 24 * 30) { _ in 0 }
        let last = try #require(counts.keys.max())
        counts[last] = 4
        #expect(SpikeTest().findings(counts, in: .utc).last?.isSignal == false)
        counts[last] = 5
        #expect(SpikeTest().findings(counts, in: .utc).last?.isSignal == true)
    }

    // MARK: False alarms

    /// Knuth's method; the rates here are small.
    private func poisson(_ mean: Double, _ generator: inout SeededGenerator) -> Int {
        let limit = exp(-mean)
        var (count, product) = (-1, 1.0)
        repeat {
            count += 1
            product *= Double.random(in: 0..<1, using: &generator)
        } while product > limit
        return count
    }

    /// The nominal rate is one in 10,000 hours. An hour's mean is estimated from at most 60 values,
    /// so a quiet series alarms more often than the nominal rate, and the least count holds it down.
    @Test(arguments: [0.3, 2, 20])
    func `a simulated month of quiet hours has few false alarms`(rate: Double) {
        var generator = SeededGenerator(seed: 191)
        var (tested, alarms) = (0, 0)
        for _ in 0..<20 {
            let counts = hours(from: "2026-05-04T00:00:00Z", 24 * 60) { hour in
                let day = sin(Double(hour % 24) / 24 * 2 * .pi)
                return poisson(rate * (1 + 0.75 * day), &generator)
            }
            let findings = SpikeTest().findings(counts, in: .utc).suffix(24 * 30)
            tested += findings.count { $0.expectation != nil }
            alarms += findings.count(where: \.isSignal)
        }
        print(
            "false alarms at \(rate) an hour: \(alarms) of \(tested), nominal \(Double(tested) / 10_000)"
        )
        #expect(tested == 20 * 24 * 30)
        #expect(alarms <= 10)
    }
}
