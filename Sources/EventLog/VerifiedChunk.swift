internal import Glibc
internal import LMDB

/// Consecutive records that were checked on their own, and the values that the next chunk must
/// match.
struct VerifiedChunk {
    static let levels = 14
    static let length: UInt64 = 1 << UInt64(levels)
    /// The most records read in one snapshot.
    private static let batch: UInt64 = 2048
    private static let lateAfter: Int64 = 5_000_000

    struct Stream {
        let name: [UInt8]
        let number: UInt64
        let firstPosition: UInt64
        let firstRevision: UInt64
        var nextRevision: UInt64
        var firstSimulated: Int64?
        var lastSimulated: Int64?
    }

    let range: Range<UInt64>
    /// The streams in the order of their first record here.
    private(set) var streams: [Stream] = []
    private var places: [[UInt8]: Int] = [:]
    /// The index of the last record's stream, which is mostly the next record's too.
    private var lastPlace: Int?
    private(set) var redactions: UInt64 = 0
    private(set) var lateClocks: UInt64 = 0
    private(set) var root = TreeHash.empty
    /// The nodes above this chunk that are stored with the last record.
    private(set) var nodesAbove: [TreeHash] = []

    var isFull: Bool { range.upperBound - range.lowerBound == Self.length }

    private typealias Found = LogVerifier.Found

    init(_ range: Range<UInt64>, of log: EventLog) throws {
        self.range = range
        var edge = TreeEdge()
        var place = range.lowerBound
        while place < range.upperBound {
            let batch = place..<min(place + Self.batch, range.upperBound)
            try log.read { snapshot in
                try check(batch, snapshot.tables, snapshot.transaction, &edge)
            }
            place = batch.upperBound
        }
        root = edge.root(of: range.upperBound - range.lowerBound, before: nil) ?? .empty
    }

    private mutating func check(
        _ batch: Range<UInt64>, _ tables: LogTables, _ transaction: borrowing ReadTransaction,
        _ edge: inout TreeEdge
    ) throws {
        var lastRecorded =
            batch.lowerBound == 0
            ? Int64.min
            : try tables.withRecord(at: batch.lowerBound - 1, transaction) { $0.recordedAt }
        try transaction.withCursor(over: tables.records) { records in
            try transaction.withCursor(over: tables.ids) { ids in
                try transaction.withCursor(over: tables.revisions) { revisions in
                    try transaction.withCursor(over: tables.nodes) { nodes in
                        var entry = try withKey(batch.lowerBound) { try records.seek($0) }
                        var (idSteps, revisionSteps, nodeSteps) = (Steps(), Steps(), Steps())
                        for position in batch {
                            guard let found = entry, found.key.count == 8,
                                found.key.integer(at: 0, UInt64.self) == position
                            else { throw Found("the record is missing", at: position) }
                            let record = try RecordView(found.value, at: position)
                            if record.recordedAt != max(lastRecorded, record.rawClock) {
                                throw Found(
                                    "its recorded time doesn't match its raw clock and the previous"
                                        + " record", at: position)
                            }
                            lastRecorded = record.recordedAt
                            try check(record)
                            let number = try place(record, tables, transaction)
                            try withKey(record.id.high, record.id.low) {
                                try expect(
                                    try idSteps.entry($0, ids), position,
                                    "the index of event ids")
                            }
                            try withKey(number, record.revision) {
                                try expect(
                                    try revisionSteps.entry($0, revisions), position,
                                    "the index of revisions")
                            }
                            try add(record, to: &edge, nodes, &nodeSteps)
                            entry = try records.next()
                        }
                    }
                }
            }
        }
    }

    private func expect(
        _ entry: Cursor.Entry?, _ position: UInt64, _ index: String
    ) throws {
        guard let value = entry?.value, value.count == 8,
            value.integer(at: 0, UInt64.self) == position
        else { throw Found("\(index) doesn't lead to it", at: position) }
    }

    /// Checks the record on its own.
    private mutating func check(_ record: borrowing RecordView) throws {
        let isASCII = record.typeBytes.allSatisfy { $0 < 0x80 }
        guard isASCII || String(validating: record.typeBytes, as: UTF8.self) != nil else {
            throw Found("its type isn't UTF-8", at: record.position)
        }
        if record.recordedAt - record.rawClock > Self.lateAfter { lateClocks += 1 }
        switch record.commitments {
        case nil: redactions += 1
        case (true, true)?: break
        case (false, _)?:
            throw Found("its data don't match their commitment", at: record.position)
        case (true, false)?:
            throw Found("its metadata don't match their commitment", at: record.position)
        }
    }

    /// Checks the record's position in its stream; returns the stream's number.
    private mutating func place(
        _ record: borrowing RecordView, _ tables: LogTables,
        _ transaction: borrowing ReadTransaction
    ) throws -> UInt64 {
        let simulated = record.simulatedAt
        guard let place = place(of: record.stream) else {
            let name = String(decoding: record.stream, as: UTF8.self)
            guard let entry = try tables.streamEntry(name, transaction) else {
                throw Found("its stream \(name) has no entry", at: record.position)
            }
            lastPlace = streams.count
            places[Array(record.stream)] = streams.count
            streams.append(
                Stream(
                    name: Array(record.stream), number: entry.number,
                    firstPosition: record.position, firstRevision: record.revision,
                    nextRevision: record.revision &+ 1, firstSimulated: simulated,
                    lastSimulated: simulated))
            return entry.number
        }
        lastPlace = place
        guard record.revision == streams[place].nextRevision else {
            throw Found(
                "its revision is \(record.revision), not \(streams[place].nextRevision)",
                at: record.position)
        }
        streams[place].nextRevision &+= 1
        if let simulated {
            if let last = streams[place].lastSimulated, simulated < last {
                throw Found("its simulated time goes back", at: record.position)
            }
            streams[place].firstSimulated = streams[place].firstSimulated ?? simulated
            streams[place].lastSimulated = simulated
        }
        return streams[place].number
    }

    private func place(of stream: UnsafeRawBufferPointer) -> Int? {
        if let lastPlace, streams[lastPlace].name.withUnsafeBytes({ $0.isEqual(to: stream) }) {
            return lastPlace
        }
        return places[Array(stream)]
    }

    /// Adds the record's leaf and compares the nodes that it completes.
    private mutating func add(
        _ record: borrowing RecordView, to edge: inout TreeEdge, _ nodes: borrowing Cursor,
        _ steps: inout Steps
    ) throws {
        let position = record.position
        try edge.add(record.leafHash, at: position & (Self.length - 1)) { _, _ in
            throw Found("its Merkle tree can't be computed", at: position)
        }
        let complete = edge.complete
        if complete.isEmpty { return }
        guard let value = try withKey(position, { try steps.entry($0, nodes) })?.value,
            value.count == LogTables.nodesLength(at: position), let start = value.baseAddress
        else { throw Found("its nodes of the Merkle tree are missing", at: position) }
        for (place, node) in complete.enumerated()
        where TreeHash(at: start + place * TreeHash.length) != node {
            throw Found("a node of the Merkle tree is wrong", at: position)
        }
        if position + 1 < range.upperBound { return }
        nodesAbove = (complete.count..<value.count / TreeHash.length).map { place in
            TreeHash(at: start + place * TreeHash.length)
        }
    }
}

/// Finds keys that mostly follow one another in a database; accepts only entries that a search
/// would find.
private struct Steps {
    private var last: Cursor.Entry?

    /// The entry with `key`. A step to the next entry costs a fraction of a search. It replaces one
    /// only within a page and if the order is right; on a new page, a search also checks the pages
    /// above it.
    mutating func entry(
        _ key: UnsafeRawBufferPointer, _ cursor: borrowing Cursor
    ) throws -> Cursor.Entry? {
        if let last, let next = try cursor.next(), next.key.isEqual(to: key),
            last.key.isOnPage(of: next.key), last.key.isBefore(next.key)
        {
            self.last = next
            return next
        }
        last = try cursor.seek(key)
        return last
    }
}

extension UnsafeRawBufferPointer {
    fileprivate func isOnPage(of other: UnsafeRawBufferPointer) -> Bool {
        UInt(bitPattern: baseAddress) >> 12 == UInt(bitPattern: other.baseAddress) >> 12
    }

    fileprivate func isEqual(to other: UnsafeRawBufferPointer) -> Bool {
        count == other.count && order(other) == 0
    }

    /// Whether it comes before `other` in LMDB's order of keys of equal length.
    fileprivate func isBefore(_ other: UnsafeRawBufferPointer) -> Bool {
        count == other.count && order(other) < 0
    }

    private func order(_ other: UnsafeRawBufferPointer) -> CInt {
        guard let start = baseAddress, let otherStart = other.baseAddress else { return 0 }
        return memcmp(start, otherStart, count)
    }
}
