internal import IncidentEvents

extension IncidentState {
    /// Whether a later message is the update that an earlier one promised: it is for the same
    /// audience and on the same subject.
    ///
    /// - A holding statement or an update tells how things are going, and continues everything.
    /// - An alert continues everything except an alert for another place.
    /// - An all-clear continues everything except an alert that it doesn't end.
    /// - A correction or retraction continues only the message that it sets right: one whose claim
    ///   it corrects or that it takes back, or one with a fact that it also cites, or with a fact
    ///   that was replaced by one of those that it cites.
    /// - An answer to a question continues nothing, because only the person who asked waits for it.
    public func isContinued(_ earlier: Message, by later: Message) -> Bool {
        guard later.audience == earlier.audience, later.answers == nil else { return false }
        switch later.kind {
        case .holding, .update: return true
        case .alert:
            return earlier.kind != .alert
                || later.elements.location == earlier.elements.location
        case .allClear: return earlier.kind != .alert || later.retracts == earlier.id
        case .correction, .retraction, .unspecified, .UNRECOGNIZED:
            return later.retracts == earlier.id || corrects(later, earlier)
                || !currentFacts(of: earlier).isDisjoint(with: later.citesEver.map(\.fact))
        }
    }

    private func corrects(_ later: Message, _ earlier: Message) -> Bool {
        later.corrects.contains { id in
            earlier.corrects.contains(id) || rumors[id]?.messages.contains(earlier.id) ?? false
        }
    }

    /// The facts that a message cites, and those that replaced them.
    private func currentFacts(of message: Message) -> Set<FactID> {
        var found: Set<FactID> = []
        var waiting = message.citesEver.map(\.fact)
        while let id = waiting.popLast() {
            guard found.insert(id).inserted, let fact = facts[id] else { continue }
            waiting += [fact.supersession?.by, fact.refutation?.by].compactMap(\.self)
        }
        return found
    }
}
