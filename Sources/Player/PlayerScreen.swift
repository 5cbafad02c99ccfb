internal import Basics
internal import Incident
internal import IncidentEvents
internal import ReadModels

/// Draws the player for a terminal of any size.
public struct PlayerScreen {
    let state: PlayerState
    /// The incident's id.
    let stream: String
    var screen: Screen

    private init(_ state: PlayerState, stream: String, size: Screen.Size) {
        self.state = state
        self.stream = stream
        screen = Screen(size: size)
    }

    var width: Int { screen.size.columns }
    var height: Int { screen.size.rows }
    var zone: Zone { state.zone }

    public static func draw(
        _ state: PlayerState, stream: String, size: Screen.Size
    ) -> Screen {
        var drawing = PlayerScreen(state, stream: stream, size: size)
        drawing.draw()
        return drawing.screen
    }

    /// The screen while the log is loading.
    ///
    /// - Parameter progress: The progress so far; nil at the beginning.
    public static func drawLoading(
        stream: String, progress: String?, size: Screen.Size
    ) -> Screen {
        var screen = Screen(size: size)
        screen.put("Reading \(CellText.safe(stream)) …", row: 0, .bold)
        if let progress { screen.put("\(progress) q leaves.", row: 1) }
        return screen
    }

    private mutating func draw() {
        heading()
        if state.showsHelp {
            help(in: min(2, height - 1)..<max(height - 1, 0))
            return statusLine()
        }
        // A small window drops the least important parts first.
        let timeLine = height >= 12 ? 3 : 0
        let detail = height >= 20 ? max(4, height / 5) : height >= 16 ? 3 : 0
        let bottom = height - 1 - timeLine
        let split = state.isZoomed || detail == 0 ? bottom : bottom - detail - 1
        panes(in: 2..<max(split, 2))
        if split < bottom { entry(rule: split, in: split + 1..<bottom) }
        if timeLine > 0 { self.timeLine(from: bottom) }
        statusLine()
    }

    /// Two lines: the incident and its mode; the moment and the playback.
    private mutating func heading() {
        let mode = state.history.last.mode
        let title = CellText.safe((state.history.last.opening?.title).recorded)
        let isDrill = mode == .exercise || mode == .reenactment
        let place = "entry \(state.index + 1) of \(state.history.count)"
        // A small window has no room for the place; the kind of incident is always shown.
        let hasPlace = width >= 40
        let room = hasPlace ? width - CellText.width(of: place) - 2 : width
        let name = "\(mode.marking): \(CellText.safe(stream)), \(title)"
        screen.put(name, row: 0, isDrill ? .reverse : .bold, cells: room)
        if hasPlace {
            screen.put(place, row: 0, column: width - CellText.width(of: place), .quiet)
        }
        var words = [zone.dated(state.time, seconds: true)]
        if state.isFollowing {
            words.append("following")
        } else {
            words.append(state.isPlaying ? "playing \(state.speed)x" : "paused")
        }
        if state.isLive, !state.isFollowing { words.append("behind live") }
        if let phase = state.incident.phase { words.append("phase \(CellText.safe(phase))") }
        if state.incident.isClosed { words.append("closed") }
        if state.incident.unknownEntries > 0 {
            words.append(
                "a newer Tocsin is needed for \(state.incident.unknownEntries.counted("entry", "entries"))"
            )
        }
        screen.put(words.joined(separator: "  "), row: 1)
    }

    // MARK: The entry under the cursor

    private mutating func entry(rule: Int, in rows: Range<Int>) {
        let record = state.history.records[state.index]
        let kind = state.history.entry(state.index)?.kind ?? "restricted"
        let name =
            "\(marker(.entry))ENTRY position \(record.position), revision \(record.revision), "
            + CellText.safe(kind)
        self.rule(rule, name)
        list(.entry, in: rows, column: 0, cells: width, linesAnItem: rows.count)
    }

    mutating func rule(_ row: Int, _ name: String) {
        let text = CellText.clipped(name + " ", to: width)
        let rest = width - CellText.width(of: text)
        screen.put(text, row: row, .bold)
        screen.put(String(repeating: "─", count: rest), row: row, column: width - rest, .quiet)
    }

    /// Marks the pane that the arrow keys scroll, even without color.
    func marker(_ pane: PlayerState.Pane) -> String { state.pane == pane ? ">" : "" }

    // MARK: The timeline

    private mutating func timeLine(from row: Int) {
        let span = max(state.end.since(state.first).microseconds, 1)
        func column(_ index: Int, _ instant: Instant) -> Int {
            // Computed in double: the product would not fit the integer.
            let share =
                state.isScaledByEntry
                ? Double(index) / Double(max(state.history.count - 1, 1))
                : Double(instant.since(state.first).microseconds) / Double(span)
            return min(max(Int((share * Double(width - 1)).rounded()), 0), max(width - 1, 0))
        }
        var marks = [Mark.Kind?](repeating: nil, count: max(width, 1))
        for mark in state.history.marks {
            let place = column(mark.index, state.history.times[mark.index])
            if let known = marks[place], known.rank <= mark.kind.rank { continue }
            marks[place] = mark.kind
        }
        for (place, kind) in marks.enumerated() {
            guard let kind else { continue }
            screen.put(String(kind.rawValue), row: row, column: place, kind.style)
        }
        let cursor = column(state.index, state.time)
        screen.put(String(repeating: "━", count: cursor), row: row + 1, .bold)
        screen.put("┃", row: row + 1, column: cursor, .reverse)
        screen.put(
            String(repeating: "─", count: max(0, width - cursor - 1)), row: row + 1,
            column: cursor + 1, .quiet)
        labels(row + 2, cursor: cursor)
    }

    /// The times of both ends, and of the cursor if there is room between them.
    private mutating func labels(_ row: Int, cursor: Int) {
        let first = zone.clock(state.first) + (state.isScaledByEntry ? "  by entry" : "")
        let last = zone.dated(state.end)
        screen.put(first, row: row, .quiet)
        let end = width - last.count
        guard end > first.count + 1 else { return }
        screen.put(last, row: row, column: end, .quiet)
        let here = zone.clock(state.time, seconds: true)
        let place = min(max(cursor - here.count / 2, first.count + 2), end - here.count - 2)
        if place > first.count + 1 { screen.put(here, row: row, column: place, .bold) }
    }

    // MARK: The last line

    private mutating func statusLine() {
        guard height > 2 else { return }
        let row = height - 1
        if let prompt = state.prompt {
            let question =
                switch prompt.question {
                case .time: "Time (22:15, -5m, +1h): "
                case .position: "Position: "
                case .search: "Search: "
                }
            // People look at the end of the text they type.
            var typed = CellText.safe(prompt.text)
            let room = max(4, width - question.count - 1)
            while CellText.width(of: typed) > room { typed.removeFirst() }
            screen.put(question + typed, row: row, .bold)
            screen.put(
                " ", row: row, column: question.count + CellText.width(of: typed), .reverse)
        } else if let notice = state.notice {
            screen.put(notice, row: row, .bold)
        } else {
            var line = ""
            for hint in Self.hints where line.count + hint.count + 2 <= width {
                line += (line.isEmpty ? "" : "  ") + hint
            }
            screen.put(line, row: row, .quiet)
        }
    }

    /// The hints in order of importance: a narrow window shows the first ones.
    private static let hints = [
        "q quit", "? help", "space play", "←→ entry", "+- speed", "mrcwp marks", "t time", "g pos",
        "/ find", "tab pane", "z zoom", "s scale",
    ]

    private mutating func help(in rows: Range<Int>) {
        for (row, line) in zip(rows, Self.helpLines) { screen.put(line, row: row) }
    }

    private static let helpLines = [
        "space       play and pause            + -   faster, slower (1x to 600x)",
        "left right  entry by entry            Home End   the first, the last",
        "m r c w p   next release, rumor, correction, withdrawal, phase change",
        "M R C W P   the previous one; ] [ next and previous mark of any kind",
        "t  go to a time: 22:15, -5m, +1h      g  go to a position in the log",
        "/  search the entries                 n N  next and previous hit",
        "tab  choose a pane                    up down  scroll it",
        "z or Enter  show only this pane       f  follow a live incident",
        "s  the time line by entry or by time  q  quit",
        "Press any key to close this page.",
        "",
        "Marks: M release, R rumor, C correction delivered, W withdrawal, P phase.",
        "If several marks share a place, it shows the first of W C R P M.",
        "KNOWN: current facts and assessed claims, newest first.",
        "SAID: our public messages, newest first.",
        "GAP: known false, still public; said, but refuted or changed; promises",
        "  overdue; released but not posted; claims not corrected everywhere;",
        "  unanswered questions; known but not said, with its age.",
    ]
}

extension Mark.Kind {
    /// The mark with the lowest rank is shown if several fall on one column.
    fileprivate var rank: Int {
        switch self {
        case .withdrawal: 0
        case .correction: 1
        case .rumor: 2
        case .phase: 3
        case .release: 4
        }
    }

    fileprivate var style: Screen.Style {
        switch self {
        case .withdrawal: .alarm
        case .correction: .correction
        case .rumor: .rumor
        case .phase: .phase
        case .release: .release
        }
    }
}

extension Duration {
    fileprivate var microseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    }
}
