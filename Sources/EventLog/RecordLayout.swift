internal import Hashing

/// The bytes of a stored record; `Docs/log-format.md` describes them for readers.
///
/// Integers are big-endian and not aligned.
enum RecordLayout {
    static let version: UInt8 = 1
    static let maximumTypeLength = 255
    static let maximumEventLength = 1 << 20
    static let saltLength = 16
    static let commitmentLength = 32

    /// Offsets from the start of the record.
    enum Header {
        static let version = 0
        static let flags = 1
        static let length = 2
        static let position = 4
        static let revision = 12
        static let id = 20
        static let recordedAt = 36
        static let rawClock = 44
        static let simulatedAt = 52
        static let dataCommitment = 60
        static let metadataCommitment = 92
        static let streamLength = 124
        static let typeLength = 125
        static let names = 126

        static let isSimulated: UInt8 = 1
    }

    /// Offsets from the end of the header.
    enum Body {
        static let state = 0
        static let dataSalt = 1
        static let metadataSalt = 17
        static let dataLength = 33
        static let metadataLength = 37
        static let bytes = 41

        static let isRemoved: UInt8 = 0
        static let isPresent: UInt8 = 1
    }
}

/// The values that the log assigns to an event.
struct Assignment {
    var position: UInt64
    var revision: UInt64
    var recordedAt: Int64
    var rawClock: Int64
}

/// An event that has been checked, salted and hashed, which needs no lock.
struct PreparedEvent {
    let event: NewEvent
    let dataSalt: [UInt8]
    let metadataSalt: [UInt8]
    let dataCommitment: SHA256.Digest
    let metadataCommitment: SHA256.Digest

    init(_ event: NewEvent, random: () -> [UInt8]) throws(EventLogError) {
        let typeLength = event.type.utf8.count
        guard typeLength > 0, typeLength <= RecordLayout.maximumTypeLength else {
            throw .invalidEventType(event.type)
        }
        let size = event.data.count + event.metadata.count
        guard size <= RecordLayout.maximumEventLength else {
            throw .eventTooLarge(id: event.id, bytes: size, limit: RecordLayout.maximumEventLength)
        }
        self.event = event
        dataSalt = random()
        metadataSalt = random()
        precondition(
            dataSalt.count == RecordLayout.saltLength
                && metadataSalt.count == RecordLayout.saltLength,
            "a salt has \(RecordLayout.saltLength) bytes")
        dataCommitment = Self.commitment(salt: dataSalt, bytes: event.data)
        metadataCommitment = Self.commitment(salt: metadataSalt, bytes: event.metadata)
    }

    private static func commitment(salt: [UInt8], bytes: [UInt8]) -> SHA256.Digest {
        SHA256.hash(salt.span.bytes, bytes.span.bytes)
    }

    func headerLength(inStreamOfLength streamLength: Int) -> Int {
        RecordLayout.Header.names + streamLength + event.type.utf8.count
    }

    func recordLength(inStreamOfLength streamLength: Int) -> Int {
        headerLength(inStreamOfLength: streamLength) + RecordLayout.Body.bytes
            + event.data.count + event.metadata.count
    }

    /// Writes the whole record into `target`, which must have exactly its length.
    func write(
        to target: UnsafeMutableRawBufferPointer, stream: String, _ assignment: Assignment
    ) {
        typealias Header = RecordLayout.Header
        let headerLength = headerLength(inStreamOfLength: stream.utf8.count)
        target[Header.version] = RecordLayout.version
        target[Header.flags] = event.simulatedAt == nil ? 0 : Header.isSimulated
        target.store(UInt16(headerLength), at: Header.length)
        target.store(assignment.position, at: Header.position)
        target.store(assignment.revision, at: Header.revision)
        target.store(event.id.high, at: Header.id)
        target.store(event.id.low, at: Header.id + 8)
        target.store(assignment.recordedAt, at: Header.recordedAt)
        target.store(assignment.rawClock, at: Header.rawClock)
        target.store(event.simulatedAt ?? 0, at: Header.simulatedAt)
        dataCommitment.withUnsafeBytes { target.copy($0, at: Header.dataCommitment) }
        metadataCommitment.withUnsafeBytes { target.copy($0, at: Header.metadataCommitment) }
        target[Header.streamLength] = UInt8(stream.utf8.count)
        target[Header.typeLength] = UInt8(event.type.utf8.count)
        target.copy(stream, at: Header.names)
        target.copy(event.type, at: Header.names + stream.utf8.count)

        typealias Body = RecordLayout.Body
        target[headerLength + Body.state] = Body.isPresent
        dataSalt.withUnsafeBytes { target.copy($0, at: headerLength + Body.dataSalt) }
        metadataSalt.withUnsafeBytes { target.copy($0, at: headerLength + Body.metadataSalt) }
        target.store(UInt32(event.data.count), at: headerLength + Body.dataLength)
        target.store(UInt32(event.metadata.count), at: headerLength + Body.metadataLength)
        event.data.withUnsafeBytes { target.copy($0, at: headerLength + Body.bytes) }
        event.metadata.withUnsafeBytes {
            target.copy($0, at: headerLength + Body.bytes + event.data.count)
        }
    }
}

extension UnsafeMutableRawBufferPointer {
    func store(_ value: some FixedWidthInteger & BitwiseCopyable, at offset: Int) {
        storeBytes(of: value.bigEndian, toByteOffset: offset, as: type(of: value))
    }

    func copy(_ source: UnsafeRawBufferPointer, at offset: Int) {
        UnsafeMutableRawBufferPointer(rebasing: self[offset..<offset + source.count])
            .copyMemory(from: source)
    }

    func copy(_ text: String, at offset: Int) {
        var text = text
        text.withUTF8 { copy(UnsafeRawBufferPointer($0), at: offset) }
    }
}

extension UnsafeRawBufferPointer {
    func integer<Value: FixedWidthInteger & BitwiseCopyable>(
        at offset: Int, _ type: Value.Type
    ) -> Value {
        Value(bigEndian: loadUnaligned(fromByteOffset: offset, as: type))
    }
}
