internal import Channels
internal import IncidentEvents
internal import Playbooks
internal import TextChecks

extension Guard {
    /// An ending that would be read as that of another alert in force, too.
    public static let othersInForce: Guard = Guard(
        "others-in-force", .blocksUnlessOverridden,
        summary:
            "An ending or a retraction for a place where another alert of ours is in force.",
        reason: "People who got both warnings can't tell which one is over."
    ) { judged in
        let message = judged.message
        guard [.allClear, .retraction].contains(message.kind), judged.state.mode != .reenactment
        else { return [] }
        let state = judged.state
        let texts = judged.publicVariants.map { judged.words(of: $0).words.map(\.key) }
        return state.messages.all.filter {
            state.isInForce($0) && $0.id != message.retracts
        }.compactMap { other in
            guard let place = state.place(of: other) else { return nil }
            let keys = WordText(place).words.map(\.key)
            guard
                place == state.place(of: message)
                    || !keys.isEmpty && texts.contains(where: { $0.contains(keys) })
            else { return nil }
            return Flaw(
                "\(judged.id) would be read as the end of \(other.id), which is in force for \(place).",
                remedy:
                    "Say in its text that the other warning stays in force, or end that first: \(do: .showMessage(other.id)). To release it as it is: \(do: .overrideGuards([.othersInForce], message.id))"
            )
        }
    }

    /// An all-clear without a warning of ours.
    public static let nothingToEnd: Guard = Guard(
        "nothing-to-end", .blocksUnlessOverridden,
        summary:
            "An all-clear that names no alert of ours, or another message that ends an alert in force.",
        reason: "It tells people that a danger is over, and nobody can see which one."
    ) { judged in
        guard judged.state.mode != .reenactment else { return [] }
        if [.holding, .update, .correction].contains(judged.message.kind),
            let alert = judged.state.messages.all.first(where: judged.state.isInForce),
            let words = judged.publicVariants.lazy.compactMap({
                EndingWords.first(in: judged.words(of: $0))
            }).first
        {
            return [
                Flaw(
                    "\(judged.id) says \"\(words)\", and \(alert.id) is in force.",
                    remedy:
                        "If it is over, its own end is ready: \(do: .showMessage(alert.id)). If not, leave it out: \(do: .reviseMessage(judged.message.id))"
                )
            ]
        }
        guard judged.message.kind == .allClear, judged.message.retracts == nil else { return [] }
        return [
            Flaw(
                "\(judged.id) is an all-clear, and no alert of ours is in force.",
                remedy:
                    "If it ends another agency's warning: \(do: .overrideGuards([.nothingToEnd], judged.message.id))"
            )
        ]
    }
}

extension IncidentState {
    /// The place that a message is about: its own, else the incident's.
    fileprivate func place(of message: Message) -> String? {
        message.elements.text(of: .location) ?? opening?.place
    }
}

extension [String] {
    /// Whether these words occur in a row.
    fileprivate func contains(_ phrase: [String]) -> Bool {
        indices.contains { self[$0...].starts(with: phrase) }
    }
}
