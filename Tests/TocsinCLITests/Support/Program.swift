import ChildProcess
import EventLog
import Foundation
import Glibc
import Playbooks
import Synchronization
import TocsinCLI

/// The program, run as a person would: in this process, or as a separate process.
enum Program {
    /// Next to the test bundle, where the build puts every product.
    static let path: String = {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = buffer.withUnsafeMutableBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                characters.baseAddress.map { readlink("/proc/self/exe", $0, characters.count) } ?? 0
            }
        }
        let bundle = String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self)
        return URL(fileURLWithPath: bundle).deletingLastPathComponent()
            .appendingPathComponent("tocsin").path
    }()

    struct Result {
        var status: Int32
        var output: String
        var errors: String
    }

    /// Runs one command in this process, without a terminal.
    static func run(
        _ arguments: [String], environment: [String: String] = [:], input: Data? = nil,
        in change: (inout World) -> Void = { _ in }
    ) throws -> Result {
        let streams = Streams(input: input)
        var world = world(streams, Self.environment(environment))
        change(&world)
        // A home is open once at a time in a process; tests that share one take turns.
        let status = HomeTurns.take(environment["TOCSIN_HOME"] ?? "", arguments) { [world] in
            Tocsin.run(arguments, in: world)
        }
        return Result(status: status, output: streams.output, errors: streams.errors)
    }

    static func world(_ streams: Streams, _ environment: [String: String]) -> World {
        World(
            output: { streams.print($0) }, errors: { streams.complain($0) },
            input: { (limit) throws(World.Unreadable) in streams.read(limit) },
            environment: environment, clock: EventLog.machineClock, account: NSUserName(),
            host: ProcessInfo.processInfo.hostName,
            homeFolder: environment["HOME"] ?? "/nonexistent",
            temporaryFolder: environment["TMPDIR"] ?? FileManager.default.temporaryDirectory.path,
            zone: TimeZone.current.identifier)
    }

    /// Runs the program as a separate process, for tests that need one.
    static func spawn(
        _ arguments: [String], environment: [String: String] = [:], input: Data? = nil
    ) throws -> Result {
        try run(path, arguments, environment: environment, input: input)
    }

    /// Runs another program, such as a shell, in place of ours.
    static func run(
        _ program: String, _ arguments: [String], environment: [String: String],
        input: Data? = nil
    ) throws -> Result {
        let finished = try Child.run(
            program, arguments, environment: Self.environment(environment), input: input)
        return Result(
            status: finished.status, output: finished.output, errors: finished.errors)
    }

    /// Starts the program and lets it run.
    static func start(
        _ arguments: [String], environment: [String: String] = [:],
        input: Child.Stream = .nothing, output: Child.Stream = .nothing,
        errors: Child.Stream = .nothing
    ) throws -> Child {
        try Child(
            path, arguments, environment: Self.environment(environment), input: input,
            output: output, errors: errors)
    }

    static func environment(_ settings: [String: String]) -> [String: String] {
        ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "NO_COLOR": "1"].merging(settings) { $1 }
    }
}

/// The input and output of a command that runs in this process.
final class Streams: Sendable {
    private struct Held {
        var output = ""
        var errors = ""
        var input: [UInt8]
    }
    private let held: Mutex<Held>

    init(input: Data?) { held = Mutex(Held(input: Array(input ?? Data()))) }

    var output: String { held.withLock { $0.output } }
    var errors: String { held.withLock { $0.errors } }

    func print(_ text: String) { held.withLock { $0.output += text } }
    func complain(_ text: String) { held.withLock { $0.errors += text } }

    func read(_ limit: Int) -> [UInt8] {
        held.withLock { held in
            let piece = Array(held.input.prefix(limit))
            held.input.removeFirst(piece.count)
            return piece
        }
    }
}

/// Runs the commands that share a home in this process one after another.
enum HomeTurns {
    private static let locks = Mutex<[String: NSLock]>([:])

    static func take<Value>(
        _ home: String, _ arguments: [String], _ body: () -> Value
    ) -> Value {
        let option = arguments.firstIndex(of: "--home").map { arguments[$0 + 1] }
        let lock = locks.withLock { locks in
            let lock = locks[option ?? home] ?? NSLock()
            locks[option ?? home] = lock
            return lock
        }
        return lock.withLock(body)
    }
}

/// A separate home for one test, and the commands typed in it.
final class Desk: Sendable {
    let folder: String
    var home: String { folder + "/home" }
    var dataFile: String { home + "/log/data.mdb" }
    /// The time for every command, in microseconds since 1970; nil for the machine's.
    private let time: Int64?

    /// - Parameter time: For texts that an hour before midnight would be others.
    init(at time: Int64? = nil) throws {
        self.time = time
        folder =
            FileManager.default.temporaryDirectory
            .appendingPathComponent("desk-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    /// A desk of its own with what another one has: opening an incident takes its time.
    convenience init(copyOf other: Desk) throws {
        try self.init()
        try FileManager.default.copyItem(atPath: other.home, toPath: home)
        let locks = home + "/log/lock.mdb"
        if FileManager.default.fileExists(atPath: locks) {
            try FileManager.default.removeItem(atPath: locks)
        }
    }

    deinit {
        do {
            try FileManager.default.removeItem(atPath: folder)
        } catch {
            print("left behind: \(folder): \(error)")
        }
    }

    /// A home with a department in which lee is PIO and kim commands.
    static func staffed(standingApproval: Bool = false, at time: Int64? = nil) throws -> Desk {
        let desk = try Desk(at: time)
        try FileManager.default.createDirectory(
            atPath: desk.home, withIntermediateDirectories: true)
        var file = """
            department: Riverton Police Department
            id: riverton-pd
            zone: America/Chicago
            jurisdiction: Riverton
            people:
              - {id: lee, roles: [pio]}
              - {id: kim, roles: [incident-commander]}
            accounts:
              x: [RivertonPD]
              web: [riverton.example]

            """
        if standingApproval {
            file += """
                standing-approvals:
                  - playbook: attack-on-officers
                    template: holding
                    fields: [title, place]
                    approver: kim
                    role: incident-commander
                    expires: 2999-12-31

                """
        }
        try Data(file.utf8).write(to: URL(fileURLWithPath: desk.home + "/department.yaml"))
        return desk
    }

    /// The same with an open incident of this mode.
    static func opened(mode: String = "live") throws -> Desk {
        mode == "live" ? try live.get() : try openedAnew(mode: mode)
    }

    private static let live = Original { try openedAnew(mode: "live") }

    /// The same with an incident that no other test has.
    static func openedAnew(mode: String = "live") throws -> Desk {
        let desk = try staffed()
        if mode == "routine" { try desk.ownPlaybook() }
        let result = try desk.run(
            "open", "attack-on-officers", "--place", "Main and Lamar", "--id", "riverton", "--mode",
            mode)
        guard result.status == 0 else { throw Unexpected(text: result.errors) }
        return desk
    }

    /// The shipped playbook without its list of modes, as a department may change it.
    func ownPlaybook() throws {
        guard let shipped = ShippedFiles.playbook("attack-on-officers") else { return }
        try FileManager.default.createDirectory(
            atPath: home + "/playbooks", withIntermediateDirectories: true)
        let text = String(decoding: shipped.yaml, as: UTF8.self)
            .replacing(/(?m)^modes: .*\n/) { _ in "" }
        try Data(text.utf8).write(
            to: URL(fileURLWithPath: home + "/playbooks/attack-on-officers.yaml"))
    }

    struct Unexpected: Error { let text: String }

    func environment(as actor: String) -> [String: String] {
        ["TOCSIN_HOME": home, "TOCSIN_AS": actor]
    }

    @discardableResult
    func run(
        _ arguments: String..., as actor: String = "lee", input: Data? = nil
    ) throws -> Program.Result {
        try perform(arguments, as: actor, input: input)
    }

    func perform(
        _ arguments: [String], as actor: String = "lee", input: Data? = nil
    ) throws -> Program.Result {
        try Program.run(arguments, environment: environment(as: actor), input: input) {
            if let time { $0.clock = { time } }
        }
    }

    /// The same as a separate process.
    func spawn(_ arguments: String...) throws -> Program.Result {
        try Program.spawn(arguments, environment: environment(as: "lee"))
    }

    /// Runs a command line, split as a shell splits it.
    func type(_ command: String, as actor: String = "lee") throws -> Program.Result {
        try perform(Words.split(command), as: actor)
    }

    /// The answer of a reading command.
    func json(_ arguments: String...) throws -> [String: Any] {
        let result = try perform(arguments + ["--json"])
        guard result.status == 0 else { throw Unexpected(text: result.errors) }
        let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
        guard let dictionary = object as? [String: Any] else {
            throw Unexpected(text: result.output)
        }
        return dictionary
    }

    /// The bytes of the log file.
    func bytes() throws -> Data { try Data(contentsOf: URL(fileURLWithPath: dataFile)) }

    func write(_ text: String, to name: String) throws -> String {
        try write(Data(text.utf8), to: name)
    }

    func write(_ bytes: Data, to name: String) throws -> String {
        let path = "\(folder)/\(name)"
        try bytes.write(to: URL(fileURLWithPath: path))
        return path
    }

    /// A request id that no other test uses.
    static func requestID() -> String {
        var generator = SystemRandomNumberGenerator()
        return EventID.make(
            atMilliseconds: Int64(Date().timeIntervalSince1970 * 1000), using: &generator
        ).description
    }
}

/// A desk that is prepared once, of which each test gets a copy: tests that share a home would wait
/// for one another.
struct Original: Sendable {
    private let prepared: Result<Desk, any Error>

    init(_ prepare: () throws -> Desk) { prepared = Result { try prepare() } }

    func get() throws -> Desk { try Desk(copyOf: prepared.get()) }
}

/// Splits a command line like a shell, as far as the guides need it.
enum Words {
    static func split(_ line: String) -> [String] {
        var words: [String] = []
        var word: String?
        var isQuoted = false
        for character in line {
            switch character {
            case "\"":
                isQuoted.toggle()
                word = word ?? ""
            case " " where !isQuoted:
                if let word { words.append(word) }
                word = nil
            default: word = (word ?? "") + String(character)
            }
        }
        if let word { words.append(word) }
        return words.first == "tocsin" ? Array(words.dropFirst()) : words
    }
}
