/// Reads delimited text (RFC 4180) as a stream: CSV, or with tabs or semicolons.
///
/// A broken row is a fault with its line and column, and reading goes on with the line after the one
/// that the fault is in. Line breaks are LF, CR LF or CR.
public struct DelimitedReader {
    /// The character between cells.
    public enum Delimiter: String, Hashable, Sendable, CaseIterable {
        case comma, tab, semicolon

        var byte: UInt8 {
            switch self {
            case .comma: UInt8(ascii: ",")
            case .tab: UInt8(ascii: "\t")
            case .semicolon: UInt8(ascii: ";")
            }
        }
    }

    private let delimiter: UInt8
    private let limit: Int
    private var buffer: RowBuffer
    private var width = 0

    /// - Parameters:
    ///   - encoding: The encoding if the file's first bytes don't show it; nil for UTF-8.
    ///   - limit: The longest row in bytes of UTF-8.
    public init(
        _ delimiter: Delimiter = .comma, encoding: TableEncoding? = nil,
        limit: Int = TableLimit.rowBytes
    ) {
        self.delimiter = delimiter.byte
        self.limit = limit
        buffer = RowBuffer(encoding)
    }

    /// Reads the rows that the chunk completes.
    ///
    /// - Throws: Any error of `body`. The reader can't be used after one.
    public mutating func read(
        _ chunk: [UInt8], isLast: Bool = false,
        _ body: (Result<TableRow, TableFault>) throws -> Void
    ) rethrows {
        let (delimiter, limit) = (delimiter, limit)
        var width = width
        defer { self.width = width }
        try buffer.read(chunk, isLast: isLast) { text, line, isLast in
            var row = RowParser(text, line, delimiter, limit, isLast)
            row.cells.reserveCapacity(width)
            let step = row.step()
            width = row.cells.count
            return step
        } _: {
            try body($0)
        }
    }

    /// The rows and faults of a whole file, in order.
    public static func rows(
        of bytes: [UInt8], _ delimiter: Delimiter = .comma, encoding: TableEncoding? = nil
    ) -> [Result<TableRow, TableFault>] {
        var reader = DelimitedReader(delimiter, encoding: encoding)
        var rows: [Result<TableRow, TableFault>] = []
        reader.read(bytes, isLast: true) { rows.append($0) }
        return rows
    }
}

/// Reads one row at the start of a text.
private struct RowParser {
    private let text: UnsafeBufferPointer<UInt8>
    private let firstLine: Int
    private let delimiter: UInt8
    private let limit: Int
    private let isLast: Bool
    private var index = 0
    /// The line that `index` is on, and the byte at which it begins.
    private var line: Int
    private var lineStart = 0
    private var invalid: TableFault?
    var cells: [String] = []

    init(
        _ text: UnsafeBufferPointer<UInt8>, _ line: Int, _ delimiter: UInt8, _ limit: Int,
        _ isLast: Bool
    ) {
        self.text = text
        (firstLine, self.line, self.delimiter) = (line, line, delimiter)
        (self.limit, self.isLast) = (limit, isLast)
    }

    /// The row, or its fault; nil if more bytes are needed.
    mutating func step() -> RowStep<TableRow>? {
        while true {
            let isQuoted = index < text.count && text[index] == .quote
            if let broken = isQuoted ? quotedCell() : plainCell() { return broken.step }
            guard index < text.count else { return finished() }
            if text[index] == delimiter {
                index += 1
                continue
            }
            guard let length = RowBuffer.breakLength(text, at: index, isLast) else { return nil }
            index += length
            line += 1
            return finished()
        }
    }

    private func finished() -> RowStep<TableRow> {
        RowStep(
            result: invalid.map { .failure($0) }
                ?? .success(TableRow(line: firstLine, cells: cells)),
            length: index, breaks: line - firstLine)
    }

    /// The end of a row that isn't complete: a fault, or nil if more bytes are needed.
    private struct Broken {
        var step: RowStep<TableRow>?
    }

    private mutating func plainCell() -> Broken? {
        let start = index
        while index < text.count {
            let byte = text[index]
            if byte == delimiter || byte == .lineFeed || byte == .carriageReturn { break }
            if byte == .quote {
                return fault(
                    "there is a quote inside a cell that doesn't begin with one", at: index)
            }
            index += 1
        }
        guard index - start <= limit, index <= limit else { return tooLong() }
        guard index < text.count || isLast else { return Broken(step: nil) }
        append(start..<index, hasPairs: false)
        return nil
    }

    private mutating func quotedCell() -> Broken? {
        let opening = (index: index, line: line, lineStart: lineStart)
        func unclosed() -> Broken {
            Broken(
                step: RowStep(
                    result: .failure(
                        TableFault(
                            line: opening.line,
                            column: RowBuffer.column(
                                text, from: opening.lineStart, to: opening.index),
                            reason: "this quote is never closed")),
                    length: opening.index, breaks: opening.line - firstLine, skipsLine: true))
        }
        index += 1
        var hasPairs = false
        scan: while true {
            guard index < text.count, index <= limit else {
                return isLast || index > limit ? unclosed() : Broken(step: nil)
            }
            switch text[index] {
            case .quote:
                guard index + 1 < text.count || isLast else { return Broken(step: nil) }
                guard index + 1 < text.count, text[index + 1] == .quote else { break scan }
                hasPairs = true
                index += 2
            case .lineFeed, .carriageReturn:
                guard let length = RowBuffer.breakLength(text, at: index, isLast) else {
                    return Broken(step: nil)
                }
                index += length
                line += 1
                lineStart = index
            default: index += 1
            }
        }
        append(opening.index + 1..<index, hasPairs: hasPairs)
        index += 1
        guard index < text.count else { return isLast ? nil : Broken(step: nil) }
        let next = text[index]
        if next == delimiter || next == .lineFeed || next == .carriageReturn { return nil }
        // Over several lines, the opening quote is the one that doesn't belong.
        return line == opening.line
            ? fault("the cell goes on after its closing quote", at: index) : unclosed()
    }

    private mutating func append(_ range: Range<Int>, hasPairs: Bool) {
        var bytes = UnsafeBufferPointer(rebasing: text[range])
        guard var cell = String(validating: bytes, as: UTF8.self) else {
            if invalid == nil {
                // The start of the cell is close enough, and it is on the line that began last.
                let start = max(range.lowerBound, lineStart)
                bytes = UnsafeBufferPointer(rebasing: text[lineStart..<start])
                invalid = TableFault(
                    line: line, column: RowBuffer.column(bytes, from: 0, to: bytes.count),
                    reason: "the cell isn't valid UTF-8")
            }
            cells.append("")
            return
        }
        if hasPairs { cell = Self.unpaired(cell) }
        cells.append(cell)
    }

    private static func unpaired(_ cell: String) -> String {
        var bytes: [UInt8] = []
        var isSecond = false
        for byte in cell.utf8 {
            isSecond = byte == .quote && !isSecond
            if byte != .quote || isSecond { bytes.append(byte) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func fault(_ reason: String, at index: Int) -> Broken {
        Broken(
            step: RowStep(
                result: .failure(
                    TableFault(
                        line: line, column: RowBuffer.column(text, from: lineStart, to: index),
                        reason: reason)),
                length: index, breaks: line - firstLine, skipsLine: true))
    }

    private func tooLong() -> Broken {
        Broken(
            step: RowStep(
                result: .failure(
                    TableFault(
                        line: firstLine, column: 1,
                        reason: "the row is longer than \(limit) bytes")),
                length: index, breaks: line - firstLine, skipsLine: true))
    }
}
