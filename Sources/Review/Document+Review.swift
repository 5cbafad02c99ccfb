internal import Documents
internal import IncidentEvents

extension Document.Table {
    /// The most rows that a table of figures shows.
    static let rowLimit = 250

    /// The same table without a column of that name, if the column is empty.
    func leavingOutIfEmpty(_ heading: String) -> Self {
        guard let column = headings.firstIndex(of: heading),
            rows.allSatisfy({ $0.cells.indices.contains(column) && $0.cells[column].isEmpty })
        else { return self }
        var table = self
        table.headings.remove(at: column)
        for index in table.rows.indices { table.rows[index].cells.remove(at: column) }
        return table
    }

    /// A table of at most ``rowLimit`` rows, and a line that summarizes the rest.
    ///
    /// - Parameter rest: The summary of the rows that are not shown, in words.
    init<Value>(
        _ caption: String, _ headings: [String], of values: [Value],
        row: (Value) -> Document.Row, rest: (ArraySlice<Value>) -> DocumentText
    ) {
        let hidden = values.dropFirst(Self.rowLimit)
        self.init(
            caption: caption, headings: headings, rows: values.prefix(Self.rowLimit).map(row),
            grouped: hidden.isEmpty
                ? nil
                : "Grouped: \(hidden.count) more of \(values.count) rows are not shown one by one: \(rest(hidden)) The review's JSON has each of them."
        )
    }
}

extension DocumentText.StringInterpolation {
    /// A link to the entry at a position.
    mutating func appendInterpolation(record: UInt64) {
        append(
            .reference("entry \(record)", anchor: RecordAppendix.anchor(of: record), fallback: nil))
    }

    /// A rumor, with its own place in the register unless it is grouped there.
    mutating func appendInterpolation(_ rumor: RumorID) {
        append(
            .reference(
                rumor.description, anchor: ReviewAuthor.anchor(of: rumor), fallback: "register"))
    }
}
