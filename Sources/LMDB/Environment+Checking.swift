internal import CLMDB

extension Environment {
    /// Checks that the last two commits are both present, and that readers see the last one.
    ///
    /// - Throws: ``EnvironmentError/metaPages(path:why:)``.
    public func checkMetaPages() throws {
        let path = folder + "/data.mdb"
        let file = try DataFile(path: path, creating: false, isReadOnly: true)
        try file.checkMetaPages()
        while true {
            let isKnown = try read { transaction in
                guard let root = try file.mainRoot(ofCommit: UInt64(transaction.id)) else {
                    return false
                }
                let roots = try Set([root] + transaction.subtreeRoots())
                if let page = try transaction.firstFreePage(among: roots) {
                    throw EnvironmentError.metaPages(
                        path: path,
                        why: "a tree of the last commit begins at page \(page), which was freed,"
                            + " so a commit may be missing")
                }
                return true
            }
            // Otherwise two commits came meanwhile, and there is a newer one to check.
            if isKnown { return }
        }
    }
}

/// LMDB's own two tables; the layout of `MDB_db` is that of mdb.c 0.9.24 on a 64-bit machine.
extension ReadTransaction {
    private static let freePages = Database(number: 0)
    private static let main = Database(number: 1)

    /// The root pages of named databases.
    fileprivate borrowing func subtreeRoots() throws -> [UInt64] {
        try withCursor(over: Self.main) { cursor in
            var roots: [UInt64] = []
            var entry = try cursor.first()
            while let found = entry {
                if found.value.count == 48 {
                    let root = found.value.loadUnaligned(fromByteOffset: 40, as: UInt64.self)
                    if root != .max { roots.append(root) }
                }
                entry = try cursor.next()
            }
            return roots
        }
    }

    /// The first of `pages` that is listed as free. A damaged root points to a page of an earlier
    /// commit, which the next commit freed.
    fileprivate borrowing func firstFreePage(among pages: Set<UInt64>) throws -> UInt64? {
        try withCursor(over: Self.freePages) { cursor in
            var entry = try cursor.first()
            while let list = entry?.value {
                // The number of pages, then the pages.
                for offset in stride(from: 8, through: list.count - 8, by: 8) {
                    let page = list.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                    if pages.contains(page) { return page }
                }
                entry = try cursor.next()
            }
            return nil
        }
    }
}
