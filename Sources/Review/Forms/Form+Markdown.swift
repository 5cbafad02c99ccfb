internal import Projections

extension Form {
    /// The sheet as Markdown. Nothing from the log can act as markup or move a cursor.
    public func markdown() -> String {
        var parts: [String] = []
        if let marking { parts.append("**\(Self.escaped(marking))**") }
        parts.append(
            "# " + [number, Self.escaped(title)].compactMap(\.self).joined(separator: ": "))
        if !lines.isEmpty {
            parts.append(lines.map { "- \(Self.escaped($0))" }.joined(separator: "\n"))
        }
        for block in blocks {
            parts.append("## " + block.heading)
            parts.append(markdown(block.content))
        }
        if let edition { parts.append("Blocks and order: \(Self.escaped(edition)).") }
        if let marking { parts.append("**\(Self.escaped(marking))**") }
        return parts.joined(separator: "\n\n") + "\n"
    }

    private func markdown(_ content: Content) -> String {
        switch content {
        case .text(let text): return Self.escaped(text)
        case .list(let items):
            return items.map { "- \(Self.escaped($0))" }.joined(separator: "\n")
        case .table(let columns, let rows):
            return
                ([columns.map(Self.escaped), columns.map { _ in "---" }]
                + rows.map { $0.map(Self.escaped) })
                .map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n")
        case .notRecorded: return "*\(blank)*"
        }
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for character in VisibleText.escaping(text) {
            switch character {
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            case "\\", "`", "*", "_", "[", "]", "|", "#", "~", "!": result += "\\\(character)"
            default: result.append(character)
            }
        }
        return result
    }
}

extension Form.Block {
    /// `28. Significant Events`; the words are the form's own, never the log's.
    var heading: String {
        [number.map { "\($0)." }, title].compactMap(\.self).joined(separator: " ")
    }
}
