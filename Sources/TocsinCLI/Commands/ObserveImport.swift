internal import ArgumentParser
internal import Basics
internal import Engine
internal import Foundation
internal import Hashing
internal import Incident
internal import IncidentEvents
internal import Playbooks
internal import Tables

struct ObserveImport: Command {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Count the rows of an exported file.",
        discussion: """
            Counts only topics that are watched. A row that can't be read is named by line and \
            stops nothing else. The same file, or one of the same source that covers the same \
            time, doubles nothing.
            Example: tocsin observe import counts.csv --map gnip --dry-run
            """)

    @Argument(help: "The file, or - for standard input.", completion: .file()) var file: String
    @Option(help: "The mapping: see tocsin observe list.") var map: String
    @Option(help: "The topic of every row. Default: the file's, or by the words of a post.")
    var topic: String?
    @Option(help: "Whose counts they are. Default: the mapping's name.") var source: String?
    @Flag(help: "Show how the first rows are understood, and record nothing.") var dryRun = false
    @Option(
        help: "Write the refused rows' lines and reasons to this new file.", completion: .file())
    var rejects: String?
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func run(in world: World) throws {
        let reader = InputReader(world)
        let home = world.home(global)
        let mapping = try MappingFile(map, for: ObservationColumns.meanings, in: home, reader)
        let source = source ?? mapping.mapping.id
        guard source.wholeMatch(of: /[a-z0-9][a-z0-9-]{0,39}/) != nil else {
            throw Failure(
                .badData, "\"\(source.prefix(60))\" isn't a valid name of a source.",
                remedy: "Use lower-case letters, digits and hyphens: --source meltwater-riverton")
        }
        if let rejects { try NewFile.check(rejects, in: home) }
        let desk = try ListeningDesk(global, dryRun ? .reading : .writing, reader)
        let engine = desk.session.engine
        let state = try engine.listening()
        let watches = state.watchesInForce(at: engine.now)
        guard !watches.isEmpty else {
            throw Failure(
                .refused, "No watch is in force, so nothing may be counted.",
                remedy: "Set one first: tocsin observe watch TOPIC --purpose misinformation")
        }
        let fixed = try topic.map { try watch($0, desk, state, among: watches) }
        let counted = try count(mapping.mapping, watches, fixed, reader, engine.now)
        if let rejects { try write(counted.refusals, to: rejects, home) }
        let fold = counted.fold
        var answer = ImportAnswer(fold, source: source, counted.first)
        answer.overlaps =
            fold.first.map {
                state.overlapping(source, fold.topics, from: $0, to: fold.last ?? $0).map(\.id)
            } ?? []
        answer.earlier = state.imported(counted.sha256)?.id
        if !dryRun, fold.first == nil {
            throw Failure(
                .badData, "No row of \(file) can be counted. Nothing was recorded.",
                remedy: counted.refusals.first.map {
                    "The first reason, line \($0.line): \($0.reason)."
                }
                    ?? "Check the mapping: --dry-run")
        }
        if !dryRun, answer.earlier == nil {
            var hash = SHA256()
            hash.update(mapping.yaml.span.bytes)
            let identity = Decider.ImportIdentity(
                mapping: mapping.mapping.id, mappingSHA256: hash.finalize().bytes,
                fileSHA256: counted.sha256, source: source)
            let result = try desk.perform(try request(desk, identity, fold)) { state, _ in
                try Decider.importObservations(fold, identity, in: state)
            }
            answer.id = result.state.imported(counted.sha256)?.id
        }
        if global.json { return try world.printJSON(answer) }
        desk.print(answer.lines(in: desk.zone, isDryRun: dryRun, rejects: rejects))
    }

    private func watch(
        _ topic: String, _ desk: ListeningDesk, _ state: ListeningState, among watches: [Watch]
    ) throws -> Watch {
        let known = try desk.known(topic, in: state)
        if let watch = watches.first(where: { $0.topic == known }) { return watch }
        throw Failure(
            .refused, "The watch of \"\(known)\" is over, so nothing more may be counted for it.",
            remedy: "If it is still needed, set it again: tocsin observe watch")
    }

    /// A repeat after a crash has the same id, and the log stores it once.
    private func request(
        _ desk: ListeningDesk, _ identity: Decider.ImportIdentity, _ fold: ObservationFold
    ) throws -> Request {
        var request = try desk.session.request(
            writing, in: nil, asking: Asked(self, [], earlier: []))
        guard writing.request == nil else { return request }
        let parts: [[UInt8]] = [
            Array("observe import".utf8), identity.fileSHA256, identity.mappingSHA256,
            Array(identity.source.utf8), Array((topic ?? "").utf8),
        ]
        request.id = Request.id(
            atMilliseconds: max(0, (fold.first?.microseconds ?? 0) / 1000), derivedFrom: parts)
        request.fingerprint = Request.fingerprint(of: parts)
        return request
    }

    // MARK: Reading

    private struct Counted {
        var fold: ObservationFold
        var refusals: [TableFault] = []
        /// The first rows, as they are understood.
        var first: [ImportAnswer.Row] = []
        var sha256: [UInt8] = []
    }

    private static let mostShown = 5
    /// The refused rows that are kept for the answer and the file.
    private static let mostRefusals = 100_000

    private func count(
        _ mapping: TableMapping, _ watches: [Watch], _ topic: Watch?, _ reader: InputReader,
        _ now: Instant
    ) throws -> Counted {
        var counted = Counted(
            fold: ObservationFold(mapping, watches: watches, topic: topic, now: now))
        let input = try InputSource(file, reader.world)
        var table = MappedTable(mapping, ObservationColumns.meanings)
        var hash = SHA256()
        while true {
            let piece: [UInt8]
            do {
                piece = try input.read(1 << 18)
            } catch {
                throw Failure(.inputOutput, "\(file) can't be read: \(error.why).")
            }
            hash.update(piece.span.bytes)
            do {
                try table.read(piece, isLast: piece.isEmpty) { item in
                    if let refusal = counted.fold.add(item) {
                        if counted.refusals.count < Self.mostRefusals {
                            counted.refusals.append(refusal)
                        }
                    } else if case .row(let row) = item, counted.first.count < Self.mostShown {
                        counted.first.append(ImportAnswer.Row(row))
                    }
                }
            } catch let fault as TableFault {
                throw Failure(
                    .badData,
                    "\(file):\(fault.description). Nothing was recorded.",
                    remedy: "Check the mapping \(mapping.id), or write your own.")
            }
            if piece.isEmpty { break }
        }
        counted.sha256 = hash.finalize().bytes
        return counted
    }

    private func write(_ refusals: [TableFault], to path: String, _ home: Home) throws {
        var file = try LineFile(creating: path, in: home)
        try file.write("line,column,reason")
        for refusal in refusals {
            let reason = refusal.reason.replacing("\"", with: "\"\"")
            try file.write("\(refusal.line),\(refusal.column),\"\(reason)\"")
        }
        try file.finish()
    }
}

/// What an import counted, or would count.
///
/// JSON: `channels`, `earlier`, `first`, `id`, `last`, `leftOut`, `overlaps`, `preview` with `channel`,
/// `count`, `index`, `line`, `sentiment`, `time`, `topic`; `refused`, `rows`, `samples`, `source`,
/// `stripped`, `topics`, `unknownChannels`, `unwatched`, `windows`.
struct ImportAnswer: Encodable {
    struct Row: Encodable {
        var channel: String
        var count: String
        var index: String
        var line: Int
        var sentiment: String
        var time: Instant?
        var topic: String

        init(_ row: MappedRow) {
            (line, time) = (row.line, row.time)
            topic = row.list(ObservationColumns.topic).joined(separator: ", ")
            channel = row.values[ObservationColumns.channel]
            count = row.values[ObservationColumns.count]
            index = row.values[ObservationColumns.index]
            sentiment = row.values[ObservationColumns.sentiment]
        }
    }

    var channels: [String]
    /// The import of the same file; absent if there is none.
    var earlier: String?
    var first: Instant?
    var id: String?
    var last: Instant?
    var leftOut: Int
    /// Imports of the same source that cover a part of the same time.
    var overlaps: [String] = []
    var preview: [Row]
    var refused: Int
    var rows: Int
    var samples: Int
    var source: String
    var stripped: Int
    var topics: [String]
    var unknownChannels: Int
    var unwatched: Int
    var windows: Int

    init(_ fold: ObservationFold, source: String, _ preview: [Row]) {
        let windows = fold.windows
        channels = windows.map(\.channel).uniqued().sorted()
        (first, last, leftOut, self.preview) = (fold.first, fold.last, fold.leftOut, preview)
        (refused, rows, samples) = (fold.refused, fold.rows, fold.samples.count)
        (self.source, stripped) = (source, fold.stripped)
        topics = windows.map(\.topic).uniqued().sorted()
        (unknownChannels, unwatched) = (fold.unknownChannels, fold.unwatched)
        self.windows = windows.count
    }

    func lines(in zone: Zone, isDryRun: Bool, rejects: String?) -> [String] {
        if let earlier, !isDryRun {
            return ["No change: this file was imported as \(earlier)."]
        }
        var lines: [String] = []
        if isDryRun {
            for row in preview {
                let time = row.time.map { zone.dated($0, seconds: true) } ?? "no time"
                let value =
                    row.index.isEmpty
                    ? "count \(row.count.isEmpty ? "1" : row.count)" : "index \(row.index)"
                let words = [time, row.topic, row.channel, value, row.sentiment]
                lines.append(
                    "line \(row.line): \(words.filter { !$0.isEmpty }.joined(separator: ", "))")
            }
        }
        let head = isDryRun ? "Would count" : "\(id ?? "Counted"):"
        lines.append(
            "\(head) \(rows.counted("row")) in \(windows.counted("window")), \(refused) refused, \(leftOut) left out by the mapping, \(unwatched) about no watched topic."
        )
        if let first, let last, !topics.isEmpty {
            lines.append(
                "\(topics.joined(separator: ", ")) on \(channels.joined(separator: ", ")), \(zone.dated(first)) to \(zone.dated(last)), \(samples.counted("sample"))."
            )
        }
        if stripped > 0 {
            lines.append(
                "\(stripped.counted("handle, link, address or number", "handles, links, addresses or numbers")) taken out of samples."
            )
        }
        if unknownChannels > 0 {
            lines.append(
                "\(unknownChannels.counted("row")) had a channel that isn't in the table of channels and is counted as unknown."
            )
        }
        if let earlier { lines.append("The same file was imported as \(earlier).") }
        if !overlaps.isEmpty {
            lines.append(
                "It covers a part of the same time as \(overlaps.joined(separator: ", ")). Where both count an hour, the higher count stays and nothing is doubled."
            )
        }
        if refused > 0 {
            lines.append(
                rejects.map { "The refused rows are in \($0)." }
                    ?? "To see the refused rows, add --rejects FILE.")
        }
        return lines
    }
}
