internal import CLMDB
internal import Glibc

/// A failure that liblmdb or the operating system reported.
public struct LMDBError: Error, Hashable, Sendable, CustomStringConvertible {
    /// An `MDB_…` code when negative, an `errno` value when positive.
    public let code: CInt
    /// The failed operation, as a phrase that follows "Could not".
    public let operation: String

    /// - Parameter operation: A phrase that follows "Could not".
    public init(code: CInt, operation: String) {
        self.code = code
        self.operation = operation
    }

    static func check(
        _ code: CInt, during operation: @autoclosure () -> String
    ) throws(LMDBError) {
        if code != MDB_SUCCESS { throw LMDBError(code: code, operation: operation()) }
    }

    /// An error from the current `errno`.
    static func system(_ operation: String) -> LMDBError {
        LMDBError(code: errno, operation: operation)
    }

    /// ``reason``, then advice if there is any for the code.
    public var description: String { "\(reason).\(advice)" }

    /// The failure and its cause, without advice or final period.
    public var reason: String { "Could not \(operation): \(String(cString: mdb_strerror(code)))" }

    /// Whether the environment's structure on disk is damaged.
    public var isDamage: Bool {
        switch code {
        case MDB_CORRUPTED, MDB_PAGE_NOTFOUND, MDB_VERSION_MISMATCH: true
        default: false
        }
    }

    /// Whether a key was opened as a database but holds something else.
    public var isWrongKind: Bool { code == MDB_INCOMPATIBLE }

    /// Whether the storage or the map is full. A full tmpfs reports EIO, which doesn't count here:
    /// see ``Environment/meansFull(_:)``.
    public var isFull: Bool { [ENOSPC, EDQUOT, MDB_MAP_FULL].contains(code) }

    /// Whether the environment refuses further work until it is opened again.
    public var needsReopening: Bool { code == MDB_PANIC }

    private var advice: String {
        switch code {
        case MDB_MAP_FULL: " Open it again with a larger map."
        case MDB_READERS_FULL: " End some of the programs that read it and try again."
        case MDB_PANIC: " Close the program and open it again."
        case MDB_TXN_FULL: " Write less in one transaction."
        case ENOSPC: " Free some disk space and try again."
        case EACCES, EPERM, EROFS: " Check who owns the folder and its permissions."
        case ENOMEM: " Allow the program more address space (ulimit -v)."
        default: ""
        }
    }
}
