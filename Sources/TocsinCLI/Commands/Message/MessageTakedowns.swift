internal import ArgumentParser
internal import Channels
internal import Documents
internal import Incident
internal import IncidentEvents
internal import Playbooks

struct MessageTakedowns: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "takedowns",
        abstract: "List the live copies that show a person, and by when each must go.",
        discussion: """
            By the department's takedowns, and by the end of a consent.
            Example: tocsin message takedowns
            """)

    @OptionGroup var reading: ReadingOptions
    @OptionGroup var global: GlobalOptions

    struct Line: Encodable {
        var message: MessageID
        var carrier: String
        var language: String
        var purpose: IdentificationPurpose
        var details: [IdentifyingDetail]
        var since: Instant
        /// The moment after which it is overdue; nil if nothing says.
        var withdrawBy: Instant?
        var takedown: String?
        var consent: String?
        var isOverdue: Bool
    }

    private func lines(_ view: IncidentView) -> [Line] {
        let rules = view.department.policy.takedowns
        return view.state.liveIdentifications.map { copy in
            let takedown = view.state.takedown(of: copy, under: rules, asOf: view.asOf)
            return Line(
                message: copy.message, carrier: copy.place.carrier.description,
                language: copy.place.language, purpose: copy.person.purpose,
                details: copy.person.details, since: copy.since, withdrawBy: takedown?.by,
                takedown: takedown?.rule?.id, consent: takedown?.consent?.description,
                isOverdue: takedown.map { $0.by < view.asOf } ?? false)
        }
    }

    func text(_ view: IncidentView) -> String {
        let lines = lines(view)
        guard !lines.isEmpty else { return "No live copy shows a person." }
        return TerminalText.table(
            lines.map { line in
                let by = line.withdrawBy.map { "by \(view.zone.dated($0))" } ?? "without an end"
                return [
                    line.message.description, "\(line.carrier) (\(line.language))",
                    line.purpose.word, line.isOverdue ? "overdue, \(by)" : by,
                    line.takedown ?? line.consent ?? "",
                ].map(TerminalText.safe)
            })
    }

    func json(_ view: IncidentView) -> any Encodable { Listed("copies", lines(view)) }
}

extension Takedown {
    fileprivate var rule: TakedownRule? {
        if case .rule(let rule, _) = cause { rule } else { nil }
    }

    fileprivate var consent: ConsentID? {
        if case .consent(let id, _) = cause { id } else { nil }
    }
}
