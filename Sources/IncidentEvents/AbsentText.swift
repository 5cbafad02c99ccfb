// The contract writes a text that isn't given as an empty one. Only these two translate: everywhere
// else an absent text is nil.

extension String {
    /// The text as the contract's reader means it: nil where it is empty.
    package var nonEmpty: String? { isEmpty ? nil : self }
}

extension Optional<String> {
    /// The text as the contract writes it: empty where there is none.
    package var recorded: String { self ?? "" }
}
