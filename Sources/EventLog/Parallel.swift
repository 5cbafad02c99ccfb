internal import Glibc
internal import Synchronization

/// Runs `body` for each of 0 ..< `count` on its own thread, the first on this one, and returns when
/// all have ended.
///
/// Dispatch's concurrentPerform doesn't serve here: called from one of the few threads that run
/// Swift's tasks, it takes the others away from them, and has stopped them for good.
func inParallel(_ count: Int, _ body: @Sendable (Int) -> Void) {
    withoutActuallyEscaping(body) { body in
        let threads = (1..<max(count, 1)).compactMap { number in
            ThreadWork { body(number) }.start()
        }
        body(0)
        for thread in threads { pthread_join(thread, nil) }
    }
}

/// Runs `other` on its own thread while `body` runs here, and returns when both have ended.
///
/// - Returns: The value of `other`.
/// - Throws: Any error of `body`, before any error of `other`.
package func alongside<Value: Sendable>(
    _ other: @escaping @Sendable () throws -> Value, _ body: () throws -> Void
) throws -> Value {
    let handover = Handover<Value>()
    let thread = ThreadWork {
        let result = Result { try other() }
        handover.result.withLock { $0 = result }
    }.start()
    let own = Result { try body() }
    if let thread { pthread_join(thread, nil) }
    try own.get()
    guard let result = handover.result.withLock({ $0 }) else {
        throw EventLogError.misuse(why: "A thread ended without an answer.")
    }
    return try result.get()
}

private final class Handover<Value: Sendable>: Sendable {
    let result = Mutex<Result<Value, any Error>?>(nil)
}

private final class ThreadWork: Sendable {
    private let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) { self.run = run }

    /// Starts the thread; nil if the system has no thread left. The work has then already run here,
    /// which takes longer.
    func start() -> pthread_t? {
        let work = Unmanaged.passRetained(self)
        var thread = pthread_t()
        let code = pthread_create(
            &thread, nil,
            { argument in
                if let argument {
                    Unmanaged<ThreadWork>.fromOpaque(argument).takeRetainedValue().run()
                }
                return nil
            }, work.toOpaque())
        if code == 0 { return thread }
        work.takeRetainedValue().run()
        return nil
    }
}
