import EventLog
import Testing

/// The times at which entries were made, in a log that an entry under a wrong clock got ahead.
@Suite struct ClockJumpsTests {
    let folder: TemporaryFolder
    private let clock = TestClock()

    init() throws { folder = try TemporaryFolder() }

    private static let hour: Int64 = 3_600_000_000
    private static let tenYears: Int64 = 87_600

    /// The times of one entry at each of these hours of the clock, in hours.
    private func times(at hours: [Int64]) throws -> [Int64] {
        let log = try EventLog.open(at: folder.log, options: .init(clock: clock))
        let start = clock.now
        for hour in hours {
            clock.now = start + hour * Self.hour
            try log.append([.some()], to: "s", expecting: .any)
        }
        #expect(try LogVerifier(log).verify().isPassed)
        var jumps = ClockJumps()
        try log.read { try jumps.look(at: $0) }
        return try log.all.map { record in
            let clock = record.rawClock ?? record.recordedAt
            return
                (jumps.time(of: record.position, recordedAt: record.recordedAt, clock: clock)
                - start) / Self.hour
        }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let clock: [Int64]
        let times: [Int64]
    }

    @Test(arguments: [
        Case(
            testDescription: "right clocks, and a quiet month", clock: [0, 1, 2, 722, 723],
            times: [0, 1, 2, 722, 723]),
        Case(
            testDescription: "one entry ten years ahead", clock: [0, 1, tenYears, 2, 3],
            times: [0, 1, 2, 2, 3]),
        Case(
            testDescription: "several under the same wrong clock",
            clock: [0, tenYears, tenYears + 1, 2, 3], times: [0, 2, 2, 2, 3]),
        Case(
            testDescription: "ahead a second time, after a quiet week",
            clock: [0, tenYears, 1, 169, tenYears * 2, 170], times: [0, 1, 1, 169, 170, 170]),
        Case(
            testDescription: "a clock that is an hour back then", clock: [0, tenYears, 3, 2, 4],
            times: [0, 3, 3, 3, 4]),
        Case(
            testDescription: "a clock that falls back by years without a jump before",
            clock: [0, 1, 2, -tenYears, 3], times: [0, 1, 2, 2, 3]),
        Case(
            testDescription: "a jump of less than a day passes by itself",
            clock: [0, 23, 1, 2, 24], times: [0, 23, 23, 23, 24]),
        Case(
            testDescription: "nobody has recorded anything since", clock: [0, tenYears],
            times: [0, tenYears]),
    ])
    func `an entry has its clock's time if the log had leaped before`(_ example: Case) throws {
        #expect(try times(at: example.clock) == example.times)
    }
}
