internal import EventLog
internal import Foundation
internal import Glibc

/// `tocsin status` as people run it, as a whole process.
enum StatusBenchmark {
    static func run(_ settings: Benchmark.Settings) throws {
        guard let tocsin = settings.tocsin else {
            // On standard output every line is a figure.
            let text = "status: not measured; name the program with --tocsin\n"
            try FileHandle.standardError.write(contentsOf: Data(text.utf8))
            return
        }
        let count = settings.scale.pick(1000, 10_000)
        let home = settings.scratch.fresh("home")
        try call(
            tocsin,
            [
                "init", "--home", home, "--name", "Harbour Police", "--id", "harbour-police",
                "--zone", "America/Chicago",
            ])
        try call(
            tocsin,
            [
                "open", "false-alert", "--home", home, "--place", "Pier 9", "--mode", "exercise",
                "--yes",
            ])
        let stream = try fill(home, to: count)
        let runs = try Runs.alternating(
            { try Self.time(tocsin, ["status", stream, "--home", home]) },
            { try Self.time(tocsin, ["--help"]) })
        try Figure(
            "status-of-\(count)-events", runs[0], unit: "ms",
            against: "the same program printing its help", runs[1]
        ).report()
    }

    /// Milliseconds of a whole process, the median of ten.
    private static func time(_ program: String, _ arguments: [String]) throws -> Double {
        var runs = Runs()
        for _ in 0..<10 {
            runs.add(try seconds { try call(program, arguments) } * 1000)
        }
        return runs.median
    }

    private static func call(_ program: String, _ arguments: [String]) throws {
        let child = try ChildProcess(program, arguments, silent: true)
        let code = try child.wait()
        if code != 0 {
            throw BenchError("\(program) \(arguments.joined(separator: " ")) ended with \(code).")
        }
    }

    private static func fill(_ home: String, to count: Int) throws -> String {
        let log = try EventLog.open(at: home + "/log")
        guard let stream = try log.read({ try $0.streams().first }) else {
            throw BenchError("tocsin open has left no incident.")
        }
        var events = SampleEvents(continuing: Int(stream.count))
        while events.count < count {
            try log.append(
                events.next(min(1000, count - events.count)), to: stream.name, expecting: .exists)
        }
        return stream.name
    }
}
