internal import Channels
internal import IncidentEvents

extension Gap {
    /// One thing in the gap, in words.
    public struct Item: Hashable, Sendable {
        /// The item: `R1 false, public for 2 h 05 min`.
        public var head: String
        /// The place or the reason for the hold, then the words: a long text must not push out the
        /// rest.
        public var text: String
        /// Whether the public reads an error, or waits for a promised update.
        public var isAlarm: Bool
    }

    /// The items: public errors first, then promises to the public, then facts that could be said.
    public var items: [Item] {
        falseInPublic.map(\.item) + outdated.map(\.item) + unverified.map(\.item)
            + staleAnswers.map(\.item)
            + unassessed.map(\.item)
            + overduePromises.map(\.item)
            + unposted.map(\.item) + openCorrections.map(\.item) + unanswered.map(\.item)
            + unsaid.map(\.item)
    }
}

extension Gap.FalseClaim {
    var item: Gap.Item {
        let owners = own.isEmpty ? "" : " (ours: \(list(own)))"
        return Gap.Item(
            head: "\(rumor) known \(finding), still public\(standing.longest)",
            text: "On \(standing.words)\(owners): \(claim)", isAlarm: true)
    }
}

extension Gap.OutdatedPosting {
    var item: Gap.Item {
        let word =
            switch concern {
            case .wrong: "refuted"
            case .stale: "changed"
            case .held: "held now"
            }
        return Gap.Item(
            head: "\(message) says \(fact), \(word)"
                + ago(ageSeconds, since),
            text: "On \(list(carriers)): \(statement)", isAlarm: true)
    }
}

extension Gap.UnverifiedPosting {
    var item: Gap.Item {
        let facts = facts.map(\.description).joined(separator: ", ")
        let reasons =
            (facts.isEmpty ? [] : ["nobody verified \(facts)"])
            + (restsOnNothing.map { ["it rests on no fact: \($0)"] } ?? [])
            + (guards.isEmpty ? [] : ["guard: \(guards.joined(separator: ", "))"])
        return Gap.Item(
            head: "\(message) public, not verified" + age(ageSeconds, since),
            text: "On \(list(carriers)): \(reasons.joined(separator: "; "))", isAlarm: false)
    }
}

extension Gap.UnassessedClaim {
    var item: Gap.Item {
        Gap.Item(
            head: "\(rumor) not assessed, on an account of ours\(age(ageSeconds, since))",
            text: "On \(list(carriers)): \(claim)", isAlarm: true)
    }
}

extension Gap.OverduePromise {
    var item: Gap.Item {
        Gap.Item(
            head: "\(message) promised an update,"
                + " \(Duration.seconds(overdueSeconds).brief) overdue",
            text: "On \(channels.map(\.rawValue).joined(separator: ", "))", isAlarm: true)
    }
}

extension Gap.UnpostedMessage {
    var item: Gap.Item {
        Gap.Item(
            head: "\(message) released, not posted"
                + age(ageSeconds, released),
            text: "On \(texts.joined(separator: ", "))"
                + ": \(kind)",
            isAlarm: false)
    }
}

extension Gap.OpenCorrection {
    var item: Gap.Item {
        let cells = open.count + closedCells
        return Gap.Item(
            head: "\(rumor) not corrected on \(open.count) of \(cells)\(standing.longest)",
            text: "On \(standing.words): \(claim)", isAlarm: false)
    }
}

extension Gap.UnansweredInquiry {
    var item: Gap.Item {
        Gap.Item(
            head: "\(inquiry) unanswered\(age(ageSeconds, received))"
                + (isOverdue ? ", past its deadline" : ""),
            text: "\(from): \(question)", isAlarm: isOverdue)
    }
}

extension Gap.StaleAnswer {
    var item: Gap.Item {
        let on = saidOn.isEmpty ? "" : "On \(saidOn.joined(separator: ", ")): "
        return Gap.Item(
            head: "\(inquiry) answered with \(fact), \(change)" + ago(ageSeconds, since),
            text: on + answer, isAlarm: true)
    }
}

extension Gap.UnsaidFact {
    var item: Gap.Item {
        let reason = heldBecause.map { "Held: \($0). " } ?? ""
        let status = status == "verified" ? "verified, not cleared" : status
        return Gap.Item(
            head: "\(fact) \(status), not said\(age(ageSeconds, verified))",
            text: reason + statement, isAlarm: false)
    }
}

private func list(_ carriers: [Carrier]) -> String {
    carriers.map(\.description).joined(separator: ", ")
}

extension [Gap.Standing] {
    /// The time on the carrier that has had the claim longest.
    fileprivate var longest: String { first.map { age($0.ageSeconds, $0.since) } ?? "" }

    /// Each carrier, with its own time if there are several.
    fileprivate var words: String {
        guard count > 1 else { return map(\.carrier.description).joined(separator: ", ") }
        return map { "\($0.carrier)\(age($0.ageSeconds, $0.since))" }.joined(separator: ", ")
    }
}

private func ago(_ seconds: Int64?, _ moment: Moment) -> String {
    words(seconds, moment).map { " \($0) ago" } ?? ""
}

/// Empty if the time only keeps the order.
private func age(_ seconds: Int64?, _ moment: Moment) -> String {
    words(seconds, moment).map { " for \($0)" } ?? ""
}

/// Days are counted from two on: a time that is sure to the day may be nearly a day off.
private func words(_ seconds: Int64?, _ moment: Moment) -> String? {
    guard let seconds else { return nil }
    if moment.certainty == .day, seconds < 2 * 86_400 { return nil }
    return Duration.seconds(seconds).words(moment.certainty)
}
