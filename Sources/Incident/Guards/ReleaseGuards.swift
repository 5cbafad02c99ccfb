internal import Channels
internal import IncidentEvents
internal import Playbooks
internal import TextChecks

/// Conditions that must be met before a message is released.
extension Guard {
    /// No approval of the message's current content.
    public static let unapproved: Guard = Guard(
        "unapproved", .blocksUnlessOverridden,
        summary: "Releasing what nobody entitled approved, or approved before an edit.",
        reason: "One pair of eyes is not enough for what can't be taken back."
    ) { judged in
        let message = judged.message
        let approvers = judged.context.playbook.approvers(of: message.kind).list(" or ")
        guard let approval = message.approval else {
            return [
                Flaw(
                    message.approvals.isEmpty
                        ? "\(message.id) is not approved."
                        : "\(message.id) was edited after it was approved.",
                    remedy:
                        "Let \(approvers) type: \(do: .approveMessage(message.id)). Alone: \(do: .overrideGuard(.unapproved, message.id))"
                )
            ]
        }
        guard let expires = approval.expires, expires <= judged.context.now else { return [] }
        return [
            Flaw(
                "The standing approval of \(message.id) ended at \(judged.state.zone.dated(expires)).",
                remedy: "Let \(approvers) type: \(do: .approveMessage(message.id))")
        ]
    }

    /// A cited fact that may not be said.
    public static let factNotSayable = Guard(
        "fact-not-sayable", .blocksUnlessOverridden, isJudgedInReenactment: true,
        summary: "Citing a fact that is unverified, not cleared, held, refuted or superseded.",
        reason: "What was said early and unconfirmed is what had to be corrected."
    ) { judged in
        judged.message.cites.compactMap(judged.flaw(ofCiting:))
    }

    /// An alert without its all-clear and false-alert texts.
    public static let alertNotArmed = Guard(
        "alert-not-armed", .blocksUnlessOverridden,
        summary: "An alert without its all-clear and its false-alert text.",
        reason: "Taking an alert back must not wait for a text to be written."
    ) { judged in
        guard judged.message.kind == .alert else { return [] }
        let armed = judged.message.armed.compactMap { judged.state.messages[$0] }
        let isArmed =
            armed.contains { $0.kind == .retraction && $0.discarded == nil }
            && armed.contains { $0.kind == .allClear && $0.discarded == nil }
        guard !isArmed else { return [] }
        return [
            Flaw(
                "\(judged.id) is an alert without its all-clear and its false-alert text.",
                remedy:
                    "Draft it from a template that arms them: \(do: .showPlaybook(judged.context.playbook.id))"
            )
        ]
    }

    /// An exercise's text without the exercise marking.
    public static let exerciseMarking = Guard(
        "exercise-marking", .blocks,
        summary: "A text of an exercise that does not say that it is one.",
        reason: "A drill that reads as real is a false alert."
    ) { judged in
        guard judged.state.mode == .exercise else { return [] }
        let marking = judged.context.playbook.guards.exerciseMarking
        let unmarked = judged.variants.filter { !$0.text.contains(marking) }.map(\.key.channel)
        guard !unmarked.isEmpty else { return [] }
        let list = unmarked.map(\.rawValue).joined(separator: ", ")
        return [
            Flaw(
                "\(judged.id) does not say \"\(marking)\" on \(list).", on: unmarked,
                remedy: "Put it into the text: \(do: .editText(judged.message.id, unmarked[0]))")
        ]
    }

    /// A log that is ahead of the machine's clock.
    public static let clockBehind = Guard(
        "clock-behind", .warns,
        summary: "A release while the log's last entry is later than the machine's clock.",
        reason: "One entry under a wrong clock would put hours into what the public is told."
    ) { judged in
        let (now, clock) = (judged.context.now, judged.context.publicNow)
        guard clock < now else { return [] }
        return [
            Flaw(
                "The log's last entry is \(now.since(clock).brief) ahead of this machine's clock: \(judged.id) goes by the clock, \(judged.state.zone.dated(clock)).",
                remedy: "Set the clock right, or note the wrong entry's time: \(do: .showEntries)")
        ]
    }

    /// No time for the next update during the first phase.
    public static let nextUpdateMissing = Guard(
        "next-update-missing", .blocksUnlessOverridden,
        summary: "No time for the next update while the first phase lasts.",
        reason: "Without a promised time people look for news elsewhere."
    ) { judged in
        guard [.holding, .alert, .update].contains(judged.message.kind),
            let first = judged.context.playbook.phases.first, judged.state.phase == first.id,
            !judged.message.elements.hasNextUpdateBy, first.cadence == nil
        else { return [] }
        return [
            Flaw(
                "\(judged.id) promises no next update in the phase \(first.title).",
                remedy: "Give one: \(do: .reviseMessage(judged.message.id, .nextUpdate))")
        ]
    }
}

extension JudgedMessage {
    fileprivate func flaw(ofCiting cited: Message.Cited) -> Flaw? {
        guard let fact = state.facts[cited.fact] else { return nil }
        switch fact.status {
        case .cleared: return nil
        case .recorded:
            if cited.isUnconfirmed, saysUnconfirmed(fact) { return nil }
            return Flaw(
                cited.isUnconfirmed
                    ? "\(id) cites \(fact.id) as unconfirmed, but the sentence with it does not say so."
                    : "\(id) cites \(fact.id), which is not verified: \"\(fact.statement)\".",
                remedy: "Verify it: \(do: .verifyFact(fact.id))")
        case .verified:
            // A past incident doesn't record whether anyone cleared it.
            if state.mode == .reenactment { return nil }
            return Flaw(
                "\(id) cites \(fact.id), which is verified but not cleared for release.",
                remedy: "Clear it: \(do: .clearFact(fact.id))")
        case .held:
            return Flaw(
                "\(id) cites \(fact.id), which is held\(fact.hold.map { ": \($0.reason)" } ?? "").",
                remedy: "Leave it out, in every language: \(do: .reviseMessage(message.id))")
        case .refuted:
            return Flaw(
                "\(id) cites \(fact.id), which was refuted.",
                remedy: "Rewrite it: \(do: .reviseMessage(message.id))")
        case .superseded:
            if cited.asOf != nil { return nil }
            let newer = fact.supersession?.by.map { " by \($0)" } ?? ""
            return Flaw(
                "\(id) cites \(fact.id), which was superseded\(newer).",
                remedy: "Submit it again with the newer fact: \(do: .reviseMessage(message.id))")
        }
    }

    private func saysUnconfirmed(_ fact: Fact) -> Bool {
        let mark = UncertaintyMark(context.playbook.guards.unconfirmedWords)
        return variants.allSatisfy { mark.isSet(on: fact.statement, in: $0.text) }
    }
}
