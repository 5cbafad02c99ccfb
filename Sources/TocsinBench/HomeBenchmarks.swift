internal import EventLog
internal import Foundation
internal import IncidentEvents
internal import SwiftProtobuf

/// What concerns a whole home, and files that must be refused at once. Each figure is of a whole
/// process.
enum HomeBenchmarks {
    /// What is due everywhere; the target is 300 ms.
    static func due(_ settings: Benchmark.Settings) throws {
        guard let tocsin = try settings.program(for: "home-due") else { return }
        let count = settings.scale.pick(500, 5_000)
        for open in [count / 100, count] {
            let home = settings.scratch.fresh("home")
            try fill(home, tocsin, count, open: open)
            try tocsin.report(
                "due-of-\(open)-open-of-\(count)", ["due", "--all-incidents", "--home", home],
                note: "\(count) incidents and campaigns of 200 entries each")
        }
    }

    /// The shipped playbooks against a department file; the target is 1 s.
    static func policy(_ settings: Benchmark.Settings) throws {
        guard let tocsin = try settings.program(for: "policy-check") else { return }
        let home = settings.scratch.fresh("home")
        try tocsin.openIncident(in: home)
        let arguments = ["policy", "check", "--home", home]
        let code = try tocsin.exitCode(arguments)
        guard [0, 65].contains(code) else {
            throw BenchError("tocsin policy check ended with \(code).")
        }
        try tocsin.report(
            "policy-check", arguments, ending: code, note: "every shipped playbook")
    }

    /// A file that is far too large, and one in which each alias stands for ten others.
    static func refusals(_ settings: Benchmark.Settings) throws {
        guard let tocsin = try settings.program(for: "refusals") else { return }
        let large = settings.scratch.fresh("large.yaml")
        let line = Data("title: Far too much of the same in one playbook.\n".utf8)
        var bytes = Data()
        while bytes.count < 50_000_000 { bytes.append(line) }
        try bytes.write(to: URL(fileURLWithPath: large))
        let bomb = settings.scratch.fresh("bomb.yaml")
        let levels = (1...30).map { "a\($0): &a\($0) [\(list(of: "*a\($0 - 1)", 10))]" }
        try Data((["a0: &a0 [\(list(of: "x", 10))]"] + levels).joined(separator: "\n").utf8)
            .write(to: URL(fileURLWithPath: bomb))
        for (what, path) in [("50-megabytes", large), ("alias-bomb", bomb)] {
            try tocsin.report(
                "refusal-of-\(what)", ["playbook", "check", path], ending: 65,
                note: "\(try FileManager.default.attributesOfItem(atPath: path)[.size] ?? 0) bytes")
        }
    }

    private static func list(of word: String, _ count: Int) -> String {
        Array(repeating: word, count: count).joined(separator: ", ")
    }

    /// Incidents and campaigns in turn; the first ones stay open.
    private static func fill(
        _ home: String, _ tocsin: TocsinProgram, _ count: Int, open: Int
    ) throws {
        try tocsin.openIncident(in: home)
        try tocsin.call([
            "campaign", "new", "safety-tips", "--home", home, "--goal", "Fewer thefts",
            "--audience", "drivers", "--no-end", "--id", "tips",
        ])
        let log = try EventLog.open(at: home + "/log")
        let streams = try log.read { try $0.streams() }.filter { $0.name != "routine" }
        var openings: [[IncidentEvent.OneOf_Kind]] = []
        for stream in streams {
            openings.append(
                try log.read {
                    try $0.records(in: stream.name, from: 0, limit: Int(stream.count))
                }.compactMap(\.body).compactMap { try IncidentEvent(serializedBytes: $0.data).kind }
            )
        }
        var events = SampleEvents(continuing: Int(try log.read { try $0.head }))
        for number in 0..<count - streams.count {
            var kinds = openings[number % openings.count]
            var next = 1
            while kinds.count < 199 {
                kinds += next % 3 == 0 ? ScaleBenchmarks.message(next) : ScaleBenchmarks.rumor(next)
                next += 1
            }
            kinds = Array(kinds.prefix(199))
            if number + streams.count >= open {
                kinds.append(.incidentClosed(.with { $0.reason = "It is over." }))
            }
            try log.append(
                try kinds.map { try events.event($0) }, to: "work-\(number)", expecting: .noStream)
        }
    }
}
