internal import ArgumentParser
internal import Basics
internal import Documents
internal import Engine
internal import Incident
internal import IncidentEvents
internal import ReadModels
internal import Review

struct ObserveTrend: Command {
    static let configuration = CommandConfiguration(
        commandName: "trend", abstract: "Show the counts of a topic over time.",
        discussion: """
            Sources and channels are shown apart and never added up. Sentiment is the vendor's own \
            label, counted. Your question is recorded.
            Example: tocsin observe trend
            """)

    @Argument(help: "The topic. Default: all.") var topic: String?
    @Option(parsing: .unconditional, help: "From then on: -2d, or RFC 3339. Default: all.")
    var since: String?
    @Flag(help: "Write a page with a chart.") var html = false
    @OptionGroup var destination: OutputOptions
    @OptionGroup var global: GlobalOptions

    func run(in world: World) throws {
        let home = world.home(global)
        try destination.check(home)
        let desk = try ListeningDesk(global, .writing, InputReader(world))
        let engine = desk.session.engine
        let since = try since.map { try desk.zone.instant($0, .past, now: engine.now) }
        let state = try desk.state(asking: "trend", about: topic)
        let asked = try topic.map { try desk.known($0, in: state) }
        let trend = ListeningTrend(state, topic: asked, since: since)
        if global.json { return try world.printJSON(trend) }
        if html {
            let page = ListeningPage(trend, zone: desk.zone).document.html()
            guard let path = try destination.write(page, in: home) else {
                return world.print(String(decoding: page, as: UTF8.self), terminator: "")
            }
            return world.print("Wrote \(path).")
        }
        guard !trend.series.isEmpty else {
            return desk.print([
                "Nothing is counted yet. Import a file: tocsin observe import FILE --map NAME"
            ])
        }
        desk.print(trend.series.flatMap { lines($0, desk.zone) })
    }

    private static let mostSteps = 31
    private static let barWidth = 40

    private func lines(_ series: ListeningTrend.Series, _ zone: Zone) -> [String] {
        let steps = series.steps(in: zone)
        let highest = max(1, steps.map(\.value).max() ?? 1)
        let what = series.isIndex ? "index, not counts" : "counts"
        var lines = ["\(series.topic) on \(series.channel), by \(series.source): \(what)"]
        if steps.count > Self.mostSteps {
            lines.append("  (\(steps.count - Self.mostSteps) earlier ones: --since, or --json)")
        }
        lines += steps.suffix(Self.mostSteps).map { label, _, value in
            let bar = String(repeating: "#", count: value * Self.barWidth / highest)
            return "  \(label)  \(value)\(bar.isEmpty ? "" : "  \(bar)")"
        }
        if !series.sentiment.isEmpty {
            let labels = series.sentiment.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
            lines.append("  As \(series.source) labels them: \(labels.joined(separator: ", "))")
        }
        return lines
    }
}

struct ObserveSpikes: Command {
    static let configuration = CommandConfiguration(
        commandName: "spikes", abstract: "Show the hours with far more posts than usual.",
        discussion: """
            Compares each hour with the same time of day of the last 28 days. It decides nothing: \
            look at the samples, then report or watch a rumor. Your question is recorded.
            Example: tocsin observe spikes
            """)

    @Argument(help: "The topic. Default: all.") var topic: String?
    @Option(parsing: .unconditional, help: "From then on: -2d, or RFC 3339. Default: all.")
    var since: String?
    @OptionGroup var global: GlobalOptions

    func run(in world: World) throws {
        let desk = try ListeningDesk(global, .writing, InputReader(world))
        let since = try since.map {
            try desk.zone.instant($0, .past, now: desk.session.engine.now)
        }
        let state = try desk.state(asking: "spikes", about: topic)
        let asked = try topic.map { try desk.known($0, in: state) }
        let found = ListeningSpikes(state, in: desk.zone, topic: asked, since: since)
        if global.json { return try world.printJSON(found) }
        desk.print(lines(found, desk.zone))
    }

    private static let mostSpikes = 10

    private func lines(_ found: ListeningSpikes, _ zone: Zone) -> [String] {
        var lines = found.spikes.prefix(Self.mostSpikes).flatMap { spike -> [String] in
            let words =
                spike.words.isEmpty
                ? "Look at the posts there; the log has no words of theirs in common."
                : "Samples share: \(spike.words.joined(separator: ", "))."
            return [
                "\(spike.topic) on \(spike.channel), by \(spike.source), \(zone.dated(spike.from)): expected about \(Self.figure(spike.expected)), saw \(spike.count)\(spike.isRising ? ", rising" : "")",
                "  As high \(Self.chance(spike.probability)) by this model, from \(spike.baseline) hours before. \(words)",
                "  If it is a rumor: tocsin rumor report CLAIM, or watch it: tocsin rumor watch",
            ]
        }
        if found.spikes.count > Self.mostSpikes {
            lines.append("\(found.spikes.count - Self.mostSpikes) earlier spikes: --json")
        }
        if found.tested > 0 {
            lines.append(
                "\(found.spikes.count.counted("spike")) in \(found.tested.counted("hour")) compared."
            )
        }
        for unknown in found.withoutBaseline {
            let growth =
                unknown.doublingHours.map { ", doubling in \(Self.figure($0)) h at this rate" }
                ?? ""
            let before = unknown.before.map { ", \($0) the hour before" } ?? ""
            lines.append(
                "\(unknown.topic) on \(unknown.channel), by \(unknown.source), \(zone.dated(unknown.from)): \(unknown.count)\(before)\(growth). No baseline: \(unknown.baseline.counted("value")) of at least \(SpikeTest().fewestValues)."
            )
        }
        return lines.isEmpty ? ["Nothing is counted yet."] : lines
    }

    /// One digit after the point below 10.
    private static func figure(_ number: Double) -> String {
        let tenths = (number * 10).rounded() / 10
        return number < 10 && tenths != tenths.rounded() ? "\(tenths)" : "\(Int(number.rounded()))"
    }

    /// `once in 30 million such hours`.
    private static func chance(_ probability: Double) -> String {
        let hours = 1 / probability
        guard hours < 1e12 else { return "less than once in a trillion such hours" }
        for (size, name) in [(1e9, " billion"), (1e6, " million"), (1e3, " thousand")]
        where hours >= size {
            return "once in \(Int((hours / size).rounded()))\(name) such hours"
        }
        return "once in \(Int(hours.rounded())) such hours"
    }
}
