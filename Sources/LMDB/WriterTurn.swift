internal import CLMDB
internal import Glibc

/// Queues writers among the threads of all processes.
///
/// LMDB's own lock, a robust mutex in shared memory, still decides. But if a process is killed just
/// as it wakes to take that lock, and another takes it first, glibc's robust mutex forgets that
/// others are waiting: they sleep until another thread has to wait, which may never happen (seen
/// after a few hundred kills with five writers). The kernel keeps an flock(2) itself, releases it
/// when its holder dies, and serves waiters in order.
final class WriterTurn: Sendable {
    // flock(2) works between processes: threads share the descriptor and therefore the lock.
    private nonisolated(unsafe) let threads = UnsafeMutablePointer<pthread_mutex_t>.allocate(
        capacity: 1)
    private let descriptor: CInt
    private let path: String
    private let report: WaitReport?

    /// - Parameters:
    ///   - environment: No other environment may share its data file's descriptor.
    ///   - path: The data file.
    init(
        of environment: OpaquePointer, at path: String, reportingTo report: WaitReport?
    ) throws(LMDBError) {
        self.path = path
        self.report = report
        var descriptor: CInt = -1
        try LMDBError.check(mdb_env_get_fd(environment, &descriptor), during: "find the data file")
        self.descriptor = descriptor
        pthread_mutex_init(threads, nil)
    }

    deinit {
        pthread_mutex_destroy(threads)
        threads.deallocate()
    }

    /// Waits for the lock; the same thread must call ``giveBack()``.
    func take() throws(LMDBError) {
        pthread_mutex_lock(threads)
        do {
            try FileLock.take(descriptor, on: path, reportingTo: report)
        } catch {
            pthread_mutex_unlock(threads)
            throw error
        }
    }

    func giveBack() {
        flock(descriptor, LOCK_UN)
        pthread_mutex_unlock(threads)
    }
}
