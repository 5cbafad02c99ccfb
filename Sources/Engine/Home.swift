internal import Foundation
internal import Glibc

/// The folder in which one department keeps its log, its department file and its settings.
public struct Home: Hashable, Sendable {
    public let path: String

    public init(path: String) {
        let absolute = URL(fileURLWithPath: path).standardizedFileURL.path
        self.path = absolute
    }

    /// The log's folder: the only thing here that can't be recreated.
    public var logPath: String { path + "/log" }
    public var departmentPath: String { path + "/department.yaml" }
    /// The folder of the key that signs the log's checkpoints.
    public var keysPath: String { path + "/keys" }
    /// The folder of the department's own playbooks.
    public var playbooksPath: String { path + "/playbooks" }
    /// The folder of the department's own mappings of tables.
    public var mappingsPath: String { path + "/mappings" }
    public var settingsPath: String { path + "/settings.json" }
    /// The clock at the last command that recorded something.
    public var clockPath: String { path + "/clock.json" }

    /// When a checkpoint was last sent.
    public var sendingPath: String { path + "/checkpoints.json" }

    /// The names that a home may hold; a folder with any other name in it is not a home.
    static let names: Set<String> = [
        "log", "department.yaml", "settings.json", "playbooks", "mappings", "keys", "clock.json",
        "checkpoints.json", "review.md", "review.json",
    ]

    /// Makes the folder with mode 0700, or checks that its contents can be a home.
    ///
    /// - Parameter creating: Whether to make it (and the folders above it) if it is missing.
    /// - Throws: ``EngineError/noHome(path:)``, ``EngineError/foreignHome(path:found:)`` or
    ///   ``EngineError/unusableHome(path:why:)``.
    public func prepare(creating: Bool) throws(EngineError) {
        if creating { try make() }
        guard let directory = opendir(path) else {
            switch errno {
            case ENOENT: throw .noHome(path: path)
            case ENOTDIR: throw .foreignHome(path: path, found: "a file")
            case let code: throw .unusableHome(path: path, why: String(cString: strerror(code)))
            }
        }
        defer { closedir(directory) }
        var found: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { found.append(name) }
        }
        // A folder with a log is a home, even if it holds other files.
        if found.contains("log") { return }
        // A process that died while it made the home may have left a file without its name.
        let whole = found.filter { !$0.hasSuffix(PartialFile.ending) }
        if let foreign = whole.sorted().first(where: { !Home.names.contains($0) }) {
            throw .foreignHome(path: path, found: foreign)
        }
        if creating, chmod(path, 0o700) != 0 {
            throw .unusableHome(path: path, why: String(cString: strerror(errno)))
        }
    }

    private func make() throws(EngineError) {
        if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
        let parent = URL(fileURLWithPath: path).deletingLastPathComponent().path
        do {
            try FileManager.default.createDirectory(
                atPath: parent, withIntermediateDirectories: true)
        } catch {
            throw .unusableHome(path: path, why: "the folder \(parent) can't be created")
        }
        if mkdir(path, 0o700) != 0, errno != EEXIST {
            throw .unusableHome(path: path, why: String(cString: strerror(errno)))
        }
    }
}

extension Home {
    /// Changes the home's small files while no other process does.
    ///
    /// - Throws: ``EngineError/unusableHome(path:why:)``, or any error of `body`.
    public func locked<Value>(_ body: () throws -> Value) throws -> Value {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0, flock(folder, LOCK_EX) == 0 else {
            let why = String(cString: strerror(errno))
            if folder >= 0 { close(folder) }
            throw EngineError.unusableHome(path: path, why: why)
        }
        defer { close(folder) }
        return try body()
    }
}

extension Home {
    /// The part of the home that a file written at `path` would replace or join, such as
    /// `log/data.mdb`; nil if there is none. Links, also hard ones, are followed.
    public func part(at path: String) -> String? {
        guard let enumerator = FileManager.default.enumerator(atPath: self.path) else { return nil }
        let target = FileIdentity(path)
        let parent = FileIdentity(URL(fileURLWithPath: path).deletingLastPathComponent().path)
        while let name = enumerator.nextObject() as? String {
            guard let own = FileIdentity(self.path + "/" + name) else { continue }
            // A new file in the folder of the log or of the keys could be taken for one of theirs.
            if own == target || own == parent && ["log", "keys"].contains(name) { return name }
        }
        return nil
    }
}

/// What a path leads to, whatever it is called.
private struct FileIdentity: Equatable {
    let device: dev_t
    let number: ino_t

    /// Nil if nothing is there.
    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        (device, number) = (status.st_dev, status.st_ino)
    }
}
