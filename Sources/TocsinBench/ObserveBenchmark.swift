internal import Foundation
internal import Glibc

/// `tocsin observe import` of a large table as a whole process, and `status` of an incident beside
/// what it stored.
enum ObserveBenchmark {
    private static let topics = ["boil water", "main street flood", "power outage"]

    static func run(_ settings: Benchmark.Settings) throws {
        guard let tocsin = try settings.program(for: "observe-import") else { return }
        let rows = settings.scale.pick(100_000, 1_000_000)
        let home = settings.scratch.fresh("home")
        try tocsin.openIncident(in: home)
        let status = ["status", "--home", home]
        let before = try tocsin.time(status)
        for topic in topics {
            try tocsin.call([
                "observe", "watch", topic, "--purpose", "service-impact", "--home", home,
            ])
        }
        let file = settings.scratch.fresh("posts") + ".csv"
        try write(rows, to: file)
        let time = try seconds {
            try tocsin.call([
                "observe", "import", file, "--map", "tocsin-csv", "--home", home,
            ])
        }
        try Figure(name: "observe-import-of-\(rows)-rows", value: time, unit: "s").report()
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage)
        try Figure(
            name: "observe-import-of-\(rows)-rows-memory", value: Double(usage.ru_maxrss) / 1024,
            unit: "MiB", note: "the greatest resident memory"
        ).report()
        try Figure(
            name: "status-beside-observations", value: try tocsin.time(status), unit: "ms",
            against: "before the import", baseline: before
        ).report()
    }

    /// Posts of the last four weeks, each with a text.
    private static func write(_ rows: Int, to path: String) throws {
        let end = Int(Date().timeIntervalSince1970)
        var text = "time,topic,channel,count,index,sentiment,sample\n"
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        guard let file = FileHandle(forWritingAtPath: path) else {
            throw BenchError("\(path) can't be written.")
        }
        defer { try? file.close() }
        let hours = (0..<(28 * 24)).map {
            String(
                Date(timeIntervalSince1970: Double(end - $0 * 3600)).ISO8601Format().prefix(14))
        }
        for row in 0..<rows {
            let channel = ["x", "facebook", "bluesky"][row % 3]
            let clock = 10 + row % 50
            text +=
                "\(hours[row / 7 % hours.count])\(clock):\(clock)Z,\(topics[row % 5 % 3]),\(channel),1,,negative,\"Is it safe, on street \(row)? @someone\(row) says \"\"no\"\"\"\n"
            if text.utf8.count > 1 << 20 {
                try file.write(contentsOf: Data(text.utf8))
                text = ""
            }
        }
        try file.write(contentsOf: Data(text.utf8))
    }
}
