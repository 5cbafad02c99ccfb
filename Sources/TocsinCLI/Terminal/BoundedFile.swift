internal import Engine
internal import Glibc

/// Writes files whole or not at all.
enum BoundedFile {
    /// Writes a file whole or not at all, readable by its owner only.
    static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
        guard var file = PartialFile(of: path), file.write(bytes), file.finish() else {
            throw Failure(
                .inputOutput, "\(path) can't be written: \(String(cString: strerror(errno))).")
        }
    }
}
