internal import Hashing

/// A stored record in LMDB's own memory. Its structure has been checked; nothing is copied.
///
/// It is valid as long as its snapshot and can't be kept: copy what you need. Hashes aren't checked
/// here, to keep reading fast; ``LogVerifier`` checks them.
public struct RecordView: ~Copyable {
    let bytes: UnsafeRawBufferPointer
    let headerLength: Int
    /// Position in the log, from 0.
    public let position: UInt64
    /// The event's id, unique in the whole log.
    public let id: EventID
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
        let headerLength = Int(bytes.integer(at: Header.length, UInt16.self))
        let streamLength = Int(bytes[Header.streamLength])
        let typeLength = Int(bytes[Header.typeLength])
        guard headerLength == Header.names + streamLength + typeLength,
            headerLength < bytes.count
        else { throw damaged("its header's length is invalid") }
        guard bytes.integer(at: Header.position, UInt64.self) == position else {
            throw damaged("it gives another position")
        }
        let flags = bytes[Header.flags]
        guard flags & ~Header.isSimulated == 0,
            flags != 0 || bytes.integer(at: Header.simulatedAt, Int64.self) == 0
        else { throw damaged("its flags are invalid") }
        guard
            let id = EventID(
                high: bytes.integer(at: Header.id, UInt64.self),
                low: bytes.integer(at: Header.id + 8, UInt64.self))
        else { throw damaged("its event id isn't a UUID of version 7") }
        let stream = UnsafeRawBufferPointer(
            rebasing: bytes[Header.names..<Header.names + streamLength])
        guard StreamName.isValid(stream), typeLength > 0 else {
            throw damaged("the name of its stream or type is invalid")
        }
        let bodyLength = bytes.count - headerLength
        switch bytes[headerLength + Body.state] {
        case Body.isRemoved:
            guard bodyLength == 1 else { throw damaged("it has bytes after a removed body") }
        case Body.isPresent:
            guard bodyLength >= Body.bytes else { throw damaged("its body is cut short") }
            let length =
                Int(bytes.integer(at: headerLength + Body.dataLength, UInt32.self))
                + Int(bytes.integer(at: headerLength + Body.metadataLength, UInt32.self))
            guard bodyLength == Body.bytes + length else {
                throw damaged("its body's length is invalid")
            }
        case let state: throw damaged("its body's state is \(state)")
        }
        self.bytes = bytes
        self.headerLength = headerLength
        self.streamLength = streamLength
        self.position = position
        self.id = id
    }

    var header: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: bytes[..<headerLength])
    }

    var leafHash: TreeHash { .leaf(header) }

    /// Position in the stream, from 0.
    public var revision: UInt64 { bytes.integer(at: Header.revision, UInt64.self) }

    /// The recorded time, in microseconds since 1970; never less than in the previous record.
    public var recordedAt: Int64 { bytes.integer(at: Header.recordedAt, Int64.self) }

    /// The machine's clock, in microseconds since 1970; it may have gone back.
    public var rawClock: Int64 { bytes.integer(at: Header.rawClock, Int64.self) }

    /// A drill's own clock, in microseconds since 1970; nil outside drills.
    public var simulatedAt: Int64? {
        bytes[Header.flags] == 0 ? nil : bytes.integer(at: Header.simulatedAt, Int64.self)
    }

    /// The event's type; bytes that aren't UTF-8 become U+FFFD.
    public var type: String { String(decoding: typeBytes, as: UTF8.self) }

    /// Calls `body` with data and metadata in place; nil if they were removed by order.
    public func withBody<Value>(
        _ body: (_ data: RawSpan, _ metadata: RawSpan) throws -> Value
    ) rethrows -> Value? {
        if isRemoved { return nil }
        let data = UnsafeRawBufferPointer(rebasing: bytes[dataRange])
        let metadata = UnsafeRawBufferPointer(rebasing: bytes[dataRange.upperBound...])
        return try body(data.bytes, metadata.bytes)
    }

    /// The range of the data in a body that is present; the metadata follow up to the end.
    private var dataRange: Range<Int> {
        let start = headerLength + Body.bytes
        return start..<start + Int(bytes.integer(at: headerLength + Body.dataLength, UInt32.self))
    }

    var stream: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: bytes[Header.names..<Header.names + streamLength])
    }

    var typeBytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: bytes[Header.names + streamLength..<headerLength])
    }

    /// Whether its event is of one of these types, without making a string of its name.
    public func isOf(_ types: EventTypes) -> Bool {
        let own = typeBytes
        guard own.count < types.byLength.count else { return false }
        return types.byLength[own.count].contains { own.elementsEqual($0) }
    }

    var isRemoved: Bool { bytes[headerLength + Body.state] == Body.isRemoved }

    /// Whether data and metadata match their commitments; nil if the body was removed.
    var commitments: (data: Bool, metadata: Bool)? {
        if isRemoved { return nil }
        let data = dataRange
        return (
            matches(salt: Body.dataSalt, data, commitment: Header.dataCommitment),
            matches(
                salt: Body.metadataSalt, data.upperBound..<bytes.count,
                commitment: Header.metadataCommitment)
        )
    }

    private func matches(salt: Int, _ range: Range<Int>, commitment: Int) -> Bool {
        let start = headerLength + salt
        let bytes = bytes.bytes
        let found = SHA256.hash(
            bytes.extracting(start..<start + RecordLayout.saltLength), bytes.extracting(range))
        return self.bytes.baseAddress.map { SHA256.Digest(at: $0 + commitment) == found } ?? false
    }

    /// Whether `event` in `stream` equals this record: stream, type, data and metadata, by bytes.
    ///
    /// A removed body leaves nothing to compare, so stream and type decide.
    func holds(_ event: NewEvent, in stream: String) -> Bool {
        guard self.stream.elementsEqual(stream.utf8), typeBytes.elementsEqual(event.type.utf8)
        else { return false }
        if isRemoved { return true }
        return bytes[dataRange].elementsEqual(event.data)
            && bytes[dataRange.upperBound...].elementsEqual(event.metadata)
    }
}

/// Names of event types, to find their records among others.
public struct EventTypes: Sendable {
    /// The names by the number of their bytes.
    let byLength: [[[UInt8]]]

    public init(_ names: some Sequence<String>) {
        let names = names.map { Array($0.utf8) }
        byLength = (0...(names.map(\.count).max() ?? 0)).map { count in
            names.filter { $0.count == count }
        }
    }
}
