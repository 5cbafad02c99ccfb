internal import Channels
public import IncidentEvents
internal import Playbooks

// Commands that the log must store as one append or not at all.
extension Decision {
    /// Records a fact; verifies it at its source and clears it if asked.
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

    /// Refutes a fact and drafts the correction that the public is owed.
    ///
    /// - Parameters:
    ///   - right: The correct statement, recorded as a new fact from the same source.
    ///   - by: The correct fact, if it is already recorded.
    ///   - draftsCorrection: Whether to draft the correction if the fact was published.
    /// - Returns: The rumor of our own making and the drafted correction, if the fact was
    ///   published.
    @discardableResult
    public mutating func refuteFact(
        _ id: FactID, reason: String, source: String?, right: String? = nil, by: FactID? = nil,
        draftsCorrection: Bool = true, submits: Bool = false
    ) throws(Rejection) -> (rumor: RumorID?, correction: MessageID?) {
        var by = by
        if let right {
            by = try recordFact(
                statement: right, topic: state.facts[id]?.topic, source: source,
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

    /// Records the new fact in place of one that was right and has changed.
    @discardableResult
    public mutating func supersedeFact(
        _ id: FactID, with statement: String, number: Double?, source: String?
    ) throws(Rejection) -> FactID {
        let old = state.facts[id]
        let by = try recordFact(
            statement: statement, topic: old?.topic, number: number,
            scope: old?.scope, source: source, isVerified: old?.isVerified ?? false,
            isCleared: old?.isSayable ?? false)
        try perform(.fact(.supersede(id, by: by)))
        return by
    }

    /// Records a claim. If the finding is already known, also records the correct fact and the
    /// correction.
    ///
    /// - Parameters:
    ///   - because: The correct statement. With a source it becomes a verified and cleared fact.
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

    /// Assesses a rumor; drafts and submits its correction if asked and if it needs one.
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
        // A correction goes to every channel that messages use, and to every channel of ours that
        // carried the claim.
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
                            // Submitting at once makes this declaration for the author, as the
                            // commands' help says: a claim that names a person needs a correction
                            // by hand.
                            declaration: submits ? .nobody : nil,
                            channels: extra.isEmpty ? nil : usual + extra.sorted())))))
        if submits { try perform(.message(.submit(id))) }
        return id
    }

    /// Drafts a message and submits, approves or releases it as asked.
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

    /// Approves a message and, if asked, releases it at once.
    public mutating func approveMessage(
        _ id: MessageID, _ approval: MessageCommand.ApproveMessage, releases: Bool
    ) throws(Rejection) {
        try perform(.message(.approve(id, approval)))
        if releases { try perform(.message(.release(id, on: nil, overrides: [:]))) }
    }

    /// Marks a message as posted on each of our accounts on its released channels where it isn't
    /// live yet.
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

    /// A channel without an account of its own, such as a podium, belongs to the department itself.
    private func ownCarrier(_ channel: ChannelID, for id: MessageID) throws(Rejection) -> Carrier {
        do {
            return try Carrier(channel: channel, account: context.department.id)
        } catch {
            throw Rejection(
                .invalid, "\(error)",
                remedy: "Name the account: \(do: .markPosted(id, .anyCarrier))")
        }
    }
}
