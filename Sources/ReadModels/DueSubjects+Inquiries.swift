internal import Basics
internal import Incident
internal import IncidentEvents

extension DueSubjects {
    /// Questions, briefings and holds.
    var inquiries: [DueItem] {
        state.inquiryLeads.compactMap(question)
            + state.briefings.all.filter(\.isPlanned).map {
                item(
                    .briefing, $0.id.description, "Hold briefing \($0.id) at \($0.place).",
                    .holdBriefing($0.id), due: $0.at)
            }
            + state.facts.all.compactMap { fact in
                guard fact.status == .held, let until = fact.hold?.until else { return nil }
                return item(
                    .hold, fact.id.description, "Review the hold on \(fact.id).",
                    .liftHold(fact.id, isForFamily: fact.isHeldForFamily), due: until)
            }
    }

    /// One item for all who ask the same.
    private func question(_ inquiry: Inquiry) -> DueItem? {
        let like = inquiry.members.isEmpty ? "" : " and \(inquiry.members.count) like it"
        let id = inquiry.id.description
        switch state.status(of: inquiry) {
        case .answered, .declined: return nil
        case .open:
            let due = state.group(of: inquiry).compactMap(\.deadline).min()
            return item(
                .inquiry, id,
                "\(id) from \(inquiry.from)\(like) is unanswered\(late(due)).",
                .answerInquiry(inquiry.id), due: due)
        case .promised:
            guard let promise = inquiry.promise else { return nil }
            return item(
                .inquiry, id,
                "\(promise.person) said that we will come back to \(id)\(like)\(late(promise.by)).",
                .answerInquiry(inquiry.id), due: promise.by)
        case .stale:
            let facts = state.changedFacts(behind: inquiry)
                .map { "\($0.id), \($0.whyChanged)" }.joined(separator: "; ")
            let places = state.placesOfAnswer(to: inquiry)
            let said = places.isEmpty ? "" : " It was said on \(places.joined(separator: ", "))."
            return item(
                .inquiry, id, "The answer to \(id)\(like) rests on \(facts).\(said)",
                .answerInquiry(inquiry.id))
        case .referred:
            guard let referral = inquiry.referral, let by = referral.by else { return nil }
            return item(
                .inquiry, id,
                "\(referral.to.capitalizedFirst) must reply to \(id)\(like)\(late(by)).",
                .answerInquiry(inquiry.id), due: by)
        }
    }

    /// `, 40 min late`; empty before the time.
    private func late(_ due: Instant?) -> String {
        guard let due, due < asOf else { return "" }
        return ", \(asOf.since(due).brief) late"
    }
}
