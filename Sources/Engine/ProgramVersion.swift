internal import CCommit
internal import EventLog
internal import IncidentEvents

/// The program's version, and the formats that it reads and writes.
public struct ProgramVersion: Hashable, Sendable {
    /// The semantic version, in one place for `--version`, for records and for errors.
    public static let number = "0.2.0"

    /// The semantic version.
    public let number: String
    /// The commit that it was built from, with `+` if files had changed since; `unknown` if it was
    /// built without git.
    public let commit: String
    /// The version of the liblmdb in use.
    public let lmdb: String
    /// The package of the event contract, such as `tocsin.incident.v1`.
    public let contract: String
    /// The newest log format that it reads, which is also the one that it writes.
    public let logFormat: UInt32

    /// The running program.
    public static let current = ProgramVersion(
        number: number, commit: String(cString: tocsin_commit()), lmdb: EventLog.storageVersion,
        contract: IncidentEvent.contract, logFormat: EventLog.formatVersion)
}

extension ProgramVersion: CustomStringConvertible {
    /// One line for the program, and one for the formats that it reads and writes.
    public var description: String {
        """
        tocsin \(number) (commit \(commit))
        LMDB \(lmdb), event contract \(contract), log format \(logFormat)
        """
    }
}
