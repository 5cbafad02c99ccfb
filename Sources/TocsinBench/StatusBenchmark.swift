internal import EventLog
internal import Foundation
internal import Glibc

/// `tocsin status` as people run it, as a whole process.
enum StatusBenchmark {
    static func run(_ settings: Benchmark.Settings) throws {
        guard let tocsin = try settings.program(for: "status") else { return }
        let count = settings.scale.pick(1000, 10_000)
        let home = settings.scratch.fresh("home")
        try tocsin.openIncident(in: home)
        let stream = try fill(home, to: count)
        let runs = try Runs.alternating(
            { try tocsin.time(["status", stream, "--home", home]) },
            { try tocsin.time(["--help"]) })
        try Figure(
            "status-of-\(count)-events", runs[0], unit: "ms",
            against: "the same program printing its help", runs[1]
        ).report()
    }

    private static func fill(_ home: String, to count: Int) throws -> String {
        let log = try EventLog.open(at: home + "/log")
        let stream = try log.onlyStream
        var events = SampleEvents(continuing: Int(stream.count))
        while events.count < count {
            try log.append(
                events.next(min(1000, count - events.count)), to: stream.name, expecting: .exists)
        }
        return stream.name
    }
}
