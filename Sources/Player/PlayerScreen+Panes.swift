extension PlayerScreen {
    /// Draws three columns if there is room, else the chosen pane alone.
    mutating func panes(in rows: Range<Int>) {
        guard !rows.isEmpty else { return }
        guard width >= 60, !state.isZoomed else { return alone(in: rows) }
        let third = (width - 2) / 3
        let gap = width - 2 - 2 * third
        column(.known, in: rows, column: 0, cells: third)
        separator(in: rows, column: third)
        column(.said, in: rows, column: third + 1, cells: third)
        separator(in: rows, column: 2 * third + 1)
        column(.gap, in: rows, column: 2 * third + 2, cells: gap)
    }

    private mutating func separator(in rows: Range<Int>, column: Int) {
        for row in rows { screen.put("│", row: row, column: column, .quiet) }
    }

    private mutating func column(
        _ pane: PlayerState.Pane, in rows: Range<Int>, column: Int, cells: Int
    ) {
        screen.put(
            "\(marker(pane))\(pane.title) \(state.items(of: pane).count)", row: rows.lowerBound,
            column: column, .bold, cells: cells - 1)
        list(
            pane, in: rows.dropFirst(), column: column, cells: cells - 1, linesAnItem: 5)
    }

    /// Draws one pane over the whole width, with the names of the others above it.
    private mutating func alone(in rows: Range<Int>) {
        // The entry has its own area below, except when it is shown alone.
        let tabs = PlayerState.Pane.allCases.map { pane in
            let count = pane == .entry ? "" : " \(state.items(of: pane).count)"
            return pane == state.pane ? "[\(pane.title)\(count)]" : "\(pane.title)\(count)"
        }
        screen.put(tabs.joined(separator: "  "), row: rows.lowerBound, .bold)
        list(
            state.pane, in: rows.dropFirst(), column: 0, cells: width,
            linesAnItem: max(rows.count - 1, 1))
    }

    /// Lists a pane's items from the scroll position, and the number of remaining ones.
    mutating func list(
        _ pane: PlayerState.Pane, in rows: Range<Int>, column: Int, cells: Int, linesAnItem: Int
    ) {
        guard !rows.isEmpty else { return }
        let items = state.items(of: pane)
        var lines: [(text: String, style: Screen.Style)] = []
        var index = min(state.scrolled[pane] ?? 0, max(items.count - 1, 0))
        var endings: [Int] = []
        while index < items.count, lines.count <= rows.count {
            let item = items.item(index)
            let head = CellText.lines(CellText.safe(item.head), cells: cells, limit: linesAnItem)
            let indent = item.head.isEmpty ? 0 : 1
            let text = CellText.lines(
                CellText.safe(item.text), cells: cells - indent,
                limit: max(linesAnItem - head.count, item.head.isEmpty ? 1 : 0))
            let margin = String(repeating: " ", count: indent)
            lines += head.map { ($0, item.style) }
            lines += text.map { (margin + $0, item.head.isEmpty ? item.style : .plain) }
            endings.append(lines.count)
            index += 1
        }
        if items.count == 0 { lines.append(("nothing", .quiet)) }
        let isAll = index == items.count && lines.count <= rows.count
        let shown = isAll ? lines.count : rows.count - 1
        for (row, line) in zip(rows, lines.prefix(shown)) {
            screen.put(line.text, row: row, column: column, line.style, cells: cells)
        }
        guard !isAll else { return }
        // A truncated item counts among the remaining ones.
        let first = min(state.scrolled[pane] ?? 0, max(items.count - 1, 0))
        let whole = first + endings.count { $0 <= shown }
        screen.put(
            "… \(items.count - whole) more", row: rows.lowerBound + shown, column: column, .quiet,
            cells: cells)
    }
}

extension PlayerState.Pane {
    var title: String {
        switch self {
        case .known: "KNOWN"
        case .said: "SAID"
        case .gap: "GAP"
        case .entry: "ENTRY"
        }
    }
}
