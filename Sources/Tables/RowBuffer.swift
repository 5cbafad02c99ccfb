/// What was read from the start of the buffer.
struct RowStep<Value> {
    var result: Result<Value, TableFault>
    /// The bytes that belong to it.
    var length: Int
    /// The line breaks in them.
    var breaks: Int
    /// Whether the rest of the line is left out, too.
    var skipsLine = false
}

/// The bytes of rows that aren't complete yet, and the line that they begin on.
struct RowBuffer {
    private var stream: UTF8Stream
    private var text: [UInt8] = []
    private var line = 1
    private var isSkipping = false

    init(_ encoding: TableEncoding?) {
        stream = UTF8Stream(assuming: encoding)
    }

    /// Reads as many rows as are complete.
    ///
    /// - Parameter parse: Reads the row at the start of the bytes; nil if more are needed. It gets the
    ///   line, and whether no bytes follow.
    mutating func read<Value>(
        _ chunk: [UInt8], isLast: Bool,
        _ parse: (UnsafeBufferPointer<UInt8>, Int, Bool) -> RowStep<Value>?,
        _ body: (Result<Value, TableFault>) throws -> Void
    ) rethrows {
        stream.append(chunk, to: &text, isLast: isLast)
        var (start, line, isSkipping) = (0, line, isSkipping)
        defer {
            text.removeFirst(start)
            (self.line, self.isSkipping) = (line, isSkipping)
        }
        try text.withUnsafeBufferPointer { text in
            while start < text.count {
                let rest = UnsafeBufferPointer(rebasing: text[start...])
                if isSkipping {
                    let skipped = Self.lineLength(rest, isLast)
                    start += skipped.length
                    guard skipped.isWhole else { return }
                    line += 1
                    isSkipping = false
                    continue
                }
                guard let step = parse(rest, line, isLast) else { return }
                start += step.length
                line += step.breaks
                isSkipping = step.skipsLine
                try body(step.result)
            }
        }
    }

    /// The bytes up to the end of the line, and with its line break.
    private static func lineLength(
        _ text: UnsafeBufferPointer<UInt8>, _ isLast: Bool
    ) -> (length: Int, isWhole: Bool) {
        guard let end = text.firstIndex(where: { $0 == .lineFeed || $0 == .carriageReturn }) else {
            return (text.count, false)
        }
        guard let length = breakLength(text, at: end, isLast) else { return (end, false) }
        return (end + length, true)
    }

    /// The bytes of the line break at `index`: LF, CR LF or CR; nil if the next byte must be seen.
    static func breakLength(
        _ text: UnsafeBufferPointer<UInt8>, at index: Int, _ isLast: Bool
    ) -> Int? {
        if text[index] == .lineFeed { return 1 }
        guard index + 1 < text.count else { return isLast ? 1 : nil }
        return text[index + 1] == .lineFeed ? 2 : 1
    }

    /// The column of a byte, from 1, in Unicode scalars.
    static func column(_ text: UnsafeBufferPointer<UInt8>, from start: Int, to index: Int) -> Int {
        1 + text[start..<index].count { $0 & 0xC0 != 0x80 }
    }
}

extension UInt8 {
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let quote = UInt8(ascii: "\"")
}
