internal import Basics
internal import Incident
internal import IncidentEvents
internal import Playbooks

/// The people for whom a command is, by the authority that it needs.
///
/// This is the one place that decides it:
///
/// - Only the roles that the playbook lets approve a message may approve or ratify it.
/// - Everything else needs the authority of the event that it records.
/// - Translations are for translators. A step is for its own role. Messages, rumors, statements of
///   others, questions and briefings are for those who may draft, so that a commander sees
///   decisions and not posts. Where nobody on duty has such a role, all who have the authority are
///   asked.
struct Duties {
    let state: IncidentState
    let playbook: Playbook

    /// The roles, in the order of ``Role/known``.
    func roles(for command: Suggestion, stepOf role: Role? = nil) -> [Role] {
        guard let kind = command.eventKind else { return Role.known }
        var allowed = allowedRoles(for: command, kind)
        var meant = role.map { Set([$0]) } ?? meantRoles(for: kind, among: allowed)
        if state.mode == .reenactment {
            allowed.insert(.controller)
            meant.insert(.controller)
        }
        let suited = meant.intersection(allowed)
        let chosen = suited.contains(where: isOnDuty) ? suited : allowed
        return Role.known.filter(chosen.contains)
    }

    /// Those on duty in one of the roles, without the people who may not.
    func people(in roles: [Role], except excluded: [String] = []) -> [String] {
        state.assignments.filter {
            $0.relieved == nil && roles.contains($0.role) && !excluded.contains($0.person)
        }.map(\.person).uniqued()
    }

    private func allowedRoles(for command: Suggestion, _ kind: EventKind) -> Set<Role> {
        switch command {
        case .approveMessage(let id, _), .ratifyMessage(let id):
            state.messages[id].map { Set(playbook.approvers(of: $0.kind)) } ?? []
        default: playbook.roles(with: kind.row.authority)
        }
    }

    private func meantRoles(for kind: EventKind, among allowed: Set<Role>) -> Set<Role> {
        let approving: Set<EventKind> = [.messageApproved, .messageRatified]
        let translating: Set<EventKind> = [.messageTranslated, .translationConfirmed]
        let talking: Set<EventKind.Subject> = [.message, .rumor, .statement, .inquiry, .briefing]
        if translating.contains(kind) { return [.translator] }
        if approving.contains(kind) || !talking.contains(kind.row.subject) { return allowed }
        return playbook.roles(with: .draft).subtracting([.translator])
    }

    private func isOnDuty(_ role: Role) -> Bool {
        state.assignments.contains { $0.role == role && $0.relieved == nil }
    }
}
