internal import Channels
internal import IncidentEvents

extension Gap {
    /// One thing in the gap, in words.
    public struct Item: Hashable, Sendable {
        /// What it is: `R1 false, public for 2 h 05 min`.
        public var head: String
        /// Where, or why it is held, and what it says: a long text must not push out the rest.
        public var text: String
        /// The public reads something wrong, or waits for what was promised.
        public var isAlarm: Bool
    }

    /// What the public reads wrong first, what it waits for next, what it could be told last.
    ///
    /// - Parameter index: Below ``count``.
    public func item(_ index: Int) -> Item {
        var index = index
        func isHere(_ count: Int) -> Bool {
            if index < count { return true }
            index -= count
            return false
        }
        if isHere(falseInPublic.count) { return item(falseInPublic[index]) }
        if isHere(outdated.count) { return item(outdated[index]) }
        if isHere(overduePromises.count) { return item(overduePromises[index]) }
        if isHere(unposted.count) { return item(unposted[index]) }
        if isHere(openCorrections.count) { return item(openCorrections[index]) }
        if isHere(unanswered.count) { return item(unanswered[index]) }
        return item(unsaid[index])
    }

    public var items: [Item] { (0..<count).map(item) }

    private func item(_ claim: FalseClaim) -> Item {
        let owners = claim.own.isEmpty ? "" : " (ours: \(list(claim.own)))"
        return Item(
            head: "\(claim.rumor) known \(claim.finding), still public"
                + age(claim.ageSeconds, claim.since),
            text: "On \(list(claim.carriers))\(owners): \(claim.claim)", isAlarm: true)
    }

    private func item(_ posting: OutdatedPosting) -> Item {
        let word =
            switch posting.concern {
            case .wrong: "refuted"
            case .stale: "changed"
            }
        return Item(
            head: "\(posting.message) says \(posting.fact), \(word)"
                + ago(posting.ageSeconds, posting.since),
            text: "On \(list(posting.carriers)): \(posting.statement)", isAlarm: true)
    }

    private func item(_ promise: OverduePromise) -> Item {
        Item(
            head: "\(promise.message) promised an update, overdue"
                + " \(Duration.seconds(promise.overdueSeconds).brief)",
            text: "", isAlarm: true)
    }

    private func item(_ message: UnpostedMessage) -> Item {
        Item(
            head: "\(message.message) released, not posted"
                + age(message.ageSeconds, message.released),
            text: "On \(message.channels.map(\.rawValue).joined(separator: ", "))"
                + ": \(message.kind)",
            isAlarm: false)
    }

    private func item(_ correction: OpenCorrection) -> Item {
        let cells = correction.open.count + correction.closedCells
        return Item(
            head: "\(correction.rumor) not set right on \(correction.open.count) of \(cells)"
                + age(correction.ageSeconds, correction.since),
            text: "On \(list(correction.open)): \(correction.claim)", isAlarm: false)
    }

    private func item(_ inquiry: UnansweredInquiry) -> Item {
        Item(
            head: "\(inquiry.inquiry) unanswered\(age(inquiry.ageSeconds, inquiry.received))"
                + (inquiry.isOverdue ? ", past its deadline" : ""),
            text: "\(inquiry.from): \(inquiry.question)", isAlarm: inquiry.isOverdue)
    }

    private func item(_ fact: UnsaidFact) -> Item {
        let reason = fact.heldBecause.map { "Held: \($0). " } ?? ""
        let status = fact.status == "verified" ? "verified, not cleared" : fact.status
        return Item(
            head: "\(fact.fact) \(status), not said\(age(fact.ageSeconds, fact.verified))",
            text: reason + fact.statement, isAlarm: false)
    }

    private func list(_ carriers: [Carrier]) -> String {
        carriers.map(\.description).joined(separator: ", ")
    }

    private func ago(_ seconds: Int64?, _ moment: Moment) -> String {
        guard let seconds else { return "" }
        return " \(moment.isApproximate ? "about " : "")\(Duration.seconds(seconds).brief) ago"
    }

    /// Nothing where the time only keeps an order.
    private func age(_ seconds: Int64?, _ moment: Moment) -> String {
        guard let seconds else { return "" }
        return " for \(moment.isApproximate ? "about " : "")\(Duration.seconds(seconds).brief)"
    }
}
