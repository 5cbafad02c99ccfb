internal import Engine
internal import EventLog
internal import IncidentEvents
internal import ReadModels
internal import SwiftProtobuf

/// Reading an incident, decoding its events and folding its timeline.
enum ReplayBenchmarks {
    private static let against = "SwiftProtobuf decoding the same events and metadata, in memory"

    static func oneCore(_ settings: Benchmark.Settings) throws {
        let count = settings.scale.pick(20_000, 200_000)
        let log = try filled(settings.scratch.fresh("log"), incidents: 1, of: count)
        let bodies = try bodies(of: log)
        let name = incident(0)
        let runs = try Runs.alternating(
            { try rate(count) { try check(replay(name, of: log), count) } },
            { try rate(count) { try decode(bodies) } },
            { try rate(count) { try log.forEachView(in: name) { _ in } } },
            {
                try rate(count) {
                    var decoder = RecordDecoder()
                    try log.forEachView(in: name) { _ = try decoder.record($0) }
                }
            },
            {
                try rate(count) {
                    let shown = try timeline(of: name, in: log).view(.internal)
                    try check(shown.count, count)
                }
            },
            { try rate(count) { try log.forEachRecord(in: name) { _ in } } })
        try Figure("replay", runs[0], unit: "events/s", against: against, runs[1]).report()
        try Figure(
            "replay-reading-alone", runs[2], unit: "events/s", note: "records checked in place"
        ).report()
        try Figure(
            "replay-copying-alone", runs[5], unit: "events/s", note: "records copied out"
        ).report()
        try Figure(
            "replay-reading-and-decoding", runs[3], unit: "events/s", against: against, runs[1]
        ).report()
        try Figure(
            "replay-and-view", runs[4], unit: "events/s", against: against, runs[1],
            note: "and every entry in words, as the internal view shows it"
        ).report()
    }

    static func twoCores(_ settings: Benchmark.Settings) throws {
        let count = settings.scale.pick(5_000, 50_000)
        let incidents = 8
        let log = try filled(settings.scratch.fresh("log"), incidents: incidents, of: count)
        let total = count * incidents
        let runs = try Runs.alternating(
            {
                try rate(total) {
                    try onThreads(2) { thread in
                        for number in stride(from: thread, to: incidents, by: 2) {
                            try check(replay(incident(number), of: log), count)
                        }
                    }
                }
            },
            {
                try rate(total) {
                    for number in 0..<incidents {
                        try check(replay(incident(number), of: log), count)
                    }
                }
            })
        try Figure(
            "replay-8-incidents-2-threads", runs[0], unit: "events/s",
            against: "the same on one thread", runs[1]
        ).report()
    }

    static func incident(_ number: Int) -> String { "harbour-fire-\(number)" }

    /// A log with this many incidents, whose entries alternate in runs of twenty.
    static func filled(_ path: String, incidents: Int, of count: Int) throws -> EventLog {
        let log = try EventLog.open(at: path)
        var samples = (0..<incidents).map { _ in SampleEvents() }
        for number in 0..<incidents {
            try log.append(
                [samples[number].opening()], to: incident(number), expecting: .noStream)
        }
        let run = incidents == 1 ? 1000 : 20
        while samples[incidents - 1].count < count {
            try log.write { writer in
                for number in 0..<incidents {
                    let left = min(run, count - samples[number].count)
                    guard left > 0 else { continue }
                    try writer.append(
                        samples[number].next(left), to: incident(number), expecting: .exists)
                }
            }
        }
        return log
    }

    private static func replay(_ stream: String, of log: EventLog) throws -> Int {
        try timeline(of: stream, in: log).count
    }

    private static func timeline(of stream: String, in log: EventLog) throws -> Timeline {
        var timeline = Timeline()
        var decoder = RecordDecoder()
        try log.forEachView(in: stream) { timeline.apply(try decoder.record($0)) }
        return timeline
    }

    private static func check(_ found: Int, _ count: Int) throws {
        if found != count { throw BenchError("\(found) entries were replayed of \(count).") }
    }

    private typealias Bodies = [(data: [UInt8], metadata: [UInt8])]

    private static func bodies(of log: EventLog) throws -> Bodies {
        var bodies: Bodies = []
        try log.forEachRecord { record in
            guard let body = record.body else { return }
            bodies.append((body.data, body.metadata))
        }
        return bodies
    }

    private static func decode(_ bodies: Bodies) throws {
        for body in bodies {
            let metadata = try RecordMetadata(serializedBytes: body.metadata)
            let event = try IncidentEvent(serializedBytes: body.data)
            // Uses both, so that neither is optimized away.
            if metadata.actor.isEmpty, event.kind == nil { throw BenchError("An empty event.") }
        }
    }
}
