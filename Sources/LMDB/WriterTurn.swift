internal import CLMDB
internal import Glibc

/// Whose turn it is to write, among the threads of all processes.
///
/// LMDB has a lock of its own, a robust mutex in shared memory, and it still decides. But where a
/// process is killed just as it is woken to take that lock, and another takes it first, glibc's
/// robust mutex forgets that more are waiting: they sleep until somebody else has to wait, which
/// may be never (seen after some hundred kills with five writers). The kernel keeps an flock(2)
/// itself, lets go of it when its holder dies, and serves those that wait in turn.
final class WriterTurn: Sendable {
    // Flock is for processes: the threads of one share the descriptor and so the lock.
    private nonisolated(unsafe) let threads = UnsafeMutablePointer<pthread_mutex_t>.allocate(
        capacity: 1)
    private let descriptor: CInt

    /// - Parameter environment: Its data file's descriptor must be this environment's alone.
    init(of environment: OpaquePointer) throws(LMDBError) {
        var descriptor: CInt = -1
        try LMDBError.check(mdb_env_get_fd(environment, &descriptor), during: "find the data file")
        self.descriptor = descriptor
        pthread_mutex_init(threads, nil)
    }

    deinit {
        pthread_mutex_destroy(threads)
        threads.deallocate()
    }

    /// Waits for the turn; the same thread gives it back.
    func take() throws(LMDBError) {
        pthread_mutex_lock(threads)
        while flock(descriptor, LOCK_EX) != 0 {
            if errno == EINTR { continue }
            let error = LMDBError.system("lock the data file")
            pthread_mutex_unlock(threads)
            throw error
        }
    }

    func giveBack() {
        flock(descriptor, LOCK_UN)
        pthread_mutex_unlock(threads)
    }
}
