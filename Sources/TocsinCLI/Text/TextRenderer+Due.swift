internal import Documents
internal import Incident
internal import IncidentEvents
internal import ReadModels

extension TextRenderer {
    /// One due item: its sentence, the first words of its message, and its commands, or else the
    /// roles for which it is.
    func due(_ item: DueItem, isMine: Bool, asOf: Instant, for incident: String?) -> [String] {
        let lines = TerminalText.lines(head(of: item, asOf: asOf) + item.text, width: width - 2)
        let text = lines.enumerated().map { index, line in
            (index > 0 ? "    " : item.isOverdue ? "! " : "  ") + line
        }.map { styled($0, item.isOverdue ? .alarm : .bold) }
        let words = item.words.map { ["      “\(TerminalText.safe($0))”"] } ?? []
        guard isMine else {
            guard !item.roles.isEmpty else { return text + words }
            let roles = item.roles.map(\.title).joined(separator: ", ")
            return text + words + [wrapped("for \(roles)", indent: 6)]
        }
        return text + words
            + [item.next, item.then].compactMap(\.self).map {
                "      \(TerminalText.safe($0.typed.about(incident).description))"
            }
    }

    /// `by 16:30 CST (in 5 min): `, or nothing for an item without a time.
    private func head(of item: DueItem, asOf: Instant) -> String {
        guard let due = item.dueAt else { return "" }
        let distance = due.since(asOf)
        // A time of day alone would read as today's.
        let time = zone.day(due) == zone.day(asOf) ? zone.clock(due) : zone.dated(due)
        guard item.isOverdue else { return "by \(time) (in \(distance.brief)): " }
        // A corrective action is judged by the calendar and not by an exercise's clock.
        return distance < .zero
            ? "overdue since \(time) (\((Duration.zero - distance).brief)): "
            : "overdue since \(time): "
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
