/// A document for people, in no particular format: titled sections of lines, tables and pictures.
package struct Document {
    package var layout: Layout
    /// The language tag, BCP 47.
    package var language = "en"
    package var title: String
    /// The page's title in a browser. Default: the title.
    package var pageTitle: String?
    /// Marks such as `EXERCISE` or `DRAFT, NOT RELEASED`, or the audience.
    package var markings: [String] = []
    /// The speaker, above the title of a page.
    package var speaker: DocumentText?
    /// The blocks under the title, before the first section.
    package var lead: [Block] = []
    package var sections: [Section] = []
    package var footer: [DocumentText] = []
    /// Anchors without a place in the document, each with the anchor to use instead.
    package var aliases: [String: String] = [:]

    package init(_ layout: Layout, title: String) {
        self.layout = layout
        self.title = title
    }

    package enum Layout: Hashable {
        /// Many sections, with a table of contents.
        ///
        /// - `named`: The name, as in "Skip to the review".
        case report(named: String)
        /// Titled blocks in a grid, as on an official form. A table needs no caption, because its
        /// block has a heading.
        case sheet
        /// Text for the public, under the name of the speaker. Its texts keep the direction marks
        /// that Arabic and Hebrew need.
        case page
    }

    package struct Section {
        package var id: String
        package var heading: String
        /// Whether it takes the whole width of a sheet.
        package var isWide: Bool
        /// Whether it takes a printed page of its own in a report.
        package var takesPage: Bool
        package var blocks: [Block]

        package init(
            id: String, heading: String, isWide: Bool = false, takesPage: Bool = false,
            blocks: [Block]
        ) {
            self.id = id
            self.heading = heading
            self.isWide = isWide
            self.takesPage = takesPage
            self.blocks = blocks
        }
    }

    package enum Block {
        /// A heading. It may contain words of others, and is shown as a quotation as a whole.
        case heading(String, id: String? = nil)
        case paragraph(DocumentText)
        case list([Item])
        case table(Table)
        case picture(Picture)
        /// A blank for a person to fill in: `not recorded`.
        case blank(String)
    }

    package struct Item {
        package var text: DocumentText
        package var below: [DocumentText]

        package init(text: DocumentText, below: [DocumentText] = []) {
            self.text = text
            self.below = below
        }
    }

    package struct Table {
        /// A description of the table for people who can't see it.
        package var caption: String
        package var headings: [String]
        /// The rows; the first cell names the row.
        package var rows: [Row]
        /// A summary of the rows that are not shown one by one.
        package var grouped: DocumentText?

        package init(
            caption: String, headings: [String], rows: [Row], grouped: DocumentText? = nil
        ) {
            self.caption = caption
            self.headings = headings
            self.rows = rows
            self.grouped = grouped
        }
    }

    package struct Row {
        package var cells: [DocumentText]
        package var id: String?

        package init(_ cells: [DocumentText], id: String? = nil) {
            self.cells = cells
            self.id = id
        }
    }
}

extension Document {
    /// The anchors that exist in the document.
    var places: Set<String> {
        var places: Set<String> = []
        for section in sections {
            places.insert(section.id)
            for block in section.blocks {
                switch block {
                case .heading(_, let id?): places.insert(id)
                case .table(let table): places.formUnion(table.rows.compactMap(\.id))
                case .heading, .paragraph, .list, .picture, .blank: break
                }
            }
        }
        return places
    }
}

extension Document.Block {
    /// The paragraphs of a text, separated by blank lines; each line stays a line of its own.
    package static func paragraphs(quoting text: String) -> [Document.Block] {
        text.paragraphs.map { lines in
            .paragraph(lines.map { DocumentText(quoting: $0.foldedSpace) }.joinedLines())
        }
    }

    /// A list of quoted texts.
    package static func list(quoting items: [String]) -> Document.Block {
        .list(items.map { Document.Item(text: DocumentText(quoting: $0)) })
    }
}
