/// What a verification of a whole log came to.
public struct Verification: Sendable, Hashable, CustomStringConvertible {
    /// The first thing that is wrong.
    public struct Fault: Sendable, Hashable, CustomStringConvertible {
        /// The record to blame; nil where it is no single one.
        public let position: UInt64?
        /// One clause, without a full stop.
        public let why: String

        public var description: String {
            position.map { "The log is wrong at position \($0): \(why)." }
                ?? "The log is wrong: \(why)."
        }
    }

    /// Records that were re-read; with a fault, those that the log counts.
    public let records: UInt64
    public let streams: Int
    /// Records whose body was removed by order.
    public let redactions: UInt64
    /// Records whose raw clock lies more than 5 s behind their recorded time.
    public let lateClocks: UInt64
    /// The root over ``records``; nil with a fault.
    public let root: TreeHash?
    /// How many records the given checkpoint covers; nil where none was given.
    public let checkpointSize: UInt64?
    public let fault: Fault?

    public var isPassed: Bool { fault == nil }

    public var description: String {
        if let fault { return fault.description }
        let checkpoint = checkpointSize.map { "; it goes on from the checkpoint over \($0)" } ?? ""
        return "\(records) records in \(streams) streams are as they were written,"
            + " \(redactions) of them with their text removed by order\(checkpoint)."
    }

    /// What a pass leaves open, in words for people.
    public var limits: String {
        "This does not prove that the log is complete or that what it says is true."
            + (checkpointSize == nil
                ? " Without a checkpoint it does not prove either that nobody rewrote it:"
                    + " give one that was kept elsewhere."
                : " Entries after the checkpoint could have been rewritten.")
    }
}
