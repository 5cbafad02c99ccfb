/// Why a backup, restore, export or import is refused. What was there before is as it was.
public enum TransferError: Error, Hashable, Sendable, CustomStringConvertible {
    case fileExists(path: String)
    /// The log that is there has records that the backup has not, or others.
    case wouldLose(path: String, why: String)
    /// The copy or the backup did not pass verification.
    case notVerified(path: String, fault: String)
    case notEmpty(path: String, records: UInt64)
    /// Lines count from 1.
    case badLine(Int, why: String)

    public var description: String {
        switch self {
        case .fileExists(let path):
            "\(path) exists already. Name a file that does not."
        case .wouldLose(let path, let why):
            "The log \(path) is not overwritten: \(why). Move it away first if you mean to."
        case .notVerified(let path, let fault):
            "\(path) is not to be relied on. \(fault) Use another copy."
        case .notEmpty(let path, let records):
            "The log \(path) holds \(records) records. Import into an empty one."
        case .badLine(let line, let why):
            "Line \(line) of the export is wrong: \(why). Nothing was imported."
        }
    }
}
