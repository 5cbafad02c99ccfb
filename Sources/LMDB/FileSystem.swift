internal import CLMDB
internal import Glibc

package enum FileSystem {
    /// The name of the network file system that holds `path`, or nil on a local one.
    ///
    /// FUSE counts as a network: nothing here distinguishes sshfs from a local disk. The numbers
    /// are from statfs(2) and linux/magic.h.
    static func networkKind(at path: String) throws(LMDBError) -> String? {
        var status = statfs()
        if statfs(path, &status) != 0 { throw .system("look at the file system of \(path)") }
        return networkKind(magic: UInt32(truncatingIfNeeded: status.f_type))
    }

    package static func networkKind(magic: UInt32) -> String? {
        switch magic {
        case 0x6969: "NFS"
        case 0x517B: "SMB"
        case 0xFF53_4D42: "CIFS"
        case 0xFE53_4D42: "SMB 2"
        case 0x6573_5546: "FUSE"
        case 0x0102_1997: "9P"
        case 0x5346_414F, 0x6B41_4653: "AFS"
        case 0x7375_7245: "Coda"
        case 0x00C3_6400: "Ceph"
        case 0x564C: "NCP"
        case 0x0BD0_0BD0: "Lustre"
        case 0x0116_1970: "GFS2"
        case 0x7461_636F: "OCFS2"
        default: nil
        }
    }

    /// Whether so little space is left that it most likely explains a failed write.
    static func isFull(descriptor: CInt) -> Bool {
        var status = statvfs()
        guard fstatvfs(descriptor, &status) == 0 else { return false }
        return UInt64(status.f_bavail) * UInt64(status.f_frsize) < 64 << 10
    }

    /// Runs `body` while no other opener works in `folder`.
    ///
    /// LMDB creates a data file in several steps, and a second process must not see it half-made.
    /// This is the last lock of a process: `body` must not open an environment in `folder`, wait
    /// for its write lock, or wait for anything outside.
    package static func withLock<Value>(
        on folder: String, reportingTo report: WaitReport?, _ body: () throws -> Value
    ) throws -> Value {
        let descriptor = try open(folder: folder)
        defer { close(descriptor) }
        try FileLock.take(descriptor, on: folder, reportingTo: report)
        return try body()
    }

    /// Makes the creations, renames and removals in `folder` durable.
    package static func sync(folder: String) throws {
        let descriptor = try open(folder: folder)
        defer { close(descriptor) }
        if fsync(descriptor) != 0 { throw LMDBError.system("sync the folder \(folder)") }
    }

    private static func open(folder: String) throws -> CInt {
        let descriptor = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if descriptor < 0 {
            if errno == ENOENT { throw EnvironmentError.missing(path: folder) }
            throw LMDBError.system("open the folder \(folder)")
        }
        return descriptor
    }
}
