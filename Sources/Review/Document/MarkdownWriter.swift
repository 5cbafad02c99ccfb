internal import Documents
internal import IncidentEvents
internal import ReadModels

/// Writes a review as Markdown. Nothing from the log can act as markup.
package struct MarkdownWriter {
    func markdown(_ document: ReviewDocument) -> String {
        var parts = ["# \(escaped(document.title))"]
        parts += document.markings.map { "**\(escaped($0))**" }
        if !document.facts.isEmpty {
            parts.append(document.facts.map { "- \(text($0))" }.joined(separator: "\n"))
        }
        for section in document.sections {
            parts.append("## \(escaped(section.heading))")
            parts += section.blocks.compactMap(block)
        }
        return parts.joined(separator: "\n\n") + "\n"
    }

    private func block(_ block: ReviewDocument.Block) -> String? {
        switch block {
        case .heading(let heading, _): return "### \(escaped(heading))"
        case .paragraph(let paragraph): return text(paragraph)
        case .list(let items):
            return items.map { item in
                (["- \(text(item.text))"] + item.below.map { "  - \(text($0))" })
                    .joined(separator: "\n")
            }.joined(separator: "\n")
        case .table(let table):
            let rows =
                [table.headings.map(escaped), table.headings.map { _ in "---" }]
                + table.rows.map { $0.cells.map(text) }
            let lines = rows.map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n")
            return lines + (table.grouped.map { "\n\n\(text($0))" } ?? "")
        // Each picture stands beside a table that says the same.
        case .picture: return nil
        }
    }

    private func text(_ text: ReviewText) -> String {
        text.parts.map { part in
            switch part {
            case .words(let words), .quoted(let words): escaped(words)
            case .strong(let words): "**\(escaped(words))**"
            case .record(let position): "entry \(position)"
            case .rumor(let rumor): rumor.description
            }
        }.joined()
    }

    private func escaped(_ text: String) -> String { Self.escaped(text) }

    /// Text of any origin, unable to act as markup or to move a cursor.
    package static func escaped(_ text: String) -> String {
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
