package import EventLog
package import IncidentEvents
internal import SwiftProtobuf

extension IncidentRecord {
    /// - Throws: ``EngineError/unreadableRecord(position:why:)``.
    package init(_ stored: StoredRecord) throws(EngineError) {
        var metadata = RecordMetadata()
        var content = Content.redacted(type: stored.type)
        do {
            if let body = stored.body {
                metadata = try RecordMetadata(serializedBytes: body.metadata)
                content = try Content(type: stored.type, data: body.data)
            }
        } catch {
            throw .unreadableRecord(position: stored.position, why: "\(error)")
        }
        self.init(
            position: stored.position, revision: stored.revision, eventID: stored.id.description,
            recordedAt: Instant(microseconds: stored.recordedAt),
            rawClock: stored.rawClock.map(Instant.init(microseconds:)),
            simulatedAt: stored.simulatedAt.map(Instant.init(microseconds:)),
            metadata: metadata, content: content)
    }
}
