internal import Engine
internal import Glibc

/// A new file from a command. An existing file may be the only copy of something.
enum NewFile {
    /// - Parameters:
    ///   - home: The home, of which nothing may be replaced.
    ///   - part: The part of the home that the command makes; nil for none.
    ///   - force: Whether the person asked to replace a plain file; nil if the command never does,
    ///     because its files are evidence.
    /// - Throws: A ``Failure`` if the path is taken. Other obstacles show on writing.
    static func check(
        _ path: String, in home: Home, replacing part: String? = nil, force: Bool? = nil
    ) throws(Failure) {
        if let own = home.part(at: path), own != part {
            throw Failure(
                .badData,
                "\(path) is part of the home \(home.path) (\(own)) and was not changed. Name a file outside of it."
            )
        }
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw Failure(
                .badData, "\(path) isn't a regular file and was not changed. Name a new file.")
        }
        switch force {
        case true:
            guard status.st_uid == geteuid() else {
                throw Failure(
                    .badData,
                    "\(path) belongs to another user and was not changed. Name a new file.")
            }
        case false:
            throw Failure(
                .badData, "\(path) already exists. Name a new file, or replace it: --force")
        case nil: throw Failure(.badData, "\(path) already exists. Name a new file.")
        }
    }

    static func write(_ text: String, to path: String, in home: Home) throws(Failure) {
        try check(path, in: home)
        try BoundedFile.write(Array(text.utf8), to: path)
    }
}
