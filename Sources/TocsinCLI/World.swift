internal import EventLog

/// What a run of the program is told and where it answers: everything outside it but files.
///
/// Commands get it and pass it on; nothing below them prints, asks the environment or looks at a
/// clock by itself. That makes a run a function of its arguments, the files and this value.
public struct World: Sendable {
    /// Takes what belongs on standard output.
    public var output: @Sendable (String) -> Void
    /// Hands on all that ``output`` took; returns `errno` where that failed, else 0.
    public var flush: @Sendable () -> CInt
    /// Takes what belongs on standard error.
    public var errors: @Sendable (String) -> Void
    /// Gives at most so many bytes of standard input, and none at its end.
    public var input: @Sendable (_ limit: Int) throws(Unreadable) -> [UInt8]
    public var environment: [String: String]
    /// Microseconds since 1970.
    public var clock: @Sendable () -> Int64
    public var terminal = Terminal()
    /// The operating system's name for the person at the machine.
    public var account: String
    public var host: String
    public var homeFolder: String
    public var temporaryFolder: String
    /// The machine's time zone, such as `America/Chicago`.
    public var zone: String
    /// The program's own file, for work that must not take this process down with it. Without
    /// one, the work is done in this process.
    public var program: String?
    /// Gives the whole terminal to the player; nil where there is none to give.
    var takeTerminal: (@Sendable () throws(Failure) -> PlayerTerminal)?
    /// The arguments as typed, by which earlier versions knew a request again.
    var arguments: [String] = []

    public init(
        output: @escaping @Sendable (String) -> Void,
        flush: @escaping @Sendable () -> CInt = { 0 },
        errors: @escaping @Sendable (String) -> Void,
        input: @escaping @Sendable (_ limit: Int) throws(Unreadable) -> [UInt8],
        environment: [String: String], clock: @escaping @Sendable () -> Int64, account: String,
        host: String, homeFolder: String, temporaryFolder: String, zone: String
    ) {
        self.output = output
        self.flush = flush
        self.errors = errors
        self.input = input
        self.environment = environment
        self.clock = clock
        self.account = account
        self.host = host
        self.homeFolder = homeFolder
        self.temporaryFolder = temporaryFolder
        self.zone = zone
    }

    /// Which of the standard streams are a terminal, and how wide it is.
    public struct Terminal: Sendable {
        public var hasInput = false
        public var hasOutput = false
        public var hasErrors = false
        /// Characters a line, as the terminal says; nil if there isn't one.
        public var width: Int?

        public init() {}
    }

    /// Why standard input can't be read, in the operating system's words.
    public struct Unreadable: Error {
        public var why: String

        public init(why: String) { self.why = why }
    }
}
