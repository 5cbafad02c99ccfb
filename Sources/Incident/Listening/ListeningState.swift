public import IncidentEvents

/// What the stream `listening` says: watches, imports, counts and samples.
public struct ListeningState: Sendable {
    /// In the order of their ids.
    public private(set) var watches: [Watch] = []
    public private(set) var imports: [ObservationImport] = []
    /// The counts of one topic on one channel from one source.
    public private(set) var series: [SeriesKey: ObservationSeries] = [:]
    public private(set) var queries: [ListeningQuery] = []
    /// The event of a newer version that this one can't read; nothing may be written then.
    public private(set) var unknown: String?

    public init() {}

    public struct SeriesKey: Hashable, Comparable, Sendable {
        public var topic: String
        public var channel: String
        public var source: String

        public static func < (left: Self, right: Self) -> Bool {
            (left.topic, left.channel, left.source) < (right.topic, right.channel, right.source)
        }
    }

    public mutating func evolve(with record: IncidentRecord) {
        let stamp = record.stamp
        switch record.content {
        case .event(.watchSet(let event)): apply(event, stamp)
        case .event(.watchEnded(let event)):
            guard let index = watches.firstIndex(where: { $0.id == event.watch }) else { return }
            watches[index].ended = stamp
            watches[index].endReason = event.reason.nonEmpty
        case .event(.observationsImported(let event)): apply(event, stamp)
        case .event(.observationWindows(let event)): apply(event)
        case .event(.samplesKept(let event)): apply(event)
        case .event(.listeningQueried(let event)):
            queries.append(
                ListeningQuery(query: event.query, topic: event.topic.nonEmpty, stamp: stamp))
        case .event, .redacted: break
        case .unknown(let type): unknown = type
        }
    }

    private mutating func apply(_ event: WatchSet, _ stamp: Stamp) {
        watches.append(
            Watch(
                id: event.watch, topic: event.topic,
                terms: event.terms.isEmpty ? [event.topic] : event.terms,
                purpose: WatchPurpose(rawValue: event.purpose), owner: event.owner,
                endsAt: Instant(event.endsAt), isExpression: event.expression,
                approvedBy: event.approvedBy.nonEmpty, set: stamp))
    }

    private mutating func apply(_ event: ObservationsImported, _ stamp: Stamp) {
        imports.append(
            ObservationImport(
                id: event.importID, source: event.source, mapping: event.mapping,
                file: Array(event.fileSha256), rows: Int(clamping: event.rows),
                refused: Int(clamping: event.refused), leftOut: Int(clamping: event.leftOut),
                stripped: Int(clamping: event.stripped), first: Instant(event.first),
                last: Instant(event.last), topics: event.topics, stamp: stamp))
    }

    private mutating func apply(_ event: ObservationWindows) {
        guard let batch = imports.last(where: { $0.id == event.importID }) else { return }
        for window in event.windows {
            let key = SeriesKey(
                topic: window.topic, channel: window.channel, source: batch.source)
            let labels = window.labels.map { ($0.label, Int(clamping: $0.count)) }
            series[key, default: ObservationSeries()].add(
                ObservationCell(
                    count: window.hasCount ? Int(clamping: window.count) : nil,
                    index: window.hasIndex ? Int(window.index) : nil,
                    labels: Dictionary(labels) { $1 },
                    span: batch.first...max(batch.first, batch.last)),
                at: Instant(window.from).hour)
        }
    }

    private mutating func apply(_ event: SamplesKept) {
        guard let batch = imports.last(where: { $0.id == event.importID }) else { return }
        for sample in event.samples {
            let key = SeriesKey(
                topic: sample.topic, channel: sample.channel, source: batch.source)
            series[key, default: ObservationSeries()]
                .samples[Instant(sample.from).hour, default: []].append(sample.text)
        }
    }

    // MARK: Questions

    public func watch(_ id: String) -> Watch? {
        watches.last { $0.id.lowercased() == id.lowercased() }
    }

    public func watchesInForce(at now: Instant) -> [Watch] {
        watches.filter { $0.isInForce(at: now) }
    }

    /// The topic as it is recorded for the one that a person typed.
    public func topic(_ typed: String) -> String? {
        let key = Watch.key(typed)
        return watches.last { Watch.key($0.topic) == key }?.topic
    }

    /// The counts of a series by the number of the hour. An hour that an import covers and that has
    /// no window has the count 0.
    public func hourlyCounts(_ key: SeriesKey) -> [Int64: Int] {
        guard let series = series[key], series.hasCounts else { return [:] }
        var counts: [Int64: Int] = [:]
        for batch in imports where batch.source == key.source && batch.topics.contains(key.topic) {
            let (first, last) = (batch.first.hour, batch.last.hour)
            guard last >= first, last - first < ObservationImport.mostHours else { continue }
            for hour in first...last { counts[hour] = 0 }
        }
        for (hour, cell) in series.cells { if let count = cell.count { counts[hour] = count } }
        return counts
    }
}

/// One file that was counted.
public struct ObservationImport: Sendable {
    /// The most hours between the first and the last row: ten years.
    public static let mostHours: Int64 = 87_840

    /// I1, I2, …
    public var id: String
    public var source: String
    public var mapping: String
    /// The SHA-256 of the file.
    public var file: [UInt8]
    public var rows: Int
    public var refused: Int
    public var leftOut: Int
    public var stripped: Int
    public var first: Instant
    public var last: Instant
    public var topics: [String]
    public var stamp: Stamp

    func overlaps(_ other: ClosedRange<Instant>) -> Bool {
        first <= other.upperBound && other.lowerBound <= last
    }
}

/// Somebody looked at what was counted.
public struct ListeningQuery: Sendable {
    public var query: String
    /// Nil for all topics.
    public var topic: String?
    public var stamp: Stamp
}

/// The windows of one topic on one channel from one source, by the number of the hour.
public struct ObservationSeries: Sendable {
    public internal(set) var cells: [Int64: ObservationCell] = [:]
    public internal(set) var samples: [Int64: [String]] = [:]

    public var hasCounts: Bool { cells.values.contains { $0.count != nil } }
    public var hasIndex: Bool { cells.values.contains { $0.index != nil } }

    /// Files of one source that cover the same time hold the same posts, so the higher count stays.
    /// Files that don't overlap may each hold a part of an hour.
    mutating func add(_ cell: ObservationCell, at hour: Int64) {
        guard var known = cells[hour] else {
            cells[hour] = cell
            return
        }
        let isSame = known.span.overlaps(cell.span)
        func joined(_ left: Int?, _ right: Int?) -> Int? {
            guard let left, let right else { return left ?? right }
            let (sum, isTooMany) = left.addingReportingOverflow(right)
            return isSame || isTooMany ? max(left, right) : sum
        }
        known.count = joined(known.count, cell.count)
        known.labels.merge(cell.labels) { joined($0, $1) ?? 0 }
        known.index = cell.index ?? known.index
        known.span =
            min(
                known.span.lowerBound, cell.span.lowerBound)...max(
                known.span.upperBound, cell.span.upperBound)
        cells[hour] = known
    }
}

public struct ObservationCell: Sendable {
    /// Nil where the source gives an index only.
    public var count: Int?
    public var index: Int?
    /// By the vendor's label.
    public var labels: [String: Int]
    /// The times of the first and the last row of the imports behind it.
    var span: ClosedRange<Instant>
}

extension Instant {
    /// The number of the hour since 1970, in UTC.
    public var hour: Int64 {
        let (quotient, remainder) = microseconds.quotientAndRemainder(
            dividingBy: 3_600_000_000)
        return remainder < 0 ? quotient - 1 : quotient
    }

    public init(hour: Int64) { self.init(seconds: hour * 3600) }
}
