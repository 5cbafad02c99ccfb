/// A document as one self-contained page: no script, no network.
struct HTMLPage {
    let document: Document
    private let places: Set<String>

    init(_ document: Document) {
        self.document = document
        places = document.places
    }

    var bytes: [UInt8] {
        var attributes = [(name: "lang", value: document.language)]
        if document.layout == .page {
            // Other sites may include it as XML.
            attributes.insert((name: "xmlns", value: "http://www.w3.org/1999/xhtml"), at: 0)
        }
        if Self.rightToLeft.contains(document.language.primaryLanguage) {
            attributes.append((name: "dir", value: "rtl"))
        }
        var writer = HTMLWriter(keepsDirection: document.layout == .page)
        writer.write(.element("html", attributes, [head, .element("body", [], body)]))
        return Array("<!DOCTYPE html>\n".utf8) + writer.bytes + [0x0A]
    }

    private static let rightToLeft: Set<String> = ["ar", "fa", "he", "ps", "ur", "yi"]

    private var head: Markup {
        .element(
            "head", [],
            [
                .element("meta", [("charset", "utf-8")], []),
                .element(
                    "meta",
                    [("name", "viewport"), ("content", "width=device-width, initial-scale=1")], []),
                // Even if a mistake let something through, the page fetches nothing and runs
                // nothing.
                .element(
                    "meta",
                    [
                        ("http-equiv", "Content-Security-Policy"),
                        ("content", "default-src 'none'; style-src 'unsafe-inline'"),
                    ], []),
                .leaf("title", document.pageTitle ?? document.title),
                .leaf("style", document.layout.style),
            ])
    }

    // MARK: The page's parts

    private var body: [Markup] {
        let marks = document.markings.map { Markup.leaf("p", $0, [("class", "marking")]) }
        let speaker = document.speaker.map { [Markup.element("p", [], inline($0))] } ?? []
        let title = [Markup.element("h1", [], quoted(document.title))]
        let lead = document.lead.flatMap { block($0, at: nil) }
        let sections = document.sections.map(section)
        let footer = document.footer.map { Markup.element("p", [], inline($0)) }
        switch document.layout {
        case .report(let name):
            // A page that stands for the whole comes before the list of the parts.
            let first = document.sections.prefix { $0.takesPage }.count
            return [
                .leaf("a", "Skip to the \(name)", [("class", "skip"), ("href", "#main")]),
                .element("header", [], marks + speaker + title + lead),
            ] + (first == 0 ? [contents] : []) + [
                .element(
                    "main", [("id", "main")],
                    sections.prefix(first) + (first == 0 ? [] : [contents])
                        + sections.dropFirst(first)),
                .element("footer", [], marks + footer),
            ]
        case .sheet:
            return [
                .element("header", [], marks + speaker + title + lead),
                .element("main", [], sections),
            ] + foot(footer + marks)
        case .page:
            return [
                .element("header", [], marks + speaker),
                .element("main", [], title + lead + sections),
            ] + foot(footer + marks)
        }
    }

    private func foot(_ content: [Markup]) -> [Markup] {
        content.isEmpty ? [] : [.element("footer", [], content)]
    }

    private var contents: Markup {
        let sections = document.sections.filter { !$0.takesPage }.map { section in
            Markup.element("li", [], [.leaf("a", section.heading, [("href", "#\(section.id)")])])
        }
        return .element(
            "nav", [("aria-label", "Contents")],
            [.leaf("h2", "Contents"), .element("ol", [], sections)])
    }

    private func section(_ section: Document.Section) -> Markup {
        let names = [
            section.isWide ? "wide" : nil, section.takesPage ? "own-page" : nil,
        ].compactMap(\.self)
        return .element(
            "section",
            [("aria-labelledby", section.id)]
                + (names.isEmpty ? [] : [("class", names.joined(separator: " "))]),
            [.leaf("h2", section.heading, [("id", section.id)])]
                + section.blocks.flatMap { block($0, at: section.id) })
    }

    // MARK: Blocks

    /// - Parameter section: The id of the section whose block it is; nil for the lead's.
    private func block(_ block: Document.Block, at section: String?) -> [Markup] {
        switch block {
        case .heading(let heading, let id):
            [.element("h3", id.map { [("id", $0)] } ?? [], quoted(heading))]
        case .paragraph(let text): [.element("p", [], inline(text))]
        case .list(let items):
            [list(items, document.layout == .sheet && section == nil ? [("class", "lines")] : [])]
        case .table(let table):
            document.layout == .sheet ? [stacked(table, labelledBy: section)] : self.table(table)
        case .picture(let picture): [picture.figure]
        case .blank(let words): [.leaf("p", words, [("class", "blank")])]
        }
    }

    private func list(
        _ items: [Document.Item], _ attributes: [(name: String, value: String)] = []
    ) -> Markup {
        .element(
            "ul", attributes,
            items.map { item in
                let below: [Markup] =
                    item.below.isEmpty ? [] : [list(item.below.map { Document.Item(text: $0) })]
                return .element("li", [], inline(item.text) + below)
            })
    }

    private func table(_ table: Document.Table) -> [Markup] {
        let head = table.headings.map { Markup.leaf("th", $0, [("scope", "col")]) }
        let rows = table.rows.map { row in
            Markup.element(
                "tr", row.id.map { [("id", $0)] } ?? [],
                row.cells.enumerated().map { index, cell in
                    index == 0
                        ? .element("th", [("scope", "row")], inline(cell))
                        : .element("td", [], inline(cell))
                })
        }
        let markup = Markup.element(
            "table", table.headings.count > 3 ? [("class", "wide")] : [],
            [
                .leaf("caption", table.caption),
                .element("thead", [], [.element("tr", [], head)]),
                .element("tbody", [], rows),
            ])
        return [Self.scrolling(markup, table.caption)]
            + (table.grouped.map { [.element("p", [("class", "grouped")], inline($0))] } ?? [])
    }

    /// A table whose cells are stacked on a narrow screen; the roles keep it a table for screen
    /// readers.
    private func stacked(_ table: Document.Table, labelledBy section: String?) -> Markup {
        let head = table.headings.map {
            Markup.leaf("th", $0, [("scope", "col"), ("role", "columnheader")])
        }
        let rows = table.rows.map { row in
            Markup.element(
                "tr", [("role", "row")],
                row.cells.enumerated().map { index, cell in
                    let headings = table.headings
                    let label = (
                        name: "data-label", value: index < headings.count ? headings[index] : ""
                    )
                    return index == 0
                        ? .element(
                            "th", [("scope", "row"), ("role", "rowheader"), label], inline(cell))
                        : .element("td", [("role", "cell"), label], inline(cell))
                })
        }
        return .element(
            "table",
            [("role", "table")] + (section.map { [("aria-labelledby", $0)] } ?? []),
            [
                .element(
                    "thead", [("role", "rowgroup")], [.element("tr", [("role", "row")], head)]),
                .element("tbody", [("role", "rowgroup")], rows),
            ])
    }

    /// Wraps wide content, so that it scrolls and not the page; also by keyboard.
    static func scrolling(_ markup: Markup, _ label: String) -> Markup {
        .element(
            "div",
            [("class", "scroll"), ("role", "group"), ("aria-label", label), ("tabindex", "0")],
            [markup])
    }

    // MARK: Texts

    private func inline(_ text: DocumentText) -> [Markup] {
        text.parts.flatMap { part -> [Markup] in
            switch part {
            case .words(let words): [.text(words)]
            case .quoted(let words): quoted(words)
            case .strong(let words): [.leaf("strong", words)]
            case .reference(let words, let anchor, let fallback):
                [link(words, to: place(of: anchor) ?? fallback)]
            case .lineBreak: [.element("br", [], [])]
            }
        }
    }

    /// Isolated, so that its direction doesn't affect the words around it. In a sheet and on a page
    /// a quotation is a whole block, which has the same effect.
    private func quoted(_ text: String) -> [Markup] {
        switch document.layout {
        case .report: [.leaf("bdi", text)]
        case .sheet, .page: [.text(text)]
        }
    }

    private func place(of anchor: String) -> String? {
        places.contains(anchor) ? anchor : document.aliases[anchor]
    }

    private func link(_ text: String, to anchor: String?) -> Markup {
        anchor.map { .leaf("a", text, [("href", "#\($0)")]) } ?? .text(text)
    }
}
