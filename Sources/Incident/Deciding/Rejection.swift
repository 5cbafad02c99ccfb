/// Why a command was refused: what, on what, why, and how to mend it.
public struct Rejection: Error, Hashable, Sendable {
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

    public var code: Code
    /// One sentence: what is wrong, on what, and why.
    public var problem: String
    /// What to do, mostly the next command; nil where nothing can be done.
    public var remedy: Remedy?
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
