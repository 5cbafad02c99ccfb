/// A failure to read or write a wire text: the task, the place, the reason, and the fix.
public struct WireError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The task, such as "read the CAP file".
    public let task: String
    /// The element, or the line and column, or the entry.
    public let place: String
    /// The reason.
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
