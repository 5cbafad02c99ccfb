import Channels
import HandwrittenLog
import Incident
import IncidentEvents
import Player
import Playbooks
import ReadModels
import SwiftProtobuf
import Testing

@Suite struct PlayerStateTests {
    /// By minute and index: opened 0, fact 1 to 3, M1 drafted 4, released 5, posted 6, R1 reported
    /// 7, seen 8, found false 9, M2 drafted 10, released 11, posted as its correction 12, M1
    /// withdrawn 13, recovery 14.
    static func fire() -> Log {
        var log = Log()
        log.open()
        log.fact("F1")
        log.draft("M1", cites: ["F1"])
        log.release("M1")
        log.post("M1", "x:MillPD", at: 6)
        log.rumor("R1", on: ["tv:station-4"], finding: nil)
        log.add(.rumorAssessed(.with { ($0.rumor, $0.finding) = ("R1", .false) }))
        log.draft("M2", .correction, corrects: ["R1"])
        log.release("M2")
        log.post("M2", "x:MillPD", at: 12)
        log.withdraw("M1", "x:MillPD", at: 13)
        log.add(.phaseChanged(.with { $0.phase = "recovery" }), at: 14)
        for index in log.records.indices { log.records[index].recordedAt = Log.minute(index) }
        return log
    }

    private func player(
        _ log: Log = fire(), start: Int? = nil, end: Int = 20, isLive: Bool = false
    ) -> PlayerState {
        PlayerState(
            History(log.records), start: start.map(Log.minute), end: Log.minute(end), isLive: isLive
        )
    }

    @Test func `where the department has no account, nothing is missing in the gap`() {
        var log = Log()
        log.open()
        log.draft("M1")
        log.release("M1", channels: ["x"])
        let last = Log.minute(20)
        func gap(_ department: Department?) -> Gap {
            PlayerState(
                History(log.records), start: last, end: last, department: department
            ).columns.gap.gap
        }
        let department = Department(
            id: "mill", name: "Mill Fire", zone: "UTC", withoutAccount: [.x])
        #expect(!gap(nil).unposted.isEmpty)
        #expect(gap(department).unposted.isEmpty)
    }

    private func press(_ keys: String, _ state: inout PlayerState) {
        for character in keys { state.press(character == "\r" ? .enter : .character(character)) }
    }

    @Test func `it begins at the first entry and steps through all of them and no further`() {
        var state = player()
        #expect(state.index == 0 && state.time == Log.minute(0))
        state.press(.left)
        #expect(state.index == 0)
        #expect(state.notice == "This is the first entry.")
        for index in 1...14 {
            state.press(.right)
            #expect(state.index == index && state.time == Log.minute(index))
        }
        // After the last entry comes the last moment.
        state.press(.right)
        #expect(state.index == 14 && state.time == Log.minute(20))
        state.press(.right)
        #expect(state.notice == "This is the last entry.")
        state.press(.home)
        #expect(state.index == 0)
    }

    @Test func `what is shown is what was known after the entry under the cursor`() {
        var state = player(start: 6)
        #expect(state.incident.messages.all.first?.postings.count == 1)
        #expect(state.columns.said.map(\.message.description) == ["M1"])
        state.press(.left)
        #expect(state.incident.messages.all.first?.postings.isEmpty == true)
        #expect(state.columns.said.isEmpty)
        #expect(state.columns.gap.gap.unposted.count == 1)
    }

    @Test(arguments: [
        ("m", [5, 11]), ("r", [7]), ("c", [12]), ("w", [13]), ("p", [14]),
        ("]", [5, 7, 11, 12, 13, 14]),
    ])
    func `a letter jumps to the next mark of its kind, and says where there is none`(
        _ key: String, _ places: [Int]
    ) {
        var state = player()
        for place in places {
            press(key, &state)
            #expect(state.index == place)
        }
        press(key, &state)
        #expect(state.index == places.last)
        #expect(state.notice?.hasSuffix("after this entry.") == true)
        let back = key == "]" ? "[" : key.uppercased()
        for place in places.dropLast().reversed() {
            press(back, &state)
            #expect(state.index == place)
        }
    }

    @Test func `playing moves on by the speed, over entries and between them, to the end`() {
        var state = player()
        press(" ", &state)
        #expect(state.speed == 60)
        state.advance(by: .milliseconds(2500))
        #expect(state.index == 2)
        #expect(state.time == Log.start.advanced(by: .seconds(150)))
        press("-", &state)
        #expect(state.speed == 30)
        state.advance(by: .seconds(2))
        #expect(state.index == 3)
        press(" ", &state)
        state.advance(by: .seconds(60))
        #expect(state.index == 3, "It is paused.")
        press(" ", &state)
        state.advance(by: .seconds(3600))
        #expect(state.isAtEnd && !state.isPlaying)
        press(" ", &state)
        #expect(state.notice == "This is the end. Home goes to the start.")
    }

    @Test func `speeds go from 1 to 600`() {
        var state = player()
        for _ in 0..<20 { press("+", &state) }
        #expect(state.speed == 600)
        for _ in 0..<20 { press("-", &state) }
        #expect(state.speed == 1)
    }

    @Test func `it goes to a time, by the clock and by a span, and stays within the incident`() {
        var state = player()
        // 2027-01-15 12:00 UTC is the start.
        press("t\(Zone.utc.clock(Log.minute(9)).prefix(5))\r", &state)
        #expect(state.index == 9)
        press("t-3m\r", &state)
        #expect(state.index == 6 && state.time == Log.minute(6))
        press("t+5h\r", &state)
        #expect(state.time == Log.minute(20))
        #expect(state.notice == "This is the end of the replay.")
        press("tnever\r", &state)
        #expect(state.notice?.hasPrefix("\"never\" isn't a valid time.") == true)
        #expect(state.time == Log.minute(20))
    }

    @Test func `it goes to a position, and says which there are`() {
        var state = player()
        press("g12\r", &state)
        #expect(state.index == 12)
        press("g99\r", &state)
        #expect(state.index == 12)
        #expect(
            state.notice
                == "This incident has no entry at position 99. Its positions are 0 to 14.")
    }

    @Test func `a search finds entries by their words in any case, onwards and back`() {
        var state = player()
        press("/POSTED\r", &state)
        #expect(state.index == 6)
        press("n", &state)
        #expect(state.index == 12)
        press("n", &state)
        #expect(state.index == 12)
        #expect(state.notice == "\"POSTED\" is not after this entry. N searches the other way.")
        press("N", &state)
        #expect(state.index == 6)
    }

    @Test func `a prompt takes what is typed, lets it be mended and be given up`() {
        var state = player()
        press("g1", &state)
        state.press(.backspace)
        press("7", &state)
        #expect(state.prompt?.text == "7")
        state.press(.enter)
        #expect(state.index == 7 && state.prompt == nil)
        press("/q", &state)
        #expect(!state.isDone, "q is typed here.")
        state.press(.escape)
        #expect(state.prompt == nil && state.index == 7)
    }

    @Test func `panes take turns, scroll within their items and open alone`() {
        var state = player(start: 14)
        #expect(state.pane == .gap)
        state.press(.tab)
        #expect(state.pane == .entry)
        state.press(.backTab)
        #expect(state.pane == .gap)
        for _ in 0..<9 { state.press(.down) }
        #expect(state.scrolled[.gap] == max(state.columns.gap.count - 1, 0))
        state.press(.up)
        #expect(state.scrolled[.gap] == max(state.columns.gap.count - 2, 0))
        press("z", &state)
        #expect(state.isZoomed)
        state.press(.escape)
        #expect(!state.isZoomed)
    }

    @Test func `a live incident is followed until one looks back, and again on f`() {
        let log = Self.fire()
        var start = log
        start.records = Array(log.records.prefix(6))
        var state = player(start, end: 5, isLive: true)
        #expect(state.isFollowing && state.index == 5)
        state.append(log.records[6..<8])
        #expect(state.index == 7 && state.isFollowing)
        // The clock advances without an entry.
        state.present(is: Log.minute(9))
        #expect(state.time == Log.minute(9))
        state.press(.left)
        #expect(!state.isFollowing && state.index == 6)
        state.append(log.records[8..<10])
        #expect(state.index == 6)
        #expect(state.notice == "3 newer entries. Press f to follow.")
        press("f", &state)
        #expect(state.index == 9 && state.isFollowing)
    }

    @Test func `the time line can give each entry the same room`() {
        let log = Self.fire()
        var state = player(log, start: 7, end: 14)
        func marks() -> String {
            PlayerScreen.draw(state, stream: "mill", size: Screen.Size(columns: 15, rows: 24))
                .lines[20]
        }
        #expect(marks() == "P    M R   MCWP")
        var late = log
        for index in 8..<15 {
            late.records[index].recordedAt = Log.minute(index + 100)
        }
        state = player(late, start: 7, end: 114)
        #expect(marks() == "PR            W")
        press("s", &state)
        #expect(marks() == "P    M R   MCWP")
    }

    @Test func `any key leaves the help, and q leaves the player`() {
        var state = player()
        press("?", &state)
        #expect(state.showsHelp)
        press("x", &state)
        #expect(!state.showsHelp && !state.isDone)
        press("é", &state)
        #expect(state.notice == "é has no function here. ? lists the keys.")
        press("q", &state)
        #expect(state.isDone)
    }
}
