public import IncidentEvents

/// The guards' findings about a message in its current state, submitted or not.
public struct MessageJudgement: Sendable {
    /// The texts that were judged: as submitted, else as composed now.
    public var variants: [Message.Variant]
    /// The guards' findings, in the order of the guards.
    public var findings: [GuardFinding]
}

extension Decision {
    /// Judges a message and decides nothing.
    ///
    /// - Throws: A ``Rejection`` if there is no such message.
    public func judgement(of id: MessageID) throws(Rejection) -> MessageJudgement {
        var message = try state.require(message: id)
        let variants: [Message.Variant]
        if let submission = message.submission {
            variants = submission.variants
        } else {
            let composition = Decider.composer(state, context).compose(message)
            message.cites = composition.cites
            variants = composition.variants.compactMap(\.variant)
        }
        let findings = JudgedMessage(message, variants: variants, in: state, context).findings
        return MessageJudgement(variants: variants, findings: findings)
    }
}
