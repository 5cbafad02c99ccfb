/// Why a command was refused: what, on what, why, and how to mend it.
public struct Rejection: Error, Hashable, Sendable {
    /// The sort of reason, from which the exit code follows.
    public enum Code: Hashable, Sendable {
        /// No such fact, message, step, template…
        case unknownThing
        /// A text, time or value that can't be used.
        case invalid
        /// It can't be done in this state.
        case notNow
        /// The actor does not hold a role that may.
        case unauthorized
        /// A guard refused; `findings` say why.
        case refused
        /// A newer version wrote entries here that this one can't understand.
        case newerEntries
    }

    /// The sort of reason, from which the exit code follows.
    public var code: Code
    /// One sentence: what is wrong, on what, and why.
    public var problem: String
    /// What to do, mostly the next command; nil where nothing can be done.
    public var remedy: Remedy?
    /// What the guards found, where they are the reason.
    public var findings: [GuardFinding]

    public init(
        _ code: Code, _ problem: String, remedy: Remedy? = nil, findings: [GuardFinding] = []
    ) {
        self.code = code
        self.problem = problem
        self.remedy = remedy
        self.findings = findings
    }
}
