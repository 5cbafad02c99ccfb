internal import Documents
internal import ArgumentParser
internal import Engine
internal import EventLog
internal import Foundation
internal import IncidentEvents
internal import ReadModels
internal import SwiftProtobuf

struct LogCommandGroup: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "Records, proofs, exports, backups.",
        subcommands: [
            LogInfo.self, LogShow.self, LogTail.self, LogClock.self, LogVerify.self,
            LogVerifyHere.self,
            LogCheckpoint.self, LogPlaceCheckpoint.self, LogKey.self, LogProve.self,
            LogVerifyProof.self, LogRedact.self,
            LogExport.self, LogImport.self, LogBackup.self, LogRestore.self,
        ])
}

struct LogInfo: Command {
    static let configuration = CommandConfiguration(
        commandName: "info", abstract: "Show the log's id, format, size and streams.",
        discussion: "Example: tocsin log info --json")

    @OptionGroup var global: GlobalOptions

    struct Answer: Encodable {
        var path: String
        var log: String
        var formatVersion: Int
        var records: UInt64
        var lastRecordedAt: Instant?
        var streams: [Stream]

        struct Stream: Encodable {
            var incident: String
            var revision: UInt64
        }
    }

    func run(in world: World) throws {
        let engine = try Session(global, .reading, world).engine
        let answer = try engine.log.read { log in
            Answer(
                path: engine.log.path, log: engine.log.logID,
                formatVersion: Int(EventLog.formatVersion), records: try log.head,
                lastRecordedAt: try log.lastRecordedAt.map(Instant.init(microseconds:)),
                streams: try log.streams().map {
                    Answer.Stream(incident: $0.name, revision: $0.lastRevision)
                })
        }
        if global.json { return try world.printJSON(answer) }
        world.print(
            TerminalText.table([
                ["path", answer.path], ["log", answer.log],
                ["format", "\(answer.formatVersion)"], ["records", "\(answer.records)"],
                ["last", answer.lastRecordedAt?.rfc3339 ?? "none"],
            ]))
        world.print(
            TerminalText.table(
                answer.streams.map { [$0.incident, "revision \($0.revision)"] }, indent: "  "))
    }
}

struct LogShow: Command {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show the records of one incident or of all, in log order.",
        discussion: """
            With --json, each record is one line, its event in Protocol Buffers JSON.
            Example: tocsin log show --from 120 --limit 20
            """, aliases: ["list"])

    @Option(help: "The first position.") var from: UInt64 = 0
    @Option(help: "The maximum number of records.") var limit: Int = 100
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        if limit < 0 { throw ValidationError("--limit must be 0 or more.") }
    }

    func run(in world: World) throws {
        let session = try Session(global, .reading, world)
        let only = global.incident?.lowercased()
        if let only { try session.engine.requireIncident(only) }
        var left = limit
        struct Enough: Error {}
        do {
            try session.engine.log.forEachRecord(from: from) { stored in
                guard left > 0 else { throw Enough() }
                if let only, stored.stream != only { return }
                left -= 1
                world.print(try global.json ? RecordLine(stored).json() : RecordLine(stored).text())
            }
        } catch is Enough {
            return
        }
    }
}

/// One stored record as a line.
struct RecordLine {
    private let stored: StoredRecord

    init(_ stored: StoredRecord) { self.stored = stored }

    func text() throws -> String {
        let metadata = try metadata()
        let time = Instant(microseconds: stored.recordedAt).rfc3339
        let simulated =
            stored.simulatedAt.map { " (simulated \(Instant(microseconds: $0).rfc3339))" } ?? ""
        let body = stored.body == nil ? " [removed by order]" : ""
        return TerminalText.safe(
            "\(stored.position)  \(stored.stream)@\(stored.revision)  \(time)\(simulated)"
                + "  \(stored.type)  \(metadata?.actor ?? "")\(body)")
    }

    func json() throws -> String {
        var object: [String: Any] = [
            "position": stored.position, "incident": stored.stream, "revision": stored.revision,
            "id": stored.id.description, "type": stored.type,
            "recordedAt": Instant(microseconds: stored.recordedAt).rfc3339,
        ]
        if let raw = stored.rawClock { object["rawClock"] = Instant(microseconds: raw).rfc3339 }
        if let simulated = stored.simulatedAt {
            object["simulatedAt"] = Instant(microseconds: simulated).rfc3339
        }
        if let body = stored.body {
            object["metadata"] = try Self.object(try metadata()?.jsonUTF8Bytes() ?? [])
            object["event"] = try Self.object(
                try IncidentEvent(serializedBytes: body.data).jsonUTF8Bytes())
        }
        let data = try JSONSerialization.data(
            withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
        return String(decoding: data, as: UTF8.self)
    }

    private func metadata() throws -> RecordMetadata? {
        try stored.body.map { try RecordMetadata(serializedBytes: $0.metadata) }
    }

    private static func object(_ json: [UInt8]) throws -> Any {
        try JSONSerialization.jsonObject(with: Data(json))
    }
}

extension RecordMetadata {
    fileprivate func jsonUTF8Bytes() throws -> [UInt8] { Array(try jsonUTF8Data()) }
}

extension IncidentEvent {
    fileprivate func jsonUTF8Bytes() throws -> [UInt8] { Array(try jsonUTF8Data()) }
}
