internal import Glibc

/// Writes files whole or not at all.
enum BoundedFile {
    /// Writes a file whole or not at all, readable by its owner only.
    static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
        let staging = path + ".\(getpid()).partial"
        let file = open(staging, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        var isWritten = file >= 0
        if file >= 0 {
            var rest = bytes[...]
            while isWritten, !rest.isEmpty {
                let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
                if count < 0, errno == EINTR { continue }
                isWritten = count > 0
                rest = rest.dropFirst(max(count, 0))
            }
            isWritten = fsync(file) == 0 && isWritten
            isWritten = close(file) == 0 && isWritten
        }
        if !isWritten || rename(staging, path) != 0 {
            let why = String(cString: strerror(errno))
            unlink(staging)
            throw Failure(.inputOutput, "\(path) can't be written: \(why).")
        }
    }
}
