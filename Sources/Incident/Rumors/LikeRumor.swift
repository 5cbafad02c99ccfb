public import IncidentEvents
internal import TextChecks

/// An open rumor that is like another claim.
public struct LikeRumor: Hashable, Sendable {
    public var rumor: RumorID
    /// Its claim, in the recorded words.
    public var claim: String
    /// Whether it is proposed as the same claim.
    public var isSame: Bool
    /// The words that both have, those that count most first.
    public var sharedWords: [String]
}

extension IncidentState {
    /// The rumors that aren't closed and say what a claim says, the most alike first.
    ///
    /// The guard `rumor-repeated` judges our own texts by a stricter rule.
    ///
    /// - Parameter id: The rumor with that claim, which isn't like itself.
    public func openRumors(like claim: String, except id: RumorID) -> [LikeRumor] {
        let others = rumors.all.filter { !$0.isClosed && $0.id != id }
        let likeness = TextLikeness(
            others.map(\.claim), besides: [claim] + inquiries.all.map(\.question))
        return likeness.matches(of: claim).map { match in
            LikeRumor(
                rumor: others[match.index].id, claim: others[match.index].claim,
                isSame: match.isSame, sharedWords: match.words)
        }
    }
}
