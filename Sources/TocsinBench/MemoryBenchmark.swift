internal import Engine
internal import EventLog
internal import IncidentEvents
internal import ReadModels

/// The memory for replaying a log, in a separate process.
enum MemoryBenchmark {
    static func run(_ settings: Benchmark.Settings) throws {
        let sizes = settings.scale.pick([10_000, 100_000], [100_000, 1_000_000])
        for count in sizes {
            let path = settings.scratch.fresh("log")
            // Closed before the child opens it.
            _ = try ReplayBenchmarks.filled(path, incidents: 1, of: count)
            try report(count, "read-and-decode", path, note: "each event dropped once decoded")
            try report(count, "timeline", path, note: "the timeline keeps every entry")
            try settings.scratch.remove(path)
        }
    }

    private static func report(
        _ count: Int, _ what: String, _ path: String, note: String
    ) throws {
        let child = try ChildProcess.helper([what, path])
        let numbers = try child.readAll().split(whereSeparator: \.isWhitespace).compactMap {
            Double($0)
        }
        guard try child.wait() == 0, numbers.count == 2 else {
            throw BenchError("The child that was to replay \(path) failed.")
        }
        let name = "replay-memory-\(what)-\(count)"
        try Figure(name: name, value: numbers[0] / 1e6, unit: "MB", note: "anonymous; \(note)")
            .report()
        try Figure(
            name: "\(name)-mapped", value: numbers[1] / 1e6, unit: "MB",
            note: "pages of mapped files, which the system takes back when it needs to"
        ).report()
    }

    /// In the child: prints the greatest anonymous memory, and the mapped pages at the end.
    static func replay(_ path: String, keeping: Bool) throws {
        var options = EventLog.Options()
        options.isReadOnly = true
        let log = try EventLog.open(at: path, options: options)
        var timeline = Timeline()
        var greatest = 0
        var count = 0
        var decoder = RecordDecoder()
        try log.forEachView(in: ReplayBenchmarks.incident(0)) { view in
            let record = try decoder.record(view)
            if keeping { timeline.apply(record) }
            count += 1
            // The kernel walks all pages for an answer, so this asks only occasionally.
            if count % 10_000 == 0 { greatest = max(greatest, try MemoryUse.now().anonymous) }
        }
        let end = try MemoryUse.now()
        print(max(greatest, end.anonymous), end.mapped)
        if keeping, timeline.count != count { throw BenchError("The timeline lost entries.") }
    }
}
