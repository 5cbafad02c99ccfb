internal import Incident
internal import IncidentEvents
internal import ReadModels

/// Words the log's contents for a report: no draft texts, no quotes by a guard, and neither words
/// nor reasons about a casualty whose next of kin are not recorded as told.
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

    /// The rumor's claim; for our own claim about a casualty, only its figure and scope.
    func claim(of rumor: Rumor) -> String {
        guard let fact = rumor.fact.flatMap({ state.facts[$0] }), casualties.isWithheld(fact)
        else { return rumor.claim }
        return casualties.sentence(fact)
    }

    /// Substitute words for an entry; nil if its own may be shown.
    private func text(of entry: TimelineEntry) -> String? {
        guard let kind = EventKind(rawValue: entry.kind) else {
            // A removed entry has no body, and an unknown one can't be read.
            return entry.kind == "redacted"
                ? nil : "This entry (\(entry.kind)) needs a newer version of Tocsin."
        }
        switch kind.row.inReports {
        case .shown: return nil
        case .withoutWords: return happening(kind, entry)
        case .withoutWordsOnCasualties:
            if let rumor = withheldRumor(entry.subject) { return happening(kind, rumor) }
            if let fact = withheldFact(entry.subject) { return happening(kind, fact) }
            // Once a fact or a rumor is removed, nobody can tell whether it was about a casualty.
            return isOnRecord(entry.subject) ? nil : happening(kind, entry)
        }
    }

    private func happening(_ kind: EventKind, _ entry: TimelineEntry) -> String {
        if let found = guards[entry.moment.position] {
            return found.overrideReason == nil
                ? "Guard \(found.guardID) would have stopped \(found.subject)."
                : "Guard \(found.guardID) overridden for \(found.subject)."
        }
        let subject = entry.subject ?? "Incident"
        if kind == .variantEdited { return "\(subject) edited by hand." }
        return "\(subject): \(kind.rawValue)."
    }

    private func happening(_ kind: EventKind, _ fact: Fact) -> String {
        if kind == .factRecorded { return "\(fact.id) recorded: \(casualties.sentence(fact))" }
        if kind == .factVerified { return "\(fact.id) verified." }
        if kind == .factHeld { return "\(fact.id) held." }
        if kind == .factRefuted {
            let by = fact.refutation?.by.map { "; \($0) replaces it" } ?? ""
            return "\(fact.id) was wrong\(by)."
        }
        return "\(fact.id): \(kind.rawValue)."
    }

    private func happening(_ kind: EventKind, _ rumor: Rumor) -> String {
        if kind == .rumorReported {
            return "\(rumor.id), our own error: \(claim(of: rumor))"
        }
        if kind == .rumorAssessed {
            return "\(rumor.id) found \((rumor.assessment?.finding ?? .unspecified).word)."
        }
        return "\(rumor.id): \(kind.rawValue)."
    }

    private func isOnRecord(_ subject: String?) -> Bool {
        guard let subject else { return false }
        return FactID(subject).map { state.facts[$0] != nil }
            ?? RumorID(subject).map { state.rumors[$0] != nil } ?? false
    }

    private func withheldFact(_ subject: String?) -> Fact? {
        guard let fact = subject.flatMap({ FactID($0) }).flatMap({ state.facts[$0] }),
            casualties.isWithheld(fact)
        else { return nil }
        return fact
    }

    private func withheldRumor(_ subject: String?) -> Rumor? {
        guard let rumor = subject.flatMap({ RumorID($0) }).flatMap({ state.rumors[$0] }),
            let fact = rumor.fact.flatMap({ state.facts[$0] }), casualties.isWithheld(fact)
        else { return nil }
        return rumor
    }
}
