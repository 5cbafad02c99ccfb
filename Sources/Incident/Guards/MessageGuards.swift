internal import Channels
internal import Foundation
internal import IncidentEvents
internal import Playbooks

/// The guards' judgement of one message: pure, and the same in a check as at release.
struct MessageGuards {
    let message: Message
    /// The texts in question, as they would go out.
    let variants: [Message.Variant]
    let state: IncidentState
    let context: DecisionContext

    /// All that stands against the message, blocking and warning.
    var findings: [GuardFinding] {
        var findings = [unapproved, alertNotArmed, nextUpdateMissing].compactMap(\.self)
        findings += factsNotSayable + identification + exerciseMarking + overLimit
        findings += controlCharacters + guidanceUnsaid + translationUnconfirmed + mediaMissing
        return findings + translationsDue + warnings
    }

    /// What a reader of the draft would remark; it stops nothing.
    private var warnings: [GuardFinding] {
        var warnings = [elementMissing, nextUpdateUnsaid].compactMap(\.self)
        warnings += elementsUnsaid + expired + phoneTextsIncomplete
        return warnings + numbersContradicted + numbersUnverified + rumorsRepeated + wording
    }

    var id: String { message.id.description }

    func finding(
        _ guardID: GuardID, channels: [ChannelID] = [], _ text: String, remedy: Remedy,
        places: [GuardFinding.Place] = []
    ) -> GuardFinding {
        GuardFinding(guardID, id, channels: channels, text, remedy: remedy, places: places)
    }

    // MARK: Approval

    private var unapproved: GuardFinding? {
        guard let approval = message.approval else {
            let wasApproved = !message.approvals.isEmpty
            return finding(
                .unapproved,
                wasApproved
                    ? "\(id) was edited after it was approved." : "\(id) is not approved.",
                remedy:
                    "Let \(approvers) type: \(do: .approveMessage(message.id)). Alone: \(do: .overrideGuard(.unapproved, message.id))"
            )
        }
        if let expires = approval.expires, expires <= context.now {
            return finding(
                .unapproved,
                "The standing approval of \(id) ended at \(state.zone.dated(expires)).",
                remedy: "Let \(approvers) type: \(do: .approveMessage(message.id))")
        }
        return nil
    }

    private var approvers: String {
        context.playbook.approvers(ofKind: message.kind.word).joined(separator: " or ")
    }

    // MARK: Facts

    private var factsNotSayable: [GuardFinding] {
        message.cites.compactMap { cited in
            guard let fact = state.facts[cited.fact] else { return nil }
            switch fact.status {
            case .cleared: return nil
            case .recorded:
                if cited.isUnconfirmed, saysUnconfirmed { return nil }
                return finding(
                    .factNotSayable,
                    cited.isUnconfirmed
                        ? "\(id) cites \(fact.id) as unconfirmed, but its text does not say so."
                        : "\(id) cites \(fact.id), which is not verified: \"\(fact.statement)\".",
                    remedy: "Verify it: \(do: .verifyFact(fact.id))")
            case .verified:
                // Whether somebody cleared it is not recorded in a past incident.
                if state.mode == .reenactment { return nil }
                return finding(
                    .factNotSayable,
                    "\(id) cites \(fact.id), which is verified but not cleared for release.",
                    remedy: "Clear it: \(do: .clearFact(fact.id))")
            case .held:
                return finding(
                    .factNotSayable,
                    "\(id) cites \(fact.id), which is held: \(fact.hold?.reason ?? "").",
                    remedy: "Wait, or lift the hold: \(do: .clearFact(fact.id))")
            case .refuted:
                return finding(
                    .factNotSayable, "\(id) cites \(fact.id), which was refuted.",
                    remedy: "Rewrite it: \(do: .reviseMessage(message.id))")
            case .superseded:
                if cited.asOf != nil { return nil }
                let newer = fact.supersession?.by.map { " by \($0)" } ?? ""
                return finding(
                    .factNotSayable, "\(id) cites \(fact.id), which was superseded\(newer).",
                    remedy: "Submit it again with the newer fact: \(do: .reviseMessage(message.id))"
                )
            }
        }
    }

    private var saysUnconfirmed: Bool {
        let words = context.playbook.guards.unconfirmedWords.map { $0.lowercased() }
        return variants.allSatisfy { variant in
            let text = variant.text.lowercased()
            return words.contains { text.contains($0) }
        }
    }

    // MARK: Alerts, exercises, promises

    private var alertNotArmed: GuardFinding? {
        guard message.kind == .alert else { return nil }
        let armed = message.armed.compactMap { state.messages[$0] }
        let isArmed =
            armed.contains { $0.kind == .retraction && $0.discarded == nil }
            && armed.contains { $0.kind == .allClear && $0.discarded == nil }
        guard !isArmed else { return nil }
        return finding(
            .alertNotArmed, "\(id) is an alert without its all-clear and its false-alert text.",
            remedy:
                "Draft it from a template that arms them: \(do: .showPlaybook(context.playbook.id))"
        )
    }

    private var exerciseMarking: [GuardFinding] {
        guard state.mode == .exercise else { return [] }
        let marking = context.playbook.guards.exerciseMarking
        let unmarked = variants.filter { !$0.text.contains(marking) }.map(\.key.channel)
        guard !unmarked.isEmpty else { return [] }
        return [
            finding(
                .exerciseMarking, channels: unmarked,
                "\(id) does not say \"\(marking)\" on \(list(unmarked)).",
                remedy: "Put it into the text: \(do: .editText(message.id, unmarked[0]))")
        ]
    }

    private var nextUpdateMissing: GuardFinding? {
        guard [.holding, .alert, .update].contains(message.kind),
            let first = context.playbook.phases.first, state.phase == first.id,
            !message.elements.hasNextUpdateBy, first.cadence == nil
        else { return nil }
        return finding(
            .nextUpdateMissing, "\(id) promises no next update in the phase \(first.title).",
            remedy: "Give one: \(do: .reviseMessage(message.id, .nextUpdate))")
    }

    private func list(_ channels: [ChannelID]) -> String {
        channels.map(\.rawValue).joined(separator: ", ")
    }
}
