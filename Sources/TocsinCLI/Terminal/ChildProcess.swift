internal import Glibc

/// Another program, or this one again, as a child whose crash does no harm.
enum ChildProcess {
    enum End: Equatable {
        case exited(Int32)
        case killed(signal: Int32)

        /// - Parameter status: As wait(2) gives it: the low seven bits hold the signal, the next
        ///   byte the exit code.
        fileprivate init(_ status: Int32) {
            let signal = status & 0x7F
            self = signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal: signal)
        }
    }

    /// Runs a child with this process's streams and waits for its end.
    ///
    /// - Throws: A ``Failure`` if it can't be started or waited for.
    static func run(
        _ path: String, _ arguments: [String], _ environment: [String: String]
    ) throws(Failure) -> End {
        let child = try start(path, arguments, environment, nil, nil)
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 {
            if errno != EINTR { throw failure("wait for", path, errno) }
        }
        return End(status)
    }

    /// The end of a child that had limited time.
    struct Answer {
        /// Nil if it took too long and was killed.
        var end: End?
        /// The end of what it wrote to standard error.
        var errors: String
    }

    /// Runs a child that has no terminal and whose output nobody reads, and kills it and its own
    /// children when its time is over.
    ///
    /// - Parameter input: Its standard input, of at most 4096 bytes.
    /// - Throws: A ``Failure`` if it can't be started or waited for.
    static func run(
        _ path: String, _ arguments: [String], _ environment: [String: String], input: [UInt8],
        within limit: Duration
    ) throws(Failure) -> Answer {
        guard let given = Pipe(), let told = Pipe() else { throw failure("start", path, errno) }
        // A pipe takes this much at once, even before anybody reads it.
        guard input.count <= Int(PIPE_BUF),
            Glibc.write(given.writing, input, input.count) == input.count
        else { throw failure("start", path, EFBIG) }
        given.closeWriting()

        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        posix_spawn_file_actions_adddup2(&files, given.reading, STDIN_FILENO)
        posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_adddup2(&files, told.writing, STDERR_FILENO)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // POSIX_SPAWN_SETSID, which Glibc's module does not expose: without a terminal it can't
        // stop to ask for a password, and one signal reaches all of its children.
        posix_spawnattr_setflags(&attributes, 0x80)
        let child = try start(path, arguments, environment, &files, &attributes)
        told.closeWriting()
        return try wait(for: child, path, told, within: limit)
    }

    private static let pause: UInt32 = 5_000
    /// The bytes of standard error that are kept.
    private static let kept = 2048

    private static func wait(
        for child: pid_t, _ path: String, _ told: Pipe, within limit: Duration
    ) throws(Failure) -> Answer {
        var errors: [UInt8] = []
        var deadline = ContinuousClock.now + limit
        var isKilled = false
        while true {
            errors = (errors + told.readAll()).suffix(kept)
            var status: Int32 = 0
            let ended = waitpid(child, &status, WNOHANG)
            if ended < 0, errno != EINTR { throw failure("wait for", path, errno) }
            if ended == child || ContinuousClock.now > deadline {
                if ended == child || isKilled {
                    errors = (errors + told.readAll()).suffix(kept)
                    return Answer(
                        end: isKilled ? nil : End(status),
                        errors: String(decoding: errors, as: UTF8.self))
                }
                kill(-child, SIGKILL)
                // One that waits for a dead server's files can't even be killed.
                (isKilled, deadline) = (true, ContinuousClock.now + .seconds(1))
            }
            usleep(pause)
        }
    }

    private static func start(
        _ path: String, _ arguments: [String], _ environment: [String: String],
        _ files: UnsafePointer<posix_spawn_file_actions_t>?,
        _ attributes: UnsafePointer<posix_spawnattr_t>?
    ) throws(Failure) -> pid_t {
        var child: pid_t = 0
        let code = withStrings([path] + arguments) { argv in
            withStrings(environment.map { "\($0)=\($1)" }) { envp in
                posix_spawn(&child, path, files, attributes, argv, envp)
            }
        }
        if code != 0 { throw failure("start", path, code) }
        return child
    }

    private static func failure(_ deed: String, _ path: String, _ code: CInt) -> Failure {
        Failure(.inputOutput, "Tocsin can't \(deed) \(path): \(String(cString: strerror(code))).")
    }

    private static func withStrings(
        _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Int32
    ) -> Int32 {
        var pointers = strings.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        return pointers.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.map(body) ?? EINVAL
        }
    }
}

/// A pipe whose ends no other child inherits.
private final class Pipe {
    let reading: CInt
    private(set) var writing: CInt

    /// Nil with `errno` if none can be made.
    init?() {
        var ends: [CInt] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (reading, writing) = (ends[0], ends[1])
    }

    deinit {
        close(reading)
        closeWriting()
    }

    func closeWriting() {
        if writing >= 0 { close(writing) }
        writing = -1
    }

    /// What it holds now, without waiting for more.
    func readAll() -> [UInt8] {
        // As much as a pipe can hold: a child that never stops must not keep this from its end.
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        _ = fcntl(reading, F_SETFL, O_NONBLOCK)
        let count = read(reading, &buffer, buffer.count)
        return Array(buffer.prefix(max(count, 0)))
    }
}
