internal import Documents
internal import Channels
internal import IncidentEvents
internal import ReadModels

/// Each claim's time to correct, as a bar of its stages.
struct CorrectionBars {
    let times: CorrectionTimes

    private static let width = 960.0
    private static let left = 80.0
    private static let room = 560.0
    private static let rowHeight = 24.0
    private static let limit = 40

    /// The stages that count from the claim's first appearance anywhere.
    private static let drawn = CorrectionTimes.Stage.allCases.filter {
        $0 != .seen && $0 != .sameCarrier
    }

    init(_ times: CorrectionTimes) { self.times = times }

    var picture: Picture {
        let items = times.items.prefix(Self.limit)
        let hidden = times.items.count - items.count
        let longest =
            items.flatMap(\.stages).filter { Self.drawn.contains($0.stage) }
            .compactMap(\.sinceSeen).max().map(\.inSeconds) ?? 1
        let scale = Self.room / max(longest, 1)
        let top = 34.0
        var shapes = key
        for (number, item) in items.enumerated() {
            shapes += bar(item, y: top + Double(number) * Self.rowHeight, scale: scale)
        }
        return Picture(
            id: "bars", title: "Time to correct, stage by stage",
            description:
                "A bar for each claim, from its first appearance. Each part ends when a stage was reached. The tables below give each stage in numbers.",
            key:
                "The letter names the stage at the end of a part. A short part has no letter. A stage that is not recorded has no part; its time is in the next part. Uncorrected claims come first."
                + (hidden > 0
                    ? " \(hidden) more claims are only in the table." : ""),
            width: Self.width, height: top + Double(items.count) * Self.rowHeight + 6,
            content: shapes)
    }

    private var key: [Markup] {
        var x = 4.0
        return Self.drawn.flatMap { stage -> [Markup] in
            defer { x += 42 + Double(stage.title.count) * 7.2 }
            return [
                Shape.rect(x, 4, 18, 18, fill: stage.fill),
                Shape.text(stage.letter, x + 9, 17.5, anchor: "middle", isBold: true),
                Shape.text(stage.title, x + 23, 17.5),
            ]
        }
    }

    private func bar(_ item: CorrectionTimes.Item, y: Double, scale: Double) -> [Markup] {
        var shapes = [
            Shape.text(
                "\(item.rumor)\(item.isOwn ? " own" : "")", Self.left - 8, y + 14, anchor: "end")
        ]
        let reached = item.stages.filter { Self.drawn.contains($0.stage) }.compactMap { stage in
            stage.sinceSeen.map { (stage.stage, $0.inSeconds) }
        }.sorted { $0.1 < $1.1 }
        var from = Self.left
        for (stage, seconds) in reached {
            let to = Self.left + seconds * scale
            if to - from >= 0.5 {
                shapes.append(Shape.rect(from, y, to - from, 18, fill: stage.fill))
                if to - from > 14 {
                    shapes.append(
                        Shape.text(
                            stage.letter, (from + to) / 2, y + 13.5, anchor: "middle",
                            isBold: true))
                }
            }
            from = max(from, to)
        }
        shapes.append(Shape.line(Self.left, y - 2, Self.left, y + 20))
        let certainty = item.stages.map(\.certainty).filter { $0 != .placeholder }
            .reduce(.exact, TimeCertainty.lessSure)
        let total = reached.last.map { Duration.seconds(Int64($0.1)).words(certainty) }
        let open =
            item.openSince == nil
            ? nil
            : item.carriers == 0 ? "open" : "open on \(item.openCarriers) of \(item.carriers)"
        shapes.append(
            Shape.text(
                [total, open].compactMap(\.self).joined(separator: ", "), from + 8, y + 13.5))
        return shapes
    }
}

extension CorrectionTimes.Stage {
    fileprivate var letter: String {
        switch self {
        case .seen: "0"
        case .verified: "V"
        case .drafted: "D"
        case .approved: "A"
        case .firstCarrier: "F"
        case .sameCarrier: "S"
        case .lastCarrier: "L"
        }
    }

    fileprivate var fill: String {
        switch self {
        case .seen: "#ffffff"
        case .verified: Ink.sky
        case .drafted: Ink.yellow
        case .approved: Ink.purple
        case .firstCarrier: Ink.green
        case .sameCarrier: Ink.orange
        case .lastCarrier: Ink.vermillion
        }
    }
}

extension Duration {
    var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
