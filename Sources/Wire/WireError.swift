/// Why a wire text can't be read or written: what, where, why, and how to mend it.
public struct WireError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was attempted, such as "read the CAP file".
    public let task: String
    /// The element, or the line and column, or the entry.
    public let place: String
    /// Why, in the words of the person who decided it.
    public let reason: String
    public let remedy: String

    init(_ task: String, at place: String, _ reason: String, mend remedy: String) {
        self.task = task
        self.place = place
        self.reason = reason
        self.remedy = remedy
    }

    public var description: String { "Could not \(task): \(place): \(reason). \(remedy)." }
}
