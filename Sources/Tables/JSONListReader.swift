/// Reads the objects of a file that is one JSON list, however its lines are broken.
///
/// A broken object is a fault with its line and column, and reading goes on with the next one.
public struct JSONListReader {
    private let text: UnsafeBufferPointer<UInt8>
    private var index = 0
    private var line = 1
    private var lineStart = 0

    /// The objects and faults of a whole file, in order. A file that isn't a list is one fault.
    ///
    /// - Parameter bytes: UTF-8.
    public static func rows(of bytes: [UInt8]) -> [Result<JSONRow, TableFault>] {
        bytes.withUnsafeBufferPointer { text in
            var reader = JSONListReader(text: text)
            return reader.rows()
        }
    }

    private init(text: UnsafeBufferPointer<UInt8>) {
        self.text = text
        if text.starts(with: [0xEF, 0xBB, 0xBF]) {
            index = 3
            lineStart = 3
        }
    }

    private mutating func rows() -> [Result<JSONRow, TableFault>] {
        skipSpace()
        guard index < text.count, text[index] == UInt8(ascii: "[") else {
            return [.failure(fault("the file isn't a list of JSON objects"))]
        }
        advance(to: index + 1)
        var rows: [Result<JSONRow, TableFault>] = []
        while true {
            skipSpace()
            guard index < text.count else {
                rows.append(.failure(fault("the list is never closed")))
                return rows
            }
            switch text[index] {
            case UInt8(ascii: "]"): return rows
            case UInt8(ascii: ","): advance(to: index + 1)
            case UInt8(ascii: "{"): rows.append(object())
            default:
                rows.append(.failure(fault("there is something else between the objects")))
                advance(to: nextObject(after: index))
            }
        }
    }

    private mutating func object() -> Result<JSONRow, TableFault> {
        let (start, first) = (index, line)
        guard let end = closing(of: start) else {
            defer { advance(to: nextObject(after: start)) }
            return .failure(fault("this object is never closed"))
        }
        do throws(JSONParser.Fault) {
            let value = try JSONParser.value(of: UnsafeBufferPointer(rebasing: text[start...end]))
            advance(to: end + 1)
            return .success(JSONRow(line: first, object: value))
        } catch {
            advance(to: min(start + error.index, end))
            defer { advance(to: end + 1) }
            return .failure(fault(error.reason))
        }
    }

    /// The brace that closes the object at `start`. A line break ends a text: JSON allows none in
    /// one, and so a quote that is never closed costs only its own object.
    private func closing(of start: Int) -> Int? {
        var (depth, isText, index) = (0, false, start)
        while index < text.count {
            switch text[index] {
            case UInt8(ascii: "\\") where isText: index += 1
            case .quote: isText.toggle()
            case .lineFeed, .carriageReturn: isText = false
            case UInt8(ascii: "{") where !isText: depth += 1
            case UInt8(ascii: "}") where !isText:
                depth -= 1
                if depth == 0 { return index }
            default: break
            }
            index += 1
        }
        return nil
    }

    /// The first brace on a later line that begins with one; else the end.
    private func nextObject(after start: Int) -> Int {
        var isBeginning = false
        for index in text.indices[(start + 1)...] {
            switch text[index] {
            case .lineFeed, .carriageReturn: isBeginning = true
            case UInt8(ascii: " "), UInt8(ascii: "\t"): break
            case UInt8(ascii: "{") where isBeginning: return index
            default: isBeginning = false
            }
        }
        return text.count
    }

    private mutating func skipSpace() {
        while index < text.count,
            [0x20, 0x09, .lineFeed, .carriageReturn].contains(text[index])
        {
            advance(to: index + 1)
        }
    }

    private mutating func advance(to end: Int) {
        while index < end {
            if text[index] == .lineFeed
                || text[index] == .carriageReturn
                    && (index + 1 == text.count || text[index + 1] != .lineFeed)
            {
                line += 1
                lineStart = index + 1
            }
            index += 1
        }
    }

    private func fault(_ reason: String) -> TableFault {
        TableFault(
            line: line, column: RowBuffer.column(text, from: lineStart, to: index), reason: reason)
    }
}
