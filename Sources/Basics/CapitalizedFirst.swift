extension StringProtocol {
    /// The text with a capital first letter, for the beginning of a sentence or a line.
    public var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
