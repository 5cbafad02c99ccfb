public import EventLog
public import IncidentEvents
internal import Synchronization

/// An entry's clock is far behind its recorded time, and the log before it hasn't been looked at.
package struct UnknownClockJump: Error {}

extension ClockJumps {
    /// - Throws: ``UnknownClockJump``.
    func timeIfKnown(
        of position: UInt64, recordedAt: Int64, clock: Int64
    ) throws(UnknownClockJump) -> Int64 {
        guard isKnown(position, recordedAt: recordedAt, clock: clock) else {
            throw UnknownClockJump()
        }
        return isEmpty
            ? recordedAt : time(of: position, recordedAt: recordedAt, clock: clock)
    }
}

// Entries are read with the time at which they were made. Almost every log was written under clocks
// that were right, so the log is searched for jumps only when an entry shows that there was one.
extension Engine {
    /// Calls `body` with the known jumps, and again with all of them if an entry shows another.
    func withClockJumps<Value>(_ body: (ClockJumps) throws -> Value) throws -> Value {
        while true {
            do {
                return try body(knownClockJumps())
            } catch is UnknownClockJump {
                try log.read { log in
                    var jumps = try knownClockJumps(log)
                    try jumps.extend(through: log)
                    clockJumps.withLock { [jumps] in $0 = jumps }
                }
                // Earlier entries may have other times now.
                folds.withLock { $0 = [:] }
            }
        }
    }

    private func knownClockJumps() throws -> ClockJumps {
        if let known = clockJumps.withLock({ $0 }) { return known }
        return try log.read { try knownClockJumps($0) }
    }

    /// At first those that the log's last entry shows.
    func knownClockJumps(
        _ log: borrowing some LogReading & ~Copyable
    ) throws -> ClockJumps {
        if let known = clockJumps.withLock({ $0 }) { return known }
        var jumps = ClockJumps()
        try jumps.look(at: log)
        clockJumps.withLock { [jumps] in $0 = jumps }
        return jumps
    }

    /// An entry with the time at which it was made.
    ///
    /// - Throws: ``EngineError/unreadableRecord(position:why:)``, or `EventLogError`.
    public func record(_ stored: StoredRecord) throws -> IncidentRecord {
        try withClockJumps { try IncidentRecord(stored, $0) }
    }

    /// The time with which the next entry will be read.
    func timeRead(
        _ time: RecordTime, _ log: borrowing some LogReading & ~Copyable
    ) throws -> Instant {
        var jumps = try knownClockJumps(log)
        guard !jumps.isKnown(.max, recordedAt: time.recordedAt, clock: time.clock) else {
            return Instant(microseconds: time.recordedAt)
        }
        try jumps.extend(through: log)
        return Instant(microseconds: jumps.next(time))
    }
}
