public import IncidentEvents
internal import ReadModels

/// The median and the worst of some durations, and the number left out.
///
/// JSON: `medianSeconds` and `worstSeconds` (null if nothing was counted), `worst` (the item with
/// the worst duration), `medianEntries` and `worstEntries` (positions of the entries behind them),
/// `counted`, `leftOut` with `open` (no end yet), `notRecorded` (an event that is not in the log)
/// and `notComputed` (a placeholder time, or an end that came first), and `approximate`.
public struct Summary: Hashable, Sendable {
    /// The median; nil if there isn't one.
    public var median: Duration?
    /// The longest one; nil if there isn't one.
    public var worst: Duration?
    /// The item with the worst duration: `R6`, `M2`.
    public var worstSubject: String?
    /// The entries behind the median.
    public var medianEntries: [UInt64] = []
    /// The entries behind the longest duration.
    public var worstEntries: [UInt64] = []
    /// The number of intervals counted.
    public var counted: Int
    /// The number of intervals not counted, by reason.
    public var leftOut: LeftOut
    /// The certainty of the least sure duration counted.
    public var certainty: TimeCertainty
    /// Whether a duration behind the median or the worst is approximate.
    public var isApproximate: Bool { certainty.isInexact }

    /// The reasons that intervals were not counted.
    public struct LeftOut: Hashable, Sendable, Encodable {
        /// Intervals without an end yet.
        public var open = 0
        /// Intervals whose end isn't recorded.
        public var notRecorded = 0
        /// Intervals with a placeholder time, and those whose end came first.
        public var notComputed = 0

        /// All of them.
        public var total: Int { open + notRecorded + notComputed }
    }

    /// One duration, or the reason that there is none.
    enum Item {
        case figure(Duration, subject: String?, entries: [UInt64], TimeCertainty)
        case open, notRecorded, notComputed

        /// A closed interval.
        init(_ span: Span, subject: String?) {
            guard let duration = span.duration else {
                self = .notComputed
                return
            }
            self = .figure(
                duration, subject: subject, entries: [span.from.position, span.to.position],
                span.certainty)
        }
    }

    init(_ items: [Item]) {
        var figures: [(duration: Duration, subject: String?, entries: [UInt64])] = []
        leftOut = LeftOut()
        certainty = .exact
        for item in items {
            switch item {
            case .figure(let duration, let subject, let entries, let certainty):
                figures.append((duration, subject, entries))
                self.certainty = .lessSure(self.certainty, certainty)
            case .open: leftOut.open += 1
            case .notRecorded: leftOut.notRecorded += 1
            case .notComputed: leftOut.notComputed += 1
            }
        }
        counted = figures.count
        figures.sort { $0.duration < $1.duration }
        worst = figures.last?.duration
        worstSubject = figures.last.flatMap(\.subject)
        worstEntries = figures.last?.entries ?? []
        guard !figures.isEmpty else { return }
        let middle = figures.count / 2
        median =
            figures.count % 2 == 1
            ? figures[middle].duration
            : (figures[middle - 1].duration + figures[middle].duration) / 2
        let behind = figures[(figures.count % 2 == 1 ? middle : middle - 1)...middle]
        medianEntries = behind.flatMap(\.entries)
    }

    init(_ measures: [Measure]) {
        self.init(
            measures.map { measure in
                measure.to.map {
                    Item(
                        Span(from: measure.from, to: $0),
                        subject: measure.subject ?? measure.carrier)
                } ?? .open
            })
    }
}

extension Summary: Encodable {
    private enum Key: String, CodingKey {
        case medianSeconds, medianEntries, worstSeconds, worst, worstEntries, counted, leftOut
        case approximate
    }

    /// Writes the JSON that `Docs/json.md` describes.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(median?.wholeSeconds, forKey: .medianSeconds)
        try container.encode(worst?.wholeSeconds, forKey: .worstSeconds)
        if worst != nil {
            try container.encode(EmptyInJSON(wrappedValue: worstSubject), forKey: .worst)
        }
        try container.encode(medianEntries, forKey: .medianEntries)
        try container.encode(worstEntries, forKey: .worstEntries)
        try container.encode(counted, forKey: .counted)
        try container.encode(leftOut, forKey: .leftOut)
        try container.encode(isApproximate, forKey: .approximate)
    }
}
