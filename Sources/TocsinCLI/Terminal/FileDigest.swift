internal import Foundation
internal import Hashing

/// The hash of a file that the log doesn't keep.
struct FileDigest {
    let sha256: [UInt8]
    /// In bytes.
    let size: Int
    /// The first bytes, at most 16.
    let head: [UInt8]

    /// Reads the file in pieces, so a long video does not fill the memory.
    ///
    /// - Throws: A ``Failure`` if it can't be read.
    init(_ path: String, _ reader: InputReader) throws(Failure) {
        var isDirectory: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory),
            isDirectory.boolValue
        {
            throw Failure(.inputOutput, "\(path) is a folder. Name a file in it.")
        }
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw Failure(.inputOutput, "\(path) can't be read. Name another file.")
        }
        defer { try? file.close() }
        var hash = SHA256()
        var head: [UInt8] = []
        var size = 0
        while let piece = try Self.piece(of: file, path), !piece.isEmpty {
            if head.isEmpty { head = Array(piece.prefix(16)) }
            hash.update(piece.bytes)
            size += piece.count
        }
        sha256 = hash.finalize().bytes
        self.size = size
        self.head = head
        reader.note(sha256)
    }

    private static func piece(of file: FileHandle, _ path: String) throws(Failure) -> Data? {
        do {
            return try file.read(upToCount: 1 << 20)
        } catch {
            throw Failure(.inputOutput, "\(path) can't be read to its end. Use a copy of it.")
        }
    }
}
