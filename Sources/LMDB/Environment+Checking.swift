internal import CLMDB
internal import Glibc

extension Environment {
    /// Checks that the last two commits are both present, that readers see the last one, and that
    /// every page of it can be read and written over safely.
    ///
    /// Others can write meanwhile.
    ///
    /// - Throws: ``EnvironmentError/metaPages(path:why:)``, ``EnvironmentError/pages(path:why:)`` or
    ///   ``EnvironmentError/truncated(path:size:needed:)``.
    public func checkPages() throws {
        let file = try DataFile(path: folder + "/data.mdb", creating: false, isReadOnly: true)
        try file.checkMetaPages()
        while true {
            // While the snapshot lasts, no writer uses its pages again.
            let isKnown = try read { try file.checkPages(ofCommit: UInt64($0.id)) }
            // Otherwise two commits came meanwhile, and there is a newer one to check.
            if isKnown { return }
        }
    }

    /// Checks that the file reaches to the last page of the last commit, so that reading it doesn't
    /// kill the process.
    ///
    /// - Throws: ``EnvironmentError/truncated(path:size:needed:)``, or ``LMDBError``.
    package func checkLength() throws {
        let needed = Int64(try usedBytes())
        var descriptor: CInt = -1
        try LMDBError.check(mdb_env_get_fd(handle, &descriptor), during: "find the data file")
        var status = stat()
        if fstat(descriptor, &status) != 0 { throw LMDBError.system("look at the data file") }
        if Int64(status.st_size) < needed {
            throw EnvironmentError.truncated(
                path: folder + "/data.mdb", size: Int64(status.st_size), needed: needed)
        }
    }
}
