internal import Documents
internal import Channels

extension Form {
    /// The sheet as one HTML page that needs nothing beside itself and prints well.
    public func html() -> String {
        let name = [marking, number, title, lines.first].compactMap(\.self)
            .joined(separator: " | ")
        return String(
            decoding: HTMLWriter.page(title: name, style: Self.style, body: body), as: UTF8.self)
    }

    // Colours have at least 7 to 1 between text and background: WCAG 2.2 asks for 4.5.
    private static let style = """
        body { color: #1a1a1a; background: #ffffff; margin: 0 auto; padding: 1rem; \
        max-width: 64rem; font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; } \
        h1 { font-size: 1.6em; line-height: 1.25; margin: 0.5rem 0; } \
        h2 { font-size: 1em; line-height: 1.3; margin: 0 0 0.25rem; } \
        .marking { color: #ffffff; background: #8b0000; padding: 0.5rem; font-weight: bold; \
        text-align: center; margin: 0 0 0.5rem; } \
        .lines { list-style: none; padding: 0; margin: 0 0 1rem; } \
        main { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); \
        gap: 1px; padding: 1px; } \
        section { outline: 1px solid #595959; padding: 0.5rem; min-width: 0; } \
        section.wide { grid-column: 1 / -1; } \
        section p, section ul { margin: 0; } section ul { padding-left: 1.25rem; } \
        .blank { color: #595959; font-style: italic; } \
        table { border-collapse: collapse; width: 100%; } \
        th, td { border: 1px solid #767676; padding: 0.25rem 0.5rem; text-align: left; \
        vertical-align: top; min-width: 7.5rem; } thead th { background: #f0f0f0; } tbody th { font-weight: normal; } \
        @media (max-width: 40rem) { \
        main { grid-template-columns: 1fr; } \
        thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; \
        overflow: hidden; } \
        table, tbody, tr, th, td { display: block; } \
        tr { border: 1px solid #767676; margin-bottom: 0.5rem; } \
        tbody th, td { border: 0; padding: 0.15rem 0.5rem; } td:empty { display: none; } \
        td::before, tbody th::before { content: attr(data-label) ": "; font-weight: bold; } } \
        @media print { body { max-width: none; padding: 0; font-size: 10pt; } \
        main { grid-template-columns: repeat(3, 1fr); } \
        h2 { break-after: avoid; } tr { break-inside: avoid; } thead { display: table-header-group; } \
        .marking { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
        """

    private var body: [Markup] {
        let mark: [Markup] = marking.map { [.leaf("p", $0, [("class", "marking")])] } ?? []
        let name = [number, title].compactMap(\.self).joined(separator: ": ")
        let header = Markup.element(
            "header", [],
            mark + [
                .leaf("h1", name),
                .element("ul", [("class", "lines")], lines.map { .leaf("li", $0) }),
            ])
        let sections = blocks.enumerated().map { index, block in
            let id = "block-\(block.number ?? "\(index + 1)")"
            return Markup.element(
                "section",
                [("aria-labelledby", id)] + (block.isWide ? [("class", "wide")] : []),
                [.leaf("h2", block.heading, [("id", id)])]
                    + block.html(labelledBy: id, blank: blank))
        }
        let foot = edition.map { [Markup.leaf("p", "Blocks and order: \($0).")] } ?? []
        return [header, .element("main", [], sections)]
            + (foot.isEmpty && mark.isEmpty ? [] : [.element("footer", [], foot + mark)])
    }
}

extension Form.Block {
    /// Needs the whole width of the sheet.
    fileprivate var isWide: Bool {
        if number == nil { return true }
        return switch content {
        case .text(let text): text.utf8.count > 120
        case .list, .table: true
        case .notRecorded: false
        }
    }

    fileprivate func html(labelledBy heading: String, blank: String) -> [Markup] {
        switch content {
        case .text(let text):
            // Split here, since a line break inside a text would be shown as a sign.
            return text.split(separator: "\n", omittingEmptySubsequences: true).map {
                .leaf("p", String($0))
            }
        case .list(let items): return [.element("ul", [], items.map { .leaf("li", $0) })]
        case .table(let columns, let rows):
            // Stacked on a narrow screen, where the roles keep it a table to those who listen.
            let head = columns.map {
                Markup.leaf("th", $0, [("scope", "col"), ("role", "columnheader")])
            }
            let body = rows.map { row in
                Markup.element(
                    "tr", [("role", "row")],
                    row.enumerated().map { index, cell in
                        let label = (
                            name: "data-label", value: index < columns.count ? columns[index] : ""
                        )
                        return index == 0
                            ? .leaf("th", cell, [("scope", "row"), ("role", "rowheader"), label])
                            : .leaf("td", cell, [("role", "cell"), label])
                    })
            }
            return [
                .element(
                    "table", [("role", "table"), ("aria-labelledby", heading)],
                    [
                        .element(
                            "thead", [("role", "rowgroup")],
                            [.element("tr", [("role", "row")], head)]),
                        .element("tbody", [("role", "rowgroup")], body),
                    ])
            ]
        case .notRecorded: return [.leaf("p", blank, [("class", "blank")])]
        }
    }
}
