internal import Channels
internal import Foundation
internal import IncidentEvents
internal import Playbooks
internal import SwiftProtobuf

extension Decider {
    static func decide(
        _ command: CommentCommand, in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        switch command {
        case .hide(let carrier, let address, let action, let rule, let copy, let kept):
            guard let rule = context.department.policy.rules.first(where: { $0.id == rule }) else {
                throw unruled(rule, context.department.policy.rules)
            }
            guard let copy, copy.count == 32 else {
                throw Rejection(
                    .invalid,
                    "Without a copy, nobody can see later what was hidden. Nothing was recorded.",
                    remedy: "Keep a picture or a file of it, and give that: \(option: .copy) FILE")
            }
            return Ruling([
                .commentHidden(
                    .with {
                        $0.comment = state.comments.next.description
                        $0.carrier = carrier.description
                        $0.address = address.recorded
                        $0.action = action
                        $0.rule = rule.id
                        $0.ruleText = rule.text
                        $0.copySha256 = Data(copy)
                        $0.copyKept = kept.recorded
                    })
            ])
        case .restore(let id, let reason):
            if try state.require(comment: id).restored != nil { return Ruling() }
            let reason = try text(reason, "reason")
            return Ruling([
                .commentRestored(
                    .with {
                        $0.comment = id.description
                        $0.reason = reason
                    })
            ])
        case .appeal(let id, let words):
            if try state.require(comment: id).restored != nil {
                throw Rejection(.notNow, "\(id) is restored, so there is nothing to appeal.")
            }
            let words = try text(words, "appeal")
            return Ruling([
                .commentAppealed(
                    .with {
                        $0.comment = id.description
                        $0.text = words
                    })
            ])
        case .uphold(let id, let reason):
            return try uphold(id, reason, in: state, context)
        }
    }

    private static func uphold(
        _ id: CommentID, _ reason: String, in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        let comment = try state.require(comment: id)
        guard comment.openAppeal != nil else {
            throw Rejection(.notNow, "\(id) has no open appeal.")
        }
        let reason = try text(reason, "reason")
        guard comment.hidden.actor != context.actor else {
            throw Rejection(
                .refused, "\(context.actor) hid \(id), so another person decides the appeal.",
                remedy: "Have somebody else type it: \(do: .upholdComment(id))")
        }
        return Ruling([
            .commentUpheld(
                .with {
                    $0.comment = id.description
                    $0.reason = reason
                })
        ])
    }

    /// Nobody's view is a reason to hide a comment, so hiding needs a written rule.
    private static func unruled(_ rule: String?, _ rules: [PolicyRule]) -> Rejection {
        Rejection(
            .invalid,
            rule.map { "The policy has no rule \"\($0.prefix(80))\". Nothing was recorded." }
                ?? "A comment is hidden only by a rule of the policy. Nothing was recorded.",
            remedy: rules.isEmpty
                ? "Write the rules in the department file, under policy: rules."
                : "Name one: \(option: .rule) \(rules.map(\.id).joined(separator: ", "))")
    }
}
