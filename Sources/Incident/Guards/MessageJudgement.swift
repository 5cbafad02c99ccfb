public import IncidentEvents

/// What the guards say of a message as it stands, be it submitted or not.
public struct MessageJudgement: Sendable {
    /// The texts that were judged: as submitted, else as composed now.
    public var variants: [Message.Variant]
    /// What the guards found, in their order.
    public var findings: [GuardFinding]
}

extension Decision {
    /// Judges a message and decides nothing.
    ///
    /// - Throws: A ``Rejection`` where there is no such message.
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
