internal import Basics
internal import Foundation
internal import IncidentEvents
internal import Playbooks
internal import SwiftProtobuf

extension Decider {
    /// The role in which the actor may approve, return or ratify this message.
    static func approvingRole(
        for message: Message, in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) -> Role {
        try context.role(
            amongst: Set(context.playbook.approvers(of: message.kind)), in: state,
            toDo: "approve a message of kind \(message.kind.word)")
    }

    static func approve(
        _ id: MessageID, _ command: MessageCommand.ApproveMessage, in state: IncidentState,
        _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        let message = try submitted(id, in: state)
        guard let submission = message.submission else { return Ruling() }
        let shown = command.shown
        let isChanged = shown.contains { id, sha256 in
            state.messages[id]?.submission?.contentSHA256 != sha256
        }
        guard !isChanged else {
            throw Rejection(
                .notNow, "\(id) was edited while you were reading it. Nothing was approved.",
                remedy: "Read it again: \(do: .approveMessage(id))")
        }
        let (approver, role) = try approver(of: message, command, in: state, context)
        // An approver's own word counts after a relayed one, too.
        if let existing = message.approval, existing.manner != .alone,
            existing.approver == approver,
            existing.manner != .relayed || command.relayed != nil
        {
            return Ruling()
        }
        let armedWith = message.armed.compactMap { state.messages[$0] }
            .filter { $0.discarded == nil }
        let own = ([message] + armedWith).first { $0.authors.contains(approver) }
        if let own, state.mode != .reenactment {
            let schedule = state.schedules.first {
                $0.added.actor == approver && own.drafted.actor != approver
                    && $0.decisions.values.contains { $0.message == own.id }
            }
            let why =
                schedule.map {
                    "\(own.id) was prepared from the schedule \($0.name), whose words \(approver) wrote."
                } ?? "\(approver) drafted, revised or edited \(own.id)."
            throw Rejection(
                .unauthorized, "\(why) Nobody may approve their own message.",
                remedy: "Ask another \(role) to type: \(do: .approveMessage(id))")
        }
        try requireReadyEndings(of: message, in: state, context)
        var covered = [(message.id, submission)]
        for armed in armedWith {
            guard let submission = armed.submission else {
                throw Rejection(
                    .notNow, "\(armed.id), armed with \(id), isn't submitted.",
                    remedy: "Submit it: \(do: .submitMessage(armed.id))")
            }
            covered.append((armed.id, submission))
        }
        var events = covered.map { id, submission in
            approval(
                of: id, submission.contentSHA256, command.relayed == nil ? .inPerson : .relayed
            ) {
                $0.approver = approver
                $0.role = role.rawValue
                $0.via = (command.relayed?.via).recorded
            }
        }
        if let own {
            events.append(
                flagged(
                    GuardFinding(
                        .unapproved, own.id.description,
                        Flaw(
                            "\(approver) approved \(own.id) and wrote it, too.",
                            remedy: "Nobody may approve their own message."))))
        }
        return Ruling(events)
    }

    /// The person who approves and their role; for an approval by radio or phone, those of the person
    /// for whom it is entered.
    private static func approver(
        of message: Message, _ command: MessageCommand.ApproveMessage, in state: IncidentState,
        _ context: DecisionContext
    ) throws(Rejection) -> (String, Role) {
        guard let relayed = command.relayed else {
            return (context.actor, try approvingRole(for: message, in: state, context))
        }
        let id = message.id
        _ = try context.role(for: .draft, in: state)
        let covered = [message] + message.armed.compactMap { state.messages[$0] }
        guard !covered.contains(where: { $0.authors.contains(context.actor) }) else {
            throw Rejection(
                .unauthorized,
                "\(context.actor) drafted, revised or edited \(id), and an author can't enter another person's approval of it.",
                remedy:
                    "Let \(relayed.by) or somebody who didn't write it type: \(do: .approveMessage(id))"
            )
        }
        var approverContext = context
        approverContext.actor = relayed.by
        approverContext.role = nil
        let role = try approvingRole(for: message, in: state, approverContext)
        guard ["radio", "phone"].contains(relayed.via) else {
            throw Rejection(
                .invalid, "\"\(relayed.via)\" isn't a valid way to relay an approval.",
                remedy: "Give \(option: .relayedVia) radio or \(option: .relayedVia) phone.")
        }
        return (relayed.by, role)
    }

    /// An approval covers exactly the submitted content.
    static func approval(
        of id: MessageID, _ contentSHA256: [UInt8], _ manner: ApprovalManner,
        _ fill: (inout MessageApproved) -> Void
    ) -> IncidentEvent.OneOf_Kind {
        .messageApproved(
            .with {
                $0.message = id.description
                $0.contentSha256 = Data(contentSHA256)
                $0.manner = manner
                fill(&$0)
            })
    }

    private static func submitted(_ id: MessageID, in state: IncidentState) throws(Rejection)
        -> Message
    {
        let message = try state.require(undiscarded: id)
        guard message.submission != nil else {
            let wasApproved = !message.approvals.isEmpty
            throw Rejection(
                wasApproved ? .refused : .notNow,
                wasApproved
                    ? "\(id) was edited after it was approved and must be submitted again."
                    : "\(id) isn't submitted.",
                remedy: "Submit it: \(do: .submitMessage(id))")
        }
        return message
    }

    static func ratify(
        _ id: MessageID, in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        let message = try state.require(message: id)
        let waiting = message.unratified
        guard let last = waiting.last else {
            throw Rejection(
                .notNow, "Nothing about \(id) waits to be ratified.",
                remedy: "See it: \(do: .showMessage(id))")
        }
        _ = try approvingRole(for: message, in: state, context)
        let mine = waiting.filter { $0.isForRatification(by: context.actor, of: message) }
        guard !mine.isEmpty else { throw notTheirs(last, id, context.actor) }
        var contents = mine.compactMap(\.contentSHA256)
        if contents.isEmpty {
            contents = [message.submission?.contentSHA256 ?? message.releases.last?.contentSHA256]
                .compactMap(\.self)
        }
        return Ruling(
            contents.uniqued().map { content in
                .messageRatified(
                    .with {
                        $0.message = id.description
                        $0.contentSha256 = Data(content)
                    })
            })
    }

    private static func notTheirs(
        _ waiting: Message.Unratified, _ id: MessageID, _ actor: String
    ) -> Rejection {
        switch waiting {
        case .relayed(let approval):
            let approver = approval.approver ?? "somebody else"
            return Rejection(
                .unauthorized,
                "The approval of \(id) was entered for \(approver), who alone can confirm it.",
                remedy: "Ask \(approver) to type: \(do: .ratifyMessage(id))")
        case .alone, .overridden:
            return Rejection(
                .unauthorized,
                "\(actor) wrote \(id), released it without a second approver, or overrode a guard for it. Somebody else must ratify it.",
                remedy: "Ask another approver to type: \(do: .ratifyMessage(id))")
        }
    }

    static func sendBack(
        _ id: MessageID, _ reason: String, in state: IncidentState, _ context: DecisionContext
    ) throws(Rejection) -> Ruling {
        let message = try submitted(id, in: state)
        _ = try approvingRole(for: message, in: state, context)
        guard message.status != .released || state.mode == .reenactment else {
            throw Rejection(
                .notNow, "\(id) is released, so returning it to its author stops nothing.",
                remedy: "Stop it where it isn't posted yet: \(do: .recallMessage(id))")
        }
        let reason = try text(reason, "reason")
        return Ruling([
            .messageReturned(
                .with {
                    $0.message = id.description
                    $0.reason = reason
                })
        ])
    }
}
