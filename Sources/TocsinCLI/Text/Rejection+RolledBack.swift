internal import Incident
internal import IncidentEvents

extension Rejection {
    /// The rejection without commands about things that the refused command would have made: nothing
    /// was stored, so their ids mean nothing, or later something else.
    ///
    /// - Parameter state: The state before the command.
    func rolledBack(to state: IncidentState) -> Rejection {
        // An id that somebody typed is named as it was typed.
        guard code != .unknownThing else { return self }
        var rejection = self
        rejection.problem = state.naming(problem)
        rejection.remedy = remedy?.rolledBack(to: state)
        rejection.findings = findings.map { finding in
            var finding = finding
            finding.finding = state.naming(finding.finding)
            finding.remedy = finding.remedy.rolledBack(to: state)
            return finding
        }
        return rejection
    }
}

extension Remedy {
    fileprivate func rolledBack(to state: IncidentState) -> Remedy {
        let unknown = suggestions.filter { !$0.typed.words.allSatisfy { state.knows($0) } }
        guard !unknown.isEmpty else { return self }
        let missing = unknown.compactMap(\.missingOptions).first
        return missing.map {
            "Nothing was recorded. Repeat the command with \($0)."
        } ?? "Nothing was recorded. Change the command and repeat it."
    }
}

extension Suggestion {
    /// The options that the message lacks, as typed.
    fileprivate var missingOptions: String? {
        guard case .reviseMessage(_, let revision) = self, revision != .text else { return nil }
        return revision.typed.map(\.description).joined(separator: " ")
    }
}

extension IncidentState {
    /// The sentence with a noun in place of each id that was never stored.
    fileprivate func naming(_ sentence: String) -> String {
        sentence.replacing(/\b[FMQR][0-9]+\b/) { match in
            let id = String(match.output)
            guard !knows(.value(id)) else { return id }
            let nouns = ["F": "fact", "M": "message", "Q": "inquiry", "R": "rumor"]
            let article = match.range.lowerBound == sentence.startIndex ? "The" : "the"
            return "\(article) new \(nouns[String(id.prefix(1))] ?? id)"
        }
    }

    /// Whether the word isn't an id, or names a thing that exists.
    fileprivate func knows(_ word: TypedCommand.Word) -> Bool {
        guard case .value(let text) = word else { return true }
        if let id = MessageID(text) { return messages[id] != nil }
        if let id = FactID(text) { return facts[id] != nil }
        if let id = RumorID(text) { return rumors[id] != nil }
        if let id = InquiryID(text) { return inquiries[id] != nil }
        return true
    }
}
