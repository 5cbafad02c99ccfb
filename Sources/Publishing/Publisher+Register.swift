internal import Incident
public import IncidentEvents
internal import Playbooks
internal import TextChecks
public import Wire

/// The register of questions for the public, without the people who asked.
public struct PublishedRegister: Sendable {
    /// One request for each group of questions.
    public let requests: [ServiceRequest]
    /// Questions whose words are left out, because they have somebody's data.
    public let withoutWords: [InquiryID]
}

extension Publisher {
    /// The questions in the order of their ids, one for all who asked the same, with their number
    /// and when the first of them asked.
    ///
    /// Restricted questions, and requests for an embargo or an interview, are left out. A reason for
    /// declining is not public.
    public func register() -> PublishedRegister {
        let groups = state.inquiryLeads.filter { inquiry in
            [.question, .unspecified].contains(inquiry.details.kind)
                && state.visibilities[inquiry.received.position] != .restricted
                && state.redactions[inquiry.received.position] == nil && !state.isReport(inquiry)
        }
        var withoutWords: [InquiryID] = []
        let requests = groups.compactMap { inquiry -> ServiceRequest? in
            let group = state.group(of: inquiry)
            let first = group.map(\.asked).min() ?? inquiry.asked
            let last =
                [inquiry.settled?.happenedAt, group.map(\.received.happenedAt).max()]
                .compactMap(\.self).max() ?? first
            guard let requested = try? time(first), let updated = try? time(last) else {
                return nil
            }
            let hasData = holdsPersonalData(inquiry.question, in: inquiry.details.language)
            if hasData { withoutWords.append(inquiry.id) }
            return ServiceRequest(
                id: "\(incident)-\(inquiry.id)", requested: requested, updated: updated,
                closed: inquiry.settled.flatMap { try? time($0.happenedAt) },
                status: inquiry.isOpen ? "open" : "closed",
                notes: notes(on: inquiry, asked: group.count),
                source: inquiry.channel, service: "Question",
                subtype: inquiry.origin.word,
                description: hasData
                    ? "Words left out: they have personal data." : inquiry.question,
                agency: department.name)
        }
        return PublishedRegister(requests: requests, withoutWords: withoutWords)
    }

    private func notes(on inquiry: Inquiry, asked: Int) -> String {
        let result =
            switch state.status(of: inquiry) {
            case .open: "Waiting for an answer."
            case .promised: "We will come back to it."
            case .answered: inquiry.answer?.text ?? "Answered."
            case .stale: "We are checking our earlier answer."
            case .declined: "Declined."
            case .referred: "Referred to \(inquiry.referral?.to ?? "another agency")."
            }
        return asked > 1 ? "\(result) Asked \(asked) times." : result
    }

    private func holdsPersonalData(_ text: String, in language: String?) -> Bool {
        let judge = TextJudge(
            playbook.guards, department, known: [state.opening?.place].compactMap(\.self))
        return judge.remarks(on: text, language: language ?? "en").contains {
            $0.rule == .personalData
        }
    }
}
