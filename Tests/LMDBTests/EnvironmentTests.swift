import Foundation
import LMDB
import Testing

@Suite struct EnvironmentTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Writes one key and closes.
    private func fill(_ bytes: Int = 10) throws {
        let environment = try Environment(folder: folder.path)
        try environment.write { transaction in
            let database = try transaction.createDatabase(named: "numbers")
            try transaction.put([UInt8](repeating: 7, count: bytes), forKey: [1], in: database)
        }
    }

    private var link: String { folder.path + "-link" }

    @Test func `a data file is open once in a process`() throws {
        let first = try Environment(folder: folder.path)
        #expect(throws: EnvironmentError.alreadyOpen(path: folder.dataFile)) {
            try Environment(folder: folder.path)
        }
        try first.read { _ in }
    }

    @Test func `a symbolic link is no way round that`() throws {
        try FileManager.default.createSymbolicLink(
            atPath: link, withDestinationPath: folder.path)
        defer { unlink(link) }
        let first = try Environment(folder: folder.path)
        #expect(throws: EnvironmentError.alreadyOpen(path: link + "/data.mdb")) {
            try Environment(folder: link)
        }
        #expect(throws: EnvironmentError.self) {
            try Environment(
                folder: folder.path + "/../" + (folder.path as NSString).lastPathComponent)
        }
        try first.read { _ in }
    }

    @Test func `it opens again after it was closed or failed to open`() throws {
        for _ in 0..<3 { try fill() }
        try Data([1]).write(to: URL(fileURLWithPath: folder.dataFile))
        for _ in 0..<2 {
            #expect(throws: EnvironmentError.truncated(path: folder.dataFile, size: 1, needed: 152))
            { try Environment(folder: folder.path) }
        }
    }

    @Test func `a hard-linked data file is refused`() throws {
        try fill()
        let other = folder.path + "/other.mdb"
        try FileManager.default.linkItem(atPath: folder.dataFile, toPath: other)
        let error = #expect(throws: EnvironmentError.self) {
            try Environment(folder: folder.path)
        }
        #expect(error == .hardLinked(path: folder.dataFile, links: 2))
        #expect(error?.description.contains("2 hard links") == true)
        try FileManager.default.removeItem(atPath: other)
        try fill()
    }

    @Test func `a file cut short anywhere is an error and no crash`() throws {
        try fill(100_000)
        let whole = try Data(contentsOf: URL(fileURLWithPath: folder.dataFile))
        for length in [0, 1, 151, 152, 4096, 4247, 4248, 8192, whole.count / 2, whole.count - 1] {
            try whole.prefix(length).write(to: URL(fileURLWithPath: folder.dataFile))
            let error = #expect(throws: EnvironmentError.self, "\(length) bytes") {
                try Environment(folder: folder.path)
            }
            guard case .truncated(_, Int64(length), _)? = error else {
                Issue.record("\(length) bytes: \(String(describing: error))")
                continue
            }
        }
        try whole.write(to: URL(fileURLWithPath: folder.dataFile))
        try Environment(folder: folder.path).read { transaction in
            let database = try #require(try transaction.database(named: "numbers"))
            #expect(try transaction.value(forKey: [1], in: database)?.count == 100_000)
        }
    }

    @Test func `a file of something else is refused`() throws {
        try Data(repeating: 0x41, count: 20_000).write(to: URL(fileURLWithPath: folder.dataFile))
        let error = #expect(throws: EnvironmentError.self) {
            try Environment(folder: folder.path)
        }
        guard case .notAnEnvironment? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func `a missing file is created only when asked for`() throws {
        var options = Environment.Options()
        options.createsDataFile = false
        #expect(throws: EnvironmentError.missing(path: folder.dataFile)) {
            try Environment(folder: folder.path, options: options)
        }
        #expect(!FileManager.default.fileExists(atPath: folder.dataFile))
        #expect(throws: EnvironmentError.missing(path: folder.path + "/none")) {
            try Environment(folder: folder.path + "/none")
        }
    }

    @Test func `a read-only environment reads and does not write`() throws {
        try fill()
        var options = Environment.Options()
        options.isReadOnly = true
        let environment = try Environment(folder: folder.path, options: options)
        try environment.read { transaction in
            let database = try #require(try transaction.database(named: "numbers"))
            #expect(try transaction.value(forKey: [1], in: database)?.count == 10)
        }
        #expect(throws: LMDBError.self) { try environment.write { _ in } }
    }

    @Test(.timeLimit(.minutes(10))) func `a write inside a write is an error and does not hang`()
        throws
    {
        let environment = try Environment(folder: folder.path)
        let nested = EnvironmentError.nestedWrite(path: folder.dataFile)
        for _ in 0..<2 {
            try environment.write { _ in
                #expect(throws: nested) { try environment.write { _ in } }
                try environment.read { _ in }
            }
        }
        #expect(throws: nested) {
            try environment.write { _ in try environment.write { _ in } }
        }
        try environment.write { _ in }
    }

    @Test func `network file systems are known by their numbers`() {
        #expect(FileSystem.networkKind(magic: 0x6969) == "NFS")
        #expect(FileSystem.networkKind(magic: 0xFF53_4D42) == "CIFS")
        #expect(FileSystem.networkKind(magic: 0x6573_5546) == "FUSE")
        #expect(FileSystem.networkKind(magic: 0xEF53) == nil, "ext4")
        #expect(FileSystem.networkKind(magic: 0x0102_1994) == nil, "tmpfs")
        #expect(FileSystem.networkKind(magic: 0x9123_683E) == nil, "btrfs")
    }

    @Test func `a full disk is told from a broken one`() throws {
        let environment = try Environment(folder: folder.path)
        #expect(environment.meansFull(LMDBError(code: ENOSPC, operation: "commit")))
        #expect(!environment.meansFull(LMDBError(code: EIO, operation: "commit")), "space is left")
        let text = LMDBError(code: ENOSPC, operation: "commit").description
        #expect(text.hasPrefix("Could not commit: No space left on device. Free some"))
    }

    @Test func `a full map is reported as such`() throws {
        var options = Environment.Options()
        options.mapSizeInBytes = 1 << 20
        let environment = try Environment(folder: folder.path, options: options)
        let error = #expect(throws: LMDBError.self) {
            try environment.write { transaction in
                let database = try transaction.createDatabase(named: "numbers")
                for number in 0..<UInt8.max {
                    try transaction.put(
                        [UInt8](repeating: 0, count: 100_000), forKey: [number], in: database)
                }
            }
        }
        #expect(error?.isFull == true)
        let database = try environment.read { try $0.database(named: "numbers") }
        #expect(database == nil, "all of it is undone")
    }

    /// The two children are separate processes: the first dies inside a read.
    @Test func `a dead reader's place is cleared at the next opening`() async throws {
        let path = folder.path
        let environment = try Environment(folder: path)
        await #expect(processExitsWith: .exitCode(7)) { [path = path as String] in
            let reader = try Environment(folder: path)
            try reader.read { _ in _exit(7) }
        }
        await #expect(processExitsWith: .success) { [path = path as String] in
            let next = try Environment(folder: path)
            #expect(next.staleReadersCleared == 1)
        }
        try environment.read { _ in }
    }
}
