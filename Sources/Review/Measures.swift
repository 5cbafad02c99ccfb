internal import Channels
public import Incident
public import IncidentEvents
public import Playbooks

/// The review's figures, computed by rules that name no particular incident, entry or pair.
public struct Measures: Sendable {
    /// Every interval, in the order of their kinds.
    public var all: [Measure]

    /// - Parameters:
    ///   - department: For its words and its accounts; one without any message shows as open.
    ///   - playbook: For its targets and its templates' guidance.
    ///   - asOf: The moment for judging what is still open; nil to judge nothing.
    public init(
        state: IncidentState, department: Department? = nil, playbook: Playbook? = nil,
        asOf: Instant? = nil
    ) {
        self.init(
            MeasureFinder(
                state: state, index: ClaimIndex(state), department: department, playbook: playbook,
                guiding: state.messages(guidingBy: playbook), asOf: asOf))
    }

    init(_ finder: MeasureFinder) {
        let rumors = finder.state.rumors.all
        let atOnset = finder.firstMessages + finder.firstGuidance
        let ofMessages = finder.skews + finder.withdrawals
        let ofRumors = rumors.flatMap(finder.corrections) + finder.labels + finder.findings
        let ofKnowledge = finder.factsSaid + rumors.compactMap(finder.errorSaid)
        all = atOnset + ofMessages + ofRumors + ofKnowledge + finder.answers + finder.waits
    }

    /// The intervals of one kind.
    public func of(_ kind: Measure.Kind) -> [Measure] { all.filter { $0.kind == kind } }
}

/// A delivery with the message that it delivered.
struct Posting {
    var message: Message
    var carrier: Carrier
    var languages: [String]
    var stamp: Stamp
}

struct MeasureFinder {
    let state: IncidentState
    let index: ClaimIndex
    let department: Department?
    /// Our own carriers that the readers may know of.
    let accounts: [Carrier]
    let playbook: Playbook?
    let targets: Playbook.Targets
    /// The messages that ask the public to protect themselves.
    let guiding: Set<MessageID>
    let asOf: Instant?
    /// All our public postings, in order of happening.
    let postings: [Posting]

    init(
        state: IncidentState, index: ClaimIndex, department: Department?, playbook: Playbook?,
        guiding: Set<MessageID>, asOf: Instant?, hidesAccounts: Bool = false
    ) {
        self.state = state
        self.index = index
        self.department = department
        accounts = hidesAccounts ? [] : department?.accounts ?? []
        self.playbook = playbook
        targets = playbook?.targets ?? Playbook.Targets()
        self.guiding = guiding
        self.asOf = asOf
        postings = state.messages.all.flatMap { message in
            message.publicPostings.map {
                Posting(
                    message: message, carrier: $0.carrier, languages: $0.languages, stamp: $0.stamp)
            }
        }.sorted { Stamp.happensBefore($0.stamp, $1.stamp) }
    }

    /// The postings at or after the onset. Earlier messages were about something else.
    private func response(to onset: IncidentState.Onset) -> [Posting] {
        postings.filter { $0.stamp.happenedAt >= onset.at }
    }

    // MARK: From the onset

    var firstMessages: [Measure] {
        guard let onset = state.onset else { return [] }
        let response = response(to: onset)
        let tried = state.messages.all.flatMap(\.deliveries).map(\.carrier).filter(\.isPublic)
        let carriers = Set(response.map(\.carrier)).union(accounts).union(tried).sorted()
        guard !carriers.isEmpty else {
            return [
                Measure(
                    .timeToFirstMessage, from: onset.end, to: nil, note: "nothing was posted")
            ]
        }
        let byCarrier = Dictionary(grouping: response, by: \.carrier)
        return carriers.map { carrier in
            first(of: byCarrier[carrier] ?? [], .timeToFirstMessage, from: onset.end, on: carrier)
        }
    }

    var firstGuidance: [Measure] {
        guard let onset = state.onset else { return [] }
        let guidance = response(to: onset).filter { guiding.contains($0.message.id) }
        return [first(of: guidance, .timeToFirstGuidance, from: onset.end)]
    }

    /// The interval to the first of some postings, which bound it where its own time isn't sure.
    private func first(
        of postings: [Posting], _ kind: Measure.Kind, from start: Measure.End,
        on carrier: Carrier? = nil
    ) -> Measure {
        let first = postings.first
        return Measure(
            kind, subject: first?.message.id.description,
            carrier: (carrier ?? first?.carrier)?.description, from: start,
            to: (first?.stamp).map(Measure.End.init), bound: postings.map(\.stamp).firstSure)
    }

    // MARK: From delivery

    /// For each message on several carriers, the delay between the first and the last of them.
    var skews: [Measure] { state.messages.all.compactMap(skew) }

    private func skew(of message: Message) -> Measure? {
        var firsts: [Carrier: Stamp] = [:]
        for posting in message.publicPostings.sorted(by: { Stamp.happensBefore($0.stamp, $1.stamp) }
        )
        where firsts[posting.carrier] == nil {
            firsts[posting.carrier] = posting.stamp
        }
        let delivered = firsts.values.sorted(by: Stamp.happensBefore)
        guard let first = delivered.first, let last = delivered.last else { return nil }
        let reached = Set(firsts.keys.map(\.channel))
        let missing = Set(message.releasedTexts.keys.map(\.channel)).filter(\.isPublic)
            .subtracting(reached).sorted()
        let failed = Set(message.deliveries.map(\.carrier)).filter(\.isPublic)
            .subtracting(firsts.keys).sorted()
        guard delivered.count > 1 || !missing.isEmpty || !failed.isEmpty else { return nil }
        let waiting = missing.map(\.rawValue) + failed.map(\.description)
        return Measure(
            .channelSkew, subject: message.id.description, from: Measure.End(first),
            to: delivered.count > 1 ? Measure.End(last) : nil,
            note: waiting.isEmpty
                ? nil : "not posted on \(waiting.joined(separator: ", "))")
    }

    /// The live times of messages that should not have been live: wrong, retracted, or withdrawn
    /// anywhere.
    var withdrawals: [Measure] {
        let claims = index.rumorsToCorrectByClaimant
        let refuted = Set(state.facts.all.filter { $0.refutation != nil }.map(\.id))
        let retracted = Set(
            state.messages.all.filter { !$0.releases.isEmpty && $0.kind != .allClear }
                .compactMap(\.retracts))
        return state.messages.all.filter { message in
            !message.withdrawals.isEmpty || retracted.contains(message.id)
                || claims[message.id] != nil
                || message.releases.contains { $0.cites.contains { refuted.contains($0.fact) } }
        }.flatMap(withdrawals(of:))
    }

    /// Each live time of a message on a carrier, until its withdrawal or until now.
    private func withdrawals(of message: Message) -> [Measure] {
        let carriers = Set(message.postings.map(\.carrier)).sorted()
        return carriers.flatMap { carrier in
            let changes =
                message.postings.filter { $0.carrier == carrier }.map { (true, $0.stamp) }
                + message.withdrawals.filter { $0.carrier == carrier }.map { (false, $0.stamp) }
            var measures: [Measure] = []
            var standing: Stamp?
            func close(with end: Stamp?) {
                guard let since = standing else { return }
                measures.append(
                    Measure(
                        .timeToWithdrawal, subject: message.id.description,
                        carrier: carrier.description, from: Measure.End(since),
                        to: end.map(Measure.End.init)))
                standing = nil
            }
            for (isPosting, stamp) in changes.sorted(by: { Stamp.happensBefore($0.1, $1.1) }) {
                if isPosting {
                    standing = standing ?? stamp
                } else {
                    close(with: stamp)
                }
            }
            close(with: nil)
            return measures
        }
    }
}

extension Sequence<Stamp> {
    /// The first whose time of day is known: what one of them did had surely happened by then.
    var firstSure: Measure.End? { first { $0.certainty.knowsTimeOfDay }.map(Measure.End.init) }
}

extension IncidentState.Onset {
    /// The onset is always a claim, made by the last entry that stated it.
    var end: Measure.End {
        Measure.End(
            position: stamp.position, time: at, clock: .occurred, certainty: certainty,
            entered: stamp.at)
    }
}
