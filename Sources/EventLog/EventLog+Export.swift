internal import FoundationEssentials
internal import LMDB

/// The disclosed part of a record in an export.
public enum Disclosure: Sendable, Hashable {
    /// Only the header: the type of event, its time and its stream.
    case header
    /// Also the event and its bytes, but not its author. `json` shows the event to people.
    case event(json: String)
    /// The whole record; only this can be imported again.
    case everything(json: String)
}

extension EventLog {
    /// Writes the log as JSON Lines: one CloudEvents 1.0 object for each record. It has the header
    /// and the disclosed parts in base64, so the export can be verified without the log. The last
    /// line is its end: the number of records, their root and a checkpoint over them.
    ///
    /// - Parameters:
    ///   - key: Signs the checkpoint; without one, the end has none.
    ///   - disclose: Decides how much of a record to show, and returns `data` as JSON. Called for
    ///     every record that still has its body.
    ///   - write: Receives each line, without its line feed.
    /// - Throws: Any error of the closures, or ``EventLogError``.
    public func export(
        signedBy key: SigningKey? = nil,
        disclosing disclose: (StoredRecord) throws -> Disclosure, to write: (String) throws -> Void
    ) throws {
        var count: UInt64 = 0
        try forEachRecord { record in
            var fields: [(String, String)] = [
                ("specversion", "\"1.0\""), ("id", "\"\(record.id)\""),
                ("source", JSONText.string(origin)), ("type", JSONText.string(record.type)),
                ("subject", JSONText.string(record.stream)),
                ("time", "\"\(JSONText.time(record.recordedAt))\""),
                (ExportLine.Key.header, Self.base64(record.header)),
            ]
            try record.checkBody()
            if let body = record.body {
                let disclosure = try disclose(record)
                switch disclosure {
                case .header: break
                case .event(let json), .everything(let json):
                    fields += [
                        (ExportLine.Key.dataSalt, Self.base64(body.dataSalt)),
                        (ExportLine.Key.data, Self.base64(body.data)),
                    ]
                    if case .everything = disclosure {
                        fields += [
                            (ExportLine.Key.metadataSalt, Self.base64(body.metadataSalt)),
                            (ExportLine.Key.metadata, Self.base64(body.metadata)),
                        ]
                    }
                    fields += [("datacontenttype", "\"application/json\""), ("data", json)]
                }
            } else {
                fields.append((ExportLine.Key.removed, "true"))
            }
            let line = fields.map { "\"\($0)\":\($1)" }.joined(separator: ",")
            try write("{\(line)}")
            count += 1
        }
        let root = try read { try $0.root(of: count) }
        let checkpoint = try key.map { key in
            try Checkpoint(origin: origin, size: count, root: root, signedBy: key)
        }
        try write(
            ExportEnd(count: count, root: root, checkpoint: checkpoint, source: origin).line)
    }

    private static func base64(_ bytes: [UInt8]) -> String { "\"\(Base64.encode(bytes))\"" }

    /// Fills the empty log in `folder` from an export that disclosed everything: same positions,
    /// same root, same log id. All or nothing. No lock is held while the lines are read.
    ///
    /// - Parameters:
    ///   - mayLackEnd: Whether to accept the export of an earlier version, which has no end, so
    ///     that nothing shows whether it is complete.
    ///   - key: Returns the key that must have signed the checkpoint in the export's end, by the
    ///     log's ``origin``; nil to leave the signature unchecked. With a key, an end without a
    ///     checkpoint is refused.
    ///   - next: Returns the next line, or nil at the end.
    /// - Throws: ``TransferError``, any error of `next`, or ``EventLogError``.
    @discardableResult
    public static func importLog(
        to folder: String, options: Options = Options(), mayLackEnd: Bool = false,
        signedBy key: (_ origin: String) throws -> VerifierKey? = { _ in nil },
        lines next: () throws -> String?
    ) throws -> Imported {
        try mappingErrors(of: folder) {
            try prepare(folder, creating: true)
            let staging = try StagingFolder(in: folder)
            let end = try fill(staging.log, options, next)
            if end == nil, !mayLackEnd { throw TransferError.noEnd }
            let report = try verified(staging.log, options, name: "The import")
            let signer = try end.flatMap { try key($0.source) }
            try end?.check(report, signedBy: signer)
            try install(staging, in: folder, options) { existing, lock, _ in
                let head = try existing.tables.head(lock)
                if head > 0 { throw TransferError.notEmpty(path: folder, records: head) }
            }
            return Imported(
                verification: report, isComplete: end != nil,
                hasCheckpoint: end?.checkpoint != nil, signer: signer)
        }
    }

    /// The result of an import.
    public struct Imported: Sendable, Hashable {
        public let verification: Verification
        /// Whether the export's end showed that nothing is missing.
        public let isComplete: Bool
        /// Whether the export's end has a checkpoint, checked or not.
        public let hasCheckpoint: Bool
        /// The key whose signature on the checkpoint was checked; nil if it wasn't.
        public let signer: VerifierKey?
    }

    /// - Returns: The export's end; nil if it has none.
    private static func fill(
        _ folder: String, _ options: Options, _ next: () throws -> String?
    ) throws -> ExportEnd? {
        var settings = Environment.Options()
        settings.forcesNetworkFileSystem = options.forceNetworkFileSystem
        let environment = try Environment(folder: folder, options: settings)
        var number = 0
        var line = try next()
        let source = try line.map { text in
            try ExportEnd(line: text)?.source ?? ExportLine(text, number: 1).source
        }
        let id = source.flatMap { ExportLine.logID(of: $0) }
        if source != nil, id == nil {
            throw TransferError.badLine(1, why: "its source isn't a log")
        }
        let tables = try environment.write { transaction in
            try LogTables(creatingIn: transaction, logID: id ?? options.random())
        }
        var end: ExportEnd?
        while line != nil {
            try environment.write { transaction in
                let writer = ImportWriter(tables: tables)
                for _ in 0..<1000 {
                    guard let text = line else { return }
                    number += 1
                    if end != nil {
                        throw TransferError.badLine(number, why: "it follows the export's end")
                    }
                    if let found = ExportEnd(line: text) {
                        guard found.source == source else {
                            throw TransferError.badLine(number, why: "it belongs to another log")
                        }
                        guard found.count == UInt64(number - 1) else {
                            throw TransferError.badLine(
                                number,
                                why: "it ends \(found.count) records, but \(number - 1) came")
                        }
                        end = found
                        line = try next()
                        continue
                    }
                    let parsed = try ExportLine(text, number: number)
                    guard parsed.source == source else {
                        throw TransferError.badLine(number, why: "it belongs to another log")
                    }
                    try writer.add(parsed.value, line: number, transaction)
                    line = try next()
                }
            }
        }
        return end
    }
}

/// One line of an export.
struct ExportLine {
    /// CloudEvents allows only lowercase letters and digits in the names of extensions.
    enum Key {
        static let header = "tocsinheader"
        static let removed = "tocsinremoved"
        static let dataSalt = "tocsindatasalt"
        static let data = "tocsindata"
        static let metadataSalt = "tocsinmetadatasalt"
        static let metadata = "tocsinmetadata"
    }

    private struct Fields: Decodable {
        let source: String
        let tocsinheader: String
        let tocsinremoved: Bool?
        let tocsindatasalt: String?
        let tocsindata: String?
        let tocsinmetadatasalt: String?
        let tocsinmetadata: String?
    }

    let source: String
    /// The whole record as stored.
    let value: [UInt8]

    init(_ text: String, number: Int) throws {
        func bad(_ why: String) -> TransferError { .badLine(number, why: why) }
        let fields: Fields
        do {
            fields = try JSONDecoder().decode(Fields.self, from: Data(text.utf8))
        } catch {
            throw bad("it isn't an object with source and \(Key.header)")
        }
        func bytes(_ text: String?, _ name: String) throws -> [UInt8] {
            guard let text else {
                throw bad("it has no \(name): make the export with private text")
            }
            guard let bytes = Base64.decode(text) else { throw bad("\(name) isn't base64") }
            return bytes
        }
        source = fields.source
        let header = try bytes(fields.tocsinheader, Key.header)
        if fields.tocsinremoved == true {
            value = header + [RecordLayout.Body.isRemoved]
            return
        }
        let data = try bytes(fields.tocsindata, Key.data)
        let metadata = try bytes(fields.tocsinmetadata, Key.metadata)
        let dataSalt = try bytes(fields.tocsindatasalt, Key.dataSalt)
        let metadataSalt = try bytes(fields.tocsinmetadatasalt, Key.metadataSalt)
        guard dataSalt.count == RecordLayout.saltLength,
            metadataSalt.count == RecordLayout.saltLength
        else { throw bad("a salt doesn't have \(RecordLayout.saltLength) bytes") }
        guard data.count + metadata.count <= RecordLayout.maximumEventLength else {
            throw bad("its event is too large")
        }
        let lengths = [data.count, metadata.count].flatMap { count in
            withUnsafeBytes(of: UInt32(count).bigEndian, Array.init)
        }
        value =
            header + [RecordLayout.Body.isPresent] + dataSalt + metadataSalt + lengths + data
            + metadata
    }

    static func logID(of source: String) -> [UInt8]? {
        let digits = Array(source.utf8.dropFirst(EventLog.originPrefix.utf8.count))
        guard source.utf8.starts(with: EventLog.originPrefix.utf8), digits.count == 32 else {
            return nil
        }
        let bytes = stride(from: 0, to: 32, by: 2).compactMap { place in
            UInt8(String(decoding: digits[place..<place + 2], as: UTF8.self), radix: 16)
        }
        return bytes.count == 16 ? bytes : nil
    }
}

/// Stores records unchecked; verifying the whole log afterward checks their rules.
private struct ImportWriter {
    let tables: LogTables

    func add(_ value: [UInt8], line: Int, _ transaction: borrowing WriteTransaction) throws {
        let position = try tables.head(transaction)
        try value.withUnsafeBytes { value in
            let record = try Self.view(of: value, at: position, line: line)
            let name = String(decoding: record.stream, as: UTF8.self)
            var entry =
                try tables.streamEntry(name, transaction)
                ?? StreamEntry(number: UInt64(transaction.count(of: tables.streams)))
            guard record.revision == entry.count else {
                throw TransferError.badLine(line, why: "its revision isn't \(entry.count)")
            }
            if try tables.position(of: record.id, transaction) != nil {
                throw TransferError.badLine(line, why: "its event id is used twice")
            }
            entry.count += 1
            entry.simulatedAt = record.simulatedAt ?? entry.simulatedAt
            var edge = TreeEdge()
            try edge.add(record.leafHash, at: position) {
                try tables.node($0, $1, transaction)
            }
            try withKey(position) { key in
                try transaction.put(value, forKey: key, in: tables.records, .appending)
                try withKey(record.id.high, record.id.low) {
                    try transaction.put(key, forKey: $0, in: tables.ids, .inserting)
                }
                try withKey(entry.number, record.revision) {
                    try transaction.put(key, forKey: $0, in: tables.revisions, .inserting)
                }
                try tables.put(edge.complete, forKey: key, transaction)
            }
            try tables.put(entry, of: name, transaction)
        }
    }

    private static func view(
        of value: UnsafeRawBufferPointer, at position: UInt64, line: Int
    ) throws(TransferError) -> RecordView {
        do throws(EventLogError) {
            return try RecordView(value, at: position)
        } catch .damaged(_, let why) {
            throw .badLine(line, why: why)
        } catch {
            throw .badLine(line, why: error.description)
        }
    }
}
