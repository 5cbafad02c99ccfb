/// The contents of a terminal's cells.
public struct Screen: Hashable, Sendable {
    public var size: Size
    public var rows: [[Run]]

    public struct Size: Hashable, Sendable {
        public var columns: Int
        public var rows: Int

        public init(columns: Int, rows: Int) {
            self.columns = columns
            self.rows = rows
        }
    }

    /// A text that begins at a column.
    public struct Run: Hashable, Sendable {
        public var column: Int
        public var text: String
        public var style: Style
    }

    /// The style of a text if there is color; color is never the only sign.
    public enum Style: String, Hashable, Sendable {
        case plain = ""
        case bold = "1"
        case quiet = "2"
        case alarm = "31"
        case alarmBold = "1;31"
        case reverse = "7"
        case release = "34"
        case correction = "32"
        case rumor = "33"
        case phase = "36"
    }

    public init(size: Size) {
        self.size = size
        rows = Array(repeating: [], count: size.rows)
    }

    /// Puts a safe text at a place, truncated at the right edge.
    mutating func put(
        _ text: String, row: Int, column: Int = 0, _ style: Style = .plain, cells: Int? = nil
    ) {
        guard rows.indices.contains(row), column < size.columns, !text.isEmpty else { return }
        let room = min(cells ?? .max, size.columns - column)
        rows[row].append(
            Run(column: column, text: CellText.clipped(text, to: room), style: style))
    }

    /// The screen as lines of text, without trailing blanks.
    public var lines: [String] {
        rows.map { runs in
            var line = ""
            var used = 0
            for run in runs.sorted(by: { $0.column < $1.column }) {
                line += String(repeating: " ", count: max(0, run.column - used)) + run.text
                used = max(used, run.column) + CellText.width(of: run.text)
            }
            while line.last == " " { line.removeLast() }
            return line
        }
    }

    /// The bytes that make a terminal show this screen instead of `previous`.
    ///
    /// Every run is sent to its own place: if a terminal measures a rare character differently, the
    /// neighboring columns still stay in place.
    ///
    /// - Parameter previous: The current screen; nil if it is not known.
    public func update(from previous: Screen?, usesColor: Bool) -> String {
        var output = ""
        let isSameSize = previous?.size == size
        if !isSameSize { output += "\u{1B}[0m\u{1B}[2J" }
        for (row, runs) in rows.enumerated() {
            if isSameSize, previous?.rows[row] == runs { continue }
            output += "\u{1B}[\(row + 1);1H\u{1B}[2K"
            for run in runs {
                if run.column > 0 { output += "\u{1B}[\(row + 1);\(run.column + 1)H" }
                // Reverse video is not a color, and marks the typed text.
                let isStyled = run.style != .plain && (usesColor || run.style == .reverse)
                output += isStyled ? "\u{1B}[\(run.style.rawValue)m\(run.text)\u{1B}[0m" : run.text
            }
        }
        return output
    }
}
