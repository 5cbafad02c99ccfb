internal import Channels
internal import Documents
internal import Incident
internal import IncidentEvents
internal import ReadModels

extension TextRenderer {
    /// What everyone must know first, one line each: our errors in public, the alerts in force by
    /// place, the late updates, and what somebody decided alone.
    ///
    /// - Parameters:
    ///   - limit: The number of lines for each before counting the rest; nil for all.
    ///   - rest: The command that shows the rest.
    func overview(
        _ overview: Overview, asOf: Instant, limit: Int?, rest: TypedCommand
    ) -> [String] {
        func group<Item>(_ items: [Item], _ line: (Item) -> String) -> [String] {
            let shown = items.prefix(limit ?? items.count)
            return shown.map(line) + more(items.count - shown.count, rest)
        }
        return group(overview.wrong, wrong) + group(overview.inForce) { alert($0, asOf: asOf) }
            + group(overview.late) { late($0, asOf: asOf) }
            + group(overview.unratified) { styled(line("! \($0.text)", nil), .alarm) }
            + ready(overview.inForce)
    }

    /// The number that a list leaves out, and how to see them; empty if it leaves out none.
    func more(_ count: Int, _ rest: TypedCommand) -> [String] {
        count > 0 ? [styled("  and \(count) more: \(rest)", .bold)] : []
    }

    private func wrong(_ wrong: Overview.Wrong) -> String {
        let why =
            wrong.rumors.isEmpty
            ? "recalled" : wrong.rumors.map(\.description).joined(separator: ", ")
        return styled(
            line(
                "! Wrong on \(names(wrong.carriers)): \(wrong.message) (\(wrong.kind), \(why))",
                wrong.words), .alarm)
    }

    private func alert(_ alert: Overview.Alert, asOf: Instant) -> String {
        let place = alert.place.map { " for \($0)" } ?? ""
        let posted = alert.carriers.isEmpty ? "not posted" : "on \(names(alert.carriers))"
        let state = alert.endedAt.map { "Time passed at \(brief($0, asOf: asOf))" } ?? "In force"
        return styled(
            line("\(state)\(place): \(alert.alert) (alert), \(posted)", alert.words), .bold)
    }

    /// The time of day, with its day if that isn't today.
    private func brief(_ time: Instant, asOf: Instant) -> String {
        zone.day(time) == zone.day(asOf) ? zone.clock(time) : zone.dated(time)
    }

    /// One quiet line: the texts that would end the alerts in force.
    private func ready(_ alerts: [Overview.Alert]) -> [String] {
        let texts = alerts.filter { !$0.endings.isEmpty }.map { alert in
            let endings = alert.endings.map { $0 == .retraction ? "false alert" : $0.word }
            return "\(alert.alert): \(endings.joined(separator: ", "))"
        }
        return texts.isEmpty
            ? []
            : [styled(line("Ready if needed for \(texts.joined(separator: "; "))", nil), .quiet)]
    }

    private func late(_ owed: Overview.LateUpdate, asOf: Instant) -> String {
        let channels = owed.channels.map(\.rawValue).joined(separator: ", ")
        return styled(
            line(
                "! Late since \(brief(owed.dueBy, asOf: asOf)): the update that \(owed.message) promised on \(channels)",
                nil), .alarm)
    }

    private func names(_ carriers: [Carrier]) -> String {
        carriers.map(\.description).joined(separator: ", ")
    }

    /// One line, with as many of the words as fit. The rest of a long line is cut: its id finds the
    /// whole.
    private func line(_ head: String, _ words: String?) -> String {
        let room = width - head.count - 5
        let quoted = words.flatMap { room > 12 ? ": “\($0.shortened(to: room))”" : nil } ?? ""
        return TerminalText.safe((head + quoted).shortened(to: width - 1))
    }
}
