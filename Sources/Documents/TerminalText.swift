/// Text from a log or a file, in a form that is safe for a terminal.
package enum TerminalText {
    /// Shows control characters, escape sequences and direction overrides as `\u{1B}`, on one line.
    package static func safe(_ text: String) -> String { VisibleText.escaping(text) }

    /// Breaks a safe text at spaces; a word longer than a line is broken anywhere.
    ///
    /// - Parameter width: Characters a line, without the indent.
    package static func lines(_ text: String, width: Int) -> [String] {
        var lines: [String] = []
        for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
            var line = ""
            for word in VisibleText.escaping(String(paragraph)).split(separator: " ") {
                var word = word
                if !line.isEmpty, line.count + 1 + word.count > width {
                    lines.append(line)
                    line = ""
                }
                while word.count > width {
                    lines.append(String(word.prefix(width)))
                    word = word.dropFirst(width)
                }
                line += line.isEmpty ? String(word) : " \(word)"
            }
            lines.append(line)
        }
        return lines
    }

    /// A text broken at spaces, each line after an indent.
    package static func block(_ text: String, indent: Int, width: Int) -> String {
        let margin = String(repeating: " ", count: indent)
        return lines(text, width: max(20, width - indent)).map { margin + $0 }
            .joined(separator: "\n")
    }

    /// A table with two spaces between columns; the last column may have any width.
    ///
    /// - Parameter rows: Safe texts; rows may be of different length.
    package static func table(_ rows: [[String]], indent: String = "") -> String {
        var widths: [Int] = []
        for row in rows {
            for (column, cell) in row.enumerated() {
                if column < widths.count {
                    widths[column] = max(widths[column], cell.count)
                } else {
                    widths.append(cell.count)
                }
            }
        }
        return rows.map { row in
            let cells = row.enumerated().map { column, cell in
                column == row.count - 1
                    ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
            }
            return indent + cells.joined(separator: "  ")
        }.joined(separator: "\n")
    }
}
