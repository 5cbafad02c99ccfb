internal import Documents
internal import Channels
internal import IncidentEvents

/// A review as one page that needs nothing beside itself.
struct HTMLPage {
    let document: ReviewDocument
    /// The places on the page that a text can lead to.
    private let anchors: Set<String>

    init(_ document: ReviewDocument) {
        self.document = document
        anchors = Set(
            document.sections.flatMap(\.blocks).compactMap { block in
                if case .heading(_, let id) = block { id } else { nil }
            })
    }

    var bytes: [UInt8] {
        HTMLWriter.page(title: document.title, style: Self.style, body: body)
    }

    private var body: [Markup] {
        let marks = document.markings.map { Markup.leaf("p", $0, [("class", "marking")]) }
        let contents = document.sections.map { section in
            Markup.element("li", [], [.leaf("a", section.heading, [("href", "#\(section.id)")])])
        }
        return [
            .leaf("a", "Skip to the review", [("class", "skip"), ("href", "#main")]),
            .element(
                "header", [],
                marks + [
                    .element("h1", [], [.leaf("bdi", document.title)]),
                    list(document.facts.map { ReviewDocument.Item(text: $0) }),
                ]),
            .element(
                "nav", [("aria-label", "Contents")],
                [.leaf("h2", "Contents"), .element("ol", [], contents)]),
            .element("main", [("id", "main")], document.sections.map(section)),
            .element(
                "footer", [],
                marks + [.leaf("p", "Computed from the incident's log by Tocsin.")]),
        ]
    }

    private func section(_ section: ReviewDocument.Section) -> Markup {
        .element(
            "section", [("aria-labelledby", section.id)],
            [.leaf("h2", section.heading, [("id", section.id)])]
                + section.blocks.flatMap(block))
    }

    private func block(_ block: ReviewDocument.Block) -> [Markup] {
        switch block {
        case .heading(let heading, let id):
            [.element("h3", id.map { [("id", $0)] } ?? [], [.leaf("bdi", heading)])]
        case .paragraph(let text): [.element("p", [], inline(text))]
        case .list(let items): [list(items)]
        case .table(let table): self.table(table)
        case .picture(let picture): [picture.figure]
        }
    }

    private func list(_ items: [ReviewDocument.Item]) -> Markup {
        .element(
            "ul", [],
            items.map { item in
                let below: [Markup] =
                    item.below.isEmpty
                    ? [] : [list(item.below.map { ReviewDocument.Item(text: $0) })]
                return .element("li", [], inline(item.text) + below)
            })
    }

    private func table(_ table: ReviewDocument.Table) -> [Markup] {
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

    /// What may be wider than a phone, so that it moves and not the page; also by keyboard.
    static func scrolling(_ markup: Markup, _ label: String) -> Markup {
        .element(
            "div",
            [("class", "scroll"), ("role", "group"), ("aria-label", label), ("tabindex", "0")],
            [markup])
    }

    private func inline(_ text: ReviewText) -> [Markup] {
        text.parts.map { part in
            switch part {
            case .words(let words): .text(words)
            case .quoted(let words): .leaf("bdi", words)
            case .strong(let words): .leaf("strong", words)
            case .record(let position):
                link("entry \(position)", to: document.records.anchor(of: position))
            case .rumor(let rumor):
                link(
                    rumor.description,
                    to: anchors.contains(ReviewAuthor.anchor(of: rumor))
                        ? ReviewAuthor.anchor(of: rumor) : "register")
            }
        }
    }

    private func link(_ text: String, to anchor: String?) -> Markup {
        anchor.map { .leaf("a", text, [("href", "#\($0)")]) } ?? .text(text)
    }

    /// Text and background have at least 7 to 1 between them, links 7.9: WCAG 2.2 asks for 4.5.
    private static let style = """
        *{box-sizing:border-box}\
        body{color:#1a1a1a;background:#fff;margin:0 auto;padding:1rem;max-width:72rem;\
        font:1rem/1.5 system-ui,"DejaVu Sans",sans-serif;overflow-wrap:break-word}\
        bdi{overflow-wrap:anywhere}td a{white-space:nowrap}\
        h1{font-size:1.75rem;line-height:1.2;margin:.5rem 0}\
        h2{font-size:1.375rem;line-height:1.25;margin:2rem 0 .5rem;border-bottom:2px solid #1a1a1a}\
        h3{font-size:1.125rem;line-height:1.3;margin:1.5rem 0 .5rem}\
        a{color:#0b4a82}a:focus,.scroll:focus{outline:3px solid #0b4a82;outline-offset:2px}\
        .skip{position:absolute;left:-100rem}.skip:focus{position:static}\
        .marking{background:#8b0000;color:#fff;font-weight:bold;text-align:center;padding:.5rem;\
        margin:.5rem 0}\
        .grouped{border-left:.25rem solid #595959;padding-left:.75rem}\
        nav ol{columns:16rem;padding-left:1.5rem}\
        .scroll{overflow-x:auto;margin:.75rem 0}\
        table{border-collapse:collapse;width:100%;font-size:.875rem;line-height:1.4}\
        .wide{min-width:46rem}\
        caption{text-align:left;font-weight:bold;padding:.25rem 0}\
        th,td{border:1px solid #8c8c8c;padding:.25rem .5rem;text-align:left;vertical-align:top;\
        min-width:6.5rem}\
        thead th{background:#e9edf1}tbody th{font-weight:normal;background:#f6f7f8}\
        td:last-child{min-width:9rem}\
        tr:target{outline:3px solid #8b0000;outline-offset:-3px}\
        figure{margin:1rem 0}figcaption{font-size:.875rem}\
        svg{display:block;width:100%;height:auto;min-width:48rem}\
        svg text{font-family:system-ui,"DejaVu Sans",sans-serif;fill:#1a1a1a}\
        footer{margin-top:2rem;border-top:1px solid #8c8c8c}\
        @page{size:A4;margin:14mm}\
        @media print{body{max-width:none;padding:0;font-size:10pt}nav,.skip{display:none}\
        .scroll{overflow:visible}svg{min-width:0}table{font-size:7.5pt}\
        .wide,th,td,td:last-child{min-width:0}th,td{padding:1mm}\
        h2,h3,caption{break-after:avoid}tr,figure,li{break-inside:avoid}thead{display:table-header-group}\
        .marking{border:2px solid #8b0000;print-color-adjust:exact}\
        svg,thead th{print-color-adjust:exact}a{text-decoration:none}}
        """
}
