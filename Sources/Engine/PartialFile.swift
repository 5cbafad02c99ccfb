internal import Glibc

/// A file that gets its name when it is complete. Until then it is `NAME.PID.partial` in the same
/// folder.
///
/// Its writer holds flock(2) on it, so the next writer of the same file can tell the one of a dead
/// process and removes it.
public struct PartialFile: ~Copyable {
    /// The ending of every such file's name.
    public static let ending = ".partial"

    private let path: String
    private let name: String
    private var isNamed = false
    /// Open for writing.
    public let descriptor: CInt

    /// - Parameter path: The path for the complete file.
    /// - Returns: Nil with `errno` if no file can be made there.
    public init?(of path: String) {
        self.path = path
        name = "\(path).\(getpid())\(Self.ending)"
        Self.removeAbandoned(of: path)
        guard let descriptor = Self.make(name) else { return nil }
        self.descriptor = descriptor
    }

    deinit {
        // A failed write's error must outlive this.
        let code = errno
        if !isNamed { unlink(name) }
        close(descriptor)
        errno = code
    }

    private static func make(_ name: String) -> CInt? {
        while true {
            let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            if descriptor < 0 { return nil }
            var status = stat()
            flock(descriptor, LOCK_EX)
            // Until it was locked, another process may have taken it for a dead one's.
            if fstat(descriptor, &status) == 0, status.st_nlink > 0 { return descriptor }
            close(descriptor)
        }
    }

    /// Writes all bytes; false with `errno` if that fails.
    public func write(_ bytes: some Collection<UInt8>) -> Bool {
        var rest = Array(bytes)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            if count <= 0 { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Gives the complete file its name, on the disk; false with `errno` if that fails.
    public mutating func finish() -> Bool {
        isNamed = fsync(descriptor) == 0 && rename(name, path) == 0
        return isNamed
    }

    /// Removes those that dead processes left of the same file.
    private static func removeAbandoned(of path: String) {
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { String(path[...$0]) } ?? "./"
        let start = slash.map { String(path[path.index(after: $0)...]) } ?? path
        guard let directory = opendir(folder) else { return }
        defer { closedir(directory) }
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            let parts = name.dropFirst(start.count).split(separator: ".")
            guard name.hasPrefix(start + "."), name.hasSuffix(ending), parts.count == 2,
                Int32(parts[0]) != nil
            else { continue }
            let descriptor = open(folder + name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
            if descriptor < 0 { continue }
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(folder + name) }
            close(descriptor)
        }
    }
}
