internal import LMDB
internal import Synchronization

/// Reads a whole log and checks it against its format.
///
/// A damaged file can crash liblmdb itself. Run this in a child process, and report
/// ``structureDamaged`` if a signal kills it.
public struct LogVerifier: Sendable {
    /// The fault to report if a signal killed the process that was verifying.
    public static let structureDamaged = Verification.Fault(
        position: nil, why: "the structure of its data file is damaged")

    private let log: EventLog
    private let checkpoint: Checkpoint?

    /// - Parameter checkpoint: An earlier state that the log must extend.
    public init(_ log: EventLog, against checkpoint: Checkpoint? = nil) {
        self.log = log
        self.checkpoint = checkpoint
    }

    /// Checks every record in the log at this moment, in batches; others can append meanwhile.
    ///
    /// - Parameters:
    ///   - threads: The most threads that share the work.
    ///   - progress: Called now and then, by one thread at a time, with the number of records
    ///     checked and the number of all records.
    /// - Throws: ``EventLogError`` if the log can't be read for a reason other than damage, and
    ///   ``ProofError/unsigned(why:)`` for another log's checkpoint.
    public func verify(
        threads: Int = 2, progress: @Sendable (UInt64, UInt64) -> Void = { _, _ in }
    ) throws -> Verification {
        if let checkpoint, !checkpoint.origin.utf8.elementsEqual(log.origin.utf8) {
            throw ProofError.unsigned(
                why: "it is for \(checkpoint.origin), but this log is \(log.origin)")
        }
        var size: UInt64 = 0
        do {
            try log.checkPages()
            size = try log.read { try $0.head }
            let chunks = try withoutActuallyEscaping(progress) { progress in
                try checkChunks(of: size, threads: threads, progress)
            }
            return try join(chunks, size: size)
        } catch let fault as Found {
            return Verification(
                records: size, streams: 0, redactions: 0, lateClocks: 0, root: nil,
                checkpointSize: checkpoint?.size, fault: fault.fault)
        } catch EventLogError.damaged(let position, let why) {
            return Verification(
                records: size, streams: 0, redactions: 0, lateClocks: 0, root: nil,
                checkpointSize: checkpoint?.size, fault: .init(position: position, why: why))
        }
    }

    /// Carries a fault to the report.
    struct Found: Error {
        let fault: Verification.Fault

        init(_ why: String, at position: UInt64? = nil) {
            fault = Verification.Fault(position: position, why: why)
        }
    }

    // MARK: The work, shared

    private struct Work {
        /// Index walks come first, then the chunks in order.
        var next = 0
        var done: UInt64 = 0
        /// The first item that failed; later items don't have to be checked.
        var failed: (item: Int, error: any Error)?
        var chunks: [VerifiedChunk?]
    }

    private func checkChunks(
        of size: UInt64, threads: Int, _ progress: @Sendable (UInt64, UInt64) -> Void
    ) throws -> [VerifiedChunk] {
        let count = Int((size + VerifiedChunk.length - 1) / VerifiedChunk.length)
        let work = Mutex(Work(chunks: Array(repeating: nil, count: count)))
        // Chunks come first because they name a record; index walks can only report a fault without
        // one.
        let items = count + LogTables.Index.allCases.count
        let workers = max(1, min(threads, items, count))
        inParallel(workers) { _ in
            while true {
                let item = work.withLock { work -> Int? in
                    guard work.next < items, work.failed == nil else { return nil }
                    work.next += 1
                    return work.next - 1
                }
                guard let item else { return }
                do {
                    if item >= count {
                        try walk(LogTables.Index.allCases[item - count], size: size)
                        continue
                    }
                    let start = UInt64(item) * VerifiedChunk.length
                    let chunk = try VerifiedChunk(
                        start..<min(start + VerifiedChunk.length, size), of: log)
                    work.withLock { work in
                        work.chunks[item] = chunk
                        work.done += chunk.range.upperBound - chunk.range.lowerBound
                        progress(work.done, size)
                    }
                } catch {
                    work.withLock { work in
                        if item < work.failed?.item ?? .max { work.failed = (item, error) }
                    }
                }
            }
        }
        let result = work.withLock { $0 }
        if let failed = result.failed {
            // Faults between earlier chunks come first.
            let earlier = result.chunks.prefix(min(failed.item, count)).compactMap(\.self)
            var joined = JoinedChunks()
            for chunk in earlier { try joined.add(chunk) }
            throw failed.error
        }
        return result.chunks.compactMap(\.self)
    }

    /// Counts the index's entries for the first `size` records. Each record was found in it, so an
    /// equal count means that it has no other entries.
    private func walk(_ index: LogTables.Index, size: UInt64) throws {
        var known: UInt64 = 0
        var next: [UInt8]? = []
        while let start = next {
            next = try log.read { snapshot in
                let head = try snapshot.head
                return try snapshot.tables.walk(index, from: start, snapshot.transaction) { place in
                    if place < size { known += 1 }
                    if place >= head {
                        throw Found("the database \(index.rawValue) names position \(place)")
                    }
                }
            }
        }
        let wanted = index == .nodes ? size / 2 : size
        if known != wanted {
            throw Found(
                "the database \(index.rawValue) has \(known) entries for \(size) records,"
                    + " but should have \(wanted)")
        }
    }

    // MARK: The whole

    private func join(_ chunks: [VerifiedChunk], size: UInt64) throws -> Verification {
        var joined = JoinedChunks()
        for chunk in chunks { try joined.add(chunk) }
        let root = joined.root
        try log.read { snapshot in
            try checkStreams(joined, size: size, snapshot)
            if try snapshot.root(of: size) != root {
                throw Found("the root of its Merkle tree doesn't match its records")
            }
            guard let checkpoint else { return }
            if checkpoint.size > size {
                throw Found(
                    "it has \(size) records, but the checkpoint covers \(checkpoint.size)")
            }
            if try snapshot.root(of: checkpoint.size) != checkpoint.root {
                throw Found(
                    "the \(checkpoint.size) records that the checkpoint covers were changed")
            }
        }
        return Verification(
            records: size, streams: joined.streams.count, redactions: joined.redactions,
            lateClocks: joined.lateClocks, root: root, checkpointSize: checkpoint?.size,
            fault: nil)
    }

    private func checkStreams(
        _ joined: JoinedChunks, size: UInt64, _ snapshot: borrowing LogSnapshot
    ) throws {
        let head = try snapshot.head
        let last = try snapshot.tables.lastPosition(snapshot.transaction)
        if head < size || last.map({ $0 + 1 }) ?? 0 != head {
            throw Found("it counts \(head) records, but its last position isn't one less")
        }
        for (name, entry) in try snapshot.tables.streamEntries(snapshot.transaction) {
            guard let found = joined.streams[name] else {
                if head == size { throw Found("the stream \(name) has no record") }
                continue
            }
            let isSame =
                entry.number == found.number
                && (head > size
                    || entry.count == found.nextRevision
                        && entry.simulatedAt == found.lastSimulated)
            if !isSame { throw Found("the entry of the stream \(name) is invalid") }
        }
    }
}

/// Chunks joined in order.
private struct JoinedChunks {
    var streams: [String: VerifiedChunk.Stream] = [:]
    var redactions: UInt64 = 0
    var lateClocks: UInt64 = 0
    private var edge = TreeEdge()
    private var count: UInt64 = 0
    /// The tree over a last chunk that isn't full.
    private var rest: TreeHash?

    var root: TreeHash { edge.root(of: count, before: rest) ?? .empty }

    mutating func add(_ chunk: VerifiedChunk) throws {
        for var stream in chunk.streams {
            let name = String(decoding: stream.name, as: UTF8.self)
            let before = streams[name]
            let number = before?.number ?? UInt64(streams.count)
            if stream.number != number {
                throw LogVerifier.Found(
                    "its stream has the number \(stream.number), not \(number)",
                    at: stream.firstPosition)
            }
            if stream.firstRevision != before?.nextRevision ?? 0 {
                throw LogVerifier.Found(
                    "its revision is \(stream.firstRevision), not"
                        + " \(before?.nextRevision ?? 0)", at: stream.firstPosition)
            }
            if let last = before?.lastSimulated, let first = stream.firstSimulated, first < last {
                throw LogVerifier.Found(
                    "a simulated time in its stream goes back", at: stream.firstPosition)
            }
            stream.lastSimulated = stream.lastSimulated ?? before?.lastSimulated
            streams[name] = stream
        }
        redactions += chunk.redactions
        lateClocks += chunk.lateClocks
        guard chunk.isFull else {
            rest = chunk.root
            return
        }
        try edge.add(chunk.root, at: count) { _, _ in
            throw LogVerifier.Found("its Merkle tree can't be computed")
        }
        count += 1
        if edge.complete != chunk.nodesAbove {
            throw LogVerifier.Found(
                "a node of the Merkle tree is wrong", at: chunk.range.upperBound - 1)
        }
    }
}
