internal import Basics
public import Channels
public import IncidentEvents
internal import Playbooks
internal import TextChecks

// Commands that the log must store as one append or not at all.

/// How far a new fact is established, as the person who records it says.
public struct Soundness: Sendable {
    /// Recorded, and no more.
    public static let recorded = Soundness()
    /// The source confirmed it.
    public var isVerified: Bool
    /// It may be said in public. A cleared fact is verified, too.
    public var isCleared: Bool

    public init(isVerified: Bool = false, isCleared: Bool = false) {
        self.isVerified = isVerified || isCleared
        self.isCleared = isCleared
    }
}

extension Decision {
    /// Records a fact; verifies it at its source and clears it if asked.
    ///
    /// - Returns: The new fact's id.
    @discardableResult
    public mutating func recordFact(
        statement: String, topic: String? = nil, number: Double? = nil, scope: String? = nil,
        source: String?, as soundness: Soundness = .recorded
    ) throws(Rejection) -> FactID {
        let id = state.facts.next
        try perform(
            .fact(
                .record(
                    statement: statement, topic: topic, number: number, scope: scope,
                    source: source)))
        if soundness.isVerified { try perform(.fact(.verify(id, source: source))) }
        if soundness.isCleared { try perform(.fact(.clear(id))) }
        return id
    }

    /// Refutes a fact and drafts the correction that the public is owed.
    ///
    /// - Parameters:
    ///   - right: The correct statement, recorded as a new fact from the same source.
    ///   - soundness: How far the correct statement is established. A finding alone verifies nothing.
    ///   - by: The correct fact, if it is already recorded.
    ///   - draftsCorrection: Whether to draft the correction if the fact was published.
    /// - Returns: The rumor of our own making and the drafted correction, if the fact was
    ///   published.
    @discardableResult
    public mutating func refuteFact(
        _ id: FactID, reason: String, source: String?, right: String? = nil,
        as soundness: Soundness = .recorded, by: FactID? = nil, draftsCorrection: Bool = true,
        submits: Bool = false
    ) throws(Rejection) -> (rumor: RumorID?, correction: MessageID?) {
        var by = by
        if let right {
            by = try recordFact(
                statement: right, topic: try state.require(fact: id).topic, source: source,
                as: soundness)
        }
        let wasRefuted = state.facts[id]?.refutation != nil
        try perform(.fact(.refute(id, reason: reason, source: source, by: by)))
        let rumor = state.rumors.all.last { $0.fact == id && $0.origin == .ownMessage }
        guard let rumor, draftsCorrection, !wasRefuted else { return (rumor?.id, nil) }
        let cites = by.map { [Message.Cited(fact: $0)] }
        let correction = try draftCorrection(of: rumor, cites: cites, submits: submits)
        return (rumor.id, correction)
    }

    /// Records the new fact in place of one that was right and has changed. What was known of the
    /// old one says nothing about the new one.
    @discardableResult
    public mutating func supersedeFact(
        _ id: FactID, with statement: String, number: Double?, source: String?,
        as soundness: Soundness = .recorded
    ) throws(Rejection) -> FactID {
        let old = try state.require(fact: id)
        let by = try recordFact(
            statement: statement, topic: old.topic, number: number,
            scope: old.scope, source: source, as: soundness)
        try perform(.fact(.supersede(id, by: by)))
        return by
    }

    /// Records a claim. If the finding is already known, also records the correct fact and the
    /// correction.
    ///
    /// - Parameters:
    ///   - because: The correct statement. With a source it becomes a fact.
    ///   - soundness: How far that fact is established. A finding alone verifies nothing.
    @discardableResult
    public mutating func reportRumor(
        _ report: RumorCommand.ReportRumor, finding: Finding? = nil, because: String? = nil,
        source: String? = nil, as soundness: Soundness = .recorded, submits: Bool = false
    ) throws(Rejection) -> (rumor: RumorID, correction: MessageID?) {
        let id = state.rumors.next
        try perform(.rumor(.report(report)))
        guard let finding else { return (id, nil) }
        let correction = try assessRumor(
            id, finding, because: because, source: source, as: soundness, submits: submits)
        return (id, correction)
    }

    /// Records that a message of ours was wrong where no fact is behind the error, and drafts the
    /// correction. Other released messages with the same words are wrong, too.
    ///
    /// - Parameters:
    ///   - wrong: The wrong words. They become a claim of our own that has been found false.
    ///   - right: The correct statement. With a source it becomes a fact.
    ///   - soundness: How far that fact is established.
    ///   - channels: The correction's channels; nil for those where the message was posted.
    @discardableResult
    public mutating func correctMessage(
        _ id: MessageID, wrong: String, right: String, source: String? = nil,
        as soundness: Soundness = .recorded, channels: [ChannelID]? = nil, submits: Bool = false
    ) throws(Rejection) -> MessageID {
        let message = try state.require(message: id)
        guard !message.postings.isEmpty else {
            throw Rejection(
                .notNow, "\(id) isn't posted anywhere, so nobody needs a correction.",
                remedy: message.releases.isEmpty
                    ? "Discard it: \(do: .discardMessage(id))"
                    : "Stop it: \(do: .recallMessage(id))")
        }
        // A fact that stays cleared would be said again by the next update.
        let behind = message.releases.flatMap(\.cites).compactMap { state.facts[$0.fact] }
            .first { $0.isStanding && $0.statement.lowercased().contains(wrong.lowercased()) }
        if let behind {
            throw Rejection(
                .notNow, "\(id) says it from \(behind.id): \"\(behind.statement)\".",
                remedy:
                    "Refute the fact, which corrects every message that cites it: \(do: .refuteFact(behind.id))"
            )
        }
        let claim = try reportRumor(
            RumorCommand.ReportRumor(
                claim: wrong, origin: .ownMessage,
                messages: ([id] + state.messages(saying: wrong)).uniqued()),
            finding: .false, because: right, source: source, as: soundness)
        let rumor = try state.require(rumor: claim.rumor)
        let facts = rumor.assessment?.facts ?? []
        return try draftCorrection(
            of: rumor, cites: facts.isEmpty ? nil : facts.map { Message.Cited(fact: $0) },
            channels: channels ?? writable(carried(rumor)), submits: submits)
    }

    /// Assesses a rumor; drafts and submits its correction if asked and if it needs one.
    @discardableResult
    public mutating func assessRumor(
        _ id: RumorID, _ finding: Finding, because: String?, facts: [FactID] = [],
        source: String? = nil, as soundness: Soundness = .recorded, submits: Bool = false
    ) throws(Rejection) -> MessageID? {
        var facts = facts
        if let source, facts.isEmpty {
            facts = [
                try recordFact(
                    statement: try Decider.text(because, "fact"), source: source, as: soundness)
            ]
        }
        try perform(.rumor(.assess(id, finding, evidence: because, facts: facts)))
        guard submits, let rumor = state.rumors[id], rumor.needsCorrection else { return nil }
        return try draftCorrection(
            of: rumor, cites: facts.isEmpty ? nil : facts.map { Message.Cited(fact: $0) },
            submits: true)
    }

    private mutating func draftCorrection(
        of rumor: Rumor, cites: [Message.Cited]?, channels: [ChannelID]? = nil, submits: Bool
    ) throws(Rejection) -> MessageID {
        let id = state.messages.next
        // Only a person can say that nobody is identified where the claim is about somebody.
        let submits = submits && !rumor.isAboutPerson
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
                            channels: channels ?? correctionChannels(rumor))))))
        if submits { try submitMessage(id) }
        return id
    }

    /// A correction goes to every channel that messages use, and to every channel of ours that
    /// carried the claim. Nil for the usual channels alone.
    private func correctionChannels(_ rumor: Rumor) -> [ChannelID]? {
        let usual = context.playbook.channels
        let extra = (writable(carried(rumor)) ?? []).filter { !usual.contains($0) }
        return extra.isEmpty ? nil : usual + extra
    }

    /// The channels of ours that carried a claim.
    private func carried(_ rumor: Rumor) -> [ChannelID] {
        Set(state.coverage(of: rumor).filter(\.isOwn).map(\.carrier.channel)).sorted()
    }

    /// Those of the channels that texts can be written for; nil if there are none.
    private func writable(_ channels: [ChannelID]) -> [ChannelID]? {
        let writable = channels.filter { context.playbook.channel($0) != nil }
        return writable.isEmpty ? nil : writable
    }

    /// Drafts a message and submits, approves or releases it as asked.
    @discardableResult
    public mutating func draftMessage(
        _ draft: MessageCommand.DraftMessage, submits: Bool = false, releases: Bool = false,
        overrides: [Guard: String] = [:], postings: [MessageCommand.Posting] = []
    ) throws(Rejection) -> MessageID {
        let id = state.messages.next
        try perform(.message(.draft(draft)))
        if submits { try submitMessage(id) }
        if releases {
            try perform(
                .message(.release(id, .init(on: draft.content.channels, overrides: overrides))))
        }
        if !postings.isEmpty { try perform(.message(.post(id, postings))) }
        return id
    }

    /// Submits a message. A refusal for a value that its texts lack names the option for it.
    public mutating func submitMessage(_ id: MessageID) throws(Rejection) {
        do {
            try perform(.message(.submit(id)))
        } catch {
            guard let completing = state.completing(id, context) else { throw error }
            var rejection = error
            rejection.remedy = completing
            throw rejection
        }
    }

    /// Approves a message and, if asked, releases it at once.
    ///
    /// An approver who may verify and clear does so, with this act, for the facts that a finding
    /// recorded and that the message rests on: they were shown with it.
    public mutating func approveMessage(
        _ id: MessageID, _ approval: MessageCommand.ApproveMessage, releases: Bool
    ) throws(Rejection) {
        do {
            try perform(.message(.approve(id, approval)))
        } catch {
            throw naming(approversOf: id, insteadOf: approval, releases: releases, error)
        }
        if approval.relayed == nil {
            for fact in state.factsToConfirm(in: id, by: context) {
                if fact.status == .recorded {
                    try perform(.fact(.verify(fact.id, source: fact.source)))
                }
                try perform(.fact(.clear(fact.id)))
            }
        }
        if releases { try perform(.message(.release(id, .init()))) }
    }

    /// The refusal of an author's approval, with the people who may approve instead and the command
    /// as it was typed.
    private func naming(
        approversOf id: MessageID, insteadOf approval: MessageCommand.ApproveMessage,
        releases: Bool, _ rejection: Rejection
    ) -> Rejection {
        let people = [context.actor, approval.relayed?.by]
        guard rejection.code == .unauthorized, let message = state.messages[id],
            state.authors(of: message).contains(where: people.contains)
        else { return rejection }
        var rejection = rejection
        let approvers = state.approvers(of: message, context.playbook)
        if let last = approvers.last {
            let others = approvers.dropLast().joined(separator: ", ")
            rejection.remedy =
                "Ask \(others.isEmpty ? last : "\(others) or \(last)") to type: \(do: .approveMessage(id, thenRelease: releases))"
        } else {
            let role = context.playbook.approvers(of: message.kind).first
            rejection.remedy =
                "Nobody on duty may approve it. Assign somebody: \(do: .assignRole(actor: nil, role: role))"
        }
        return rejection
    }

    /// Marks a message as posted on each of our accounts on its released channels where it isn't
    /// live yet, in every language that was released there. Channels on which nobody knows our
    /// account are left out; see ``Message/channelsWithoutKnownAccount(_:)``.
    public mutating func postEverywhere(
        _ id: MessageID, overriding overrides: [Guard: String] = [:]
    ) throws(Rejection) {
        guard let message = state.messages[id] else {
            return try perform(.message(.post(id, [])))
        }
        guard !message.releases.isEmpty else {
            throw Rejection(
                .notNow, "\(id) isn't released.", remedy: "Release it: \(do: .releaseMessage(id))")
        }
        let unknown = message.channelsWithoutKnownAccount(context.department)
        let channels = Set(message.releasedTexts.keys.map(\.channel)).sorted()
        var postings: [MessageCommand.Posting] = []
        for channel in channels where !unknown.contains(channel) {
            var accounts = context.department.accounts(on: channel)
            if accounts.isEmpty {
                accounts =
                    ChannelCatalogue.hasNamedAccounts(channel)
                    ? message.liveCarriers.filter { $0.channel == channel }
                    : [try ownCarrier(channel, for: id)]
            }
            postings += accounts.map {
                .init(.init($0, in: message.releasedLanguages(on: channel)))
            }
        }
        if postings.isEmpty, !unknown.isEmpty {
            throw .unlisted(unknown, remedy: .namingAccount(of: id, on: unknown[0]))
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

extension IncidentState {
    /// The released messages in whose texts these words are.
    fileprivate func messages(saying words: String) -> [MessageID] {
        let echo = ClaimEcho(words)
        return messages.all.filter { message in
            message.releasedTexts.values.contains { !echo.places(in: .init($0.asPosted)).isEmpty }
        }.map(\.id)
    }
}
