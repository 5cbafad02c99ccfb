internal import Basics
internal import Channels
internal import Documents
internal import IncidentEvents
internal import ReadModels

extension TextRenderer {
    /// The items of the gap, alarms first, marked even without color.
    func gap(_ gap: Gap) -> String {
        let items = gap.items
        return self.gap(items.count, on: nil) { items[$0] }
    }

    /// The same, as much as fits.
    ///
    /// - Parameter screen: Nil for all of it.
    func gap(_ gap: GapOutline, _ screen: Screen?) -> String {
        self.gap(gap.count, on: screen, gap.item)
    }

    private func gap(
        _ count: Int, on screen: Screen?, _ item: (Int) -> Gap.Item
    ) -> String {
        guard count > 0 else {
            return "No gap: the public knows what we know, and nothing public is wrong."
        }
        let head = [styled("The gap: \(count)", .bold)]
        let lines = lines(of: count, on: screen, below: head) { index in
            let item = item(index)
            let head = wrapped((item.isAlarm ? "! " : "  ") + item.head, indent: 0)
            return [styled(item.isAlarm ? head : "  " + head, item.isAlarm ? .alarm : .bold)]
                + (item.text.isEmpty ? [] : [wrapped(item.text, indent: 4)])
        }
        return (head + lines).joined(separator: "\n")
    }

    /// The differences between two moments, a section for each kind of thing.
    func diff(_ diff: IncidentDiff) -> String {
        let entries = diff.entries.counted("entry", "entries")
        let head = styled(
            "From \(zone.dated(diff.from)) to \(zone.dated(diff.to)): \(entries).", .bold)
        guard !diff.isEmpty else { return head + "\nNothing changed." }
        let incident = [
            diff.incident.map { "The incident: \(arrow($0.before, $0.after))" },
            diff.phase.map { "Phase: \(TerminalText.safe(arrow($0.before, $0.after)))" },
        ].compactMap(\.self)
        return
            ([head]
            + section("Incident", incident) + section("Facts", diff.facts.map(words))
            + section("Messages", diff.messages.map(words))
            + section("Rumors", diff.rumors.map(words)) + section("Steps", diff.steps.map(words))
            + section(
                "Roles",
                diff.roles.map { "\($0.person) \($0.change) as \($0.role), \(time($0.at))" })
            + section("Questions", diff.inquiries.map(words))).joined(separator: "\n")
    }

    private func section(_ title: String, _ lines: [String]) -> [String] {
        lines.isEmpty ? [] : [styled(title, .bold)] + lines.map { wrapped($0, indent: 2) }
    }

    private func arrow(_ before: String?, _ after: String) -> String {
        guard let before else { return "new, \(after)" }
        return before == after ? after : "\(before) → \(after)"
    }

    private func words(_ change: IncidentDiff.FactChange) -> String {
        var text = "\(change.fact) \(arrow(change.before, change.after)): \(change.statement)"
        if let reason = change.reason { text += " (\(reason))" }
        if let fact = change.replacedBy { text += " Replaced by \(fact)." }
        return text
    }

    private func words(_ change: IncidentDiff.MessageChange) -> String {
        var text = "\(change.message) (\(change.kind)) \(arrow(change.before, change.after))"
        if !change.nowOn.isEmpty { text += ", now on \(list(change.nowOn))" }
        if !change.noLongerOn.isEmpty { text += ", no longer on \(list(change.noLongerOn))" }
        return text
    }

    private func words(_ change: IncidentDiff.RumorChange) -> String {
        var text = "\(change.rumor) \(arrow(change.before, change.after)): \(change.claim)"
        if !change.newCarriers.isEmpty { text += " New on \(list(change.newCarriers))." }
        if !change.closedCells.isEmpty { text += " Corrected on \(list(change.closedCells))." }
        if change.openBefore != change.openAfter {
            text += " Uncorrected accounts and outlets: \(change.openBefore) → \(change.openAfter)."
        }
        if let record = change.record { text += " Now \(record.after)." }
        return text
    }

    private func words(_ change: IncidentDiff.StepChange) -> String {
        "\(change.step) \(arrow(change.before.rawValue, change.after.rawValue)): \(change.title)"
    }

    private func words(_ change: IncidentDiff.InquiryChange) -> String {
        "\(change.inquiry) \(arrow(change.before, change.after)), \(change.from): "
            + change.question
    }

    private func list(_ carriers: [Carrier]) -> String {
        carriers.map(\.description).joined(separator: ", ")
    }
}
