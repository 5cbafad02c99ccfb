package import EventLog
package import IncidentEvents
internal import SwiftProtobuf

extension IncidentRecord {
    /// - Throws: ``EngineError/unreadableRecord(position:why:)``.
    package init(_ stored: StoredRecord) throws(EngineError) {
        var content = Content.redacted(type: stored.type)
        if let body = stored.body {
            do {
                content = try Content(type: stored.type, data: body.data)
            } catch {
                throw .unreadableRecord(position: stored.position, why: "\(error)")
            }
        }
        self.init(
            position: stored.position, revision: stored.revision,
            id: (stored.id.high, stored.id.low),
            recordedAt: Instant(microseconds: stored.recordedAt),
            rawClock: stored.rawClock.map(Instant.init(microseconds:)),
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
