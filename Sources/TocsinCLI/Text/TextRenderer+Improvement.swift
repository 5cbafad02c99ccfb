internal import IncidentEvents
internal import ReadModels
internal import Review

extension TextRenderer {
    /// A corrective action with its owner, due date and outcome.
    func action(_ action: Improvement.Action) -> String {
        var head = action.action.description
        if let done = action.done {
            head += " done \(zone.words(for: done))"
        } else if let due = action.due {
            head += action.isOverdue ? " OVERDUE since \(zone.day(due))" : " due \(zone.day(due))"
        }
        var lines = [
            styled(
                wrapped("\(head), for \(action.owner): \(action.text)", indent: 0),
                action.isOverdue ? .alarm : .bold)
        ]
        let details = [
            action.element?.word, action.organization, action.start.map { "from \(zone.day($0))" },
        ].compactMap(\.self)
        if !details.isEmpty { lines.append(wrapped(details.joined(separator: ", "), indent: 4)) }
        if let issue = action.issue {
            lines.append(wrapped("based on \(issue.lesson): \(issue.text)", indent: 4))
        }
        if let note = action.note { lines.append(wrapped(note, indent: 4)) }
        return lines.joined(separator: "\n")
    }
}
