package import EventLog
internal import Foundation
internal import Glibc
package import IncidentEvents
internal import SwiftProtobuf

/// Decodes records one after another in place in the log.
///
/// Few people write, from few desks, so their events' metadata differs only in the request. The
/// decoder therefore compares metadata by its bytes and shares what it decoded before.
package struct RecordDecoder {
    private var known: [Known] = []
    /// The index of the last match.
    private var last = 0

    private static let mostKnown = 32
    private let jumps: ClockJumps?

    /// - Parameter jumps: The known entries under a clock that was ahead; nil for the recorded
    ///   times, uncorrected.
    package init(_ jumps: ClockJumps? = nil) { self.jumps = jumps }

    /// - Throws: ``EngineError/unreadableRecord(position:why:)``, or ``UnknownClockJump``.
    package mutating func record(_ view: borrowing RecordView) throws -> IncidentRecord {
        let (recordedAt, clock) = (view.recordedAt, view.rawClock)
        let time =
            try jumps?.timeIfKnown(of: view.position, recordedAt: recordedAt, clock: clock)
            ?? recordedAt
        var record = IncidentRecord(
            position: view.position, revision: view.revision, id: (view.id.high, view.id.low),
            recordedAt: Instant(microseconds: time),
            rawClock: clock == time ? nil : Instant(microseconds: clock),
            simulatedAt: view.simulatedAt.map(Instant.init(microseconds:)),
            metadata: .none, content: .redacted(type: ""))
        do {
            // Decoded in place: a record is large, and each copy takes time.
            let isPresent: Void? = try view.withBody { data, metadata in
                record.shared = try shared(metadata)
                record.content = try IncidentRecord.Content(type: view.type, data: data)
            }
            if isPresent == nil { record.content = .redacted(type: view.type) }
        } catch {
            throw EngineError.unreadableRecord(position: view.position, why: "\(error)")
        }
        return record
    }

    private mutating func shared(_ bytes: RawSpan) throws -> SharedMetadata {
        if last < known.count, known[last].matches(bytes) { return known[last].metadata }
        if let found = known.firstIndex(where: { $0.matches(bytes) }) {
            last = found
            return known[found].metadata
        }
        let metadata = try RecordMetadata(serializedBytes: bytes)
        let shared = SharedMetadata(metadata)
        if known.count < Self.mostKnown, let new = try Known(metadata, bytes, shared) {
            last = known.count
            known.append(new)
        }
        return shared
    }

    /// Metadata already decoded from the log, to be recognized for any request.
    private struct Known {
        let metadata: SharedMetadata
        private let bytes: [UInt8]
        /// The offset of the request's two fields, which are `Request.length` bytes.
        private let request: Int

        private enum Request {
            /// Field 8, 16 bytes of data.
            static let id: (UInt8, UInt8) = (0x42, 16)
            /// Field 9, 32 bytes of data.
            static let hash: (UInt8, UInt8) = (0x4A, 32)
            static let hashStart = 18
            static let length = 52
        }

        /// Nil for metadata that no other record will repeat, and for bytes not in this encoder's
        /// form: only its field order fixes the offset of the request.
        init?(_ metadata: RecordMetadata, _ bytes: RawSpan, _ shared: SharedMetadata) throws {
            guard !metadata.hasOccurredAt, !metadata.hasProvenance, metadata.causation.isEmpty,
                metadata.requestID.count == 16, metadata.requestSha256.count == 32
            else { return nil }
            let bytes = bytes.withUnsafeBytes { Array($0) }
            let own: [UInt8] = try metadata.serializedBytes()
            guard own == bytes else { return nil }
            let before: [UInt8] = try RecordMetadata.with {
                $0.actor = metadata.actor
                $0.role = metadata.role
                $0.agency = metadata.agency
                $0.visibility = metadata.visibility
                $0.certainty = metadata.certainty
            }.serializedBytes()
            self.metadata = shared
            self.bytes = bytes
            request = before.count
        }

        func matches(_ other: RawSpan) -> Bool {
            guard other.byteCount == bytes.count else { return false }
            return other.withUnsafeBytes { other in
                bytes.withUnsafeBytes { bytes in
                    guard let other = other.baseAddress, let bytes = bytes.baseAddress else {
                        return false
                    }
                    func byte(_ offset: Int) -> UInt8 {
                        other.load(fromByteOffset: offset, as: UInt8.self)
                    }
                    let hash = request + Request.hashStart
                    let rest = request + Request.length
                    return memcmp(other, bytes, request) == 0
                        && (byte(request), byte(request + 1)) == Request.id
                        && (byte(hash), byte(hash + 1)) == Request.hash
                        && memcmp(other + rest, bytes + rest, self.bytes.count - rest) == 0
                }
            }
        }
    }
}
