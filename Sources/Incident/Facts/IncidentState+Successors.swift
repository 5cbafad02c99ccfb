public import IncidentEvents

extension IncidentState {
    /// The facts that replaced a fact, one after the other, the current one last.
    public func successors(of fact: Fact) -> [FactID] {
        var found: [FactID] = []
        var next = fact.supersession?.by
        while let id = next, id != fact.id, !found.contains(id) {
            found.append(id)
            next = facts[id]?.supersession?.by
        }
        return found
    }
}
