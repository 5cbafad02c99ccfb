/// A fault in a file, with its place and, if one is similar, the name that was probably meant.
public struct Diagnostic: Hashable, Sendable, CustomStringConvertible {
    public enum Severity: String, Hashable, Sendable {
        /// The file is not used.
        case error
        /// The file is used, but part of it is probably a mistake.
        case warning
    }

    public var severity: Severity
    /// The file's name as the caller gave it.
    public var file: String
    /// The line, from 1.
    public var line: Int
    /// The column, from 1, in Unicode scalars.
    public var column: Int
    public var message: String
    /// The known name most similar to the one that was written.
    public var hint: String?

    public init(
        severity: Severity, file: String, line: Int, column: Int, message: String,
        hint: String? = nil
    ) {
        self.severity = severity
        self.file = file
        self.line = line
        self.column = column
        self.message = message
        self.hint = hint
    }

    /// `file:line:column: error: message (did you mean "x"?)`, the form that editors can follow.
    public var description: String {
        let place = "\(file):\(line):\(column)"
        let question = hint.map { " (did you mean \"\($0)\"?)" } ?? ""
        return "\(place): \(severity.rawValue): \(message)\(question)"
    }
}

/// The refusal of a file: every fault found in it, in the order of its lines.
public struct LoadFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The faults; at least one is an error.
    public var diagnostics: [Diagnostic]

    public init(diagnostics: [Diagnostic]) {
        self.diagnostics = diagnostics
    }

    /// One line for each fault.
    public var description: String {
        diagnostics.map(\.description).joined(separator: "\n")
    }
}
