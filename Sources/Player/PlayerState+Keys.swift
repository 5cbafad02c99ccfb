internal import IncidentEvents

extension PlayerState {
    public mutating func press(_ key: Key) {
        notice = nil
        if prompt != nil { return type(key) }
        if showsHelp {
            showsHelp = key == .character("q") ? true : false
            isDone = key == .character("q")
            return
        }
        switch key {
        case .character(let character): press(character)
        case .left: step(forward: false)
        case .right: step(forward: true)
        case .up: scroll(-1)
        case .down: scroll(1)
        case .pageUp: scroll(-10)
        case .pageDown: scroll(10)
        case .home: go(to: 0)
        case .end: goToEnd()
        case .enter: zoom()
        case .escape: isZoomed = false
        case .tab: focus(1)
        case .backTab: focus(-1)
        case .control("c"): isDone = true
        case .backspace, .control: break
        }
    }

    private mutating func press(_ character: Character) {
        switch character {
        case "q": isDone = true
        case "?": showsHelp = true
        case " ": togglePlaying()
        case "+", "=": changeSpeed(faster: true)
        case "-": changeSpeed(faster: false)
        case ".": step(forward: true)
        case ",": step(forward: false)
        case "0": go(to: 0)
        case "$": goToEnd()
        case "f": follow()
        case "z": zoom()
        case "s":
            isScaledByEntry.toggle()
            notice =
                "Each \(isScaledByEntry ? "entry" : "minute") has the same width on the timeline."
        case "t": prompt = Prompt(question: .time)
        case "g": prompt = Prompt(question: .position)
        case "/": prompt = Prompt(question: .search)
        case "n": search(forward: true)
        case "N": search(forward: false)
        case "]": jump(to: nil, forward: true)
        case "[": jump(to: nil, forward: false)
        default:
            let upper = character.uppercased()
            if let letter = upper.first, upper.count == 1, let kind = Mark.Kind(rawValue: letter) {
                jump(to: kind, forward: character != letter)
            } else {
                notice =
                    "\(CellText.safe(String(character))) has no function here. ? lists the keys."
            }
        }
    }

    private mutating func step(forward: Bool) {
        let next = index + (forward ? 1 : -1)
        if next < 0 {
            notice = "This is the first entry."
        } else if next >= history.count {
            if time < end { goToEnd() } else { notice = "This is the last entry." }
        } else {
            go(to: next)
        }
    }

    /// - Parameter kind: Nil for a mark of any kind.
    private mutating func jump(to kind: Mark.Kind?, forward: Bool) {
        func fits(_ mark: Mark) -> Bool { kind.map { $0 == mark.kind } ?? true }
        let here = index
        let mark =
            forward
            ? history.marks.first { $0.index > here && fits($0) }
            : history.marks.last { $0.index < here && fits($0) }
        if let mark { return go(to: mark.index) }
        notice = "No \(kind?.noun ?? "mark") \(forward ? "after" : "before") this entry."
    }

    private mutating func follow() {
        guard isLive else {
            notice = "This replay isn't live. For a live one, start it with --follow."
            return
        }
        goToEnd()
    }

    private mutating func search(forward: Bool) {
        guard !lastSearch.isEmpty else {
            notice = "No search yet. Press / to search."
            return
        }
        if let found = history.index(holding: lastSearch, from: index, forward: forward) {
            return go(to: found)
        }
        let quoted = CellText.clipped(CellText.safe(lastSearch), to: 30)
        notice =
            "\"\(quoted)\" is not \(forward ? "after" : "before") this entry."
            + " \(forward ? "N" : "n") searches the other way."
    }

    private mutating func scroll(_ distance: Int) {
        let count = items(of: pane).count
        scrolled[pane] = min(max((scrolled[pane] ?? 0) + distance, 0), max(count - 1, 0))
    }

    private mutating func focus(_ distance: Int) {
        let count = Pane.allCases.count
        pane = Pane(rawValue: (pane.rawValue + distance + count) % count) ?? .gap
    }

    private mutating func zoom() { isZoomed.toggle() }

    private mutating func type(_ key: Key) {
        switch key {
        case .character(let character):
            if (prompt?.text.count ?? 0) < 200 { prompt?.text.append(character) }
        case .backspace:
            if prompt?.text.popLast() == nil { prompt = nil }
        case .escape, .control("c"): prompt = nil
        case .enter: answer()
        default: break
        }
    }

    private mutating func answer() {
        guard let asked = prompt else { return }
        prompt = nil
        guard !asked.text.isEmpty else { return }
        switch asked.question {
        case .time:
            do throws(Zone.TimeFault) {
                let moment = try zone.instant(asked.text, now: time)
                go(to: moment)
                if moment < first { notice = "This is the start of the replay." }
                if moment > end { notice = "This is the end of the replay." }
            } catch {
                notice = CellText.safe(error.description)
            }
        case .position:
            let digits = asked.text.hasPrefix("#") ? String(asked.text.dropFirst()) : asked.text
            if let position = UInt64(digits), let found = history.index(ofPosition: position) {
                return go(to: found)
            }
            let last = history.records[history.count - 1].position
            notice =
                "This incident has no entry at position \(CellText.safe(asked.text)). Its positions are"
                + " \(history.records[0].position) to \(last)."
        case .search:
            lastSearch = asked.text
            search(forward: true)
        }
    }
}
