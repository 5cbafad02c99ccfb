internal import Glibc

/// What makes a file the same file, whatever name it is opened by.
struct FileIdentity: Hashable {
    let device: UInt64
    let inode: UInt64
    /// A child process does not share its parent's open environments.
    let process: Int32
}

/// The data file, opened for the checks that liblmdb leaves out.
struct DataFile: ~Copyable {
    let path: String
    private let descriptor: CInt
    private let isNew: Bool

    init(path: String, creating: Bool, isReadOnly: Bool) throws {
        let created = creating ? open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600) : -1
        if creating, created < 0, errno != EEXIST { throw LMDBError.system("create \(path)") }
        let opened =
            created >= 0
            ? created : open(path, (isReadOnly ? O_RDONLY : O_RDWR) | O_CLOEXEC)
        if opened < 0 {
            if errno == ENOENT { throw EnvironmentError.missing(path: path) }
            throw LMDBError.system("open \(path)")
        }
        self.path = path
        descriptor = opened
        isNew = created >= 0
    }

    deinit { close(descriptor) }

    private func status() throws(LMDBError) -> stat {
        var status = stat()
        if fstat(descriptor, &status) != 0 { throw .system("look at \(path)") }
        return status
    }

    /// Returns the file's identity.
    ///
    /// - Throws: ``EnvironmentError/hardLinked(path:links:)`` when the file has other names.
    func identity() throws -> FileIdentity {
        let status = try status()
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw EnvironmentError.notAnEnvironment(path: path, why: "it is not a regular file")
        }
        guard status.st_nlink == 1 else {
            throw EnvironmentError.hardLinked(path: path, links: Int(status.st_nlink))
        }
        return FileIdentity(
            device: UInt64(status.st_dev), inode: UInt64(status.st_ino), process: getpid())
    }

    /// Checks that the file reaches to the last page that its newest meta page says is in use.
    ///
    /// LMDB would make a new environment of an empty file; here only a file that was missing is
    /// new, since an empty one may have held something.
    func checkLength() throws {
        if isNew { return }
        let first = try meta(at: 0)
        let second = try meta(at: Int64(first.pageSize))
        let newest = first.transaction < second.transaction ? second : first
        let (needed, overflow) = (newest.lastPage &+ 1)
            .multipliedReportingOverflow(by: UInt64(first.pageSize))
        guard !overflow, newest.lastPage < .max, let needed = Int64(exactly: needed) else {
            throw EnvironmentError.notAnEnvironment(path: path, why: "its meta page is damaged")
        }
        // The size is read after the meta page: another process may be committing, and LMDB
        // writes its pages first.
        let size = Int64(try status().st_size)
        if size < needed {
            throw EnvironmentError.truncated(path: path, size: size, needed: needed)
        }
    }

    /// Checks that the two meta pages are those of two commits in a row, each in its slot.
    ///
    /// LMDB reads the one with the greater transaction id and never compares them: a damaged id
    /// makes it go back by a commit without a word.
    func checkMetaPages() throws {
        var seen: (UInt64, UInt64)?
        while true {
            let first = try meta(at: 0)
            let second = try meta(at: Int64(first.pageSize))
            let ids = (first.transaction, second.transaction)
            let (newer, older) = (max(ids.0, ids.1), min(ids.0, ids.1))
            if ids.0 % 2 == 0, ids.1 % 2 == 1, newer - older == 1 { return }
            // A commit between the two reads looks the same; a second look tells.
            if let seen, seen == ids {
                throw EnvironmentError.metaPages(
                    path: path,
                    why: "its meta pages are of the commits \(ids.0) and \(ids.1) and not of two in"
                        + " a row, so a commit may be missing")
            }
            seen = ids
        }
    }

    private struct Meta {
        let pageSize: UInt32
        let lastPage: UInt64
        let transaction: UInt64
    }

    /// The layout of `MDB_page` and `MDB_meta` in mdb.c 0.9.24 on a 64-bit machine.
    private func meta(at offset: Int64) throws -> Meta {
        let length = 152
        return try withUnsafeTemporaryAllocation(byteCount: length, alignment: 8) { page in
            let count = pread(descriptor, page.baseAddress, length, off_t(offset))
            if count < 0 { throw LMDBError.system("read \(path)") }
            if count < length {
                throw EnvironmentError.truncated(
                    path: path, size: Int64(try status().st_size), needed: offset + Int64(length))
            }
            func refused(_ why: String) -> EnvironmentError {
                .notAnEnvironment(path: path, why: why)
            }
            let isMeta = page.load(fromByteOffset: 10, as: UInt16.self) & 0x08 != 0
            guard isMeta, page.load(fromByteOffset: 16, as: UInt32.self) == 0xBEEF_C0DE else {
                throw refused("it has no meta page at byte \(offset)")
            }
            let version = page.load(fromByteOffset: 20, as: UInt32.self)
            guard version == 1 else { throw refused("its data version is \(version), not 1") }
            let pageSize = page.load(fromByteOffset: 40, as: UInt32.self)
            guard pageSize >= 256, pageSize <= 65_536, pageSize.nonzeroBitCount == 1 else {
                throw refused("its page size is \(pageSize)")
            }
            return Meta(
                pageSize: pageSize, lastPage: page.load(fromByteOffset: 136, as: UInt64.self),
                transaction: page.load(fromByteOffset: 144, as: UInt64.self))
        }
    }
}
