internal import Crypto

/// A stored record in LMDB's own memory, its structure checked, nothing copied.
///
/// The hashes are not checked here: reading must stay fast, and verifying is a task of its own.
struct RecordView {
    let bytes: UnsafeRawBufferPointer
    let headerLength: Int
    let position: UInt64
    let id: EventID
    private let streamLength: Int

    private typealias Header = RecordLayout.Header
    private typealias Body = RecordLayout.Body

    /// - Parameter position: The record's key.
    init(_ bytes: UnsafeRawBufferPointer, at position: UInt64) throws(EventLogError) {
        func damaged(_ why: String) -> EventLogError { .damaged(position: position, why: why) }
        guard bytes.count > Header.names else { throw damaged("it is cut short") }
        let version = bytes[Header.version]
        guard version == RecordLayout.version else {
            if version > RecordLayout.version {
                throw .newerFormat(found: UInt32(version), supported: LogTables.formatVersion)
            }
            throw damaged("its format version is \(version)")
        }
        headerLength = Int(bytes.integer(at: Header.length, UInt16.self))
        streamLength = Int(bytes[Header.streamLength])
        let typeLength = Int(bytes[Header.typeLength])
        guard headerLength == Header.names + streamLength + typeLength,
            headerLength < bytes.count
        else { throw damaged("its header's length is wrong") }
        guard bytes.integer(at: Header.position, UInt64.self) == position else {
            throw damaged("it says that it is another position")
        }
        let flags = bytes[Header.flags]
        guard flags & ~Header.isSimulated == 0,
            flags != 0 || bytes.integer(at: Header.simulatedAt, Int64.self) == 0
        else { throw damaged("its flags are wrong") }
        guard
            let id = EventID(
                high: bytes.integer(at: Header.id, UInt64.self),
                low: bytes.integer(at: Header.id + 8, UInt64.self))
        else { throw damaged("its event id is not a UUID of version 7") }
        let names = bytes[Header.names..<headerLength]
        guard StreamName.isValid(names.prefix(streamLength)), typeLength > 0 else {
            throw damaged("its stream's or type's name is wrong")
        }
        let bodyLength = bytes.count - headerLength
        switch bytes[headerLength + Body.state] {
        case Body.isRemoved:
            guard bodyLength == 1 else { throw damaged("bytes stand after a removed body") }
        case Body.isPresent:
            guard bodyLength >= Body.bytes else { throw damaged("its body is cut short") }
            let length =
                Int(bytes.integer(at: headerLength + Body.dataLength, UInt32.self))
                + Int(bytes.integer(at: headerLength + Body.metadataLength, UInt32.self))
            guard bodyLength == Body.bytes + length else {
                throw damaged("its body's length is wrong")
            }
        case let state: throw damaged("its body's state is \(state)")
        }
        self.bytes = bytes
        self.position = position
        self.id = id
    }

    var header: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: bytes[..<headerLength])
    }

    var leafHash: TreeHash { .leaf(header) }

    var revision: UInt64 { bytes.integer(at: Header.revision, UInt64.self) }
    var recordedAt: Int64 { bytes.integer(at: Header.recordedAt, Int64.self) }
    var rawClock: Int64 { bytes.integer(at: Header.rawClock, Int64.self) }

    var simulatedAt: Int64? {
        bytes[Header.flags] == 0 ? nil : bytes.integer(at: Header.simulatedAt, Int64.self)
    }

    var stream: Slice<UnsafeRawBufferPointer> {
        bytes[Header.names..<Header.names + streamLength]
    }

    var type: Slice<UnsafeRawBufferPointer> {
        bytes[Header.names + streamLength..<headerLength]
    }

    var isRemoved: Bool { bytes[headerLength + Body.state] == Body.isRemoved }

    /// Whether data and metadata match their commitments; nil where the body was removed.
    var commitments: (data: Bool, metadata: Bool)? {
        if isRemoved { return nil }
        let dataLength = Int(bytes.integer(at: headerLength + Body.dataLength, UInt32.self))
        let data = headerLength + Body.bytes
        func matches(salt: Int, _ range: Range<Int>, commitment: Int) -> Bool {
            var hash = SHA256()
            let start = headerLength + salt
            hash.update(
                bufferPointer: UnsafeRawBufferPointer(
                    rebasing: bytes[start..<start + RecordLayout.saltLength]))
            hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: bytes[range]))
            return hash.finalize().elementsEqual(
                bytes[commitment..<commitment + RecordLayout.commitmentLength])
        }
        return (
            matches(
                salt: Body.dataSalt, data..<data + dataLength, commitment: Header.dataCommitment),
            matches(
                salt: Body.metadataSalt, data + dataLength..<bytes.count,
                commitment: Header.metadataCommitment)
        )
    }

    /// Whether `event` in `stream` is this very event: stream, type, data and metadata, by bytes.
    ///
    /// Of a removed body nothing is left to compare, so stream and type decide.
    func holds(_ event: NewEvent, in stream: String) -> Bool {
        guard self.stream.elementsEqual(stream.utf8), type.elementsEqual(event.type.utf8) else {
            return false
        }
        if isRemoved { return true }
        let dataLength = Int(bytes.integer(at: headerLength + Body.dataLength, UInt32.self))
        let data = bytes[(headerLength + Body.bytes)...]
        return data.prefix(dataLength).elementsEqual(event.data)
            && data.dropFirst(dataLength).elementsEqual(event.metadata)
    }
}
