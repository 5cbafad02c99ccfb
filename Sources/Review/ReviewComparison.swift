internal import Documents
public import IncidentEvents
public import ReadModels

/// Two incidents, or an exercise and the real one, side by side on the same figures.
///
/// JSON: `left` and `right` (each with `incident`, the stream's name, `title`, `mode`, `asOf` and
/// its `figures`), in the same order if both have a figure.
public struct ReviewComparison: Sendable, Encodable {
    /// The incident on the left.
    public var left: Side
    /// The incident on the right.
    public var right: Side

    /// One incident's figures.
    public struct Side: Sendable, Encodable {
        /// The incident's id.
        public var incident: String
        /// The name for people.
        @EmptyInJSON public var title: String?
        /// Live, routine, an exercise or a reenactment.
        public var mode: IncidentMode
        /// The moment of its figures.
        public var asOf: Instant
        /// The figures in the order of the other side's.
        public var figures: [KeyFigure]

        init(_ incident: String, _ report: ReviewReport) {
            self.incident = incident
            title = report.incident.title
            mode = report.incident.mode
            asOf = report.asOf
            figures = KeyFigure.all(of: report)
        }
    }

    /// - Parameters: The streams and their reviews.
    public init(_ left: (String, ReviewReport), _ right: (String, ReviewReport)) {
        self.left = Side(left.0, left.1)
        self.right = Side(right.0, right.1)
    }

    /// The comparison as Markdown.
    public func markdown() -> String { document.markdown() }
    /// The comparison as one self-contained HTML page.
    public func html() -> [UInt8] { document.html() }

    /// - Throws: An `EncodingError` if a value has no JSON form.
    public func jsonData() throws -> [UInt8] { Array(try ReadableJSON.data(self)) }

    private var document: Document {
        var document = Document(
            .report(named: "review"),
            title: "Comparison: \(left.incident) and \(right.incident)")
        document.lead = [
            .list(
                [left, right].map { side in
                    .init(
                        text:
                            "\(side.incident): \(side.title.map { "\($0)" } ?? "" as DocumentText) (\(words: side.mode.word))"
                    )
                })
        ]
        document.footer = ReviewAuthor.footer
        document.markings = [left, right].filter { $0.mode != .live }.map {
            "\($0.mode.marking): \($0.incident) is not a live incident."
        }
        let titles = left.figures.map { ($0.figure, $0.title) }
        let others = right.figures.filter { other in
            !left.figures.contains { $0.figure == other.figure }
        }
        document.sections = [
            .init(
                id: "figures", heading: "Figures of both incidents",
                blocks: [
                    .paragraph(
                        "The same rules compute each figure for both incidents. A median shows how many values it leaves out because they are open, not recorded or of unknown time. Each incident's own review links to the entries behind the figures."
                    ),
                    .table(
                        .init(
                            caption: "Figures side by side",
                            headings: ["Figure", left.incident, right.incident, "Difference"],
                            rows: (titles + others.map { ($0.figure, $0.title) }).map(row))),
                ])
        ]
        return document
    }

    private func row(_ figure: String, _ title: String) -> Document.Row {
        let pair = [left, right].map { side in side.figures.first { $0.figure == figure } }
        return .init(
            ["\(words: title)"] + pair.map { "\(words: $0?.words ?? "not recorded")" }
                + ["\(words: difference(pair[0], pair[1]))"])
    }

    private func difference(_ left: KeyFigure?, _ right: KeyFigure?) -> String {
        guard let left, let right, let first = left.value, let second = right.value else {
            return ""
        }
        let change = second - first
        guard left.unit == "s" else { return change > 0 ? "+\(change)" : "\(change)" }
        let certainty = TimeCertainty.lessSure(left.certainty, right.certainty)
        let words = Duration.seconds(abs(change)).words(certainty)
        return change == 0 ? words : "\(words) \(change > 0 ? "longer" : "shorter")"
    }
}

extension KeyFigure: Encodable {
    private enum Key: String, CodingKey {
        case figure, value, unit, atMostSeconds, leftOut, entries, approximate
    }

    /// Writes the JSON that `Docs/json.md` describes.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(figure, forKey: .figure)
        try container.encode(value, forKey: .value)
        try container.encode(unit, forKey: .unit)
        try container.encodeIfPresent(atMost?.wholeSeconds, forKey: .atMostSeconds)
        try container.encodeIfPresent(leftOut, forKey: .leftOut)
        try container.encode(entries, forKey: .entries)
        try container.encode(isApproximate, forKey: .approximate)
    }
}
