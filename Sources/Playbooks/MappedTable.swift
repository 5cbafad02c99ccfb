internal import Basics
public import IncidentEvents
public import Tables

/// One row as a mapping understands it.
public struct MappedRow: Hashable, Sendable {
    /// The line in the file, from 1.
    public var line: Int
    /// In the order of the meanings, without space around them; empty where the row has nothing.
    public var values: [String]
    /// Nil if the mapping has no time.
    public var time: Instant?
    /// Separates the items of a JSON list in one value.
    fileprivate static let separator: Character = "\u{1F}"

    /// The items of a value that a JSON list gave.
    public func list(_ slot: Int) -> [String] {
        values[slot].split(separator: Self.separator).map(String.init)
    }
}

/// Reads a table as a stream, as a mapping understands it.
public struct MappedTable {
    public enum Item: Hashable, Sendable {
        case row(MappedRow)
        /// The mapping leaves the row on this line out.
        case leftOut(line: Int)
        case fault(TableFault)
    }

    private enum Reader {
        case delimited(DelimitedReader)
        case jsonLines(JSONLinesReader)
    }

    private var reader: Reader
    private var work: RowMapper

    /// - Parameter meanings: The meanings that the mapping was loaded for.
    public init(_ mapping: TableMapping, _ meanings: TableMapping.Meanings) {
        reader =
            switch mapping.form {
            case .delimited(let delimiter):
                .delimited(DelimitedReader(delimiter, encoding: mapping.encoding))
            case .jsonLines: .jsonLines(JSONLinesReader(encoding: mapping.encoding))
            }
        work = RowMapper(mapping, meanings)
    }

    /// Reads the rows that the chunk completes.
    ///
    /// - Throws: A ``TableFault`` if the header lacks a column, or any error of `body`.
    public mutating func read(
        _ chunk: [UInt8], isLast: Bool = false, _ body: (Item) throws -> Void
    ) throws {
        switch reader {
        case .delimited(var delimited):
            // Otherwise the buffer would be copied at each chunk.
            reader = .jsonLines(JSONLinesReader())
            defer { reader = .delimited(delimited) }
            try delimited.read(chunk, isLast: isLast) { result in
                switch result {
                case .success(let row): try work.items(of: row, body)
                case .failure(let fault): try body(.fault(fault))
                }
            }
        case .jsonLines(var lines):
            reader = .delimited(DelimitedReader())
            defer { reader = .jsonLines(lines) }
            try lines.read(chunk, isLast: isLast) { result in
                switch result {
                case .success(let row): try work.items(of: row, body)
                case .failure(let fault): try body(.fault(fault))
                }
            }
        }
        if isLast { try work.checkEnd() }
    }
}

private struct RowMapper {
    private let mapping: TableMapping
    private let meanings: TableMapping.Meanings
    private let timeSlot: Int?
    /// By meaning: the words of its vocabulary.
    private let words: [(slot: Int, words: [String: String])]
    private let fixed: [String]
    /// By meaning: the path in JSON.
    private let paths: [String?]
    /// By meaning: the cell's index; nil until the header is read.
    private var cells: [Int?]
    private var only: [(index: Int, values: Set<String>)] = []
    /// The names of the series, by the cell's index.
    private var series: [(index: Int, name: String)] = []
    private var width: Int?
    private var isOpen: Bool
    private var clock: LocalClock

    init(_ mapping: TableMapping, _ meanings: TableMapping.Meanings) {
        (self.mapping, self.meanings) = (mapping, meanings)
        timeSlot = meanings.names.firstIndex(of: "time")
        words = mapping.words.compactMap { meaning, words in
            meanings.names.firstIndex(of: meaning).map { ($0, words) }
        }
        fixed = meanings.names.map { mapping.values[$0].recorded }
        let columns = meanings.names.map { mapping.columns[$0] }
        paths = columns.map { if case .named(let path)? = $0 { path } else { nil } }
        cells = columns.map { if case .number(let number)? = $0 { number - 1 } else { nil } }
        isOpen = mapping.form == .jsonLines || mapping.headerLine == nil
        clock = LocalClock(zone: mapping.time?.zone ?? .utc)
        for case (.number(let number), let values) in mapping.only {
            only.append((number - 1, values))
        }
    }

    /// - Throws: A ``TableFault`` if the file ended before its header.
    func checkEnd() throws(TableFault) {
        guard !isOpen, let line = mapping.headerLine else { return }
        throw TableFault(
            line: line, column: 1, reason: "the file has no line with the column names")
    }

    mutating func items(of row: TableRow, _ body: (MappedTable.Item) throws -> Void) throws {
        guard isOpen else {
            // Lines before the header are a preamble.
            if row.line >= mapping.headerLine ?? 1, !row.isBlank { try open(row) }
            return
        }
        if row.isBlank { return }
        if let width, row.cells.count > width {
            return try body(
                .fault(
                    TableFault(
                        line: row.line, column: 1,
                        reason:
                            "the row has \(row.cells.count.counted("cell")), and the header \(width)"
                    )))
        }
        func cell(_ index: Int) -> String? {
            index < row.cells.count ? Self.trimmed(row.cells[index]) : nil
        }
        guard only.allSatisfy({ index, values in cell(index).map(values.contains) ?? false })
        else { return try body(.leftOut(line: row.line)) }
        var values = fixed
        for (slot, index) in cells.enumerated() {
            guard let index else { continue }
            guard let cell = cell(index) else {
                return try body(
                    .fault(
                        TableFault(
                            line: row.line, column: 1,
                            reason:
                                "the row ends before column \(index + 1), \(meanings.names[slot])"
                        )))
            }
            values[slot] = cell
        }
        guard let kind = mapping.series else {
            return try body(item(MappedRow(line: row.line, values: values)))
        }
        let slots = (value: slot(kind.value), header: slot(kind.header))
        for (index, name) in series {
            (values[slots.value], values[slots.header]) = (cell(index).recorded, name)
            try body(item(MappedRow(line: row.line, values: values)))
        }
    }

    private func slot(_ meaning: String) -> Int { meanings.names.firstIndex(of: meaning) ?? 0 }

    mutating func items(of row: JSONRow, _ body: (MappedTable.Item) throws -> Void) throws {
        for case (.named(let path), let values) in mapping.only {
            guard row.object.scalars(at: path).contains(where: values.contains) else {
                return try body(.leftOut(line: row.line))
            }
        }
        var values = fixed
        for (slot, path) in paths.enumerated() {
            guard let path else { continue }
            let found = row.object.scalars(at: path).map(Self.trimmed)
            values[slot] =
                found.count == 1
                ? found[0] : found.joined(separator: String(MappedRow.separator))
        }
        try body(item(MappedRow(line: row.line, values: values)))
    }

    // MARK: The header

    private mutating func open(_ header: TableRow) throws(TableFault) {
        let names = header.cells.map(Self.trimmed)
        func index(of column: TableMapping.Column) throws(TableFault) -> Int {
            switch column {
            case .number(let number): return number - 1
            case .named(let name):
                if let index = names.firstIndex(of: name) { return index }
                let hint =
                    NearestName.of(name, among: names).map {
                        " (did they rename it \"\($0)\"?)"
                    } ?? ""
                throw TableFault(
                    line: header.line, column: 1,
                    reason: "the header has no column \"\(name)\"\(hint)")
            }
        }
        for (slot, meaning) in meanings.names.enumerated() {
            guard let column = mapping.columns[meaning] else { continue }
            cells[slot] = try index(of: column)
        }
        only = []
        for (column, values) in mapping.only { only.append((try index(of: column), values)) }
        if let kind = mapping.series {
            series = names.enumerated().dropFirst(kind.from - 1).map { index, name in
                (
                    index,
                    kind.until.flatMap { name.firstRange(of: $0) }.map {
                        String(name[..<$0.lowerBound])
                    } ?? name
                )
            }
        }
        width = names.count
        isOpen = true
    }

    // MARK: Values

    private mutating func item(_ row: MappedRow) -> MappedTable.Item {
        var row = row
        for (slot, words) in words where !row.values[slot].isEmpty {
            if let ours = words[row.values[slot].lowercased()] { row.values[slot] = ours }
        }
        guard let format = mapping.time, let timeSlot else { return .row(row) }
        let text = row.values[timeSlot]
        func fault(_ reason: String) -> MappedTable.Item {
            .fault(TableFault(line: row.line, column: 1, reason: reason))
        }
        guard !text.isEmpty else { return fault("the row has no time") }
        for pattern in format.patterns {
            switch pattern.read(text) {
            case nil: continue
            case .moment(let moment): row.time = moment
            case .local(let local):
                guard format.zone != nil else {
                    return fault(
                        "the time \"\(text.prefix(40))\" has no zone, and the mapping names none")
                }
                row.time = clock.moment(local)
            }
            return .row(row)
        }
        return fault("\"\(text.prefix(40))\" isn't a time of this mapping's patterns")
    }

    private static func trimmed(_ text: String) -> String {
        guard let first = text.utf8.first, let last = text.utf8.last else { return text }
        // Most cells have no space around them; one that isn't ASCII may.
        if first > 0x20, first < 0x80, last > 0x20, last < 0x80 { return text }
        var rest = text[...]
        while rest.first?.isWhitespace ?? false { rest.removeFirst() }
        while rest.last?.isWhitespace ?? false { rest.removeLast() }
        return String(rest)
    }
}

/// Turns many readings of a wall clock into moments. It asks for the zone's rules once a quarter of
/// an hour.
private struct LocalClock {
    let zone: Zone
    private var offsets: [Int64: Int64] = [:]

    init(zone: Zone) {
        self.zone = zone
    }

    /// A repeated time is the first of the two, and a skipped one is read with the offset before it.
    mutating func moment(_ local: Int64) -> Instant {
        let quarter = local.flooredQuotientAndRemainder(dividingBy: 900).quotient
        if let offset = offsets[quarter] { return Instant(seconds: local - offset) }
        let (days, second) = (quarter * 900).flooredQuotientAndRemainder(dividingBy: 86_400)
        let time = TimeOfDay(hour: Int(second / 3600), minute: Int(second / 60 % 60))
        guard let time else { return Instant(seconds: local) }
        let start = zone.resolve(CivilDate(daysSince1970: days), time).instant
        let offset = quarter * 900 - start.microseconds / 1_000_000
        offsets[quarter] = offset
        return Instant(seconds: local - offset)
    }
}
