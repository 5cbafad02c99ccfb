internal import CLMDB
internal import Glibc

/// The meta page that a commit writes over, as it was before.
struct MetaSlot {
    /// `MDB_page` and `MDB_meta`.
    private static let length = 152

    private let descriptor: CInt
    private let offset: off_t
    private let bytes: [UInt8]

    /// Nil if the page can't be read.
    init?(of commit: Int, in environment: OpaquePointer) {
        var descriptor: CInt = -1
        var statistics = MDB_stat()
        guard mdb_env_get_fd(environment, &descriptor) == MDB_SUCCESS,
            mdb_env_stat(environment, &statistics) == MDB_SUCCESS
        else { return nil }
        self.descriptor = descriptor
        offset = off_t(commit & 1) * off_t(statistics.ms_psize)
        guard let bytes = Self.read(descriptor, offset) else { return nil }
        self.bytes = bytes
    }

    /// Writes the page as it was, if it has changed.
    ///
    /// The caller must hold the write lock. A failure leaves the page as LMDB left it, which is
    /// safe: nobody reads it before the next commit.
    func putBack() {
        if Self.read(descriptor, offset) == bytes { return }
        let count = bytes.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, offset) }
        if count == bytes.count { fdatasync(descriptor) }
    }

    private static func read(_ descriptor: CInt, _ offset: off_t) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: length)
        let count = bytes.withUnsafeMutableBytes {
            pread(descriptor, $0.baseAddress, length, offset)
        }
        return count == length ? bytes : nil
    }
}
