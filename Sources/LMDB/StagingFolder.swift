internal import Glibc

/// A folder inside a log's folder in which one process makes a new data file.
///
/// Its owner holds flock(2) on it, so that others can tell it from the folder of a dead process.
/// That lock is never waited for.
package struct StagingFolder: ~Copyable {
    private static let prefix = ".tocsin-incoming-"
    private static let files = ["/log/data.mdb", "/log/lock.mdb", "/room"]

    private let path: String
    private let descriptor: CInt

    /// The folder for the new environment.
    package var log: String { path + "/log" }
    package var dataFile: String { log + "/data.mdb" }
    private var room: String { path + "/room" }

    /// - Parameter folder: The log's folder.
    package init(in folder: String) throws { (path, descriptor) = try Self.make(in: folder) }

    private static func make(in folder: String) throws(LMDBError) -> (String, CInt) {
        var generator = SystemRandomNumberGenerator()
        while true {
            let path = "\(folder)/\(prefix)\(String(generator.next(), radix: 16))"
            if mkdir(path, 0o700) != 0 { throw .system("make the folder \(path)") }
            // Until it is locked, another process may take it for a dead one's and remove it.
            guard let descriptor = try lock(path) else { continue }
            if mkdir(path + "/log", 0o700) == 0 { return (path, descriptor) }
            let error = LMDBError.system("make the folder \(path)/log")
            remove(path)
            close(descriptor)
            throw error
        }
    }

    deinit {
        Self.remove(path)
        close(descriptor)
    }

    /// Whether `name` is that of a staging folder.
    package static func isName(_ name: String) -> Bool { name.hasPrefix(prefix) }

    /// Allocates `bytes` for the data file, and as many as `spare` to give back later.
    package func reserve(_ bytes: Int, spare: Int) throws(LMDBError) {
        for (file, size) in [(dataFile, bytes), (room, spare)] {
            let descriptor = open(file, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
            if descriptor < 0 { throw .system("create \(file)") }
            defer { close(descriptor) }
            let code = posix_fallocate(descriptor, 0, off_t(size))
            if code != 0 { throw LMDBError(code: code, operation: "reserve room for \(file)") }
        }
    }

    /// Gives back the spare bytes that ``reserve(_:spare:)`` allocated.
    package func releaseSpare() { unlink(room) }

    /// Removes the staging folders of dead processes from `folder`.
    ///
    /// - Returns: Whether a living process has one.
    @discardableResult
    package static func removeAbandoned(in folder: String) -> Bool {
        guard let directory = opendir(folder) else { return false }
        defer { closedir(directory) }
        var isAnyAlive = false
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard isName(name) else { continue }
            let path = folder + "/" + name
            do throws(LMDBError) {
                guard let descriptor = try lock(path) else {
                    isAnyAlive = true
                    continue
                }
                remove(path)
                close(descriptor)
            } catch {
                // It is in nobody's way, and a later opening may be able to remove it.
                continue
            }
        }
        return isAnyAlive
    }

    /// The descriptor of the folder, locked; nil if another process has it or has removed it.
    private static func lock(_ path: String) throws(LMDBError) -> CInt? {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if descriptor < 0 {
            if errno == ENOENT { return nil }
            throw .system("open the folder \(path)")
        }
        var (mine, named) = (stat(), stat())
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0, fstat(descriptor, &mine) == 0,
            stat(path, &named) == 0, mine.st_ino == named.st_ino
        {
            return descriptor
        }
        let error = LMDBError.system("lock the folder \(path)")
        close(descriptor)
        if [EWOULDBLOCK, ENOENT, 0].contains(error.code) { return nil }
        throw error
    }

    private static func remove(_ path: String) {
        for file in files { unlink(path + file) }
        rmdir(path + "/log")
        rmdir(path)
    }
}
