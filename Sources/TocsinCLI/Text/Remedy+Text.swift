internal import Incident

extension Remedy {
    /// The printed form, with its commands as typed.
    ///
    /// - Parameter incident: The incident to name in each command; nil if it is clear.
    func text(for incident: String?) -> String {
        parts.map { part in
            switch part {
            case .words(let words): words
            case .suggestion(let suggestion): suggestion.typed.about(incident).description
            case .option(let option): option.typed
            }
        }.joined()
    }
}

extension Remedy.Option {
    var typed: String {
        switch self {
        case .actor: "--as or TOCSIN_AS"
        case .role: "--role"
        case .occurred: "--occurred"
        case .relayedVia: "--via"
        case .text: "--text"
        case .language: "--language"
        case .what: "--what"
        case .copy: "--copy"
        case .guardian: "--guardian"
        case .rule: "--rule"
        case .unlisted: "--unlisted"
        case .aboutPerson: "--about-person"
        case .aboutNobody: "--no-about-person"
        case .template: "--template"
        case .channels: "--on"
        case .corrects: "--corrects"
        case .retracts: "--retracts"
        case .identifies: "--identifies"
        case .purpose: "--purpose"
        case .known: "--known"
        case .guidance: "--guidance"
        case .alt: "--alt"
        case .translator: "--by"
        case .machine: "--machine"
        case .elementWords: "--value"
        case .field: "--field"
        case .rating: "--rating"
        case .from: "--from"
        case .asOf: "--as-of"
        case .to: "--to"
        case .until: "--until"
        case .by: "--by"
        case .skip: "--skip"
        case .move: "--move"
        case .now: "--now"
        }
    }
}

extension GuardFinding {
    /// The guard, its finding, and the fix, in one line.
    func text(for incident: String?) -> String {
        "\(self.guard.id): \(finding) \(remedy.text(for: incident))"
    }
}

extension Rejection {
    /// The refusal and its reason, and the guards' findings.
    func problemText(for incident: String?) -> String {
        ([problem] + findings.map { "\n  \($0.text(for: incident))" }).joined()
    }
}
