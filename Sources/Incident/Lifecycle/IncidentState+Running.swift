internal import Channels
internal import IncidentEvents
internal import Playbooks

extension IncidentState {
    /// What the public or a reporter still waits for, one phrase each: alerts in force, texts that
    /// are released and not posted, promised updates, briefings.
    ///
    /// A text whose own end has passed is posted no more.
    func running(_ context: DecisionContext) -> [String] {
        let now = context.publicNow
        let live = messages.all.filter(isInForce).map { alert in
            let place = alert.elements.text(of: .location).map { " for \($0)" } ?? ""
            guard let end = passedEnd(of: alert, at: now) else {
                return "\(alert.id) (alert)\(place) is in force"
            }
            return
                "\(alert.id) (alert)\(place) was in effect until \(zone.dated(end)), and nobody has said that it is over"
        }
        let unposted = messages.all.filter { !$0.releases.isEmpty && isStillMeant($0, at: now) }
            .compactMap { message -> String? in
                let texts = message.names(
                    of: message.unpostedTexts(context.department))
                return texts.isEmpty
                    ? nil
                    : "\(message.id) (\(message.kind)) isn't posted on \(texts.joined(separator: ", "))"
            }
        let owed = owedUpdates.map {
            "\($0.message) promised an update by \(zone.dated($0.dueBy)) on \($0.channels.map(\.rawValue).joined(separator: ", "))"
        }
        let briefings = briefings.all.filter(\.isPlanned).map {
            "briefing \($0.id) at \($0.place) isn't held"
        }
        return live + unposted + owed + briefings
    }
}
