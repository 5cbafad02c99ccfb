internal import Basics
internal import Channels
internal import Foundation
public import IncidentEvents
public import Playbooks
public import Tables
internal import SwiftProtobuf
internal import TextChecks

/// Counts the rows of a file by hour, topic and channel, and keeps nothing else of them but a few
/// samples without their authors.
public struct ObservationFold: Sendable {
    /// The most samples of one window.
    public static let mostSamples = 20
    /// A row may be this far ahead: somebody's clock is.
    private static let mostAhead: Int64 = 86_400_000_000

    private struct Cell {
        var count: Int?
        var index: Int?
        /// In the order of ``labels``.
        var labels = [0, 0, 0, 0]
        var samples: [String] = []
    }

    private struct Key: Hashable {
        var watchIndex: Int
        var channel: Int
        var hour: Int64
    }

    private static let labels = ["positive", "neutral", "negative", "unknown"]

    private let watches: [Watch]
    private let topic: Int?
    private let hasCounts: Bool
    private let hasIndex: Bool
    private let now: Instant
    private var cells: [Key: Cell] = [:]
    private var channels: [String] = []
    private var knownChannels: [String: Int] = [:]
    /// The watches of a topic as the file writes it.
    private var knownTopics: [String: [Int]] = [:]
    private let terms: [(watchIndex: Int, key: String)]

    /// Rows of the file, without the header.
    public private(set) var rows = 0
    public private(set) var refused = 0
    /// Rows that the mapping leaves out.
    public private(set) var leftOut = 0
    /// Rows about no topic that is watched.
    public private(set) var unwatched = 0
    /// Rows whose channel isn't in the table of channels; they are counted as `unknown`.
    public private(set) var unknownChannels = 0
    public private(set) var stripped = 0
    public private(set) var first: Instant?
    public private(set) var last: Instant?
    private var lastLine = 0

    /// - Parameters:
    ///   - watches: The watches in force. Nothing is counted for another topic.
    ///   - topic: The topic of every row; nil if the file names it or the text shows it.
    public init(_ mapping: TableMapping, watches: [Watch], topic: Watch?, now: Instant) {
        self.watches = watches
        self.topic = topic.flatMap { watches.firstIndex(of: $0) }
        self.now = now
        let given = Set(mapping.columns.keys).union(mapping.values.keys)
            .union(mapping.series.map { [$0.value] } ?? [])
        hasCounts = given.contains("count")
        hasIndex = given.contains("index")
        terms = watches.enumerated().flatMap { index, watch in
            (watch.terms + [watch.topic]).uniqued().map { (index, " \(Self.key($0)) ") }
        }
    }

    /// The words of a text, for finding a term in it.
    private static func key(_ text: String) -> String {
        WordText(text).words.map(\.key).joined(separator: " ")
    }

    /// Counts an item.
    ///
    /// - Returns: Why it can't be counted; nil if it was counted or left out.
    public mutating func add(_ item: MappedTable.Item) -> TableFault? {
        switch item {
        case .leftOut(let line):
            countRow(line)
            leftOut += 1
            return nil
        case .fault(let fault):
            countRow(fault.line)
            refused += 1
            return fault
        case .row(let row):
            countRow(row.line)
            guard let reason = count(row) else { return nil }
            refused += 1
            return TableFault(line: row.line, column: 1, reason: reason)
        }
    }

    /// A row may give several items.
    private mutating func countRow(_ line: Int) {
        if line != lastLine { rows += 1 }
        lastLine = line
    }

    private mutating func count(_ row: MappedRow) -> String? {
        guard let time = row.time else { return "the row has no time" }
        guard time.microseconds <= now.microseconds + Self.mostAhead else {
            return "the time \(time.rfc3339) is in the future"
        }
        let number: (count: Int?, index: Int?)
        do {
            number = try self.number(row)
        } catch {
            return error.reason
        }
        first = min(first ?? time, time)
        last = max(last ?? time, time)
        let found = watches(of: row)
        guard !found.isEmpty else {
            unwatched += 1
            return nil
        }
        let channel = channel(row.values[ObservationColumns.channel])
        for watch in found {
            let key = Key(watchIndex: watch, channel: channel, hour: time.hour)
            let taken = Self.add(row, number, to: &cells[key, default: Cell()], watches[watch])
            stripped += taken
        }
        return nil
    }

    /// - Returns: The number of handles, links, addresses and numbers taken out of a sample.
    private static func add(
        _ row: MappedRow, _ number: (count: Int?, index: Int?), to cell: inout Cell,
        _ watch: Watch
    ) -> Int {
        if let count = number.count {
            cell.count = (cell.count ?? 0).addingReportingOverflow(count).partialValue
        }
        if let index = number.index { cell.index = index }
        // What people think is nobody's business here: of an expression, only the number counts.
        guard !watch.isExpression else { return 0 }
        let label = row.values[ObservationColumns.sentiment]
        if !label.isEmpty {
            cell.labels[labels.firstIndex(of: label.lowercased()) ?? 3] += number.count ?? 1
        }
        let post = row.values[ObservationColumns.sample]
        guard !post.isEmpty, cell.samples.count < mostSamples else { return 0 }
        let sample = SampleText(post)
        guard sample.text.contains(where: \.isLetter), !cell.samples.contains(sample.text)
        else { return 0 }
        cell.samples.append(sample.text)
        return sample.stripped
    }

    // MARK: Values

    private struct BadNumber: Error {
        var reason: String
    }

    private func number(_ row: MappedRow) throws(BadNumber) -> (count: Int?, index: Int?) {
        let count = row.values[ObservationColumns.count]
        let index = row.values[ObservationColumns.index]
        if !count.isEmpty {
            guard let number = Self.wholeNumber(count) else {
                throw BadNumber(reason: "the count \"\(count.prefix(40))\" isn't a whole number")
            }
            return (number, nil)
        }
        if !index.isEmpty {
            // Google writes "<1" for what rounds to 0.
            guard let number = index == "<1" ? 0 : Self.wholeNumber(index), number <= 1_000_000
            else {
                throw BadNumber(reason: "the index \"\(index.prefix(40))\" isn't a whole number")
            }
            return (nil, number)
        }
        if hasIndex { throw BadNumber(reason: "the row has neither a count nor an index") }
        if hasCounts { throw BadNumber(reason: "the row has no count") }
        return (1, nil)
    }

    /// Reads `1234` and `1,234`; nil for another form, such as `1.234`, which means two things.
    private static func wholeNumber(_ text: String) -> Int? {
        let groups = text.split(separator: ",", omittingEmptySubsequences: false)
        guard groups.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            groups.count == 1
                || (1...3).contains(groups[0].utf8.count)
                    && groups.dropFirst().allSatisfy({ $0.utf8.count == 3 }),
            case let digits = groups.joined(), digits.utf8.count <= 15
        else { return nil }
        return Int(digits)
    }

    private mutating func watches(of row: MappedRow) -> [Int] {
        if let topic { return [topic] }
        let named = row.list(ObservationColumns.topic)
        if !named.isEmpty {
            return named.flatMap { name -> [Int] in
                if let known = knownTopics[name] { return known }
                let found = watches(in: name, whole: true)
                knownTopics[name] = found
                return found
            }.uniqued()
        }
        return watches(in: row.values[ObservationColumns.sample], whole: false)
    }

    private func watches(in text: String, whole: Bool) -> [Int] {
        guard !text.isEmpty else { return [] }
        let key = " \(Self.key(text)) "
        return terms.filter { whole ? $0.key == key : key.contains($0.key) }.map(\.watchIndex)
            .uniqued()
    }

    private static let otherChannels: Set<String> = ["google-search", "news-site", "blog"]

    /// Only a channel of the table: a vendor's column may hold a person's page.
    private mutating func channel(_ text: String) -> Int {
        let isNew = knownChannels[text] == nil
        let name = text.lowercased().replacing(" ", with: "-")
        let id = ChannelCatalogue.otherNames[name] ?? ChannelID(rawValue: name)
        let isKnown = ChannelCatalogue.knows(id) || Self.otherChannels.contains(name)
        if !isKnown { unknownChannels += 1 }
        guard isNew else { return knownChannels[text] ?? 0 }
        let channel = isKnown ? id.rawValue : "unknown"
        let index = channels.firstIndex(of: channel) ?? channels.count
        if index == channels.count { channels.append(channel) }
        // A hostile file must not fill the memory with names.
        if knownChannels.count < 10_000 { knownChannels[text] = index }
        return index
    }

    // MARK: Results

    /// The topics that were looked for.
    public var topics: [String] {
        (topic.map { [watches[$0]] } ?? watches).map(\.topic).uniqued().sorted()
    }

    /// In order of topic, channel and hour.
    private var sorted: [(key: Key, cell: Cell)] {
        cells.map { (key: $0.key, cell: $0.value) }.sorted {
            (watches[$0.key.watchIndex].topic, channels[$0.key.channel], $0.key.hour)
                < (watches[$1.key.watchIndex].topic, channels[$1.key.channel], $1.key.hour)
        }
    }

    public var windows: [ObservationWindow] {
        sorted.map { key, cell in
            .with {
                $0.topic = watches[key.watchIndex].topic
                $0.channel = channels[key.channel]
                $0.from = Instant(hour: key.hour).timestamp
                if let count = cell.count { $0.count = UInt64(max(0, count)) }
                if let index = cell.index { $0.index = UInt32(clamping: index) }
                $0.labels = zip(Self.labels, cell.labels).filter { $0.1 > 0 }.map { label, count in
                    .with { ($0.label, $0.count) = (label, UInt64(count)) }
                }
            }
        }
    }

    public var samples: [ObservationSample] {
        sorted.flatMap { key, cell in
            cell.samples.map { text in
                .with {
                    $0.topic = watches[key.watchIndex].topic
                    $0.channel = channels[key.channel]
                    $0.from = Instant(hour: key.hour).timestamp
                    $0.text = text
                }
            }
        }
    }
}
