/// One row of a delimited text.
public struct TableRow: Hashable, Sendable {
    /// The line on which it begins, from 1. A quoted cell may go over several lines.
    public var line: Int
    /// One empty cell for an empty line.
    public var cells: [String]

    public init(line: Int, cells: [String]) {
        (self.line, self.cells) = (line, cells)
    }

    /// Whether nothing is written in it.
    public var isBlank: Bool { cells.allSatisfy { $0.allSatisfy(\.isWhitespace) } }
}

/// A row that can't be read. The rows after it can.
public struct TableFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The line, from 1.
    public var line: Int
    /// The column, from 1, in Unicode scalars.
    public var column: Int
    /// A clause for people, such as "a quote is missing before this one".
    public var reason: String

    public init(line: Int, column: Int, reason: String) {
        (self.line, self.column, self.reason) = (line, column, reason)
    }

    /// `2:63: ` and the reason.
    public var description: String { "\(line):\(column): \(reason)" }
}

/// The limits of what is read from a stranger's file.
public enum TableLimit {
    /// A longer row is a fault. So a quote that is never closed can't swallow a whole file.
    public static let rowBytes = 1 << 20
    /// JSON nested deeper is a fault.
    public static let depth = 64
}
