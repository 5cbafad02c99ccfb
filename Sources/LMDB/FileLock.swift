internal import Dispatch
internal import Glibc

/// Receives one sentence about a wait for a lock that another process holds.
public typealias WaitReport = @Sendable (_ sentence: String) -> Void

/// Exclusive flock(2) locks, which the kernel releases when their holder dies.
enum FileLock {
    private static let patience = DispatchTimeInterval.seconds(2)

    /// Takes the lock on `descriptor`, in the order of the kernel's queue.
    ///
    /// - Parameters:
    ///   - path: The file or folder, for `report` and errors.
    ///   - report: Called after two seconds of waiting.
    static func take(
        _ descriptor: CInt, on path: String, reportingTo report: WaitReport?
    ) throws(LMDBError) {
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return }
        let warning = report.map { report in
            DispatchWorkItem { report(sentence(about: descriptor, at: path)) }
        }
        if let warning {
            DispatchQueue.global().asyncAfter(deadline: .now() + patience, execute: warning)
        }
        defer { warning?.cancel() }
        while flock(descriptor, LOCK_EX) != 0 {
            if errno != EINTR { throw .system("lock \(path)") }
        }
    }

    private static func sentence(about descriptor: CInt, at path: String) -> String {
        let holder = holder(of: descriptor).map { "process \($0)" } ?? "another process"
        return "Waiting for \(holder), which has locked \(path)."
    }

    /// The process that holds the lock on `descriptor`, according to proc_locks(5); nil if it isn't
    /// known.
    private static func holder(of descriptor: CInt) -> Int32? {
        var status = stat()
        guard fstat(descriptor, &status) == 0, let file = fopen("/proc/locks", "re") else {
            return nil
        }
        defer { fclose(file) }
        var candidates: [(device: String, process: Int32)] = []
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, CInt(line.count), file) != nil {
            let fields = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
                .split(separator: " ")
            // A line of a process that waits has "->" as its second field.
            guard fields.count > 5, fields[1] == "FLOCK", let process = Int32(fields[4]),
                process > 0, let colon = fields[5].lastIndex(of: ":"),
                UInt64(fields[5][colon...].dropFirst()) == UInt64(status.st_ino)
            else { continue }
            candidates.append((String(fields[5][..<colon]), process))
        }
        let device = deviceName(UInt64(status.st_dev))
        // Overlay file systems report another device for the file than for its locks.
        return candidates.first { $0.device == device }?.process
            ?? (candidates.count == 1 ? candidates[0].process : nil)
    }

    /// `major:minor` in hexadecimal, as in /proc/locks; see makedev(3).
    private static func deviceName(_ device: UInt64) -> String {
        let major = device >> 8 & 0xFFF | device >> 32 & 0xFFFF_F000
        let minor = device & 0xFF | device >> 12 & 0xFFFF_FF00
        return [major, minor].map { number in
            let digits = String(number, radix: 16)
            return digits.count < 2 ? "0" + digits : digits
        }.joined(separator: ":")
    }
}
