/// A place in a file, line and column from 1.
struct Position: Hashable, Comparable, Sendable {
    var line: Int
    var column: Int
    /// Nil for the file that is read; else one that it names.
    var file: String?

    static let start = Position(line: 1, column: 1)

    static func < (left: Self, right: Self) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}

/// Collects the faults of one file, so a run reports them all.
final class Faults {
    /// A file with more faults than this is the wrong file, and a hostile one must not fill the
    /// screen.
    private static let most = 100

    let file: String
    private var diagnostics: [Diagnostic] = []
    /// The reported faults: a value that is read twice is reported once.
    private var known: Set<Diagnostic> = []
    private var errorCount = 0
    private var unreported = 0

    init(file: String) {
        self.file = file
    }

    /// Whether nothing more will be shown, so hints need not be looked up.
    var isFull: Bool { diagnostics.count >= Self.most }

    func error(_ message: String, at position: Position, hint: String? = nil) {
        errorCount += 1
        add(.error, message, position, hint)
    }

    func warning(_ message: String, at position: Position, hint: String? = nil) {
        add(.warning, message, position, hint)
    }

    private func add(
        _ severity: Diagnostic.Severity, _ message: String, _ position: Position, _ hint: String?
    ) {
        guard !isFull else {
            unreported += 1
            return
        }
        let diagnostic = Diagnostic(
            severity: severity, file: position.file ?? file, line: position.line,
            column: position.column, message: message, hint: hint)
        if known.insert(diagnostic).inserted { diagnostics.append(diagnostic) }
    }

    /// Returns the value with the warnings, unless there was an error.
    func result<Value>(_ value: Value?) throws(LoadFailure) -> (Value, warnings: [Diagnostic]) {
        if let value, errorCount == 0 { return (value, warnings: sorted) }
        throw LoadFailure(diagnostics: sorted)
    }

    /// All that was found, in the order of the file's lines; what it names comes after it.
    var sorted: [Diagnostic] {
        var sorted = diagnostics.sorted {
            let (left, right) = ($0.file == file, $1.file == file)
            return left == right ? ($0.line, $0.column) < ($1.line, $1.column) : left
        }
        if unreported > 0, let last = sorted.last {
            sorted.append(
                Diagnostic(
                    severity: .error, file: file, line: last.line, column: last.column,
                    message: "and \(unreported) more faults; fix these first"))
        }
        return sorted
    }
}
