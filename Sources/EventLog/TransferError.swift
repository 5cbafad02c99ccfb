/// A reason to refuse a backup, restore, export or import. Nothing has changed then.
public enum TransferError: Error, Hashable, Sendable, CustomStringConvertible {
    case fileExists(path: String)
    /// The existing log has records that the backup lacks, or different ones.
    case wouldLose(path: String, why: String)
    /// The copy or the backup failed verification.
    case notVerified(path: String, fault: String)
    case notEmpty(path: String, records: UInt64)
    /// The last line isn't an export's end.
    case noEnd
    /// Lines count from 1.
    case badLine(Int, why: String)

    /// The refusal, the reason, and the next step.
    public var description: String {
        switch self {
        case .fileExists(let path):
            "\(path) already exists. Name a new file."
        case .wouldLose(let path, let why):
            "The log \(path) was not overwritten: \(why). To replace it, move it away first."
        case .notVerified(let path, let fault):
            "\(path) can't be trusted. \(fault) Use another copy."
        case .notEmpty(let path, let records):
            "The log \(path) has \(records) records. Import into an empty log."
        case .noEnd:
            "The export has no end, so entries may be missing. Nothing was imported. Use a complete"
                + " export. Only if an earlier version of Tocsin made it, add --earlier-version."
        case .badLine(let line, let why):
            "Line \(line) of the export is invalid: \(why). Nothing was imported."
        }
    }
}
