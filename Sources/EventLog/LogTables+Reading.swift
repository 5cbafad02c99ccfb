internal import LMDB

extension LogTables {
    /// The number of records in the log, which is the next record's position.
    func head(_ transaction: borrowing some Transaction & ~Copyable) throws -> UInt64 {
        UInt64(try transaction.count(of: records))
    }

    func streamEntry(
        _ stream: String, _ transaction: borrowing some Transaction & ~Copyable
    ) throws -> StreamEntry? {
        try withKey(stream) { key in
            try transaction.withValue(forKey: key, in: streams) { value in
                try value.map { try StreamEntry($0, stream: stream.utf8) }
            }
        }
    }

    func position(
        of id: EventID, _ transaction: borrowing some Transaction & ~Copyable
    ) throws -> UInt64? {
        try withKey(id.high, id.low) { key in
            try transaction.withValue(forKey: key, in: ids) { value in
                try value.map { try Self.position($0, index: Name.ids) }
            }
        }
    }

    func isBeyondAllIDs(
        _ id: EventID, _ transaction: borrowing some Transaction & ~Copyable
    ) throws -> Bool {
        try transaction.withCursor(over: ids) { cursor in
            guard let last = try cursor.last()?.key else { return true }
            return last.lexicographicallyPrecedes(id.bytes)
        }
    }

    /// Calls `body` with the record at `position`, which must exist according to an index or the
    /// count.
    func withRecord<Value>(
        at position: UInt64, _ transaction: borrowing some Transaction & ~Copyable,
        _ body: (borrowing RecordView) throws -> Value
    ) throws -> Value {
        try withKey(position) { key in
            try transaction.withValue(forKey: key, in: records) { value in
                guard let value else { throw Self.missing(position) }
                return try body(RecordView(value, at: position))
            }
        }
    }

    func record(
        at position: UInt64, _ transaction: borrowing some Transaction & ~Copyable
    ) throws -> StoredRecord? {
        guard position < (try head(transaction)) else { return nil }
        return try withRecord(at: position, transaction) { try StoredRecord($0) }
    }

    func record(
        id: EventID, _ transaction: borrowing some Transaction & ~Copyable
    ) throws -> StoredRecord? {
        guard let position = try position(of: id, transaction) else { return nil }
        return try withRecord(at: position, transaction) { view in
            guard view.id == id else {
                throw EventLogError.damaged(position: position, why: "its event id isn't \(id)")
            }
            return try StoredRecord(view)
        }
    }

    func lastRecordedAt(_ transaction: borrowing some Transaction & ~Copyable) throws -> Int64? {
        let head = try head(transaction)
        return head == 0 ? nil : try withRecord(at: head - 1, transaction) { $0.recordedAt }
    }

    func records(
        from first: UInt64, limit: Int, bytes: Int = .max,
        _ transaction: borrowing some Transaction & ~Copyable
    ) throws -> [StoredRecord] {
        let head = try head(transaction)
        guard first < head, limit > 0 else { return [] }
        let end = first + min(head - first, UInt64(limit))
        var result: [StoredRecord] = []
        result.reserveCapacity(Int(min(end - first, 4096)))
        var size = 0
        try transaction.withCursor(over: records) { cursor in
            var entry = try withKey(first) { try cursor.seek($0) }
            var position = first
            while position < end, size < bytes {
                guard let found = entry,
                    try Self.position(found.key, index: Name.records) == position
                else { throw Self.missing(position) }
                // Records of one stream are mostly adjacent: share the storage of the name.
                let view = try RecordView(found.value, at: position)
                let name = result.last?.stream
                let isSameStream = name?.utf8.elementsEqual(view.stream) ?? false
                result.append(try StoredRecord(view, stream: isSameStream ? name : nil))
                size += found.value.count
                position += 1
                if position < end { entry = try cursor.next() }
            }
        }
        return result
    }

    func records(
        in stream: String, from first: UInt64, limit: Int, bytes: Int = .max,
        _ transaction: borrowing some Transaction & ~Copyable
    ) throws -> [StoredRecord] {
        var result: [StoredRecord] = []
        _ = try forEachView(in: stream, from: first, limit: limit, bytes: bytes, transaction) {
            result.append(try StoredRecord($0, stream: stream))
        }
        return result
    }

    /// Lends `body` the records of `stream` from `first`, until `limit` or `bytes` is reached.
    ///
    /// - Returns: The revision to continue from; `first` itself if there were no records.
    func forEachView(
        in stream: String, from first: UInt64, limit: Int, bytes: Int,
        _ transaction: borrowing some Transaction & ~Copyable,
        _ body: (borrowing RecordView) throws -> Void
    ) throws -> UInt64 {
        try StreamName.check(stream)
        guard let entry = try streamEntry(stream, transaction), first < entry.count, limit > 0
        else { return first }
        let end = first + min(entry.count - first, UInt64(limit))
        let name = Array(stream.utf8)
        var revision = first
        var size = 0
        try transaction.withCursor(over: revisions) { index in
            try transaction.withCursor(over: records) { cursor in
                var next = try withKey(entry.number, first) { try index.seek($0) }
                var last: UInt64?
                while revision < end, size < bytes {
                    guard let found = next, found.key.count == 16,
                        found.key.integer(at: 0, UInt64.self) == entry.number,
                        found.key.integer(at: 8, UInt64.self) == revision
                    else {
                        throw EventLogError.damaged(
                            position: nil, why: "revision \(revision) of \(stream) is missing")
                    }
                    let position = try Self.position(found.value, index: Name.revisions)
                    // Records of one stream are mostly adjacent: a step costs less than a search.
                    let isNext = last.map { $0 + 1 == position } ?? false
                    let record =
                        try isNext
                        ? cursor.next() : withKey(position) { try cursor.seek($0) }
                    guard let record,
                        try Self.position(record.key, index: Name.records) == position
                    else { throw Self.missing(position) }
                    let view = try RecordView(record.value, at: position)
                    guard view.revision == revision else {
                        throw EventLogError.damaged(
                            position: position, why: "its revision isn't \(revision)")
                    }
                    guard view.stream.elementsEqual(name) else {
                        throw EventLogError.damaged(
                            position: position, why: "it isn't in the stream \(stream)")
                    }
                    try body(view)
                    last = position
                    size += record.value.count
                    revision += 1
                    if revision < end { next = try index.next() }
                }
            }
        }
        return revision
    }

    /// Lends `body` the records of `stream` before `end`, the newest first, at most `limit`, until it
    /// returns false.
    ///
    /// - Returns: Whether `body` returned false.
    func forEachViewBackward(
        in stream: String, before end: UInt64, limit: Int,
        _ transaction: borrowing some Transaction & ~Copyable,
        _ body: (borrowing RecordView) throws -> Bool
    ) throws -> Bool {
        guard let entry = try streamEntry(stream, transaction) else { return false }
        let end = min(end, entry.count)
        let first = end - min(end, UInt64(limit))
        var revision = end
        return try transaction.withCursor(over: revisions) { index in
            while revision > first {
                revision -= 1
                let next =
                    try revision + 1 == end
                    ? withKey(entry.number, revision) { try index.seek($0) } : index.previous()
                guard let next, next.key.count == 16,
                    next.key.integer(at: 0, UInt64.self) == entry.number,
                    next.key.integer(at: 8, UInt64.self) == revision
                else {
                    throw EventLogError.damaged(
                        position: nil, why: "revision \(revision) of \(stream) is missing")
                }
                let position = try Self.position(next.value, index: Name.revisions)
                let goesOn = try withRecord(at: position, transaction) { view in
                    guard view.revision == revision, view.stream.elementsEqual(stream.utf8) else {
                        throw EventLogError.damaged(
                            position: position, why: "it isn't revision \(revision) of \(stream)")
                    }
                    return try body(view)
                }
                if !goesOn { return true }
            }
            return false
        }
    }

    func lastRevision(
        of stream: String, _ transaction: borrowing some Transaction & ~Copyable
    ) throws -> UInt64? {
        try StreamName.check(stream)
        return try streamEntry(stream, transaction).map { $0.count - 1 }
    }

    func allStreams(
        _ transaction: borrowing some Transaction & ~Copyable
    ) throws -> [StreamInfo] {
        var result: [StreamInfo] = []
        try transaction.withCursor(over: streams) { cursor in
            var entry = try cursor.first()
            while let found = entry {
                let stream = try StreamEntry(found.value, stream: found.key)
                result.append(
                    StreamInfo(
                        name: String(decoding: found.key, as: UTF8.self), count: stream.count))
                entry = try cursor.next()
            }
        }
        return result
    }

    private static func position(
        _ bytes: UnsafeRawBufferPointer, index: String
    ) throws(EventLogError) -> UInt64 {
        guard bytes.count == 8 else {
            throw .damaged(position: nil, why: "an entry of the database \(index) is invalid")
        }
        return bytes.integer(at: 0, UInt64.self)
    }

    private static func missing(_ position: UInt64) -> EventLogError {
        .damaged(position: position, why: "the record is missing")
    }
}

// MARK: For verifying

extension LogTables {
    /// Checks that an appended record and its index entries are in the log.
    ///
    /// - Throws: ``EventLogError/damaged(position:why:)``, or ``LMDBError``.
    func checkStored(
        _ stored: LogWriter.Stored, _ transaction: borrowing some Transaction & ~Copyable
    ) throws {
        let isWhole = try withRecord(at: stored.position, transaction) { view in
            // Another process may already have removed the body.
            let isIntact = view.commitments.map { $0 && $1 } ?? true
            return isIntact && view.id == stored.id && view.leafHash == stored.leaf
        }
        let revision = try withKey(stored.streamNumber, stored.revision) { key in
            try transaction.withValue(forKey: key, in: revisions) { value in
                try value.map { try Self.position($0, index: Name.revisions) }
            }
        }
        guard isWhole, revision == stored.position,
            try position(of: stored.id, transaction) == stored.position
        else {
            throw EventLogError.damaged(
                position: stored.position, why: "it doesn't hold the entry that was stored")
        }
    }
}

extension LogTables {
    /// The databases with one entry for each record.
    enum Index: String, CaseIterable {
        case ids, revisions, nodes
    }

    /// Calls `body` with the position that each entry refers to, from the key `start`.
    ///
    /// - Returns: The key to continue from; nil at the end.
    func walk(
        _ index: Index, from start: [UInt8], limit: Int = 1 << 15,
        _ transaction: borrowing some Transaction & ~Copyable, _ body: (UInt64) throws -> Void
    ) throws -> [UInt8]? {
        let database =
            switch index {
            case .ids: ids
            case .revisions: revisions
            case .nodes: nodes
            }
        return try transaction.withCursor(over: database) { cursor in
            // LMDB doesn't accept an empty key.
            var entry =
                try start.isEmpty
                ? cursor.first() : start.withUnsafeBytes { try cursor.seek(atOrAfter: $0) }
            for _ in 0..<limit {
                guard let found = entry else { return nil }
                let place = index == .nodes ? found.key : found.value
                try body(Self.position(place, index: index.rawValue))
                entry = try cursor.next()
            }
            return entry.map { Array($0.key) }
        }
    }

    func lastPosition(_ transaction: borrowing some Transaction & ~Copyable) throws -> UInt64? {
        try transaction.withCursor(over: records) { cursor in
            try cursor.last().map { try Self.position($0.key, index: Name.records) }
        }
    }

    func streamEntries(
        _ transaction: borrowing some Transaction & ~Copyable
    ) throws -> [(String, StreamEntry)] {
        try transaction.withCursor(over: streams) { cursor in
            var result: [(String, StreamEntry)] = []
            var entry = try cursor.first()
            while let found = entry {
                let stream = try StreamEntry(found.value, stream: found.key)
                result.append((String(decoding: found.key, as: UTF8.self), stream))
                entry = try cursor.next()
            }
            return result
        }
    }
}
