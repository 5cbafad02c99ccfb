internal import Foundation
internal import Glibc

/// Reads files that people name, without letting one fill the memory.
enum BoundedFile {
    /// - Parameters:
    ///   - path: `-` for standard input.
    ///   - limit: Bytes.
    /// - Throws: A ``Failure`` that names the limit where there is more.
    static func read(_ path: String, limit: Int, what: String) throws(Failure) -> [UInt8] {
        let file = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            throw Failure(
                .inputOutput, "\(path) can't be read: \(String(cString: strerror(errno))).")
        }
        defer { if file != STDIN_FILENO { close(file) } }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while bytes.count <= limit {
            let count = Glibc.read(file, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw Failure(
                    .inputOutput, "\(path) can't be read: \(String(cString: strerror(errno))).")
            }
            if count == 0 { return bytes }
            bytes += buffer[..<count]
        }
        let kibibytes = limit / 1024
        throw Failure(
            .badData,
            "\(path == "-" ? "Standard input" : path) holds more than the \(limit) bytes"
                + " (\(kibibytes) KiB) that \(what) may have; nothing was recorded."
                + " Shorten it or give it in parts.")
    }

    /// A text of at most 64 KiB, without the line feed that ends a file.
    static func text(_ path: String) throws(Failure) -> String {
        let bytes = try read(path, limit: 65_536, what: "a text")
        let name = path == "-" ? "Standard input" : path
        guard var text = String(validating: bytes, as: UTF8.self) else {
            throw Failure(
                .badData, "\(name) is not valid UTF-8; nothing was recorded. Save it as UTF-8.")
        }
        if text.utf8.last == UInt8(ascii: "\n") {
            text = String(decoding: text.utf8.dropLast(), as: UTF8.self)
        }
        if text.utf8.last == UInt8(ascii: "\r") {
            text = String(decoding: text.utf8.dropLast(), as: UTF8.self)
        }
        return text
    }

    /// Writes a file whole or not at all, readable by its owner only.
    static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
        let staging = path + ".\(getpid()).partial"
        let file = open(staging, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        var isWritten = file >= 0
        if file >= 0 {
            var rest = bytes[...]
            while isWritten, !rest.isEmpty {
                let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
                if count < 0, errno == EINTR { continue }
                isWritten = count > 0
                rest = rest.dropFirst(max(count, 0))
            }
            isWritten = fsync(file) == 0 && isWritten
            isWritten = close(file) == 0 && isWritten
        }
        if !isWritten || rename(staging, path) != 0 {
            let why = String(cString: strerror(errno))
            unlink(staging)
            throw Failure(.inputOutput, "\(path) can't be written: \(why).")
        }
    }
}
