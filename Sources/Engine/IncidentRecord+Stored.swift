package import EventLog
package import IncidentEvents
internal import SwiftProtobuf

extension IncidentRecord {
    /// - Parameter jumps: The known entries under a clock that was ahead; nil for the recorded
    ///   time, uncorrected.
    /// - Throws: ``EngineError/unreadableRecord(position:why:)``, or ``UnknownClockJump``.
    package init(_ stored: StoredRecord, _ jumps: ClockJumps? = nil) throws {
        let clock = stored.rawClock ?? stored.recordedAt
        let time =
            try jumps?.timeIfKnown(
                of: stored.position, recordedAt: stored.recordedAt, clock: clock)
            ?? stored.recordedAt
        var content = Content.redacted(type: stored.type)
        if let body = stored.body {
            do {
                content = try Content(type: stored.type, data: body.data)
            } catch {
                throw EngineError.unreadableRecord(position: stored.position, why: "\(error)")
            }
        }
        self.init(
            position: stored.position, revision: stored.revision,
            id: (stored.id.high, stored.id.low),
            recordedAt: Instant(microseconds: time),
            rawClock: clock == time ? nil : Instant(microseconds: clock),
            simulatedAt: stored.simulatedAt.map(Instant.init(microseconds:)),
            metadata: SharedMetadata(try stored.metadata()), content: content)
    }
}

extension StoredRecord {
    /// The event's metadata, including the request; empty if it was removed.
    ///
    /// - Throws: ``EngineError/unreadableRecord(position:why:)``.
    package func metadata() throws(EngineError) -> RecordMetadata {
        guard let body else { return RecordMetadata() }
        do {
            return try RecordMetadata(serializedBytes: body.metadata)
        } catch {
            throw .unreadableRecord(position: position, why: "\(error)")
        }
    }
}
