/// The entries of a log that were recorded under a clock more than a day ahead, and those after them.
///
/// The log's own times never go back, so that an entry under a clock that is ten years ahead gives
/// its time to all that follow for ten years. The machine's clock is stored with each entry, so its
/// readers can tell: an entry whose clock is more than a day behind its recorded time was made when
/// its clock says, if the log had jumped ahead by more than a day before and the clock isn't before
/// that jump. An entry since the jump can't have been made after it.
///
/// A clock that is behind looks the same only if the log was quiet for a day before.
public struct ClockJumps: Sendable {
    /// Smaller differences pass within a day and are told when they happen.
    private static let limit: Int64 = 24 * 60 * 60 * 1_000_000

    /// A stretch of entries under a clock that was ahead, and one of entries with its time.
    private struct Jump {
        let ahead: Range<UInt64>
        /// The clock at the first entry after them.
        let clock: Int64
        var after: Range<UInt64>
    }

    /// An entry more than a day after the one before it.
    private struct Leap {
        let position: UInt64
        let before: Int64
    }

    private var jumps: [Jump] = []
    /// The times of entries after a jump whose clock went back again, by position.
    private var held: [UInt64: Int64] = [:]
    private var leaps: [Leap] = []
    /// The time of the last entry, as it was made.
    private var last: Int64?
    /// The number of entries that were looked at.
    public private(set) var head: UInt64 = 0

    public init() {}

    /// Whether no entry was recorded under a clock that was a day ahead.
    public var isEmpty: Bool { jumps.isEmpty }

    /// Whether an entry with these times can be read without looking at others.
    public func isKnown(_ position: UInt64, recordedAt: Int64, clock: Int64) -> Bool {
        position < head || recordedAt - clock <= Self.limit
    }

    /// Looks at all entries of a log if its last one can't be read without that.
    public mutating func look(at log: borrowing some LogReading & ~Copyable) throws {
        let head = try log.head
        guard head > 0, let last = try log.record(at: head - 1),
            !isKnown(
                last.position, recordedAt: last.recordedAt,
                clock: last.rawClock ?? last.recordedAt)
        else { return }
        try extend(through: log)
    }

    /// Looks at the entries of a log that came since.
    public mutating func extend(through log: borrowing some LogReading & ~Copyable) throws {
        while case let records = try log.records(from: head, limit: 1000), !records.isEmpty {
            for record in records {
                add(recordedAt: record.recordedAt, clock: record.rawClock ?? record.recordedAt)
            }
        }
    }

    /// Looks at the next entry.
    mutating func add(recordedAt: Int64, clock: Int64) {
        let position = head
        head += 1
        if recordedAt - clock > Self.limit,
            jumps.last?.after.upperBound == position || leapsBack(at: position, to: clock)
        {
            jumps[jumps.count - 1].after = jumps[jumps.count - 1].after.lowerBound..<head
            if let last, clock < last { held[position] = last }
            last = max(clock, last ?? clock)
            return
        }
        if let last, recordedAt - last > Self.limit {
            leaps.append(Leap(position: position, before: last))
        }
        last = recordedAt
    }

    /// Notes that the log was ahead until here, if it had leaped and the clock is after the leap.
    private mutating func leapsBack(at position: UInt64, to clock: Int64) -> Bool {
        guard let index = leaps.lastIndex(where: { $0.before <= clock }) else { return false }
        jumps.append(
            Jump(
                ahead: leaps[index].position..<position, clock: clock,
                after: position..<position))
        leaps.removeSubrange(index...)
        last = clock
        return true
    }

    /// The time at which an entry was made, as far as the log tells.
    public func time(of position: UInt64, recordedAt: Int64, clock: Int64) -> Int64 {
        var time = recordedAt
        for jump in jumps {
            if jump.after.contains(position) { time = held[position] ?? clock }
            if jump.ahead.contains(position) { time = min(time, jump.clock) }
        }
        return time
    }

    /// The time with which the next entry will be read.
    public func next(_ time: RecordTime) -> Int64 {
        var jumps = self
        jumps.add(recordedAt: time.recordedAt, clock: time.clock)
        return jumps.time(of: head, recordedAt: time.recordedAt, clock: time.clock)
    }
}
