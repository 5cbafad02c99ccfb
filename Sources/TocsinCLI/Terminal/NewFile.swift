internal import ArgumentParser
internal import Glibc

/// A new file from a command. An existing file may be the only copy of something.
enum NewFile {
    /// - Parameter force: Whether the person asked to replace a plain file; nil if the command
    ///   never does, because its files are evidence.
    /// - Throws: A ``Failure`` if the path is taken. Other obstacles show on writing.
    static func check(_ path: String, force: Bool? = nil) throws(Failure) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw Failure(
                .badData, "\(path) isn't a regular file and was not changed. Name a new file.")
        }
        switch force {
        case true: return
        case false:
            throw Failure(
                .badData, "\(path) already exists. Name a new file, or replace it: --force")
        case nil: throw Failure(.badData, "\(path) already exists. Name a new file.")
        }
    }

    static func write(_ text: String, to path: String) throws(Failure) {
        try check(path)
        try BoundedFile.write(Array(text.utf8), to: path)
    }
}
