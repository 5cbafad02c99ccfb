internal import ArgumentParser
internal import Basics
internal import Channels
internal import Documents
internal import Engine
internal import Foundation
internal import Hashing
internal import Incident
internal import IncidentEvents
internal import Playbooks
internal import Tables

struct CampaignReach: Command {
    static let configuration = CommandConfiguration(
        commandName: "reach", abstract: "Read what the campaign's posts reached, from a table.",
        discussion: """
            A row is one post on one channel. The post is named by its message (M3, or its name), its \
            occurrence (friday-tip of 2027-01-08) or its address. An empty count is not reported, \
            which isn't 0. Without --map, the columns are post, channel, reach, impressions and \
            time. A mapping of your own is mappings/NAME.yaml in the home, or a file.
            Example: tocsin campaign reach figures.csv --dry-run
            """)

    @Argument(help: "The table, a file.", completion: .file()) var file: String
    @Option(help: "The mapping that says what the columns mean.") var map: String?
    @Option(help: "Write the rows that were refused to this new file.", completion: .file())
    var rejects: String?
    @Flag(help: "Show how the rows are understood, and record nothing.") var dryRun = false
    @OptionGroup var writing: WritingOptions
    @OptionGroup var global: GlobalOptions

    func run(in world: World) throws {
        let reader = InputReader(world)
        let table = try ReachTable(file, mapping: map, in: world.home(global), reader)
        let session = try Session(global, dryRun ? .reading : .writing, world)
        let stream = try session.incident()
        let named = try session.incidentToName(for: stream)
        let state = try session.engine.state(of: stream)
        do {
            try state.requireCampaign()
            let read = table.read(in: state)
            if let rejects {
                try NewFile.check(rejects, in: session.engine.home, force: false)
                try BoundedFile.write(
                    Array(read.rejects.map { $0 + "\n" }.joined().utf8), to: rejects)
            }
            if dryRun { return try show(read, state, session) }
            let request = try session.request(
                writing, in: stream, asking: Asked(self, reader.contents, earlier: []))
            let outcome = try session.engine.perform(in: stream, request: request) {
                try $0.perform(.routine(.reportReach(read.report)))
            }
            let note = Remedy(read.notes(before: state).joined(separator: "\n"))
            if global.json {
                return try world.printJSON(
                    Receipt(outcome, request: request.id, note: note, for: named))
            }
            world.print(Receipt.text(outcome, for: named))
            for line in read.notes(before: state) { world.print(TerminalText.safe(line)) }
        } catch let rejection as Rejection {
            throw Failure(rejection.rolledBack(to: state), for: named)
        }
    }

    private struct Answer: Encodable {
        var reach: [ReachLine]
        var refused: [String]
    }

    private func show(_ read: ReachTable.Reading, _ state: IncidentState, _ session: Session) throws
    {
        let posts = read.report.figures.map(ReachLine.init)
        if global.json {
            return try session.world.printJSON(Answer(reach: posts, refused: read.faults))
        }
        for post in posts { session.world.print(TerminalText.safe(post.text(in: state.zone))) }
        for line in read.notes(before: state) { session.world.print(TerminalText.safe(line)) }
        session.world.print("Nothing was recorded.")
    }
}

/// A table of what posts reached.
struct ReachTable {
    private let mapping: TableMapping
    private let mappingYAML: [UInt8]
    private let bytes: [UInt8]
    private let path: String

    private static let meanings = TableMapping.Meanings(
        ["time", "post", "channel", "reach", "impressions"], required: ["time", "post", "channel"])

    /// Our own table.
    private static let own = """
        mapping: tocsin-reach
        title: Our own table of reach
        format: csv
        columns: {time: time, post: post, channel: channel, reach: reach, impressions: impressions}
        time: {patterns: [rfc3339]}

        """
    private static let limit = 16_777_216

    init(_ path: String, mapping: String?, in home: Home, _ reader: InputReader) throws {
        self.path = path
        if let mapping {
            let file = try MappingFile(mapping, for: Self.meanings, in: home, reader)
            (self.mapping, mappingYAML) = (file.mapping, file.yaml)
        } else {
            mappingYAML = Array(Self.own.utf8)
            self.mapping = try TableMapping.load(
                yaml: mappingYAML, file: "tocsin-reach.yaml", for: Self.meanings)
        }
        bytes = try reader.bytes(path, limit: Self.limit, what: "a table of reach")
    }

    /// What a table says of a campaign's posts.
    struct Reading {
        var report: ReachReport
        /// The faults of refused rows, each with its line and column.
        var faults: [String]
        /// The refused rows as they were, below the header.
        var rejects: [String]

        /// What a person should know of it.
        func notes(before state: IncidentState) -> [String] {
            let known = state.campaign?.reach ?? []
            if known.contains(where: { $0.fileSHA256 == report.fileSHA256 }) {
                return ["This file was read before, so nothing of it is recorded again."] + faults
            }
            let counts = known.flatMap(\.figures)
            let repeated = report.figures.count { counts.contains($0) }
            let overlap =
                repeated == 0
                ? []
                : ["\(repeated.counted("count")) of it were known, and aren't recorded again."]
            let refused =
                faults.isEmpty
                ? [] : ["\(faults.count.counted("row")) refused:"] + faults.map { "  " + $0 }
            return overlap + refused
        }
    }

    func read(in state: IncidentState) -> Reading {
        var reading = Reading(
            report: ReachReport(
                fileSHA256: SHA256.hash(bytes.span.bytes).bytes,
                mappingSHA256: SHA256.hash(mappingYAML.span.bytes).bytes,
                mapping: mapping.id, figures: [], refused: 0), faults: [], rejects: [])
        var refusedLines: [Int] = []
        func refuse(_ fault: TableFault) {
            reading.faults.append("\(path):\(fault)")
            refusedLines.append(fault.line)
        }
        var table = MappedTable(mapping, Self.meanings)
        do {
            try table.read(bytes, isLast: true) { item in
                switch item {
                case .leftOut: break
                case .fault(let fault): refuse(fault)
                case .row(let row):
                    do {
                        let figure = try figure(row, in: state)
                        if reading.report.figures.contains(figure) { break }
                        if reading.report.figures.contains(where: { $0.isSameCount(as: figure) }) {
                            throw fault(
                                row, "reach",
                                "an earlier row has another count of this post at this time")
                        }
                        reading.report.figures.append(figure)
                    } catch let fault as TableFault {
                        refuse(fault)
                    }
                }
            }
        } catch let fault as TableFault {
            refuse(fault)
        } catch {
            refuse(TableFault(line: 1, column: 1, reason: "\(error)"))
        }
        reading.report.refused = refusedLines.count
        reading.rejects = rejects(refusedLines)
        return reading
    }

    /// The header, and the lines on which refused rows begin.
    private func rejects(_ lines: [Int]) -> [String] {
        guard !lines.isEmpty else { return [] }
        let text = String(decoding: bytes, as: UTF8.self).split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        let header = mapping.headerLine.map { [$0] } ?? []
        return (header + lines.filter { $0 != mapping.headerLine }).filter { $0 <= text.count }
            .map { String(text[$0 - 1]) }
    }

    private func figure(
        _ row: MappedRow, in state: IncidentState
    ) throws(TableFault) -> ReachReport.Figure {
        let post = row.values[1]
        guard let message = state.message(named: post) else {
            throw fault(row, "post", "\"\(post.prefix(60))\" is none of the campaign's posts")
        }
        let channel = ChannelID(rawValue: row.values[2].lowercased())
        guard message.postings.contains(where: { $0.carrier.channel == channel }) else {
            throw fault(
                row, "channel", "\(message.id) wasn't posted on \"\(row.values[2].prefix(40))\"")
        }
        guard let time = row.time else { throw fault(row, "time", "the row has no time") }
        return ReachReport.Figure(
            message.id, channel, reach: try count(row, 3, "reach"),
            impressions: try count(row, 4, "impressions"), asOf: time)
    }

    /// A count such as `1,234`; nil for one that isn't reported.
    private func count(
        _ row: MappedRow, _ slot: Int, _ meaning: String
    ) throws(TableFault) -> UInt64? {
        let text = row.values[slot]
        if ["", "-", "\u{2013}", "n/a", "null", "not reported"].contains(text.lowercased()) {
            return nil
        }
        let isGrouped = text.wholeMatch(of: /[0-9]{1,3}(,[0-9]{3})+/) != nil
        guard let count = UInt64(isGrouped ? text.replacing(",", with: "") : text) else {
            throw fault(row, meaning, "\"\(text.prefix(40))\" isn't a count")
        }
        return count
    }

    private func fault(_ row: MappedRow, _ meaning: String, _ reason: String) -> TableFault {
        let name =
            switch mapping.columns[meaning] {
            case .named(let name): "column \(name): "
            case .number(let number): "column \(number): "
            case nil: ""
            }
        return TableFault(line: row.line, column: 1, reason: name + reason)
    }
}

extension IncidentState {
    /// A message by its id, its name, its occurrence or the address of a post.
    fileprivate func message(named text: String) -> Message? {
        if let id = MessageID(text), let message = messages[id] { return message }
        let occurrence = text.wholeMatch(of: /(\S+) (?:of )?([0-9]{4}-[0-9]{2}-[0-9]{2})/)
        if let occurrence, let date = CivilDate(String(occurrence.2)),
            let planned = schedules.first(where: { $0.name == occurrence.1.lowercased() }),
            let message = planned.decisions[date]?.message
        {
            return messages[message]
        }
        return messages.all.first { message in
            message.name == text || message.postings.contains { $0.address == text }
        }
    }
}
