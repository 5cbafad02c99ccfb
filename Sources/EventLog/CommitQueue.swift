internal import Dispatch
internal import Synchronization

/// Commits appends of several threads together: one thread leads and commits for all waiting
/// threads.
final class CommitQueue: Sendable {
    /// One thread's append. The queue's lock and the semaphore hand its fields over, so only one
    /// thread uses them at a time.
    private final class Request: @unchecked Sendable {
        let batch: LogWriter.Batch
        let expected: ExpectedRevision
        var outcome: Result<AppendResult, any Error>?
        /// Signaled when the outcome is ready, or when this thread must lead. The first thread
        /// doesn't wait.
        var turn: DispatchSemaphore?

        init(_ batch: LogWriter.Batch, _ expected: ExpectedRevision) {
            self.batch = batch
            self.expected = expected
        }
    }

    private struct State {
        var waiting: [Request] = []
        var isLed = false
    }

    /// The most appends in one commit, far below what LMDB accepts in one transaction.
    private static let limit = 128

    private let state = Mutex(State())

    typealias Write = (_ body: (borrowing LogWriter) throws -> Void) throws -> Void

    /// - Parameter write: Commits the appends of the body passed to it.
    func append(
        _ batch: LogWriter.Batch, expecting expected: ExpectedRevision, write: Write
    ) throws -> AppendResult {
        let own = Request(batch, expected)
        let leads = state.withLock { state in
            state.waiting.append(own)
            if state.isLed { own.turn = DispatchSemaphore(value: 0) }
            defer { state.isLed = true }
            return !state.isLed
        }
        if !leads { own.turn?.wait() }
        if own.outcome == nil { lead(write) }
        guard let outcome = own.outcome else {
            throw EventLogError.misuse(why: "An append got no answer.")
        }
        return try outcome.get()
    }

    private func lead(_ write: Write) {
        var taken: [Request] = []
        do {
            try write { writer in
                // Under the write lock, to include appends that arrived while others held it.
                taken = take()
                for request in taken {
                    request.outcome = Result {
                        try writer.append(request.batch, expecting: request.expected)
                    }
                }
            }
        } catch {
            // Their results depend on events that weren't stored.
            if taken.isEmpty { taken = take() }
            for request in taken { request.outcome = .failure(error) }
        }
        let next = state.withLock { state in
            state.isLed = !state.waiting.isEmpty
            return state.waiting.first
        }
        for request in taken { request.turn?.signal() }
        next?.turn?.signal()
    }

    private func take() -> [Request] {
        state.withLock { state in
            let taken = Array(state.waiting.prefix(Self.limit))
            state.waiting.removeFirst(taken.count)
            return taken
        }
    }
}
