internal import Channels
public import IncidentEvents
internal import Playbooks

// What people do in one command and the log must hold as one append or not at all.
extension Decision {
    /// Records a fact; verifies it at its source and clears it where asked.
    ///
    /// - Returns: The new fact's id.
    @discardableResult
    public mutating func recordFact(
        statement: String, topic: String? = nil, number: Double? = nil, scope: String? = nil,
        source: String?, isVerified: Bool = false, isCleared: Bool = false
    ) throws(Rejection) -> FactID {
        let id = state.facts.next
        try perform(
            .fact(
                .record(
                    statement: statement, topic: topic, number: number, scope: scope,
                    source: source)))
        if isVerified || isCleared {
            try perform(.fact(.verify(id, source: source)))
        }
        if isCleared { try perform(.fact(.clear(id))) }
        return id
    }

    /// Says that a fact was wrong; drafts the correction that the public is owed.
    ///
    /// - Parameters:
    ///   - right: What is right, put on record as a new fact from the same source.
    ///   - by: What is right, where it is on record already.
    ///   - draftsCorrection: Whether to draft the correction where the fact was published.
    /// - Returns: The rumor of our own making and the drafted correction, where the fact had gone
    ///   out.
    @discardableResult
    public mutating func refuteFact(
        _ id: FactID, reason: String, source: String?, right: String? = nil, by: FactID? = nil,
        draftsCorrection: Bool = true, submits: Bool = false
    ) throws(Rejection) -> (rumor: RumorID?, correction: MessageID?) {
        var by = by
        if let right {
            by = try recordFact(
                statement: right, topic: state.facts[id]?.topic.nonEmpty, source: source,
                isVerified: true, isCleared: true)
        }
        let wasRefuted = state.facts[id]?.refutation != nil
        try perform(.fact(.refute(id, reason: reason, source: source, by: by)))
        let rumor = state.rumors.all.last { $0.fact == id && $0.origin == .ownMessage }
        guard let rumor, draftsCorrection, !wasRefuted else { return (rumor?.id, nil) }
        let cites = by.map { [Message.Cited(fact: $0)] }
        let correction = try draftCorrection(of: rumor, cites: cites, submits: submits)
        return (rumor.id, correction)
    }

    /// The fact was right and has changed: records what holds now.
    @discardableResult
    public mutating func supersedeFact(
        _ id: FactID, with statement: String, number: Double?, source: String?
    ) throws(Rejection) -> FactID {
        let old = state.facts[id]
        let by = try recordFact(
            statement: statement, topic: old?.topic.nonEmpty, number: number,
            scope: old?.scope.nonEmpty, source: source, isVerified: old?.isVerified ?? false,
            isCleared: old?.isSayable ?? false)
        try perform(.fact(.supersede(id, by: by)))
        return by
    }

    /// Puts a claim on record and, where the finding is known already, what is right about it and
    /// the correction.
    ///
    /// - Parameters:
    ///   - because: What is right. With a source it becomes a verified and cleared fact.
    @discardableResult
    public mutating func reportRumor(
        _ report: RumorCommand.ReportRumor, finding: Finding? = nil, because: String? = nil,
        source: String? = nil, submits: Bool = false
    ) throws(Rejection) -> (rumor: RumorID, correction: MessageID?) {
        let id = state.rumors.next
        try perform(.rumor(.report(report)))
        guard let finding else { return (id, nil) }
        let correction = try assessRumor(
            id, finding, because: because, source: source, submits: submits)
        return (id, correction)
    }

    /// Assesses a rumor; drafts and submits its correction where asked and where it needs one.
    @discardableResult
    public mutating func assessRumor(
        _ id: RumorID, _ finding: Finding, because: String?, facts: [FactID] = [],
        source: String? = nil, submits: Bool = false
    ) throws(Rejection) -> MessageID? {
        var facts = facts
        if let source, facts.isEmpty {
            facts = [
                try recordFact(
                    statement: try Decider.text(because, "fact"), source: source, isVerified: true,
                    isCleared: true)
            ]
        }
        try perform(.rumor(.assess(id, finding, evidence: because, facts: facts)))
        guard submits, let rumor = state.rumors[id], rumor.needsCorrection else { return nil }
        return try draftCorrection(
            of: rumor, cites: facts.isEmpty ? nil : facts.map { Message.Cited(fact: $0) },
            submits: true)
    }

    private mutating func draftCorrection(
        of rumor: Rumor, cites: [Message.Cited]?, submits: Bool
    ) throws(Rejection) -> MessageID {
        let id = state.messages.next
        // A correction goes wherever a message goes, and to every channel of ours that carried
        // the claim.
        let carried = state.coverage(of: rumor).filter(\.isOwn).map(\.carrier.channel)
        let usual = context.playbook.channels
        let extra = Set(carried).subtracting(usual).filter { context.playbook.channel($0) != nil }
        try perform(
            .message(
                .draft(
                    MessageCommand.DraftMessage(
                        kind: .correction,
                        content: MessageCommand.MessageContent(
                            cites: cites, corrects: [rumor.id],
                            // Submitting at once says so for the author, whom the commands' help
                            // tells: a claim that names a person needs a correction by hand.
                            declaration: submits ? .nobody : nil,
                            channels: extra.isEmpty ? nil : usual + extra.sorted())))))
        if submits { try perform(.message(.submit(id))) }
        return id
    }

    /// Drafts a message and takes it as far as asked.
    @discardableResult
    public mutating func draftMessage(
        _ draft: MessageCommand.DraftMessage, submits: Bool = false, releases: Bool = false,
        overrides: [Guard: String] = [:], postings: [MessageCommand.Posting] = []
    ) throws(Rejection) -> MessageID {
        let id = state.messages.next
        try perform(.message(.draft(draft)))
        if submits { try perform(.message(.submit(id))) }
        if releases {
            try perform(.message(.release(id, on: draft.content.channels, overrides: overrides)))
        }
        if !postings.isEmpty { try perform(.message(.post(id, postings))) }
        return id
    }

    /// Approves a message and lets it go in the same breath where asked.
    public mutating func approveMessage(
        _ id: MessageID, _ approval: MessageCommand.ApproveMessage, releases: Bool
    ) throws(Rejection) {
        try perform(.message(.approve(id, approval)))
        if releases { try perform(.message(.release(id, on: nil, overrides: [:]))) }
    }

    /// Marks a message as posted on every account of ours on the channels where it is released
    /// and does not stand yet.
    public mutating func postEverywhere(
        _ id: MessageID, overriding overrides: [Guard: String] = [:]
    ) throws(Rejection) {
        guard let message = state.messages[id] else {
            return try perform(.message(.post(id, [])))
        }
        let channels = Set(message.releasedTexts.keys.map(\.channel)).sorted()
        var postings: [MessageCommand.Posting] = []
        for channel in channels {
            let accounts = context.department.accounts(on: channel)
            if accounts.isEmpty {
                let own = try ownCarrier(channel, for: id)
                postings.append(MessageCommand.Posting(carrier: own))
            }
            postings += accounts.map { MessageCommand.Posting(carrier: $0) }
        }
        try perform(.message(.post(id, postings, overrides: overrides)))
    }

    /// A channel without an account of its own, such as a podium, is the department's itself.
    private func ownCarrier(_ channel: ChannelID, for id: MessageID) throws(Rejection) -> Carrier {
        do {
            return try Carrier(channel: channel, account: context.department.id)
        } catch {
            throw Rejection(
                .invalid, "\(error)",
                remedy: "Name the carrier: \(do: .markPosted(id, .anyCarrier))")
        }
    }
}
