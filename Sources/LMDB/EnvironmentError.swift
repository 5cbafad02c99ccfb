/// A reason not to open or use an environment that liblmdb itself would allow.
public enum EnvironmentError: Error, Hashable, Sendable, CustomStringConvertible {
    /// This process has already opened the data file. Opening it twice breaks LMDB's locks.
    case alreadyOpen(path: String)
    /// The data file has several names. Two processes that open it under different names use
    /// different lock files and overwrite each other's commits.
    case hardLinked(path: String, links: Int)
    /// The data file ends before the last page in use. Mapping it would kill the process.
    case truncated(path: String, size: Int64, needed: Int64)
    /// The two meta pages don't belong to the last two commits.
    case metaPages(path: String, why: String)
    /// A page that LMDB would trust is damaged.
    case pages(path: String, why: String)
    case notAnEnvironment(path: String, why: String)
    case networkFileSystem(path: String, kind: String)
    case missing(path: String)
    /// A child process used an environment that its parent opened.
    case usedAfterFork(path: String)
    /// A write began inside another write on the same thread, which would deadlock.
    case nestedWrite(path: String)

    /// The fault, the file, and the next step.
    public var description: String {
        switch self {
        case .alreadyOpen(let path):
            "\(path) is already open in this process. Use that one."
        case .hardLinked(let path, let links):
            "\(path) has \(links) hard links, so two programs could overwrite each other's work."
                + " Copy it to a separate file and remove the other names."
        case .truncated(let path, let size, let needed):
            "\(path) is cut short: it has \(size) bytes and needs at least \(needed)."
                + " Restore it from a backup."
        case .metaPages(let path, let why):
            "The meta pages of \(path) are damaged: \(why). Restore it from a backup."
        case .pages(let path, let why):
            "The pages of \(path) are damaged: \(why). Restore it from a backup."
        case .notAnEnvironment(let path, let why):
            "\(path) isn't an LMDB data file: \(why). Choose another folder."
        case .networkFileSystem(let path, let kind):
            "\(path) is on a network file system (\(kind)), where locks are not reliable."
                + " Choose a folder on a local disk."
        case .missing(let path):
            "\(path) doesn't exist."
        case .usedAfterFork(let path):
            "\(path) was opened by the parent process. Open it again in this one."
        case .nestedWrite(let path):
            "A write to \(path) was started inside another on the same thread."
                + " Use the open writer."
        }
    }
}
