internal import IncidentEvents
internal import TextChecks

extension Guard {
    /// An all-clear without a warning of ours.
    public static let nothingToEnd: Guard = Guard(
        "nothing-to-end", .blocksUnlessOverridden,
        summary:
            "An all-clear that names no alert of ours, or an update that ends an alert in force.",
        reason: "It tells people that a danger is over, and nobody can see which one."
    ) { judged in
        guard judged.state.mode != .reenactment else { return [] }
        if [.holding, .update].contains(judged.message.kind),
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
