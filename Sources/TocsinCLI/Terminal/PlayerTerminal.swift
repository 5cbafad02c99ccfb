internal import Forms
internal import CTerminal
internal import Glibc
internal import Player

/// The terminal while the player has it.
struct PlayerTerminal: ~Copyable {
    private var shown: Screen?
    private var decoder = KeyDecoder()
    private let usesColor: Bool

    /// An event that ends a wait.
    enum Event {
        case keys([Key])
        case resized
        case nothing
    }

    /// Takes the terminal over for the lifetime of this value.
    init(usesColor: Bool) throws(Failure) {
        self.usesColor = usesColor
        guard terminal_enter() == 0 else {
            throw Failure(
                .inputOutput,
                "The player can't use this terminal: \(String(cString: strerror(errno)))."
                    + " Print instead: tocsin replay --plain")
        }
    }

    deinit { terminal_leave() }

    /// The size; 80 × 24 if the terminal doesn't report it.
    var size: Screen.Size {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0
        else { return Screen.Size(columns: 80, rows: 24) }
        // Nobody reads a line of thousands of characters; a wrong size must not use up the memory.
        return Screen.Size(
            columns: min(Int(size.ws_col), 1000), rows: min(Int(size.ws_row), 500))
    }

    mutating func show(_ screen: Screen) {
        let update = screen.update(from: shown, usesColor: usesColor)
        shown = screen
        var rest = Array(update.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            // The viewer is gone.
            guard count > 0 else { terminal_die(SIGHUP) }
            rest = rest.dropFirst(count)
        }
    }

    /// Waits for a key, a new size, or the given milliseconds; -1 waits forever.
    ///
    /// A signal that ends the program restores the terminal first.
    mutating func wait(_ milliseconds: Int32) -> Event {
        // A lone escape counts as the key if nothing follows at once; in a sequence the next byte
        // would.
        let pause = decoder.isWaiting ? 50 : milliseconds
        let state = terminal_wait(pause)
        while case let signal = terminal_take_signal(), signal != 0 {
            switch signal {
            case SIGTSTP:
                terminal_suspend()
                shown = nil
            case SIGCONT, SIGWINCH:
                shown = nil
                return .resized
            default: terminal_die(signal)
            }
        }
        guard state != 0 else { return .keys(decoder.flush()) }
        var buffer = [UInt8](repeating: 0, count: 1024)
        let count = state < 0 ? 0 : read(STDIN_FILENO, &buffer, buffer.count)
        if count < 0, errno == EINTR || errno == EAGAIN { return .nothing }
        guard count > 0 else { terminal_die(SIGHUP) }
        let keys = decoder.keys(from: buffer.prefix(count))
        if keys.contains(.control("l")) { shown = nil }
        return .keys(keys)
    }
}
