internal import Review
internal import Documents

extension Form {
    /// The sheet as Markdown. Nothing from the log can act as markup or move a cursor.
    public func markdown() -> String {
        var parts: [String] = []
        if let marking { parts.append("**\(MarkdownWriter.escaped(marking))**") }
        parts.append(
            "# "
                + [number, MarkdownWriter.escaped(title)].compactMap(\.self).joined(separator: ": ")
        )
        if !lines.isEmpty {
            parts.append(lines.map { "- \(MarkdownWriter.escaped($0))" }.joined(separator: "\n"))
        }
        for block in blocks {
            parts.append("## " + block.heading)
            parts.append(markdown(block.content))
        }
        if let edition { parts.append("Blocks and order: \(MarkdownWriter.escaped(edition)).") }
        if let marking { parts.append("**\(MarkdownWriter.escaped(marking))**") }
        return parts.joined(separator: "\n\n") + "\n"
    }

    private func markdown(_ content: Content) -> String {
        switch content {
        case .text(let text): return MarkdownWriter.escaped(text)
        case .list(let items):
            return items.map { "- \(MarkdownWriter.escaped($0))" }.joined(separator: "\n")
        case .table(let columns, let rows):
            return
                ([columns.map(MarkdownWriter.escaped), columns.map { _ in "---" }]
                + rows.map { $0.map(MarkdownWriter.escaped) })
                .map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n")
        case .notRecorded: return "*\(blank)*"
        }
    }
}

extension Form.Block {
    /// `28. Significant Events`; the words are the form's own, never the log's.
    var heading: String {
        [number.map { "\($0)." }, title].compactMap(\.self).joined(separator: " ")
    }
}
