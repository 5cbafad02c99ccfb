internal import Engine
internal import IncidentEvents
internal import Player

/// Jumps in the player in an incident with very many entries.
enum PlayerBenchmark {
    static func run(_ settings: Benchmark.Settings) throws {
        let (engine, stream, count) = try LongIncidentBenchmarks.engine(settings)
        let loaded = try engine.load(stream)
        guard let end = loaded.records.last?.incidentTime else { return }
        let size = Screen.Size(columns: 80, rows: 24)
        var history = History()
        var loading = Runs()
        let before = try MemoryUse.now().anonymous
        history = History(loaded.records)
        let memory = Double(try MemoryUse.now().anonymous - before) / 1e6
        for _ in 0..<5 { loading.add(seconds { history = History(loaded.records) } * 1000) }
        var state = PlayerState(history, end: end)
        var jumps = Runs()
        var steps = Runs()
        // Every place is equally likely, and the same in every run.
        var place = 0
        for _ in 0..<200 {
            place = (place + 61_803) % count
            let position = loaded.records[place].position
            let jump = try seconds {
                for character in "g\(position)" { state.press(.character(character)) }
                state.press(.enter)
                try check(PlayerScreen.draw(state, stream: stream, size: size), state, place)
            }
            jumps.add(jump * 1000)
            guard place + 1 < count else { continue }
            let step = try seconds {
                state.press(.right)
                try check(PlayerScreen.draw(state, stream: stream, size: size), state, place + 1)
            }
            steps.add(step * 1000)
        }
        let name = "player-of-\(count)-entries"
        try Figure.reportPercentiles(
            "\(name)-jump", jumps, unit: "ms",
            note: "to any entry: key to screen, three columns and all, 80 × 24")
        try Figure.reportPercentiles("\(name)-step", steps, unit: "ms")
        try Figure(
            "\(name)-loading", loading, unit: "ms", note: "records in memory to kept states"
        ).report()
        try Figure(
            name: "\(name)-memory", value: memory, unit: "MB",
            note: "anonymous; kept states and the timeline, beside the records"
        ).report()
    }

    private static func check(_ screen: Screen, _ state: PlayerState, _ place: Int) throws {
        if state.index != place || screen.lines[2].isEmpty {
            throw BenchError("The player stands at \(state.index), not at \(place).")
        }
    }
}
