/// Writes a document as Markdown (CommonMark, with the tables of GitHub's).
///
/// Every text is escaped here and nowhere else: none can act as markup, wherever it is, or move a
/// cursor. White space at the ends of a line, which Markdown would drop or read as code, is left
/// out.
struct MarkdownWriter {
    private let keepsDirection: Bool

    init(_ document: Document) { keepsDirection = document.layout == .page }

    func markdown(_ document: Document) -> String {
        let marks = document.markings.map(strong)
        let title = ["# \(escaped(document.title))"]
        var parts: [String] = []
        if case .report = document.layout {
            parts = title + marks
        } else {
            parts = marks + (document.speaker.map { [paragraph($0)] } ?? []) + title
        }
        parts += document.lead.compactMap(block)
        for section in document.sections {
            parts.append("## \(escaped(section.heading))")
            parts += section.blocks.compactMap(block)
        }
        switch document.layout {
        case .report: break
        case .sheet: parts += document.footer.map(paragraph) + marks
        case .page:
            parts += document.footer.isEmpty ? [] : ["---"]
            parts += document.footer.map(paragraph) + marks
        }
        return parts.joined(separator: "\n\n") + "\n"
    }

    private func block(_ block: Document.Block) -> String? {
        switch block {
        case .heading(let heading, _): return "### \(escaped(heading))"
        case .paragraph(let text): return paragraph(text)
        case .list(let items):
            return items.map { item in
                (["- \(firstInLine(item.text))"] + item.below.map { "  - \(firstInLine($0))" })
                    .joined(separator: "\n")
            }.joined(separator: "\n")
        case .table(let table):
            let rows =
                [table.headings.map(escaped), table.headings.map { _ in "---" }]
                + table.rows.map { $0.cells.map(inline) }
            let lines = rows.map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n")
            return lines + (table.grouped.map { "\n\n\(paragraph($0))" } ?? "")
        case .blank(let words): return "*\(escaped(words))*"
        // A table next to each picture has the same content.
        case .picture: return nil
        }
    }

    // MARK: Texts

    private func paragraph(_ text: DocumentText) -> String {
        let lines = text.parts.split(omittingEmptySubsequences: false) {
            if case .lineBreak = $0 { true } else { false }
        }
        return lines.map { firstInLine(DocumentText(Array($0))) }.joined(separator: "\\\n")
    }

    /// A text at the start of a line, where it could become a list, a heading's underline or a
    /// rule.
    private func firstInLine(_ text: DocumentText) -> String {
        let line = inline(text).trimmingSpaces
        guard let first = line.utf8.first else { return line }
        if "-+=:".utf8.contains(first) { return "\\" + line }
        let digits = line.utf8.prefix { (0x30...0x39).contains($0) }
        let rest = line.utf8.dropFirst(digits.count)
        guard !digits.isEmpty, let sign = rest.first, ".)".utf8.contains(sign),
            rest.dropFirst().first.map({ $0 == UInt8(ascii: " ") }) ?? true
        else { return line }
        return line[..<rest.startIndex] + "\\" + line[rest.startIndex...]
    }

    private func inline(_ text: DocumentText) -> String {
        text.parts.map { part in
            switch part {
            case .words(let words), .quoted(let words): escaped(words)
            case .strong(let words): strong(words)
            case .reference(let words, _, _): escaped(words)
            case .lineBreak: " "
            }
        }.joined()
    }

    private func strong(_ text: String) -> String {
        // A space inside the asterisks would make them mean themselves.
        let words = escaped(text).trimmingSpaces
        return words.isEmpty ? "" : "**\(words)**"
    }

    private func escaped(_ text: String) -> String {
        let text = VisibleText.escaping(text, keepsDirection: keepsDirection)
        var result = ""
        var scalars = text.unicodeScalars[...]
        while let scalar = scalars.popFirst() {
            switch scalar {
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&" where scalars.first.map(Self.continuesReference) ?? false: result += "&amp;"
            case "\\", "`", "*", "_", "[", "]", "|", "#", "~", "!":
                result += "\\"
                result.unicodeScalars.append(scalar)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Whether `&` and this scalar may begin a character reference.
    private static func continuesReference(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "#" || scalar.properties.isAlphabetic
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        guard let first = unicodeScalars.firstIndex(where: { !$0.isSpace }),
            let last = unicodeScalars.lastIndex(where: { !$0.isSpace })
        else { return "" }
        return String(unicodeScalars[first...last])
    }
}

extension Unicode.Scalar {
    fileprivate var isSpace: Bool { properties.isWhitespace }
}
