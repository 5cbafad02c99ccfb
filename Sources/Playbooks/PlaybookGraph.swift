internal import Basics
internal import Documents
internal import IncidentEvents

/// A playbook's steps in the order in which they can be done, as text and as a drawing.
public struct PlaybookGraph: Sendable {
    /// The steps that begin together.
    struct Lane {
        /// Nil for the steps that begin at once.
        var phase: Playbook.Phase?
        var steps: [Step]

        var title: String { phase.map { "\($0.id): \($0.title)" } ?? "From the opening" }
    }

    let playbook: Playbook
    let lanes: [Lane]
    /// By step, the number of steps that lie before it.
    private let depths: [String: Int]

    public init(_ playbook: Playbook) {
        self.playbook = playbook
        let atOnce = Lane(phase: nil, steps: playbook.steps.filter { $0.phase == nil })
        lanes =
            ([atOnce]
            + playbook.phases.map { phase in
                Lane(phase: phase, steps: playbook.steps.filter { $0.phase == phase.id })
            }).filter { !$0.steps.isEmpty }
        var depths: [String: Int] = [:]
        // A loaded playbook has no circles, so each round settles at least one step.
        for _ in playbook.steps {
            for step in playbook.steps {
                depths[step.id] = (step.before.compactMap { depths[$0] }.max() ?? -1) + 1
            }
        }
        self.depths = depths
    }

    func depth(of step: Step) -> Int { depths[step.id] ?? 0 }

    /// A line for each step below the phase in which it begins, with what it waits for.
    public var text: String {
        guard !lanes.isEmpty else { return "\(playbook.id) has no steps." }
        return lanes.map { lane in
            ([lane.title] + tree(lane)).joined(separator: "\n")
        }.joined(separator: "\n\n")
    }

    /// Each step below the first that it waits for, if that is in the same lane.
    private func tree(_ lane: Lane) -> [String] {
        func parent(_ step: Step) -> String? {
            step.before.first { name in lane.steps.contains { $0.id == name } }
        }
        func lines(below name: String?, _ indent: String) -> [String] {
            let steps = lane.steps.filter { parent($0) == name }
            return steps.enumerated().flatMap { index, step in
                let isLast = index == steps.count - 1
                let branch = name == nil ? "" : isLast ? "└─ " : "├─ "
                let rest = name == nil ? "" : isLast ? "   " : "│  "
                let others = step.before.filter { $0 != name }
                return [indent + branch + line(step, also: others)]
                    + lines(below: step.id, indent + rest)
            }
        }
        return lines(below: nil, "  ")
    }

    private func line(_ step: Step, also others: [String]) -> String {
        var notes = [step.role.rawValue] + [step.due?.words].compactMap(\.self)
        if !others.isEmpty { notes.append("after \(others.joined(separator: ", "))") }
        if let trigger = step.trigger { notes.append("done when \(trigger.words)") }
        return "\(step.id): \(step.title) (\(notes.joined(separator: "; ")))"
    }
}

extension Step {
    /// The steps that lie before it: those that it requires, and the one after which it is due.
    fileprivate var before: [String] {
        var steps = requires
        if case .step(let step) = due?.of { steps.append(step) }
        return steps.uniqued()
    }
}

extension PlaybookGraph {
    private enum Size {
        static let box = (width: 264.0, height: 66.0)
        static let gap = (x: 44.0, y: 14.0)
        static let margin = 16.0
        static let laneTitle = 24.0
        /// The characters of one line in a box.
        static let line = 44
        /// The characters of the role and the time, which are never on a second line.
        static let footer = 54
    }

    private struct Box {
        var step: Step
        var x: Double
        var y: Double
    }

    /// The drawing as an SVG file: a band for each phase, a box for each step, and an arrow from each
    /// step to those that wait for it.
    public var svg: [UInt8] {
        var boxes: [Box] = []
        var bands: [Markup] = []
        let columns = (playbook.steps.map(depth).max() ?? 0) + 1
        let width =
            Size.margin * 2 + Double(columns) * (Size.box.width + Size.gap.x) - Size.gap.x
        var top = Size.margin
        for lane in lanes {
            var rows: [Int: Int] = [:]
            for step in lane.steps {
                let column = depth(of: step)
                let row = rows[column, default: 0]
                rows[column] = row + 1
                boxes.append(
                    Box(
                        step: step,
                        x: Size.margin + Double(column) * (Size.box.width + Size.gap.x),
                        y: top + Size.laneTitle + Double(row) * (Size.box.height + Size.gap.y)))
            }
            let height =
                Size.laneTitle + Double(rows.values.max() ?? 0)
                * (Size.box.height + Size.gap.y)
            bands.append(
                Shape.rect(
                    Size.margin / 2, top, width - Size.margin, height, fill: Ink.faint,
                    stroke: Ink.grid))
            bands.append(
                Shape.text(lane.title, Size.margin, top + 16, size: 13, isBold: true))
            top += height + Size.gap.y
        }
        return Picture(
            id: "steps", title: "\(playbook.title): steps",
            description: text, key: "", width: max(width, 320), height: top,
            content: bands + arrows(boxes) + boxes.flatMap(drawing)
        ).file
    }

    private func arrows(_ boxes: [Box]) -> [Markup] {
        boxes.flatMap { box in
            box.step.before.flatMap { name -> [Markup] in
                guard let from = boxes.first(where: { $0.step.id == name }) else { return [] }
                let start = (x: from.x + Size.box.width, y: from.y + Size.box.height / 2)
                let end = (x: box.x, y: box.y + Size.box.height / 2)
                let isDue = !box.step.requires.contains(name)
                return [
                    Shape.line(
                        start.x, start.y, end.x - 6, end.y, stroke: Ink.blue, width: 1.5,
                        isDashed: isDue),
                    Shape.polygon(
                        [(end.x, end.y), (end.x - 7, end.y - 4), (end.x - 7, end.y + 4)],
                        fill: Ink.blue),
                ]
            }
        }
    }

    private func drawing(_ box: Box) -> [Markup] {
        let step = box.step
        let title = TerminalText.lines(step.title, width: Size.line)
        // The description has the whole title.
        let shown = title.count > 2 ? [title[0], title[1] + "…"] : title
        let footer = [step.role.rawValue, step.due?.words].compactMap(\.self)
            .joined(separator: ", ")
        let lines = shown + [footer.shortened(to: Size.footer)]
        return [
            Shape.rect(
                box.x, box.y, Size.box.width, Size.box.height, fill: "#ffffff",
                isDashed: step.trigger != nil),
            Shape.text(step.id, box.x + 8, box.y + 16, isBold: true),
        ]
            + lines.enumerated().map { index, line in
                Shape.text(line, box.x + 8, box.y + 31 + Double(index) * 13, size: 10.5)
            }
    }
}
