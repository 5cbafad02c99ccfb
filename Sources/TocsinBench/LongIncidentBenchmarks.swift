internal import Engine
internal import EventLog
internal import Incident
internal import IncidentEvents
internal import ReadModels
internal import Review

/// Reads the past of an incident with very many entries.
enum LongIncidentBenchmarks {
    static func asOf(_ settings: Benchmark.Settings) throws {
        let (engine, stream, count) = try engine(settings)
        let loaded = try engine.load(stream)
        guard let limit = loaded.records.dropFirst(count / 2).first?.incidentTime else { return }
        func past() throws -> [IncidentRecord] {
            let past = loaded.records.filter { $0.incidentTime <= limit }
            try check(past.count, count)
            return past
        }
        let runs = try Runs.alternating(
            { try seconds { _ = IncidentState(folding: try past()) } * 1000 },
            { try seconds { _ = try engine.state(of: stream, asOf: limit) } * 1000 },
            { try seconds { _ = Timeline(folding: try past()).view(.internal) } * 1000 })
        let name = "as-of-\(count)"
        try Figure(name, runs[0], unit: "ms", note: "to the middle, records in memory").report()
        try Figure("\(name)-loading", runs[1], unit: "ms", note: "from the log").report()
        try Figure(
            "\(name)-timeline", runs[2], unit: "ms", note: "the timeline's view, records in memory"
        ).report()
    }

    static func review(_ settings: Benchmark.Settings) throws {
        let (engine, stream, count) = try engine(settings)
        let loaded = try engine.load(stream)
        guard let end = loaded.records.last?.incidentTime else { return }
        let runs = try Runs.alternating(
            {
                try seconds {
                    let report = ReviewReport(
                        state: loaded.state, records: loaded.records, asOf: end)
                    if try report.jsonData().isEmpty { throw BenchError("An empty review.") }
                } * 1000
            },
            {
                try seconds {
                    let page = ReviewReport(
                        state: loaded.state, records: loaded.records, asOf: end
                    ).html()
                    if page.count > 5_000_000 {
                        throw BenchError("A review's page of \(page.count) bytes.")
                    }
                } * 1000
            },
            { try seconds { _ = try engine.load(stream) } * 1000 })
        let page = ReviewReport(state: loaded.state, records: loaded.records, asOf: end).html()
        let name = "review-of-\(count)-entries"
        try Figure(name, runs[0], unit: "ms", note: "figures and JSON, records in memory").report()
        try Figure(
            "\(name)-html", runs[1], unit: "ms",
            note: "figures and page, records in memory; \(page.count) bytes"
        ).report()
        try Figure("\(name)-loading", runs[2], unit: "ms", note: "reading and folding").report()
    }

    private static func check(_ found: Int, _ count: Int) throws {
        if found < count / 4 || found == count {
            throw BenchError("\(found) of \(count) entries lie before the middle.")
        }
    }

    /// A home with one incident, written over some seconds.
    static func engine(
        _ settings: Benchmark.Settings
    ) throws -> (engine: Engine, stream: String, count: Int) {
        let count = settings.scale.pick(10_000, 100_000)
        let home = Home(path: settings.scratch.fresh("home"))
        try home.prepare(creating: true)
        let stream = ReplayBenchmarks.incident(0)
        _ = try ReplayBenchmarks.filled(home.logPath, incidents: 1, of: count)
        return (try Engine.open(home), stream, count)
    }
}
