public import IncidentEvents
public import Playbooks

/// A role that another person should confirm, because actions are not signed.
public struct UnconfirmedRole: Hashable, Sendable {
    /// The reason to ask for a second person.
    public enum Reason: Hashable, Sendable {
        /// The department file lists other people, and not this one.
        case outsider
        /// The person who gave the role had written a message that its holder may now approve.
        case ownApprover(MessageID)
    }

    /// The assignment.
    public var assignment: IncidentState.RoleAssignment
    /// Why it waits.
    public var reason: Reason
}

extension IncidentState {
    /// The current roles that only the person who gave them has confirmed. Their holders may act at
    /// once, because nobody on the scene may wait for a second person.
    public func unconfirmedRoles(
        _ playbook: Playbook, _ department: Department
    ) -> [UnconfirmedRole] {
        guard mode != .reenactment else { return [] }
        return assignments.compactMap { assignment in
            guard assignment.relieved == nil, assignment.confirmed == nil,
                let reason = reason(toConfirm: assignment, playbook, department)
            else { return nil }
            return UnconfirmedRole(assignment: assignment, reason: reason)
        }
    }

    private func reason(
        toConfirm assignment: RoleAssignment, _ playbook: Playbook, _ department: Department
    ) -> UnconfirmedRole.Reason? {
        let (giver, person) = (assignment.assigned.actor, assignment.person)
        // The person who opens the incident takes a role by opening it.
        guard giver != person else { return nil }
        if !department.people.isEmpty, !department.people.contains(where: { $0.id == person }) {
            return .outsider
        }
        // The opening gives the roles that the department file lists.
        let isListed = department.people.contains {
            $0.id == person && $0.roles.contains(assignment.role)
        }
        guard !isListed else { return nil }
        return messages.all.first { message in
            message.drafted.actor == giver
                && message.drafted.position < assignment.assigned.position
                && message.discarded == nil
                && playbook.approvers(of: message.kind).contains(assignment.role)
        }.map { .ownApprover($0.id) }
    }
}

extension UnconfirmedRole {
    /// The concern, as a sentence.
    public var sentence: String {
        let (giver, person) = (assignment.assigned.actor, assignment.person)
        switch reason {
        case .outsider:
            return
                "\(giver) made \(person) \(assignment.role), and the department file doesn't list \(person)."
        case .ownApprover(let message):
            return
                "\(giver) made \(person) \(assignment.role), who may now approve \(message), which \(giver) wrote."
        }
    }
}
