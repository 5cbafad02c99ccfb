/// The result of verifying a whole log.
public struct Verification: Sendable, Hashable, CustomStringConvertible {
    /// The first fault that was found.
    public struct Fault: Sendable, Hashable, CustomStringConvertible {
        /// The faulty record; nil if the fault isn't in a single one.
        public let position: UInt64?
        /// One clause, without a period.
        public let why: String

        /// One sentence for people.
        public var description: String {
            position.map { "The log is damaged at position \($0): \(why)." }
                ?? "The log is damaged: \(why)."
        }
    }

    /// The number of records that were read; with a fault, the number that the log counts.
    public let records: UInt64
    public let streams: Int
    /// The number of records whose body was removed by order.
    public let redactions: UInt64
    /// The number of records whose raw clock is more than 5 s behind their recorded time.
    public let lateClocks: UInt64
    /// The root over ``records``; nil with a fault.
    public let root: TreeHash?
    /// The number of records that the given checkpoint covers; nil if none was given.
    public let checkpointSize: UInt64?
    /// The fault; nil if the log passed.
    public let fault: Fault?

    /// Whether no fault was found. ``limits`` says what a pass doesn't prove.
    public var isPassed: Bool { fault == nil }

    /// One sentence for people: the fault, or the numbers of a pass.
    public var description: String {
        if let fault { return fault.description }
        let checkpoint =
            checkpointSize.map { ". The log continues from the checkpoint over \($0) records" }
            ?? ""
        return "\(records) records in \(streams) streams are unchanged,"
            + " \(redactions) of them with text removed by order\(checkpoint)."
    }

    /// The limits of a pass, in sentences for people.
    public var limits: String {
        "This doesn't prove that the log is complete or that its entries are true."
            + (checkpointSize == nil
                ? " Without a checkpoint it also doesn't prove that nobody rewrote the log."
                    + " Give one that was kept elsewhere."
                : " Entries after the checkpoint could have been rewritten.")
    }
}
