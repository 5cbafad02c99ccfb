internal import Basics
internal import ArgumentParser
internal import Engine
internal import EventLog
internal import Foundation
internal import Glibc
internal import Incident
internal import IncidentEvents
internal import ReadModels
internal import SwiftProtobuf

struct LogExport: Command {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Export the log as JSON Lines, one CloudEvents object a record.",
        discussion: """
            Others can verify the export without the log. An entry that is not public shows only \
            its kind and time. You can import an export only if it was made with --with-private. \
            The last line ends it: the number of entries, their root, and a checkpoint if the home \
            has a key.
            Example: tocsin log export --with-private --output riverton.jsonl
            """)

    @Option(help: "A new file for the output. Default: standard output.", completion: .file())
    var output: String?
    @Flag(help: "Include private text and its authors.") var withPrivate = false
    @OptionGroup var global: GlobalOptions

    func run(in world: World) throws {
        try explainingLogErrors {
            let engine = try Session(global, .reading, world).engine
            guard let output else { return try export(engine) { world.print($0) } }
            var file = try LineFile(creating: output, in: world.home(global))
            try export(engine) { try file.write($0) }
            try file.finish()
        }
    }

    private func export(_ engine: Engine, to write: (String) throws -> Void) throws {
        // The home may be read-only, so no key is made for it.
        let key = try SigningKey.load(in: engine.home.keysPath, for: engine.log.origin)
        try engine.log.export(
            signedBy: key, disclosing: { try disclosure(of: $0, in: engine) }, to: write)
    }

    private func disclosure(of stored: StoredRecord, in engine: Engine) throws -> Disclosure {
        guard let body = stored.body else { return .header }
        let record = try engine.record(stored)
        let json = try IncidentEvent(serializedBytes: body.data).jsonString()
        if withPrivate { return .everything(json: json) }
        let changed = try engine.state(of: stored.stream).visibilities[stored.position]
        guard changed ?? record.metadata.visibility == .public else { return .header }
        // Other public entries are only partly public: not their reasons and sources.
        switch record.content {
        case .event(let event):
            switch event {
            case .incidentOpened: return .event(json: json)
            // A release with a text for staff can't be exported without that text.
            case .messageReleased where PublicRecords.forPublicChannels(event) == event:
                return .event(json: json)
            default: return .header
            }
        case .unknown, .redacted: return .header
        }
    }
}

struct LogImport: Command {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Create the log of an empty home from an export.",
        discussion: """
            The new log has the same positions, root and log id. If a line is wrong, or the \
            export's end is missing or isn't signed by the key, nothing is imported. Without a \
            key, nothing shows whether somebody rewrote the export.
            Example: tocsin log import riverton.jsonl --home ./copy --key "$(cat riverton.key)"
            """)

    @Argument(
        help: "The export, made with --with-private, or - for standard input.", completion: .file())
    var file: String
    @Option(help: "The log's public key. Default: this home's key, if it is the log's.")
    var key: String?
    @Flag(help: "Accept the export of an earlier version, which has no end: it may be incomplete.")
    var earlierVersion = false
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if key != nil, earlierVersion {
            throw ValidationError(
                "An earlier version's export has no signature for --key to check. Drop one.")
        }
    }

    func run(in world: World) throws {
        try explainingLogErrors {
            let home = world.home(global)
            let key = try key.map { try VerifierKey($0) }
            let lines = try LineReader(file, world)
            try home.prepare(creating: true)
            let own = try SigningKey.verifier(in: home.keysPath)
            let imported = try EventLog.importLog(
                to: home.logPath, options: world.transferOptions, mayLackEnd: earlierVersion,
                signedBy: { origin in key ?? own.flatMap { $0.isOf(origin) ? $0 : nil } }
            ) { try lines.next() }
            var answer = TransferAnswer(imported.verification, home.logPath)
            answer.isSignatureChecked = imported.signer != nil
            try answer.tell("Imported", global, world)
            if let signer = imported.signer, !global.json {
                world.print("The export's end is signed by the key \(signer)")
            }
            if let doubt = imported.doubt { world.error(doubt) }
        }
    }
}

extension EventLog.Imported {
    /// What nothing proves about the export; nil if its end was signed by a known key.
    fileprivate var doubt: String? {
        if signer != nil { return nil }
        if !isComplete { return "The export has no end, so it isn't proven that it was complete." }
        let problem =
            hasCheckpoint
            ? "The signature in the export's end was not checked, because no key was given."
            : "The export's end has no signature, because its home had no key."
        return problem + " Somebody may have rewritten the export."
            + (hasCheckpoint
                ? " Get the log's public key from someone you trust, and import it into an empty home with --key."
                : "")
    }
}

struct LogBackup: Command {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy the log to a new file while it is in use.",
        discussion: """
            The copy is verified before the file gets its name.
            Example: tocsin log backup /media/stick/riverton.mdb
            """)

    @Argument(help: "The new file.", completion: .file()) var file: String
    @OptionGroup var global: GlobalOptions

    func run(in world: World) throws {
        try explainingLogErrors {
            try NewFile.check(file, in: world.home(global))
            let engine = try Session(global, .reading, world).engine
            let report = try engine.log.backup(to: file)
            try TransferAnswer(report, file).tell("Backed up", global, world)
        }
    }
}

struct LogRestore: Command {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Replace the home's log with a backup.",
        discussion: """
            Never overwrites a log that is newer than the backup or is a different log.
            Example: tocsin log restore /media/stick/riverton.mdb
            """)

    @Argument(help: "The backup.", completion: .file()) var file: String
    @OptionGroup var global: GlobalOptions

    func run(in world: World) throws {
        try explainingLogErrors {
            let home = world.home(global)
            guard access(file, R_OK) == 0 else {
                throw Failure(
                    .inputOutput, "\(file) can't be read: \(String(cString: strerror(errno))).")
            }
            try home.prepare(creating: true)
            let report = try EventLog.restore(
                from: file, to: home.logPath, options: world.transferOptions)
            try TransferAnswer(report, home.logPath).tell("Restored", global, world)
        }
    }
}

extension World {
    /// The options of a log whose data file is replaced.
    fileprivate var transferOptions: EventLog.Options {
        var options = EventLog.Options()
        options.reportsWait = reportsWait
        return options
    }
}

/// The result of a transfer.
private struct TransferAnswer: Encodable {
    var path: String
    var records: UInt64
    var root: String
    /// Of an import: whether a known key signed the export's end.
    var isSignatureChecked: Bool?

    init(_ report: Verification, _ path: String) {
        self.path = path
        records = report.records
        root = report.root.map { "\($0)" } ?? ""
    }

    func tell(_ deed: String, _ global: GlobalOptions, _ world: World) throws {
        if global.json { return try world.printJSON(self) }
        world.print("\(deed) and verified \(records.counted("record")) to \(path). Root: \(root).")
    }
}
