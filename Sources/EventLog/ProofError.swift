/// A reason to refuse a proof, a checkpoint or a key.
public enum ProofError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A position or size beyond the end of the log or of the given tree.
    case beyondEnd(asked: UInt64, size: UInt64)
    /// The text doesn't have the form of a checkpoint.
    case malformedCheckpoint(why: String)
    /// No valid signature by the given key.
    case unsigned(why: String)
    case malformedProof(why: String)
    /// Well-formed, but it doesn't prove its claim.
    case notProven(why: String)
    case malformedKey(why: String)
    /// A key file that can't be used safely.
    case unsafeKeyFile(path: String, why: String)
    /// The log doesn't extend the checkpoint: part of what the checkpoint covers was changed.
    case inconsistent(size: UInt64, why: String)

    /// The reason of a fault in a checkpoint, as a clause.
    var why: String {
        switch self {
        case .malformedCheckpoint(let why), .unsigned(let why): why
        default: description
        }
    }

    /// The fault, the reason, and the next step.
    public var description: String {
        switch self {
        case .beyondEnd(let asked, let size):
            "The log has \(size) records, so \(asked) is too large. Positions start at 0."
                + " Give a smaller number."
        case .malformedCheckpoint(let why):
            "This isn't a valid checkpoint: \(why). Use an unchanged copy."
        case .unsigned(let why):
            "The checkpoint can't be trusted: \(why). Check which key belongs to the log."
        case .malformedProof(let why):
            "This isn't a valid proof: \(why). Use an unchanged copy."
        case .notProven(let why):
            "The proof fails: \(why). Don't rely on it."
        case .malformedKey(let why):
            "This isn't a valid key: \(why)."
        case .unsafeKeyFile(let path, let why):
            "The key file \(path) can't be used: \(why)."
        case .inconsistent(let size, let why):
            "The log doesn't continue from the checkpoint over \(size) records: \(why)."
                + " Compare it with a backup."
        }
    }
}
