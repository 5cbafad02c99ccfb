internal import Basics
internal import Engine
internal import Glibc

/// A new file, written line by line; it gets its name when it is complete.
struct LineFile: ~Copyable {
    private static let capacity = 64 * 1024

    private let path: String
    private var file: PartialFile
    private var waiting: [UInt8] = []

    /// - Throws: A ``Failure`` if a file of that name exists or none can be made.
    init(creating path: String, in home: Home) throws(Failure) {
        try NewFile.check(path, in: home)
        guard let file = PartialFile(of: path) else { throw Self.failure(path) }
        self.path = path
        self.file = file
    }

    mutating func write(_ line: String) throws(Failure) {
        waiting += line.utf8
        waiting.append(0x0A)
        if waiting.count >= Self.capacity { try drain() }
    }

    mutating func finish() throws(Failure) {
        try drain()
        guard file.finish() else { throw Self.failure(path) }
    }

    private mutating func drain() throws(Failure) {
        guard file.write(waiting) else { throw Self.failure(path) }
        waiting.removeAll(keepingCapacity: true)
    }

    private static func failure(_ path: String) -> Failure {
        Failure(.inputOutput, "\(path) can't be written: \(String(cString: strerror(errno))).")
    }
}

/// Reads a file line by line, each of bounded length.
final class LineReader {
    private let name: String
    private let source: InputSource
    private var held: [UInt8] = []
    private var start = 0
    private var searched = 0
    private var number = 0
    private var isAtEnd = false
    /// Room for the largest record in base64 and as JSON.
    private static let maximumLine = 16 << 20

    /// - Parameter path: `-` for standard input.
    init(_ path: String, _ world: World) throws(Failure) {
        name = path == "-" ? "Standard input" : path
        source = try InputSource(path, world)
    }

    /// The next line without its line feed; nil at the end.
    ///
    /// - Throws: A ``Failure``, also if the line is not text.
    func next() throws(Failure) -> String? {
        guard let line = try nextBytes() else { return nil }
        guard let text = String(validating: line, as: UTF8.self) else {
            throw Failure(.badData, "Line \(number) of \(name) isn't valid UTF-8.")
        }
        return text
    }

    /// The same as bytes, for a caller that handles a line that is not text.
    func nextBytes() throws(Failure) -> ArraySlice<UInt8>? {
        while true {
            if let end = held[searched...].firstIndex(of: 0x0A) {
                let line = held[start..<end]
                start = end + 1
                searched = start
                number += 1
                return line
            }
            searched = held.count
            if isAtEnd {
                guard start < held.count else { return nil }
                let line = held[start...]
                start = held.count
                number += 1
                return line
            }
            try read()
        }
    }

    private func read() throws(Failure) {
        held.removeFirst(start)
        searched -= start
        start = 0
        guard held.count <= Self.maximumLine else {
            throw Failure(
                .badData, "Line \(number + 1) of \(name) is longer than \(Self.maximumLine) bytes.")
        }
        let piece: [UInt8]
        do {
            piece = try source.read(1 << 18)
        } catch {
            throw Failure(.inputOutput, "\(name) can't be read: \(error.why).")
        }
        isAtEnd = piece.isEmpty
        let isFirst = number == 0 && held.isEmpty
        held += isFirst ? FileText.withoutByteOrderMark(piece) : piece
    }
}
