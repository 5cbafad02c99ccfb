import Foundation
import Glibc

/// The player, or another program, on a pseudo-terminal that is its controlling terminal, as under a shell or ssh.
final class PlayerAtTerminal {
    private let controller: CInt
    /// Kept open, so the terminal and its modes outlive the player.
    private let line: CInt
    private(set) var process: pid_t = 0
    private(set) var screen: VirtualScreen
    /// All its output.
    private(set) var bytes: [UInt8] = []
    private let modesBefore: termios
    /// The same as text, with its escape sequences.
    var printed: String { String(decoding: bytes, as: UTF8.self) }
    /// Its home, which must exist as long.
    var desk: Desk?

    struct Failed: Error, CustomStringConvertible { let description: String }

    init(
        _ arguments: [String], environment: [String: String], columns: Int = 80, rows: Int = 24,
        program: String = Program.path
    ) throws {
        let (controller, path) = try Terminal.pair()
        self.controller = controller
        line = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
        screen = VirtualScreen(columns: columns, rows: rows)
        var size = winsize(
            ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(controller, UInt(TIOCSWINSZ), &size)
        var modes = termios()
        _ = tcgetattr(controller, &modes)
        modesBefore = modes

        var files = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&files)
        defer { posix_spawn_file_actions_destroy(&files) }
        // The first terminal that a session's leader opens becomes its controlling one.
        posix_spawn_file_actions_addopen(&files, 0, path, O_RDWR, 0)
        posix_spawn_file_actions_adddup2(&files, 0, 1)
        posix_spawn_file_actions_adddup2(&files, 0, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // Blocked as by a careless parent: the player must still receive them.
        var blocked = sigset_t()
        sigemptyset(&blocked)
        for signal in [SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGABRT] { sigaddset(&blocked, signal) }
        posix_spawnattr_setsigmask(&attributes, &blocked)
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigdefault(&attributes, &all)
        // POSIX_SPAWN_SETSID, which Glibc's module does not expose.
        let ownSession: Int16 = 0x80
        posix_spawnattr_setflags(
            &attributes,
            ownSession | Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        let words = ([program] + arguments).map { strdup($0) } + [nil]
        var variables = ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "TERM": "xterm-256color"]
        variables.merge(environment) { $1 }
        let values = variables.map { strdup("\($0)=\($1)") } + [nil]
        defer { (words + values).forEach { free($0) } }
        let code = posix_spawn(&process, program, &files, &attributes, words, values)
        guard code == 0 else { throw Failed(description: String(cString: strerror(code))) }
    }

    deinit {
        if process > 0 {
            kill(process, SIGKILL)
            var status: CInt = 0
            waitpid(process, &status, 0)
        }
        close(line)
        close(controller)
    }

    func type(_ text: String) {
        let bytes = Array(text.utf8)
        _ = write(controller, bytes, bytes.count)
    }

    func send(_ signal: CInt) { kill(process, signal) }

    /// Waits until the player has stopped: a signal to continue before that would leave it stopped
    /// forever.
    func waitForStop() throws {
        let deadline = ContinuousClock.now + .seconds(60)
        var status: CInt = 0
        while waitpid(process, &status, WNOHANG | WUNTRACED) != process || status & 0xFF != 0x7F {
            guard ContinuousClock.now < deadline else {
                throw Failed(description: "It does not stop:\n\(screen.text)")
            }
            usleep(1000)
        }
    }

    func resize(columns: Int, rows: Int) {
        screen.resize(columns: columns, rows: rows)
        var size = winsize(
            ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        // The kernel notifies the player.
        _ = ioctl(controller, UInt(TIOCSWINSZ), &size)
    }

    /// Reads until the screen is as expected.
    ///
    /// - Throws: ``Failed`` with the screen's contents if a minute passes or the player ends.
    func wait(until isReached: (VirtualScreen) -> Bool) throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while !isReached(screen) {
            guard ContinuousClock.now < deadline, try readSome() else {
                throw Failed(description: "The screen never came. It shows:\n\(screen.text)")
            }
        }
    }

    func wait(for text: String) throws { try wait { $0.text.contains(text) } }

    /// Returns false if there is no more output: the player has ended, or has hung for a minute.
    private func readSome() throws -> Bool {
        var end = pollfd(fd: controller, events: Int16(POLLIN), revents: 0)
        let deadline = ContinuousClock.now + .seconds(60)
        while poll(&end, 1, 20) == 0 {
            if hasEnded || ContinuousClock.now > deadline { return false }
        }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = read(controller, &buffer, buffer.count)
        guard count > 0 else { return false }
        bytes += buffer[..<count]
        // A character cut in two is joined with the next bytes.
        pending += buffer[..<count]
        let whole = pending.completeUTF8
        screen.feed(Array(pending.prefix(whole)))
        pending.removeFirst(whole)
        return true
    }

    private var pending: [UInt8] = []

    private var status: CInt = 0

    private var hasEnded: Bool {
        if process > 0, waitpid(process, &status, WNOHANG) == process { process = 0 }
        return process == 0
    }

    enum End: Equatable {
        case exited(CInt), signaled(CInt)
    }

    /// Waits for the player's end and reads its remaining output.
    func end() throws -> End {
        while try readSome() {}
        guard hasEnded else { throw Failed(description: "It goes on:\n\(screen.text)") }
        return status & 0x7F == 0 ? .exited((status >> 8) & 0xFF) : .signaled(status & 0x7F)
    }

    /// Whether the terminal's modes are restored, and its screen is the main one.
    var isRestored: Bool {
        var modes = termios()
        _ = tcgetattr(controller, &modes)
        return modes.c_lflag == modesBefore.c_lflag && modes.c_iflag == modesBefore.c_iflag
            && modes.c_oflag == modesBefore.c_oflag && modes.c_cflag == modesBefore.c_cflag
            && !screen.isAlternate && screen.showsCursor && screen.wraps
    }

    var isTaken: Bool {
        var modes = termios()
        _ = tcgetattr(controller, &modes)
        return modes.c_lflag & tcflag_t(ECHO | ICANON) == 0
    }
}

extension [UInt8] {
    /// The number of bytes before an incomplete character or escape sequence.
    fileprivate var completeUTF8: Int {
        let tail = suffix(40)
        if let escape = tail.lastIndex(of: 0x1B) {
            let rest = self[(escape + 1)...]
            let isWhole =
                rest.first == 0x5B && rest.dropFirst().contains { (0x40...0x7E).contains($0) }
            if !isWhole { return escape }
        }
        for back in 1...4 where back <= count {
            let byte = self[count - back]
            if byte < 0x80 { return count }
            if byte >= 0xC0 {
                let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
                return back >= length ? count : count - back
            }
        }
        return count
    }
}
