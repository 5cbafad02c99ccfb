public import Engine
internal import EventLog

/// The program's surroundings, except files: its input, its output, the clock and the environment.
///
/// Commands get it and pass it on. Nothing below them prints, reads the environment or looks at a
/// clock by itself. A run is therefore a function of its arguments, the files and this value.
public struct World: Sendable {
    /// Writes to standard output.
    public var output: @Sendable (String) -> Void
    /// Flushes ``output``; returns `errno` if that failed, else 0.
    public var flush: @Sendable () -> CInt
    /// Writes to standard error.
    public var errors: @Sendable (String) -> Void
    /// Reads at most `limit` bytes of standard input; none at its end.
    public var input: @Sendable (_ limit: Int) throws(Unreadable) -> [UInt8]
    public var environment: [String: String]
    /// The time in microseconds since 1970.
    public var clock: @Sendable () -> Int64
    /// The same with the time since the machine's start; nil if that isn't known.
    public var clockWitness: @Sendable () -> ClockWitness? = { nil }
    public var terminal = Terminal()
    /// The terminal or login session in which the command was typed.
    public var login = Login(key: "only") { _ in false }
    /// The operating system's name for the person at the machine.
    public var account: String
    public var host: String
    public var homeFolder: String
    public var temporaryFolder: String
    /// The machine's time zone, such as `America/Chicago`.
    public var zone: String
    /// The program's own file, for work that must not crash this process. Without one, the work is
    /// done in this process.
    public var program: String?
    /// Gives the whole terminal to the player; nil if there is none.
    var takeTerminal: (@Sendable () throws(Failure) -> PlayerTerminal)?
    /// The arguments as typed, by which earlier versions recognized a request.
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

    /// Tells the person, on standard error, for whom the program waits.
    var reportsWait: @Sendable (_ sentence: String) -> Void {
        { [errors] sentence in errors(sentence + "\n") }
    }

    /// The standard streams that are a terminal, and the terminal's width.
    public struct Terminal: Sendable {
        public var hasInput = false
        public var hasOutput = false
        public var hasErrors = false
        /// The terminal's reported characters a line; nil if there isn't a terminal.
        public var width: Int?

        public init() {}
    }

    /// A terminal, or else a login session: the one person who types there.
    public struct Login: Sendable {
        /// No other session has the same one, not even a later one on the same terminal.
        public var key: String
        /// Whether the session with another key has ended for certain.
        public var hasEnded: @Sendable (_ key: String) -> Bool

        public init(key: String, hasEnded: @escaping @Sendable (_ key: String) -> Bool) {
            self.key = key
            self.hasEnded = hasEnded
        }
    }

    /// The reason that standard input can't be read, in the operating system's words.
    public struct Unreadable: Error {
        public var why: String

        public init(why: String) { self.why = why }
    }
}
