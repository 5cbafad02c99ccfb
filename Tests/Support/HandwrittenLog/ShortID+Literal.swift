public import IncidentEvents

extension ShortID: ExpressibleByStringLiteral {
    /// `"M1"`, of the kind that is expected; its letter isn't looked at.
    public init(stringLiteral text: String) { self.init(number: Int(text.dropFirst()) ?? 0) }
}
