public import Channels

/// The refusal of a command: the problem, its subject, the reason, and the fix.
public struct Rejection: Error, Hashable, Sendable {
    /// The sort of reason; it determines the exit code.
    public enum Code: Hashable, Sendable {
        /// An unknown fact, message, step, template and so on.
        case unknownThing
        /// A text, time or value that can't be used.
        case invalid
        /// A command that is not possible in this state.
        case notNow
        /// The actor holds no role with the authority.
        case unauthorized
        /// A guard refused; `findings` say why.
        case refused
        /// A newer version wrote entries here that this one doesn't know.
        case newerEntries
    }

    /// The sort of reason; it determines the exit code.
    public var code: Code
    /// One sentence: the problem, its subject, and the reason.
    public var problem: String
    /// The fix, usually the next command; nil if there is none.
    public var remedy: Remedy?
    /// The guards' findings, if they are the reason.
    public var findings: [GuardFinding]

    public init(
        _ code: Code, _ problem: String, remedy: Remedy? = nil, findings: [GuardFinding] = []
    ) {
        self.code = code
        self.problem = problem
        self.remedy = remedy
        self.findings = findings
    }

    /// Nobody knows the name of our account on these channels.
    public static func unlisted(_ channels: [ChannelID], remedy: Remedy) -> Rejection {
        Rejection(
            .unknownThing,
            "The department file lists no account on \(channels.map(\.rawValue).joined(separator: ", ")).",
            remedy: remedy)
    }
}
