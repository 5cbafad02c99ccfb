internal import EventLog

/// The growth of the file for each commit while a reader is idle, and after it.
enum FrozenReaderBenchmark {
    static func run(_ settings: Benchmark.Settings) throws {
        let count = settings.scale.pick(500, 5000)
        let log = try ReplayBenchmarks.filled(
            settings.scratch.fresh("log"), incidents: 1, of: 10_000)
        var samples = SampleEvents()
        try log.append([samples.opening()], to: "beside", expecting: .noStream)
        func growth() throws -> Double {
            let before = try log.storageUse().usedBytes
            for _ in 0..<count {
                try log.append(samples.next(1), to: "beside", expecting: .exists)
            }
            return Double(try log.storageUse().usedBytes - before) / Double(count)
        }
        let note = "single appends, \(count) commits"
        try Figure(
            name: "file-growth-without-reader", value: growth(), unit: "bytes/commit", note: note
        ).report()
        try Figure(
            name: "file-growth-under-frozen-reader", value: log.read { _ in try growth() },
            unit: "bytes/commit", note: note
        ).report()
        try Figure(
            name: "file-growth-after-frozen-reader", value: growth(), unit: "bytes/commit",
            note: note
        ).report()
    }
}
