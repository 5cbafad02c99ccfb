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
    /// The people whose word can't confirm it: the one who holds the role, and those who brought
    /// them in.
    let barred: Set<String>
    /// The people of the department file; empty if it lists none, so that anyone else may confirm.
    let listed: Set<String>

    /// Whether the person may confirm it. An id that the department file doesn't list may be
    /// invented, and two invented ids would confirm each other.
    public func isForConfirmation(by person: String) -> Bool {
        !barred.contains(person) && (listed.isEmpty || listed.contains(person))
    }
}

extension IncidentState {
    /// The current roles that nobody has confirmed besides the people who brought their holders in.
    /// Their holders may act at once, because nobody on the scene may wait for a second person.
    public func unconfirmedRoles(
        _ playbook: Playbook, _ department: Department
    ) -> [UnconfirmedRole] {
        guard mode != .reenactment else { return [] }
        let listed = Set(department.people.map(\.id))
        return assignments.compactMap { assignment in
            guard assignment.relieved == nil,
                let reason = reason(toConfirm: assignment, playbook, department)
            else { return nil }
            let waiting = UnconfirmedRole(
                assignment: assignment, reason: reason,
                barred: givers(of: assignment, listed).union([assignment.person]),
                listed: listed)
            let isConfirmed = assignment.repeated.contains {
                waiting.isForConfirmation(by: $0.actor)
            }
            return isConfirmed ? nil : waiting
        }
    }

    /// The person who gave the role, and, as long as those aren't listed, the people who gave them
    /// theirs: otherwise an id that somebody invented could confirm what they do.
    private func givers(of assignment: RoleAssignment, _ listed: Set<String>) -> Set<String> {
        var givers: Set<String> = []
        var rest = [assignment.assigned.actor]
        while let giver = rest.popLast() {
            guard givers.insert(giver).inserted, !listed.contains(giver) else { continue }
            rest += assignments.filter { $0.person == giver }.map(\.assigned.actor)
        }
        return givers
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
