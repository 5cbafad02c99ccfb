internal import Basics
internal import Channels
internal import IncidentEvents
internal import Playbooks
internal import TextChecks

/// Conditions that must be met before a message is released.
extension Guard {
    /// No approval of the message's current content.
    public static let unapproved: Guard = Guard(
        "unapproved", .blocksUnlessOverridden,
        summary: "Releasing a text without approval, or one that was edited after its approval.",
        reason: "A release can't be undone, so two people must see it."
    ) { judged in
        let message = judged.message
        let approvers = judged.context.playbook.approvers(of: message.kind).list(" or ")
        guard let approval = message.approval else {
            let problem =
                message.approvals.isEmpty
                ? "\(message.id) isn't approved."
                : "\(message.id) was edited after it was approved."
            let asking: Remedy = "Ask \(approvers) to type: \(do: .approveMessage(message.id))."
            return [
                Flaw(
                    problem
                        + Decider.uncovered(message, in: judged.state, judged.context),
                    remedy: message.isEverydayPost(in: judged.state)
                        ? asking
                        : asking
                            + " If you are alone: \(do: .overrideGuards([.unapproved], message.id))"
                )
            ]
        }
        guard let expires = approval.expires, expires <= judged.context.now else { return [] }
        return [
            Flaw(
                "The standing approval of \(message.id) ended at \(judged.state.zone.dated(expires)).",
                remedy: "Ask \(approvers) to type: \(do: .approveMessage(message.id))")
        ]
    }

    /// A cited fact that may not be said.
    public static let factNotSayable = Guard(
        "fact-not-sayable", .blocksUnlessOverridden,
        summary: "Citing a fact that is unverified, not cleared, held, refuted or superseded.",
        reason: "Early unconfirmed statements are the ones that had to be corrected."
    ) { judged in
        judged.message.cites.filter {
            let fact = judged.state.facts[$0.fact]
            return fact?.status != .held || fact?.isHeldForFamily == false
        }.compactMap(judged.flaw(ofCiting:))
    }

    /// An alert without its all-clear and false-alert texts.
    public static let alertNotArmed = Guard(
        "alert-not-armed", .blocksUnlessOverridden,
        summary:
            "An alert without its armed all-clear and false-alert texts, or any text for WEA or EAS without an armed retraction.",
        reason: "Ending or retracting an alert must not wait until someone writes the text."
    ) { judged in
        guard judged.needsEndings else { return judged.flawsOfRetraction }
        let armed = judged.message.armed.compactMap { judged.state.messages[$0] }
        let isArmed =
            armed.contains { $0.kind == .retraction && $0.discarded == nil }
            && (judged.message.kind != .alert
                || armed.contains { $0.kind == .allClear && $0.discarded == nil })
        // What somebody returned or rewrote after the alert's approval is not ready.
        let unready = armed.filter {
            $0.discarded == nil && judged.message.approval != nil && $0.approval == nil
        }
        if isArmed, let first = unready.first {
            return [
                Flaw(
                    "\(first.id), armed with \(judged.id), isn't approved.",
                    remedy: "Have it approved: \(do: .showMessage(first.id))")
            ]
        }
        guard !isArmed else { return [] }
        return [
            Flaw(
                judged.message.kind == .alert
                    ? "\(judged.id) is an alert without its armed all-clear and false-alert texts."
                    : "\(judged.id) goes out on \(judged.unforeseen.map(\.rawValue).joined(separator: ", ")), where it can't be taken back, without an armed retraction.",
                on: judged.message.kind == .alert ? [] : judged.unforeseen,
                remedy:
                    "Draft it as an alert from a template that arms both: \(do: .showPlaybook(judged.context.playbook.id))"
            )
        ]
    }

    /// A log that is ahead of the machine's clock.
    public static let clockBehind = Guard(
        "clock-behind", .warns,
        summary: "A release while the log's last entry is later than this computer's clock.",
        reason: "An entry made with a wrong clock could give the public a time that is hours off."
    ) { judged in
        let (now, clock) = (judged.context.now, judged.context.publicNow)
        guard clock < now else { return [] }
        return [
            Flaw(
                "The log's last entry is \(now.since(clock).brief) ahead of this computer's clock. \(judged.id) uses the clock's time, \(judged.state.zone.dated(clock)).",
                remedy: "Set the clock, or correct the wrong entry's time: \(do: .showEntries)")
        ]
    }

    /// No time for the next update during the first phase.
    public static let nextUpdateMissing = Guard(
        "next-update-missing", .blocksUnlessOverridden,
        summary:
            "A message in the first phase without a time for the next update; in a campaign, only an alert.",
        reason: "If we don't promise a time, people look for news elsewhere."
    ) { judged in
        // A safety tip promises nothing.
        let promising: [MessageKind] =
            judged.state.mode == .routine ? [.alert] : [.holding, .alert, .update]
        guard promising.contains(judged.message.kind),
            let first = judged.context.playbook.phases.first, judged.state.phase == first.id,
            !judged.message.elements.hasNextUpdateBy, first.cadence == nil
        else { return [] }
        return [
            Flaw(
                "\(judged.id) doesn't promise a next update in the phase \(first.title).",
                remedy:
                    "Set a time: \(do: .reviseMessage(judged.message.id, judged.settingNextUpdate))"
            )
        ]
    }
}

extension Message {
    /// Whether it is a post of everyday work, which can wait for a second person. What warns or sets
    /// something right can't.
    func isEverydayPost(in state: IncidentState) -> Bool {
        state.mode == .routine && [.holding, .update].contains(kind)
    }
}

extension JudgedMessage {
    /// The channels of these texts that reach people unasked and can't be taken back. A text message
    /// by SMS is retracted by the playbook's own retraction.
    fileprivate var unretractable: [ChannelID] {
        variants.map(\.key.channel).uniqued().filter {
            $0 != .sms && ChannelCatalogue.channel($0)?.needsRetraction == true
        }
    }

    /// What keeps the playbook's retraction from taking back its own text for these channels.
    fileprivate var flawsOfRetraction: [Flaw] {
        guard !message.endsAnother, !unretractable.isEmpty else { return [] }
        return Decider.retractionFlaws(of: message, on: unretractable, in: state, context)
    }

    /// Whether the text of an alert, under whatever kind, needs what ends it. A playbook's own text
    /// for these channels, such as an update, is taken back by the playbook's own retraction.
    fileprivate var needsEndings: Bool {
        let isOwnText =
            message.template == nil || !message.freeTexts.isEmpty || !message.handTexts.isEmpty
        return message.kind == .alert || isOwnText && !unforeseen.isEmpty
    }

    /// The channels of these texts where nothing of ours stood that this message ends or corrects.
    fileprivate var unforeseen: [ChannelID] {
        guard message.endsAnother else { return unretractable }
        guard message.kind == .correction else { return [] }
        let corrected =
            message.corrects.compactMap { state.rumors[$0] }.flatMap(\.messages)
            + [message.retracts].compactMap(\.self)
        let carried = corrected.compactMap { state.messages[$0] }.flatMap(\.postings)
            .map(\.carrier.channel)
        return unretractable.filter { !carried.contains($0) }
    }

    fileprivate func flaw(ofCiting cited: Message.Cited) -> Flaw? {
        guard let fact = state.facts[cited.fact] else { return nil }
        switch fact.status {
        case .cleared: return nil
        case .recorded:
            if cited.isUnconfirmed, saysUnconfirmed(fact) { return nil }
            return Flaw(
                cited.isUnconfirmed
                    ? "\(id) cites \(fact.id) as unconfirmed, but the sentence with it doesn't say so."
                    : "\(id) cites \(fact.id), which isn't verified: \"\(fact.statement)\".",
                remedy: "Verify it: \(do: .verifyFact(fact.id))")
        case .verified:
            // A past incident doesn't record whether anyone cleared it.
            if state.mode == .reenactment { return nil }
            return Flaw(
                "\(id) cites \(fact.id), which isn't cleared for release.",
                remedy: "Clear it: \(do: .clearFact(fact.id))")
        case .held:
            return Flaw(
                "\(id) cites \(fact.id), which is held\(fact.hold.map { ": \($0.reason)" } ?? "").",
                remedy:
                    "Leave it out, in every language, and cite only others: \(do: .reviseMessage(message.id, .anyFact))"
            )
        case .refuted:
            return Flaw(
                "\(id) cites \(fact.id), which was refuted.",
                remedy:
                    "Leave it out, and cite only others: \(do: .reviseMessage(message.id, .anyFact))"
            )
        case .superseded:
            if cited.asOf != nil { return nil }
            let newer = fact.supersession?.by.map { " by \($0)" } ?? ""
            return Flaw(
                "\(id) cites \(fact.id), which was superseded\(newer).",
                remedy: "Submit it again with the newer fact: \(do: .reviseMessage(message.id))")
        }
    }

    private func saysUnconfirmed(_ fact: Fact) -> Bool {
        variants.allSatisfy { variant in
            let words = context.playbook.guards.unconfirmedWords(
                in: variant.key.language, of: context.department)
            return UncertaintyMark(words).isSet(on: fact.statement, in: variant.text)
        }
    }
}
