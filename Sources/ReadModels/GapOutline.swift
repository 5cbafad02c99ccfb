internal import Basics
internal import Channels
public import Incident
public import IncidentEvents
public import Playbooks

/// The positions of the gap's items, without their words.
///
/// There may be thousands of items, few of them visible, and the player asks at every key.
public struct GapOutline: Sendable {
    private let state: IncidentState
    private let claims: ClaimIndex
    private let asOf: Instant
    private let department: Department?
    // Positions in the state's registers, in the order shown.
    private var falseInPublic: [Int] = []
    private var unposted: [Int] = []
    private var openCorrections: [Int] = []
    private var unanswered: [Int] = []
    private var unsaid: [Int] = []
    // Rarely more than a few.
    private let outdated: [Gap.OutdatedPosting]
    private let unverified: [Gap.UnverifiedPosting]
    private var unassessed: [Gap.UnassessedClaim] = []
    private let overduePromises: [Gap.OverduePromise]
    private let staleAnswers: [Gap.StaleAnswer]

    /// - Parameters:
    ///   - claims: The index of the same state.
    ///   - asOf: Incident time, for judging ages and deadlines.
    ///   - department: Where it has no account, nothing is missing; nil if unknown.
    public init(
        state: IncidentState, claims: ClaimIndex, asOf: Instant, department: Department? = nil
    ) {
        self.department = department
        self.state = state
        self.claims = claims
        self.asOf = asOf
        outdated = state.outdatedPostings(asOf: asOf)
        unverified = state.unverifiedPostings(asOf: asOf)
        staleAnswers = state.staleInquiries.compactMap {
            Gap.StaleAnswer($0, state, asOf: asOf)
        }
        // A closed incident needs no update, but public errors remain errors.
        overduePromises = state.isClosed ? [] : Promises.overdue(in: state, asOf: asOf)
        listFacts()
        listRumors()
        let (messages, inquiries) = (state.messages.all, state.inquiries.all)
        unposted = messages.indices.filter {
            !messages[$0].releases.isEmpty && messages[$0].discarded == nil
                && messages[$0].isUnpostedSomewhere(department)
        }
        unanswered = inquiries.indices.filter { inquiries[$0].isOpen }
            .map { (place: $0, since: inquiries[$0].received.happenedAt) }
            .sorted { ($0.since, inquiries[$0.place].id) < ($1.since, inquiries[$1.place].id) }
            .map(\.place)
    }

    private mutating func listFacts() {
        let facts = state.facts.all
        let said = state.factsSaid
        var found: [(place: Int, since: Instant, id: FactID)] = []
        for place in facts.indices where facts[place].isVerified && facts[place].isStanding {
            let id = facts[place].id
            guard !said.contains(id), let first = facts[place].verifications.first else { continue }
            found.append((place, first.stamp.happenedAt, id))
        }
        unsaid = found.sorted { ($0.since, $0.id) < ($1.since, $1.id) }.map(\.place)
    }

    private mutating func listRumors() {
        let rumors = state.rumors.all
        for place in rumors.indices where rumors[place].needsCorrection {
            let standing = claims.standing(of: rumors[place])
            if standing.isStanding { falseInPublic.append(place) }
            if standing.isOpen { openCorrections.append(place) }
        }
        let accounts = state.accountsPostedOn
        unassessed = rumors.indices.compactMap { place in
            let rumor = rumors[place]
            guard rumor.isUnsettled, !rumor.isClosed, rumor.mayStand(on: accounts) else {
                return nil
            }
            let cells = claims.coverage(of: rumor).filter {
                $0.isStandingInPublic && ($0.isOwn || accounts.contains($0.carrier))
            }
            return cells.isEmpty ? nil : Gap.UnassessedClaim(rumor, on: cells, asOf: asOf)
        }
    }

    /// The number of items in all groups.
    public var count: Int {
        falseInPublic.count + outdated.count + unverified.count + unassessed.count
            + overduePromises.count + staleAnswers.count
            + unposted.count
            + openCorrections.count + unanswered.count + unsaid.count
    }

    /// An item: public errors first, then promises to the public, then facts that could be said.
    ///
    /// - Parameter index: Below ``count``.
    public func item(_ index: Int) -> Gap.Item {
        var index = index
        func isHere(_ count: Int) -> Bool {
            if index < count { return true }
            index -= count
            return false
        }
        if isHere(falseInPublic.count) { return falseClaim(falseInPublic[index]).item }
        if isHere(outdated.count) { return outdated[index].item }
        if isHere(unverified.count) { return unverified[index].item }
        if isHere(staleAnswers.count) { return staleAnswers[index].item }
        if isHere(unassessed.count) { return unassessed[index].item }
        if isHere(overduePromises.count) { return overduePromises[index].item }
        if isHere(unposted.count) { return unpostedMessage(unposted[index]).item }
        if isHere(openCorrections.count) { return openCorrection(openCorrections[index]).item }
        if isHere(unanswered.count) { return unansweredInquiry(unanswered[index]).item }
        return unsaidFact(unsaid[index]).item
    }

    /// The whole gap, with words.
    public var gap: Gap {
        Gap(
            unsaid: unsaid.map(unsaidFact), unposted: unposted.map(unpostedMessage),
            outdated: outdated, unverified: unverified,
            falseInPublic: falseInPublic.map(falseClaim), unassessed: unassessed,
            overduePromises: overduePromises, unanswered: unanswered.map(unansweredInquiry),
            staleAnswers: staleAnswers,
            openCorrections: openCorrections.map(openCorrection))
    }

    private func unsaidFact(_ place: Int) -> Gap.UnsaidFact {
        Gap.UnsaidFact(state.facts.all[place], asOf: asOf)
    }

    private func unpostedMessage(_ place: Int) -> Gap.UnpostedMessage {
        Gap.UnpostedMessage(state.messages.all[place], asOf: asOf, department)
    }

    private func falseClaim(_ place: Int) -> Gap.FalseClaim {
        let rumor = state.rumors.all[place]
        return Gap.FalseClaim(
            rumor, in: claims.coverage(of: rumor).filter(\.isStandingInPublic), asOf: asOf)
    }

    private func openCorrection(_ place: Int) -> Gap.OpenCorrection {
        let rumor = state.rumors.all[place]
        return Gap.OpenCorrection(rumor, among: claims.coverage(of: rumor), asOf: asOf)
    }

    private func unansweredInquiry(_ place: Int) -> Gap.UnansweredInquiry {
        Gap.UnansweredInquiry(state.inquiries.all[place], asOf: asOf)
    }
}

extension Rumor {
    /// Whether it may be on one of these accounts: it was seen there, or one of our messages made it.
    fileprivate func mayStand(on accounts: Set<Carrier>) -> Bool {
        !messages.isEmpty || fact != nil || sightings.contains { accounts.contains($0.carrier) }
    }
}

extension IncidentState {
    /// The accounts on which a message of ours was posted.
    fileprivate var accountsPostedOn: Set<Carrier> {
        let messages = messages.all
        return messages.indices.reduce(into: []) { accounts, place in
            for delivery in messages[place].deliveries { accounts.insert(delivery.carrier) }
        }
    }

    /// The facts cited by a message's releases that reached the public.
    fileprivate var factsSaid: Set<FactID> {
        var said: Set<FactID> = []
        let messages = messages.all
        for place in messages.indices {
            let deliveries = messages[place].deliveries
            guard let last = deliveries.last(where: \.isPublic)?.stamp.position
            else { continue }
            for release in messages[place].releases where release.stamp.position < last {
                for cited in release.cites { said.insert(cited.fact) }
            }
        }
        return said
    }

    fileprivate func unverifiedPostings(asOf: Instant) -> [Gap.UnverifiedPosting] {
        let guards = unratifiedGuards
        let (facts, messages) = (facts.all, messages.all)
        let unverified = Set(
            facts.indices.filter { !facts[$0].isVerified }.map { facts[$0].id })
        // Few messages are concerned, and a whole message is slow to copy.
        return messages.indices.compactMap { place in
            guard !messages[place].deliveries.isEmpty, let release = messages[place].releases.last
            else { return nil }
            let cited = release.cites.map(\.fact).filter(unverified.contains)
            let found = guards[messages[place].id, default: []].uniqued()
            guard
                !cited.isEmpty || !found.isEmpty
                    || release.cites.isEmpty && messages[place].restsOnNothing != nil
            else { return nil }
            return Gap.UnverifiedPosting(
                messages[place], release, citing: cited, guards: found, asOf: asOf)
        }
    }

    /// The guards with a finding about a message that nobody else has ratified.
    private var unratifiedGuards: [MessageID: [String]] {
        var guards: [MessageID: [String]] = [:]
        for entry in guardFindings {
            guard let id = MessageID(entry.subject), let message = messages[id] else { continue }
            let override = message.overrides.first { $0.stamp.position == entry.stamp.position }
            // A release alone is ratified as an approval.
            let isAlone = entry.guardID == Guard.unapproved.id && mode != .reenactment
            if override?.ratified == nil, !isAlone || message.awaitsRatification {
                guards[id, default: []].append(entry.guardID)
            }
        }
        return guards
    }

    fileprivate func outdatedPostings(asOf: Instant) -> [Gap.OutdatedPosting] {
        let (facts, messages) = (facts.all, messages.all)
        let fallen = Set(
            facts.indices.filter { !facts[$0].isStanding || facts[$0].status == .held }
                .map { facts[$0].id })
        guard !fallen.isEmpty else { return [] }
        return messages.indices.flatMap { place -> [Gap.OutdatedPosting] in
            guard !messages[place].deliveries.isEmpty else { return [] }
            let message = messages[place]
            var found: [Gap.OutdatedPosting] = []
            for cited in message.citesEver
            where fallen.contains(cited.fact) && !found.contains(where: { $0.fact == cited.fact }) {
                guard let fact = self.facts[cited.fact] else { continue }
                let (concern, carriers) = unsettled(message, cited: cited, fact: fact)
                guard let concern else { continue }
                found.append(
                    Gap.OutdatedPosting(message, fact, concern, on: carriers, asOf: asOf))
            }
            return found
        }
    }
}

extension Message {
    /// Whether it was released for a channel that it was not posted on, and could be.
    fileprivate func isUnpostedSomewhere(_ department: Department?) -> Bool {
        let closed = department?.withoutAccount ?? []
        return !isRecalled
            && releases.contains { release in
                release.texts.contains { text in
                    let key = VariantKey(text)
                    return !isPosted(key) && !closed.contains(key.channel)
                }
            }
    }
}
