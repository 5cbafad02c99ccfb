// In the contract an absent text is an empty one; everywhere else it is nil. Only these two convert.

extension String {
    /// The text as the contract's reader means it: nil where it is empty.
    package var nonEmpty: String? { isEmpty ? nil : self }
}

extension Optional<String> {
    /// The text as the contract writes it: empty where there is none.
    package var recorded: String { self ?? "" }
}
