internal import CTerminal
internal import Engine
internal import EventLog
internal import Foundation
internal import Glibc

/// The program, for `main` in C.
///
/// - Parameters:
///   - count: The number of arguments, the program's name included.
///   - arguments: The arguments from the operating system.
@_cdecl("tocsin_main")
public func tocsinMain(
    _ count: CInt, _ arguments: UnsafePointer<UnsafePointer<CChar>?>
) -> CInt {
    let words = (1..<max(Int(count), 1)).compactMap { index in
        arguments[index].map { Array(UnsafeRawBufferPointer(start: $0, count: strlen($0))) }
    }
    return Tocsin.run(words, in: .process(startedWith: words))
}

extension World {
    /// The machine's clocks; nil where the kernel gives no id of its start.
    private static var clockWitness: ClockWitness? {
        var uptime = timespec()
        guard clock_gettime(CLOCK_BOOTTIME, &uptime) == 0,
            let start = try? String(
                contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
        else { return nil }
        return ClockWitness(
            clock: EventLog.machineClock(),
            uptime: Int64(uptime.tv_sec) * 1_000_000 + Int64(uptime.tv_nsec) / 1000,
            start: start.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    /// The world of this process, made once, before any file is opened.
    static func process(startedWith arguments: [[UInt8]]) -> World {
        openStandardFiles()
        if !arguments.contains(Array(LogVerifyHere.name.utf8)) { explainCrashes() }
        let output = StandardOutput()
        let terminal = terminal
        var world = World(
            output: output.take, flush: output.flush,
            errors: {
                // On a screen both streams are one text, in the order written.
                if terminal.hasOutput { _ = output.flush() }
                // If standard error can't be written, the error can't be reported.
                try? FileHandle.standardError.write(contentsOf: Data($0.utf8))
            },
            input: readInput, environment: ProcessInfo.processInfo.environment,
            clock: EventLog.machineClock, account: account, host: ProcessInfo.processInfo.hostName,
            homeFolder: FileManager.default.homeDirectoryForCurrentUser.path,
            temporaryFolder: FileManager.default.temporaryDirectory.path,
            zone: TimeZone.current.identifier)
        world.clockWitness = { clockWitness }
        world.terminal = terminal
        world.login = .ofProcess
        world.program = "/proc/self/exe"
        let usesColor = world.usesColor
        world.takeTerminal = { () throws(Failure) in try PlayerTerminal(usesColor: usesColor) }
        return world
    }

    /// If standard error is closed, the log could get its descriptor and be overwritten by the
    /// first message.
    private static func openStandardFiles() {
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
            _ = open("/dev/null", O_RDWR)
        }
    }

    /// Explains memory faults: liblmdb reads the data file as memory, so a damaged file can cause
    /// one in any command.
    private static func explainCrashes() {
        let text =
            "Error: Tocsin stopped because the log's data file is damaged or the storage is full."
            + " See whether this command was recorded: tocsin log tail. Check the log:"
            + " tocsin log verify\n"
        crash_explain(strdup(text), ExitStatus.inputOutput.rawValue)
    }

    private static func readInput(_ limit: Int) throws(Unreadable) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: limit)
        var count = read(STDIN_FILENO, &buffer, limit)
        while count < 0, errno == EINTR { count = read(STDIN_FILENO, &buffer, limit) }
        guard count >= 0 else { throw Unreadable(why: String(cString: strerror(errno))) }
        return Array(buffer[..<count])
    }

    private static var account: String {
        guard let entry = getpwuid(getuid()), let name = entry.pointee.pw_name else {
            return "\(getuid())"
        }
        return String(cString: name)
    }

    private static var terminal: Terminal {
        var terminal = Terminal()
        terminal.hasInput = isatty(STDIN_FILENO) == 1
        terminal.hasOutput = isatty(STDOUT_FILENO) == 1
        terminal.hasErrors = isatty(STDERR_FILENO) == 1
        var size = winsize()
        if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
            terminal.width = Int(size.ws_col)
        }
        return terminal
    }
}
