internal import Basics
package import Documents
package import IncidentEvents
package import ReadModels

/// The values of one topic, channel and source as columns over time.
struct TrendPicture {
    let series: ListeningTrend.Series
    let zone: Zone
    let number: Int

    private static let (left, width, height) = (70.0, 960.0, 140.0)
    /// With more columns, some would be thinner than a line.
    private static let mostColumns = 400

    var picture: Picture {
        let steps = Array(series.steps(in: zone).suffix(Self.mostColumns))
        let highest = max(1, steps.map(\.value).max() ?? 1)
        let room = Self.width - Self.left - 20
        let column = room / Double(max(1, steps.count))
        let bottom = Self.height + 10
        var shapes: [Markup] = [
            Shape.text("\(highest)", Self.left - 8, 18, anchor: "end"),
            Shape.text("0", Self.left - 8, bottom, anchor: "end"),
        ]
        for (index, step) in steps.enumerated() where step.value > 0 {
            let height = Double(step.value) / Double(highest) * Self.height
            shapes.append(
                Shape.rect(
                    Self.left + Double(index) * column, bottom - height, max(column - 1, 0.5),
                    height, fill: series.isIndex ? Ink.purple : Ink.sky,
                    strokeWidth: column > 4 ? 1 : 0))
        }
        shapes.append(Shape.line(Self.left, bottom, Self.left + room, bottom))
        if let first = steps.first, let last = steps.last {
            shapes.append(Shape.text(first.label, Self.left, bottom + 16, size: 11))
            shapes.append(
                Shape.text(last.label, Self.left + room, bottom + 16, size: 11, anchor: "end"))
        }
        let values = series.isIndex ? "index" : "counts"
        return Picture(
            id: "trend-\(number)", title: "\(series.topic) on \(series.channel)",
            description:
                "The \(values) by \(series.source) over time. The table below has the same values.",
            key:
                "A column for each step of time; the tallest is \(highest)."
                + (series.isIndex ? " The values are an index of the source, not counts." : ""),
            width: Self.width, height: bottom + 26, content: shapes)
    }
}

/// A page with the counts of topics.
package struct ListeningPage {
    private let trend: ListeningTrend
    private let zone: Zone

    package init(_ trend: ListeningTrend, zone: Zone) {
        (self.trend, self.zone) = (trend, zone)
    }

    package var document: Document {
        var document = Document(.report(named: "trends"), title: "What was counted")
        document.lead = [
            .paragraph(
                "Counts of posts by topic, channel and source. Sources and channels are never added up. Sentiment is the vendor's own label. For staff."
            )
        ]
        document.sections = trend.series.enumerated().map { number, series in
            Document.Section(
                id: "series-\(number + 1)", heading: "\(series.topic) on \(series.channel)",
                blocks: blocks(series, number + 1))
        }
        return document
    }

    private func blocks(
        _ series: ListeningTrend.Series, _ number: Int
    ) -> [Document.Block] {
        var blocks: [Document.Block] = [
            .picture(TrendPicture(series: series, zone: zone, number: number).picture)
        ]
        if !series.sentiment.isEmpty {
            let labels = series.sentiment.sorted { $0.key < $1.key }
                .map { "\($0.key) \($0.value)" }.joined(separator: ", ")
            blocks.append(.paragraph("As \(series.source) labels them: \(words: labels)."))
        }
        blocks.append(
            .table(
                Document.Table(
                    caption: "\(series.isIndex ? "Index" : "Counts") by \(series.source)",
                    headings: ["Time", series.isIndex ? "Index" : "Count"],
                    rows: series.steps(in: zone).map { label, _, value in
                        Document.Row([DocumentText(stringLiteral: label), "\(value)"])
                    })))
        return blocks
    }
}
