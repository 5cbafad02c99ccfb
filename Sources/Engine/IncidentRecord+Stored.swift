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
            position: stored.position, revision: stored.revision,
            id: (stored.id.high, stored.id.low),
            recordedAt: Instant(microseconds: stored.recordedAt),
            rawClock: stored.rawClock.map(Instant.init(microseconds:)),
            simulatedAt: stored.simulatedAt.map(Instant.init(microseconds:)),
            metadata: metadata, content: content)
    }

    /// Decodes a record where it lies in the log.
    ///
    /// - Throws: ``EngineError/unreadableRecord(position:why:)``.
    package init(_ view: borrowing RecordView) throws(EngineError) {
        self.init(
            position: view.position, revision: view.revision, id: (view.id.high, view.id.low),
            recordedAt: Instant(microseconds: view.recordedAt),
            rawClock: view.rawClock == view.recordedAt ? nil : Instant(microseconds: view.rawClock),
            simulatedAt: view.simulatedAt.map(Instant.init(microseconds:)),
            metadata: RecordMetadata(), content: .redacted(type: ""))
        do {
            // Into their places: a record is half a kilobyte, and each copy of it costs.
            let isPresent: Void? = try view.withBody { data, bytes in
                try metadata.merge(serializedBytes: bytes)
                content = try Content(type: view.type, data: data)
            }
            if isPresent == nil { content = .redacted(type: view.type) }
        } catch {
            throw .unreadableRecord(position: view.position, why: "\(error)")
        }
    }
}
