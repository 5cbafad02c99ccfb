internal import Incident

extension DueSubjects {
    /// Roles that another person should confirm.
    var roles: [DueItem] {
        guard let department else { return [] }
        return state.unconfirmedRoles(playbook, department).map {
            item(
                .ratification, $0.assignment.person,
                "\($0.sentence) Somebody else must confirm it.",
                .assignRole(actor: $0.assignment.person, role: $0.assignment.role))
        }
    }
}
