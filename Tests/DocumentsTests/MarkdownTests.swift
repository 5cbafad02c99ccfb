import Documents
import MarkdownReader
import SeededRandom
import Testing

/// Markdown read back by a third-party parser.
@Suite(.enabled(if: MarkdownReader.isInstalled, "markdown-it-py is not installed"))
struct MarkdownTests {
    /// A document with a text in every place that can hold one, and the expected text of each
    /// block.
    private struct Filled {
        var document: Document
        var texts: [String] = []

        init(_ layout: Document.Layout, text: () -> String) {
            var texts: [String] = []
            func next() -> String {
                let text = text()
                texts.append(Self.seen(text, layout))
                return text
            }
            func quoted() -> DocumentText { DocumentText(quoting: next()) }
            document = Document(layout, title: next())
            document.markings = [next()]
            if layout == .page { document.speaker = quoted() }
            document.lead = [.list(quoting: [next(), next()]), .paragraph("\(strong: next())")]
            let (first, second) = (text(), text())
            texts.append(Self.seen(first, layout) + "\n" + Self.seen(second, layout))
            let lines = [first, second].map(DocumentText.init(quoting:)).joinedLines()
            document.sections = [
                Document.Section(
                    id: "a", heading: next(),
                    blocks: [
                        .paragraph(quoted()), .heading(next()),
                        .list([
                            .init(text: quoted(), below: [quoted(), quoted()]),
                            .init(text: quoted()),
                        ]), .blank("not recorded"),
                        .table(
                            .init(
                                caption: "Figures", headings: [next(), next()],
                                rows: [.init([quoted(), quoted()]), .init([quoted(), quoted()])],
                                grouped: quoted())),
                    ]),
                Document.Section(id: "b", heading: "Lines", blocks: [.paragraph(lines)]),
            ]
            if layout == .sheet || layout == .page { document.footer = [quoted(), quoted()] }
            self.texts = texts
        }

        /// A text on one line, as a reader sees it.
        private static func seen(_ text: String, _ layout: Document.Layout) -> String {
            let shown = VisibleText.escaping(text, keepsDirection: layout == .page)
            let scalars = shown.unicodeScalars
            guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
                let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
            else { return "" }
            return String(scalars[first...last])
        }
    }

    @Test(arguments: [Document.Layout.report(named: "review"), .sheet, .page])
    func `no text can change the blocks, and each reads as it was written`(
        _ layout: Document.Layout
    ) throws {
        var filled = MarkdownBait.openers.map { opener in Filled(layout) { opener } }
        for seed in 1...150 {
            var generator = SeededGenerator(seed: UInt64(seed))
            filled.append(Filled(layout) { MarkdownBait.text(using: &generator) })
        }
        let harmless = Filled(layout) { "word" }
        let pages = try MarkdownReader.read(
            ([harmless] + filled).map { $0.document.markdown() })
        let shape = pages[0].shape
        #expect(shape.contains("td_open td 3") && shape.contains("bullet_list_open ul 2"))
        #expect(shape.contains("hardbreak") && shape.contains("strong_open"))
        for (page, filled) in zip(pages.dropFirst(), filled) {
            #expect(page.difference(from: pages[0]) == nil, "\(filled.texts)")
            let missing = filled.texts.filter { !page.texts.contains($0) }
            #expect(missing.isEmpty)
        }
    }
}

@Suite struct MarkdownWordsTests {
    @Test(arguments: [
        ("2016-07-07 20:58", "2016-07-07 20:58"), ("3.5 miles", "3.5 miles"),
        ("Main & Lamar", "Main & Lamar"), ("AT&T", "AT&amp;T"), ("10. July", "10\\. July"),
        ("-5 °C", "\\-5 °C"), ("a - b", "a - b"),
    ])
    func `ordinary words stay as readable as they are`(_ text: String, _ written: String) {
        var document = Document(.sheet, title: "T")
        document.lead = [.paragraph(DocumentText(quoting: text))]
        #expect(document.markdown() == "# T\n\n\(written)\n")
    }
}
