internal import EventLog
internal import Glibc

/// The time until a log is ready for use.
enum OpeningBenchmarks {
    static func longLog(_ settings: Benchmark.Settings) throws {
        let count = settings.scale.pick(100_000, 1_000_000)
        let path = settings.scratch.fresh("log")
        _ = try ReplayBenchmarks.filled(path, incidents: 1, of: count)
        var options = EventLog.Options()
        options.isReadOnly = true
        var runs = Runs()
        for turn in 0...100 {
            let time = try seconds {
                let log = try EventLog.open(at: path, options: options)
                let last = try log.read { snapshot in
                    try snapshot.records(from: try snapshot.head - 10, limit: 10)
                }
                if last.count != 10 { throw BenchError("The last ten events are not there.") }
            }
            if turn > 0 { runs.add(time * 1000) }
        }
        try Figure.reportPercentiles(
            "open-and-read-ten-of-\(count)", runs, unit: "ms", note: "open, read, close")
        try settings.scratch.remove(path)
    }

    static func afterKill(_ settings: Benchmark.Settings) throws {
        let path = settings.scratch.fresh("log")
        _ = try ReplayBenchmarks.filled(path, incidents: 1, of: 10_000)
        var opening = Runs()
        var appending = Runs()
        for _ in 0..<settings.scale.pick(20, 200) {
            let child = try ChildProcess.helper(["write", path, "0"])
            // It writes as soon as it prints; then it is killed at any point.
            _ = try child.read()
            usleep(UInt32.random(in: 0...5000))
            child.kill()
            try child.wait()
            var events = SampleEvents()
            let event = try events.next(1)
            var log: EventLog?
            opening.add(try seconds { log = try EventLog.open(at: path) } * 1000)
            let stream = ReplayBenchmarks.incident(0)
            let time = try seconds {
                try log?.append(event, to: stream, expecting: .exists)
            }
            appending.add(time * 1000)
        }
        try Figure.reportPercentiles("reopen-after-kill", opening, unit: "ms")
        try Figure.reportPercentiles(
            "first-append-after-kill", appending, unit: "ms", note: "durable")
    }

    /// In the child: prints that it begins, and appends until it is killed.
    ///
    /// - Parameter pause: Microseconds between two appends.
    static func write(_ path: String, pause: UInt32) throws {
        let log = try EventLog.open(at: path)
        var start = timespec()
        clock_gettime(CLOCK_REALTIME, &start)
        var events = SampleEvents(start: Int64(start.tv_sec) * 1_000_000)
        print("begins")
        fflush(nil)
        while true {
            try log.append(
                events.next(1), to: ReplayBenchmarks.incident(0), expecting: .exists)
            if pause > 0 { usleep(pause) }
        }
    }
}
