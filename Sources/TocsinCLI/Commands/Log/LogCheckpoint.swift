internal import Basics
internal import ArgumentParser
internal import Engine
internal import EventLog
internal import Foundation
internal import Playbooks

struct LogCheckpoint: Command {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint", abstract: "Sign the log's current state, to be kept elsewhere.",
        discussion: """
            A checkpoint shows later whether any record that it covers was changed. Send it to \
            somebody outside right away. A checkpoint kept next to the log proves little. The \
            department file can send one after each release (checkpoints).
            Example: tocsin log checkpoint --send-by "mail -s checkpoint records@county.example"
            """)

    @Option(help: "A new file for the output. Default: standard output.", completion: .file())
    var output: String?
    @Option(
        help: "A file outside of the home. It holds the newest checkpoint that was sent to it.",
        completion: .file())
    var send: String?
    @Option(help: "A command of the shell. It gets the checkpoint as its input.")
    var sendBy: String?
    @Flag(help: "Send it as the department file says.") var byPolicy = false
    @OptionGroup var global: GlobalOptions

    struct Answer: Encodable {
        var log: String
        var records: UInt64
        var root: String
        var key: String
        var checkpoint: String
        var sentTo: String?

        init(_ checkpoint: Checkpoint, _ key: VerifierKey, sentTo: String? = nil) {
            log = checkpoint.origin
            records = checkpoint.size
            root = "\(checkpoint.root)"
            self.key = "\(key)"
            self.checkpoint = checkpoint.text
            self.sentTo = sentTo
        }
    }

    func validate() throws {
        let ways = [output, send, sendBy].count { $0 != nil } + (byPolicy ? 1 : 0)
        if ways > 1 {
            throw ValidationError(
                "Give only one of --output, --send, --send-by and --by-policy.")
        }
    }

    func run(in world: World) throws {
        try explainingLogErrors {
            let engine = try Session(global, .reading, world).engine
            let key = try engine.signingKey()
            if let policy = try policy(of: engine.home, world) {
                let sender = CheckpointSender(engine, world)
                let checkpoint = try sender.send(policy, within: CheckpointSender.patience)
                if global.json {
                    return try world.printJSON(
                        Answer(checkpoint, key.verifier, sentTo: policy.to))
                }
                world.print(
                    "Sent a checkpoint over \(checkpoint.size.counted("record")) to \(policy.to).")
                return world.print("Others can check it with this key: \(key.verifier)")
            }
            let checkpoint = try engine.log.checkpoint(signedBy: key)
            if let output {
                try NewFile.write(checkpoint.text, to: output, in: world.home(global))
                if !global.json {
                    world.print(
                        "Wrote a checkpoint over \(checkpoint.size.counted("record")) to \(output)."
                    )
                    world.print("Others can check it with this key: \(key.verifier)")
                    return
                }
            }
            guard global.json else { return world.print(checkpoint.text, terminator: "") }
            try world.printJSON(Answer(checkpoint, key.verifier))
        }
    }

    /// Where to send it; nil if it isn't to be sent.
    private func policy(of home: Home, _ world: World) throws -> Department.Checkpoints? {
        if let send {
            // Status names it later, from any folder.
            let path = URL(fileURLWithPath: send).standardizedFileURL.path
            return .init(to: path, destination: .file(path))
        }
        if let sendBy { return .init(to: "the command \(sendBy)", destination: .command(sendBy)) }
        guard byPolicy else { return nil }
        guard
            let policy = try DepartmentFile.ofHome(home, InputReader(world))?.department.checkpoints
        else {
            throw Failure(
                .badData,
                "\(home.departmentPath) doesn't say where checkpoints go. Add checkpoints: with to:"
                    + " and file: or command:, or name a file: tocsin log checkpoint --send FILE")
        }
        return policy
    }
}

struct LogPlaceCheckpoint: Command {
    static let name = "place-checkpoint"
    static let configuration = CommandConfiguration(
        commandName: name, abstract: "Put a checkpoint from standard input into a file.",
        discussion: "Example: tocsin log place-checkpoint riverton.checkpoint",
        shouldDisplay: false)

    @Argument(help: "The file.", completion: .file()) var file: String
    @Option(help: "The home folder.", completion: .directory) var home: String?

    func run(in world: World) throws {
        try explainingLogErrors {
            let text = try InputReader(world).bytes("-", limit: 1 << 17, what: "a checkpoint")
            let home = world.home(at: home)
            let engine = try Session(.parse(["--home", home.path]), .reading, world).engine
            let key = try engine.signingKey().verifier
            try CheckpointFile(path: file, engine, world).replace(
                with: Checkpoint(verifying: text, with: key), of: key)
        }
    }
}
