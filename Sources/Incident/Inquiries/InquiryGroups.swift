internal import Basics
internal import Channels
public import IncidentEvents
internal import TextChecks

/// Where a question is on its way to an answer.
public enum InquiryStatus: String, Hashable, Sendable, CaseIterable {
    case open
    /// We said when we will come back to it.
    case promised
    case answered
    /// A fact that the answer rests on has changed since.
    case stale = "answered, now stale"
    case declined, referred

    /// Whether it waits for an answer.
    public var isOpen: Bool { self == .open || self == .promised }
}

/// An earlier question that is like another one.
public struct LikeInquiry: Hashable, Sendable {
    /// The first question of its group.
    public var inquiry: Inquiry
    /// How alike the two are, from 0 to 1.
    public var score: Double
    /// Whether it is proposed as the same question.
    public var isSame: Bool
    /// The words that both have, those that count most first.
    public var sharedWords: [String]
}

extension IncidentState {
    /// The first question of each group, and each question that is alone.
    public var inquiryLeads: [Inquiry] { inquiries.all.filter { $0.lead == nil } }

    /// The first question of a question's group: itself if it is alone.
    public func lead(of inquiry: Inquiry) -> Inquiry {
        inquiry.lead.flatMap { inquiries[$0] } ?? inquiry
    }

    /// The questions that one answer closes, the first one at the beginning.
    public func group(of inquiry: Inquiry) -> [Inquiry] {
        let lead = lead(of: inquiry)
        return [lead] + lead.members.compactMap { inquiries[$0] }
    }

    public func status(of inquiry: Inquiry) -> InquiryStatus {
        if inquiry.answer != nil {
            return changedFacts(behind: inquiry).isEmpty ? .answered : .stale
        }
        if inquiry.declined != nil { return .declined }
        if inquiry.referral != nil { return .referred }
        return inquiry.promise == nil ? .open : .promised
    }

    /// The facts behind an answer that were refuted, replaced or held since.
    public func changedFacts(behind inquiry: Inquiry) -> [Fact] {
        (inquiry.answer?.cites ?? []).compactMap { facts[$0] }
            .filter { $0.changed != nil }
    }

    /// The groups whose answer has to be given again, in the order of their first questions.
    public var staleInquiries: [Inquiry] {
        inquiryLeads.filter { !changedFacts(behind: $0).isEmpty }
    }

    /// Whether it is a report of a crime or of danger, which went to those who act on it and is read
    /// to nobody.
    public func isReport(_ inquiry: Inquiry) -> Bool {
        inquiry.referral.map { ["dispatch", "tips"].contains($0.to.lowercased()) } ?? false
    }

    /// Where an answer was said: the accounts of its message, and the channels on which the people
    /// asked.
    public func placesOfAnswer(to inquiry: Inquiry) -> [String] {
        guard let answer = inquiry.answer else { return [] }
        let posted =
            answer.message.flatMap { messages[$0] }?.deliveries
            .filter { $0.outcome == .posted }.map(\.carrier.description) ?? []
        let asked = group(of: inquiry).compactMap(\.channel)
        return (posted + asked).uniqued()
    }

    /// The groups that ask what a text asks, the most alike first.
    ///
    /// - Parameter id: The question with that text, which isn't like itself; nil for a text that
    ///   nobody has asked yet.
    public func inquiries(like text: String, except id: InquiryID? = nil) -> [LikeInquiry] {
        let own = id.flatMap { inquiries[$0] }.map { lead(of: $0).id }
        let others = inquiries.all.filter { ($0.lead ?? $0.id) != own }
        var seen: Set<InquiryID> = []
        return TextLikeness(others.map(\.question), besides: [text]).matches(of: text)
            .compactMap { match in
                let lead = lead(of: others[match.index])
                return seen.insert(lead.id).inserted
                    ? LikeInquiry(
                        inquiry: lead, score: match.score, isSame: match.isSame,
                        sharedWords: match.words) : nil
            }
    }

    /// The facts that an answer rests on: those named, those of its message, and each cleared fact
    /// whose words it repeats.
    func facts(behind answer: String, message: MessageID?, citing cites: [FactID]) -> [FactID] {
        let released = message.flatMap { messages[$0] }?.releases.last?.cites.map(\.fact) ?? []
        let said = Set(WordText(answer).sentenceKeys)
        let repeated = facts.all.filter { fact in
            let words = WordText(fact.statement).sentenceKeys
            return fact.isSayable && !words.isEmpty && said.isSuperset(of: words)
        }.map(\.id)
        return (cites + released + repeated).uniqued()
    }
}

extension Fact {
    /// The entry since which an answer that cites it no longer holds; nil while it does.
    public var changed: Stamp? {
        refutation?.stamp ?? supersession?.stamp ?? hold?.stamp
    }

    /// `which was refuted`; of a fact that has changed.
    public var whyChanged: String {
        switch status {
        case .refuted: "which was refuted"
        case .superseded:
            supersession?.by.map { "which \($0) replaced" } ?? "which was replaced"
        default: "which is held"
        }
    }
}

extension WordText {
    /// The words of each sentence.
    var sentenceKeys: [[String]] {
        sentences.map { words[$0].map(\.key) }.filter { !$0.isEmpty }
    }
}
