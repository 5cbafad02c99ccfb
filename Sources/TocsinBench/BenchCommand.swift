internal import ArgumentParser

/// Measures the log and its folds; prints one JSON object a line.
@main
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tocsin-bench",
        abstract: "Measure the log and what is folded from it.",
        discussion: """
            One JSON object a line: name, value and unit; where there is something to compare \
            with, also against, baseline and ratio (value / baseline). Values are medians of 5 \
            runs that alternate with those of the baseline; spread is (greatest - least) / median.
            Example: tocsin-bench --only append --peer sqlite
            """,
        subcommands: [Run.self, Child.self], defaultSubcommand: Run.self)

    enum Scale: String, ExpressibleByArgument {
        case small, full

        /// A small size for a quick look, and the full one of published figures.
        func pick<Value>(_ small: Value, _ full: Value) -> Value { self == .full ? full : small }
    }

    enum Peer: String, ExpressibleByArgument {
        case sqlite
    }

    struct Run: ParsableCommand {
        static let configuration = CommandConfiguration(commandName: "run")

        @Option(help: "Only the benchmarks whose name begins so; see --list.")
        var only: String?
        @Option(help: "small or full.") var scale = Scale.small
        @Option(help: "Another store to compare with: sqlite.") var peer: Peer?
        @Option(help: "The tocsin program, for the benchmark status.") var tocsin: String?
        @Option(help: "Where to write; the disk that is to be measured. Default: here.")
        var folder = "."
        @Flag(help: "Name the benchmarks and stop.") var list = false

        func run() throws {
            let chosen = Benchmark.all.filter { $0.name.hasPrefix(only ?? "") }
            if list { return chosen.forEach { print($0.name) } }
            guard !chosen.isEmpty else {
                throw ValidationError(
                    "No benchmark's name begins with \"\(only ?? "")\". See --list.")
            }
            let scratch = try Scratch(in: folder)
            defer { scratch.remove() }
            let settings = Benchmark.Settings(
                scale: scale, peer: peer, tocsin: tocsin, scratch: scratch)
            for benchmark in chosen { try benchmark.run(settings) }
        }
    }
}

struct Benchmark: Sendable {
    let name: String
    let run: @Sendable (Settings) throws -> Void

    struct Settings {
        let scale: BenchCommand.Scale
        let peer: BenchCommand.Peer?
        let tocsin: String?
        let scratch: Scratch
    }

    static let all = [
        Benchmark(name: "append-single", run: AppendBenchmarks.single),
        Benchmark(name: "append-batch", run: AppendBenchmarks.batch),
        Benchmark(name: "append-concurrent", run: AppendBenchmarks.concurrent),
        Benchmark(name: "replay-one-core", run: ReplayBenchmarks.oneCore),
        Benchmark(name: "replay-two-cores", run: ReplayBenchmarks.twoCores),
        Benchmark(name: "replay-memory", run: MemoryBenchmark.run),
        Benchmark(name: "verify", run: VerifyBenchmark.run),
        Benchmark(name: "open", run: OpeningBenchmarks.longLog),
        Benchmark(name: "reopen-after-kill", run: OpeningBenchmarks.afterKill),
        Benchmark(name: "follow-lag", run: FollowBenchmark.run),
        Benchmark(name: "frozen-reader", run: FrozenReaderBenchmark.run),
        Benchmark(name: "status", run: StatusBenchmark.run),
        Benchmark(name: "observe-import", run: ObserveBenchmark.run),
        Benchmark(name: "scale-rumors", run: ScaleBenchmarks.rumors),
        Benchmark(name: "scale-messages", run: ScaleBenchmarks.messages),
        Benchmark(name: "scale-facts", run: ScaleBenchmarks.facts),
        Benchmark(name: "scale-registers", run: ScaleBenchmarks.registers),
        Benchmark(name: "scale-incidents", run: ScaleBenchmarks.incidents),
        Benchmark(name: "home-due", run: HomeBenchmarks.due),
        Benchmark(name: "home-policy", run: HomeBenchmarks.policy),
        Benchmark(name: "refusals", run: HomeBenchmarks.refusals),
        Benchmark(name: "count", run: CountingBenchmarks.run),
        Benchmark(name: "linear-count", run: LinearBenchmarks.counting),
        Benchmark(name: "linear-cut", run: LinearBenchmarks.cutting),
        Benchmark(name: "linear-judge", run: LinearBenchmarks.judging),
        Benchmark(name: "as-of", run: LongIncidentBenchmarks.asOf),
        Benchmark(name: "player", run: PlayerBenchmark.run),
        Benchmark(name: "review", run: LongIncidentBenchmarks.review),
    ]
}
