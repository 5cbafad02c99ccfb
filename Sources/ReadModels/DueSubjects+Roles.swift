internal import Incident

extension DueSubjects {
    /// Roles that another person should confirm, for those who may.
    var roles: [DueItem] {
        guard let department else { return [] }
        return state.unconfirmedRoles(playbook, department).map { waiting in
            let assignment = waiting.assignment
            var item = item(
                .ratification, assignment.person,
                "\(waiting.sentence) Somebody else must confirm it.",
                .assignRole(actor: assignment.person, role: assignment.role))
            item.roles = duties.roles(for: item.next)
            item.people = duties.people(in: item.roles).filter(waiting.isForConfirmation)
            return item
        }
    }
}
