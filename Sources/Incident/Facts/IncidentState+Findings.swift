public import IncidentEvents

extension IncidentState {
    /// The facts that findings and refutations recorded: what is right instead.
    var factsFromFindings: Set<FactID> {
        Set(
            rumors.all.flatMap(\.assessments).flatMap(\.facts)
                + facts.all.compactMap { $0.refutation?.by })
    }

    /// The facts from findings that a message rests on, and that an approver verifies and clears by
    /// approving it: those with a source that somebody else recorded.
    ///
    /// - Returns: None if the approver may not verify and clear facts, or in a reenactment.
    public func factsToConfirm(in message: MessageID, by approver: DecisionContext) -> [Fact] {
        guard mode != .reenactment, let message = messages[message],
            (try? approver.role(for: .verify, in: self)) != nil,
            (try? approver.role(for: .clear, in: self)) != nil
        else { return [] }
        let findings = factsFromFindings
        return message.cites.compactMap { facts[$0.fact] }.filter {
            [.recorded, .verified].contains($0.status) && $0.source != nil
                && findings.contains($0.id)
                && $0.recorded.actor != approver.actor
        }
    }
}
