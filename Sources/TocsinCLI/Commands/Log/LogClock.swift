internal import Basics
internal import ArgumentParser
internal import Documents
internal import Engine
internal import EventLog
internal import IncidentEvents

struct LogClock: Command {
    static let configuration = CommandConfiguration(
        commandName: "clock", abstract: "Show entries that were recorded under a wrong clock.",
        discussion: """
            An entry made while a computer's clock was ahead keeps its time, and so do the entries \
            after it until the other clocks catch up. Public texts use the clock instead, and so \
            does everything that shows entries if it is behind by more than a day.
            Example: tocsin log clock
            """)

    @OptionGroup var global: GlobalOptions

    struct Answer: Encodable {
        var jumps: [Jump]
    }

    /// An entry with a time that the clocks hadn't reached, and the entries that took its time.
    struct Jump: Encodable {
        var position: UInt64
        var incident: String
        var actor: String
        var host: String?
        /// The entry's time.
        var recordedAt: Instant
        /// How far the next entry's clock was behind it.
        var aheadSeconds: Int64
        /// The entries after it that have a time later than their clock's.
        var entries: Int
        /// The position of the last of them.
        var last: UInt64
    }

    /// Clocks of well-kept machines differ by less.
    private static let tolerance: Int64 = 60_000_000
    private static let batch: UInt64 = 1_000

    func run(in world: World) throws {
        let engine = try Session(global, .reading, world).engine
        let answer = Answer(jumps: try jumps(engine.log))
        if global.json { return try world.printJSON(answer) }
        guard !answer.jumps.isEmpty else {
            return world.print("No entry was recorded under a clock that was ahead.")
        }
        for jump in answer.jumps {
            let ahead = Duration.seconds(jump.aheadSeconds).brief
            world.print(
                "#\(jump.position) (\(jump.incident), \(jump.actor)\(jump.host.map { " on \($0)" } ?? "")) has the time \(jump.recordedAt.rfc3339), \(ahead) ahead of the clock after it."
            )
            world.print(
                "  The time is too late in \(jump.entries.counted("later entry", "later entries")), up to #\(jump.last). The order is right."
            )
            world.print(
                "  Say when it really happened: tocsin note correct \(jump.position) \"WHAT IS RIGHT\" --occurred TIME"
            )
        }
    }

    private func jumps(_ log: EventLog) throws -> [Jump] {
        try log.read { log in
            var jumps: [Jump] = []
            var before: StoredRecord?
            var isBehind = false
            for start in stride(from: 0, to: try log.head, by: UInt64.Stride(Self.batch)) {
                for record in try log.records(from: start, limit: Int(Self.batch)) {
                    let behind = record.rawClock.map { record.recordedAt - $0 } ?? 0
                    if behind > Self.tolerance {
                        if !isBehind, let before {
                            let metadata = try before.metadata()
                            jumps.append(
                                Jump(
                                    position: before.position, incident: before.stream,
                                    actor: metadata.actor, host: metadata.host.nonEmpty,
                                    recordedAt: Instant(microseconds: before.recordedAt),
                                    aheadSeconds: behind / 1_000_000, entries: 0,
                                    last: record.position))
                        }
                        jumps[jumps.count - 1].entries += 1
                        jumps[jumps.count - 1].last = record.position
                    }
                    isBehind = behind > Self.tolerance
                    before = record
                }
            }
            return jumps
        }
    }
}
