internal import EventLog
internal import Synchronization

/// Durable appends, compared with LMDB's own puts of the same bytes.
enum AppendBenchmarks {
    private static let stream = "harbour-fire"
    /// The records in each store before measuring, so that its trees have some depth.
    private static let before = 10_000

    private struct Stores {
        let log: EventLog
        let raw: RawStore
        let alone: RawStore
        var events = SampleEvents()

        init(_ settings: Benchmark.Settings) throws {
            log = try EventLog.open(at: settings.scratch.fresh("log"))
            raw = try RawStore(at: settings.scratch.fresh("raw"))
            alone = try RawStore(at: settings.scratch.fresh("alone"))
            for _ in 0..<(AppendBenchmarks.before / 1000) {
                let events = try events.next(1000)
                let items = events.map { RawStore.Item($0, stream: stream) }
                try log.append(events, to: stream, expecting: .any)
                try raw.append(items, .asTheLog)
                try alone.append(items, .payloadAlone)
            }
        }
    }

    static func single(_ settings: Benchmark.Settings) throws {
        let count = settings.scale.pick(200, 1000)
        var stores = try Stores(settings)
        var peer: SQLiteStore?
        if settings.peer == .sqlite {
            if let library = SQLiteStore.library() {
                peer = try SQLiteStore(at: settings.scratch.fresh("peer"), library: library)
            } else {
                try Figure(
                    name: "append-single-sqlite", value: 0, unit: "events/s",
                    note: "libsqlite3.so.0 is not on this machine: not measured"
                ).report()
            }
        }
        let events = try stores.events.next(count * Runs.turns)
        let items = events.map { RawStore.Item($0, stream: stream) }
        let bytes = items.reduce(0) { $0 + $1.payload.count } / items.count
        let runs = try Runs.interleaving(
            count,
            { try stores.log.append([events[$0]], to: stream, expecting: .exists) },
            { try stores.raw.append([items[$0]], .asTheLog) },
            { try stores.alone.append([items[$0]], .payloadAlone) },
            { try peer?.append(items[$0]) })
        let note = "\(bytes) bytes an event, data and metadata"
        try Figure(
            "append-single", runs[0], unit: "events/s", against: "LMDB, the same puts", runs[1],
            note: note
        ).report()
        try Figure(
            "append-single", runs[0], unit: "events/s", against: "LMDB, the payload alone", runs[2],
            note: note
        ).report()
        guard peer != nil else { return }
        try Figure(
            "append-single", runs[0], unit: "events/s",
            against: "SQLite, WAL, synchronous=FULL, the same record and indexes", runs[3],
            note: note
        ).report()
    }

    static func batch(_ settings: Benchmark.Settings) throws {
        let size = 100
        let batches = settings.scale.pick(20, 200)
        var stores = try Stores(settings)
        let runs = try Runs.alternating(
            {
                let all = try (0..<batches).map { _ in try stores.events.next(size) }
                return try rate(size * batches) {
                    for events in all {
                        try stores.log.append(events, to: stream, expecting: .exists)
                    }
                }
            },
            {
                let all = try (0..<batches).map { _ in
                    try stores.events.next(size).map { RawStore.Item($0, stream: stream) }
                }
                return try rate(size * batches) {
                    for items in all { try stores.raw.append(items, .asTheLog) }
                }
            },
            {
                let items = try stores.events.next(size)
                    .map { RawStore.Item($0, stream: stream) }
                return try rate(size * batches) {
                    for _ in 0..<batches { try stores.alone.append(items, .payloadAlone) }
                }
            })
        try Figure(
            "append-batch-100", runs[0], unit: "events/s", against: "LMDB, the same puts", runs[1]
        ).report()
        try Figure(
            "append-batch-100", runs[0], unit: "events/s", against: "LMDB, the payload alone",
            runs[2]
        ).report()
    }

    static func concurrent(_ settings: Benchmark.Settings) throws {
        let writers = 16
        let count = settings.scale.pick(50, 250)
        var stores = try Stores(settings)
        let (log, group) = (stores.log, RawGroup(stores.raw))
        let runs = try Runs.alternating(
            {
                let shares = try shares(writers, of: count, from: &stores)
                return try rate(writers * count) {
                    try onThreads(writers) { writer in
                        for event in shares[writer] {
                            try log.append([event], to: "writer-\(writer)", expecting: .any)
                        }
                    }
                }
            },
            {
                let shares = try shares(writers, of: count, from: &stores)
                    .map { $0.map { RawStore.Item($0, stream: stream) } }
                return try rate(writers * count) {
                    try onThreads(writers) { writer in
                        for item in shares[writer] { try group.append(item) }
                    }
                }
            },
            {
                let events = try stores.events.next(count)
                return try rate(count) {
                    for event in events { try log.append([event], to: stream, expecting: .exists) }
                }
            })
        try Figure(
            "append-16-writers", runs[0], unit: "events/s",
            against: "LMDB, the same puts, 16 threads and group commit", runs[1]
        ).report()
        try Figure(
            "append-16-writers", runs[0], unit: "events/s", against: "one writer on the same log",
            runs[2]
        ).report()
    }

    private static func shares(
        _ writers: Int, of count: Int, from stores: inout Stores
    ) throws -> [[NewEvent]] {
        try (0..<writers).map { _ in try stores.events.next(count) }
    }
}
