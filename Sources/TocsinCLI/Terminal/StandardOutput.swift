internal import Glibc
internal import Synchronization

/// Standard output behind our own buffer.
///
/// C's buffer forgets an error: after a write that failed for lack of room, the next flush of an
/// empty buffer succeeds. This one keeps the first error, so an incomplete sheet never counts as
/// written.
final class StandardOutput: Sendable {
    private static let capacity = 64 * 1024

    private struct State {
        var waiting: [UInt8] = []
        /// The first error's `errno`; 0 if there is none.
        var failure: CInt = 0
    }

    private let state = Mutex(State())

    func take(_ text: String) {
        state.withLock { state in
            guard state.failure == 0 else { return }
            state.waiting += text.utf8
            if state.waiting.count >= Self.capacity { Self.drain(&state) }
        }
    }

    /// Writes the buffer; returns the first error's `errno`, else 0.
    func flush() -> CInt {
        state.withLock { state in
            Self.drain(&state)
            return state.failure
        }
    }

    private static func drain(_ state: inout State) {
        var rest = state.waiting[...]
        while state.failure == 0, !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                // Waits for a reader even if it set the pipe to nonblocking.
                var place = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
                _ = poll(&place, 1, -1)
            } else if errno != EINTR {
                state.failure = errno
            }
        }
        state.waiting.removeAll(keepingCapacity: true)
    }
}
