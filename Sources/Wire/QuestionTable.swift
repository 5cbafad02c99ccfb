public import Tables

/// Questions collected by a form or a chat, in a table whose columns somebody names.
public struct QuestionTable: Sendable {
    /// What a column can mean.
    public enum Meaning: String, Hashable, Sendable, CaseIterable {
        case question, time, votes, name, language, id
    }

    /// One question.
    public struct Row: Hashable, Sendable {
        /// The line in the file, from 1.
        public var line: Int
        public var question: String
        /// Nil if there is no such column, or nothing in it.
        public var asked: WireTime?
        public var votes: UInt64?
        public var name: String?
        public var language: String?
        public var id: String?
    }

    /// Reads a table in CSV. A row that can't be read is a fault, and the others are read.
    ///
    /// - Parameter columns: The header of the column for each meaning. `question` is required.
    public static func read(
        _ bytes: [UInt8], columns: [Meaning: String]
    ) -> [Result<Row, TableFault>] {
        var rows = DelimitedReader.rows(of: bytes)
        guard !rows.isEmpty else {
            return [.failure(TableFault(line: 1, column: 1, reason: "the file is empty"))]
        }
        let header: TableRow
        switch rows.removeFirst() {
        case .success(let row): header = row
        case .failure(let fault): return [.failure(fault)]
        }
        var places: [Meaning: Int] = [:]
        for (meaning, name) in columns.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            guard let place = header.cells.firstIndex(of: name) else {
                return [
                    .failure(
                        TableFault(
                            line: header.line, column: 1,
                            reason: "the header has no column \"\(name)\""))
                ]
            }
            places[meaning] = place
        }
        return rows.compactMap { row in
            if case .success(let row) = row, row.isBlank { return nil }
            return row.flatMap { question($0, places) }
        }
    }

    private static func question(
        _ row: TableRow, _ places: [Meaning: Int]
    ) -> Result<Row, TableFault> {
        func fault(_ reason: String) -> Result<Row, TableFault> {
            .failure(TableFault(line: row.line, column: 1, reason: reason))
        }
        func text(_ meaning: Meaning) -> String? {
            guard let place = places[meaning], place < row.cells.count,
                row.cells[place].contains(where: { !$0.isWhitespace })
            else { return nil }
            return row.cells[place]
        }
        guard let question = text(.question) else { return fault("there is no question") }
        let time = text(.time)
        let asked = time.flatMap(WireTime.init(rfc3339:))
        guard time == nil || asked != nil else {
            return fault(
                "\"\(time?.prefix(40) ?? "")\" isn't a time with its offset, such as 2026-03-12T18:05:00-05:00"
            )
        }
        let votes = text(.votes)
        guard votes == nil || votes.flatMap({ UInt64($0) }) != nil else {
            return fault("\"\(votes?.prefix(40) ?? "")\" isn't a number of votes")
        }
        return .success(
            Row(
                line: row.line, question: question, asked: asked,
                votes: votes.flatMap { UInt64($0) }, name: text(.name),
                language: text(.language), id: text(.id)))
    }
}
