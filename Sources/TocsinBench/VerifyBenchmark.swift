internal import CLMDB
internal import EventLog
internal import Foundation
internal import Hashing

/// Verifies a whole log, compared with the minimum for any verifier: reading and hashing it.
enum VerifyBenchmark {
    static func run(_ settings: Benchmark.Settings) throws {
        let count = settings.scale.pick(50_000, 1_000_000)
        let path = settings.scratch.fresh("log")
        _ = try ReplayBenchmarks.filled(path, incidents: 1, of: count)
        // A process must not open one environment twice, so the baseline reads a copy.
        let copy = settings.scratch.fresh("copy")
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        let log = try EventLog.open(at: path)
        for threads in [1, 2] {
            let runs = try Runs.alternating(
                {
                    try rate(count) {
                        let result = try LogVerifier(log).verify(threads: threads)
                        if !result.isPassed || result.records != UInt64(count) {
                            throw BenchError("The log did not verify: \(result)")
                        }
                    }
                },
                { try rate(count) { try Self.hashAll(copy, count, threads: threads) } })
            try Figure(
                "verify-\(threads)-thread\(threads == 1 ? "" : "s")", runs[0], unit: "records/s",
                against: "reading through LMDB and the four SHA-256 of a record, as many threads",
                runs[1], note: "\(count) records"
            ).report()
        }
        try settings.scratch.remove(path)
        try settings.scratch.remove(copy)
    }

    private static func check(_ code: CInt) throws {
        if code != MDB_SUCCESS { throw BenchError("LMDB: \(String(cString: mdb_strerror(code)))") }
    }

    private static func hashAll(_ folder: String, _ count: Int, threads: Int) throws {
        var created: OpaquePointer?
        try check(mdb_env_create(&created))
        guard let created else { throw BenchError("LMDB gave no environment.") }
        defer { mdb_env_close(created) }
        try check(mdb_env_set_mapsize(created, 1 << 40))
        try check(mdb_env_set_maxdbs(created, 32))
        try check(
            mdb_env_open(created, folder, UInt32(MDB_NOTLS | MDB_RDONLY | MDB_NOLOCK), 0o600))
        // LMDB's environment may be used from any thread; each has its own transaction.
        nonisolated(unsafe) let environment = created
        try onThreads(threads) { thread in
            let start = UInt64(count * thread / threads)
            try hash(start..<UInt64(count * (thread + 1) / threads), in: environment)
        }
    }

    private static func hash(_ range: Range<UInt64>, in environment: OpaquePointer) throws {
        var transaction: OpaquePointer?
        try check(mdb_txn_begin(environment, nil, UInt32(MDB_RDONLY), &transaction))
        defer { mdb_txn_abort(transaction) }
        var table: MDB_dbi = 0
        try check(mdb_dbi_open(transaction, "records", 0, &table))
        var cursor: OpaquePointer?
        try check(mdb_cursor_open(transaction, table, &cursor))
        defer { mdb_cursor_close(cursor) }
        var value = MDB_val()
        try withUnsafeBytes(of: range.lowerBound.bigEndian) { bytes in
            var key = MDB_val(
                mv_size: bytes.count, mv_data: UnsafeMutableRawPointer(mutating: bytes.baseAddress))
            try check(mdb_cursor_get(cursor, &key, &value, MDB_SET_KEY))
        }
        var last = SHA256.hash(RawSpan())
        for position in range {
            if position > range.lowerBound {
                var key = MDB_val()
                try check(mdb_cursor_get(cursor, &key, &value, MDB_NEXT))
            }
            last = hashes(of: UnsafeRawBufferPointer(start: value.mv_data, count: value.mv_size))
        }
        if last.bytes.allSatisfy({ $0 == 0 }) { throw BenchError("A hash of zeros.") }
    }

    /// The four hashes that a record needs: leaf, both commitments, and one node of the tree.
    ///
    /// Offsets are those of `Docs/log-format.md`.
    private static func hashes(of record: UnsafeRawBufferPointer) -> SHA256.Digest {
        func length(at offset: Int) -> Int {
            Int(UInt32(bigEndian: record.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
        }
        func hash(_ first: Range<Int>, _ second: Range<Int>) -> SHA256.Digest {
            SHA256.hash(record.bytes.extracting(first), record.bytes.extracting(second))
        }
        let body = Int(record[2]) << 8 | Int(record[3])
        let data = length(at: body + 33)
        let metadata = length(at: body + 37)
        _ = hash(0..<1, 0..<body)
        _ = hash(body + 1..<body + 17, body + 41..<body + 41 + data)
        _ = hash(body + 17..<body + 33, body + 41 + data..<body + 41 + data + metadata)
        // A node covers 65 bytes.
        return hash(0..<1, 0..<64)
    }
}
