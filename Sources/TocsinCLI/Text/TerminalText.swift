internal import Documents
internal import ReadModels

/// Text from a log or a file as a terminal may show it.
enum TerminalText {
    /// Shows control characters, escape sequences and direction overrides as `\u{1B}`, on one
    /// line.
    static func safe(_ text: String) -> String { VisibleText.escaping(text) }

    /// Breaks a safe text at spaces; a word longer than a line is broken anywhere.
    ///
    /// - Parameter width: Characters a line, without the indent.
    static func lines(_ text: String, width: Int) -> [String] {
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
    static func block(_ text: String, indent: Int, width: Int) -> String {
        let margin = String(repeating: " ", count: indent)
        return lines(text, width: max(20, width - indent)).map { margin + $0 }
            .joined(separator: "\n")
    }
}
