internal import Basics
internal import Glibc

/// Reads the files that people name, and limits their size in memory.
///
/// Only code that runs before the log is opened has one. A plan, which runs under the log's write
/// lock, has none, and no ``World`` to make one from.
final class InputReader {
    let world: World
    /// The contents read so far, in order, for the request's fingerprint.
    private(set) var contents: [[UInt8]] = []

    init(_ world: World) { self.world = world }

    /// - Parameters:
    ///   - path: `-` for standard input.
    ///   - limit: The most bytes.
    ///   - what: A name for the file's contents, for the error about the limit.
    /// - Throws: A ``Failure`` if it can't be read or is longer.
    func bytes(_ path: String, limit: Int, what: String) throws(Failure) -> [UInt8] {
        let bytes = try read(path, limit: limit, what: what)
        contents.append(bytes)
        return bytes
    }

    /// A text of at most 64 KiB, without the line feed that ends a file.
    func text(_ path: String) throws(Failure) -> String {
        let bytes = try read(path, limit: 65_536, what: "a text")
        let name = path == "-" ? "Standard input" : path
        var text: String
        do {
            text = try FileText.read(bytes)
        } catch {
            throw Failure(.badData, "\(name) \(error.description) Nothing was recorded.")
        }
        if text.utf8.last == UInt8(ascii: "\n") {
            text = String(decoding: text.utf8.dropLast(), as: UTF8.self)
        }
        if text.utf8.last == UInt8(ascii: "\r") {
            text = String(decoding: text.utf8.dropLast(), as: UTF8.self)
        }
        contents.append(Array(text.utf8))
        return text
    }

    /// Records the digest of a file that is too long to keep.
    func note(_ digest: [UInt8]) { contents.append(digest) }

    private func read(_ path: String, limit: Int, what: String) throws(Failure) -> [UInt8] {
        let source = try InputSource(path, world)
        var bytes: [UInt8] = []
        while bytes.count <= limit {
            let piece: [UInt8]
            do {
                piece = try source.read(65_536)
            } catch {
                throw Failure(.inputOutput, "\(path) can't be read: \(error.why).")
            }
            if piece.isEmpty { return bytes }
            bytes += piece
        }
        let kibibytes = limit / 1024
        throw Failure(
            .badData,
            "\(path == "-" ? "Standard input" : path) has more than \(limit) bytes"
                + " (\(kibibytes) KiB), the limit for \(what). Nothing was recorded."
                + " Shorten it or give it in parts.")
    }
}

/// A file open for reading, or standard input.
final class InputSource {
    private let world: World
    /// The open file; nil for standard input.
    private let descriptor: CInt?

    /// - Parameter path: `-` for standard input.
    init(_ path: String, _ world: World) throws(Failure) {
        self.world = world
        guard path != "-" else {
            descriptor = nil
            return
        }
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            throw Failure(
                .inputOutput, "\(path) can't be read: \(String(cString: strerror(errno))).")
        }
        descriptor = file
    }

    deinit { if let descriptor { close(descriptor) } }

    /// Reads at most `limit` bytes; returns none at the end.
    func read(_ limit: Int) throws(World.Unreadable) -> [UInt8] {
        guard let descriptor else { return try world.input(limit) }
        var buffer = [UInt8](repeating: 0, count: limit)
        var count = Glibc.read(descriptor, &buffer, limit)
        while count < 0, errno == EINTR { count = Glibc.read(descriptor, &buffer, limit) }
        guard count >= 0 else { throw World.Unreadable(why: String(cString: strerror(errno))) }
        return Array(buffer[..<count])
    }
}
