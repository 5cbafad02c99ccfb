internal import Documents
internal import Channels
internal import IncidentEvents
internal import ReadModels

/// Updates, promises kept and missed, and silences longer than allowed, along one timeline.
struct CadencePicture {
    private let report: ReviewReport
    private let updates: [Instant]
    private let promises: [Promises.Promise]
    private let axis: TimeAxis
    private let zone: Zone

    private static let left = 110.0
    private static let width = 960.0

    init(_ report: ReviewReport, zone: Zone) {
        self.report = report
        updates = report.publicView.minutes.flatMap(\.changes).filter { $0.change == .posted }
            .map(\.moment.happenedAt)
        promises = Array(report.promises.prefix(25))
        let others =
            promises.flatMap { [$0.dueBy, $0.made.happenedAt] }
            + report.cadence.silences.flatMap { [$0.measure.from.time, $0.measure.to?.time] }
            .compactMap(\.self)
        axis = TimeAxis(
            updates + others + [report.asOf], left: Self.left, width: Self.width - Self.left - 90)
        self.zone = zone
    }

    var picture: Picture {
        let top = 8.0
        let row = 24.0
        let rows = 2 + promises.count
        let bottom = top + Double(rows) * row
        var shapes = axis.drawing(top: top, bottom: bottom, zone: zone)
        shapes.append(Shape.text("updates", Self.left - 10, top + 16, anchor: "end", isBold: true))
        var drawn: Set<Int> = []
        for update in updates {
            let x = axis.x(update)
            guard drawn.insert(Int(x / 2)).inserted else { continue }
            shapes.append(Shape.line(x, top + 4, x, top + 20, stroke: Ink.blue, width: 2))
        }
        shapes.append(
            Shape.text("silences", Self.left - 10, top + row + 16, anchor: "end", isBold: true))
        for silence in report.cadence.silences where silence.measure.from.certainty != .placeholder
        {
            let from = axis.x(silence.measure.from.time)
            let to = axis.x(silence.measure.to?.time ?? report.asOf)
            shapes.append(
                Shape.rect(
                    from, top + row + 5, max(to - from, 3), 14, fill: Ink.purple,
                    isDashed: silence.measure.isOpen))
        }
        for (number, promise) in promises.enumerated() {
            shapes += bar(promise, y: top + Double(number + 2) * row)
        }
        let hidden = report.promises.count - promises.count
        return Picture(
            id: "cadence", title: "Updates, promises and silences",
            description:
                "The times of our updates, the silences longer than the playbook allows, and a bar for each promised update from the promise to its due time. The tables below have the same data.",
            key:
                "First row: a line for each post. Second row: a bar for each silence longer than allowed. Below: a bar for each promise, with its message and outcome."
                + (hidden > 0 ? " \(hidden) more promises are only in the table." : ""),
            width: Self.width, height: bottom + TimeAxis.footHeight, content: shapes)
    }

    private func bar(_ promise: Promises.Promise, y: Double) -> [Markup] {
        let from = axis.x(promise.made.happenedAt)
        let to = max(axis.x(promise.dueBy), from + 3)
        let fill =
            switch promise.outcome {
            case .kept: Ink.green
            case .missed: Ink.vermillion
            case .pending, .notComputed: Ink.faint
            }
        let words = promise.outcome == .notComputed ? "not computed" : promise.outcome.words
        return [
            Shape.text(
                "\(promise.message) \(promise.channel)", Self.left - 10, y + 16, anchor: "end"),
            Shape.rect(
                from, y + 5, to - from, 14, fill: fill, isDashed: promise.outcome == .missed),
            Shape.text(words, to + 6, y + 16, size: 11),
        ]
    }
}
