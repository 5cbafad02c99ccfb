internal import Glibc

/// Runs `body` for 0 ..< `count` at the same time, each on a thread of its own but the first, which
/// runs here, and returns when all have.
///
/// Not Dispatch's concurrentPerform: called from one of the few threads that run Swift's tasks, it
/// takes the others away from them, and was seen to stop them for good.
func inParallel(_ count: Int, _ body: @Sendable (Int) -> Void) {
    withoutActuallyEscaping(body) { body in
        var threads: [pthread_t] = []
        for number in stride(from: 1, to: count, by: 1) {
            let work = Unmanaged.passRetained(ThreadWork { body(number) })
            var thread = pthread_t()
            let code = pthread_create(
                &thread, nil,
                { argument in
                    if let argument {
                        Unmanaged<ThreadWork>.fromOpaque(argument).takeRetainedValue().run()
                    }
                    return nil
                }, work.toOpaque())
            if code == 0 {
                threads.append(thread)
            } else {
                // Without a thread to spare it takes longer.
                work.takeRetainedValue().run()
            }
        }
        body(0)
        for thread in threads { pthread_join(thread, nil) }
    }
}

private final class ThreadWork: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}
