internal import EventLog
internal import Glibc

/// The delay until another process sees an event.
enum FollowBenchmark {
    /// Microseconds between two checks for new commits, as in `tocsin log tail --follow`.
    private static let wait: UInt32 = 10_000

    static func run(_ settings: Benchmark.Settings) throws {
        let count = settings.scale.pick(200, 2000)
        let path = settings.scratch.fresh("log")
        _ = try ReplayBenchmarks.filled(path, incidents: 1, of: 10_000)
        var options = EventLog.Options()
        options.isReadOnly = true
        let log = try EventLog.open(at: path, options: options)
        let start = try log.read { try $0.head }
        let child = try ChildProcess.helper(["write", path, "3000"])
        var lags = Runs()
        try log.follow(
            from: start,
            waiting: {
                usleep(wait)
                return lags.values.count < count
            },
            { record in
                var now = timespec()
                clock_gettime(CLOCK_REALTIME, &now)
                let seen = Double(now.tv_sec) * 1e6 + Double(now.tv_nsec) / 1000
                lags.add((seen - Double(record.recordedAt)) / 1000)
            })
        child.kill()
        try child.wait()
        try Figure.reportPercentiles(
            "follow-lag", lags, unit: "ms",
            note: "from the record's time, before its sync; the reader looks every 10 ms")
    }
}
