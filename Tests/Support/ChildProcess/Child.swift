public import Foundation
internal import Glibc
internal import Synchronization

/// A process that a test starts, watches and waits for, with only posix_spawn(3) and waitpid(2).
///
/// Foundation's `Process` learns of a child's end through a socket that other children can inherit,
/// and passes on its caller's blocked signals: a test could wait for a child that has long ended,
/// or that no signal ends.
public final class Child {
    public enum End: Hashable, Sendable {
        case exited(CInt)
        case killed(signal: CInt)

        /// The exit code; minus the signal's number if a signal killed it.
        public var status: CInt {
            switch self {
            case .exited(let code): code
            case .killed(let signal): -signal
            }
        }
    }

    /// The source or destination of a child's stream.
    public enum Stream {
        case nothing
        case inherited
        case file(String)
        /// A descriptor that the caller still has to close.
        case descriptor(CInt)
        /// A pipe, one each for input, output and errors; see ``write(_:)`` and ``readToEnd()``.
        case pipe
    }

    public struct Failed: Error, CustomStringConvertible {
        public let description: String
    }

    public let id: pid_t
    private var input: FileHandle?
    private var output: FileHandle?
    private let name: String
    private var end: End?

    /// - Parameter environment: The environment; nil for the test's own.
    /// - Throws: ``Failed`` if the program can't be started.
    public init(
        _ program: String, _ arguments: [String], environment: [String: String]? = nil,
        input: Stream = .nothing, output: Stream = .nothing, errors: Stream = .nothing
    ) throws {
        // A child that has ended must not end the tests that write to it.
        signal(SIGPIPE, SIG_IGN)
        name = ([program] + arguments).joined(separator: " ")
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        var closedAfterwards: [CInt] = []
        defer { for descriptor in closedAfterwards { close(descriptor) } }
        for (number, stream) in [(CInt(0), input), (1, output), (2, errors)] {
            switch stream {
            case .inherited: break
            case .nothing:
                posix_spawn_file_actions_addopen(&actions, number, "/dev/null", O_RDWR, 0)
            case .file(let path):
                posix_spawn_file_actions_addopen(
                    &actions, number, path, number == 0 ? O_RDONLY : O_WRONLY | O_CREAT | O_APPEND,
                    0o600)
            case .descriptor(let descriptor):
                posix_spawn_file_actions_adddup2(&actions, descriptor, number)
            case .pipe:
                let ends = try Self.makePipe()
                let (theirs, ours) = number == 0 ? (ends[0], ends[1]) : (ends[1], ends[0])
                posix_spawn_file_actions_adddup2(&actions, theirs, number)
                closedAfterwards.append(theirs)
                let handle = FileHandle(fileDescriptor: ours, closeOnDealloc: true)
                if number == 0 { self.input = handle } else { self.output = handle }
            }
        }

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        let environment = environment ?? ProcessInfo.processInfo.environment
        var child: pid_t = 0
        let code = Self.withStrings([program] + arguments) { words in
            Self.withStrings(environment.map { "\($0)=\($1)" }) { settings in
                Self.spawning.withLock { _ in
                    posix_spawnp(&child, program, &actions, &attributes, words, settings)
                }
            }
        }
        guard code == 0 else { throw Self.failure("start \(program)", code) }
        id = child
    }

    deinit {
        guard end == nil else { return }
        kill(id, SIGKILL)
        while waitpid(id, nil, 0) < 0, errno == EINTR {}
    }

    /// The child's end; nil while it runs.
    public var endIfAny: End? {
        if let end { return end }
        var status: CInt = 0
        guard waitpid(id, &status, WNOHANG) == id else { return nil }
        // wait(2): the low seven bits hold the signal, the next byte the exit code.
        let signal = status & 0x7F
        end = signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal: signal)
        return end
    }

    public var isRunning: Bool { endIfAny == nil }

    /// Writes to its input, which is a pipe.
    public func write(_ text: String) throws {
        try input?.write(contentsOf: Data(text.utf8))
    }

    public func closeInput() throws {
        try input?.close()
    }

    /// Its new output, waiting for the first byte; empty at the end.
    public func readSome() -> Data { output?.availableData ?? Data() }

    public func readToEnd() throws -> Data { try output?.readToEnd() ?? Data() }

    /// Reads until it has written `text` or has ended; returns all output since the last call.
    public func read(until text: String) -> String {
        var data = Data()
        while data.firstRange(of: Data(text.utf8)) == nil {
            let more = readSome()
            if more.isEmpty { break }
            data += more
        }
        return String(decoding: data, as: UTF8.self)
    }

    /// Sends it a signal, unless it is known to have ended.
    public func send(_ signal: CInt) {
        if isRunning { kill(id, signal) }
    }

    /// Waits for its end.
    ///
    /// - Throws: ``Failed`` if it runs for ten minutes, after killing it: a test that hangs must be
    ///   identified.
    @discardableResult
    public func wait(atMost limit: Duration = .seconds(600)) throws -> End {
        let deadline = ContinuousClock.now + limit
        while true {
            if let end = endIfAny { return end }
            if ContinuousClock.now > deadline {
                kill(id, SIGKILL)
                while waitpid(id, nil, 0) < 0, errno == EINTR {}
                end = .killed(signal: SIGKILL)
                throw Failed(description: "\(name) did not end in \(limit).")
            }
            usleep(500)
        }
    }

    /// Held while a child starts or a pipe is made; otherwise another child could inherit the pipe,
    /// and a reader waits until every process that holds the other end is gone.
    private static let spawning = Mutex(())

    private static func makePipe() throws -> [CInt] {
        try spawning.withLock { _ in
            var ends: [CInt] = [0, 0]
            guard pipe(&ends) == 0 else { throw failure("make a pipe", errno) }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            return ends
        }
    }

    private static func failure(_ operation: String, _ code: CInt) -> Failed {
        Failed(description: "Could not \(operation): \(String(cString: strerror(code))).")
    }

    private static func withStrings(
        _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> CInt
    ) -> CInt {
        var pointers = strings.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        return pointers.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.map(body) ?? EINVAL
        }
    }
}

extension Child {
    /// The result of a finished child.
    public struct Finished: Sendable {
        public var end: End
        public var output: String
        public var errors: String

        public var status: CInt { end.status }
    }

    /// Runs a program to its end.
    ///
    /// - Throws: ``Failed``, or an error of the temporary files.
    public static func run(
        _ program: String, _ arguments: [String], environment: [String: String]? = nil,
        input: Data? = nil
    ) throws -> Finished {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("child-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        // Files, not pipes: a full pipe without a reader would block the program.
        let files = ["in", "out", "err"].map { folder.appendingPathComponent($0) }
        for file in files { try Data().write(to: file) }
        if let input { try input.write(to: files[0]) }
        let child = try Child(
            program, arguments, environment: environment,
            input: input == nil ? .nothing : .file(files[0].path), output: .file(files[1].path),
            errors: .file(files[2].path))
        let end = try child.wait()
        let texts = try files[1...].map {
            String(decoding: try Data(contentsOf: $0), as: UTF8.self)
        }
        return Finished(end: end, output: texts[0], errors: texts[1])
    }
}
