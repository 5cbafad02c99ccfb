internal import Basics
internal import Documents
internal import ArgumentParser
internal import Engine
internal import EventLog
internal import Foundation
internal import IncidentEvents
internal import SwiftProtobuf

struct LogKey: Command {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Show the public key that checks checkpoints and proofs.",
        discussion: """
            Publish it, or send it separately from the proofs.
            Example: tocsin log key
            """)

    @OptionGroup var global: GlobalOptions

    func run(in world: World) throws {
        try explainingLogErrors {
            let engine = try Session(global, .reading, world).engine
            let key = "\(try engine.signingKey().verifier)"
            if global.json { return try world.printJSON(["key": key]) }
            world.print(key)
        }
    }
}

struct LogProve: Command {
    static let configuration = CommandConfiguration(
        commandName: "prove", abstract: "Write a proof that a record is in the log.",
        discussion: """
            The proof shows the kind of event, its incident and its time. With --with-event it \
            also shows the event's text. It never shows who entered it.
            Example: tocsin log prove 41 --with-event --output 41.proof
            """)

    @Argument(help: "The record's position in the log.") var position: UInt64
    @Flag(help: "Include the event's text, even if it is private.") var withEvent = false
    @Option(help: "A new file for the output. Default: standard output.", completion: .file())
    var output: String?
    @OptionGroup var global: GlobalOptions

    struct Answer: Encodable {
        var position: UInt64
        var key: String
        var proof: String
    }

    func run(in world: World) throws {
        try explainingLogErrors {
            let engine = try Session(global, .reading, world).engine
            let key = try engine.signingKey()
            let proof = try engine.log.proof(
                of: position, showingData: withEvent,
                under: engine.log.checkpoint(signedBy: key))
            if let output {
                try NewFile.write(proof, to: output, in: world.home(global))
                if !global.json {
                    world.print(
                        "Wrote the proof of the record at position \(position) to \(output).")
                    world.print("Check it: tocsin log verify-proof --key \(key.verifier) \(output)")
                    return
                }
            }
            guard global.json else { return world.print(proof, terminator: "") }
            try world.printJSON(Answer(position: position, key: "\(key.verifier)", proof: proof))
        }
    }
}

struct LogVerifyProof: Command {
    static let configuration = CommandConfiguration(
        commandName: "verify-proof", abstract: "Check proofs offline with the public key.",
        discussion: """
            Needs no log and no home. Get the key from someone you trust, not from the person who \
            gave you the proof.
            Example: tocsin log verify-proof --key "$(cat riverton.key)" 41.proof
            """)

    @Option(help: "The log's public key, as tocsin log key prints it.") var key: String
    @Argument(help: "The proof files.", completion: .file()) var files: [String]
    @OptionGroup var global: GlobalOptions

    struct Answer: Encodable {
        var proven: [Proven]
        var refused: [Refused]

        struct Proven: Encodable {
            var file: String
            var log: String
            var records: UInt64
            var position: UInt64
            var incident: String
            var revision: UInt64
            var id: String
            var type: String
            var recordedAt: Instant
            /// The event in Protocol Buffers' JSON form, if the proof shows it.
            var event: String?
        }

        struct Refused: Encodable {
            var file: String
            var why: String
        }
    }

    func run(in world: World) throws {
        let verifier = try explainingLogErrors { try VerifierKey(key) }
        var answer = Answer(proven: [], refused: [])
        for file in files {
            let bytes = try InputReader(world).bytes(file, limit: 4 << 20, what: "a proof")
            do throws(ProofError) {
                let proven = try RecordProof.verify(bytes, with: verifier)
                answer.proven.append(Self.proven(proven, file))
            } catch {
                answer.refused.append(Answer.Refused(file: file, why: error.description))
            }
        }
        if global.json {
            try world.printJSON(answer)
        } else {
            for proven in answer.proven { world.print(TerminalText.safe(Self.text(proven))) }
            if !answer.proven.isEmpty {
                world.print(
                    "This proves that the record was in the log when the log was signed. It doesn't"
                        + " prove that the record is true.")
            }
        }
        guard answer.refused.isEmpty else {
            throw Failure(
                .badData,
                answer.refused.map { "\($0.file): \($0.why)" }.joined(separator: "\n"))
        }
    }

    private static func proven(_ proven: RecordProof.Proven, _ file: String) -> Answer.Proven {
        let record = proven.record
        var event: String?
        if let data = proven.data {
            do {
                event = try IncidentEvent(serializedBytes: data).jsonString()
            } catch {
                event = "not an event that this version can read"
            }
        }
        return Answer.Proven(
            file: file, log: proven.checkpoint.origin, records: proven.checkpoint.size,
            position: record.position, incident: record.stream, revision: record.revision,
            id: record.id.description, type: record.type,
            recordedAt: Instant(microseconds: record.recordedAt), event: event)
    }

    private static func text(_ proven: Answer.Proven) -> String {
        "\(proven.file): proven. Position \(proven.position) of \(proven.log), signed over"
            + " \(proven.records.counted("record")): \(proven.type) in \(proven.incident), recorded"
            + " \(proven.recordedAt.rfc3339)." + (proven.event.map { " It says: \($0)" } ?? "")
    }
}

extension Engine {
    /// The home's own key, made on first use.
    func signingKey() throws -> SigningKey {
        do {
            return try SigningKey.loadOrMake(in: home.keysPath, for: log.origin)
        } catch let error as ProofError {
            throw error
        } catch {
            throw Failure(.inputOutput, "The key in \(home.keysPath) can't be used: \(error)")
        }
    }
}
