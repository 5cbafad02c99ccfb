internal import Documents

extension WirePage {
    /// Colours, as text and background, with at least 7 to 1 between them: WCAG 2.2 asks for 4.5.
    static let textColors = ("#1a1a1a", "#ffffff")
    static let markingColors = ("#ffffff", "#8b0000")

    /// An HTML page that is also well-formed XML and needs nothing beside itself.
    ///
    /// A character that XML can't hold is shown as `\u{1B}`.
    ///
    /// - Throws: A ``WireError`` if there is nothing to write.
    func html() throws(WireError) -> String {
        let content: [Markup] = [head, .element("body", [], body)]
        var attributes = [(name: "lang", value: language)]
        if Self.rightToLeft.contains(language.primaryLanguage) {
            attributes.append((name: "dir", value: "rtl"))
        }
        let document = MarkupDocument(
            root: .element("html", attributes, content),
            namespaces: [("", "http://www.w3.org/1999/xhtml")], hostile: .shown)
        return "<!DOCTYPE html>\n" + (try document.rootXML(for: task)) + "\n"
    }

    private static let rightToLeft: Set<String> = ["ar", "fa", "he", "ps", "ur", "yi"]

    private static let style = """
        body { color: \(textColors.0); background: \(textColors.1); margin: 0 auto; padding: 1rem; \
        max-width: 40rem; font: 1.125rem/1.6 system-ui, sans-serif; overflow-wrap: break-word; } \
        h1 { font-size: 1.75rem; line-height: 1.25; } h2 { font-size: 1.375rem; } \
        h3 { font-size: 1.125rem; } li { margin-bottom: 0.5rem; } \
        .marking { color: \(markingColors.0); background: \(markingColors.1); padding: 0.5rem; \
        font-weight: bold; text-align: center; } @media print { body { max-width: none; } }
        """

    private var head: Markup {
        let pageTitle = [marking, title, agency].compactMap { $0?.foldedSpace }
            .joined(separator: " | ")
        return .element(
            "head", [],
            [
                .element("meta", [("charset", "utf-8")], []),
                .element(
                    "meta",
                    [("name", "viewport"), ("content", "width=device-width, initial-scale=1")], []),
                .leaf("title", pageTitle), .leaf("style", Self.style),
            ])
    }

    private var body: [Markup] {
        let mark: [Markup] = marking.map { [.leaf("p", $0, [("class", "marking")])] } ?? []
        var main: [Markup] = [.leaf("h1", title.foldedSpace)]
        main += lines.map { .element("p", [], [.leaf("strong", $0.foldedSpace)]) }
        main += opening.filter { !$0.isEmpty }.flatMap(Self.html)
        for (index, section) in sections.enumerated() {
            let id = "section-\(index + 1)"
            main.append(
                .element(
                    "section", [("aria-labelledby", id)],
                    [.leaf("h2", section.heading, [("id", id)])]
                        + section.blocks.flatMap(Self.html)))
        }
        var parts: [Markup] = [
            .element("header", [], mark + [.leaf("p", agency.foldedSpace)]),
            .element("main", [], main),
        ]
        let foot = footer.map { Markup.leaf("p", $0.foldedSpace) } + mark
        if !foot.isEmpty { parts.append(.element("footer", [], foot)) }
        return parts
    }

    private static func html(_ block: Block) -> [Markup] {
        switch block {
        case .paragraph(let text):
            text.paragraphs.map { lines in
                .element(
                    "p", [],
                    lines.enumerated().flatMap { index, line -> [Markup] in
                        let line = Markup.text(line.foldedSpace)
                        return index == 0 ? [line] : [.element("br", [], []), line]
                    })
            }
        case .list(let items):
            [
                .element(
                    "ul", [],
                    items.filter { !$0.foldedSpace.isEmpty }.map { .leaf("li", $0.foldedSpace) })
            ]
        case .question(let question, let answer):
            [.leaf("h3", question.foldedSpace)] + html(.paragraph(answer))
        }
    }
}
