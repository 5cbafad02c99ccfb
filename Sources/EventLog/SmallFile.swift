internal import Glibc
internal import LMDB

/// Whole files, read, written and copied without Foundation.
enum SmallFile {
    /// Copies `source` to the new file `path`, with mode 0600, and syncs it.
    static func copy(_ source: String, to path: String) throws {
        let input = open(source, O_RDONLY | O_CLOEXEC)
        if input < 0 { throw LMDBError.last("open \(source)") }
        defer { close(input) }
        let output = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if output < 0 { throw LMDBError.last("create \(path)") }
        defer { close(output) }
        try withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 8) { buffer in
            while true {
                let count = Glibc.read(input, buffer.baseAddress, buffer.count)
                if count < 0, errno == EINTR { continue }
                if count < 0 { throw LMDBError.last("read \(source)") }
                if count == 0 { break }
                try write(UnsafeRawBufferPointer(rebasing: buffer[..<count]), output, path)
            }
        }
        if fsync(output) != 0 { throw LMDBError.last("sync \(path)") }
    }

    private static func write(
        _ bytes: UnsafeRawBufferPointer, _ descriptor: CInt, _ path: String
    ) throws {
        var written = 0
        while written < bytes.count {
            let count = Glibc.write(
                descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
            if count < 0, errno == EINTR { continue }
            if count < 0 { throw LMDBError.last("write \(path)") }
            written += count
        }
    }

    /// - Throws: ``LMDBError``, also for a file longer than `limit` bytes.
    static func read(_ path: String, limit: Int) throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 { throw LMDBError.last("open \(path)") }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: limit + 1)
        var length = 0
        while length < bytes.count {
            let count = bytes.withUnsafeMutableBytes { buffer in
                Glibc.read(descriptor, buffer.baseAddress?.advanced(by: length), limit + 1 - length)
            }
            if count < 0, errno == EINTR { continue }
            if count < 0 { throw LMDBError.last("read \(path)") }
            if count == 0 { return Array(bytes.prefix(length)) }
            length += count
        }
        throw LMDBError(code: EFBIG, operation: "read \(path)")
    }

    /// Replaces or creates `path`, with mode 0600, and syncs it.
    static func write(_ bytes: [UInt8], to path: String) throws {
        unlink(path)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor < 0 { throw LMDBError.last("create \(path)") }
        defer { close(descriptor) }
        try bytes.withUnsafeBytes { try write($0, descriptor, path) }
        if fsync(descriptor) != 0 { throw LMDBError.last("sync \(path)") }
    }
}

extension LMDBError {
    /// An error from the current `errno`.
    static func last(_ operation: String) -> LMDBError {
        LMDBError(code: errno, operation: operation)
    }
}
