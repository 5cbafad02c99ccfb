internal import Hashing

/// A record, copied out of the log.
public struct StoredRecord: Sendable, Hashable {
    /// Position in the log, from 0.
    public let position: UInt64
    /// The name of the stream that it was appended to.
    public let stream: String
    /// Position in the stream, from 0.
    public let revision: UInt64
    /// The event's id, unique in the whole log.
    public let id: EventID
    /// The recorded time, in microseconds since 1970; never less than in the previous record.
    public let recordedAt: Int64
    /// The machine's clock if it differs from ``recordedAt``, in microseconds since 1970; otherwise
    /// nil.
    public let rawClock: Int64?
    /// A drill's own clock, in microseconds since 1970; nil outside drills.
    public let simulatedAt: Int64?
    /// The name of the event's kind, as its writer gave it.
    public let type: String
    /// The value as stored, header and body.
    private let value: [UInt8]
    private let headerLength: Int

    /// The part that can be removed by a court's order.
    public struct Body: Sendable, Hashable {
        let value: [UInt8]
        let start: Int

        private typealias Layout = RecordLayout.Body

        private var dataLength: Int {
            value.withUnsafeBytes { Int($0.integer(at: start + Layout.dataLength, UInt32.self)) }
        }

        public var data: [UInt8] {
            let first = start + Layout.bytes
            return Array(value[first..<first + dataLength])
        }

        public var metadata: [UInt8] { Array(value[(start + Layout.bytes + dataLength)...]) }

        /// The 16 random bytes that are hashed before ``data`` for its commitment.
        public var dataSalt: [UInt8] { salt(at: Layout.dataSalt) }

        /// The 16 random bytes that are hashed before ``metadata`` for its commitment.
        public var metadataSalt: [UInt8] { salt(at: Layout.metadataSalt) }

        private func salt(at offset: Int) -> [UInt8] {
            Array(value[start + offset..<start + offset + RecordLayout.saltLength])
        }
    }

    /// - Parameter stream: The name that the record must have; nil if it isn't known.
    init(_ view: borrowing RecordView, stream known: String? = nil) throws(EventLogError) {
        position = view.position
        revision = view.revision
        id = view.id
        recordedAt = view.recordedAt
        rawClock = view.rawClock == view.recordedAt ? nil : view.rawClock
        simulatedAt = view.simulatedAt
        if let known {
            guard known.utf8.elementsEqual(view.stream) else {
                throw .damaged(position: view.position, why: "it isn't in the stream \(known)")
            }
            stream = known
        } else {
            stream = String(decoding: view.stream, as: UTF8.self)
        }
        guard let type = String(validating: view.typeBytes, as: UTF8.self) else {
            throw .damaged(position: view.position, why: "its type isn't UTF-8")
        }
        self.type = type
        value = Array(view.bytes)
        headerLength = view.headerLength
    }

    /// The bytes that the record's leaf in the Merkle tree covers.
    public var header: [UInt8] { Array(value[..<headerLength]) }

    /// The body; nil if it was removed by order.
    public var body: Body? {
        value[headerLength] == RecordLayout.Body.isPresent
            ? Body(value: value, start: headerLength) : nil
    }

    /// SHA-256 over salt and data, as stored in the header. It stays when the body is removed.
    public var dataCommitment: [UInt8] { commitment(at: RecordLayout.Header.dataCommitment) }

    /// SHA-256 over salt and metadata, as stored in the header.
    public var metadataCommitment: [UInt8] {
        commitment(at: RecordLayout.Header.metadataCommitment)
    }

    /// - Throws: ``EventLogError/damaged(position:why:)`` if the body is present but doesn't match
    ///   the header's commitments.
    func checkBody() throws(EventLogError) {
        guard let body else { return }
        func isIntact(_ salt: [UInt8], _ bytes: [UInt8], _ commitment: [UInt8]) -> Bool {
            SHA256.hash(salt.span.bytes, bytes.span.bytes).bytes == commitment
        }
        guard isIntact(body.dataSalt, body.data, dataCommitment),
            isIntact(body.metadataSalt, body.metadata, metadataCommitment)
        else {
            throw .damaged(position: position, why: "its body doesn't match its header")
        }
    }

    private func commitment(at offset: Int) -> [UInt8] {
        Array(value[offset..<offset + RecordLayout.commitmentLength])
    }
}
