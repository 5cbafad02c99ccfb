internal import Engine
internal import EventLog
internal import Foundation
internal import Glibc
internal import IncidentEvents
internal import Playbooks

/// Sends checkpoints to somebody outside, who can show later whether the log was changed.
struct CheckpointSender {
    /// The time for a person who asked for it, and for one who waits after a release.
    static let patience = Duration.seconds(60)
    private static let patienceAfterRelease = Duration.seconds(10)

    private let engine: Engine
    private let world: World

    init(_ engine: Engine, _ world: World) {
        self.engine = engine
        self.world = world
    }

    /// Sends one after a release, if the department file says so.
    ///
    /// The release is recorded and its receipt printed, so nothing that happens here fails it. A
    /// failure is a warning, and status shows it until one is sent.
    func sendAfterRelease() {
        _ = world.flush()
        do {
            let file = try DepartmentFile.ofHome(engine.home, InputReader(world))
            guard let policy = file?.department.checkpoints, policy.after == .release else {
                return
            }
            try explainingLogErrors { _ = try send(policy, within: Self.patienceAfterRelease) }
        } catch let failure as LoadFailure {
            world.error(
                "warning: No checkpoint was sent, because the department file has a fault:"
                    + " \(failure.description)")
        } catch {
            let problem = Failure(error).description
            world.error(
                "warning: \(problem) The release is recorded. Send it again:"
                    + " tocsin log checkpoint --by-policy")
        }
    }

    /// Signs the log's present state, sends it, and keeps whether that worked.
    ///
    /// - Throws: A ``Failure`` that says why it wasn't sent, or any error of signing it.
    func send(
        _ policy: Department.Checkpoints, within limit: Duration
    ) throws -> Checkpoint {
        let log = engine.log
        let checkpoint = try log.checkpoint(signedBy: engine.signingKey())
        do {
            try deliver(checkpoint, to: policy.destination, within: limit)
        } catch {
            let why = Self.clause(Failure(error).description)
            // If this can't be kept either, it is still told.
            try? LastSending.keep(
                LastSending.Failed(
                    at: world.clock(), to: policy.to, why: why, records: checkpoint.size),
                in: engine.home, of: log.origin)
            throw Failure(.inputOutput, "The checkpoint was not sent to \(policy.to): \(why).")
        }
        try LastSending.keep(
            LastSending.Sent(at: world.clock(), to: policy.to, records: checkpoint.size),
            in: engine.home, of: log.origin)
        return checkpoint
    }

    private func deliver(
        _ checkpoint: Checkpoint, to destination: Department.Checkpoints.Destination,
        within limit: Duration
    ) throws {
        switch destination {
        case .command(let command):
            let answer = try run("/bin/sh", ["-c", command], checkpoint, within: limit)
            try check(answer, "the command", within: limit)
        case .file(let path):
            guard let program = world.program else {
                return try explainingLogErrors {
                    try CheckpointFile(path: path, engine, world).replace(
                        with: checkpoint, of: engine.signingKey().verifier)
                }
            }
            // The file's server may not answer, so another process touches it.
            let arguments = ["log", LogPlaceCheckpoint.name, path, "--home", engine.home.path]
            let answer = try run(program, arguments, checkpoint, within: limit)
            let said = Self.clause(answer.errors)
            if case .exited(1...) = answer.end, !said.isEmpty { throw Failure(.failed, said) }
            try check(answer, "writing the file", within: limit)
        }
    }

    private func run(
        _ program: String, _ arguments: [String], _ checkpoint: Checkpoint, within limit: Duration
    ) throws(Failure) -> ChildProcess.Answer {
        try ChildProcess.run(
            program, arguments, world.environment, input: Array(checkpoint.text.utf8),
            within: limit)
    }

    private func check(
        _ answer: ChildProcess.Answer, _ subject: String, within limit: Duration
    ) throws(Failure) {
        switch answer.end {
        case .exited(0): return
        case .exited(let code):
            let said = Self.clause(answer.errors)
            throw Failure(
                .failed,
                "\(subject) exited with \(code)" + (said.isEmpty ? "" : " and said: \(said)"))
        case .killed(let signal):
            throw Failure(.failed, "\(subject) was killed by signal \(signal)")
        case nil: throw Failure(.failed, "\(subject) took longer than \(limit.brief)")
        }
    }

    /// What a program said, as a clause: its last line without the word for an error and the
    /// period.
    private static func clause(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).last.map(String.init) ?? ""
        let bare = line.hasPrefix("Error: ") ? String(line.dropFirst(7)) : line
        return bare.hasSuffix(".") ? String(bare.dropLast()) : bare
    }
}

/// A file outside of the home that holds the newest checkpoint that was sent to it.
///
/// The earlier ones aren't missed: before a checkpoint is replaced, the log is compared with it, so
/// the newest one proves as much as all of them.
struct CheckpointFile {
    private let path: String
    private let engine: Engine
    private let world: World

    init(path: String, _ engine: Engine, _ world: World) {
        self.path = path
        self.engine = engine
        self.world = world
    }

    /// Replaces the file's checkpoint with a later one, whole or not at all.
    ///
    /// - Throws: A ``Failure`` if the file holds something else or can't be written, ``ProofError``
    ///   if the log doesn't continue from the checkpoint in the file.
    func replace(with checkpoint: Checkpoint, of key: VerifierKey) throws {
        if let own = engine.home.part(at: path) {
            throw Failure(
                .badData,
                "\(path) is part of the home \(engine.home.path) (\(own)). Name a file outside of it"
            )
        }
        if let earlier = try earlier(key) {
            try engine.log.check(against: earlier)
            // Another process may have sent a later one meanwhile.
            if earlier.size >= checkpoint.size { return }
        }
        guard var file = PartialFile(of: path), file.write(Array(checkpoint.text.utf8)),
            // It holds no text of the log, and its holder may be another user.
            fchmod(file.descriptor, 0o644) == 0, file.finish()
        else {
            throw Failure(
                .inputOutput, "\(path) can't be written: \(String(cString: strerror(errno))).")
        }
    }

    /// The checkpoint in the file; nil if there is no file.
    private func earlier(_ key: VerifierKey) throws -> Checkpoint? {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw Failure(.badData, "\(path) isn't a regular file. Name another file.")
        }
        let text = try InputReader(world).bytes(path, limit: 1 << 17, what: "a checkpoint")
        do {
            return try Checkpoint(verifying: text, with: key)
        } catch {
            throw Failure(
                .badData,
                "\(path) holds no checkpoint of this log and was not changed. Name another file.")
        }
    }
}
