/// A sheet of headings, paragraphs and lists that is written as Markdown and as HTML.
struct WirePage {
    enum Block {
        case paragraph(String)
        case list([String])
        case question(String, answer: String)
    }

    struct Section {
        let heading: String
        let blocks: [Block]

        /// Nil where there is nothing under the heading.
        init?(_ heading: String, _ blocks: [Block]) {
            let blocks = blocks.filter { !$0.isEmpty }
            guard !blocks.isEmpty else { return nil }
            self.heading = heading
            self.blocks = blocks
        }
    }

    var task: String
    var language: String
    /// Stands first and last, such as `EXERCISE` or `DRAFT, NOT RELEASED`.
    var marking: String?
    /// Who speaks, above the title.
    var agency: String
    var title: String
    /// Under the title: place and time.
    var lines: [String]
    var opening: [Block]
    var sections: [Section]
    var footer: [String]
}

extension WirePage.Block {
    var isEmpty: Bool {
        switch self {
        case .paragraph(let text): text.foldedSpace.isEmpty
        case .list(let items): items.allSatisfy(\.foldedSpace.isEmpty)
        case .question(let question, _): question.foldedSpace.isEmpty
        }
    }
}

extension WirePage {
    /// CommonMark. A sign in a text that would be markup is escaped.
    func markdown() -> String {
        var parts: [String] = []
        if let marking { parts.append("**\(marking.markdown)**") }
        parts.append(agency.markdown)
        parts.append("# \(title.markdown)")
        parts += lines.map { "**\($0.markdown)**" }
        parts += opening.filter { !$0.isEmpty }.flatMap(Self.markdown)
        for section in sections {
            parts.append("## \(section.heading.markdown)")
            parts += section.blocks.flatMap(Self.markdown)
        }
        if !footer.isEmpty { parts.append("---") }
        parts += footer.map(\.markdown)
        if let marking { parts.append("**\(marking.markdown)**") }
        return parts.joined(separator: "\n\n") + "\n"
    }

    private static func markdown(_ block: Block) -> [String] {
        switch block {
        case .paragraph(let text):
            text.paragraphs.map { $0.map(\.markdown).joined(separator: "\\\n") }
        case .list(let items):
            [
                items.filter { !$0.foldedSpace.isEmpty }.map { "- \($0.markdown)" }
                    .joined(separator: "\n")
            ]
        case .question(let question, let answer):
            ["### \(question.markdown)"] + markdown(.paragraph(answer))
        }
    }
}

extension String {
    /// One line whose signs mean themselves.
    fileprivate var markdown: String {
        var escaped = ""
        for scalar in foldedSpace.unicodeScalars {
            if "\\`*_[]<>#&|~".unicodeScalars.contains(scalar) { escaped += "\\" }
            escaped.unicodeScalars.append(scalar)
        }
        // A number or a sign that would begin a list, a heading's underline or a rule.
        guard let first = escaped.unicodeScalars.first else { return escaped }
        if "-+=".unicodeScalars.contains(first) { return "\\" + escaped }
        let digits = escaped.unicodeScalars.prefix { ("0"..."9").contains($0) }
        if !digits.isEmpty, let next = escaped.unicodeScalars.dropFirst(digits.count).first,
            next == "." || next == ")"
        {
            return String(String.UnicodeScalarView(digits)) + "\\"
                + String(escaped.unicodeScalars.dropFirst(digits.count))
        }
        return escaped
    }
}
