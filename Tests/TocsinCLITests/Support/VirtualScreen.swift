/// The part of a terminal that the player uses: the contents of its cells after some bytes.
///
/// pyte, a third-party terminal, checks widths and sequences independently if a Python with it is
/// installed.
struct VirtualScreen {
    private(set) var columns: Int
    private(set) var rows: Int
    private var cells: [[String]]
    private var row = 0
    private var column = 0
    private(set) var isAlternate = false
    private(set) var showsCursor = true
    private(set) var wraps = true
    /// Output that is not a text, sequence or mode that it knows.
    private(set) var unknown: [String] = []
    private(set) var colors: Set<Int> = []
    /// The contents of the main screen, where commands print.
    private var main: [[String]] = []

    init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
        cells = Self.blank(columns, rows)
    }

    private static func blank(_ columns: Int, _ rows: Int) -> [[String]] {
        Array(repeating: Array(repeating: " ", count: columns), count: rows)
    }

    /// Resizes like a terminal that clears whatever no longer fits.
    mutating func resize(columns: Int, rows: Int) {
        (self.columns, self.rows) = (columns, rows)
        cells = Self.blank(columns, rows)
        (row, column) = (0, 0)
    }

    var lines: [String] {
        cells.map { cells in
            var line = cells.joined()
            while line.last == " " { line.removeLast() }
            return line
        }
    }

    var text: String { lines.joined(separator: "\n") }

    mutating func feed(_ bytes: [UInt8]) {
        var scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars[...]
        while let scalar = scalars.popFirst() {
            switch scalar {
            case "\u{1B}" where scalars.first == "[":
                scalars.removeFirst()
                let body = scalars.prefix { !(0x40...0x7E).contains($0.value) }
                scalars = scalars.dropFirst(body.count)
                if let final = scalars.popFirst() { sequence(String(body), final) }
            case "\r": column = 0
            case "\n": row = min(row + 1, rows - 1)
            default: put(scalar)
            }
        }
    }

    private mutating func put(_ scalar: Unicode.Scalar) {
        if scalar.value < 0x20 { return unknown.append("control \(scalar.value)") }
        let width = Self.width(scalar)
        if width == 0 {
            if column > 0, row < rows { cells[row][column - 1].unicodeScalars.append(scalar) }
            return
        }
        guard column + width <= columns else { return }
        cells[row][column] = String(Character(scalar))
        if width == 2 { cells[row][column + 1] = "" }
        column += width
    }

    private mutating func sequence(_ body: String, _ final: Unicode.Scalar) {
        let numbers = body.split(separator: ";", omittingEmptySubsequences: false).map {
            Int($0) ?? 1
        }
        switch (final, body) {
        case ("H", _):
            row = min(max((numbers.first ?? 1) - 1, 0), rows - 1)
            column = min(max((numbers.dropFirst().first ?? 1) - 1, 0), columns - 1)
        case ("J", "2"): cells = Self.blank(columns, rows)
        case ("K", "2"): cells[row] = Array(repeating: " ", count: columns)
        // Bold, faint and reverse are not colors.
        case ("m", _): colors.formUnion(numbers.filter { $0 >= 30 })
        case ("h", "?1049"):
            main = cells
            cells = Self.blank(columns, rows)
            isAlternate = true
        case ("l", "?1049"):
            cells = main
            isAlternate = false
        case ("l", "?25"): showsCursor = false
        case ("h", "?25"): showsCursor = true
        case ("l", "?7"): wraps = false
        case ("h", "?7"): wraps = true
        default: unknown.append(body + String(Character(final)))
        }
    }

    /// Sufficient for the tests' texts.
    private static func width(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x300...0x36F, 0x200B...0x200D, 0xFE0F: 0
        case 0x1100...0x115F, 0x3041...0x9FFF, 0xAC00...0xD7A3, 0xFF01...0xFF60,
            0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF:
            2
        default: 1
        }
    }
}
