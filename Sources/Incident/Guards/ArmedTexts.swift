internal import Channels
internal import IncidentEvents
internal import Playbooks

/// What ends or retracts a text is checked when it is drafted, submitted and approved: the minute
/// when it is needed is too late to shorten it.
extension Decider {
    /// Guards whose finding keeps a text from going out, whatever has happened by then.
    private static let lasting: [Guard] = [.overLimit, .controlCharacter, .exerciseMarking]

    /// The faults of the texts armed with an alert, or of the retraction that any other text on a
    /// channel where nothing can be taken back would need. None in a reenactment.
    static func armedFindings(
        of message: Message, in state: IncidentState, _ context: DecisionContext
    ) -> [GuardFinding] {
        guard state.mode != .reenactment, !message.endsAnother else { return [] }
        let armed = message.armed.compactMap { state.messages[$0] }.filter { $0.discarded == nil }
        guard !armed.isEmpty else {
            let written =
                context.playbook.template(.retraction)?.channels ?? context.playbook.channels
            // Any text for channels where the retraction doesn't go needs an armed one.
            let channels = message.channels.filter(written.contains)
            return retractionFlaws(of: message, on: channels, in: state, context).map {
                GuardFinding(.alertNotArmed, message.id.description, $0)
            }
        }
        let reach = reach(of: message, in: state, context)
        return armed.flatMap { ending in
            faults(of: ending, for: message, on: reach, in: state, context) {
                Flaw(
                    "\(ending.id), armed with \(message.id), has no \($0) on \($1), where \(message.id) goes.",
                    remedy: state.completing(ending.id, context)
                        ?? "Write it by hand: \(do: .editText(ending.id, reach[0].channel))")
            }
        }
    }

    private static func reach(
        of message: Message, in state: IncidentState, _ context: DecisionContext
    ) -> [Message.VariantKey] {
        composer(state, context).compose(message).variants.filter { $0.text != nil }.map(\.key)
    }

    /// The faults of the playbook's retraction where it would take back this message, on those of
    /// the channels where nothing can be taken back.
    static func retractionFlaws(
        of message: Message, on channels: [ChannelID], in state: IncidentState,
        _ context: DecisionContext
    ) -> [Flaw] {
        let channels = channels.filter { ChannelCatalogue.channel($0)?.needsRetraction == true }
        guard !channels.isEmpty,
            let (foreseen, retraction) = foreseenRetraction(of: message, in: state, context)
        else { return [] }
        let reach = reach(of: message, in: state, context).filter { channels.contains($0.channel) }
        let remedy: Remedy = "Change it in the playbook: \(do: .showPlaybook(context.playbook.id))"
        return faults(of: retraction, for: message, on: reach, in: foreseen, context) {
            Flaw("It has no \($0) on \($1).", remedy: remedy)
        }.map { fault in
            // The retraction isn't drafted, so it has no id yet.
            let finding = fault.finding.replacing(retraction.id.description, with: "It")
            return Flaw(
                "The playbook's retraction, which would take back \(message.id), couldn't go out. \(finding)",
                on: fault.channels, remedy: remedy)
        }
    }

    /// - Parameter flaw: What is wrong if it lacks values on some channels.
    private static func faults(
        of ending: Message, for message: Message, on reach: [Message.VariantKey],
        in state: IncidentState, _ context: DecisionContext,
        lacking flaw: (_ lack: String, _ places: String) -> Flaw
    ) -> [GuardFinding] {
        let composed = composer(state, context).compose(ending).variants
        let variants = composed.compactMap(\.variant)
        let faults = JudgedMessage(ending, variants: variants, in: state, context)
            .findings(of: Self.lasting)
        let silent = reach.filter { key in !variants.contains { $0.key == key } }
        guard !silent.isEmpty else { return faults }
        let missing = composed.filter { silent.contains($0.key) }.flatMap(\.missing)
        let lack = missing.isEmpty ? "text" : Set(missing).sorted().joined(separator: ", ")
        let places = silent.map(\.description).joined(separator: ", ")
        return faults + [
            GuardFinding(.alertNotArmed, message.id.description, flaw(lack, places))
        ]
    }

    /// The retraction that would be drafted if the message were found wrong, in a state with it;
    /// nil if the playbook has none.
    private static func foreseenRetraction(
        of message: Message, in state: IncidentState, _ context: DecisionContext
    ) -> (state: IncidentState, retraction: Message)? {
        guard let template = context.playbook.template(.retraction),
            let event = try? draft(
                .retraction(of: message, template), in: state, context
            ).events.first
        else { return nil }
        var foreseen = state
        foreseen.evolve(with: .provisional(event, revision: 0, context))
        return foreseen.messages[state.messages.next].map { (foreseen, $0) }
    }

    static func requireReadyEndings(
        of message: Message, in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) {
        let findings = armedFindings(of: message, in: state, context)
        guard !findings.isEmpty else { return }
        throw Rejection(
            .refused, "What would end or retract \(message.id) couldn't go out when it is needed.",
            findings: findings)
    }
}
