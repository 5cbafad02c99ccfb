internal import Incident
internal import IncidentEvents
internal import ReadModels

/// Puts what the log says into words that may stand in a report: no text of a draft, nothing that
/// a guard quoted, and of a casualty whose next of kin are not told neither words nor reasons.
struct ReportWords {
    private let state: IncidentState
    private let casualties: Casualties
    private let guards: [UInt64: IncidentState.GuardEntry]

    init(state: IncidentState, casualties: Casualties) {
        self.state = state
        self.casualties = casualties
        guards = Dictionary(
            state.guardFindings.map { ($0.stamp.position, $0) }, uniquingKeysWith: { $1 })
    }

    func entry(_ entry: TimelineEntry) -> TimelineEntry {
        guard let text = text(of: entry) else { return entry }
        var entry = entry
        entry.text = text
        entry.corrections = []
        return entry
    }

    func item(_ item: DueItem) -> DueItem {
        guard let rumor = withheldRumor(item.subject) else { return item }
        var item = item
        item.text = "\(rumor.id) (\(claim(of: rumor))): \(item.kind.rawValue)"
        return item
    }

    /// The rumor's claim; of our own about a casualty, its figure and scope alone.
    func claim(of rumor: Rumor) -> String {
        guard let fact = rumor.fact.flatMap({ state.facts[$0] }), casualties.isWithheld(fact)
        else { return rumor.claim }
        return casualties.sentence(fact)
    }

    /// Other words for an entry; nil where its own may stand.
    private func text(of entry: TimelineEntry) -> String? {
        if entry.kind == "variant-edited", let subject = entry.subject {
            return "\(subject) edited by hand."
        }
        if let found = guards[entry.moment.position] {
            return found.overrideReason == nil
                ? "Guard \(found.guardID) would have stopped \(found.subject)."
                : "Guard \(found.guardID) overridden for \(found.subject)."
        }
        if let rumor = withheldRumor(entry.subject) { return text(of: entry, about: rumor) }
        guard let fact = entry.subject.flatMap({ FactID($0) }).flatMap({ state.facts[$0] }),
            casualties.isWithheld(fact)
        else { return nil }
        switch entry.kind {
        case "fact-recorded": return "\(fact.id) recorded: \(casualties.sentence(fact))"
        case "fact-verified": return "\(fact.id) verified."
        case "fact-held": return "\(fact.id) held."
        case "fact-refuted":
            return "\(fact.id) was wrong"
                + ((fact.refutation?.by).map { "; \($0) is right instead" } ?? "") + "."
        default: return nil
        }
    }

    private func text(of entry: TimelineEntry, about rumor: Rumor) -> String? {
        switch entry.kind {
        case "rumor-reported": "\(rumor.id), said by ourselves: \(claim(of: rumor))"
        case "rumor-assessed":
            "\(rumor.id) found \((rumor.assessment?.finding ?? .unspecified).word)."
        case "rumor-watched", "coverage-waived", "outlet-contacted", "rumor-closed",
            "rumor-resurfaced":
            "\(rumor.id): \(entry.kind)."
        default: nil
        }
    }

    private func withheldRumor(_ subject: String?) -> Rumor? {
        guard let rumor = subject.flatMap({ RumorID($0) }).flatMap({ state.rumors[$0] }),
            let fact = rumor.fact.flatMap({ state.facts[$0] }), casualties.isWithheld(fact)
        else { return nil }
        return rumor
    }
}
