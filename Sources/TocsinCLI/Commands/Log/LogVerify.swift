internal import Basics
internal import ArgumentParser
internal import Engine
internal import EventLog
internal import Foundation
internal import Glibc

struct VerifyOptions: ParsableArguments {
    @Option(help: "A checkpoint file kept elsewhere. The log must continue from it.")
    var against: String?
    @Option(help: "The public key that signed the checkpoint. Default: this home's key.")
    var key: String?
}

struct LogVerify: Command {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Read every record and check the whole log.",
        discussion: """
            Names the first bad position and exits with 74 if the log is damaged.
            Example: tocsin log verify --against riverton.checkpoint
            """)

    @OptionGroup var options: VerifyOptions
    @OptionGroup var global: GlobalOptions

    /// Runs in a child, because a damaged file can crash liblmdb, and reports a crash in words.
    func run(in world: World) throws {
        let home = world.home(global)
        var arguments = ["log", LogVerifyHere.name, "--home", home.path]
        if let against = options.against { arguments += ["--against", against] }
        if let key = options.key { arguments += ["--key", key] }
        if global.json { arguments.append("--json") }
        guard let program = world.program else {
            var here = LogVerifyHere()
            (here.options, here.global) = (options, global)
            return try here.run(in: world)
        }
        _ = world.flush()
        // A crash is expected here: this process explains it.
        let environment = world.environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
        switch try ChildProcess.run(program, arguments, environment) {
        case .exited(0): return
        case .exited(let status): throw ExitCode(status)
        case .killed:
            throw Failure(
                .inputOutput,
                "\(LogVerifier.structureDamaged) Restore it from a backup: tocsin log restore FILE")
        }
    }
}

struct LogVerifyHere: Command {
    static let name = "verify-here"
    static let configuration = CommandConfiguration(
        commandName: name, abstract: "Run log verify in this process.",
        discussion: "Example: tocsin log verify-here", shouldDisplay: false)

    @OptionGroup var options: VerifyOptions
    @OptionGroup var global: GlobalOptions

    struct Answer: Encodable {
        var isPassed: Bool
        var records: UInt64
        var streams: Int
        var redactions: UInt64
        var lateClocks: UInt64
        var root: String?
        var checkpointRecords: UInt64?
        var position: UInt64?
        var fault: String?
        var limits: String
        var program = Program()
    }

    /// The verifying program and its formats.
    struct Program: Encodable {
        var version = ProgramVersion.current.number
        var commit = ProgramVersion.current.commit
        var lmdb = ProgramVersion.current.lmdb
        var contract = ProgramVersion.current.contract
        var logFormat = ProgramVersion.current.logFormat
    }

    func run(in world: World) throws {
        try explainingLogErrors {
            let engine = try Self.engine(global, world)
            let checkpoint = try options.against.map { file in
                let bytes = try InputReader(world).bytes(file, limit: 1 << 20, what: "a checkpoint")
                return try Checkpoint(verifying: bytes, with: try key(of: engine))
            }
            let verifier = LogVerifier(engine.log, against: checkpoint)
            let report =
                try world.terminal.hasErrors
                ? verifier.verify { done, all in Self.show(done, all, world) } : verifier.verify()
            try tell(report, world)
        }
    }

    private static func engine(_ global: GlobalOptions, _ world: World) throws -> Engine {
        do {
            return try Session(global, .reading, world).engine
        } catch EventLogError.notALog(let path, let why) {
            // Elsewhere this means that the wrong folder was named; here it is the log to judge.
            throw Failure(
                .inputOutput,
                "The log \(path) is damaged: \(why). Restore it from a backup:"
                    + " tocsin log restore FILE")
        }
    }

    private func key(of engine: Engine) throws -> VerifierKey {
        if let key = options.key { return try VerifierKey(key) }
        // A new key has signed nothing.
        guard access(engine.home.keysPath, F_OK) == 0 else {
            throw Failure(
                .badData,
                "This home has no key yet, so the checkpoint's signature can't be checked."
                    + " Give the log's public key: --key VKEY")
        }
        return try engine.signingKey().verifier
    }

    private static func show(_ done: UInt64, _ all: UInt64, _ world: World) {
        let text = "\r\(done) of \(all.counted("record"))" + (done == all ? "\n" : "")
        world.errors(text)
    }

    private func tell(_ report: Verification, _ world: World) throws {
        if global.json {
            try world.printJSON(
                Answer(
                    isPassed: report.isPassed, records: report.records, streams: report.streams,
                    redactions: report.redactions, lateClocks: report.lateClocks,
                    root: report.root.map { "\($0)" }, checkpointRecords: report.checkpointSize,
                    position: report.fault?.position, fault: report.fault?.description,
                    limits: report.limits))
        } else if report.isPassed {
            world.print(report.description)
            if report.lateClocks > 0 {
                world.print(
                    "\(report.lateClocks) were recorded while the computer's clock was behind.")
            }
            world.print(report.limits)
            world.print("Verified by \(ProgramVersion.current)")
        }
        if let fault = report.fault {
            throw Failure(
                .inputOutput,
                "\(fault) Restore it from a backup: tocsin log restore FILE")
        }
    }
}
