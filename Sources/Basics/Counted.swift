extension BinaryInteger {
    /// The number with its noun: `1 text`, `2 texts`.
    ///
    /// - Parameter many: The plural; nil for the singular with an s.
    public func counted(_ one: String, _ many: String? = nil) -> String {
        "\(self) \(self == 1 ? one : many ?? one + "s")"
    }
}
