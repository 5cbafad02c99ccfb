public import IncidentEvents

extension ShortID: ExpressibleByStringLiteral {
    /// `"M1"`, of the expected kind; its letter is ignored.
    public init(stringLiteral text: String) { self.init(number: Int(text.dropFirst()) ?? 0) }
}
