internal import Foundation
internal import Glibc
internal import Synchronization

/// A failure of the machine or of a measured part.
struct BenchError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }

    static func system(_ what: String, _ code: CInt = errno) -> BenchError {
        BenchError("Could not \(what): \(String(cString: strerror(code))).")
    }
}

/// A folder for one run's files, on the disk that is measured.
final class Scratch {
    let path: String
    private var count = 0

    private static let prefix = "tocsin-bench."

    init(in folder: String) throws {
        let folder = URL(fileURLWithPath: folder).standardizedFileURL.path
        try Self.removeLeftovers(in: folder)
        path = "\(folder)/\(Self.prefix)\(getpid())"
        if mkdir(path, 0o700) != 0 { throw BenchError.system("make the folder \(path)") }
    }

    /// Removes the files of an interrupted run: a hundred megabytes and more.
    private static func removeLeftovers(in folder: String) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder)
        where name.hasPrefix(prefix) {
            guard let process = pid_t(name.dropFirst(prefix.count)), kill(process, 0) != 0,
                errno == ESRCH
            else { continue }
            try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
        }
    }

    /// An unused name.
    func fresh(_ name: String) -> String {
        count += 1
        return "\(path)/\(count)-\(name)"
    }

    func remove() {
        // Remaining files have this program's name; nobody is left to tell.
        try? FileManager.default.removeItem(atPath: path)
    }

    func remove(_ path: String) throws {
        try FileManager.default.removeItem(atPath: path)
    }
}

/// Calls `body` on `count` threads at once and waits for all; throws the first error of any.
func onThreads(_ count: Int, _ body: @escaping @Sendable (Int) throws -> Void) throws {
    final class Job: Sendable {
        let index: Int
        let body: @Sendable (Int) throws -> Void
        let failure = Mutex<(any Error)?>(nil)

        init(_ index: Int, _ body: @escaping @Sendable (Int) throws -> Void) {
            self.index = index
            self.body = body
        }
    }
    let jobs = (0..<count).map { Job($0, body) }
    var threads: [pthread_t] = []
    for job in jobs {
        var thread = pthread_t()
        let code = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                let job = Unmanaged<Job>.fromOpaque(context).takeUnretainedValue()
                do {
                    try job.body(job.index)
                } catch {
                    job.failure.withLock { $0 = error }
                }
                return nil
            }, Unmanaged.passUnretained(job).toOpaque())
        if code != 0 { throw BenchError.system("start a thread", code) }
        threads.append(thread)
    }
    for thread in threads { pthread_join(thread, nil) }
    for job in jobs { if let error = job.failure.withLock({ $0 }) { throw error } }
}

/// Another process, started at once.
struct ChildProcess {
    private let id: pid_t
    /// Its output.
    private let output: CInt

    /// - Parameter silent: Discards the child's output instead of passing it to ``lines()``.
    init(_ program: String, _ arguments: [String], silent: Bool = false) throws {
        var ends: [CInt] = [-1, -1]
        if pipe(&ends) != 0 { throw BenchError.system("make a pipe") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if silent {
            posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        } else {
            posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        }
        var child = pid_t()
        var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
        words.append(nil)
        defer { for word in words { free(word) } }
        let code = posix_spawnp(&child, program, &actions, nil, words, environ)
        close(ends[1])
        guard code == 0 else {
            close(ends[0])
            throw BenchError.system("start \(program)", code)
        }
        id = child
        output = ends[0]
    }

    /// This same program, as a helper of a benchmark.
    static func helper(_ arguments: [String]) throws -> ChildProcess {
        try ChildProcess("/proc/self/exe", ["child"] + arguments)
    }

    /// The next bytes of the child's output; empty at the end.
    func read() throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = Glibc.read(output, &buffer, buffer.count)
            if count >= 0 { return Array(buffer[..<count]) }
            if errno != EINTR { throw BenchError.system("read from a child") }
        }
    }

    /// All of the child's output.
    func readAll() throws -> String {
        var all: [UInt8] = []
        while case let part = try read(), !part.isEmpty { all += part }
        return String(decoding: all, as: UTF8.self)
    }

    func kill() { Glibc.kill(id, SIGKILL) }

    /// Waits for the end; returns the exit code, or 128 and the signal.
    @discardableResult
    func wait() throws -> Int { try end().code }

    /// Waits for the end; returns the exit code, or 128 and the signal, and the milliseconds that
    /// all processors together spent on it.
    func end() throws -> (code: Int, processorTime: Double) {
        var status: CInt = 0
        var usage = rusage()
        while wait4(id, &status, 0, &usage) < 0 {
            if errno != EINTR { throw BenchError.system("wait for a child") }
        }
        close(output)
        let seconds = Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
        let microseconds = Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec)
        let time = seconds * 1000 + microseconds / 1000
        let code = status & 0x7F == 0 ? Int(status >> 8) & 0xFF : 128 + Int(status & 0x7F)
        return (code, time)
    }
}

/// The kernel's figures for this process's memory, in bytes.
struct MemoryUse {
    /// Pages of the heap and the stacks, used by this process alone.
    var anonymous = 0
    /// Pages of mapped files in memory, shared with other processes.
    var mapped = 0

    static func now() throws -> MemoryUse {
        let text = try String(contentsOfFile: "/proc/self/smaps_rollup", encoding: .utf8)
        func kilobytes(_ name: String) throws -> Int {
            for line in text.split(separator: "\n") where line.hasPrefix(name + ":") {
                let words = line.split(separator: " ")
                if words.count > 1, let value = Int(words[1]) { return value }
            }
            throw BenchError("/proc/self/smaps_rollup has no line \(name).")
        }
        let anonymous = try kilobytes("Anonymous")
        return MemoryUse(
            anonymous: anonymous << 10, mapped: (try kilobytes("Rss") - anonymous) << 10)
    }
}
