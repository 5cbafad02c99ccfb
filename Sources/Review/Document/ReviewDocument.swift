internal import Documents

/// A review as people read it, in no particular format: sections of lines, tables and pictures.
struct ReviewDocument {
    var title: String
    /// That it is no live incident, or whom it is for.
    var markings: [String] = []
    var facts: [ReviewText] = []
    var sections: [Section] = []
    /// Where the entries stand that the figures rest on.
    var records = RecordAppendix()

    struct Section {
        var id: String
        var heading: String
        var blocks: [Block]
    }

    enum Block {
        case heading(String, id: String? = nil)
        case paragraph(ReviewText)
        case list([Item])
        case table(Table)
        case picture(Picture)
    }

    struct Item {
        var text: ReviewText
        var below: [ReviewText] = []
    }

    struct Table {
        /// Says to people who can't see it what the table holds.
        var caption: String
        var headings: [String]
        /// The first cell names the row.
        var rows: [Row]
        /// What was put together so that the page stays readable.
        var grouped: ReviewText?
    }

    struct Row {
        var cells: [ReviewText]
        var id: String?

        init(_ cells: [ReviewText], id: String? = nil) {
            self.cells = cells
            self.id = id
        }
    }
}

extension ReviewDocument.Table {
    /// The most rows that a table of figures shows one by one.
    static let rowLimit = 250

    /// The same without a column of that name, where it holds nothing.
    func leavingOutIfEmpty(_ heading: String) -> Self {
        guard let column = headings.firstIndex(of: heading),
            rows.allSatisfy({ $0.cells.indices.contains(column) && $0.cells[column].isEmpty })
        else { return self }
        var table = self
        table.headings.remove(at: column)
        for index in table.rows.indices { table.rows[index].cells.remove(at: column) }
        return table
    }

    /// A table of at most ``rowLimit`` rows, and a line that says what the others hold.
    ///
    /// - Parameter rest: What the rows hold that are not shown, in words.
    init<Value>(
        _ caption: String, _ headings: [String], of values: [Value],
        row: (Value) -> ReviewDocument.Row, rest: (ArraySlice<Value>) -> ReviewText
    ) {
        let hidden = values.dropFirst(Self.rowLimit)
        self.init(
            caption: caption, headings: headings, rows: values.prefix(Self.rowLimit).map(row),
            grouped: hidden.isEmpty
                ? nil
                : "Grouped: \(hidden.count) more of \(values.count) rows are not shown one by one: \(rest(hidden)) Each of them stands in the review's JSON."
        )
    }
}
