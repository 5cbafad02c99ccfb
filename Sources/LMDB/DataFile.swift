internal import Glibc

/// Identifies a file regardless of the name it is opened by.
struct FileIdentity: Hashable {
    let device: UInt64
    let inode: UInt64
    /// A child process doesn't share its parent's open environments.
    let process: Int32
}

/// The data file, opened for the checks that liblmdb doesn't make.
struct DataFile: ~Copyable {
    let path: String
    private let descriptor: CInt
    private let isNew: Bool

    init(path: String, creating: Bool, isReadOnly: Bool) throws {
        let created = creating ? open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600) : -1
        if creating, created < 0, errno != EEXIST { throw LMDBError.system("create \(path)") }
        let opened =
            created >= 0
            ? created : open(path, (isReadOnly ? O_RDONLY : O_RDWR) | O_CLOEXEC | O_NOFOLLOW)
        if opened < 0 {
            if errno == ENOENT { throw EnvironmentError.missing(path: path) }
            if errno == ELOOP {
                throw EnvironmentError.notAnEnvironment(
                    path: path,
                    why: "it is a symbolic link, so the two folders would have separate"
                        + " locks")
            }
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
            throw EnvironmentError.notAnEnvironment(path: path, why: "it isn't a regular file")
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

    /// Checks that the two meta pages belong to two consecutive commits, each in its slot and with
    /// its own list of free pages.
    ///
    /// LMDB reads the one with the greater transaction id and never compares them, so a damaged id
    /// silently takes it back by one commit. An id that is off by two even leaves two consecutive
    /// ids. But every commit to an existing tree replaces pages, at least the root, and lists them
    /// under its own id.
    func checkMetaPages() throws {
        var seen: [UInt64]?
        while true {
            let metas = [try meta(at: 0)] + [try meta(at: Int64(try meta(at: 0).pageSize))]
            guard let why = doubt(about: metas) else { return }
            let ids = metas.map(\.transaction)
            // A commit between the two reads looks the same; a second read tells them apart.
            if seen == ids { throw EnvironmentError.metaPages(path: path, why: why) }
            seen = ids
        }
    }

    private func doubt(about metas: [Meta]) -> String? {
        let ids = metas.map(\.transaction)
        if ids[0] % 2 != 0 || ids[1] % 2 != 1 || max(ids[0], ids[1]) - min(ids[0], ids[1]) != 1 {
            return "its meta pages are from commits \(ids[0]) and \(ids[1]), not from two in a"
                + " row, so a commit may be missing"
        }
        for (meta, other) in zip(metas, metas.reversed()) {
            guard let freed = lastFreeing(meta) else {
                return "the free pages of commit \(meta.transaction) can't be read, so a commit may"
                    + " be missing"
            }
            if freed == meta.transaction || freed == 0 && meta.transaction <= 1 { continue }
            let doubt =
                "its meta page of commit \(meta.transaction) belongs to commit \(freed), so a"
                + " commit may be missing"
            guard freed == meta.transaction + 2 else { return doubt }
            // After a failed commit, LMDB writes the old numbers back with the new trees. Earlier
            // versions left that, and nothing is lost. It shows if the file grew meanwhile, or if
            // no single flipped bit makes the one number of the other.
            let isPutBack =
                meta.lastPage < other.lastPage || (freed ^ meta.transaction).nonzeroBitCount > 1
            if !isPutBack {
                return doubt
                    + ", unless an earlier version of Tocsin reported a failed write as its last"
                    + " command: then nothing is missing, and the next command that records"
                    + " something mends it"
            }
        }
        return nil
    }

    /// The last commit that has a list of freed pages, 0 if none has; nil if the list is damaged.
    private func lastFreeing(_ meta: Meta) -> UInt64? {
        if meta.free.root == .max { return 0 }
        let size = Int(meta.pageSize)
        return withUnsafeTemporaryAllocation(byteCount: size, alignment: 8) { page in
            var number = meta.free.root
            // No intact tree is that deep; a damaged one may contain a cycle.
            for _ in 0..<32 {
                guard number <= meta.lastPage, number < 1 << 40,
                    let offset = off_t(exactly: number * UInt64(size)),
                    pread(descriptor, page.baseAddress, size, offset) == size
                else { return nil }
                let end = Int(page.loadUnaligned(fromByteOffset: 12, as: UInt16.self))
                guard end >= 18, end <= size else { return nil }
                let node = Int(page.loadUnaligned(fromByteOffset: end - 2, as: UInt16.self))
                guard node >= end, node + 16 <= size else { return nil }
                func half(_ offset: Int) -> UInt64 {
                    UInt64(page.loadUnaligned(fromByteOffset: node + offset, as: UInt16.self))
                }
                switch page.loadUnaligned(fromByteOffset: 10, as: UInt16.self) & 0x03 {
                case 0x01: number = half(0) | half(2) << 16 | half(4) << 32
                case 0x02:
                    guard half(6) == 8 else { return nil }
                    return page.loadUnaligned(fromByteOffset: node + 8, as: UInt64.self)
                default: return nil
                }
            }
            return nil
        }
    }

    /// Checks every page of commit `number`, of which a snapshot must be open.
    ///
    /// - Returns: Whether a meta page belongs to that commit.
    func checkPages(ofCommit number: UInt64) throws -> Bool {
        let first = try meta(at: 0)
        let metas = [first, try meta(at: Int64(first.pageSize))]
        guard let meta = metas.first(where: { $0.transaction == number }) else { return false }
        for (slot, meta) in metas.enumerated() {
            guard meta.page == UInt64(slot), meta.pageFlags == 0x08, meta.address == 0,
                meta.pageSize == first.pageSize
            else { throw EnvironmentError.pages(path: path, why: "meta page \(slot) is damaged") }
        }
        try checkLength()
        var walk = PageWalk(
            descriptor, pageSize: Int(meta.pageSize), lastPage: meta.lastPage, transaction: number)
        do throws(PageWalk.Fault) {
            try walk.run(free: meta.free, main: meta.main)
        } catch {
            throw EnvironmentError.pages(path: path, why: error.why)
        }
        return true
    }

    private struct Meta {
        let page: UInt64
        let pageFlags: UInt16
        /// The address at which LMDB must map the file; 0 for any.
        let address: UInt64
        let pageSize: UInt32
        let free: PageWalk.Tree
        let main: PageWalk.Tree
        let lastPage: UInt64
        let transaction: UInt64
    }

    /// `MDB_page` and `MDB_meta`, like `MDB_node` above, are laid out as in mdb.c 0.9.24 on a
    /// 64-bit machine.
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
            let bytes = UnsafeRawBufferPointer(page)
            return Meta(
                page: page.load(as: UInt64.self),
                pageFlags: page.load(fromByteOffset: 10, as: UInt16.self),
                address: page.load(fromByteOffset: 24, as: UInt64.self), pageSize: pageSize,
                free: PageWalk.Tree(UnsafeRawBufferPointer(rebasing: bytes[40..<88])),
                main: PageWalk.Tree(UnsafeRawBufferPointer(rebasing: bytes[88..<136])),
                lastPage: page.load(fromByteOffset: 136, as: UInt64.self),
                transaction: page.load(fromByteOffset: 144, as: UInt64.self))
        }
    }
}
