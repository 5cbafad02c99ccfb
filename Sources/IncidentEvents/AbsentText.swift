// The contract stores an absent text as an empty one; everywhere else it is nil. Only these two
// convert.

extension String {
    /// The text read from the contract; nil if it is empty.
    package var nonEmpty: String? { isEmpty ? nil : self }
}

extension Optional<String> {
    /// The text for the contract; empty if there is none.
    package var recorded: String { self ?? "" }
}
