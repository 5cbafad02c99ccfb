/// An object on a line of its own.
public struct JSONRow: Hashable, Sendable {
    /// The line, from 1.
    public var line: Int
    public var object: JSONValue
}

/// Reads JSON Lines as a stream: one object a line. Empty lines are left out.
public struct JSONLinesReader {
    private let limit: Int
    private var buffer: RowBuffer

    /// - Parameters:
    ///   - encoding: The encoding if the file's first bytes don't show it; nil for UTF-8.
    ///   - limit: The longest line in bytes of UTF-8.
    public init(encoding: TableEncoding? = nil, limit: Int = TableLimit.rowBytes) {
        self.limit = limit
        buffer = RowBuffer(encoding)
    }

    /// Reads the rows that the chunk completes.
    ///
    /// - Throws: Any error of `body`. The reader can't be used after one.
    public mutating func read(
        _ chunk: [UInt8], isLast: Bool = false,
        _ body: (Result<JSONRow, TableFault>) throws -> Void
    ) rethrows {
        let limit = limit
        try buffer.read(chunk, isLast: isLast) { text, line, isLast in
            Self.step(text, line, limit, isLast)
        } _: { (result: Result<JSONRow?, TableFault>) in
            switch result {
            case .success(let row): if let row { try body(.success(row)) }
            case .failure(let fault): try body(.failure(fault))
            }
        }
    }

    /// The rows and faults of a whole file, in order.
    public static func rows(
        of bytes: [UInt8], encoding: TableEncoding? = nil
    ) -> [Result<JSONRow, TableFault>] {
        var reader = JSONLinesReader(encoding: encoding)
        var rows: [Result<JSONRow, TableFault>] = []
        reader.read(bytes, isLast: true) { rows.append($0) }
        return rows
    }

    private static func step(
        _ text: UnsafeBufferPointer<UInt8>, _ line: Int, _ limit: Int, _ isLast: Bool
    ) -> RowStep<JSONRow?>? {
        let end = text.firstIndex { $0 == .lineFeed || $0 == .carriageReturn }
        let count = end ?? text.count
        guard count <= limit else {
            let fault = TableFault(
                line: line, column: 1, reason: "the line is longer than \(limit) bytes")
            return RowStep(result: .failure(fault), length: count, breaks: 0, skipsLine: true)
        }
        var (length, breaks) = (count, 0)
        if let end {
            guard let width = RowBuffer.breakLength(text, at: end, isLast) else { return nil }
            (length, breaks) = (end + width, 1)
        } else if !isLast {
            return nil
        }
        let content = UnsafeBufferPointer(rebasing: text[..<count])
        guard content.contains(where: { $0 != 0x20 && $0 != 0x09 }) else {
            return RowStep(result: .success(nil), length: length, breaks: breaks)
        }
        let result: Result<JSONRow?, TableFault>
        do throws(JSONParser.Fault) {
            let value = try JSONParser.value(of: content)
            result =
                if case .object = value { .success(JSONRow(line: line, object: value)) } else {
                    .failure(
                        TableFault(line: line, column: 1, reason: "the line isn't a JSON object"))
                }
        } catch {
            let column = RowBuffer.column(content, from: 0, to: min(error.index, content.count))
            result = .failure(TableFault(line: line, column: column, reason: error.reason))
        }
        return RowStep(result: result, length: length, breaks: breaks)
    }
}
