internal import IncidentEvents

extension Suggestion {
    /// The first of the commands on the way to this one that the person may carry out: a draft that
    /// lacks something is completed before it is submitted. The same one, if it isn't refused or if
    /// nobody knows beforehand whether it is.
    ///
    /// - Parameter context: The person who would type it, and the time.
    public func practicable(in state: IncidentState, _ context: DecisionContext) -> Suggestion {
        var suggestion = self
        // Each remedy is one step back. A chain that doesn't end there isn't a remedy.
        for _ in 0..<3 {
            let ways = suggestion.obstacle(in: state, context)?.suggestions ?? []
            guard let way = ways.first(where: { $0.eventKind != nil }) ?? ways.first
            else { return suggestion }
            // Overriding is the author's; an approver can approve first.
            if case .overrideGuards = way,
                case .approveMessage(let id, thenRelease: true) = suggestion,
                Suggestion.approveMessage(id).obstacle(in: state, context) == nil
            {
                return .approveMessage(id)
            }
            suggestion = way
        }
        return self
    }

    /// The way around the reason that the command would be refused; nil if it wouldn't be.
    private func obstacle(in state: IncidentState, _ context: DecisionContext) -> Remedy? {
        var decision = Decision(state: state, context: context)
        do {
            try perform(&decision)
            return decision.records.isEmpty ? decision.refusals.first?.remedy : nil
        } catch {
            // A finding is mended before anything is overridden.
            return error.findings.first?.remedy ?? error.remedy
        }
    }

    /// Decides what it means, if it leaves nothing to fill in.
    private func perform(_ decision: inout Decision) throws(Rejection) {
        switch self {
        case .submitMessage(let id): try decision.submitMessage(id)
        case .approveMessage(let id, let thenRelease):
            try decision.approveMessage(id, .init(), releases: thenRelease)
        case .releaseMessage(let id, let channel):
            try decision.perform(.message(.release(id, .init(on: channel.map { [$0] }))))
        case .confirmTranslation(let id, let language):
            try decision.perform(.message(.confirm(id, language: language)))
        case .completeStep(let step):
            try decision.perform(.lifecycle(.completeStep(step, note: nil)))
        case .clearFact(let id?): try decision.perform(.fact(.clear(id)))
        default: break
        }
    }
}
