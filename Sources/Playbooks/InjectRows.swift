internal import Basics
internal import Tables

/// The rows of a table of injects: CSV or JSON Lines. An inject takes from its row each key that the
/// scenario doesn't give.
struct InjectRows {
    /// The table's column for a key of the injects, if their names differ.
    private let columns: [String: String]
    private let rows: [Row]
    private let file: String

    struct Row {
        var number: String
        /// By column.
        var values: [String: YAMLNode]
    }

    static let keys = ["file", "columns"]
    /// Keys whose CSV cell is a list with semicolons between the items.
    private static let listKeys: Set<String> = ["sources"]

    /// Reads the table that `rows` names.
    ///
    /// - Parameter contents: Reads a file's bytes; nil if it can't be read.
    init?(_ node: YAMLNode, faults: Faults, contents: (String) -> [UInt8]?) {
        guard let reader = MappingReader(node, of: "\"rows\"", keys: Self.keys, faults: faults),
            let name = reader.requiredText("file")
        else { return nil }
        var columns: [String: String] = [:]
        for entry in reader.named("columns") {
            let key = Located(value: entry.key, position: entry.position)
            guard faults.check(key, isOneOf: InjectLoader.keys, as: "key of an inject"),
                let column = faults.text(entry.value, entry.key)
            else { continue }
            columns[entry.key] = column.value
        }
        self.columns = columns
        file = name.value
        guard let bytes = contents(name.value) else {
            faults.error("the table \"\(name.value)\" can't be read", at: name.position)
            return nil
        }
        guard bytes.count <= YAMLDocument.maximumBytes else {
            faults.error(
                "the table \"\(name.value)\" is larger than the limit of "
                    + "\(YAMLDocument.maximumBytes) bytes", at: name.position)
            return nil
        }
        let table = TableText(file: name.value, faults: faults)
        let values =
            switch name.value.split(separator: ".").last {
            case "csv": table.csv(bytes)
            case "jsonl": table.jsonLines(bytes)
            default: table.unknownForm(at: name.position)
            }
        var seen = SeenNames(kind: "row", faults: faults)
        rows = values.compactMap { values, position in
            guard let node = values[columns["number"] ?? "number"],
                case .scalar(let number, _) = node.content
            else {
                faults.error(
                    "the row has no \"\(columns["number"] ?? "number")\", by which an inject could "
                        + "name it", at: position)
                return nil
            }
            seen.note(Located(value: number, position: node.position))
            return Row(number: number, values: values)
        }
    }

    /// The inject with the row's keys added, and with the row's values for `$row.COLUMN` in its
    /// commands. Keys that the inject already has stay.
    func completing(_ inject: YAMLNode, faults: Faults) -> YAMLNode {
        guard case .mapping(var entries) = inject.content,
            case .scalar(let number, _)? = entries.first(where: { $0.key == "number" })?.value
                .content,
            let row = rows.first(where: { $0.number == number })
        else { return inject }
        for key in InjectLoader.keys where !entries.contains(where: { $0.key == key }) {
            guard let value = row.values[columns[key] ?? key] else { continue }
            entries.append(
                .init(
                    key: key, position: value.position,
                    value: Self.listKeys.contains(key) ? value.parted : value))
        }
        return YAMLNode(content: .mapping(entries), position: inject.position)
            .replacing(row.values, of: file, faults: faults)
    }

    /// Warns about rows that no inject plays; they may have been left out on purpose.
    func warnOfUnplayed(_ numbers: [String], at position: Position, faults: Faults) {
        let played = Set(numbers)
        let left = rows.map(\.number).filter { !played.contains($0) }
        guard !left.isEmpty else { return }
        let shown = left.prefix(10).joined(separator: ", ") + (left.count > 10 ? ", …" : "")
        faults.warning(
            "no inject plays \(left.count.counted("row")) of \"\(file)\": \(shown)", at: position)
    }
}

extension YAMLNode {
    static let rowReference = "$row."

    /// The node with the row's value in place of each text that is exactly `$row.COLUMN`.
    fileprivate func replacing(
        _ values: [String: YAMLNode], of file: String, faults: Faults
    ) -> YAMLNode {
        switch content {
        case .scalar(let text, _):
            guard text.hasPrefix(Self.rowReference) else {
                if text.contains(Self.rowReference) {
                    faults.error(
                        "a value of the row must be the whole text: write \(Self.rowReference)COLUMN "
                            + "alone, or the words themselves", at: position)
                }
                return self
            }
            let column = String(text.dropFirst(Self.rowReference.count))
            guard let value = values[column] else {
                faults.unknown(
                    Located(value: column, position: position), among: values.keys.sorted(),
                    as: "column of \"\(file)\"")
                return YAMLNode(content: .scalar(column, isPlain: false), position: position)
            }
            return YAMLNode(content: value.content, position: position)
        case .sequence(let items):
            return YAMLNode(
                content: .sequence(items.map { $0.replacing(values, of: file, faults: faults) }),
                position: position)
        case .mapping(let entries):
            let replaced = entries.map {
                Entry(
                    key: $0.key, position: $0.position,
                    value: $0.value.replacing(values, of: file, faults: faults))
            }
            return YAMLNode(content: .mapping(replaced), position: position)
        }
    }
}

/// Reads a table into rows of values by column.
private struct TableText {
    typealias Rows = [(values: [String: YAMLNode], position: Position)]

    let file: String
    let faults: Faults

    func unknownForm(at position: Position) -> Rows {
        faults.error(
            "the table \"\(file)\" must be CSV or JSON Lines: name it .csv or .jsonl", at: position)
        return []
    }

    func jsonLines(_ bytes: [UInt8]) -> Rows {
        JSONLinesReader.rows(of: bytes).compactMap { result in
            guard let row = row(result) else { return nil }
            let position = Position(line: row.line, column: 1, file: file)
            var values: [String: YAMLNode] = [:]
            for member in row.object.members {
                if case .object = member.value {
                    faults.error(
                        "the value of \"\(member.key)\" must be a text or a list", at: position)
                }
                values[member.key] = Self.node(member.value, at: position)
            }
            return (values, position)
        }
    }

    /// Nil for nothing, and for an empty text, which means the same in a table.
    private static func node(_ value: JSONValue, at position: Position) -> YAMLNode? {
        guard case .list(let items) = value else {
            return value.scalar.flatMap { .cell($0, at: position) }
        }
        return YAMLNode(
            content: .sequence(items.compactMap { node($0, at: position) }), position: position)
    }

    /// Rows of RFC 4180 under a first one of column names.
    func csv(_ bytes: [UInt8]) -> Rows {
        var lines = DelimitedReader.rows(of: bytes)[...]
        guard let first = lines.popFirst() else {
            faults.error(
                "the table \"\(file)\" is empty", at: Position(line: 1, column: 1, file: file))
            return []
        }
        guard let header = row(first) else { return [] }
        var names = SeenNames(kind: "column", faults: faults)
        for name in header.cells where !name.isEmpty {
            names.note(
                Located(value: name, position: Position(line: header.line, column: 1, file: file)))
        }
        return lines.compactMap { result in
            guard let row = row(result), !row.isBlank else { return nil }
            let position = Position(line: row.line, column: 1, file: file)
            guard row.cells.count <= header.cells.count else {
                faults.error(
                    "the row has \(row.cells.count.counted("cell")), and the table \(header.cells.count) "
                        + "columns", at: position)
                return nil
            }
            var values: [String: YAMLNode] = [:]
            for (column, cell) in zip(header.cells, row.cells) {
                values[column] = .cell(cell, at: position)
            }
            return (values, position)
        }
    }

    /// The row, unless it is broken: then its fault is reported.
    private func row<Row>(_ result: Result<Row, TableFault>) -> Row? {
        switch result {
        case .success(let row): return row
        case .failure(let fault):
            faults.error(
                fault.reason, at: Position(line: fault.line, column: fault.column, file: file))
            return nil
        }
    }
}

extension YAMLNode {
    /// The parts of a text between semicolons, as a list.
    fileprivate var parted: YAMLNode {
        guard case .scalar(let text, _) = content else { return self }
        let items = text.split(separator: ";").compactMap { item -> YAMLNode? in
            var item = item.drop(while: \.isWhitespace)
            while item.last?.isWhitespace ?? false { item = item.dropLast() }
            return .cell(String(item), at: position)
        }
        return YAMLNode(content: .sequence(items), position: position)
    }

    /// A cell of a table; nil for an empty one.
    fileprivate static func cell(_ text: String, at position: Position) -> YAMLNode? {
        text.allSatisfy(\.isWhitespace)
            ? nil : YAMLNode(content: .scalar(text, isPlain: false), position: position)
    }
}
