internal import Documents

extension Form {
    /// The sheet as one self-contained HTML page that prints well.
    public func html() -> String { String(decoding: document.html(), as: UTF8.self) }

    /// The sheet as Markdown. Nothing from the log can act as markup or move a cursor.
    public func markdown() -> String { document.markdown() }

    private var document: Document {
        let name = [number, title].compactMap(\.self)
        var document = Document(.sheet, title: name.joined(separator: ": "))
        document.pageTitle = ([marking] + name + [lines.first]).compactMap(\.self)
            .joined(separator: " | ")
        document.markings = [marking].compactMap(\.self)
        document.lead = lines.isEmpty ? [] : [.list(quoting: lines)]
        document.sections = blocks.enumerated().map { index, block in
            Document.Section(
                id: "block-\(block.number ?? "\(index + 1)")", heading: block.heading,
                isWide: block.isWide, blocks: block.printed(blank: blank))
        }
        document.footer = edition.map { ["Blocks and order: \($0)."] } ?? []
        return document
    }
}

extension Form.Block {
    /// `28. Significant Events`
    fileprivate var heading: String {
        [number.map { "\($0)." }, title].compactMap(\.self).joined(separator: " ")
    }

    fileprivate var isWide: Bool {
        if number == nil { return true }
        return switch content {
        case .text(let text): text.utf8.count > 120
        case .list, .table: true
        case .notRecorded: false
        }
    }

    fileprivate func printed(blank: String) -> [Document.Block] {
        switch content {
        case .text(let text):
            text.split(separator: "\n").map { .paragraph(DocumentText(quoting: String($0))) }
        case .list(let items): [.list(quoting: items)]
        case .table(let columns, let rows):
            [
                .table(
                    Document.Table(
                        caption: title, headings: columns,
                        rows: rows.map { row in
                            Document.Row(row.map { DocumentText(quoting: $0) })
                        }))
            ]
        case .notRecorded: [.blank(blank)]
        }
    }
}
