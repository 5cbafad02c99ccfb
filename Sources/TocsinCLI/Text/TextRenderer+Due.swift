internal import Documents
internal import IncidentEvents
internal import ReadModels

extension TextRenderer {
    /// The due items, most urgent first, each with the command to type.
    ///
    /// - Parameter limit: The number of items to print before counting the rest; nil for all.
    func due(_ items: [DueItem], asOf: Instant, limit: Int? = nil) -> String {
        guard !items.isEmpty else { return "Nothing is due." }
        let shown = items.prefix(limit ?? items.count).map { item in
            var head = ""
            if let due = item.dueAt {
                let distance = due.since(asOf)
                // A time of day alone would read as today's.
                let time = zone.day(due) == zone.day(asOf) ? zone.clock(due) : zone.dated(due)
                if !item.isOverdue {
                    head += "by \(time) (in \(distance.brief)): "
                } else if distance < .zero {
                    head += "overdue since \(time) (\((Duration.zero - distance).brief)): "
                } else {
                    // A corrective action, judged by the calendar and not by an exercise's clock.
                    head += "overdue since \(time): "
                }
            }
            let lines = TerminalText.lines(head + item.text, width: width - 2)
            let text = lines.enumerated().map { index, line in
                (index > 0 ? "    " : item.isOverdue ? "! " : "  ") + line
            }.joined(separator: "\n")
            let words = item.words.map { "\n      “\(TerminalText.safe($0))”" } ?? ""
            return styled(text, item.isOverdue ? .alarm : .bold) + words
                + ([item.next, item.then].compactMap(\.self)
                .map { "\n      \(TerminalText.safe($0.typed.description))" }).joined()
        }
        return (shown + more(items.count - shown.count)).joined(separator: "\n")
    }

    /// One line an alert: the texts ready to end it. It shows no command, so nobody types one by
    /// habit.
    func ready(_ ready: [DueList.Ready]) -> [String] {
        ready.map { entry in
            let endings = entry.endings.map { $0 == .allClear ? "all-clear" : "false alert" }
            return styled(
                "Ready if needed for \(entry.alert): \(endings.joined(separator: ", "))", .quiet)
        }
    }

    /// The number that a list leaves out, and how to see them; empty if it leaves out none.
    func more(_ count: Int) -> [String] {
        count > 0 ? [styled("  and \(count) more: tocsin status --all", .bold)] : []
    }

    /// The playbook's steps in order.
    func steps(_ progress: PlaybookProgress) -> String {
        guard !progress.steps.isEmpty else { return "The playbook has no steps." }
        return progress.steps.map { step in
            var line =
                "\(step.state.rawValue.uppercased())  \(step.step): \(step.title) (\(step.role))"
            if let settled = step.settled {
                line += ", \(zone.words(for: settled))"
                if step.isAutomatic { line += " automatically" }
                if step.isLate { line += ", late" }
            } else if let due = step.dueAt {
                line += ", due \(zone.dated(due))"
            }
            if !step.waitsFor.isEmpty { line += ", after \(step.waitsFor.joined(separator: ", "))" }
            if let phase = step.waitsForPhase { line += ", from phase \(phase) on" }
            if let note = step.note { line += ": \(note)" }
            let isLate = step.state == .overdue
            return styled(wrapped(line, indent: 2), isLate ? .alarm : .quiet)
        }.joined(separator: "\n")
    }
}
