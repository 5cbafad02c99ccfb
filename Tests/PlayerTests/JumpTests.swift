import HandwrittenLog
import IncidentEvents
import Player
import SeededRandom
import Testing

@Suite struct JumpTests {
    /// A new player without earlier jumps.
    private func fresh(_ log: Log, at time: Instant, end: Instant) -> PlayerState {
        PlayerState(History(log.records), start: time, end: end)
    }

    /// All lines except the last, which shows the result of the last key.
    private func screen(_ state: PlayerState) -> [String] {
        PlayerScreen.draw(state, stream: "mill", size: Screen.Size(columns: 100, rows: 30))
            .lines.dropLast()
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `after any jumps the screen is as if one had come straight here`(_ seed: UInt64) {
        var log = HistoryTests.log(seed: seed)
        // Each entry has its own time, so the time identifies the entry.
        for index in log.records.indices { log.records[index].recordedAt = Log.minute(index) }
        let end = Log.minute(log.records.count + 5)
        var generator = SeededGenerator(seed: seed)
        var state = PlayerState(History(log.records), end: end)
        for _ in 0..<40 {
            let place = Int.random(in: 0..<log.records.count, using: &generator)
            switch Int.random(in: 0...7, using: &generator) {
            case 0: state.press(.right)
            case 1: state.press(.left)
            case 2: state.press(.home)
            case 3: state.press(.end)
            case 4:
                for key in ["m", "R", "c", "W", "]"] { state.press(.character(Character(key))) }
            case 5:
                state.press(.character(" "))
                state.advance(by: .seconds(place))
                if state.isPlaying { state.press(.character(" ")) }
            default:
                for key in "g\(place)" { state.press(.character(key)) }
                state.press(.enter)
            }
            #expect(screen(state) == screen(fresh(log, at: state.time, end: end)))
        }
    }
}
