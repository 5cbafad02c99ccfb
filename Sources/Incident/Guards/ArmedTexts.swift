internal import Channels
internal import IncidentEvents
internal import Playbooks

/// The texts armed with an alert are checked when it is drafted, submitted and approved: the minute
/// when they are needed is too late to shorten one.
extension Decider {
    /// Guards whose finding keeps a text from going out, whatever has happened by then.
    private static let lasting: [Guard] = [.overLimit, .controlCharacter, .exerciseMarking]

    /// The faults of the texts armed with an alert. None in a reenactment.
    static func armedFindings(
        of alert: Message, in state: IncidentState, _ context: DecisionContext
    ) -> [GuardFinding] {
        guard state.mode != .reenactment else { return [] }
        let composer = composer(state, context)
        let reach = composer.compose(alert).variants.filter { $0.text != nil }.map(\.key)
        return alert.armed.compactMap { state.messages[$0] }.filter { $0.discarded == nil }
            .flatMap { ending -> [GuardFinding] in
                let composed = composer.compose(ending).variants
                let variants = composed.compactMap(\.variant)
                let lasting = JudgedMessage(ending, variants: variants, in: state, context)
                    .findings.filter { Self.lasting.contains($0.guard) }
                let silent = reach.filter { key in !variants.contains { $0.key == key } }
                guard !silent.isEmpty else { return lasting }
                let missing = composed.filter { silent.contains($0.key) }.flatMap(\.missing)
                let lack = missing.isEmpty ? "text" : Set(missing).sorted().joined(separator: ", ")
                let places = silent.map(\.description).joined(separator: ", ")
                return lasting + [
                    GuardFinding(
                        .alertNotArmed, alert.id.description,
                        Flaw(
                            "\(ending.id), armed with \(alert.id), has no \(lack) on \(places), where \(alert.id) goes.",
                            remedy: "Add it: \(do: .reviseMessage(ending.id, .field))"))
                ]
            }
    }

    static func requireReadyEndings(
        of alert: Message, in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) {
        let findings = armedFindings(of: alert, in: state, context)
        guard !findings.isEmpty else { return }
        throw Rejection(
            .refused, "A text armed with \(alert.id) couldn't go out when it is needed.",
            findings: findings)
    }
}
